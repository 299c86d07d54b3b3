"""Odd and dangerous-looking workbooks that are read all the same: what is noted, and every cell that must be seen.

Nothing in them is run, opened, fetched or passed on.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable, Mapping
from typing import NamedTuple

from kpi_excel.forms.raw import Address
from tests.hostile.building import (
    LINKS,
    ONE_CELL,
    RELATIONS,
    SHEET,
    STRICT,
    STRICT_RELATIONS,
    ods,
    pack,
    parts,
    related,
    sheet,
    stored,
    strings,
    with_parts,
    xlsx,
)
from tests.hostile.deceiving import long_end
from tests.hostile.xls import boxed, cell, formula, record, stream_of, xls

Cells = dict[str, str | float | bool]


class Readable(NamedTuple):
    """How it is made, what its first sheet holds, and the codes that are noted."""

    make: Callable[[], bytes]
    cells: Cells = {"A1": "ok"}  # noqa: RUF012
    notes: tuple[str, ...] = ()


def _rows(*cells: str) -> str:
    return sheet("<row>" + "".join(cells) + "</row>")


def _beside(part: str, **more: bytes) -> Callable[[], bytes]:
    return lambda: pack(parts() | {part: b"<x/>"} | more)


def _case_mismatch() -> bytes:
    return pack({name.replace("sheet1.xml", "Sheet1.XML") if "worksheets" in name else name: data for name, data in parts().items()})


def _macro_workbook() -> bytes:
    content = parts() | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"}
    types = content["[Content_Types].xml"].replace(b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                                   b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")  # fmt: skip
    return pack(content | {"[Content_Types].xml": types})


def _macro_sheet() -> bytes:
    """A sheet of Excel 4 macros beside the worksheet."""
    content = parts(sheet(), sheet(ONE_CELL.replace("ok", "=EXEC(&quot;calc&quot;)")))
    targets = [("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "xlMacrosheet", "macrosheets/sheet1.xml")]
    content["xl/macrosheets/sheet1.xml"] = content.pop("xl/worksheets/sheet2.xml")
    return pack(content | {LINKS: related(targets).encode()})


def _links() -> bytes:
    link = '<hyperlinks><hyperlink ref="A1" r:id="rId9" xmlns:r="' + RELATIONS + '"/></hyperlinks>'
    targets = related([("rId9", "hyperlink", "http://127.0.0.1:9/?stolen")], mode=' TargetMode="External"')
    return pack(parts(sheet(after=link)) | {"xl/worksheets/_rels/sheet1.xml.rels": targets.encode()})


def _xls_results() -> bytes:
    cells = [formula(Address(row, 0), result) for row, result in enumerate(
        (struct.pack("<d", 2.5), b"\2\0\x07\0\0\0\xff\xff", b"\2\0\x2a\0\0\0\xff\xff", b"\3\0\0\0\0\0\xff\xff", b"\1\0\1\0\0\0\xff\xff"))]  # fmt: skip
    return boxed(stream_of({"S1": b"".join(cells) + cell(Address(5, 0), b"\x17")}))


READABLE: Mapping[str, Readable] = {
    "stored": Readable(lambda: pack(parts(), zipfile.ZIP_STORED)),
    "bytes behind the end": Readable(lambda: xlsx() + b"\r\n" + bytes(50)),
    "zip64 that agrees": Readable(lambda: long_end(xlsx(), *_told(xlsx()))),
    "case of the parts": Readable(_case_mismatch),
    "backslashes": Readable(lambda: pack({name.replace("/", "\\"): data for name, data in parts().items()})),
    "decomposed names": Readable(lambda: pack({name.replace("sheet1", "she\u0301et"): data.replace(b"sheet1", "shéet".encode())
                                               for name, data in parts().items()})),
    "strict": Readable(lambda: pack(parts(sheet(namespace=STRICT), namespace=STRICT, relations=STRICT_RELATIONS)),
                       notes=("strict-open-xml",)),
    "prefixes": Readable(lambda: xlsx(sheet().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x="))),
    "a comment between the cells": Readable(lambda: xlsx(_rows('<c r="A1"><v>1</v></c><!-- <c r="A1"><v>2</v></c> -->')), {"A1": 1.0}),
    "a lie about the size": Readable(lambda: xlsx(sheet().replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>'))),
    "a dimension of one cell": Readable(
        lambda: xlsx(_rows('<c r="A1"><v>1</v></c>', '<c r="C9"><v>2</v></c>').replace("<sheetData>", '<dimension ref="A1"/><sheetData>')),
        {"A1": 1.0, "C9": 2.0}),
    "a lie about the strings": Readable(lambda: xlsx(
        sheet('<row><c r="A1" t="s"><v>0</v></c></row>'),
        shared=strings("<t>ok</t>").replace("<sst ", '<sst count="4294967295" uniqueCount="4294967295" '))),
    "the same, in an unusual shape": Readable(lambda: xlsx(
        sheet('<!-- --><row><c r="A1" t="s"><v>0</v></c></row>'),
        shared=strings("<t>ok</t>").replace("<sst ", '<sst count="4294967295" uniqueCount="4294967295" '))),
    "a far cell": Readable(lambda: xlsx(_rows('<c r="A1"><v>1</v></c>', '<c r="XFD1048576"><v>2</v></c>')), {"A1": 1.0, "XFD1048576": 2.0}),
    "a far cell in an unusual shape": Readable(lambda: xlsx(_rows("<!-- -->", '<c r="A1"><v>1</v></c>', '<c r="XFD1048576"><v>2</v></c>')),
                                               {"A1": 1.0, "XFD1048576": 2.0}),
    "unusual sheets that reach far": Readable(lambda: xlsx(*[_rows("<!-- -->", '<c r="A1048576"><v>1</v></c>')] * 60), {"A1048576": 1.0}),
    "rows out of order": Readable(lambda: xlsx(sheet(
        '<row r="9"><c r="A9"><v>9</v></c></row><row r="1"><c r="B1"><v>2</v></c><c r="A1"><v>1</v></c></row>')),
        {"A9": 9.0, "A1": 1.0, "B1": 2.0}),
    "no references": Readable(lambda: xlsx(sheet("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row>")),
                              {"A1": 1.0, "C1": 3.0, "A2": 4.0}),
    "error cells": Readable(lambda: xlsx(_rows(*(f'<c t="e"><v>{text}</v></c>' for text in ("#N/A", "#DIV/0!", "#REF!")))),
                            {"A1": "#N/A", "B1": "#DIV/0!", "C1": "#REF!"}),
    "formulas nobody computed": Readable(lambda: xlsx(_rows("<c><f>1+1</f></c>", '<c t="str"><f>""</f></c>')), {"A1": "", "B1": ""}),
    "brackets in a number format": Readable(lambda: stored(styles=(
        f'<styleSheet><numFmts><numFmt numFmtId="200" formatCode="{"[" * 300_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'))),
    "hidden": Readable(lambda: pack(parts() | {"xl/workbook.xml": parts()["xl/workbook.xml"].replace(
        b'name="S1"', b'name="S1" state="veryHidden"')})),
    "a sheet name without end": Readable(lambda: pack(parts() | {"xl/workbook.xml": parts()["xl/workbook.xml"].replace(
        b'"S1"', b'"' + b"S" * 90_000 + b'"')})),
    "two sheets of one name": Readable(lambda: pack(parts(sheet(), sheet()) | {
        "xl/workbook.xml": parts(sheet(), sheet())["xl/workbook.xml"].replace(b'"S2"', b'"S1"')})),
    "macros": Readable(_macro_workbook, notes=("macros-present",)),
    "a macro sheet of Excel 4": Readable(_macro_sheet, notes=("macros-present",)),
    "links to elsewhere": Readable(_links),
    "a workbook linked to": Readable(_beside("xl/externalLinks/externalLink1.xml"), notes=("external-links-present",)),
    "data connections": Readable(_beside("xl/connections.xml"), notes=("data-connections-present",)),
    "buttons": Readable(_beside("xl/activeX/activeX1.xml", **{"xl/activeX/activeX1.bin": b"x"}), notes=("embedded-objects-present",)),
    "objects": Readable(_beside("xl/embeddings/oleObject1.bin"), notes=("embedded-objects-present",)),
    "formulas that would run or fetch": Readable(lambda: xlsx(_rows(
        "<c r='A1' t='str'><f>cmd|' /C calc'!A0</f><v>ok</v></c>", "<c r='B1' t='str'><f>WEBSERVICE(\"http://127.0.0.1:9\")</f><v>x</v></c>")),
        {"A1": "ok", "B1": "x"}),
    "escapes": Readable(lambda: xlsx(_rows('<c t="inlineStr"><is><t>_x0041__x005F_x0042_</t></is></c>')), {"A1": "A_x0042_"}),
    "utf-16": Readable(lambda: with_parts({SHEET: sheet().replace("UTF-8", "UTF-16").encode("utf-16")})),
    "properties that are broken": Readable(lambda: with_parts({"docProps/core.xml": b"<broken"})),
    "ods": Readable(lambda: ods('<table:table-row><table:table-cell><text:p>ok</text:p></table:table-cell></table:table-row>'),
                    notes=("reduced-checks",)),
    "ods: blank rows to the end": Readable(lambda: ods(
        '<table:table-row><table:table-cell><text:p>ok</text:p></table:table-cell></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'),
        notes=("reduced-checks",)),
    "xls": Readable(lambda: xls({Address(0, 0): "ok", Address(1, 0): 45.5, Address(2, 0): True}), {"A1": "ok", "A2": 45.5, "A3": True},
                    ("reduced-checks",)),
    "xls: what formulas gave": Readable(_xls_results, {"A1": 2.5, "A2": "#DIV/0!", "A3": "#N/A", "A4": "", "A5": True, "A6": "#REF!"},
                                        ("reduced-checks",)),
    "xls: unknown records": Readable(lambda: boxed(stream_of({"S1": record(0x7777, bytes(99)) + cell(Address(0, 0), "ok")})),
                                     notes=("reduced-checks",)),
    "xls: a chart in the sheet": Readable(lambda: boxed(stream_of({"S1": record(0x0809, bytes(16)) + cell(Address(0, 0), 9.0) + record(0x000A)
                                                                   + cell(Address(0, 0), b"\x2a")})), {"A1": "#N/A"}, ("reduced-checks",)),
}  # fmt: skip


def _told(data: bytes) -> tuple[int, int, int]:
    *_, count, size, offset, _ = struct.unpack_from("<4s4H2LH", data, data.rindex(b"PK\x05\x06"))
    return count, size, offset
