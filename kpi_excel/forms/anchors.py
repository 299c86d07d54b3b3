"""Where things stand on a returned sheet: tables by their header texts, labels by their words, never by position.

Rows and columns may have been inserted, moved, sorted or hidden, tabs renamed, sheets copied. Header text decides;
the hidden key row is the second vote, and a disagreement between the two is reported, never guessed away.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kpi_excel.forms.codes import read_code
from kpi_excel.forms.raw import Address, RawCell, RawSheet
from kpi_excel.forms.spec import FieldSpec, SheetSpec, TableSpec
from kpi_excel.forms.thai_text import key_of
from kpi_excel.forms.token import END_MARK

KEY_MARK = "#"
END_OF_TABLE = "#end|"
_ENOUGH = 0.7
_CLOSE = 0.82


@dataclass(frozen=True, slots=True)
class SheetText:
    """A raw sheet with its texts indexed once: key → addresses, and rows in order."""

    sheet: RawSheet
    by_key: Mapping[str, list[Address]]
    by_row: Mapping[int, dict[int, RawCell]]
    last_row: int

    def text_at(self, row: int, column: int) -> str:
        cell = self.by_row.get(row, {}).get(column)
        return str(cell.value) if cell is not None and cell.kind == "text" else ""


def index_sheet(sheet: RawSheet) -> SheetText:
    """Index one sheet's texts by the matching key of their first line and of their whole."""
    by_key: dict[str, list[Address]] = {}
    by_row: dict[int, dict[int, RawCell]] = {}
    for address, cell in sorted(sheet.cells.items()):
        by_row.setdefault(address.row, {})[address.column] = cell
        if cell.kind == "text" and len(str(cell.value)) <= 300:
            whole = str(cell.value)
            for key in {key_of(whole), key_of(whole.split("\n", 1)[0])}:
                by_key.setdefault(key, []).append(address)
    return SheetText(sheet, by_key, by_row, max(by_row, default=0))


@dataclass(frozen=True, slots=True)
class LocatedTable:
    """A table found on a sheet: its header row, the column of each field, and the rows that can hold entries."""

    spec: TableSpec
    header_row: int
    columns: Mapping[str, int]
    first_row: int
    stop_row: int
    renamed: tuple[str, ...] = ()
    """Fields found by the key row only."""
    disagreeing: tuple[str, ...] = ()
    """Fields whose header and key row stand in different columns."""


@dataclass(frozen=True, slots=True)
class LocatedSheet:
    text: SheetText
    tables: tuple[LocatedTable, ...] = ()
    labels: Mapping[str, Address] = field(default_factory=dict)
    score: float = 0.0


def names_of(spec: FieldSpec) -> tuple[str, ...]:
    """Every key a header or label of this field may match, exact titles first."""
    return tuple(dict.fromkeys(key_of(name) for name in (spec.title.th, spec.title.en, *spec.aliases) if name))


def locate(text: SheetText, spec: SheetSpec) -> LocatedSheet:
    """Find a sheet spec's tables or labels on a raw sheet, with how much of it was found (0 to 1)."""
    if spec.kind == "page":
        fields = [field for block in spec.blocks for field in block.fields]
        labels = find_labels(text, fields)
        wanted = [field for field in fields if not field.only_for]
        score = sum(field.key in labels for field in wanted) / len(wanted)
        return LocatedSheet(text, labels=labels, score=score)
    heads = [found for table in spec.tables if (found := _find_header(text, table))]
    heads.sort(key=lambda head: head.header_row)
    stops = [*(head.header_row for head in heads[1:]), text.last_row + 1]
    tables = tuple(_with_rows(text, head, stop) for head, stop in zip(heads, stops, strict=False))
    labels = find_labels(text, spec.head)
    score = len(tables) / len(spec.tables) if spec.tables else 0.0
    return LocatedSheet(text, tables, labels, score)


def find_labels(text: SheetText, fields: Iterable[FieldSpec]) -> dict[str, Address]:
    """The first cell that bears each field's label."""
    found: dict[str, Address] = {}
    for spec in fields:
        for name in names_of(spec):
            if places := text.by_key.get(name):
                found[spec.key] = places[0]
                break
    return found


def _find_header(text: SheetText, table: TableSpec) -> LocatedTable | None:
    rows = _votes_by_header(text, table)
    by_key = _votes_by_key_row(text, table)
    if not rows and not by_key:
        return None
    wanted = [column for column in table.columns if column.content != "month_bars"]
    best = max(rows, key=lambda row: (len(rows[row]), -row), default=None)
    if best is None or len(rows[best]) < 2:
        return _by_key_row_alone(table, by_key, len(wanted))
    columns = dict(rows[best])
    _match_loosely(text, best, wanted, columns)
    renamed = tuple(key for key in by_key.get("columns", {}) if key not in columns)
    columns |= {key: by_key["columns"][key] for key in renamed}
    if len(columns) < _ENOUGH * len(wanted):
        return None
    inputs = {column.key for column in wanted if column.is_input}
    disagreeing = tuple(
        key for key, column in by_key.get("columns", {}).items() if key in inputs and columns.get(key) != column
    )
    return LocatedTable(table, best, columns, best + 1, 0, renamed, disagreeing)


def _votes_by_header(text: SheetText, table: TableSpec) -> dict[int, dict[str, int]]:
    """Row → field → column, for every row that bears exact header texts of this table."""
    rows: dict[int, dict[str, int]] = {}
    for column in table.columns:
        for name in names_of(column):
            for address in text.by_key.get(name, ()):
                rows.setdefault(address.row, {}).setdefault(column.key, address.column)
    return rows


def _votes_by_key_row(text: SheetText, table: TableSpec) -> dict[str, dict[str, int]]:
    """The hidden key row: field → column, and its row under "row"."""
    found: dict[str, int] = {}
    row = -1
    for column in table.columns:
        for address in text.by_key.get(key_of(f"{KEY_MARK}{table.key}.{column.key}"), ()):
            if text.text_at(address.row, address.column).startswith(KEY_MARK):
                found[column.key], row = address.column, address.row
    return {"columns": found, "row": {"row": row}} if found else {}


def _by_key_row_alone(table: TableSpec, by_key: Mapping[str, dict[str, int]], wanted: int) -> LocatedTable | None:
    columns = by_key.get("columns", {})
    if len(columns) < _ENOUGH * wanted:
        return None
    row = by_key["row"]["row"] + 1
    return LocatedTable(table, row, columns, row + 1, 0, tuple(columns))


def _match_loosely(text: SheetText, row: int, wanted: list[FieldSpec], columns: dict[str, int]) -> None:
    """Fields without an exact header take the closest unclaimed text of the header row."""
    taken = set(columns.values())
    free = {column: key_of(str(cell.value)) for column, cell in text.by_row[row].items()
            if column not in taken and cell.kind == "text"}  # fmt: skip
    for spec in wanted:
        if spec.key in columns or not free:
            continue
        ranked = sorted(((_likeness(name, key), column) for name in names_of(spec) for column, key in free.items()),
                        reverse=True)  # fmt: skip
        if ranked and ranked[0][0] >= _CLOSE:
            columns[spec.key] = ranked[0][1]
            del free[ranked[0][1]]


def _likeness(name: str, key: str) -> float:
    if len(name) >= 4 and key and (name in key or (len(key) >= 4 and key in name)):
        return 0.9
    return difflib.SequenceMatcher(None, name, key).ratio()


def _with_rows(text: SheetText, head: LocatedTable, next_header: int) -> LocatedTable:
    """Entries end at the next table, or at the end mark where nothing coded follows it."""
    stop = next_header
    code_column = head.columns.get("code", head.columns.get("kpi_no", 0))
    for row in range(head.first_row, next_header):
        texts = [str(cell.value) for cell in text.by_row.get(row, {}).values() if cell.kind == "text"]
        ends = any(t.startswith((END_OF_TABLE + head.spec.key, END_MARK)) for t in texts)
        if ends and not _has_code_below(text, row, next_header, code_column):
            stop = row
            break
    return LocatedTable(head.spec, head.header_row, head.columns, head.first_row, stop, head.renamed, head.disagreeing)


def _has_code_below(text: SheetText, row: int, stop: int, column: int) -> bool:
    """Somebody sorted the end mark into the table: rows with a code still follow it."""
    return any(read_code(text.text_at(below, column)) for below in range(row + 1, stop))
