"""What a form had when it was issued and a returned one has no more: nothing accepted is lost, but people should know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from kpi_excel.core.findings import Finding, Place
from kpi_excel.forms.codes import read_code
from kpi_excel.forms.entries import Entry
from kpi_excel.forms.frame import Issued
from kpi_excel.forms.spec import OUR_ROWS, FormSpec, SheetSpec


def check_everything_is_there(
    spec: FormSpec, tables: Collection[str], pages: Collection[str], entries: Iterable[Entry], issued: Issued
) -> Iterator[Finding]:
    """Sheets, tables, pages and rows. `tables`, `pages`: keys and KPI numbers of what was found."""
    codes = {(entry.table, entry.code) for entry in entries}
    for sheet in spec.sheets:
        if sheet.key not in issued.sheets:
            continue
        if sheet.kind == "page":
            missing = [kpi_no for kpi_no in issued.kpi_nos if kpi_no not in pages]
            yield from (Finding("page-missing", Place(kpi_no=kpi_no, field=f"{sheet.record}.")) for kpi_no in missing)
        elif not any(table.key in tables for table in sheet.tables):
            yield Finding("sheet-missing", Place(sheet=sheet.title.th))
        else:
            yield from _tables(sheet, tables, codes, issued)


def _tables(
    sheet: SheetSpec, tables: Collection[str], codes: Collection[tuple[str, str]], issued: Issued
) -> Iterator[Finding]:
    for table in sheet.tables:
        if table.key not in tables:
            yield Finding("table-missing", Place(sheet=sheet.title.th), expected=table.title)
            continue
        # a row that people added stands under a name of ours, which is not on the sheet
        listed = () if table.rows in OUR_ROWS else (code for code in issued.rows_of_list(table.record) if read_code(code))
        for code in (*issued.rows_of(table.key), *listed):
            if (table.key, code) not in codes:
                read = read_code(code)
                yield Finding("row-missing", Place(kpi_no=read.kpi_no if read else "", field=f"{table.record}."), expected=code)
