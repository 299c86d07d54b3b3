"""ข้อมูลรวม: one value that counts, one row, with the file, sheet and cell it was typed in. Made for filters and pivots.

No links stand here (Excel allows 65,530 a sheet); file, cell and hash are text.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

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
from kpi_excel.workbooks.consolidated.tidy_layout import FIRST_ROW, TidyLayout
from kpi_excel.workbooks.consolidated.words import form_word
from kpi_excel.workbooks.styles import GREY, HAIR
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ข้อมูลรวม", "Data")

COLUMNS = (
    Column(Text("รหัส", "Code"), 56),
    Column(Text("หน่วยงาน", "Agency"), 130),
    Column(Text("แบบ", "Form"), 136),
    Column(Text("งวด", "Period"), 96),
    Column(Text("ตัวชี้วัด", "KPI"), 62),
    Column(Text("รายการ", "Record"), 80),
    Column(Text("แถว", "Row"), 76),
    Column(Text("ช่องข้อมูล", "Field"), 126),
    Column(Text("ค่า", "Value"), 126),
    Column(Text("ที่กรอก", "As typed"), 126),
    Column(Text("รับเมื่อ", "Received"), 92),
    Column(Text("ไฟล์ในคลัง", "Archived file"), 360),
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
    look = {"bottom": 1, "bottom_color": HAIR, "valign": "top"}
    body = formats(size=13, **look)
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **look)
    wrapped = formats(size=13, text_wrap=True, **look)
    typed = formats(size=13, text_wrap=True, align="left", indent=1, **look)
    styles = (
        body, wrapped, wrapped, body, body, body, body, wrapped, wrapped, typed, body, quiet, quiet, body, quiet,
    )  # fmt: skip
    agencies = {row.agency: context.agency(row.agency) for row in layout.rows}
    forms = {row.form: context.say(form_word(row.form)) for row in layout.rows}
    for at, row in enumerate(layout.rows, start=FIRST_ROW):
        source = row.source
        received = source.received_on.isoformat() if source.received_on else ""
        value = row.value if isinstance(row.value, Decimal) else context.say(value_word(row.value))
        sheet.line(at, (
            row.agency, agencies[row.agency], forms[row.form], row.period, row.kpi_no, row.record, row.row_code, row.field,
            value, row.typed, received, source.archived, source.sheet, source.cell, source.sha256,
        ), styles)  # fmt: skip


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
