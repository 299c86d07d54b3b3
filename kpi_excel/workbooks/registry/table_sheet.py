"""A table of the registry: headings with notes, one row per entry, spare rows, and what is missing in yellow."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.workbooks import styles
from kpi_excel.workbooks.registry.anchoring import KEY_MARK
from kpi_excel.workbooks.registry.drop_downs import LAST_ROW, validate
from kpi_excel.workbooks.registry.layout import Column, Row, SheetLayout
from kpi_excel.workbooks.registry.pen import LEFT, Pen, cell_name, number_format, shown_value, title_of
from kpi_excel.workbooks.writing import Sheet

CHECK_ROW, KEY_ROW, HEADING_ROW, FIRST_ROW = 3, 4, 5, 6

_LEAST_HEIGHT = 30.0
_LEAST_ROWS = 12
_PAGE_PIXELS = 1500
"""What one A4 page across takes without small print."""


def write_table(pen: Pen, layout: SheetLayout, rows: Sequence[Row]) -> None:
    """One sheet of rows."""
    sheet = pen.sheet(pen.say(layout.title))
    pen.head(sheet, layout.heading, layout.help, _widths_of_head(layout))
    _write_check(pen, sheet, layout, rows)
    _write_headings(pen, sheet, layout)
    for number in range(max(len(rows) + layout.spare, 0 if layout.optional else _LEAST_ROWS)):
        _write_row(pen, sheet, layout, FIRST_ROW + number, rows[number] if number < len(rows) else {})
    for at, column in enumerate(layout.columns, LEFT):
        validate(pen, sheet, column, (FIRST_ROW, LAST_ROW), at)
    _mark_missing(pen, sheet, layout)
    _mark_groups(pen, sheet, layout)
    _set_page(sheet, layout)


def _widths_of_head(layout: SheetLayout) -> list[float]:
    """The columns that the head spans: where a sheet is several pages wide, those that stand on every page."""
    widths = [column.width for column in layout.columns]
    return widths if _pages_wide(layout) == 1 else widths[: layout.frozen]


def _pages_wide(layout: SheetLayout) -> int:
    frozen = sum(_pixels(column.width) for column in layout.columns[: layout.frozen])
    total = sum(_pixels(column.width) for column in layout.columns)
    return max(1, math.ceil((total - frozen) / (_PAGE_PIXELS - frozen)))


def _pixels(width: float) -> float:
    return width * 7 + 5


def _write_headings(pen: Pen, sheet: Sheet, layout: SheetLayout) -> None:
    sheet.raw.set_row(KEY_ROW, None, None, {"hidden": True})
    titles = [(title_of(column, pen.lang), column.width, 13.0) for column in layout.columns]
    sheet.raw.set_row(HEADING_ROW, styles.height_of(titles, least=34))
    for at, column in enumerate(layout.columns, LEFT):
        # Cells typed below the drawn rows must stay text too
        sheet.raw.set_column(at, at, column.width, pen.book.formats(num_format=number_format(column)))
        sheet.text(KEY_ROW, at, f"{KEY_MARK}{layout.key}.{column.key}")
        sheet.text(HEADING_ROW, at, title_of(column, pen.lang), pen.heading(column))
        note = note_of(pen, column)
        lines = styles.lines_of(note, 38, 10)
        sheet.raw.write_comment(HEADING_ROW, at, note, {"author": "kpi-excel", "width": 280, "height": 20 + 18 * lines})


def note_of(pen: Pen, column: Column) -> str:
    """What a column asks for, an example, and what may be chosen."""
    example = Text(f"ตัวอย่าง: {column.example.th}", f"Example: {column.example.en}") if column.example.th else None
    choices = "\n".join(f"· {pen.say(choice.title)}" for choice in column.choices)
    return "\n".join(filter(None, (pen.say(column.help), pen.say(example) if example else "", choices)))


def _write_row(pen: Pen, sheet: Sheet, layout: SheetLayout, row: int, values: Row) -> None:
    texts = []
    for at, column in enumerate(layout.columns, LEFT):
        pen.fill(sheet, row, at, column, values.get(column.key), pen.input(column))
        texts.append((str(shown_value(column, values.get(column.key), pen.lang)), column.width, 14.0))
    sheet.raw.set_row(row, styles.height_of(texts, least=_LEAST_HEIGHT))


def _mark_missing(pen: Pen, sheet: Sheet, layout: SheetLayout) -> None:
    """A required cell is yellow while its row says something; the very first row always, where there must be one."""
    keys = [column.key for column in layout.columns]
    last = LEFT + len(keys) - 1
    used = f"COUNTA({cell_name(FIRST_ROW, LEFT, False, True)}:{cell_name(FIRST_ROW, last, False, True)})>0"
    started = f"COUNTA({cell_name(FIRST_ROW, LEFT, True, True)}:{cell_name(LAST_ROW, LEFT, True, True)})>0"
    for at, column in enumerate(layout.columns, LEFT):
        if not column.required:
            continue
        own = cell_name(FIRST_ROW, at, False, True)
        conditions = [f'{own}=""', used]
        if column.waived_when:
            governing = layout.column(column.waived_when[0])
            ref = cell_name(FIRST_ROW, LEFT + keys.index(governing.key), False, True)
            conditions += [f'{ref}<>"{_title(pen, governing, key)}"' for key in column.waived_when[1]]
        _highlight(pen, sheet, (FIRST_ROW, LAST_ROW, at), f"AND({','.join(conditions)})")
        if not layout.optional and not column.waived_when:
            _highlight(pen, sheet, (FIRST_ROW, FIRST_ROW, at), f"NOT({started})")


def _highlight(pen: Pen, sheet: Sheet, cells: tuple[int, int, int], formula: str) -> None:
    first, last, at = cells
    sheet.raw.conditional_format(first, at, last, at, {"type": "formula", "criteria": f"={formula}", "format": pen.missing()})


def _title(pen: Pen, column: Column, key: str) -> str:
    return next(pen.say(choice.title) for choice in column.choices if choice.key == key)


def _mark_groups(pen: Pen, sheet: Sheet, layout: SheetLayout) -> None:
    """A group's row stands out from the KPIs under it."""
    keys = [column.key for column in layout.columns]
    if "method" not in keys:
        return
    method = cell_name(FIRST_ROW, LEFT + keys.index("method"), False, True)
    look = pen.book.formats.raw_format({"bold": True, "font_color": styles.NAVY, "bg_color": styles.TINT})
    rule = {"type": "formula", "criteria": f'={method}="{_title(pen, layout.column("method"), "group")}"', "format": look}
    sheet.raw.conditional_format(FIRST_ROW, LEFT, LAST_ROW, LEFT + len(keys) - 1, rule)


def _write_check(pen: Pen, sheet: Sheet, layout: SheetLayout, rows: Sequence[Row]) -> None:
    """The live sum of weights: right or not is seen before anything is run."""
    if layout.check != "weights":
        sheet.raw.set_row(CHECK_ROW, 8)
        return
    keys = [column.key for column in layout.columns]

    def below(key: str) -> str:
        at = LEFT + keys.index(key)
        return f"{cell_name(FIRST_ROW, at, True, True)}:{cell_name(LAST_ROW, at, True, True)}"

    total = f'ROUND(SUMIFS({below("weight")},{below("method")},"<>{_title(pen, layout.column("method"), "group")}"),6)'
    weights = [row.get("weight") for row in rows if row.get("method") != "group"]
    value = sum((weight for weight in weights if isinstance(weight, Decimal)), Decimal(0))
    words, wanted = Text("น้ำหนักรวม", "Total weight"), Text("ต้องเป็น 100", "must be 100")
    formula = f'="{pen.say(words)} "&{total}&IF({total}=100," ✓"," · {pen.say(wanted)}")'
    shown = f"{pen.say(words)} {value:f}" + (" ✓" if value == 100 else f" · {pen.say(wanted)}")
    sheet.raw.set_row(CHECK_ROW, 30)
    look = pen.book.formats(size=15, bold=True, font_color=styles.NAVY, align="left", indent=1)
    sheet.formula(CHECK_ROW, LEFT, formula, look, shown)
    warn = pen.book.formats.raw_format({"font_color": styles.BERRY})
    sheet.raw.conditional_format(
        CHECK_ROW, LEFT, CHECK_ROW, LEFT, {"type": "formula", "criteria": f"={total}<>100", "format": warn}
    )


def _set_page(sheet: Sheet, layout: SheetLayout) -> None:
    sheet.raw.fit_to_pages(_pages_wide(layout), 0)
    sheet.raw.repeat_rows(HEADING_ROW)
    if layout.frozen:
        sheet.raw.repeat_columns(0, LEFT + layout.frozen - 1)
    sheet.raw.freeze_panes(FIRST_ROW, LEFT + layout.frozen)
