"""A form's tables: header band, rows, drop-downs, live cells, and the counters behind “ครบหรือยัง”."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.forms.anchors import END_OF_TABLE, KEY_MARK
from kpi_excel.forms.content import RowContent
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.spec import FieldSpec, FieldType
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.cells import CellWriter
from kpi_excel.workbooks.forms.layout import TableLayout
from kpi_excel.workbooks.forms.live import live_kpi
from kpi_excel.workbooks.forms.marks import valid_formula
from kpi_excel.workbooks.forms.needs import Need, count_formula, status_formula, status_text
from kpi_excel.workbooks.forms.pen import SheetPen, cell
from kpi_excel.workbooks.forms.row_needs import RowNeeds
from kpi_excel.workbooks.styles import height_of

LEAST_HEIGHT = {"kpis": 78.0, "inputs": 34.0, "steps": 38.0, "plan": 38.0, "evidence": 38.0, "target_kpis": 44.0}
_NOT_STARTING = frozenset({"kpi_no", "level", "document"})
"""Inputs that we fill to begin with: they do not make a list's row started."""


@dataclass(frozen=True, slots=True)
class TableCount:
    """What a written table adds to the sheet's status: a formula over its counters, and the count now."""

    formula: str
    missing: int


def write_table(sp: SheetPen, table: TableLayout, number: int) -> TableCount:
    """Write one table; `number` is its place on the sheet, 0 for the only one."""
    _write_section(sp, table, number)
    _write_header(sp, table)
    missing = 0
    for row, content in table.rows():
        missing += _RowWriter(sp, table, row, content).write()
    _write_end(sp, table)
    _turn_white(sp, table)
    counts = any(column.content == "row_status" for column in table.content.spec.columns)
    return TableCount(f"SUM({table.span(table.counter)})" if counts else "0", missing if counts else 0)


def _write_section(sp: SheetPen, table: TableLayout, number: int) -> None:
    looks, spec = sp.pen.looks, table.content.spec
    title = sp.pen.say(spec.title)
    if number:
        title = f"{number}  {title}"
    if spec.hint.th:
        parts = [looks.section, title, looks.hint, f"     {sp.pen.say(spec.hint)}"]
        sp.sheet.rich(table.section_row, 1, parts, looks.section)
    else:
        sp.sheet.text(table.section_row, 1, title, looks.section)
    sp.height(table.section_row, 32)


def _write_header(sp: SheetPen, table: TableLayout) -> None:
    looks, lang = sp.pen.looks, sp.pen.lang
    tallest = 36.0
    for column in table.content.spec.columns:
        at = table.columns[column.key]
        sp.sheet.text(table.key_row, at, f"{KEY_MARK}{table.content.spec.key}.{column.key}", looks.hidden)
        if column.content == "month_bars":
            _write_months(sp, table, at)
            continue
        title = column.title.say(lang)
        centred = column.content in ("result", "score", "input", "row_status", "last_accepted") or column.type in (
            FieldType.CHOICE, FieldType.WHOLE, FieldType.DECIMAL, FieldType.KPI_NO)  # fmt: skip
        sp.sheet.text(table.header_row, at, title, looks.band_centre if centred else looks.band_left)
        tallest = max(tallest, height_of([(title, sp.width(at), 13)]))
    sp.height(table.header_row, tallest)
    sp.sheet.raw.set_row(table.key_row, None, None, {"hidden": True})


def _write_months(sp: SheetPen, table: TableLayout, first: int) -> None:
    for index, month in enumerate(sp.pen.content.period.fiscal_year.months()):
        short = month.short_label(sp.pen.lang).split()
        sp.sheet.text(table.header_row, first + index, f"{short[0]}\n{short[1][-2:]}", sp.pen.looks.band_month)


def _write_end(sp: SheetPen, table: TableLayout) -> None:
    sp.sheet.text(table.end_row, 1, f"{END_OF_TABLE}{table.content.spec.key}", sp.pen.looks.hidden)
    sp.sheet.raw.set_row(table.end_row, None, None, {"hidden": True})


def _turn_white(sp: SheetPen, table: TableLayout) -> None:
    """Cells that a choice makes optional lose their colour: the page shrinks to what is really asked."""
    for column in table.content.spec.columns:
        if column.needed_when is None or column.needed_when[0] not in table.columns:
            continue
        governing = table.content.spec.column(column.needed_when[0])
        assert governing is not None
        spare = [c.title.say(sp.pen.lang) for c in governing.choices if c.key not in column.needed_when[1]]
        at, ref = table.columns[column.key], cell(table.first_row, table.columns[governing.key])
        tests = ",".join(f'${ref}="{title}"' for title in spare)
        for start, stop in _unmarked_runs(table, column.key):
            first = f"${cell(start, table.columns[governing.key])}"
            sp.sheet.raw.conditional_format(
                start, at, stop, at,
                {"type": "formula", "criteria": f"=OR({tests.replace('$' + ref, first)})", "format": sp.pen.looks.white_fill},
            )  # fmt: skip


def _unmarked_runs(table: TableLayout, key: str) -> list[tuple[int, int]]:
    """Rows without a mark on a field, as runs: a mark wins over the white."""
    runs: list[tuple[int, int]] = []
    for row, content in table.rows():
        if key in content.marks:
            continue
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs


@dataclass(slots=True)
class _RowWriter:
    """One row of a table."""

    sp: SheetPen
    table: TableLayout
    row: int
    content: RowContent

    @property
    def _row(self) -> RowNeeds:
        return RowNeeds(self.sp, self.table, self.row, self.content)

    def write(self) -> int:
        """Write every cell; how many required inputs are missing now."""
        spec, kpi = self.table.content.spec, self.content.kpi
        live = None
        if spec.rows == "kpis" and kpi is not None and any(c.content == "result" for c in spec.columns):
            live = live_kpi(kpi, self.sp.pen.layout, self.table, self.row, self.sp.pen.answers.get(kpi.kpi_no, {}))
            for at, (formula, value) in live.lookups.items():
                self.sp.sheet.formula(self.row, at, f"={formula}", self.sp.pen.looks.hidden, value)
        writer = CellWriter(self.sp, self.table, self.row, self.content, live)
        for column in spec.columns:
            if column.is_input:
                self._input(column, writer)
            elif column.content != "row_status":
                writer.write(column)
        self.sp.height(self.row, max(LEAST_HEIGHT[spec.rows], writer.height, 114.0 if live else 0.0))
        return self._status()

    def _input(self, column: FieldSpec, writer: CellWriter) -> None:
        at, kpi = self.table.columns[column.key], self.content.kpi
        if column.content == "result":
            if kpi is not None and not is_direct(kpi):
                writer.computed_result(at)
                return
            asked = field_for_input(column, inputs_of(kpi)[0] if kpi else None)
            self.sp.input(self.row, at, asked, self.content, column.required, "result")
        elif column.content == "input":
            asked = field_for_input(column, self.content.input)
            self.sp.input(self.row, at, asked, self.content, column.required, "result")
        else:
            self.sp.input(self.row, at, column, self.content, column.required and bool(self.content.code))
            writer.measure(self.content.filled.get(column.key), at)

    def _status(self) -> int:
        spec, lang = self.table.content.spec, self.sp.pen.lang
        column = next((c for c in spec.columns if c.content == "row_status"), None)
        needs = self._row.needs()
        if column is not None:
            needs = [*self._row.needs_above(), *needs]
        is_list = spec.rows in ("plan", "evidence")
        started, is_started = self._started(needs) if is_list else ("", True)
        owed = spec.rows == "evidence"
        missing = sum(need.missing for need in needs) if is_started else 0
        counter = f"IF({count_formula(needs)}>0,1,0)" if owed else count_formula(needs)
        counter = f"IF({started},{counter},0)" if started else counter
        missing = int(missing > 0) if owed else missing
        self.sp.sheet.formula(self.row, self.table.counter, f"={counter}", self.sp.pen.looks.hidden, missing)
        if column is None:
            return missing
        at = cell(self.row, self.table.counter)
        if owed:
            formula = f'IF({started},IF({at}=0,"{w.COMPLETE.say(lang)}","{w.OWED_ROW.say(lang)}"),"")'
            shown = "" if not is_started else (w.OWED_ROW if missing else w.COMPLETE).say(lang)
        else:
            formula = status_formula(at, needs, w.COMPLETE, started, lang)
            shown = status_text(needs, w.COMPLETE, is_started, lang)
        formula, shown = self._with_marks(formula, shown)
        self._write_status(column, formula, shown)
        return missing

    def _write_status(self, column: FieldSpec, formula: str, shown: str) -> None:
        looks, at = self.sp.pen.looks, self.table.columns[column.key]
        self.sp.sheet.formula(self.row, at, f"={formula}", looks.state, shown)
        complete = w.COMPLETE.say(self.sp.pen.lang)
        self.sp.sheet.raw.conditional_format(
            self.row, at, self.row, at,
            {"type": "formula", "criteria": f'={cell(self.row, at)}="{complete}"', "format": looks.complete_font},
        )  # fmt: skip

    def _started(self, needs: list[Need]) -> tuple[str, bool]:
        """A list's row counts once something beyond our own prefill is typed; evidence once a document is named."""
        keys = [c.key for c in self.table.content.spec.columns if c.is_input]
        keys = ["document"] if self.table.content.spec.rows == "evidence" else [k for k in keys if k not in _NOT_STARTING]
        joined = "&".join(cell(self.row, self.table.columns[key]) for key in keys)
        return f"LEN({joined})>0", any(self.content.filled.get(key) not in (None, "") for key in keys)

    def _with_marks(self, formula: str, shown: str) -> tuple[str, str]:
        """While a marked cell of the row is not mended, the row says which item of the list it is."""
        marked = self._marked()
        if not marked:
            return formula, shown
        mended = ",".join(test for _, test in marked)
        first = f"{self.sp.pen.say(w.FIX)}{min(number for number, _ in marked)}"
        return f'IF(AND({mended}),{formula},"{first}")', first

    def _marked(self) -> list[tuple[int, str]]:
        """(item number, formula that is true once mended) of the marks in this row."""
        found = []
        for column in self.table.content.spec.columns:
            if not column.is_input:
                continue
            asked = column
            if column.content in ("result", "input") and self.content.kpi is not None:
                wanted = self.content.input or (inputs_of(self.content.kpi)[0] if is_direct(self.content.kpi) else None)
                asked = field_for_input(column, wanted)
            mark = self.content.marks.get(asked.key)
            if mark is not None:
                ref = cell(self.row, self.table.columns[column.key])
                test = valid_formula(asked, ref, self.content.filled.get(asked.key), self.sp.pen.lang)
                found.append((mark.number, test))
        return found

