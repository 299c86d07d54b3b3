"""A form's tables: section name, header band, hidden key row, rows, end mark, and what turns white by a choice."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.forms.anchors import END_OF_TABLE, KEY_MARK
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import MONTHS, TableLayout
from kpi_excel.workbooks.forms.measure import tall
from kpi_excel.workbooks.forms.months import BAR
from kpi_excel.workbooks.forms.pen import SheetPen, cell
from kpi_excel.workbooks.forms.rows import RowWriter

_CENTRED = ("result", "score", "input", "row_status", "last_accepted")
_CENTRED_TYPES = (FieldType.CHOICE, FieldType.WHOLE, FieldType.DECIMAL, FieldType.KPI_NO, FieldType.DAY)


@dataclass(frozen=True, slots=True)
class TableCount:
    """What a written table adds to the sheet's status: a formula over its counters, and the count now."""

    formula: str
    missing: int


def write_table(sp: SheetPen, table: TableLayout, number: int) -> TableCount | None:
    """Write one table; `number` is its place on the sheet, 0 for the only one. None where a later table counts for it."""
    _write_section(sp, table, number)
    _write_header(sp, table)
    missing = sum(RowWriter(sp, table, row, content).write() for row, content in table.rows())
    _write_end(sp, table)
    _colour_complete(sp, table)
    _turn_white(sp, table)
    later = [other for other in sp.layout.tables if other.section_row > table.section_row]
    if any(other.content.spec.rows == table.content.spec.rows for other in later):
        return None
    return TableCount(f"SUM({table.span(table.counter)})", missing)


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
        centred = column.content in _CENTRED or column.type in _CENTRED_TYPES
        sp.sheet.text(table.header_row, at, title, looks.band_centre if centred else looks.band_left)
        tallest = max(tallest, tall([(title, sp.width(at), 13)]))
    sp.height(table.header_row, tallest)
    sp.sheet.raw.set_row(table.key_row, 15, None, {"hidden": True})


def _write_months(sp: SheetPen, table: TableLayout, first: int) -> None:
    for index, month in enumerate(sp.pen.content.period.fiscal_year.months()):
        short = month.short_label(sp.pen.lang).split()
        sp.sheet.text(table.header_row, first + index, f"{short[0]}\n{short[1][-2:]}", sp.pen.looks.band_month)


def _write_end(sp: SheetPen, table: TableLayout) -> None:
    sp.sheet.text(table.end_row, 1, f"{END_OF_TABLE}{table.content.spec.key}", sp.pen.looks.hidden)
    sp.sheet.raw.set_row(table.end_row, 15, None, {"hidden": True})


def _colour_complete(sp: SheetPen, table: TableLayout) -> None:
    """“ครบ ✓” is quiet, everything else there is loud; a month bar is dark through and through."""
    if not table.content.rows:
        return
    for column in table.content.spec.columns:
        at = table.columns[column.key]
        if column.content == "row_status":
            shown, look, last = sp.pen.say(w.COMPLETE), sp.pen.looks.complete_font, at
        elif column.content == "month_bars":
            shown, look, last = BAR, sp.pen.looks.month_fill, at + MONTHS - 1
        else:
            continue
        rule = {"type": "formula", "criteria": f'={cell(table.first_row, at)}="{shown}"', "format": look}
        sp.sheet.raw.conditional_format(table.first_row, at, table.end_row - 1, last, rule)


def _turn_white(sp: SheetPen, table: TableLayout) -> None:
    """Cells that a choice makes optional lose their colour: the page shrinks to what is really asked."""
    for column in table.content.spec.columns:
        governing = table.content.spec.column(column.needed_when[0]) if column.needed_when else None
        if governing is None or column.needed_when is None:
            continue
        spare = [c.title.say(sp.pen.lang) for c in governing.choices if c.key not in column.needed_when[1]]
        at = table.columns[column.key]
        for start, stop in _unmarked_runs(table, column.key):
            held = f"${cell(start, table.columns[governing.key])}"
            tests = ",".join(f'{held}="{title}"' for title in spare)
            sp.sheet.raw.conditional_format(
                start, at, stop, at, {"type": "formula", "criteria": f"=OR({tests})", "format": sp.pen.looks.white_fill}
            )


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
