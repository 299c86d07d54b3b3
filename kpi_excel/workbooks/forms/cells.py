"""What stands in the locked cells of a row: names, criteria, guideline, the live score, month bars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kpi_excel.core.catalogue import remedy_of
from kpi_excel.core.model import Direction, Kpi, ScoringMethod
from kpi_excel.core.scoring.formulas import (
    ladder_formula,
    next_level_formula,
    result_formula,
    score_formula,
)
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.scoring.words import ladder, next_level
from kpi_excel.forms.build_rows import plain_number
from kpi_excel.forms.content import Filled, RowContent
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import MONTHS, TableLayout
from kpi_excel.workbooks.forms.live import LiveKpi
from kpi_excel.workbooks.forms.marks import valid_formula
from kpi_excel.workbooks.forms.measure import column_px, cut_to, stacked, tall
from kpi_excel.workbooks.forms.months import month_cells
from kpi_excel.workbooks.forms.needs import asked_field
from kpi_excel.workbooks.forms.pen import SheetPen, cell, quote

_SECOND_MENTION = 250.0
_STEP_NAME = 168.0
"""Pixels for a KPI's name where it is mentioned again, and for a step's name on the ladder beside its mark."""


def short_name(name: str) -> str:
    """A KPI's name as a second mention needs it, at 12 pt."""
    return cut_to(name, _SECOND_MENTION, 12)


@dataclass(slots=True)
class CellWriter:
    """The locked cells of one row; `height` is what its wrapped texts need."""

    sp: SheetPen
    table: TableLayout
    row: int
    content: RowContent
    live: LiveKpi | None
    height: float = 0.0
    _kinds: dict[str, Callable[[int], None]] = field(init=False)

    def __post_init__(self) -> None:
        self._kinds = {
            "code": self._code, "kpi_name": self._name, "last_accepted": self._last, "guideline": self._guideline,
            "ladder": self._ladder, "next_level": self._next_level, "score": self._score,
            "evidence_due": self._evidence_due, "month_bars": self._months,
        }  # fmt: skip

    def write(self, column: FieldSpec) -> None:
        """Write one locked column's cell."""
        at = self.table.columns[column.key]
        if column.content in self._kinds:
            self._kinds[column.content](at)
            return
        text = self.content.locked.get(column.content, "")
        if column.content == "unit" and self.content.kpi is not None:
            text = self.content.kpi.unit
        self.sp.sheet.text(self.row, at, text, self.sp.pen.looks.locked)
        self.measure(text, at)

    def measure(self, text: Filled | None, at: int, size: float = 14) -> None:
        """Let the row grow with a wrapped text."""
        if isinstance(text, str) and text:
            self.height = max(self.height, tall([(text, self.sp.width(at), size)]))

    def _code(self, at: int) -> None:
        looks, kpi = self.sp.pen.looks, self.content.kpi
        if self.table.content.spec.rows in ("kpis", "target_kpis") and kpi is not None:
            parts = [looks.kpi_no_big, kpi.kpi_no, looks.code_small, f"\n{kpi.row_code}"]
            self.sp.sheet.rich(self.row, at, parts, looks.code)
        else:
            # A new row of a feedback has a name for us only
            self.sp.sheet.text(self.row, at, "" if self.content.code.startswith("+") else self.content.code, looks.code_row)
            self.measure(self.content.code, at, 11)

    def _name(self, at: int) -> None:
        looks, kpi, say = self.sp.pen.looks, self.content.kpi, self.sp.pen.say
        if kpi is None:
            return
        if self.table.content.spec.rows != "kpis":
            name = cut_to(kpi.name, column_px(self.sp.width(at)) - 20) if self._follows_its_kpi() else kpi.name
            self.sp.sheet.text(self.row, at, name, looks.locked)
            self.measure(name, at)
            return
        facts = [f"{say(w.UNIT)}: {kpi.unit or '–'}", f"{say(w.WEIGHT)} {plain_number(kpi.weight)}"]
        if kpi.method in (ScoringMethod.LINEAR, ScoringMethod.GROWTH):
            facts.append(say(w.HIGHER if kpi.direction is Direction.UP else w.LOWER))
        small = " · ".join(facts)
        self.sp.sheet.rich(self.row, at, [looks.bold, kpi.name, looks.grey12, f"\n{small}"], looks.locked)
        # Mixed sizes in one cell are not scaled by every program: leave some spare
        self.height = max(self.height, stacked([(kpi.name, self.sp.width(at), 14), (small, self.sp.width(at), 12)]))

    def _follows_its_kpi(self) -> bool:
        """The row above is about the same KPI: its name in full stands there."""
        above = dict(self.table.rows()).get(self.row - 1)
        return above is not None and above.kpi is not None and above.kpi == self.content.kpi

    def _last(self, at: int) -> None:
        value, _, month = self.content.locked.get("last_accepted", "").partition("\n")
        looks = self.sp.pen.looks
        if not month:
            self.sp.sheet.text(self.row, at, value, looks.locked_centre)
            return
        self.sp.sheet.rich(self.row, at, [looks.bold, value or "–", looks.grey12, f"\n{month}"], looks.locked_centre)
        self.height = max(self.height, stacked([(value, self.sp.width(at), 14), (month, self.sp.width(at), 12)]))

    def _guideline(self, at: int) -> None:
        text = self.content.locked.get("guideline", "")
        self.sp.sheet.text(self.row, at, text, self.sp.pen.looks.locked_small)
        self.measure(text, at, 12.5)

    def _ladder(self, at: int) -> None:
        live, lang = self.live, self.sp.pen.lang
        if live is None:
            return
        # Five lines for steps too: their names in full stand where they are asked for
        kpi = replace(live.kpi, level_texts=tuple(cut_to(name, _STEP_NAME, 12.5) for name in live.kpi.level_texts))
        shown = ladder(kpi, live.score.result, live.score, lang)
        formula = ladder_formula(kpi, live.known, lang)
        self.sp.sheet.formula(self.row, at, f"={formula}", self.sp.pen.looks.ladder, shown)
        self.measure(shown, at, 12.5)

    def _next_level(self, at: int) -> None:
        live, lang = self.live, self.sp.pen.lang
        if live is None:
            return
        formula, shown = next_level_formula(live.kpi, live.known, lang), next_level(live.kpi, live.score, lang)
        key = inputs_of(live.kpi)[0].key if is_direct(live.kpi) else ""
        mark = self.content.marks.get(key)
        if mark is not None:
            item = f"{self.sp.pen.say(w.FIX).replace('แก้', '')}{mark.number}  {remedy_of(mark.finding, lang)}"
            asked = asked_field(next(c for c in self.table.content.spec.columns if c.content == "result"), self.content)
            assert asked is not None
            test = valid_formula(asked, live.refs[key], self.content.filled.get(key), lang)
            formula, shown = f"IF({test},{formula},{quote(item)})", item
            self.sp.sheet.raw.conditional_format(
                self.row, at, self.row, at,
                {"type": "formula", "criteria": f"=NOT({test})", "format": self.sp.pen.looks.berry_font},
            )  # fmt: skip
        self.sp.sheet.formula(self.row, at, f"={formula}", self.sp.pen.looks.next_level, shown)
        self.measure(shown, at, 13)

    def _score(self, at: int) -> None:
        live = self.live
        if live is None:
            return
        value = live.score.value if live.score.value is not None else ""
        known = {key: ref for key, ref in live.known.items() if key != "score"}
        formula = score_formula(live.kpi, known)
        self.sp.sheet.formula(self.row, at, f"={formula}", self.sp.pen.looks.computed, value)

    def computed_result(self, at: int) -> None:
        """A KPI with raw inputs: its result is computed, and where to fill is said while there is none."""
        live, point = self.live, self.sp.pen.say(w.POINT_TO_INPUTS)
        if live is None:
            return
        formula = result_formula(live.kpi, live.refs)
        # A method without a result of its own (external score) shows its score
        score = live.score
        value = score.result if score.result is not None else score.value
        shown = point if value is None else value
        # Steps done are whole or nearly so; everything else shows the four decimals that count
        style = self.sp.pen.looks.computed_steps if live.kpi.method is ScoringMethod.MILESTONE else self.sp.pen.looks.computed_result
        self.sp.sheet.formula(self.row, at, f'=IF(ISNUMBER({formula}),{formula},"{point}")', style, shown)
        self.measure(point, at)

    def _evidence_due(self, at: int) -> None:
        looks, kpi = self.sp.pen.looks, self.content.kpi
        document, _, by = self.content.locked.get("evidence_due", "").partition("\n")
        name = short_name(kpi.name) if kpi is not None else ""
        parts = [looks.grey12, f"{name}\n", looks.next_level, document]
        if by:
            parts += [looks.navy_bold, f"\n{by}"]
        self.sp.sheet.rich(self.row, at, parts, looks.locked)
        width = self.sp.width(at)
        self.height = max(self.height, stacked([(name, width, 12.0), (document, width, 13.0), *([(by, width, 14.0)] if by else [])]))

    def _months(self, at: int) -> None:
        start, finish = self.table.columns["start"], self.table.columns["finish"]
        helpers = (self.table.counter + 1, self.table.counter + 2)
        cells = month_cells(
            self.sp.pen.content.period.fiscal_year, cell(self.row, start), cell(self.row, finish),
            [f"${cell(self.row, column)}" for column in helpers],
            self.content.filled.get("start"), self.content.filled.get("finish"),
        )  # fmt: skip
        for column, (formula, value) in zip((*helpers, *range(at, at + MONTHS)), cells, strict=True):
            looks = self.sp.pen.looks
            style = looks.hidden if column in helpers else looks.quarter if (column - at) % 3 == 2 else looks.month
            self.sp.sheet.formula(self.row, column, f"={formula}", style, value)


def kpis_of(table: TableLayout) -> list[Kpi]:
    """The KPIs of a table's rows, each once, in order."""
    seen: dict[str, Kpi] = {}
    for _, content in table.rows():
        if content.kpi is not None:
            seen.setdefault(content.kpi.kpi_no, content.kpi)
    return list(seen.values())
