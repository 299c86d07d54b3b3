"""What was typed after a form went out is counted, judged and scored by the programs as by the engine.

A form is written once as it went out, and once with what was typed. The typing is then done in the first one, whose
formulas still show what they showed before: recalculated, each of them must show what stands in the second.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.arithmetic import number_of
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.words import ladder, next_level
from kpi_excel.forms.content import Filled, FormContent
from kpi_excel.workbooks.forms.form import write_form
from kpi_excel.workbooks.forms.layout import lay_out
from tests.core.scoring.generated import KINDS, Case, Cell, Cells, near_ties
from tests.forms.issuing import BUSIEST, KEY, issue, province
from tests.parts import At, Book, Difference, cells_in, differences, typed_into
from tests.programs import each_program, recalculate_all
from tests.stages.desk import MONTHLY
from tests.workbooks.forms.answers import Answers, Place, answered, places_of, some_answer
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    FEBRUARY,
    KPI_TEMPLATE,
    MARCH,
    PLAN,
    POLICY_REPORT,
    SELF_ASSESSMENT,
    SIX_MONTHS,
    TEMPLATE,
    Workshop,
)

FORMS, KPIS, DRAWS = 4, 500, 4
"""Forms with KPIs of their own, KPIs of a form, and how often all of them are answered anew: 8,000 cases.

With the 3,000 of the consolidated workbook and the 1,960 of `tests.core.scoring.test_formulas` more than ten thousand.
"""


class Sent(NamedTuple):
    """A form into which was typed, and what every formula must show; `cases` by the rows of the results."""

    typed: bytes
    expected: Book
    cases: Mapping[tuple[str, int], Case]
    lang: str


@lru_cache(maxsize=1)
def sent() -> tuple[Sent, ...]:
    random_ = random.Random(2556)
    return tuple(one for number in range(FORMS) for one in _sent(random_, number))


def _sent(random_: random.Random, number: int) -> Iterator[Sent]:
    kinds = random_.choices(KINDS, [kind.share for kind in KINDS], k=KPIS)
    kpis = [
        replace(kind.make(random_), kpi_no=f"{number + 1}.{index}", host=BUSIEST, weight=Decimal(1)) for index, kind in enumerate(kinds, 1)
    ]
    form = issue("monthly_progress", lang="en" if number == 0 else "th", registry=replace(province(), kpis=tuple(kpis)), kpis=kpis)
    content, blank = form.content, form.written.data
    places, rows = places_of(content), _rows_of_results(content)
    for _ in range(DRAWS):
        cases = {kpi.kpi_no: Case(kpi, kind.fill(random_, kpi)) for kind, kpi in zip(kinds, kpis, strict=True)}
        answers = {place: _answer(random_, content, place, cases) for place in places}
        expected = cells_in(write_form(answered(content, answers), KEY).data)
        yield Sent(_typed(blank, answers), expected, {at: cases[kpi.kpi_no] for at, kpi in rows.items()}, content.lang)


def _rows_of_results(content: FormContent) -> dict[tuple[str, int], Kpi]:
    found = lay_out(content).table("results")
    assert found is not None
    return {(found[0].content.name, row): line.kpi for row, line in found[1].rows() if line.kpi is not None}


def _answer(random_: random.Random, content: FormContent, place: Place, cases: Mapping[str, Case]) -> Filled:
    if isinstance(place.part, int):
        row = content.sheets[place.sheet].tables[place.part].rows[place.row]
        cells: Cells = cases[row.kpi.kpi_no].cells if row.kpi is not None else {}
        if place.field.key in cells:
            return _filled(cells[place.field.key])
    return some_answer(random_, place, content.lang)


def _filled(cell: Cell) -> Filled:
    return number_of(cell) if isinstance(cell, float) and not isinstance(cell, bool) else cell if isinstance(cell, str) else ""


def _typed(workbook: bytes, answers: Answers) -> bytes:
    typed: dict[str, dict[At, Filled]] = {}
    for place, value in answers.items():
        typed.setdefault(place.name, {})[place.at] = value
    return typed_into(workbook, typed)


def _is_near_tie(difference: Difference, case: Case | None, lang: str) -> bool:
    """Binary arithmetic may fall on the other side of a rounding tie or of a criterion: 0.0001 apart, a billionth from it.

    A criterion that is met exactly is met.
    """
    if case is None or score_kpi(case.kpi, case.inputs).result in case.kpi.levels:
        return False
    written, computed = difference.written, difference.computed
    if isinstance(written, float) and isinstance(computed, float):
        return round(abs(written - computed), 9) == 0.0001 and computed in {float(score.value) for score in near_ties(case) if score.value}
    return computed in {say for score in near_ties(case) for say in (next_level(case.kpi, score, lang), ladder(case.kpi, None, score, lang))}


@pytest.mark.parametrize("program", each_program())
def test_every_formula_says_what_the_engine_says__thousands_of_cases_typed_into_forms(program: str, tmp_path: Path) -> None:
    computed = recalculate_all([one.typed for one in sent()], program, tmp_path)

    wrong, ties = [], 0
    for one, book in zip(sent(), computed, strict=True):
        assert len(differences(one.expected, cells_in(one.typed))) > 3 * KPIS, "the programs have something to compute"
        for difference in differences(one.expected, book):
            case = one.cases.get((difference.sheet, difference.at[0]))
            if _is_near_tie(difference, case, one.lang):
                ties += 1
            else:
                wrong.append((difference, case))
    assert not wrong, f"{len(wrong)}: {wrong[:5]}"
    assert ties <= 10


SHAPES = [
    ("PRO", FEBRUARY, MONTHLY, "th"), ("DPM", MARCH, MONTHLY, "en"), ("POL", FEBRUARY, POLICY_REPORT, "th"), ("DPM", TEMPLATE, KPI_TEMPLATE, "th"),
    ("POL", TEMPLATE, KPI_TEMPLATE, "en"), ("ENE", PLAN, ACTION_PLAN, "th"), ("DPM", PLAN, ACTION_PLAN, "en"),
    ("PRO", SIX_MONTHS, SELF_ASSESSMENT, "th"), ("ADM", SIX_MONTHS, SELF_ASSESSMENT, "en"),
]  # fmt: skip
"""Each kind of form in both languages."""


@pytest.mark.parametrize("program", each_program())
def test_every_formula_says_what_we_say__anything_typed_anywhere(program: str, workshop: Workshop, tmp_path: Path) -> None:
    random_ = random.Random(2556)
    typed, expected = [], []
    for agency, period, form, lang in SHAPES:
        content = workshop.content(agency, period, form, lang)
        blank = write_form(content, KEY).data
        for _ in range(4):
            answers = {place: some_answer(random_, place, lang) for place in places_of(content)}
            typed.append(_typed(blank, answers))
            expected.append(cells_in(write_form(answered(content, answers), KEY).data))

    computed = recalculate_all(typed, program, tmp_path)

    assert all(len(differences(one, cells_in(data))) > 2 for one, data in zip(expected, typed, strict=True))
    assert [found for one, book in zip(expected, computed, strict=True) for found in differences(one, book)] == []


@pytest.mark.parametrize("program", each_program())
def test_mean_of_the_baselines_is_rounded_half_up__an_exact_tie(program: str, workshop: Workshop, tmp_path: Path) -> None:
    content = workshop.content("DPM", TEMPLATE, KPI_TEMPLATE)
    typed: dict[str, Filled] = {"baseline_y2": Decimal("1.0002"), "baseline_y1": Decimal("1.0003")}
    answers = {place: typed.get(place.field.key, "") for place in places_of(content)}
    written = cells_in(write_form(answered(content, answers), KEY).data)

    (computed,) = recalculate_all([_typed(write_form(content, KEY).data, answers)], program, tmp_path)

    assert {cell.value for cell in written["K3.2.2"].values() if "AVERAGE(" in cell.formula} == {1.0003}
    assert differences(written, computed) == []
