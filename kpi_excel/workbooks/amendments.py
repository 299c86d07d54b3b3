"""What came after a period was closed, as a workbook: the scores it moves, every value with who and where, the findings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from kpi_excel import __version__
from kpi_excel.core.amendments import Amendment, Amendments
from kpi_excel.core.consolidation import Consolidation, TidyRow
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import findings
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.links import TO_ARCHIVE, write_link
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
    write_section,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.tidy import value_word
from kpi_excel.workbooks.consolidated.words import DASH, form_word
from kpi_excel.workbooks.differences import write_changes
from kpi_excel.workbooks.styles import GREY, HAIR, LINK, PALE
from kpi_excel.workbooks.writing import Book, Sheet

SCORES = Text("คะแนนที่เปลี่ยน", "Scores")
VALUES = Text("ค่าที่เปลี่ยน", "Values")
FINDINGS = Text("ข้อค้นพบ", "Findings")

COLUMNS = (
    Column(Text("ตัวชี้วัด", "KPI"), 64),
    Column(Text("หน่วยงาน", "Agency"), 130),
    Column(Text("แบบ", "Form"), 130),
    Column(Text("งวด", "Period"), 80),
    Column(Text("ช่องข้อมูล", "Field"), 150),
    Column(Text("ที่ปิดไว้", "As closed"), 170),
    Column(Text("ปัจจุบัน", "Now"), 170),
    Column(Text("ผู้รายงาน", "Reported by"), 140),
    Column(Text("รับเมื่อ", "Received"), 104),
    Column(Text("ช่อง", "Cell"), 64),
    Column(Text("แผ่นและแฟ้ม", "Sheet and file"), 250),
)
_CELL = 9

Titles = Mapping[tuple[str, str, str], Text]
"""Form, kind of record and field → what people call the field."""


def write_amendments(
    found: Amendments, now: Consolidation, closed_on: date, lang: str = "th", titles: Titles | None = None
) -> bytes:
    """The workbook; the same amendments give the same bytes. `now`: what the period would say today.

    It lies beside the consolidated workbook: its links to the archive start there.
    """
    context = Context.of(now, lang)
    month, day = now.period.label(lang), context.day(closed_on)
    title = context.pick(f"แก้ไขหลังปิดงวด {month} (ปิด ณ {day})", f"Amendments to {month}, closed as of {day}")
    book = Book(title, subject=f"kpi-excel amendments {now.period.code}", comments=f"kpi-excel {__version__}")
    sides = context.pick("ที่ปิด", "closed"), context.pick("ปัจจุบัน", "now")
    write_changes(book.sheet(context.say(SCORES)), context, found.differences, title, sides, TO_ARCHIVE)
    _write_values(book.sheet(context.say(VALUES)), context, found, title, titles or {})
    _write_findings(book.sheet(context.say(FINDINGS)), context, found, title)
    return book.close()


def _write_values(sheet: Sheet, context: Context, found: Amendments, title: str, titles: Titles) -> None:
    count = len(found.values)
    top = Top(
        what=title,
        headline=context.pick(f"เปลี่ยน {count} ค่า", f"{count} values changed"),
        how=context.pick(
            "สมุดงานที่ปิดไม่เปลี่ยน  ค่าปัจจุบันนับในงวดที่ยังไม่ปิด  ถ้ามีแต่คะแนนที่เปลี่ยน แปลว่าแก้ทะเบียน",
            "The closed workbook stays; open periods count the present values. Scores alone: the registry was edited",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    reporters = {line.receipt.archived: line.receipt.extra.get("reporter", "") for line in context.data.files}
    for at, amendment in enumerate(found.values, start=TOP_ROWS + 1):
        _write_value(sheet, context, at, amendment, reporters, titles)
    last = TOP_ROWS + max(1, count)
    if count:
        sheet.raw.autofilter(TOP_ROWS, 0, last, len(COLUMNS) - 1)
    else:
        write_remark(sheet, last, 0, context.pick("ไม่มีค่าใดเปลี่ยน", "No value changed"))
    freeze(sheet, TOP_ROWS, 1)
    numbers_as_text_are_meant(sheet, last)


def _write_value(
    sheet: Sheet, context: Context, at: int, amendment: Amendment, reporters: Mapping[str, str], titles: Titles
) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    body, now = (formats(size=13, text_wrap=True, **look, **hair) for look in ({}, {"bg_color": PALE}))
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **hair)
    row = amendment.row
    source = row.source
    named = context.say(titles.get((row.form, row.record, row.field), row.field))
    cells = (
        Cell(0, row.kpi_no, 13, formats(size=13, bold=True, **hair)),
        Cell(1, context.agency(row.agency), 13, body),
        Cell(2, context.say(form_word(row.form)), 12, quiet),
        Cell(3, context.period(row.period), 12, quiet),
        Cell(4, "\n".join(filter(None, (named, row.row_code))), 13, body),
        Cell(5, _shown(context, amendment.before), 13, body),
        Cell(6, _shown(context, amendment.after), 13, now),
        Cell(7, reporters.get(source.archived) or DASH, 12, quiet),
        Cell(8, context.day(source.received_on) or DASH, 12, quiet),
        Cell(10, "\n".join(filter(None, (source.sheet, source.archived.rpartition("/")[2]))) or DASH, 11, quiet),
    )
    write_wrapped(sheet, at, COLUMNS, cells)
    linked = formats(size=12, font_color=LINK, underline=1, **hair)
    write_link(sheet, at, _CELL, source, source.cell or DASH, linked, quiet)


def _shown(context: Context, row: TidyRow | None) -> str:
    """A value as people read it; a dash where there is none: missing is not zero."""
    match row.value if row is not None else None:
        case None:
            return DASH
        case Decimal() as number:
            return format(number, "f")
        case date() as day:
            return context.day(day)
        case value:
            is_own_words = isinstance(value, str) and not isinstance(value, Word)
            return row.typed if row is not None and is_own_words and row.typed else context.say(value_word(value))


def _write_findings(sheet: Sheet, context: Context, found: Amendments, title: str) -> None:
    top = Top(
        what=title,
        headline=context.pick(
            f"ข้อค้นพบใหม่ {len(found.appeared)}  ที่หมดไป {len(found.gone)}",
            f"{len(found.appeared)} findings appeared, {len(found.gone)} are gone",
        ),
        how=context.pick("เทียบกับวันที่ปิดงวด", "Compared with the day of closing"),
    )
    columns = findings.COLUMNS
    open_sheet(sheet, context, columns, top)
    write_headings(sheet, context, TOP_ROWS, columns)
    at = TOP_ROWS + 1
    for name, lines in ((context.pick("พบใหม่", "Appeared"), found.appeared), (context.pick("หมดไป", "Gone"), found.gone)):
        write_section(sheet, at, 0, len(columns) - 1, name, str(len(lines)))
        for line in lines:
            at += 1
            findings.write_finding(sheet, context, at, line)
        at += 2
    freeze(sheet, TOP_ROWS, 2)
    numbers_as_text_are_meant(sheet, at)
