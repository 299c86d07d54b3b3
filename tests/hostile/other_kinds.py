"""Files of every other kind that people send, whatever they call them, and old workbooks damaged in many ways."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from kpi_excel.forms.raw import Address
from tests.hostile.building import ODS, pack, parts, xlsx
from tests.hostile.xls import SECTOR, boxed, cell, record, stream_of, xls

_CELLS = {Address(row, 0): float(row) for row in range(9)}
_FLAT = b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"/>'
_DIRECTORY_AT, _FIRST_TABLE = 48, 76


def _patched(data: bytes, at: int, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into("<L", changed, at, value)
    return bytes(changed)


def _in_circles() -> bytes:
    """A directory that comes back to itself."""
    return _patched(xls(_CELLS), SECTOR + 4, 1)


def _cut(share: float) -> bytes:
    data = xls(_CELLS)
    return data[: int(len(data) * share)]


def _office(kind: str, part: str) -> bytes:
    types = f'<Types><Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    return pack({"[Content_Types].xml": types.encode(), part: b"<x/>"})


OTHER_KINDS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "one zero": ("file-only-zeros", lambda: b"\0"),
    "not downloaded yet": ("file-only-zeros", lambda: bytes(200_000)),
    "downloaded in part": ("file-truncated", lambda: xlsx()[:700] + bytes(len(xlsx()) - 700)),
    "a web page in utf-16": ("file-is-html", lambda: "<html><table><tr><td>ก</td></tr></table></html>".encode("utf-16")),
    "a table of a web system": ("file-is-html", lambda: b"\r\n\r\n<meta charset=utf-8><table border=1><tr><td>1</td></tr></table>"),
    "a mail page": ("file-is-html", lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<html/>"),
    "tabs in utf-16": ("file-is-text", lambda: "ก\t1\r\nข\t2\r\n".encode("utf-16")),
    "semicolons": ("file-is-text", lambda: b"a;b;c\r\n1;2;3\r\n"),
    "one line of json": ("file-is-text", lambda: b'{"result": 45.5}'),
    "a formula as text": ("file-is-text", lambda: b"=cmd|' /C calc'!A0"),
    "a batch file": ("file-is-text", lambda: b"@echo off\r\ndel *.*\r\n"),
    "flat ods": ("file-is-xml", lambda: _FLAT),
    "flat xlsx": ("file-is-xml", lambda: b'<?xml version="1.0"?><pkg:package/>'),
    "a pdf after some bytes": ("file-is-pdf", lambda: b"\r\n\r\n%PDF-1.7\n"),
    "a photograph": ("file-is-picture", lambda: b"\xff\xd8\xff\xe0" + bytes(50)),
    "a scan": ("file-is-picture", lambda: b"II*\0" + bytes(50)),
    "docx": ("file-is-document", lambda: _office("wordprocessingml.document", "word/document.xml")),
    "pptx": ("file-is-document", lambda: _office("presentationml.presentation", "ppt/presentation.xml")),
    "odt": ("file-is-document", lambda: pack({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})),
    "odp": ("file-is-document", lambda: pack({"mimetype": b"application/vnd.oasis.opendocument.presentation"})),
    "encrypted ods": ("file-encrypted", lambda: pack({"mimetype": ODS, "META-INF/manifest.xml": b"<manifest:encryption-data/>",
                                                      "content.xml": b"\x01\x02"})),
    "encrypted xlsx": ("file-encrypted", lambda: boxed(b"secret", "EncryptedPackage")),
    "doc": ("file-is-document", lambda: boxed(b"x", "WordDocument")),
    "ppt": ("file-is-document", lambda: boxed(b"x", "PowerPoint Document")),
    "a mail of outlook": ("file-unknown", lambda: boxed(b"x", "__properties_version1.0")),
    "numbers, newer": ("file-is-numbers", lambda: pack({"Index/Document.iwa": b"x", "preview.jpg": b"x"})),
    "rar": ("file-is-archive", lambda: b"Rar!\x1a\x07\0" + bytes(20)),
    "7z": ("file-is-archive", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(20)),
    "gzip": ("file-is-archive", lambda: b"\x1f\x8b\x08" + bytes(20)),
    "an empty zip": ("file-is-archive", lambda: b"PK\x05\x06" + bytes(18)),
    "an office package of nothing": ("file-is-archive", lambda: pack({"[Content_Types].xml": b"<Types/>"})),
    "a workbook without a workbook": ("file-part-missing", lambda: pack(
        {name: data for name, data in parts().items() if name != "xl/workbook.xml"})),
    "elf": ("file-is-program", lambda: b"\x7fELF" + bytes(60)),
    "a program of windows": ("file-is-program", lambda: b"MZ\x90\0\3" + bytes(60)),
    "a shortcut": ("file-unknown", lambda: b"L\0\0\0\x01\x14\x02\0" + bytes(60)),
    "a very old xls": ("file-unknown", lambda: b"\x09\0\4\0\2\0\x10\0" + bytes(40)),
    "lotus": ("file-unknown", lambda: b"\0\0\2\0\6\4\6\0" + bytes(range(32)) * 4),
    "ole: only its first sector": ("file-unknown", lambda: xls(_CELLS)[:SECTOR]),
    "xls: cut short": ("file-damaged", lambda: _cut(0.4)),
    "xls: sectors in circles": ("file-damaged", _in_circles),
    "xls: a table that is not there": ("file-damaged", lambda: _patched(xls(_CELLS), _FIRST_TABLE, 9999)),
    "xls: a directory that is not there": ("file-damaged", lambda: _patched(xls(_CELLS), _DIRECTORY_AT, 9999)),
    "xls: a stream of zeros": ("workbook-without-sheets", lambda: boxed(bytes(5000))),
    "xls: no sheet": ("workbook-without-sheets", lambda: boxed(stream_of({}))),
    "xls: a record that is too short": ("file-damaged", lambda: boxed(stream_of({"S": record(0x0203, b"\0\0")}))),
    "xls: with a password": ("file-encrypted", lambda: boxed(stream_of(
        {"S": cell(Address(0, 0), 1.0)}, first=record(0x002F, b"\1\0\1\0\1\0" + bytes(48))))),
}  # fmt: skip
