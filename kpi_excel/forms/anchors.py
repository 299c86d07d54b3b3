"""Where things stand on a returned sheet: tables by their headers, pages by their labels and code, never by position.

Rows and columns may have been inserted, moved, sorted or hidden, tabs renamed, sheets copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kpi_excel.forms.codes import bare_code, code_of_row
from kpi_excel.forms.headers import KEY_MARK, Header, find_headers, is_header_again
from kpi_excel.forms.sheet_text import SheetText, find_labels
from kpi_excel.forms.spec import SheetSpec
from kpi_excel.forms.thai_text import key_of
from kpi_excel.forms.token import END_MARK

__all__ = [
    "END_OF_TABLE", "KEY_MARK", "SECTION_ABOVE_HEADER", "LocatedPage", "LocatedTable", "find_page", "find_tables",
]  # fmt: skip

END_OF_TABLE = "#end|"
SECTION_ABOVE_HEADER = 2
"""A table's title stands above its hidden keys, and those above its header."""

_KEY_CELL = re.compile(rf"{KEY_MARK}([a-z][a-z0-9_]*)\.[a-z0-9_]+")
_PAGE_WITH_CODE, _PAGE_WITHOUT = 0.4, 0.7
"""How much of a page's labels must be there; a code says already whose page it is."""


@dataclass(frozen=True, slots=True)
class LocatedTable:
    """A table found on a sheet: its header and the rows that can hold entries."""

    text: SheetText
    header: Header
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LocatedPage:
    """A page found on a sheet. `kpi_no`: by its visible code, "" where that is gone."""

    text: SheetText
    spec: SheetSpec
    kpi_no: str


def find_tables(text: SheetText, sheets: Iterable[SheetSpec]) -> list[LocatedTable]:
    """All tables of a form that stand on one sheet, from top to bottom, whatever sheet they were written on."""
    specs = list(sheets)
    headers = find_headers(text, [table for sheet in specs for table in sheet.tables])
    notes = _rows_of_notes(text, specs)
    located: list[LocatedTable] = []
    top = 0
    for number, header in enumerate(headers):
        following = headers[number + 1].row if number + 1 < len(headers) else max(text.by_row) + 1
        foot = min((row for row in notes if row > header.row), default=following)
        rows = _rows_of(text, header, range(top, _bottom(text, header, following)), foot)
        located.append(LocatedTable(text, header, rows))
        top = max(rows, default=header.row) + 1
    return located


def find_page(text: SheetText, spec: SheetSpec) -> LocatedPage | None:
    """The page that a sheet is, if it bears enough of the page's labels."""
    fields = [item for block in spec.blocks for item in block.fields]
    labels = find_labels(text, fields)
    kpi_no = _code_of_page(text)
    always = [item.key for item in fields if not item.only_for]
    share = sum(key in labels for key in always) / max(1, len(always))
    return LocatedPage(text, spec, kpi_no) if share >= (_PAGE_WITH_CODE if kpi_no else _PAGE_WITHOUT) else None


def _code_of_page(text: SheetText) -> str:
    """The topmost cell that holds a KPI's code and nothing else; a code mentioned in a sentence is none."""
    for row in text.by_row:
        for shown in text.texts_in(row):
            code = bare_code(shown)
            if code is not None and code.kind == "K" and not code.rest:
                return code.kpi_no
    return ""


def _rows_of_notes(text: SheetText, sheets: Iterable[SheetSpec]) -> list[int]:
    """Where notes boxes stand: from there on only a code makes an entry."""
    names = {key_of(wording) for sheet in sheets for wording in sheet.notes if wording}
    return [address.row for name in names for address in text.by_key.get(name, ())]


def _bottom(text: SheetText, header: Header, following: int) -> int:
    """The first row that belongs to another table: its header, or the keys that stand above it."""
    for row in range(header.row + 1, following):
        if any((key := _KEY_CELL.fullmatch(shown)) and key[1] != header.table.key for shown in text.texts_in(row)):
            return row
    return following


def _rows_of(text: SheetText, header: Header, within: range, foot: int) -> tuple[int, ...]:
    """Down to the end mark or the last code, whichever is lower, and on to the first empty row.

    People insert rows below the hidden end mark, sort the mark into the table, and the header below the entries.
    """
    below = range(header.row + 1, within.stop)
    coded = [row for row in below if _is_coded(text, header, row)]
    ends = [row for row in below if any(shown.startswith(END_OF_TABLE) for shown in text.texts_in(row))]
    stop = max([header.row, *coded, *ends]) + 1
    while stop in below and stop in text.by_row and stop != foot:
        stop += 1
    start = header.row
    while start > within.start and _is_coded(text, header, start - 1):
        start -= 1
    return tuple(row for row in range(start, stop) if row in text.by_row and _is_entry(text, header, row, foot))


def _is_coded(text: SheetText, header: Header, row: int) -> bool:
    column = header.columns.get(header.table.code_key, -1)
    return code_of_row(text.text_at(row, column), header.table.rows) is not None


def _is_entry(text: SheetText, header: Header, row: int, foot: int) -> bool:
    """Coded, or at least nothing of ours: no header, keys or end mark, and above the notes."""
    if row == header.row or _is_coded(text, header, row):
        return row != header.row
    marks = (END_OF_TABLE, END_MARK)
    is_mark = any(shown.startswith(marks) or _KEY_CELL.fullmatch(shown) for shown in text.texts_in(row))
    return row < foot and not is_mark and not is_header_again(text, row, header)
