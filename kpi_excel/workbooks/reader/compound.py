"""A stream out of an OLE compound file, the box that .xls files come in ([MS-CFB]); nothing in it is believed."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_ROOT, _STREAM = 5, 2


class CompoundDamaged(Exception):
    """The sectors do not form the stream that the directory promises."""


def read_stream(data: bytes, names: Sequence[str]) -> bytes:
    """The first stream that has one of these names (in lower case).

    Raises:
        CompoundDamaged: there is none, or the file's chains of sectors lead nowhere or in circles.
    """
    try:
        return _read(data, names)
    except (struct.error, IndexError, ValueError, StopIteration):
        raise CompoundDamaged from None


def _read(data: bytes, names: Sequence[str]) -> bytes:
    shift, small_shift = struct.unpack_from("<2H", data, 30)
    directory_at, _, cutoff, small_table_at = struct.unpack_from("<4L", data, 48)
    if shift not in (9, 12) or small_shift != 6:
        raise CompoundDamaged
    size = 1 << shift
    table = _numbers(b"".join(_sector(data, shift, at) for at in _table_sectors(data, shift)))
    directory = _join(table, directory_at, lambda at: _sector(data, shift, at))
    entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
    found = next(entry for name in names for entry in entries if entry[66] == _STREAM and _name_of(entry) == name)
    start, length = struct.unpack_from("<2L", found, 116)
    if length >= cutoff:
        return _join(table, start, lambda at: _sector(data, shift, at), -(-length // size))[:length]
    root = next(entry for entry in entries if entry[66] == _ROOT)
    small = _join(table, struct.unpack_from("<L", root, 116)[0], lambda at: _sector(data, shift, at))
    small_table = _numbers(_join(table, small_table_at, lambda at: _sector(data, shift, at)))
    return _join(small_table, start, lambda at: small[at << 6 : (at + 1) << 6], -(-length // 64))[:length]


def _table_sectors(data: bytes, shift: int) -> list[int]:
    """The sectors of the allocation table: 109 are named in the header, the others in sectors of their own."""
    sectors = list(struct.unpack_from("<109L", data, 76))
    further, count = struct.unpack_from("<2L", data, 68)
    for _ in range(min(count, len(data) >> shift)):
        if further >= _LAST_SECTOR:
            break
        *named, further = _numbers(_sector(data, shift, further))
        sectors += named
    return [at for at in sectors if at < _LAST_SECTOR]


def _join(table: Sequence[int], at: int, sector: Callable[[int], bytes], most: int | None = None) -> bytes:
    """The sectors of a chain, one behind the other; no chain is longer than the table."""
    pieces: list[bytes] = []
    while at < _LAST_SECTOR and (most is None or len(pieces) < most):
        if len(pieces) > len(table):
            raise CompoundDamaged
        pieces.append(sector(at))
        at = table[at]
    return b"".join(pieces)


def _sector(data: bytes, shift: int, at: int) -> bytes:
    start = (at + 1) << shift
    return data[start : start + (1 << shift)]


def _numbers(sectors: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sectors) // 4}L", sectors[: len(sectors) // 4 * 4])


def _name_of(entry: bytes) -> str:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace").lower()
