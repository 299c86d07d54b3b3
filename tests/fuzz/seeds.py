"""The valid forms that mutants are made from: as issued and filled in, and the same cells as .ods and as .xls."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from kpi_excel.forms.raw import Address, RawCell, RawWorkbook
from kpi_excel.workbooks.reader import read_workbook
from tests.hostile.building import ODS, pack
from tests.hostile.xls import boxed, cell, stream_of
from tests.stages.desk import Desk, day

SENT = "2013-02-18"


def forms(desk: Desk) -> dict[str, bytes]:
    """Filled forms of several kinds and agencies by name."""
    made = {
        "monthly.xlsx": desk.filled("DPM").save(day(SENT)),
        "monthly-other.xlsx": desk.filled("LAB").save(day(SENT)),
        "plan.xlsx": desk.filled("DPM", "2556-plan", "action_plan").save(day(SENT)),
        "template.xlsx": desk.filled("DPM", "2556-kpi", "kpi_template").save(day(SENT)),
    }
    raw = read_workbook(made["monthly.xlsx"])
    return {**made, "monthly.ods": as_ods(raw), "monthly.xls": as_xls(raw)}


def as_ods(raw: RawWorkbook) -> bytes:
    """The cells of a workbook as an .ods."""
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    tables = "".join(f'<table:table table:name="{escape(sheet.name)}">{_rows(sheet.cells)}</table:table>' for sheet in raw.sheets)
    content = (f"<office:document-content {names}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
               "</office:body></office:document-content>")  # fmt: skip
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return pack({"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content.encode()})


def _rows(cells: Mapping[Address, RawCell]) -> str:
    rows: dict[int, str] = {}
    last: dict[int, int] = {}
    for (row, column), found in sorted(cells.items()):
        gap = column - last.get(row, -1) - 1
        blank = f'<table:table-cell table:number-columns-repeated="{gap}"/>' if gap else ""
        rows[row] = rows.get(row, "") + blank + _cell(found)
        last[row] = column
    made, at = "", 0
    for row, text in rows.items():
        if row > at:
            made += f'<table:table-row table:number-rows-repeated="{row - at}"/>'
        made += f"<table:table-row>{text}</table:table-row>"
        at = row + 1
    return made


def _cell(found: RawCell) -> str:
    if found.kind == "number":
        return f'<table:table-cell office:value-type="float" office:value="{found.value}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(found.value).split("\n"))
    return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'


def as_xls(raw: RawWorkbook) -> bytes:
    """The cells of a workbook as an .xls."""
    return boxed(stream_of({
        sheet.name: b"".join(cell(address, found.value) for address, found in sorted(sheet.cells.items()) if found.value != "")
        for sheet in raw.sheets
    }))  # fmt: skip
