"""The consolidated workbook stays live: other inputs and other criteria give every score, mean and total of the engine.

It is written twice, with one set of inputs and with another. What stands in the second is put into the first, whose
formulas still show what they showed before: recalculated, each of them must show what stands in the second.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest

from kpi_excel.core.consolidation import Consolidation, KpiLine, ResultState, Source
from kpi_excel.core.model import Kpi, Levels, ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.workbooks.consolidated import write_consolidated
from kpi_excel.workbooks.consolidated.score_layout import INDEX
from tests.core.scoring.generated import KINDS, Case, Kind, near_ties
from tests.parts import At, Book, Typed, cells_in, differences, typed_into
from tests.programs import each_program, recalculate_all
from tests.workbooks.consolidated.sample import AGENCIES, DIMENSIONS, YEAR, gather, lines_of
from tests.workbooks.consolidated.sample_lists import archived, sha

SCORES, TIDY = "คะแนน", "ข้อมูลรวม"
BOOKS, KPIS, DRAWS = 3, 500, 2
"""Workbooks with KPIs of their own, their KPIs, and how often all inputs change."""
HOSTS = tuple(AGENCIES)


class Changed(NamedTuple):
    """A workbook with other inputs and criteria, and what every formula must show; `cases` by KPI number."""

    typed: bytes
    expected: Book
    cases: Mapping[str, Case]


@lru_cache(maxsize=1)
def changed() -> tuple[Changed, ...]:
    random_ = random.Random(2556)
    return tuple(one for _ in range(BOOKS) for one in _changed(random_))


def _changed(random_: random.Random) -> Iterator[Changed]:
    kinds: list[tuple[Kind, Kpi]] = []
    while len(kinds) < KPIS:
        kind = random_.choices(KINDS, [kind.share for kind in KINDS])[0]
        number, dimension = len(kinds) + 1, random_.choice(tuple(DIMENSIONS))
        kpi = replace(kind.make(random_), kpi_no=f"{dimension}.{number}", dimension_no=dimension, dimension=DIMENSIONS[dimension],
                      host=random_.choice(HOSTS), weight=Decimal(random_.randint(1, 40)) / 4)  # fmt: skip
        if any(_is_whole(Case(kpi, kind.fill(random_, kpi))) for _ in range(9)):
            kinds.append((kind, kpi))
    kinds.sort(key=lambda pair: pair[1].dimension_no)
    first = _written([_scored(random_, kind, kpi) for kind, kpi in kinds])
    before = cells_in(first)
    for _ in range(DRAWS):
        cases = [_scored(random_, kind, _moved(random_, kpi)) for kind, kpi in kinds]
        expected = cells_in(_written(cases))
        yield Changed(typed_into(first, _difference(before, expected)), expected, {case.kpi.kpi_no: case for case in cases})


def _scored(random_: random.Random, kind: Kind, kpi: Kpi) -> Case:
    while True:
        case = Case(kpi, kind.fill(random_, kpi))
        if _is_whole(case):
            return case


def _is_whole(case: Case) -> bool:
    """All inputs are there and give a score: without one the sheet says why, and not by a formula."""
    return len(case.inputs) == len(inputs_of(case.kpi)) and score_kpi(case.kpi, case.inputs).value is not None


def _moved(random_: random.Random, kpi: Kpi) -> Kpi:
    """The criteria as a whole somewhere else."""
    by = Decimal(random_.choice((0, 0, 1, -7)))
    levels: Levels = tuple(None if level is None else level + by for level in kpi.levels)
    return kpi if kpi.method is ScoringMethod.MILESTONE else replace(kpi, levels=levels)


def _written(cases: Sequence[Case]) -> bytes:
    return write_consolidated(_consolidation(cases))


def _consolidation(cases: Sequence[Case]) -> Consolidation:
    shown = YEAR.months()[4:8]
    leaves = {case.kpi.kpi_no: _leaf(case, row) for row, case in enumerate(cases, start=8)}
    return gather(lines_of([case.kpi for case in cases], leaves), shown, date(2013, 6, 20))


def _leaf(case: Case, row: int) -> KpiLine:
    name, kpi = archived(case.kpi.host, "monthly_progress", "2556-05"), case.kpi
    inputs = {
        key: (value, Source("ความคืบหน้า", f"{chr(ord('F') + at)}{row}", name, sha(name), date(2013, 6, 18), kpi.host))
        for at, (key, value) in enumerate(case.inputs.items())
    }
    return KpiLine(kpi, 0, kpi.weight, ResultState.REPORTED, inputs=inputs, score=score_kpi(kpi, case.inputs), agency=kpi.host)


def _difference(before: Book, after: Book) -> dict[str, dict[At, Typed]]:
    """What has to be typed: the inputs, and the criteria beside the results."""
    levels = range(INDEX["levels"], INDEX["levels"] + 5)
    # below the last formula of the scores stands how they are spread, in words
    bottom = max(row for (row, _), cell in after[SCORES].items() if cell.formula)
    return {
        sheet: {
            at: Decimal(repr(cell.value)) if isinstance(cell.value, float) else str(cell.value)
            for at, cell in after[sheet].items()
            if (sheet == TIDY or (at[1] in levels and at[0] <= bottom))
            and not cell.formula and before[sheet][at].value != cell.value
        }
        for sheet in (SCORES, TIDY)
    }  # fmt: skip


def _is_near_tie(written: object, computed: object, case: Case | None) -> bool:
    """Binary arithmetic may fall on the other side of a rounding tie: 0.0001 apart, a billionth from it."""
    if case is None or not (isinstance(written, float) and isinstance(computed, float)):
        return False
    return round(abs(written - computed), 9) == 0.0001 and computed in {float(score.value) for score in near_ties(case) if score.value}


@pytest.mark.parametrize("program", each_program())
def test_every_formula_says_what_the_engine_says__thousands_of_cases_with_other_inputs_and_criteria(
    program: str, tmp_path: Path
) -> None:
    computed = recalculate_all([one.typed for one in changed()], program, tmp_path)

    wrong, ties = [], 0
    for one, book in zip(changed(), computed, strict=True):
        stale = differences(one.expected, cells_in(one.typed))
        assert len(stale) > 2 * KPIS, "the programs have something to compute"
        for difference in differences(one.expected, book):
            number = one.expected[difference.sheet].get((difference.at[0], INDEX["number"]))
            case = one.cases.get(str(number.value)) if number is not None else None
            if difference.sheet == SCORES and _is_near_tie(difference.written, difference.computed, case):
                ties += 1
            else:
                wrong.append((difference, case))
    assert not wrong, f"{len(wrong)}: {wrong[:5]}"
    assert ties <= 3
