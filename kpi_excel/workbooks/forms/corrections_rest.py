"""Below the list of corrections: what was read for them, what deserves a look, what stood outside the form."""

from __future__ import annotations

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.findings import Finding
from kpi_excel.core.text import Text, say
from kpi_excel.forms.content import Feedback
from kpi_excel.workbooks.forms.corrections_top import WIDTHS, write_section
from kpi_excel.workbooks.forms.measure import tall
from kpi_excel.workbooks.forms.pen import Pen
from kpi_excel.workbooks.writing import Sheet

_CONFIRM = Text("ช่วยยืนยัน", "Please confirm")
_CONFIRM_HINT = Text("ระบบอ่านให้แล้ว ถ้าถูกต้องไม่ต้องทำอะไร", "read automatically; nothing to do if it is right")
_UNUSED = Text("พิมพ์ไว้แต่ไม่ได้ใช้", "Typed, but not used")
_UNUSED_HINT = Text("ย้ายไปช่องที่บอกไว้ ถ้ายังไม่ได้กรอกที่นั่น", "move it to where it belongs, unless it is there already")
_NOT_USED = Text("ไม่ได้ใช้", "not used")
_UNUSED_CODE = "result-is-computed"
_REMARKS = Text("ขอให้ดูอีกครั้ง", "Worth a second look")
_REMARKS_HINT = Text("รับไว้แล้ว แต่มีข้อสังเกต", "accepted, with a remark")
_OUTSIDE = Text("ข้อความที่พบนอกแบบ", "Written outside the form")
_OUTSIDE_HINT = Text("เก็บไว้ครบ ไม่นับเป็นผล", "kept, not counted as data")
_MOVE = Text("ถ้าต้องการให้จังหวัดเห็น ย้ายไปช่องในแบบ", "move it into a cell of the form if the province should act on it")
_ACCEPTED = Text("รับแล้ว", "accepted")
_MOST_OUTSIDE = 30

_Line = tuple[str, str, str, str, str, str]
"""Where, KPI number, found, expected, what to do, what became of it."""


def write_rest(pen: Pen, sheet: Sheet, feedback: Feedback, row: int) -> int:
    """Write from `row` on; the last row written."""
    row = _write_block(pen, sheet, row, _CONFIRM, _CONFIRM_HINT, [_line(pen, f) for f in feedback.confirmations if f.code != _UNUSED_CODE])
    unused = [_line(pen, f, _NOT_USED) for f in feedback.confirmations if f.code == _UNUSED_CODE]
    row = _write_block(pen, sheet, row, _UNUSED, _UNUSED_HINT, unused)
    row = _write_block(pen, sheet, row, _REMARKS, _REMARKS_HINT, [_line(pen, f) for f in feedback.remarks])
    outside = [
        (f"{text.cell} {text.sheet}", "", f"“{text.text}”", "–", pen.say(_MOVE), "") for text in feedback.outside[:_MOST_OUTSIDE]
    ]
    row = _write_block(pen, sheet, row, _OUTSIDE, _OUTSIDE_HINT, outside)
    settings = pen.content.settings
    contact = " ".join(filter(None, (settings.office, settings.office_phone)))
    closing = Text(f"ไฟล์เดิมของท่านเก็บไว้ครบทุกไบต์ ไม่มีการแก้ไข     สงสัยโทร. {contact}",
                   f"Your original file is kept untouched, byte for byte.     Questions: {contact}")  # fmt: skip
    sheet.raw.set_row(row, 10)
    sheet.text(row + 1, 1, pen.say(closing), pen.looks.subtitle)
    sheet.raw.set_row(row + 1, 30)
    return row + 1


def _line(pen: Pen, finding: Finding, outcome: Text = _ACCEPTED) -> _Line:
    where = " ".join(filter(None, (finding.place.cell, finding.place.sheet)))
    texts = message_of(finding, pen.lang), say(finding.expected, pen.lang) or "–", remedy_of(finding, pen.lang)
    return (where, finding.place.kpi_no, *texts, pen.say(outcome))


def _write_block(pen: Pen, sheet: Sheet, row: int, title: Text, hint: Text, lines: list[_Line]) -> int:
    """One titled list; the next free row."""
    if not lines:
        return row
    sheet.raw.set_row(row, 10)
    write_section(pen, sheet, row + 1, title, hint)
    looks = pen.looks
    columns = ((2, looks.locked), (3, looks.locked_centre), (4, looks.locked), (5, looks.locked), (6, looks.locked), (8, looks.locked_centre))
    row += 2
    for line in lines:
        for column in (1, 7):
            sheet.blank(row, column, looks.locked)
        for (column, look), text in zip(columns, line, strict=True):
            sheet.text(row, column, text, look)
        sheet.raw.set_row(row, tall([(text, WIDTHS[column], 14) for (column, _), text in zip(columns, line, strict=True)], 36))
        row += 1
    return row
