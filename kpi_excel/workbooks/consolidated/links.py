"""Links from a score or a file to the archived workbook: always a place of ours, never what an agency typed."""

from __future__ import annotations

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import KpiLine, Source
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.writing import Sheet, clean_text

TO_ARCHIVE = "external:../../../archive/"
"""From outbox/<period>/consolidated/ to the archive."""
MOST_LINKS = 65_000
"""Excel allows 65,530 links a sheet; beyond this, the path stands as text only."""
_LONGEST_ANCHOR = 200


def sources_of(line: KpiLine) -> list[Source]:
    """Where a score's inputs came from, an archived file before a registry cell."""
    sources = dict.fromkeys(source for _, source in line.inputs.values())
    return sorted(sources, key=lambda source: not source.archived)


def source_words(context: Context, line: KpiLine) -> str:
    """Agency code and cell, and how many more cells where a score has several inputs."""
    sources = sources_of(line)
    if not sources:
        return DASH
    first = sources[0]
    whose = (first.agency or line.agency) if first.archived else context.pick("ทะเบียน", "registry")
    return f"{whose} {first.cell}" + (f" +{len(sources) - 1}" if len(sources) > 1 else "")


def target_of(source: Source, to_archive: str = TO_ARCHIVE) -> str:
    """The link to an archived file, at its cell where the sheet's name allows; "" where there is no file or no way to it."""
    path = source.archived
    if not path or not to_archive or "#" in path or len(path) > 1000:
        return ""
    sheet = clean_text(source.sheet)
    if not source.cell or not sheet or len(sheet) > _LONGEST_ANCHOR or any(char in sheet for char in "#/\\\n"):
        return to_archive + path
    quoted = sheet.replace("'", "''")
    return f"{to_archive}{path}#'{quoted}'!{source.cell}"


def write_link(
    sheet: Sheet, row: int, column: int, source: Source, text: str, linked: Format, plain: Format,
    to_archive: str = TO_ARCHIVE,
) -> None:  # fmt: skip
    """`text` as a link to the archived cell, or as text where there is nothing to link to."""
    target = target_of(source, to_archive)
    if target:
        sheet.link(row, column, target, text, linked)
    else:
        sheet.text(row, column, text, plain)
