"""What the compiled reader does not tell of an .xls: how far its cells reach, which are errors, which are formulas.

The records of [MS-XLS] that hold cells are walked once, before the compiled reader lays every sheet out as a grid.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.reader.cells import FORMULA_WITHOUT_TEXT
from kpi_excel.workbooks.reader.compound import CompoundDamaged, read_stream

LARGEST_GRID = 2_000_000
"""Rows times columns up to the last cell of all sheets: the compiled reader makes a cell of each."""

_BEGIN, _END, _SHEET, _PASSWORD = 0x0809, 0x000A, 0x0085, 0x002F
_FORMULA, _LOGICAL, _NUMBERS = 0x0006, 0x0205, 0x00BD
_VALUES = {0x0203, 0x027E, 0x00FD, 0x0204, 0x00D6, _NUMBERS, _FORMULA, _LOGICAL}
_PLAIN_NUMBERS = {0x0203, 0x027E, _NUMBERS}
_WORKSHEET = 0
_NO_NUMBER = b"\xff\xff"
_ERROR, _EMPTY = 2, 3
"""What a formula gave, where it was no number."""
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(slots=True)
class SheetRecords:
    """One sheet: the cells that would look blank, the formulas, and the plain numbers, which have to be seen."""

    unseen: dict[Address, RawCell] = field(default_factory=dict)
    formulas: set[Address] = field(default_factory=set)
    numbers: set[Address] = field(default_factory=set)


def scan_xls(data: bytes) -> list[SheetRecords]:
    """The worksheets of an .xls in tab order.

    Raises:
        Refusal: it has a password, its chains or records are broken, or it has more cells, or cells further out, than
            the compiled reader could bear.
    """
    try:
        return _scan(read_stream(data, ("workbook", "book")))
    except (CompoundDamaged, struct.error, IndexError):
        raise refusal("file-damaged") from None


def _scan(stream: bytes) -> list[SheetRecords]:
    sheets: list[SheetRecords] = []
    area = 0
    for start in _sheet_starts(stream):
        sheet = SheetRecords()
        rows = columns = 0
        for kind, at, length in _records(stream, start):
            if kind in _VALUES:
                row, column = struct.unpack_from("<2H", stream, at)
                width = (length - 6) // 6 if kind == _NUMBERS else 1
                rows, columns = max(rows, row + 1), max(columns, column + width)
                _note_cells(sheet, kind, stream[at : at + length], row, range(column, column + width))
        area += rows * columns
        if area > LARGEST_GRID:
            raise refusal("too-many-cells", f"{area:,}", f"{LARGEST_GRID:,}")
        sheets.append(sheet)
    return sheets


def _note_cells(sheet: SheetRecords, kind: int, record: bytes, row: int, columns: range) -> None:
    address = Address(row, columns.start)
    if kind in _PLAIN_NUMBERS:
        sheet.numbers.update(Address(row, column) for column in columns)
    elif kind == _FORMULA:
        sheet.formulas.add(address)
        if record[12:14] == _NO_NUMBER and record[6] == _ERROR:
            sheet.unseen[address] = RawCell("error", _ERRORS.get(record[8], "#N/A"), FORMULA_WITHOUT_TEXT)
        elif record[12:14] == _NO_NUMBER and record[6] == _EMPTY:
            sheet.unseen[address] = RawCell("text", "", FORMULA_WITHOUT_TEXT)
    elif kind == _LOGICAL and record[7]:
        sheet.unseen[address] = RawCell("error", _ERRORS.get(record[6], "#N/A"))


def _sheet_starts(stream: bytes) -> list[int]:
    """Where the worksheets begin, in tab order."""
    starts = []
    for kind, at, _ in _records(stream, 0):
        if kind == _PASSWORD:
            raise refusal("file-encrypted")
        if kind == _SHEET and stream[at + 5] == _WORKSHEET:
            starts.append(struct.unpack_from("<L", stream, at)[0])
            if len(starts) > limits.SHEETS:
                raise refusal("too-many-sheets", str(len(starts)), str(limits.SHEETS))
    return starts


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Kind, place and length of each record of a part of the stream; parts of its own inside (charts) are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<2H", stream, at)
        at += 4
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, at, length
        at += length
