"""Files built to be read differently by different programs, or to make a reader fetch, run or follow something."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping

from tests.hostile.building import (
    LINKS,
    MAIN,
    ODS,
    ONE_CELL,
    SHEET,
    Parts,
    pack,
    parts,
    patch_directory,
    related,
    sheet,
    strings,
    with_parts,
    xlsx,
)

_METHOD, _CRC, _PACKED, _NAME_LENGTH = 10, 16, 20, 28
_SHARED = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
_OTHER = sheet(ONE_CELL.replace("ok", "evil"))
_ENTITY = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
_LAUGHS = ("<!DOCTYPE a [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>").encode()


def end_record(count: int, size: int, offset: int, comment: bytes = b"") -> bytes:
    """The record at the end of a zip package."""
    return struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, offset, len(comment)) + comment


def _end_of(data: bytes) -> tuple[bytes, int, int, int]:
    """What stands before the end record, and its count, size and offset."""
    at = data.rindex(b"PK\x05\x06")
    *_, count, size, offset, _ = struct.unpack_from("<4s4H2LH", data, at)
    return data[:at], count, size, offset


def _lying_end(count: int = 0, size: int = 0, offset: int = 0) -> bytes:
    """An end record whose numbers are off by so much."""
    before, *told = _end_of(xlsx())
    return before + end_record(told[0] + count, told[1] + size, told[2] + offset)


def _two_packages() -> bytes:
    """Two packages, one behind the other, with directories of one size: by the offset it is the first, by the end the second."""
    first, second = xlsx(), xlsx(_OTHER.replace("evil", "no"))
    before, count, size, _ = _end_of(second)
    return _end_of(first)[0] + before + end_record(count, size, _end_of(first)[3])


def _record_in_comment() -> bytes:
    """A package in the comment of another, with a byte more than its own comment has."""
    inner, outer = xlsx(), xlsx(_OTHER)
    before, count, size, offset = _end_of(inner)
    comment = before + end_record(count, size, offset) + b"\n"
    return _end_of(outer)[0] + end_record(*_end_of(outer)[1:], comment)


def long_end(data: bytes, count: int, size: int, offset: int) -> bytes:
    """The package with a zip64 record that says this; None of the short record's values is saturated."""
    before, *told = _end_of(data)
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, offset)
    return before + record + struct.pack("<4sLQL", b"PK\x06\x07", 0, len(before), 1) + end_record(*told)


def _lying_long_end() -> bytes:
    first, second = xlsx(), xlsx(_OTHER)
    before, count, size, offset = _end_of(second)
    start = len(_end_of(first)[0])
    return long_end(_end_of(first)[0] + before + end_record(count, size, start + offset), count, size, _end_of(first)[3])


def _other_relations(items: str) -> Parts:
    return parts(sheet(), _OTHER) | {LINKS: items.encode()}


def _two_ids() -> bytes:
    targets = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml"),
               ("rId1", "worksheet", "worksheets/sheet2.xml")]  # fmt: skip
    return pack(_other_relations(related(targets)))


def _two_of(kind: str, **made: str) -> bytes:
    """A workbook that points to two parts of a kind."""
    targets = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("a", kind, f"{kind}.xml"), ("b", kind, "other.xml")]
    content = parts(sheet(_SHARED), **made)
    return pack(content | {"xl/other.xml": content[f"xl/{kind}.xml"].replace(b"ok", b"no"), LINKS: related(targets).encode()})


def _two_workbooks() -> bytes:
    content = parts(sheet(), _OTHER)
    both = related([("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "officeDocument", "xl/other.xml")])
    return pack(content | {"xl/other.xml": content["xl/workbook.xml"], "_rels/.rels": both.encode()})


def _with_doctype(part: str, declared: bytes, encoding: str = "utf-8") -> bytes:
    """A workbook with something before the root of one part."""
    content = parts(shared=strings("<t>a</t>"), styles="<styleSheet/>") | {"docProps/core.xml": b"<cp/>", "xl/drawings/drawing1.xml": b"<d/>"}
    text = content[part]
    declaration, _, root = text.partition(b"?>\n") if text.startswith(b"<?xml") else (b'<?xml version="1.0"', b"", text)
    made = declaration.replace(b"UTF-8", encoding.encode()) + b"?>\n" + declared + root
    return pack(content | {part: made.decode().encode(encoding)})


def _workbook_of_another_ending() -> bytes:
    """A document type in a part whose name does not end in .xml."""
    content = parts()
    book = _ENTITY.replace(b'SYSTEM "file:///etc/passwd"', b'"S9"') + content.pop("xl/workbook.xml").replace(b'"S1"', b'"&e;"')
    links = {"xl/workbook.dat": book, "xl/_rels/workbook.dat.rels": content.pop(LINKS)}
    start = related([("rId1", "officeDocument", "xl/workbook.dat")]).encode()
    return pack(content | links | {"_rels/.rels": start})


def _sheet_at(target: str, mode: str = "") -> Callable[[], bytes]:
    """A workbook whose only sheet is said to lie there."""
    return lambda: pack(parts() | {LINKS: related([("rId1", "worksheet", target)], mode=mode).encode()})


def _named(first: str, second: str) -> Callable[[], bytes]:
    return lambda: pack(parts() | {first: b"<x/>", second: b"<x/>"})


def _prefixed(prefix: bytes) -> Callable[[], bytes]:
    return lambda: prefix + xlsx()


DECEIVING: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "end: a directory that starts later": ("file-damaged", lambda: _lying_end(offset=1)),
    "end: a directory that ends earlier": ("file-damaged", lambda: _lying_end(size=-1)),
    "end: a part more": ("file-damaged", lambda: _lying_end(count=1)),
    "end: a part less": ("file-damaged", lambda: _lying_end(count=-1)),
    "end: far more parts": ("zip-too-many-parts", lambda: _lying_end(count=60_000)),
    "end: beyond the file": ("file-damaged", lambda: _lying_end(offset=1 << 30)),
    "end: two packages in one": ("file-damaged", _two_packages),
    "end: a package in the comment": ("file-damaged", _record_in_comment),
    "end: zip64 says otherwise": ("file-damaged", _lying_long_end),
    "end: zip64 leads nowhere": ("file-damaged", lambda: long_end(xlsx(), 4, 0, 0).replace(b"PK\x06\x06", b"PK\x06\x09")),
    "end: many disks": ("file-damaged", lambda: xlsx()[:-18] + b"\3\0" + xlsx()[-16:]),
    "entry: zip64 sizes that are missing": ("file-damaged", lambda: patch_directory(xlsx(), _PACKED, "<L", 0xFFFFFFFF)),
    "entry: wrong checksum": ("file-damaged", lambda: patch_directory(xlsx(), _CRC, "<L", 1)),
    "entry: no name": ("zip-name-unsafe", lambda: patch_directory(xlsx(), _NAME_LENGTH, "<H", 0)),
    "entry: name in no encoding": ("zip-name-unsafe", lambda: pack(parts() | {"xl/ก.xml": b"x"}).replace("ก".encode(), b"\xff\xfe\xfd")),
    "entry: a NUL in the name": ("zip-name-unsafe", lambda: pack(parts() | {"xl/Z.xml": b"x"}).replace(b"xl/Z", b"xl/\0")),
    "entry: another name in its own header": ("file-damaged", lambda: pack(parts() | {"xl/Z.xml": b"x"}).replace(b"xl/Z", b"xl/Y", 1)),
    "entry: stored, but said to be packed": ("file-damaged", lambda: patch_directory(
        pack(parts(), zipfile.ZIP_STORED), _METHOD, "<H", 8)),
    "twice: other case": ("zip-part-twice", _named("xl/media/A.png", "xl/media/a.png")),
    "twice: backslash": ("zip-part-twice", _named("xl/media/a.png", "xl\\media\\a.png")),
    "twice: leading slash": ("zip-part-twice", _named("xl/media/a.png", "/xl/media/a.png")),
    "twice: composed and decomposed": ("zip-part-twice", _named("xl/media/é.png", "xl/media/e\u0301.png")),
    "before it: a program": ("file-is-program", _prefixed(b"MZ\x90\0" + bytes(60))),
    "before it: a web page": ("file-unknown", _prefixed(b"<html></html>\n")),
    "before it: a document": ("file-is-pdf", _prefixed(b"%PDF-1.4\n")),
    "before it: another package": ("file-damaged", lambda: pack({"a.txt": b"x"}) + xlsx()),
    "inside it: a workbook": ("file-is-archive", lambda: pack({"one.zip": pack({"two.xlsx": xlsx()})})),
    **{f"doctype in {part}": ("xml-has-doctype", lambda part=part: _with_doctype(part, _ENTITY)) for part in (  # type: ignore[misc]
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", LINKS, SHEET, "xl/sharedStrings.xml", "xl/styles.xml",
        "docProps/core.xml", "xl/drawings/drawing1.xml")},
    "doctype in utf-16 relations": ("xml-has-doctype", lambda: _with_doctype(LINKS, _ENTITY, "utf-16")),
    "doctype in utf-16 without a mark": ("xml-has-doctype", lambda: _with_doctype("xl/styles.xml", _ENTITY, "utf-16-le")),
    "doctype under another ending": ("xml-has-doctype", _workbook_of_another_ending),
    "a billion laughs": ("xml-has-doctype", lambda: _with_doctype(SHEET, _LAUGHS)),
    "a billion laughs in an .ods": ("xml-has-doctype", lambda: pack({"mimetype": ODS, "content.xml": _LAUGHS + b"<a>&a9;</a>"})),
    "an entity nobody declared": ("file-damaged", lambda: xlsx(sheet(ONE_CELL.replace("ok", "&evil;")))),
    "a reference to no character": ("file-damaged", lambda: xlsx(sheet(ONE_CELL.replace("ok", "&#0;")))),
    "half a character": ("file-damaged", lambda: xlsx(sheet(ONE_CELL.replace("ok", "&#xD800;")))),
    "an unknown namespace": ("file-damaged", lambda: xlsx(sheet(namespace="urn:x"))),
    "utf-7": ("xml-encoding-unknown", lambda: with_parts({SHEET: sheet().replace("UTF-8", "utf-7").encode()})),
    "an encoding that is none": ("xml-encoding-unknown", lambda: xlsx(sheet().replace("UTF-8", "x" * 40))),
    "relation: one id twice": ("file-damaged", _two_ids),
    "relation: two tables of strings": ("file-damaged", lambda: _two_of("sharedStrings", shared=strings("<t>ok</t>"))),
    "relation: two styles": ("file-damaged", lambda: _two_of("styles", styles="<styleSheet/>", shared=strings("<t>ok</t>"))),
    "relation: two workbooks": ("file-damaged", _two_workbooks),
    "relation: to nowhere": ("file-part-missing", _sheet_at("worksheets/sheet9.xml")),
    "relation: out of the package": ("file-part-missing", _sheet_at("../../../etc/passwd")),
    "relation: to the workbook itself": ("file-damaged", _sheet_at("workbook.xml")),
    "relation: to a folder of ours": ("part-outside-file", _sheet_at("file:///work/registry.xlsx", ' TargetMode="External"')),
    "relation: to a share": ("part-outside-file", _sheet_at("\\\\10.0.0.1\\c$\\x.xlsx", ' TargetMode="External"')),
    "relation: a workbook elsewhere": ("part-outside-file", lambda: pack(parts() | {"_rels/.rels": related(
        [("rId1", "officeDocument", "http://127.0.0.1:9/x.xml")], mode=' TargetMode="External"').encode()})),
    "relation: none for the sheet": ("file-part-missing", lambda: pack(parts() | {LINKS: related([]).encode()})),
    "a workbook of nothing but charts": ("workbook-without-sheets", lambda: pack(parts() | {
        LINKS: related([("rId1", "chartsheet", "chartsheets/sheet1.xml")]).encode()})),
    "a part of another root": ("file-damaged", lambda: pack(parts() | {SHEET: f'<sst xmlns="{MAIN}"/>'.encode()})),
}  # fmt: skip
