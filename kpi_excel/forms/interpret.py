"""RawWorkbook + FormSpec → records and findings. Pure: knows no Excel, no disk, no clock.

Says everything wrong at once. A record is built wherever a person filled something in; a blank row is no record.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi_excel.core.findings import Finding, in_order
from kpi_excel.core.submission import Record
from kpi_excel.core.text import Text
from kpi_excel.forms.anchors import SECTION_ABOVE_HEADER, LocatedPage, LocatedTable, find_page, find_tables
from kpi_excel.forms.copies import Copy, choose_copy
from kpi_excel.forms.frame import ReadingFrame
from kpi_excel.forms.gone import check_everything_is_there
from kpi_excel.forms.heads import read_head
from kpi_excel.forms.outside import OutsideText, check_every_sheet_is_ours, texts_outside
from kpi_excel.forms.pages import read_page
from kpi_excel.forms.raw import Address, RawWorkbook
from kpi_excel.forms.records import build_records
from kpi_excel.forms.rows import read_rows
from kpi_excel.forms.sheet_text import SheetText, index_sheets
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.tampering import AsIssued


@dataclass(frozen=True, slots=True)
class Interpretation:
    """`unclear` is a finding that forbids reading on: the file is held for a person."""

    records: tuple[Record, ...]
    findings: tuple[Finding, ...]
    extra: Mapping[str, str]
    outside: tuple[OutsideText, ...]
    unclear: Finding | None = None


@dataclass(slots=True)
class _Reader:
    """One workbook being read. `copies`: what was found of each table (by its key) and page (by its KPI)."""

    spec: FormSpec
    frame: ReadingFrame
    texts: Sequence[SheetText]
    tables: dict[str, list[LocatedTable]] = field(default_factory=dict)
    pages: dict[str, list[LocatedPage]] = field(default_factory=dict)
    used: dict[int, set[Address]] = field(default_factory=dict)

    def find(self) -> None:
        """Find every table and page, copies included."""
        for text in self.texts:
            found = [page for spec in self.spec.sheets if spec.kind == "page" and (page := find_page(text, spec))]
            for page in found:
                self.pages.setdefault(page.kpi_no, []).append(page)
            for table in find_tables(text, self.spec.sheets):
                self.tables.setdefault(table.header.table.key, []).append(table)

    def read(self) -> tuple[dict[str, Copy], list[Copy]]:
        """The chosen copy of each table, and of each page."""
        tables = {}
        for sheet in self.spec.sheets:
            for table in sheet.tables:
                if found := self.tables.get(table.key):
                    copies = [(copy.text, read_rows(copy, self.frame)) for copy in found]
                    tables[table.key] = self._choose(copies, sheet.title)
        pages = []
        for kpi_no, pages_found in self.pages.items():
            copies = [(page.text, read_page(page, self.frame)) for page in pages_found]
            # Pages that lost their code are not copies of each other
            groups = [copies] if kpi_no else [[copy] for copy in copies]
            pages += [self._choose(group, Text(f"K{kpi_no}", f"K{kpi_no}")) for group in groups]
        return tables, pages

    def read_ones(self, tables: Mapping[str, Copy]) -> tuple[list[LocatedTable], list[LocatedPage]]:
        """The tables that were read, and every page that stands there once."""
        chosen = [located for key, (text, _) in tables.items() for located in self.tables[key] if located.text is text]
        return chosen, [found[0] for found in self.pages.values() if len(found) == 1]

    def _choose(self, copies: list[Copy], title: Text) -> Copy:
        for text, reading in copies:
            self.used.setdefault(text.number, set()).update(reading.used)
        return choose_copy(copies, title, self.frame.issued)

    def read_heads(self, tables: Mapping[str, Copy]) -> tuple[dict[str, str], list[Finding]]:
        """Head fields and notes of each sheet, from the copy that is read of its first table."""
        extra: dict[str, str] = {}
        findings: list[Finding] = []
        for sheet in self.spec.sheets:
            first = next((table.key for table in sheet.tables if table.key in tables), "")
            for copy in self.tables.get(first, ()):
                head = read_head(copy.text, sheet, self.frame, copy.header.row - SECTION_ABOVE_HEADER)
                self.used[copy.text.number] |= head.used
                if copy.text is tables[first][0]:
                    extra |= head.extra
                    findings += head.findings
        return extra, findings


def interpret(raw: RawWorkbook, spec: FormSpec, frame: ReadingFrame) -> Interpretation:
    """Records, findings, head fields and what was written outside the form."""
    reader = _Reader(spec, frame, index_sheets(raw))
    reader.find()
    if not reader.tables and not reader.pages:
        return _held(Finding("form-not-found-inside"))
    tables, pages = reader.read()
    readings = [reading for _, reading in (*tables.values(), *pages)]
    if unclear := next((reading.unclear for reading in readings if reading.unclear), None):
        return _held(unclear)
    entries = [entry for reading in readings for entry in reading.entries]
    records, findings = build_records(entries, frame.issued)
    extra, found = reader.read_heads(tables)
    findings += [*found, *(finding for reading in readings for finding in reading.findings)]
    findings += check_everything_is_there(spec, reader.tables, reader.pages, entries, frame.issued)
    findings += check_every_sheet_is_ours(reader.texts, reader.used, frame.issued)
    as_issued = AsIssued(spec, frame, raw.kind, records)
    findings += as_issued.check(*reader.read_ones(tables))
    outside = texts_outside(reader.texts, reader.used, frame.issued)
    return Interpretation(records, tuple(in_order(findings)), extra, outside)


def _held(unclear: Finding) -> Interpretation:
    return Interpretation((), (unclear,), {}, (), unclear)
