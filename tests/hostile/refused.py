"""Files that are refused: what each is, the code it is refused with, and how it is made. Made when asked: some are large."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping

from tests.hostile.building import (
    LINKS,
    MAIN,
    ODS,
    SHEET,
    ods,
    pack,
    parts,
    patch_directory,
    related,
    sheet,
    stored,
    strings,
    with_parts,
    xlsx,
)

_FLAGS, _METHOD, _SIZE, _OFFSET = 8, 10, 24, 42
"""Where fields of a central directory entry stand."""


def _twice(name: str, other: str) -> bytes:
    content = parts()
    data = content.pop(name)
    first, second = pack(content | {name: data, "x" * len(other): b"<x/>"}), other.encode()
    return first.replace(b"x" * len(other), second)


def _overlapping() -> bytes:
    data = pack(parts(), zipfile.ZIP_STORED)
    return patch_directory(data, _OFFSET, "<L", 0, entry=1)


def _truncated() -> bytes:
    data = xlsx()
    return data[: len(data) * 2 // 3]


def _wrong_checksum() -> bytes:
    return pack(parts(), zipfile.ZIP_STORED).replace(b"<t>ok</t>", b"<t>no</t>")


def _bomb() -> bytes:
    return with_parts({"xl/media/big.bin": bytes(3_000_000)})


def _outside() -> bytes:
    mode = ' TargetMode="External"'
    targets = [("rId1", "worksheet", "http://127.0.0.1:9/sheet.xml")]
    return pack(parts() | {LINKS: related(targets, mode=mode).encode()})


def _nested(depth: int) -> str:
    return "<a>" * depth + "</a>" * depth


def _names(count: int) -> str:
    return "<definedNames>" + '<definedName name="n">1</definedName>' * count + "</definedNames>"


def _merges(span: str, count: int = 1) -> str:
    return "<mergeCells>" + f'<mergeCell ref="{span}"/>' * count + "</mergeCells>"


def _doctype(encoding: str = "utf-8") -> bytes:
    text = sheet().replace("?>\n", '?>\n<!DOCTYPE x [<!ENTITY a "b">]>').replace("UTF-8", encoding)
    return with_parts({SHEET: text.encode(encoding)})


def _repeated_text() -> bytes:
    rows = "".join(f'<c r="{column}{row}" t="s"><v>0</v></c>' for row in range(1, 201) for column in "ABCDEFGHIJ")
    return xlsx(sheet(f'<row r="1">{rows}</row>'), shared=strings(f"<t>{'ก' * 30_000}</t>"))


REFUSED: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "nothing": ("file-empty", lambda: b""),
    "only zeros": ("file-only-zeros", lambda: bytes(5000)),
    "larger than an attachment": ("file-too-large", lambda: b"PK\x03\x04" + bytes(25 * 1024 * 1024)),
    "password, package": ("file-encrypted", lambda: _ole("EncryptedPackage", "EncryptionInfo")),
    "password, zip flag": ("file-encrypted", lambda: patch_directory(xlsx(), _FLAGS, "<H", 1)),
    "password, ods": ("file-encrypted", lambda: pack({
        "mimetype": ODS, "META-INF/manifest.xml": b"<m:encryption-data/>"})),
    "html": ("file-is-html", lambda: b"\xef\xbb\xbf <html><table><tr><td>1</td></tr></table></html>"),
    "html page as xls": ("file-is-html", lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"),
    "csv in utf-8": ("file-is-text", lambda: "รหัส,ผล\nK1,45.5\n".encode()),
    "csv in tis-620": ("file-is-text", lambda: "รหัส,ผล\nK1,45.5\n".encode("cp874")),
    "text in utf-16": ("file-is-text", lambda: "รหัส\tผล\nK1\t45.5\n".encode("utf-16")),
    "xml of 2003": ("file-is-xml", lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'),
    "pdf": ("file-is-pdf", lambda: b"%PDF-1.7\n%\xe2\xe3"),
    "picture": ("file-is-picture", lambda: b"\x89PNG\r\n\x1a\n" + bytes(40)),
    "photograph": ("file-is-picture", lambda: b"\0\0\0\x18ftypheic" + bytes(40)),
    "rich text": ("file-is-document", lambda: b"{\\rtf1 hello}"),
    "word": ("file-is-document", lambda: pack({"[Content_Types].xml": b"<x wordprocessingml.document.main+xml/>"})),
    "word of 2003": ("file-is-document", lambda: _ole("WordDocument")),
    "numbers": ("file-is-numbers", lambda: pack({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"})),
    "xlsb": ("file-is-binary-workbook", lambda: pack({"xl/workbook.bin": b"x"})),
    "archive": ("file-is-archive", lambda: pack({"form.xlsx": xlsx()})),
    "program": ("file-is-program", lambda: b"MZ\x90\0" + bytes(60)),
    "noise": ("file-unknown", lambda: bytes(range(256)) * 8),
    "other ole": ("file-unknown", lambda: _ole("Something")),
    "truncated": ("file-truncated", _truncated),
    "only a zip's first bytes": ("file-truncated", lambda: b"PK\x03\x04\x14"),
    "wrong checksum": ("file-damaged", _wrong_checksum),
    "a size that lies": ("file-damaged", lambda: patch_directory(xlsx(), _SIZE, "<L", 5)),
    "damaged stream": ("file-damaged", lambda: xlsx().replace(b"\xcb", b"\xcc")),
    "xml cut short": ("file-damaged", lambda: xlsx(sheet()[:-20])),
    "xml of another kind": ("file-damaged", lambda: xlsx(f'<chartsheet xmlns="{MAIN}"/>')),
    "bytes that are no text": ("file-damaged", lambda: with_parts({SHEET: b"<worksheet>\xff\xfe\xfa"})),
    "xls without content": ("file-damaged", lambda: _ole("Workbook")),
    "shared string that is not there": ("file-damaged", lambda: xlsx(sheet('<row><c t="s"><v>3</v></c></row>'))),
    "shared string before the first": ("file-damaged", lambda: xlsx(
        sheet('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'), shared=strings("<t>a</t>"))),
    "one part as two sheets": ("file-damaged", lambda: pack(parts(sheet(), sheet()) | {LINKS: related(
        [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet1.xml")]).encode()})),
    "too many parts": ("zip-too-many-parts", lambda: pack(parts() | {f"xl/media/{n}.png": b"" for n in range(1000)})),
    "part too large": ("zip-part-too-large", lambda: patch_directory(xlsx(), _SIZE, "<L", 65 * 1024 * 1024)),
    "all parts too large": ("zip-too-large", lambda: pack(
        parts() | {f"xl/media/{n}": bytes(range(256)) * 4090 for n in range(101)}, zipfile.ZIP_DEFLATED)),
    "bomb": ("zip-bomb", _bomb),
    "part twice": ("zip-part-twice", lambda: _twice(SHEET, SHEET)),
    "part twice in other case": ("zip-part-twice", lambda: _twice(SHEET, SHEET.replace("sheet1", "Sheet1"))),
    "overlapping parts": ("zip-parts-overlap", _overlapping),
    "name that climbs": ("zip-name-unsafe", lambda: pack(parts() | {"../../etc/passwd": b"x"})),
    "name with a drive": ("zip-name-unsafe", lambda: pack(parts() | {"C:\\autoexec.bat": b"x"})),
    "unknown method": ("zip-method-unknown", lambda: patch_directory(xlsx(), _METHOD, "<H", 12)),
    "document type": ("xml-has-doctype", _doctype),
    "document type in utf-16": ("xml-has-doctype", lambda: _doctype("utf-16")),
    "document type in an unread part": ("xml-has-doctype", lambda: with_parts(
        {"customXml/item1.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'})),
    "unknown encoding": ("xml-encoding-unknown", lambda: xlsx(sheet().replace("UTF-8", "cp037"))),
    "nested too deeply": ("xml-too-deep", lambda: xlsx(sheet(after="<!-- -->" + _nested(99)))),
    "styles nested too deeply": ("xml-too-deep", lambda: xlsx(styles=_nested(99))),
    "too many attributes": ("xml-too-deep", lambda: xlsx(
        sheet('<row><c ' + " ".join(f'a{n}="1"' for n in range(300)) + "/></row>"))),
    "too many elements": ("xml-too-many-elements", lambda: stored(styles=f"<a>{'<b/>' * 1_000_001}</a>")),
    "sheet outside the file": ("part-outside-file", _outside),
    "sheet that is not there": ("file-part-missing", lambda: pack(
        {name: data for name, data in parts().items() if "sheet1" not in name})),
    "no sheets": ("workbook-without-sheets", lambda: pack(
        parts() | {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'.encode()})),
    "no tables": ("workbook-without-sheets", lambda: ods("", element="table:shapes")),
    "cell twice": ("cell-twice", lambda: xlsx(sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'))),
    "column beyond the last": ("cell-outside-sheet", lambda: xlsx(sheet('<row r="1"><c r="XFE1"><v>1</v></c></row>'))),
    "row beyond the last": ("cell-outside-sheet", lambda: xlsx(sheet('<row><c r="A1048577"><v>1</v></c></row>'))),
    "row zero": ("cell-outside-sheet", lambda: xlsx(sheet('<row><c r="A0"><v>1</v></c></row>'))),
    "too many cells": ("too-many-cells", lambda: stored(sheet(f"<row>{'<c><v>1</v></c>' * 500_001}</row>"))),
    "too many repeated cells": ("too-many-cells", lambda: ods(
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000"'
        ' office:value-type="float" office:value="1"/></table:table-row>')),
    "too many sheets": ("too-many-sheets", lambda: xlsx(*[sheet()] * 257)),
    "too many strings": ("too-many-strings", lambda: stored(shared=f'<sst xmlns="{MAIN}">{"<si/>" * 1_000_001}</sst>')),
    "too many formats": ("too-many-formats", lambda: xlsx(
        styles=f"<styleSheet><cellXfs>{'<xf/>' * 65_537}</cellXfs></styleSheet>")),
    "too many names": ("too-many-names", lambda: xlsx(workbook=_names(20_001))),
    "too many merges": ("too-many-merges", lambda: xlsx(sheet(after=_merges("A1:B1", 20_001)))),
    "whole sheet merged": ("too-many-merges", lambda: xlsx(sheet(after=_merges("A1:XFD1048576")))),
    "too many rules": ("too-many-rules", lambda: xlsx(
        sheet(after=f"<dataValidations>{'<dataValidation />' * 10_001}</dataValidations>"))),
    "text too long": ("cell-text-too-long", lambda: xlsx(shared=strings(f"<t>{'ก' * 131_069}</t>"))),
    "one text in every cell": ("text-total-too-large", _repeated_text),
}  # fmt: skip
"""What it is → the code it is refused with, and how to build it."""


def _ole(*streams: str) -> bytes:
    """The beginning of an OLE file and the names in its directory."""
    names = b"".join((name + "\0").encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + names
