"""A zip package unpacked without trusting a word of it: every part once, counted and proven by its checksum."""

from __future__ import annotations

import struct
import unicodedata
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from kpi_excel.core.text import Text
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal

_END = struct.Struct("<4s4H2LH")
_LONG_END = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 65_535
_LONGEST_DIRECTORY = limits.MEGABYTE
_MANY, _IN_EXTRA_FIELD = 0xFFFF, 0xFFFFFFFF
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
    end_at = _find_end(data)
    _, disk, first_disk, _, count, size, offset, _ = _END.unpack_from(data, end_at)
    directory_ends, long_values = _read_long_end(data, end_at)
    if long_values:
        short_values = ((count, _MANY), (size, _IN_EXTRA_FIELD), (offset, _IN_EXTRA_FIELD))
        if any(short not in (long, saturated) for (short, saturated), long in zip(short_values, long_values, strict=True)):
            raise refusal("file-damaged")
        count, size, offset = long_values
    if count > limits.ENTRIES or size > _LONGEST_DIRECTORY:
        raise refusal("zip-too-many-parts", str(count), str(limits.ENTRIES))
    # other programs find the directory by its end: where both ways do not meet, they would open another workbook
    if offset + size != directory_ends or not {disk, first_disk} <= {0, _MANY}:
        raise refusal("file-damaged")
    entries = list(_read_entries(data[offset : offset + size]))
    if len(entries) != count:
        raise refusal("file-damaged")
    return entries, offset


def _find_end(data: bytes) -> int:
    """Where the record at the end of the package starts: the last one, as long as no other fits better."""
    least = max(0, len(data) - _LONGEST_COMMENT - _END.size)
    last = at = data.rfind(b"PK\x05\x06", least)
    if at < 0 or at + _END.size > len(data):
        raise refusal("file-truncated")
    # bytes may be appended on the way, but a record whose comment reaches the very end is what others would take
    while at >= 0 and at + _END.size + _END.unpack_from(data, at)[-1] != len(data):
        at = data.rfind(b"PK\x05\x06", least, at)
    if at not in (-1, last):
        raise refusal("file-damaged")
    return last


def _read_long_end(data: bytes, end_at: int) -> tuple[int, tuple[int, ...]]:
    """Where the directory ends, and its count, size and offset as a zip64 record tells them (none without one)."""
    locator_at = end_at - _LOCATOR.size
    if locator_at < 0 or data[locator_at : locator_at + 4] != b"PK\x06\x07":
        return end_at, ()
    _, _, record_at, _ = _LOCATOR.unpack_from(data, locator_at)
    if data[record_at : record_at + 4] != b"PK\x06\x06" or record_at + _LONG_END.size > locator_at:
        raise refusal("file-damaged")
    *_, count, size, offset = _LONG_END.unpack_from(data, record_at)
    return record_at, (count, size, offset)


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
    """The part's name with forward slashes, which some writers turn round."""
    try:
        name = raw_name.decode("utf-8" if flags & _UTF8_NAME else "cp437").replace("\\", "/").removeprefix("/")
    except UnicodeDecodeError:
        raise refusal("zip-name-unsafe") from None
    if not name or "\0" in name or ":" in name or ".." in name.split("/"):
        raise refusal("zip-name-unsafe", name.replace("\0", "␀"))
    return canonical_name(name)


def canonical_name(name: str) -> str:
    """A part's name as it is looked up: Office ignores case, and one letter may be composed in two ways."""
    return name.casefold() if name.isascii() else unicodedata.normalize("NFC", name.casefold())


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
