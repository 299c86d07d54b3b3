"""A zip package unpacked without trusting a word of it: every part once, counted and proven by its checksum."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from kpi_excel.core.text import Text
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal

_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 65_535
_LONGEST_DIRECTORY = limits.MEGABYTE
_IN_EXTRA_FIELD = 0xFFFFFFFF
_ENCRYPTED = 0x41
_UTF8_NAME = 0x800
_STORED, _DEFLATED = 0, 8


class _Entry(NamedTuple):
    name: str
    raw_name: bytes
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def unpack(data: bytes) -> dict[str, bytes]:
    """All parts of a zip package by name, in lower case and with forward slashes.

    Raises:
        Refusal: the package is truncated, damaged, encrypted, larger than the limits, or built to deceive.
    """
    entries, directory_at = _read_directory(data)
    _check_sizes_are_bounded(entries)
    parts: dict[str, bytes] = {}
    free_from = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < free_from:
            raise refusal("zip-parts-overlap", entry.name)
        start = _find_content(data, entry)
        free_from = start + entry.packed
        if free_from > directory_at:
            raise refusal("zip-parts-overlap", entry.name)
        if entry.name in parts:
            raise refusal("zip-part-twice", entry.name)
        parts[entry.name] = _inflate(data, entry, start)
    return parts


def _read_directory(data: bytes) -> tuple[list[_Entry], int]:
    """The entries, and where the directory starts."""
    end_at = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_COMMENT - _END.size))
    if end_at < 0 or end_at + _END.size > len(data):
        raise refusal("file-truncated")
    _, _, _, _, count, size, offset, _ = _END.unpack_from(data, end_at)
    if count > limits.ENTRIES or size > _LONGEST_DIRECTORY:
        raise refusal("zip-too-many-parts", str(count), str(limits.ENTRIES))
    if offset + size > end_at:
        raise refusal("file-damaged")
    entries = list(_read_entries(data[offset : offset + size]))
    if len(entries) != count:
        raise refusal("file-damaged")
    return entries, offset


def _read_entries(directory: bytes) -> Iterator[_Entry]:
    at = 0
    while at < len(directory):
        if directory[at : at + 4] != b"PK\x01\x02" or at + _CENTRAL.size > len(directory):
            raise refusal("file-damaged")
        (_, _, _, flags, method, _, _, crc, packed, size, name_length, extra_length, comment_length, _, _, _,
         offset) = _CENTRAL.unpack_from(directory, at)  # fmt: skip
        name_at = at + _CENTRAL.size
        extra_at = name_at + name_length
        raw_name = directory[name_at:extra_at]
        name = _check_name_is_safe(raw_name, flags)
        if flags & _ENCRYPTED:
            raise refusal("file-encrypted")
        if method not in (_STORED, _DEFLATED):
            raise refusal("zip-method-unknown", name)
        if _IN_EXTRA_FIELD in (packed, size, offset):
            extra = directory[extra_at : extra_at + extra_length]
            size, packed, offset = _read_long_sizes(extra, size, packed, offset)
        yield _Entry(name, raw_name, method, crc, packed, size, offset)
        at = extra_at + extra_length + comment_length


def _read_long_sizes(extra: bytes, *values: int) -> list[int]:
    """`values` with those that are kept in the zip64 field replaced by what stands there."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1 and length // 8 >= values.count(_IN_EXTRA_FIELD) and at + 4 + length <= len(extra):
            long_values = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            return [next(long_values) if value == _IN_EXTRA_FIELD else value for value in values]
        at += 4 + length
    raise refusal("file-damaged")


def _check_name_is_safe(raw_name: bytes, flags: int) -> str:
    """The part's name as it is looked up: Office ignores case, and some writers use backslashes."""
    try:
        name = raw_name.decode("utf-8" if flags & _UTF8_NAME else "cp437").replace("\\", "/").removeprefix("/")
    except UnicodeDecodeError:
        raise refusal("zip-name-unsafe") from None
    if not name or "\0" in name or ":" in name or ".." in name.split("/"):
        raise refusal("zip-name-unsafe", name.replace("\0", "␀"))
    return name.casefold()


def _check_sizes_are_bounded(entries: list[_Entry]) -> None:
    for entry in entries:
        if entry.size > limits.PART_BYTES:
            raise refusal("zip-part-too-large", entry.name, _megabytes(limits.PART_BYTES))
        if entry.size > limits.MEGABYTE and entry.size > limits.RATIO * entry.packed:
            raise refusal("zip-bomb", entry.name)
    total = sum(entry.size for entry in entries)
    if total > limits.TOTAL_BYTES:
        raise refusal("zip-too-large", _megabytes(total), _megabytes(limits.TOTAL_BYTES))


def _find_content(data: bytes, entry: _Entry) -> int:
    """Where the packed bytes of an entry start; its own header must tell the same name as the directory."""
    if entry.offset + _LOCAL.size > len(data):
        raise refusal("file-damaged", entry.name)
    signature, *_, name_length, extra_length = _LOCAL.unpack_from(data, entry.offset)
    name_at = entry.offset + _LOCAL.size
    if signature != b"PK\x03\x04" or data[name_at : name_at + name_length] != entry.raw_name:
        raise refusal("file-damaged", entry.name)
    return int(name_at + name_length + extra_length)


def _inflate(data: bytes, entry: _Entry, start: int) -> bytes:
    packed = data[start : start + entry.packed]
    if entry.method == _STORED:
        content = packed
    else:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            # one byte more than promised is enough to see a lie, and never more than the limit is inflated
            content = inflater.decompress(packed, entry.size + 1)
        except zlib.error:
            raise refusal("file-damaged", entry.name) from None
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise refusal("file-damaged", entry.name)
    return content


def _megabytes(count: int) -> Text:
    figure = f"{count / limits.MEGABYTE:,.0f}"
    return Text(f"{figure} เมกะไบต์", f"{figure} MB")
