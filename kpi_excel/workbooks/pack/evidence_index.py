"""ดัชนีหลักฐาน: every document by KPI and criteria level, with where it is kept and by whom."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    fitted,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.pack.assessments import Assessment, Fields, assessments
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, NAVY, SKY
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ดัชนีหลักฐาน", "Evidence")

COLUMNS = (
    Column(Text("ลำดับ", "No."), 78, has_digits=True),
    Column(Text("ระดับ", "Level"), 56, "center"),
    Column(Text("เอกสาร", "Document"), 330),
    Column(Text("ประเภท", "Kind"), 152),
    Column(Text("เลขที่", "Number"), 152),
    Column(Text("ลงวันที่", "Dated"), 112, has_digits=True),
    Column(Text("ที่เก็บหรือไฟล์", "Place or file"), 210),
    Column(Text("ผู้จัดเก็บ", "Keeper"), 160),
    Column(Text("เก็บเมื่อ", "Kept on"), 112, has_digits=True),
)
_LAST = len(COLUMNS) - 1


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """One group per KPI in the order of the agreement."""
    every, period = [one for one in assessments(context.data) if one.is_owed], context.data.period.label(context.lang)
    top = Top(
        what=context.pick(f"ดัชนีหลักฐานอ้างอิง {period}", f"Evidence index, {period}"),
        headline=_headline(context, every),
        how=context.pick("ตามตัวชี้วัดและระดับคะแนน  ที่เก็บที่ว่างอยู่ให้เจ้าภาพเติมก่อนวันตรวจประเมิน",
                         "By KPI and criteria level; hosts fill in a missing place before the inspection"),
    )  # fmt: skip
    open_sheet(sheet, context, COLUMNS, top)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    row = TOP_ROWS + 1
    for one in every:
        row = _write_kpi(sheet, context, row, one)
    freeze(sheet, TOP_ROWS, 0)
    numbers_as_text_are_meant(sheet, row)


def _headline(context: Context, every: list[Assessment]) -> str:
    documents = sum(len(one.evidence) for one in every)
    lost = sum(1 for one in every for item in one.evidence if not item.text("place"))
    bare = sum(1 for one in every if not one.evidence)
    text = context.pick(f"หลักฐาน {documents} รายการ", f"{documents} documents")
    text += context.pick(f"  ยังไม่บอกที่เก็บ {lost}", f", {lost} without a place") if lost else ""
    return text + (context.pick(f"  ไม่มีหลักฐาน {bare} ตัวชี้วัด", f", {bare} KPIs without any") if bare else "")


def _write_kpi(sheet: Sheet, context: Context, row: int, one: Assessment) -> int:
    formats, band = sheet.book.formats, {"bold": True, "bg_color": SKY, "font_color": NAVY}
    sheet.raw.set_row(row, 32)
    for column in range(1, _LAST + 1):
        sheet.blank(row, column, formats(**band))
    count = context.pick(f"{len(one.evidence)} รายการ", f"{len(one.evidence)} documents")
    name = f"{one.line.kpi.kpi_no}  {one.line.kpi.name}  ·  {context.agency(one.line.agency)}"
    sheet.text(row, 0, fitted(name, COLUMNS[:_LAST], 15), formats(size=15, **band))
    sheet.text(row, _LAST, count if one.evidence else "", formats(size=13, align="right", **band | {"bold": False}))
    if not one.evidence:
        sheet.raw.set_row(row + 1, 28)
        none = context.pick("ไม่มีในทะเบียนหลักฐาน", "none in the register")
        sheet.text(row + 1, 2, none, formats(size=13, bold=True, font_color=BERRY))
        return row + 2
    for number, item in enumerate(one.evidence, start=1):
        # a page that begins within a KPI still says which one
        _write_item(sheet, context, row + number, f"{one.line.kpi.kpi_no}-{number}", item)
    return row + 1 + len(one.evidence)


def _write_item(sheet: Sheet, context: Context, row: int, number: str, item: Fields) -> None:
    formats, hair = sheet.book.formats, {"text_wrap": True, "bottom": 1, "bottom_color": HAIR}
    quiet, body = formats(size=13, font_color=GREY, **hair), formats(size=13, **hair)
    level = item.number("level")
    missing = formats(size=13, bold=True, font_color=BERRY, **hair)
    place = item.text("place")
    cells = (
        Cell(0, number, 13, quiet),
        Cell(1, DASH if level is None else plain(level), 13, formats(size=13, align="center", **hair)),
        Cell(2, item.text("document"), 14, formats(**hair)),
        Cell(3, item.typed("kind") or DASH, 13, quiet),
        Cell(4, item.text("number") or DASH, 13, body),
        Cell(5, context.day(item.day("dated")) or DASH, 13, body),
        Cell(6, place or context.pick("ยังไม่บอกที่เก็บ", "no place given"), 13, body if place else missing),
        Cell(7, item.text("keeper") or DASH, 13, quiet),
        Cell(8, context.day(item.day("kept_on")) or DASH, 13, quiet),
    )
    write_wrapped(sheet, row, COLUMNS, cells)
