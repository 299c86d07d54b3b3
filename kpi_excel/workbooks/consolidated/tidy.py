"""ข้อมูลรวม: one value that counts, one row, with the file, sheet and cell it was typed in. Made for filters and pivots.

No links stand here (Excel allows 65,530 a sheet); file, cell and hash are text.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format

from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
)
from kpi_excel.workbooks.consolidated.tidy_layout import FIRST_ROW, VALUE, TidyLayout
from kpi_excel.workbooks.consolidated.words import form_word
from kpi_excel.workbooks.styles import GREY, HAIR
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ข้อมูลรวม", "Data")

COLUMNS = (
    Column(Text("รหัส", "Code"), 56),
    Column(Text("หน่วยงาน", "Agency"), 130),
    Column(Text("แบบ", "Form"), 136),
    Column(Text("งวด", "Period"), 80),
    Column(Text("ตัวชี้วัด", "KPI"), 62),
    Column(Text("รายการ", "Record"), 80),
    Column(Text("แถว", "Row"), 76),
    Column(Text("ช่องข้อมูล", "Field"), 126),
    Column(Text("ค่า", "Value"), 126),
    Column(Text("ที่กรอก", "As typed"), 126),
    Column(Text("รับเมื่อ", "Received"), 92),
    Column(Text("ไฟล์ในคลัง", "Archived file"), 300),
    Column(Text("แผ่น", "Sheet"), 116),
    Column(Text("ช่อง", "Cell"), 50),
    Column(Text("รหัสไฟล์ SHA-256", "SHA-256 of the file"), 300),
)
_ROW_HEIGHT = 42
"""Two lines, the same for all rows: a list of many thousand rows is looked at through its filter."""

_WORDS = {
    Word.NO_DATA: Text("ไม่มีข้อมูล", "no data"),
    Word.NOT_STARTED: Text("ยังไม่เริ่ม", "not started"),
    Word.WITHDRAWN: Text("ถอนผล", "withdrawn"),
}


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """All rows, with a filter over them."""
    layout = places.tidy
    count = len(layout.rows)
    agencies = len({row.agency for row in layout.rows})
    top = Top(
        what=context.pick(f"ข้อมูลทุกค่าที่นับ {context.year_words}", f"Every value that counts, {context.year_words}"),
        headline=context.pick(f"{count:,} ค่า จาก {agencies:,} หน่วยงาน ย้อนกลับถึงช่องที่กรอกได้ทุกค่า",
                              f"{count:,} values from {agencies:,} agencies, each traced to the cell it was typed in"),
        how=context.pick("หนึ่งแถวคือหนึ่งค่า  ใช้ตัวกรองที่หัวตาราง  วันที่ในแผ่นนี้เขียนแบบ ปี ค.ศ.-เดือน-วัน เพื่อการเรียงลำดับ",
                         "One row, one value. Filter at the headings. Dates are written year-month-day"),
    )  # fmt: skip
    open_sheet(sheet, context, COLUMNS, top)
    sheet.raw.set_default_row(_ROW_HEIGHT)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    _write_rows(sheet, context, layout)
    last = FIRST_ROW + count - 1
    freeze(sheet, TOP_ROWS, 0)
    numbers_as_text_are_meant(sheet, last)
    if count:
        sheet.raw.autofilter(TOP_ROWS, 0, last, len(COLUMNS) - 1)


def _write_rows(sheet: Sheet, context: Context, layout: TidyLayout) -> None:
    formats = sheet.book.formats
    line = {"bottom": 1, "bottom_color": HAIR, "valign": "top"}
    body = formats(size=13, **line)
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **line)
    wrapped = formats(size=13, text_wrap=True, **line)
    value = formats(size=13, text_wrap=True, **line)
    typed = formats(size=13, text_wrap=True, align="left", indent=1, **line)
    forms = {row.form: context.say(form_word(row.form)) for row in layout.rows}
    for at, row in enumerate(layout.rows, start=FIRST_ROW):
        source = row.source
        received = source.received_on.isoformat() if source.received_on else ""
        texts = (
            (0, row.agency, body), (1, context.agency(row.agency), wrapped), (2, forms[row.form], wrapped),
            (3, row.period, body), (4, row.kpi_no, body), (5, row.record, body), (6, row.row_code, body),
            (7, row.field, wrapped), (9, row.typed, typed), (10, received, body), (11, source.archived, quiet),
            (12, source.sheet, quiet), (13, source.cell, body), (14, source.sha256, quiet),
        )  # fmt: skip
        for column, text, style in texts:
            sheet.text(at, column, text, style)
        _write_value(sheet, context, at, row.value, value)


def _write_value(
    sheet: Sheet, context: Context, at: int, value: Decimal | date | bool | str | None, style: Format
) -> None:
    if isinstance(value, Decimal):
        sheet.number(at, VALUE, value, style)
    else:
        sheet.text(at, VALUE, context.say(value_word(value)), style)


def value_word(value: date | bool | str | None) -> Text | str:
    """A value that is no number, as people read it."""
    match value:
        case None:
            return ""
        case bool():
            return Text("มี", "yes") if value else Text("ไม่มี", "no")
        case date():
            return value.isoformat()
        case Word():
            return _WORDS[value]
        case str():
            return value
