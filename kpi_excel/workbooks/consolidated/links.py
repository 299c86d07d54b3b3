"""Links from a score or a file to the archived workbook: always a place of ours, never what an agency typed."""

from __future__ import annotations

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import Source
from kpi_excel.workbooks.writing import Sheet, clean_text

TO_ARCHIVE = "external:../../../archive/"
"""From outbox/<period>/consolidated/ to the archive."""
MOST_LINKS = 65_000
"""Excel allows 65,530 links a sheet; beyond this, the path stands as text only."""
_LONGEST_ANCHOR = 200


def target_of(source: Source) -> str:
    """The link to an archived file, at its cell where the sheet's name allows; "" where there is no file."""
    path = source.archived
    if not path or "#" in path or len(path) > 1000:
        return ""
    sheet = clean_text(source.sheet)
    if not source.cell or not sheet or len(sheet) > _LONGEST_ANCHOR or any(char in sheet for char in "#/\\\n"):
        return TO_ARCHIVE + path
    quoted = sheet.replace("'", "''")
    return f"{TO_ARCHIVE}{path}#'{quoted}'!{source.cell}"


def write_link(sheet: Sheet, row: int, column: int, source: Source, text: str, linked: Format, plain: Format) -> None:
    """`text` as a link to the archived cell, or as text where there is nothing to link to."""
    target = target_of(source)
    if target:
        sheet.link(row, column, target, text, linked)
    else:
        sheet.text(row, column, text, plain)
