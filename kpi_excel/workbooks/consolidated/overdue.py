"""ค้างส่ง: what is overdue and what is coming, latest first, with the telephone number: the next act is a call."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    add_bars,
    freeze,
    gap,
    numbers_as_text_are_meant,
    open_sheet,
    write_remark,
    write_section,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.styles import AMBER, BERRY, GREY, HAIR, INK, LIGHT_BLUE, RULE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ค้างส่ง", "Overdue")

COLUMNS = (
    Column(Text("", ""), 34, has_digits=True),
    Column(Text("หน่วยงาน", "Agency"), 290),
    Column(Text("สิ่งที่ค้าง", "Item"), 314),
    Column(Text("ตัวชี้วัด", "KPI"), 74, has_digits=True),
    Column(Text("ครบกำหนด", "Due"), 100, has_digits=True),
    Column(Text("ช้า (วัน)", "Days late"), 72, "right"),
    gap(8),
    gap(60),
    Column(Text("ผู้ประสาน", "Contact"), 186),
    Column(Text("โทรศัพท์", "Telephone"), 104, has_digits=True),
    Column(Text("เตือนล่าสุด", "Last reminder"), 164),
)
_DAYS, _BAR = 5, 7
_LONGEST_BAR = 30
"""Days that fill a bar, the same in all blocks, so that lengths compare."""
_MOST_ON_ONE_PAGE = 26

_LEFT = Text("เหลือ (วัน)", "Days left")


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """Three blocks under one grid: not received, planned steps, coming."""
    data = context.data
    overdue = sorted(data.overdue, key=lambda item: -item.days)
    papers = [item for item in overdue if item.kind != "step"]
    steps = [item for item in overdue if item.kind == "step"]
    coming = sorted(data.coming, key=lambda item: (item.days, item.due))
    top = Top(
        what=context.pick(f"รายการค้างส่งและเลยกำหนด {context.year_words}", f"Overdue, {context.year_words}"),
        headline=_headline(context, overdue),
        how=context.pick(
            "เรียงตามจำนวนวันที่ช้า  วันที่ช้า = วันที่ของข้อมูล − วันครบกำหนด (นับวันปฏิทิน ครบกำหนดวันนี้ยังไม่ช้า)",
            "Latest first. Days late: date of the data − due date, in calendar days; due today is not late",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    row = TOP_ROWS
    blocks = (
        (Text("ก. เอกสารที่ยังไม่ได้รับหรือรอแก้ไข", "A. Not received, or awaiting correction"), papers, AMBER),
        (Text("ข. ขั้นตอนตามแผนที่เลยกำหนด", "B. Planned steps past their date"), steps, AMBER),
        (Text("ค. จะครบกำหนดใน 7 วัน", "C. Due within 7 days"), coming, LIGHT_BLUE),
    )
    for title, items, color in blocks:
        row = _write_block(sheet, context, row, context.say(title), items, color)
    if row - TOP_ROWS <= _MOST_ON_ONE_PAGE:
        sheet.raw.fit_to_pages(1, 1)
    freeze(sheet, TOP_ROWS - 1, 2, first_repeated=0)
    numbers_as_text_are_meant(sheet, row)


def _headline(context: Context, overdue: Sequence[Overdue]) -> str:
    if not overdue:
        return context.pick("ไม่มีรายการค้างส่งหรือเลยกำหนด", "Nothing is overdue")
    agencies, days = len({item.agency for item in overdue}), overdue[0].days
    return context.pick(f"เลยกำหนด {len(overdue)} รายการ จาก {agencies} หน่วยงาน ช้าที่สุด {days} วัน",
                        f"{len(overdue)} items overdue at {agencies} agencies, the latest by {days} days")  # fmt: skip


def _write_block(sheet: Sheet, context: Context, row: int, title: str, items: Sequence[Overdue], color: str) -> int:
    count = context.pick(f"{len(items)} รายการ", f"{len(items)} items")
    write_section(sheet, row, 0, len(COLUMNS) - 1, title, count if items else "")
    if not items:
        write_remark(sheet, row + 1, 1, context.pick("ไม่มี", "None"))
        sheet.raw.set_row(row + 2, 12)
        return row + 3
    sheet.raw.set_row(row + 1, 24)
    for column, heading in enumerate(COLUMNS):
        words = _LEFT if column == _DAYS and color == LIGHT_BLUE else heading.title
        style = sheet.book.formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE, align=heading.align)
        sheet.text(row + 1, column, context.say(words), style)
    for at, item in enumerate(items, start=1):
        _write_item(sheet, context, row + 1 + at, at, item, color)
    first, last = row + 2, row + 1 + len(items)
    add_bars(sheet, first, last, _BAR, color, _LONGEST_BAR)
    sheet.raw.set_row(last + 1, 12)
    return last + 2


def _write_item(sheet: Sheet, context: Context, row: int, number: int, item: Overdue, color: str) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    body, quiet = (formats(size=13, font_color=ink, text_wrap=True, **hair) for ink in (INK, GREY))
    beside_bar = formats(size=13, text_wrap=True, indent=1, **hair)
    reminder, look = _reminder(context, item, is_coming=color == LIGHT_BLUE)
    cells = (
        Cell(0, str(number), 12, quiet),
        Cell(1, context.debtor(item), 14, formats(bold=True, text_wrap=True, **hair)),
        Cell(2, context.say(item.what), 13, body),
        Cell(3, ", ".join(item.kpi_nos), 13, body),
        Cell(4, context.day(item.due), 13, body),
        Cell(6, "", 13, body),
        Cell(8, item.contact, 13, beside_bar),
        Cell(9, item.phone, 13, body),
        Cell(10, reminder, 12, formats(size=12, text_wrap=True, **look, **hair)),
    )
    write_wrapped(sheet, row, COLUMNS, cells, least=31)
    sheet.number(row, _DAYS, item.days, formats(size=16, bold=True, num_format="0", align="right", **hair))
    sheet.number(row, _BAR, item.days, formats(num_format="0", **hair))


def _reminder(context: Context, item: Overdue, *, is_coming: bool) -> tuple[str, dict[str, object]]:
    """The last reminder; never having sent one is the province's own lateness. Nobody reminds the province itself."""
    if item.reminded or is_coming or item.kind == "handin":
        return context.say(item.reminded or DASH), {"font_color": GREY}
    return context.pick("ยังไม่เคยเตือน", "never reminded"), {"font_color": BERRY, "bold": True}
