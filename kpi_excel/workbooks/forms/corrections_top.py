"""The head of the list of corrections: what is safe first, what waits, until when; and its section names."""

from __future__ import annotations

from kpi_excel.core.periods import short_date
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Feedback
from kpi_excel.workbooks.forms.head import write_title
from kpi_excel.workbooks.forms.layout import (
    CAPTION_ROW,
    SUBTITLE_ROW,
    TITLE_ROW,
    TOKEN_ROW,
    VALUE_ROW,
)
from kpi_excel.workbooks.forms.measure import column_px, tall, text_px
from kpi_excel.workbooks.forms.pen import Pen
from kpi_excel.workbooks.writing import Sheet

WIDTHS = (1.5, 7.0, 24.0, 13.0, 38.0, 38.0, 46.0, 14.0, 15.0)
TOTAL = (CAPTION_ROW, len(WIDTHS))
"""The hidden cell that counts what is still to be corrected; every status box of the feedback shows it."""
HEADER_ROW = VALUE_ROW + 4
"""The list's heading; the items follow it without a gap."""

_TITLE_NONE = Text("รับครบแล้ว ไม่มีสิ่งที่ต้องแก้", "All accepted, nothing to correct")
_NOT_AGAIN = Text("ไม่ต้องส่งกลับ", "no need to")


def write_top(pen: Pen, sheet: Sheet, feedback: Feedback) -> None:
    """Title, subtitle, and three facts."""
    for column, width in enumerate(WIDTHS):
        sheet.raw.set_column(column, column, width)
    sheet.raw.set_column(len(WIDTHS), len(WIDTHS), None, None, {"hidden": True})
    count = len(feedback.corrections)
    title = Text(f"สิ่งที่ต้องแก้ {count} จุด แล้วส่งไฟล์นี้กลับได้เลย", f"{count} to correct, then send this file back")
    sheet.text(TOKEN_ROW, len(WIDTHS) - 1, pen.token, pen.looks.token)
    write_title(sheet, pen.say(title if count else _TITLE_NONE), WIDTHS, pen.looks.title)
    first = pen.content.sheets[0]
    form = first.heading if first.page is None else pen.say(pen.content.spec.title)
    received = Text("ได้รับเมื่อ", "received").say(pen.lang)
    line = f"{form}  ·  {pen.content.agency.name}  ·  {received} {short_date(feedback.received_on, pen.lang)}"
    sheet.text(SUBTITLE_ROW, 1, line, pen.looks.subtitle)
    for row, height in ((TOKEN_ROW, 14), (TITLE_ROW, 42), (SUBTITLE_ROW, 27), (CAPTION_ROW, 23), (VALUE_ROW + 1, 25), (VALUE_ROW + 2, 10)):
        sheet.raw.set_row(row, height)
    _write_facts(pen, sheet, feedback)


def _write_facts(pen: Pen, sheet: Sheet, feedback: Feedback) -> None:
    blank, safe = sum(item.is_blank for item in feedback.corrections), len(feedback.accepted)
    whole = safe + len(feedback.waiting) + blank
    accepted = Text(f"{safe} จาก {whole} ตัวชี้วัด", f"{safe} of {whole} KPIs")
    again = pen.content.due if feedback.corrections else pen.say(_NOT_AGAIN)
    facts = (
        (1, Text("รับแล้ว", "Accepted"), pen.say(accepted), Text("เข้าระบบแล้ว ไม่ต้องทำซ้ำ", "safe, nothing to repeat") if safe else None),
        (4, Text("รอแก้", "Waiting"), ", ".join(feedback.waiting) or "–",
         Text("ยังนับว่า “รอแก้ไข” จนกว่าจะแก้", "count as awaiting correction") if feedback.waiting else None),
        (5, Text("ส่งกลับภายใน", "Send back by"), again, None),
    )  # fmt: skip
    height = 40.0
    for column, caption, value, small in facts:
        room = column_px(WIDTHS[column]) - 20 if column > 1 else sum(map(column_px, WIDTHS[1:4])) - 20
        is_short = text_px(value, 15) * 1.17 <= room
        sheet.text(CAPTION_ROW, column, pen.say(caption), pen.looks.caption)
        sheet.text(VALUE_ROW, column, value, pen.looks.identity[15] if is_short else pen.looks.identity_wrap)
        sheet.text(VALUE_ROW + 1, column, pen.say(small) if small else "", pen.looks.caption)
        height = max(height, 0 if is_short else tall([(value, WIDTHS[column], 13)]))
    sheet.raw.set_row(VALUE_ROW, height)


def write_section(pen: Pen, sheet: Sheet, row: int, title: Text, hint: Text | None = None) -> None:
    """A section's name, its hint beside it, a line below."""
    looks = pen.looks
    if hint is None:
        sheet.text(row, 1, pen.say(title), looks.section_line)
    else:
        sheet.rich(row, 1, [looks.section, pen.say(title), looks.hint, f"     {pen.say(hint)}"], looks.section_line)
    for column in range(2, len(WIDTHS)):
        sheet.blank(row, column, looks.rule_line)
    sheet.raw.set_row(row, 34)
