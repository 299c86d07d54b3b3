"""What the bytes of a file are, by its content and never by its extension."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PROLOG = 4096
"""Bytes in which a text file shows what it is."""


class Kind(StrEnum):
    """What a file is; the first four can be read."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    ODS = "ods"
    XLS = "xls"
    ZIP = "zip"
    """Some package: `sniff_package` tells which."""
    EMPTY = "empty"
    ZEROS = "zeros"
    ENCRYPTED = "encrypted"
    XLSB = "xlsb"
    NUMBERS = "numbers"
    HTML = "html"
    XML = "xml"
    TEXT = "text"
    PDF = "pdf"
    DOCUMENT = "document"
    PICTURE = "picture"
    ARCHIVE = "archive"
    PROGRAM = "program"
    UNKNOWN = "unknown"


_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (_ZIP, Kind.ZIP),
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG", Kind.PICTURE), (b"\xff\xd8\xff", Kind.PICTURE), (b"GIF8", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE), (b"MM\0*", Kind.PICTURE),
    (b"{\\rtf", Kind.DOCUMENT),
    (b"Rar!", Kind.ARCHIVE), (b"7z\xbc\xaf", Kind.ARCHIVE), (b"\x1f\x8b", Kind.ARCHIVE), (b"PK\x05\x06", Kind.ARCHIVE),
    (b"MZ\x90\0", Kind.PROGRAM), (b"\x7fELF", Kind.PROGRAM),
)  # fmt: skip

_OLE_STREAMS: tuple[tuple[str, Kind], ...] = (
    ("EncryptedPackage", Kind.ENCRYPTED),
    ("Workbook", Kind.XLS), ("Book", Kind.XLS),
    ("WordDocument", Kind.DOCUMENT), ("PowerPoint Document", Kind.DOCUMENT),
)  # fmt: skip
"""Names in an OLE directory, the telling ones first."""

_MAIN_TYPES: tuple[tuple[bytes, Kind], ...] = (
    (b"ms-excel.sheet.binary.macroenabled.main", Kind.XLSB),
    (b"ms-excel.sheet.macroenabled.main+xml", Kind.XLSM),
    (b"ms-excel.template.macroenabled.main+xml", Kind.XLSM),
    (b"ms-excel.addin.macroenabled.main+xml", Kind.XLSM),
    (b"spreadsheetml.sheet.main+xml", Kind.XLSX),
    (b"spreadsheetml.template.main+xml", Kind.XLSX),
    (b"wordprocessingml.", Kind.DOCUMENT), (b"presentationml.", Kind.DOCUMENT),
)  # fmt: skip
"""Content types of an Office package's main part, in lower case."""


def sniff(data: bytes) -> Kind:
    """What `data` is by its leading bytes; a zip package needs `sniff_package` next."""
    if not data:
        return Kind.EMPTY
    if not data.strip(b"\0"):
        return Kind.ZEROS
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1") or data[8:12] == b"WEBP":
        return Kind.PICTURE
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    return _sniff_text(data)


def sniff_package(parts: Mapping[str, bytes]) -> Kind:
    """What a zip package is by its parts (names in lower case)."""
    mimetype = parts.get("mimetype", b"")
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
            return Kind.ENCRYPTED
        return Kind.ODS if b".spreadsheet" in mimetype else Kind.DOCUMENT
    # a UTF-16 part shows the same words once its zero bytes are gone
    types = parts.get("[content_types].xml", b"").replace(b"\0", b"").lower()
    for marker, kind in _MAIN_TYPES:
        # SheetJS names the type of binary workbooks in every package, as what a part ending in .bin would be
        if marker in types and not (kind is Kind.XLSB and "xl/workbook.xml" in parts):
            return kind
    if "xl/workbook.xml" in parts:
        return Kind.XLSX
    if "xl/workbook.bin" in parts:
        return Kind.XLSB
    if any(name.endswith(".iwa") or name == "index.zip" for name in parts):
        return Kind.NUMBERS
    return Kind.ARCHIVE


def _sniff_ole(data: bytes) -> Kind:
    for name, kind in _OLE_STREAMS:
        if (name + "\0").encode("utf-16-le") in data:
            return kind
    return Kind.UNKNOWN


def _sniff_text(data: bytes) -> Kind:
    head = data[:_PROLOG]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        plain = head.decode("utf-16", errors="replace").encode()
    else:
        plain = head.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in plain:
        return Kind.UNKNOWN
    low = plain.lstrip().lower()
    if low.startswith(b"mime-version:") or b"<html" in low or b"<table" in low or b"<!doctype html" in low:
        return Kind.HTML
    if low.startswith((b"<?xml", b"<office:document")):
        return Kind.XML
    controls = sum(byte < 32 and byte not in b"\t\r\n\f\x1a\x1b" for byte in plain)
    return Kind.UNKNOWN if controls else Kind.TEXT
