"""Below a form's tables: the notes box, the coverage of criteria, the signatures, the end row; and how it prints."""

from __future__ import annotations

from kpi_excel.forms.token import END_MARK
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.cells import kpis_of, short_name
from kpi_excel.workbooks.forms.layout import SUBTITLE_ROW, TITLE_ROW, TableLayout
from kpi_excel.workbooks.forms.pen import SheetPen, cell

_PAGE_WIDTH = 11.69 - 0.8
_PAGE_HEIGHT = 8.27 - 0.9
_LEAST_SHRINK = 0.7
"""A page that would shrink below this flows on to a second one."""


def write_notes(sp: SheetPen, row: int) -> int:
    """The box for anything else: read for people, never as data. Returns the next free row."""
    spec = sp.layout.content.spec
    if not spec.notes.th:
        return row
    looks = sp.pen.looks
    sp.sheet.text(row, 1, sp.pen.say(spec.notes), looks.navy_bold)
    sp.sheet.blank(row, spec.inputs_at[1], looks.input("@", False))
    sp.height(row, 40)
    return row + 1


def write_coverage(sp: SheetPen, table: TableLayout, row: int) -> tuple[int, str, int]:
    """One line per KPI: which of its levels has a step. Next row, formula of the uncovered count, count now."""
    looks, pen = sp.pen.looks, sp.pen
    sp.sheet.text(row, 1, pen.say(w.COVERAGE), looks.section_line)
    for column in range(2, sp.layout.last_column + 1):
        sp.sheet.blank(row, column, looks.rule_line)
    sp.sheet.text(row, 5, pen.say(w.COVERAGE_HINT), looks.hint_line)
    sp.height(row, 34)
    tests, open_now = [], 0
    for kpi in kpis_of(table):
        row += 1
        texts, shown = [], []
        for level in range(1, 6):
            covered = any(
                c.kpi is not None and c.kpi.kpi_no == kpi.kpi_no and c.filled.get("level") == level and c.filled.get("step")
                for _, c in table.rows()
            )
            count = (
                f'SUMPRODUCT(({table.span(table.columns["kpi_no"])}="{kpi.kpi_no}")*({table.span(table.columns["level"])}={level})'
                f'*(LEN({table.span(table.columns["step"])})>0))'
            )
            tests.append(count)
            open_now += not covered
            yes, no = f"{pen.say(w.LEVEL)}{level} ✓", f"{pen.say(w.LEVEL)}{level}{pen.say(w.EMPTY_LEVEL)}"
            texts.append(f'IF({count}>0,"{yes}","{no}")')
            shown.append(yes if covered else no)
        sp.sheet.text(row, 2, kpi.kpi_no, looks.navy_bold)
        sp.sheet.text(row, 3, short_name(kpi.name), looks.locked_small)
        sp.sheet.formula(row, 4, "=" + '&"    "&'.join(texts), looks.navy_bold, "    ".join(shown))
        total = "+".join(f"({test}=0)" for test in tests[-5:])
        sp.sheet.formula(row, table.counter, f"={total}", looks.hidden, sum("✓" not in text for text in shown))
        sp.height(row, 28)
    first = row - len(kpis_of(table)) + 1
    return row + 1, f"SUM({cell(first, table.counter, True)}:{cell(row, table.counter, True)})", open_now


def write_signatures(sp: SheetPen, row: int) -> int:
    """Signature lines with dates; the token once more at the end."""
    spec, pen, looks = sp.layout.content.spec, sp.pen, sp.pen.looks
    sp.height(row, 24)
    places = _spread(sp, len(spec.signatures))
    for column, who in zip(places, spec.signatures, strict=True):
        line = f"{pen.say(w.SIGN)} ..................................................  {pen.say(who)}"
        sp.sheet.text(row + 1, column, line, looks.sign)
        sp.sheet.text(row + 2, column, f"{pen.say(w.DATE)} ........ / ........ / ........", looks.sign)
    sp.sheet.text(row + 3, sp.layout.last_column, END_MARK + pen.token, looks.token)
    sp.height(row + 1, 28)
    sp.height(row + 2, 28)
    sp.height(row + 3, 14)
    return row + 3


def _spread(sp: SheetPen, count: int) -> list[int]:
    """Columns that part the sheet's width evenly."""
    widths = sp.layout.content.spec.widths
    total, places = sum(widths), []
    for index in range(count):
        goal, run = total * index / max(count, 1) + (2 if index == 0 else 0), 0.0
        for column, width in enumerate(widths):
            if run >= goal and column not in places:
                places.append(column)
                break
            run += width
    return places


def set_page(sp: SheetPen, breaks: list[int], last_row: int) -> None:
    """A4 landscape, one page wide; one page in all where that stays readable."""
    raw, pen = sp.sheet.raw, sp.pen
    raw.hide_gridlines(2)
    raw.set_landscape()
    raw.set_paper(9)
    raw.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
    raw.center_horizontally()
    # A space after the size keeps it apart from a token that begins with a digit; no font name (Gnumeric prints it)
    raw.set_footer(f"&L&8 {pen.token}&R&8 {pen.say(w.PAGE)}")
    raw.repeat_rows(TITLE_ROW)
    raw.print_area(0, 0, last_row, sp.layout.last_column)
    # Always "one page wide": a fixed scale spills sideways wherever the default font is missing and columns are wider
    width = sum(units * 7 + 5 for units in sp.layout.content.spec.widths) / 96
    height = sum(sp.heights.get(row, 15) for row in range(last_row + 1) if not _is_hidden(sp, row)) / 72
    shrinks_to = min(1.0, _PAGE_HEIGHT / (height * min(1.0, _PAGE_WIDTH / width)))
    raw.fit_to_pages(1, 1 if shrinks_to >= _LEAST_SHRINK else 0)
    raw.set_h_pagebreaks(breaks)
    raw.freeze_panes(SUBTITLE_ROW + 1, 0)


def _is_hidden(sp: SheetPen, row: int) -> bool:
    return any(row in (table.key_row, table.end_row) for table in sp.layout.tables)


def protect(sp: SheetPen) -> None:
    """Against slips only: no password, and everything that reading survives stays allowed."""
    sp.sheet.raw.protect(
        "", {"insert_rows": True, "insert_columns": True, "format_columns": True, "format_rows": True, "sort": True,
             "autofilter": True, "format_cells": True, "delete_rows": False, "select_locked_cells": True}
    )  # fmt: skip
