"""The help sheet: every sheet and column explained in the words of the layout itself."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.workbooks import styles
from kpi_excel.workbooks.registry.layout import HELP_SHEET, SHEETS, Column, SheetLayout
from kpi_excel.workbooks.registry.pen import LEFT, TO_THE_LEFT, Pen, title_of
from kpi_excel.workbooks.writing import Sheet

_HEADINGS = (
    Text("ช่อง (* ต้องกรอก)", "Column (* required)"), Text("กรอกอะไร", "What to fill in"), Text("ตัวอย่าง", "Example"),
    Text("เลือกได้", "Choices"),
)  # fmt: skip
_WIDTHS = [28.0, 66.0, 24.0, 72.0]
_TITLE = Text("ทะเบียนนี้กรอกอย่างไร", "How to fill this registry")
_ADVICE = Text(
    "แทรกแถว ย้ายคอลัมน์ เรียงลำดับ และเพิ่มคอลัมน์ของตนเองได้ · วันที่พิมพ์แบบใดก็ได้ เช่น 28/2/2556 · เสร็จแล้วใช้คำสั่ง check"
    " ซึ่งบอกทุกจุดที่ต้องแก้พร้อมแผ่นและช่อง",
    "Rows may be inserted, columns moved, rows sorted, own columns added · dates in any form, such as 28/2/2556 · then run"
    " check, which names everything to correct with its sheet and cell",
)


def write_help(pen: Pen) -> None:
    """The last sheet."""
    sheet = pen.sheet(pen.say(HELP_SHEET))
    pen.head(sheet, _TITLE, _ADVICE, _WIDTHS)
    sheet.raw.set_row(3, 8)
    sheet.raw.set_row(4, 34)
    for at, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True), LEFT):
        sheet.raw.set_column(at, at, width)
        sheet.text(4, at, pen.say(heading), pen.heading())
    row = 5
    for layout in SHEETS:
        row = _write_section(pen, sheet, layout, row)
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.repeat_rows(4)
    sheet.raw.freeze_panes(5, 0)


def _write_section(pen: Pen, sheet: Sheet, layout: SheetLayout, row: int) -> int:
    formats = pen.book.formats
    sheet.raw.set_row(row, 36)
    title = formats(size=16, bold=True, font_color=styles.NAVY, bottom=2, bottom_color=styles.NAVY, **TO_THE_LEFT)
    sheet.text(row, LEFT, pen.say(layout.title), title)
    sheet.text(row, LEFT + 1, pen.say(layout.heading), formats(size=13, font_color=styles.GREY, bottom=2,
                                                               bottom_color=styles.NAVY, **TO_THE_LEFT))  # fmt: skip
    for at in (LEFT + 2, LEFT + 3):
        sheet.blank(row, at, title)
    for number, column in enumerate(layout.columns, row + 1):
        _write_column(pen, sheet, column, number)
    return row + 1 + len(layout.columns)


def _write_column(pen: Pen, sheet: Sheet, column: Column, row: int) -> None:
    texts = (title_of(column, pen.lang), pen.say(column.help), pen.say(column.example),
             " · ".join(pen.say(choice.title) for choice in column.choices))  # fmt: skip
    colours = (styles.INK, styles.INK, styles.NAVY, styles.GREY)
    for at, (text, colour) in enumerate(zip(texts, colours, strict=True), LEFT):
        look = pen.book.formats(font_color=colour, bold=at == LEFT, text_wrap=True, bottom=1, bottom_color=styles.HAIR,
                                **TO_THE_LEFT)  # fmt: skip
        sheet.text(row, at, text, look)
    sheet.raw.set_row(row, styles.height_of([(text, width, 14) for text, width in zip(texts, _WIDTHS, strict=True)], least=28))
