"""Below a form's tables: the notes box, the coverage of criteria, the signatures, the end row."""

from __future__ import annotations

from kpi_excel.core.model import Kpi
from kpi_excel.forms.build_rows import plain_number
from kpi_excel.forms.heads import NOTES
from kpi_excel.forms.token import END_MARK
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.cells import kpis_of, short_name
from kpi_excel.workbooks.forms.layout import TableLayout
from kpi_excel.workbooks.forms.measure import tall
from kpi_excel.workbooks.forms.needs import Need
from kpi_excel.workbooks.forms.pen import SheetPen, cell

_LEVELS = range(1, 6)
_GAP = "    "


def write_notes(sp: SheetPen, row: int) -> int:
    """The box for anything else: read for people, never as data. Returns the next free row."""
    spec = sp.layout.content.spec
    if not spec.notes.th:
        return row
    looks = sp.pen.looks
    sp.sheet.text(row, 1, sp.pen.say(spec.notes), looks.strong)
    column, note = spec.inputs_at[1], sp.layout.content.head.get(NOTES, "")
    sp.sheet.text(row, column, note, looks.input("@", False))
    sp.height(row, tall([(note, sp.width(column), 14)], 40))
    return row + 1


def write_coverage(sp: SheetPen, table: TableLayout, row: int) -> tuple[int, Need]:
    """One line per KPI: its criteria and which of them has a step. The next row, and the levels without one as a need."""
    looks, pen = sp.pen.looks, sp.pen
    parts = [looks.section, pen.say(w.COVERAGE), looks.hint, f"     {pen.say(w.COVERAGE_HINT)}"]
    sp.sheet.rich(row, 1, parts, looks.section_line)
    for column in range(2, sp.layout.last_column + 1):
        sp.sheet.blank(row, column, looks.rule_line)
    sp.height(row, 34)
    kpis = kpis_of(table)
    open_now = sum(_write_kpi(sp, table, at, kpi) for at, kpi in enumerate(kpis, start=row + 1))
    span = f"{cell(row, table.counter, True)}:{cell(row + len(kpis), table.counter, True)}"
    return row + len(kpis) + 1, Need(pen.say(w.LOOK_COVERAGE), f"SUM({span})", open_now)


def _write_kpi(sp: SheetPen, table: TableLayout, row: int, kpi: Kpi) -> int:
    """A KPI's line: hidden cells count the steps of each level. How many levels have none now."""
    looks, pen = sp.pen.looks, sp.pen
    for column in range(1, sp.layout.last_column + 1):
        sp.sheet.blank(row, column, looks.rule_blank)
    numbers, levels, steps = (table.span(table.columns[key]) for key in ("kpi_no", "level", "step"))
    texts, shown = [], []
    for level in _LEVELS:
        at = table.counter + level
        covered = sum(
            content.filled.get("kpi_no") == kpi.kpi_no and content.filled.get("level") == level and bool(content.filled.get("step"))
            for _, content in table.rows()
        )
        # Operators only, and as text: COUNTIFS takes 1.10 for 1.1, and Gnumeric applies no function to a range here
        formula = f'=SUMPRODUCT(({numbers}&""="{kpi.kpi_no}")*({levels}&""="{level}")*({steps}<>""))'
        sp.sheet.formula(row, at, formula, looks.hidden, covered)
        criterion = kpi.levels[level - 1]
        named = f"{pen.say(w.LEVEL)}{level}" + ("" if criterion is None else f" ({plain_number(criterion)})")
        yes, no = f"{named} ✓", f"{named}{pen.say(w.EMPTY_LEVEL)}"
        texts.append(f'IF({cell(row, at)}>0,"{yes}","{no}")')
        shown.append(yes if covered else no)
    open_now = sum("✓" not in text for text in shown)
    sp.sheet.text(row, 2, kpi.kpi_no, looks.rule_text)
    sp.sheet.text(row, 3, short_name(kpi.name), looks.locked_small)
    sp.sheet.formula(row, 4, "=" + f'&"{_GAP}"&'.join(texts), looks.rule_text, _GAP.join(shown))
    counts = f"{cell(row, table.counter + _LEVELS[0])}:{cell(row, table.counter + _LEVELS[-1])}"
    sp.sheet.formula(row, table.counter, f"=COUNTIF({counts},0)", looks.hidden, open_now)
    rule = {"type": "formula", "criteria": f"={cell(row, table.counter, True)}>0", "format": looks.berry_font}
    sp.sheet.raw.conditional_format(row, 4, row, 4, rule)
    sp.height(row, 28)
    return open_now


def write_signatures(sp: SheetPen, row: int) -> int:
    """Signature lines with dates; the token once more at the end. Returns the last row."""
    spec, pen, looks = sp.layout.content.spec, sp.pen, sp.pen.looks
    sp.height(row, 22)
    sp.height(row + 1, 28)
    date = f"{pen.say(w.DATE)} ........ / ........ / ........"
    is_page = sp.layout.content.page is not None
    places = [1, 4] if is_page else _spread(sp, len(spec.signatures))
    for column, who in zip(places, spec.signatures, strict=False):
        line = f"{pen.say(w.SIGN)} ..................................................  {pen.say(who)}"
        sp.sheet.text(row + 1, column, f"{line}{_GAP}{date}" if is_page else line, looks.sign)
        if not is_page:
            sp.sheet.text(row + 2, column, date, looks.sign)
            sp.height(row + 2, 28)
    last = row + (2 if is_page else 3)
    sp.sheet.text(last, sp.layout.last_column, END_MARK + pen.token, looks.token)
    sp.height(last, 14)
    return last


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


def protect(sp: SheetPen) -> None:
    """Against slips only: no password, and everything that reading survives stays allowed."""
    sp.sheet.raw.protect(
        "", {"insert_rows": True, "insert_columns": True, "format_columns": True, "format_rows": True, "sort": True,
             "autofilter": True, "format_cells": True, "delete_rows": False, "select_locked_cells": True}
    )  # fmt: skip
