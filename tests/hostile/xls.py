"""An .xls written record by record into an OLE compound file: plain cells, and whatever a damaged or evil one holds."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from kpi_excel.forms.raw import Address

Value = str | float | bool | bytes
"""Text, number, yes or no; `bytes` of a number or code stand for an error (its code) in a cell of its own."""

SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)


def record(kind: int, content: bytes = b"") -> bytes:
    """One record of the stream."""
    return struct.pack("<2H", kind, len(content)) + content


def cell(address: Address, value: Value) -> bytes:
    """The record of one cell."""
    at = struct.pack("<3H", address.row, address.column, 0)
    if isinstance(value, bytes):
        return record(0x0205, at + value + b"\1")
    if isinstance(value, bool):
        return record(0x0205, at + bytes([value, 0]))
    if isinstance(value, str):
        letters = value.encode("utf-16-le")[: 2 * 4000]
        return record(0x0204, at + struct.pack("<HB", len(letters) // 2, 1) + letters)
    return record(0x0203, at + struct.pack("<d", value))


def formula(address: Address, result: bytes) -> bytes:
    """A formula (1+1) with the eight bytes of what it gave."""
    tokens = b"\x1e\1\0\x1e\1\0\x03"
    return record(0x0006, struct.pack("<3H", *address, 0) + result + bytes(6) + struct.pack("<H", len(tokens)) + tokens)


def stream_of(sheets: Mapping[str, bytes], first: bytes = b"") -> bytes:
    """The workbook's stream: what belongs to all (`first` before the list of sheets), then each sheet around its cells."""
    begin = struct.pack("<4H2L", 0x0600, 0x0005, 0, 0, 0, 0)
    names = [struct.pack("<BB", len(name), 1) + name.encode("utf-16-le") for name in sheets]
    at = len(record(0x0809, begin) + first) + sum(len(record(0x0085, bytes(6) + name)) for name in names) + 4
    listed, bodies = b"", b""
    for name, cells in zip(names, sheets.values(), strict=True):
        listed += record(0x0085, struct.pack("<L2B", at + len(bodies), 0, 0) + name)
        bodies += record(0x0809, struct.pack("<4H2L", 0x0600, 0x0010, 0, 0, 0, 0)) + cells + record(0x000A)
    return record(0x0809, begin) + first + listed + record(0x000A) + bodies


def boxed(stream: bytes, name: str = "Workbook") -> bytes:
    """An OLE file with one stream, long enough to stand in sectors of its own."""
    stream = stream.ljust(4096, b"\0")
    count = -(-len(stream) // SECTOR)
    tables = -(-(count + 1) // (SECTOR // 4 - 1))
    chain = [_FAT] * tables + [_END] + [*range(tables + 2, tables + 1 + count), _END]
    table = struct.pack(f"<{len(chain)}L", *chain).ljust(tables * SECTOR, b"\xff")
    directory = _entry("Root Entry", 5, _END, 0, child=1) + _entry(name, 2, tables + 1, len(stream)) + _entry("", 0, 0, 0) * 2
    head = _HEAD + struct.pack("<9L", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    named = struct.pack("<109L", *range(tables), *[_FREE] * (109 - tables))
    return head + named + table + directory + stream.ljust(count * SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    letters = name.encode("utf-16-le")
    return (letters.ljust(64, b"\0") + struct.pack("<H2B3L", len(letters) + 2 if name else 0, kind, 1, _FREE, _FREE, child)
            + bytes(36) + struct.pack("<2LL", start, size, 0))  # fmt: skip


def xls(cells: Mapping[Address, Value], **more: Mapping[Address, Value]) -> bytes:
    """A workbook of plain values: the first sheet is S1, the others have names of their own."""
    return boxed(stream_of({name: b"".join(cell(*item) for item in some.items()) for name, some in {"S1": cells, **more}.items()}))
