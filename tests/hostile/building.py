"""How workbooks are put together by hand: part by part, byte by byte where need be."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

Parts = dict[str, bytes]

SHEET = "xl/worksheets/sheet1.xml"
LINKS = "xl/_rels/workbook.xml.rels"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"

ONE_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>ok</t></is></c></row>'


def sheet(rows: str = ONE_CELL, after: str = "", namespace: str = MAIN) -> str:
    """A worksheet part around the XML of its rows."""
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
            f"<sheetData>{rows}</sheetData>{after}</worksheet>")  # fmt: skip


def strings(*items: str) -> str:
    """A shared-strings part around the XML inside each <si>."""
    return f'<sst xmlns="{MAIN}">' + "".join(f"<si>{item}</si>" for item in items) + "</sst>"


def parts(
    *sheets: str, shared: str = "", styles: str = "", namespace: str = MAIN, relations: str = RELATIONS,
    workbook: str = "",
) -> Parts:  # fmt: skip
    """The parts of a minimal .xlsx with these worksheet parts, to be changed before `pack`."""
    sheets = sheets or (sheet(),)
    listed = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, len(sheets) + 1))
    targets = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    made: dict[str, str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE_TYPE}.sheet.main+xml"/></Types>',
        "_rels/.rels": related([("rId1", "officeDocument", "xl/workbook.xml")], relations),
        "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{relations}">{workbook}'
        f"<sheets>{listed}</sheets></workbook>",
        **{f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, 1)},
    }
    for kind, text in (("sharedStrings", shared), ("styles", styles)):
        if text:
            made[f"xl/{kind}.xml"] = text
            targets.append((kind, kind, f"{kind}.xml"))
    made[LINKS] = related(targets, relations)
    return {name: text.encode() for name, text in made.items()}


def related(targets: Sequence[tuple[str, str, str]], relations: str = RELATIONS, mode: str = "") -> str:
    """A relations part: (id, last word of the type, target)."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{relations}/{kind}" Target="{target}"{mode}/>' for key, kind, target in targets
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def pack(content: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in content.items():
            package.writestr(zipfile.ZipInfo(name, (2013, 2, 28, 0, 0, 0)), data, compress_type=method)
    return buffer.getvalue()


def xlsx(*sheets: str, shared: str = "", styles: str = "", workbook: str = "") -> bytes:
    """A minimal .xlsx with these worksheet parts."""
    return pack(parts(*sheets, shared=shared, styles=styles, workbook=workbook))


def stored(*sheets: str, shared: str = "", styles: str = "") -> bytes:
    """The same without compression: monotonous content would look like a bomb."""
    return pack(parts(*sheets, shared=shared, styles=styles), zipfile.ZIP_STORED)


def with_parts(changes: Mapping[str, bytes]) -> bytes:
    """A minimal .xlsx with some parts replaced or added."""
    return pack({**parts(), **changes})


def ods(table: str, styles: str = "", element: str = "table:table") -> bytes:
    """A minimal .ods around the XML inside its one table."""
    names = {
        name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
        for name in ("office", "table", "text", "style", "draw")
    }
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in names.items())
    content = (f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
               f'<office:body><office:spreadsheet><{element} table:name="S1" table:style-name="ta1">{table}</{element}>'
               "</office:spreadsheet></office:body></office:document-content>")  # fmt: skip
    return pack({"mimetype": ODS, "content.xml": content.encode()},
                zipfile.ZIP_STORED)  # fmt: skip


def patch_directory(data: bytes, position: int, form: str, value: int, entry: int = 0) -> bytes:
    """Overwrite a field in the n-th entry of a zip's central directory."""
    at = -1
    for _ in range(entry + 1):
        at = data.index(b"PK\x01\x02", at + 1)
    changed = bytearray(data)
    struct.pack_into(form, changed, at + position, value)
    return bytes(changed)
