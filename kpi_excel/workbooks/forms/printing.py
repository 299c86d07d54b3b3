"""How a sheet prints: A4 landscape, always one page wide; the token in the footer survives paper."""

from __future__ import annotations

from itertools import pairwise

from xlsxwriter.worksheet import Worksheet

from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import SUBTITLE_ROW, TITLE_ROW
from kpi_excel.workbooks.forms.measure import column_px
from kpi_excel.workbooks.forms.pen import Pen, SheetPen

_PAGE_WIDTH = 11.69 - 0.8
_PAGE_HEIGHT = 8.27 - 0.9
_LEAST_SHRINK = 0.68
"""A list that would shrink below this, against one page wide, flows on to a second one."""
_LEAST_SCALE = 0.47
"""Three KPIs must fit one page, six two: nothing gets smaller than that takes."""
_RESERVE = 0.95
_SIDE_RESERVE = 0.88
"""A fixed scale must stay this far from the full width: columns are wider where the default font is missing."""
_NO_WARNINGS = ("number_stored_as_text", "two_digit_text_year", "formula_differs", "formula_range", "formula_unlocked")


def set_paper(pen: Pen, raw: Worksheet, last_row: int, last_column: int) -> None:
    """What all sheets of a form share."""
    raw.hide_gridlines(2)
    raw.set_landscape()
    raw.set_paper(9)
    raw.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    raw.center_horizontally()
    # A space after the size keeps it apart from a token that begins with a digit; no font name (Gnumeric prints it)
    raw.set_footer(f"&L&8 {pen.token}&R&8 {pen.say(w.PAGE)}")
    raw.print_area(0, 0, last_row, last_column)
    # Codes and dates are text on purpose, and formulas differ from row to row: no green corners
    raw.ignore_errors({name: "A1:XFD1048576" for name in _NO_WARNINGS})


def set_page(sp: SheetPen, last_row: int) -> None:
    """One page where that stays readable; else a page per table where the first one fits; else as many as it takes."""
    raw, tables = sp.sheet.raw, sp.layout.tables
    set_paper(sp.pen, raw, last_row, sp.layout.last_column)
    raw.freeze_panes(SUBTITLE_ROW + 1, 0)
    wide = min(1.0, _PAGE_WIDTH * 96 / sum(map(column_px, sp.layout.content.spec.widths)))
    # Two tables with a row per KPI each are one page or a page each; a long list goes on under its heading
    breaks = [later.section_row for table, later in pairwise(tables) if later.content.spec.rows == table.content.spec.rows]
    if _scale(sp, 0, last_row) >= (_LEAST_SCALE if breaks else wide * _LEAST_SHRINK):
        raw.fit_to_pages(1, 1)
        return
    if tables and not breaks:
        raw.repeat_rows(tables[0].section_row, tables[0].header_row)
    else:
        raw.repeat_rows(TITLE_ROW)
    raw.set_h_pagebreaks(breaks)
    scale = min([wide * _SIDE_RESERVE, *(_RESERVE * part for part in _parts(sp, breaks, last_row))])
    if breaks and scale >= _LEAST_SCALE:
        # "Fit to pages" ignores breaks in Excel
        raw.set_print_scale(int(scale * 100))
    else:
        raw.fit_to_pages(1, 0)


def _parts(sp: SheetPen, breaks: list[int], last_row: int) -> list[float]:
    """The scale that each stretch between breaks needs; a later one carries the title as well."""
    ends = [*(row - 1 for row in breaks), last_row]
    starts = [0, *breaks]
    return [_scale(sp, start, end, 42 if start else 0) for start, end in zip(starts, ends, strict=True)]


def _scale(sp: SheetPen, first: int, last: int, more: float = 0) -> float:
    """The largest scale at which these rows fit one page."""
    hidden = {row for table in sp.layout.tables for row in (table.key_row, table.end_row)}
    points = more + sum(sp.heights.get(row, 15) for row in range(first, last + 1) if row not in hidden)
    return _PAGE_HEIGHT * 72 / points
