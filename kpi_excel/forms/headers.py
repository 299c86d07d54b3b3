"""Which table's header a row of a returned sheet is, and which column stands for which field.

Exact header texts decide; the hidden key row is the second vote; a text that only resembles a header comes last.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kpi_excel.forms.codes import code_of_row
from kpi_excel.forms.sheet_text import SheetText
from kpi_excel.forms.spec import FieldSpec, TableSpec
from kpi_excel.forms.spec_rules import names_of
from kpi_excel.forms.thai_text import key_of

KEY_MARK = "#"
_ENOUGH = 0.7
_WORTH_A_LOOK = 0.3
_CLOSE = 0.82
_CONTAINED = 0.9
_SHORTEST_CONTAINED = 4
_BY_KEY, _BY_RESEMBLANCE = 0.9, 0.5
"""What a column counts beside one that was found by its exact header."""

_Columns = dict[str, list[int]]


@dataclass(slots=True)
class Header:
    """A row that is a table's header. `renamed`: field → the text over its column now."""

    table: TableSpec
    row: int
    columns: dict[str, int] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    disagreeing: list[str] = field(default_factory=list)
    """Inputs whose header and key stand over different columns."""
    twice: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Inputs that several columns claim to be."""
    score: float = 0.0

    @property
    def wanted(self) -> int:
        """How many columns the table has, the bars of months apart."""
        return sum(column.content != "month_bars" for column in self.table.columns)

    @property
    def share(self) -> float:
        """How much of the table was found: 1 for all of it, by its titles."""
        return self.score / self.wanted


def find_headers(text: SheetText, tables: Iterable[TableSpec]) -> list[Header]:
    """The tables of a sheet from top to bottom; a row is the header of the one table that it fits best."""
    found: dict[str, Header] = {}
    rows: set[int] = set()
    candidates = [header for table in tables for header in _candidates(text, table)]
    # Headers that are all there need no guessing, and leave little for the others to resemble
    for resembling in (False, True):
        open_ones = [h for h in candidates if h.table.key not in found and h.row not in rows]
        for header in open_ones if resembling else ():
            _match_by_resemblance(text, header)
        for header in sorted(open_ones, key=lambda header: (-header.share, header.row)):
            is_enough = header.share >= 1 or (resembling and len(header.columns) >= _ENOUGH * header.wanted)
            if is_enough and header.table.key not in found and header.row not in rows:
                found[header.table.key] = header
                rows.add(header.row)
    return sorted(found.values(), key=lambda header: header.row)


def is_header_again(text: SheetText, row: int, header: Header) -> bool:
    """The header once more, copied between the entries."""
    shown = text.by_row[row]
    hits = sum(
        key_of(str(cell.value)) in names_of(spec)
        for spec in header.table.columns
        if (cell := shown.get(header.columns.get(spec.key, -1))) is not None and cell.kind == "text"
    )
    return hits >= max(2, len(header.columns) // 2)


def _candidates(text: SheetText, table: TableSpec) -> Iterator[Header]:
    """Rows that may be the table's header: two of its titles, or the row under its keys."""
    exact = _exact_places(text, table)
    keyed, key_row = _keyed_places(text, table)
    rows = {row for row, columns in exact.items() if len(columns) >= 2}
    if key_row is not None:
        rows.add(_row_after_keys(text, table, key_row, keyed))
    for row in rows:
        header = Header(table, row)
        _match(text, header, exact.get(row, {}), keyed)
        if len(header.columns) >= _WORTH_A_LOOK * header.wanted:
            yield header


def _exact_places(text: SheetText, table: TableSpec) -> dict[int, _Columns]:
    """Row → field → the columns that bear its title or, where none does, another of its names."""
    rows: dict[int, _Columns] = {}
    for spec in table.columns:
        for name in names_of(spec):
            columns: dict[int, list[int]] = {}
            for address in text.by_key.get(name, ()):
                columns.setdefault(address.row, []).append(address.column)
            for row, found in columns.items():
                rows.setdefault(row, {}).setdefault(spec.key, found)
    return rows


def _keyed_places(text: SheetText, table: TableSpec) -> tuple[_Columns, int | None]:
    """Field → the columns that bear its hidden key, and the row where keys stand."""
    found: _Columns = {}
    rows: list[int] = []
    for spec in table.columns:
        for address in text.by_key.get(key_of(f"{table.key}.{spec.key}"), ()):
            if text.text_at(*address) == f"{KEY_MARK}{table.key}.{spec.key}":
                found.setdefault(spec.key, []).append(address.column)
                rows.append(address.row)
    return found, min(rows, default=None)


def _row_after_keys(text: SheetText, table: TableSpec, key_row: int, keyed: _Columns) -> int:
    """The header under the key row; the key row itself where the header was deleted and entries follow at once."""
    columns = keyed.get(table.code_key, [])
    return key_row if any(code_of_row(text.text_at(key_row + 1, column), table.rows) for column in columns) else key_row + 1


def _match(text: SheetText, header: Header, exact: _Columns, keyed: _Columns) -> None:
    """Give every field its column, and note what had to be concluded."""
    for spec in header.table.columns:
        titled, marked = exact.get(spec.key, []), keyed.get(spec.key, [])
        agreed = [column for column in titled if column in marked]
        columns = agreed or titled or marked
        if not columns:
            continue
        header.columns[spec.key] = columns[0]
        header.score += 1 if titled else _BY_KEY
        if not titled:
            header.renamed[spec.key] = text.text_at(header.row, columns[0])
        if spec.is_input and titled and marked and not agreed:
            header.disagreeing.append(spec.key)
        if spec.is_input and len(columns) > 1:
            header.twice[spec.key] = tuple(columns)


def _match_by_resemblance(text: SheetText, header: Header) -> None:
    """Fields without a column take the free header text most like their names, best pair first, never one of two equals."""
    taken = set(header.columns.values())
    free = {
        column: key for column, cell in text.by_row.get(header.row, {}).items()
        if column not in taken and cell.kind == "text" and (key := key_of(str(cell.value)))
    }  # fmt: skip
    open_fields = [spec for spec in header.table.columns if spec.key not in header.columns]
    pairs = sorted(_pairs(open_fields, free), reverse=True)
    for likeness, column, field_key in pairs:
        rivals = [pair for pair in pairs if pair != (likeness, column, field_key) and pair[0] == likeness]
        is_tied = any(other in free and key == field_key for _, other, key in rivals)
        if column in free and field_key not in header.columns and not is_tied:
            header.columns[field_key] = column
            header.renamed[field_key] = text.text_at(header.row, column)
            header.score += _BY_RESEMBLANCE
            del free[column]


def _pairs(fields: Iterable[FieldSpec], free: Mapping[int, str]) -> Iterator[tuple[float, int, str]]:
    for spec in fields:
        for column, key in free.items():
            likeness = max((_likeness(name, key) for name in names_of(spec)), default=0.0)
            if likeness >= _CLOSE:
                yield likeness, column, spec.key


def _likeness(name: str, key: str) -> float:
    if min(len(name), len(key)) >= _SHORTEST_CONTAINED and (name in key or key in name):
        return _CONTAINED
    matcher = difflib.SequenceMatcher(None, name, key)
    # The cheap upper bounds spare nearly all comparisons
    return matcher.ratio() if matcher.real_quick_ratio() >= _CLOSE and matcher.quick_ratio() >= _CLOSE else 0.0
