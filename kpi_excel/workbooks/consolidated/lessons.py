"""บทเรียน: what went wrong before and what is done about it; open ones first, closed ones with how they were closed."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.model import Lesson
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_remark,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, out_of
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, NAVY, PEACH
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("บทเรียน", "Lessons")

COLUMNS = (
    Column(Text("ข้อ", "No."), 46),
    Column(Text("เจ้าภาพ", "Host"), 140),
    Column(Text("ตัวชี้วัด", "KPI"), 76),
    Column(Text("บทเรียน", "Lesson"), 300),
    Column(Text("มาตรการ", "Measure"), 300),
    Column(Text("สถานะ", "Status"), 116),
    Column(Text("ปิดอย่างไร", "How it was closed"), 220),
    Column(Text("ที่มา", "Source"), 150),
)
_STATUS = 5
_MOST_LINES = 10


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """One row per lesson of the registry."""
    registered = context.data.registry.lessons
    lessons = sorted(registered, key=lambda lesson: (not _is_open(context, lesson), bool(lesson.measure)))
    top = Top(
        what=context.pick(
            f"บทเรียนและข้อแก้ไข {context.year_words}", f"Lessons and what is done about them, {context.year_words}"
        ),
        headline=_headline(context, lessons),
        how=context.pick(
            "ข้อที่ยังไม่ปิดพิมพ์อยู่บนแบบของเจ้าภาพทุกฉบับ จนกว่าจะบันทึกในทะเบียนว่าปิดเมื่อใด อย่างไร",
            "An open lesson stands on its host's forms until the registry says when and how it was closed",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    for at, lesson in enumerate(lessons, start=TOP_ROWS + 1):
        _write_lesson(sheet, context, at, lesson)
    last = TOP_ROWS + max(1, len(lessons))
    if lessons:
        sheet.raw.autofilter(TOP_ROWS, 0, last, len(COLUMNS) - 1)
    else:
        write_remark(sheet, last, 0, context.pick("ทะเบียนยังไม่มีบทเรียน", "The registry has no lessons"))
    freeze(sheet, TOP_ROWS, 2)
    numbers_as_text_are_meant(sheet, last)


def _is_open(context: Context, lesson: Lesson) -> bool:
    """On the day of the data: what was closed later was open then."""
    return lesson.closed_on is None or lesson.closed_on > context.data.as_of


def _host(context: Context, lesson: Lesson) -> str:
    """The agency it is for; of a lesson about a KPI its host; else everybody."""
    kpi = context.data.registry.kpi(lesson.kpi_no) if lesson.kpi_no else None
    code = lesson.agency or (context.data.registry.host_on(kpi, context.data.as_of) if kpi else "")
    return context.agency(code) if code else context.pick("ทุกหน่วยงาน", "every agency")


def _headline(context: Context, lessons: Sequence[Lesson]) -> str:
    if not lessons:
        return context.pick("ยังไม่มีบทเรียนในทะเบียน", "No lessons in the registry")
    still_open = [lesson for lesson in lessons if _is_open(context, lesson)]
    if not still_open:
        return context.pick(f"ปิดครบทั้ง {len(lessons)} ข้อ", f"All {len(lessons)} lessons are closed")
    bare, count = sum(1 for lesson in still_open if not lesson.measure), out_of(len(still_open), len(lessons))
    said = context.pick(f"ยังไม่ปิด {count.th} ข้อ", f"{count.en} lessons are open")
    return said + (context.pick(f"  ยังไม่มีมาตรการ {bare} ข้อ", f", {bare} without a measure") if bare else "")


def _write_lesson(sheet: Sheet, context: Context, row: int, lesson: Lesson) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR, "text_wrap": True}
    is_open = _is_open(context, lesson)
    body, quiet = formats(size=13, **hair), formats(size=12, font_color=GREY, **hair)
    told = formats(size=13, bold=True, **hair) if is_open else body
    indented, bare = (formats(size=13, indent=1, **look, **hair) for look in ({}, {"bold": True, "font_color": BERRY}))
    if is_open:
        state, style = context.pick("ยังไม่ปิด", "open"), formats(size=12, bold=True, bg_color=PEACH, indent=1, **hair)
    else:
        day, style = context.day(lesson.closed_on), formats(size=12, font_color=NAVY, indent=1, **hair)
        state = context.pick(f"ปิดแล้ว {day}", f"closed {day}")
    no_measure = context.pick("ยังไม่มีมาตรการ", "no measure yet") if is_open else DASH
    cells = (
        Cell(0, lesson.number, 13, body),
        Cell(1, _host(context, lesson), 13, body),
        Cell(2, lesson.kpi_no or context.pick("ทุกตัว", "all"), 12, quiet),
        Cell(3, lesson.lesson, 13, told),
        Cell(4, lesson.measure or no_measure, 13, bare if is_open and not lesson.measure else indented),
        Cell(_STATUS, state, 12, style),
        Cell(6, DASH if is_open else lesson.closed_how or DASH, 13, indented),
        Cell(7, lesson.source or DASH, 12, quiet),
    )
    write_wrapped(sheet, row, COLUMNS, cells, most_lines=_MOST_LINES)
