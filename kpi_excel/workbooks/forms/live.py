"""The live part of a KPI's row: result, ladder, next level and score as formulas, each with the engine's own value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.formulas import NO_WORDS, YES_WORDS, score_formula
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.scoring.score import Score
from kpi_excel.forms.content import Filled
from kpi_excel.workbooks.forms.layout import Layout, SheetLayout, TableLayout
from kpi_excel.workbooks.forms.needs import trimmed
from kpi_excel.workbooks.forms.pen import cell


@dataclass(frozen=True, slots=True)
class LiveKpi:
    """References to a KPI's raw inputs, and the score of what they hold now.

    `known` adds the cells where its result and score stand, so that the longer texts need not compute them again.
    """

    kpi: Kpi
    refs: Mapping[str, str]
    known: Mapping[str, str]
    score: Score
    lookups: Mapping[int, tuple[str, Filled]]
    """Hidden cells of the row that fetch the raw inputs: column → formula and what it gives now."""


def live_kpi(kpi: Kpi, layout: Layout, table: TableLayout, row: int, answers: Mapping[str, Filled]) -> LiveKpi:
    """The KPI of a row of `table`, whose raw inputs stand in its own result cell or on the sheet of raw inputs."""
    lookups: dict[int, tuple[str, Filled]] = {}
    places = {c.content: cell(row, table.columns[c.key]) for c in table.content.spec.columns}
    known: dict[str, str] = {key: places[key] for key in ("result", "score") if key in places}
    if is_direct(kpi):
        refs = {inputs_of(kpi)[0].key: places["result"]}
        known.pop("result")
    else:
        refs = {}
        for offset, (key, formula) in enumerate(_looked_up(kpi, layout).items(), start=1):
            column = table.counter + offset
            refs[key] = f"${cell(row, column)}"
            lookups[column] = (formula, answers.get(key, ""))
    return LiveKpi(kpi, refs, {**refs, **known}, score_kpi(kpi, _given(kpi, answers)), lookups)


def page_score(sheet: SheetLayout) -> tuple[str, Decimal | str]:
    """The live score of a KPI's page, whose raw inputs stand beside their labels: formula and what it gives now."""
    page = sheet.content.page
    assert page is not None and page.kpi is not None
    wanted = [item for item in inputs_of(page.kpi) if item.key in sheet.labels]
    refs = {item.key: cell(sheet.labels[item.key][0], sheet.labels[item.key][1] + 1) for item in wanted}
    score = score_kpi(page.kpi, _given(page.kpi, page.filled))
    return score_formula(page.kpi, refs), "" if score.value is None else score.value


def _looked_up(kpi: Kpi, layout: Layout) -> dict[str, str]:
    """By code, not by position: the table of raw inputs may be sorted. A blank stays blank, never 0."""
    found = layout.table("inputs")
    if found is None:
        return {}
    sheet, table = found
    values = next(table.columns[c.key] for c in table.content.spec.columns if c.content == "input")
    prefix = f"{sheet.quoted()}!"
    refs = {}
    for row in table.content.rows:
        if row.kpi is not None and row.kpi.kpi_no == kpi.kpi_no and row.input is not None:
            place = f'INDEX({prefix}{table.span(values)},MATCH("{row.code}",{prefix}{table.span(table.code_column)},0))'
            refs[row.input.key] = f'IF(LEN({place})=0,"",{place})'
    return refs


def _given(kpi: Kpi, answers: Mapping[str, Filled]) -> dict[str, Decimal | bool]:
    """What a formula would make of the cells: numbers are numbers, words are words, other text is nothing."""
    given: dict[str, Decimal | bool] = {}
    for wanted in inputs_of(kpi):
        value = answers.get(wanted.key)
        if isinstance(value, Decimal) and wanted.kind in ("number", "fraction"):
            given[wanted.key] = value
        elif isinstance(value, str) and wanted.kind in ("yes_no", "step"):
            word = trimmed(value).lower()
            if word in YES_WORDS or word in NO_WORDS:
                given[wanted.key] = word in YES_WORDS
    return given
