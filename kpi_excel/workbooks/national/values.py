"""ข้อมูลรวม: every value of every province, one row each, back to folder, file, sheet, cell and hash. Split where full."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import islice

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import TidyRow
from kpi_excel.core.rollup import ProvinceSummary
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS, Column, Top, freeze, open_sheet, write_headings
from kpi_excel.workbooks.consolidated.tidy import value_word
from kpi_excel.workbooks.consolidated.words import form_word
from kpi_excel.workbooks.national.edition import National
from kpi_excel.workbooks.national.limits import Limits
from kpi_excel.workbooks.styles import GREY, HAIR
from kpi_excel.workbooks.writing import Book, Sheet

TITLE = Text("ข้อมูลรวม", "Data")

COLUMNS = (
    Column(Text("จังหวัด", "Province"), 110),
    Column(Text("โฟลเดอร์", "Folder"), 110),
    Column(Text("รหัส", "Code"), 56),
    Column(Text("หน่วยงาน", "Agency"), 120),
    Column(Text("แบบ", "Form"), 120),
    Column(Text("งวด", "Period"), 86),
    Column(Text("ตัวชี้วัด", "KPI"), 66),
    Column(Text("รายการ", "Record"), 70),
    Column(Text("แถว", "Row"), 76),
    Column(Text("ช่องข้อมูล", "Field"), 110),
    Column(Text("ค่า", "Value"), 110),
    Column(Text("ที่กรอก", "As typed"), 110),
    Column(Text("รับเมื่อ", "Received"), 98),
    Column(Text("ไฟล์ในคลัง", "Archived file"), 260),
    Column(Text("แผ่น", "Sheet"), 90),
    Column(Text("ช่อง", "Cell"), 50),
    Column(Text("รหัสไฟล์ SHA-256", "SHA-256 of the file"), 260),
)
FIRST_ROW = TOP_ROWS + 1
_ROW_HEIGHT = 42
"""Two lines, the same for all rows: many thousand rows are looked at through the filter."""


class ValueSheets:
    """The rows of all provinces in the order of the ranking, handed out sheet by sheet and file by file."""

    def __init__(
        self, edition: National, rows: Callable[[str], Iterator[tuple[str, TidyRow]]], limits: Limits
    ) -> None:
        self._edition = edition
        self._limits = limits
        self.count = sum(summary.values for summary in edition.nation.provinces)
        self._parts = list(limits.parts(self.count, FIRST_ROW))
        self._done = 0
        self._rows = (
            (summary, agency, row) for summary in edition.nation.provinces for agency, row in rows(summary.folder)
        )

    @property
    def are_left(self) -> bool:
        """Some sheets are not written yet."""
        return self._done < len(self._parts)

    def write(self, book: Book) -> None:
        """As many sheets as one file takes."""
        for part in self._parts[self._done : self._done + self._limits.sheets]:
            self._done += 1
            title = self._edition.say(TITLE)
            self._write_sheet(book.sheet(title if len(self._parts) == 1 else f"{title} {self._done}"), part)

    def _write_sheet(self, sheet: Sheet, part: range) -> None:
        edition = self._edition
        provinces = edition.count(len(edition.nation.provinces), "จังหวัด", "provinces")
        which = "" if len(self._parts) == 1 else edition.pick(
            f"  ·  แผ่นที่ {self._done} จาก {len(self._parts)}", f"  ·  sheet {self._done} of {len(self._parts)}")  # fmt: skip
        top = Top(
            what=edition.pick(f"ข้อมูลทุกค่าที่นับ {edition.period_words}", f"Every value that counts, {edition.period_words}") + which,
            headline=edition.pick(f"{self.count:,} ค่า จาก {provinces} ย้อนกลับถึงช่องที่กรอกได้ทุกค่า",
                                  f"{self.count:,} values from {provinces}, each traced to the cell it was typed in"),
            how=edition.pick("หนึ่งแถวคือหนึ่งค่า  ใช้ตัวกรองที่หัวตาราง  วันที่เขียนแบบ ปี ค.ศ.-เดือน-วัน  ไฟล์อยู่ใน archive ของโฟลเดอร์จังหวัด",
                             "One row, one value. Filter at the headings. Files lie in the archive of the province's folder"),
        )  # fmt: skip
        open_sheet(sheet, edition, COLUMNS, top)
        sheet.raw.set_default_row(_ROW_HEIGHT)
        last = FIRST_ROW + len(part) - 1
        freeze(sheet, TOP_ROWS, 1)
        sheet.raw.ignore_errors({"number_stored_as_text": f"A1:Q{last + 1}"})
        if part:
            sheet.raw.autofilter(TOP_ROWS, 0, last, len(COLUMNS) - 1)
        write_headings(sheet, edition, TOP_ROWS, COLUMNS)
        self._write_rows(sheet, len(part))

    def _write_rows(self, sheet: Sheet, count: int) -> None:
        formats, line = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR, "valign": "top"}
        body = formats(size=13, **line)
        wrapped = formats(size=13, text_wrap=True, **line)
        quiet = formats(size=12, font_color=GREY, text_wrap=True, **line)
        typed = formats(size=13, text_wrap=True, align="left", indent=1, **line)
        styles = (wrapped, wrapped, body, wrapped, wrapped, body, body, body, body, wrapped, None, typed, body, quiet, quiet, body, quiet)
        for at, (summary, agency, row) in enumerate(islice(self._rows, count), start=FIRST_ROW):
            for column, (text, style) in enumerate(zip(self._texts(summary, agency, row), styles, strict=True)):
                if style is None:
                    _write_value(sheet, self._edition, at, column, row, wrapped)
                else:
                    sheet.text(at, column, text, style)

    def _texts(self, summary: ProvinceSummary, agency: str, row: TidyRow) -> tuple[str, ...]:
        """A row as texts, in the order of the columns; the value itself stands as it is."""
        source = row.source
        received = source.received_on.isoformat() if source.received_on else ""
        return (
            self._edition.name(summary), summary.folder, row.agency, agency, self._edition.say(form_word(row.form)),
            row.period, row.kpi_no, row.record, row.row_code, row.field, "", row.typed, received,
            source.archived, source.sheet, source.cell, source.sha256,
        )  # fmt: skip


def _write_value(sheet: Sheet, edition: National, at: int, column: int, row: TidyRow, style: Format) -> None:
    if isinstance(row.value, Decimal):
        sheet.number(at, column, row.value, style)
    else:
        sheet.text(at, column, edition.say(value_word(row.value)), style)
