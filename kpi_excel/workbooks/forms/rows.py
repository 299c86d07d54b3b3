"""One row of a form's table: every cell of it, the counter behind “ครบหรือยัง”, and what that says."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.forms.content import RowContent
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.cells import CellWriter
from kpi_excel.workbooks.forms.layout import TableLayout
from kpi_excel.workbooks.forms.live import LiveKpi, live_kpi
from kpi_excel.workbooks.forms.needs import (
    Need,
    asked_field,
    count_formula,
    status_formula,
    status_text,
)
from kpi_excel.workbooks.forms.pen import SheetPen, cell
from kpi_excel.workbooks.forms.row_needs import RowNeeds

_LEAST_HEIGHT = {"kpis": 78.0, "inputs": 36.0, "steps": 38.0, "plan": 52.0, "evidence": 38.0, "handover": 38.0, "target_kpis": 44.0}
_LADDER_HEIGHT = 114.0
_NOT_STARTING = frozenset({"kpi_no", "level", "document"})
"""Inputs that we fill to begin with: they do not make a list's row started."""


@dataclass(slots=True)
class RowWriter:
    """One row of a table."""

    sp: SheetPen
    table: TableLayout
    row: int
    content: RowContent

    def write(self) -> int:
        """Write every cell; how many required inputs are missing now."""
        spec, live = self.table.content.spec, self._live()
        writer = CellWriter(self.sp, self.table, self.row, self.content, live)
        for column in spec.columns:
            if column.is_input:
                self._input(column, writer)
            elif column.content != "row_status":
                writer.write(column)
        self.sp.height(self.row, max(_LEAST_HEIGHT[spec.rows], writer.height, _LADDER_HEIGHT if live else 0.0))
        return self._count()

    def _live(self) -> LiveKpi | None:
        """The live score where this table asks for results; its raw inputs are fetched into hidden cells."""
        spec, kpi = self.table.content.spec, self.content.kpi
        if spec.rows != "kpis" or kpi is None or all(column.content != "result" for column in spec.columns):
            return None
        live = live_kpi(kpi, self.sp.pen.layout, self.table, self.row, self.sp.pen.answers.get(kpi.kpi_no, {}))
        for at, (formula, value) in live.lookups.items():
            self.sp.sheet.formula(self.row, at, f"={formula}", self.sp.pen.looks.hidden, value)
        return live

    def _input(self, column: FieldSpec, writer: CellWriter) -> None:
        at, asked = self.table.columns[column.key], asked_field(column, self.content)
        if asked is None:
            writer.computed_result(at)
            return
        role = "result" if column.content in ("result", "input") else ""
        self.sp.input(self.row, at, asked, self.content, column.required and bool(self.content.code), role)
        if not role:
            writer.measure(self.content.filled.get(column.key), at)

    def _count(self) -> int:
        """Write the hidden counter and the status cell; how many are missing now."""
        spec, lang = self.table.content.spec, self.sp.pen.lang
        status = next((column for column in spec.columns if column.content == "row_status"), None)
        needs = RowNeeds(self.sp, self.table, self.row, self.content).with_row_above()
        started, is_started = self._started() if spec.rows in ("plan", "evidence", "handover") else ("", True)
        counter, missing = count_formula(needs), sum(need.missing for need in needs)
        if spec.rows == "evidence":
            counter, missing = f"IF({counter}>0,1,0)", min(missing, 1)
        if started:
            counter, missing = f"IF({started},{counter},0)", missing if is_started else 0
        self.sp.sheet.formula(self.row, self.table.counter, f"={counter}", self.sp.pen.looks.hidden, missing)
        if status is not None:
            formula, shown = self._status(needs, lang)
            formula = f'=IF({started},{formula},"")' if started else f"={formula}"
            at = self.table.columns[status.key]
            self.sp.sheet.formula(self.row, at, formula, self.sp.pen.looks.state, shown if is_started else "")
        return missing

    def _status(self, needs: list[Need], lang: str) -> tuple[str, str]:
        at = cell(self.row, self.table.counter)
        if self.table.content.spec.rows != "evidence":
            return status_formula(at, needs, w.COMPLETE, lang), status_text(needs, w.COMPLETE, lang)
        complete, owed = w.COMPLETE.say(lang), w.OWED_ROW.say(lang)
        shown = owed if any(need.missing for need in needs) else complete
        formula = f'IF({at}=0,"{complete}","{owed}")'
        for need in reversed([need for need in needs if need.is_item]):
            formula, shown = f'IF({need.count}>0,"{need.title}",{formula})', need.title
        return formula, shown

    def _started(self) -> tuple[str, bool]:
        """A list's row counts once something beyond our own prefill is typed; evidence once a document is named."""
        keys = [c.key for c in self.table.content.spec.columns if c.is_input]
        is_evidence = self.table.content.spec.rows == "evidence"
        keys = ["document"] if is_evidence else [key for key in keys if key not in _NOT_STARTING]
        joined = "&".join(cell(self.row, self.table.columns[key]) for key in keys)
        return f"LEN({joined})>0", any(self.content.filled.get(key) not in (None, "") for key in keys)
