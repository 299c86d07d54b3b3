"""Small files that would grow, run on or reach far: each is refused before it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kpi_excel.forms.raw import Address
from tests.hostile.building import MAIN, ODS, ods, pack, parts, related, sheet, stored, xlsx
from tests.hostile.xls import boxed, stream_of, xls

_ROW = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
_CELL = '<table:table-cell table:number-columns-repeated="{}" office:value-type="float" office:value="1"/>'
_CORNER = Address(65_535, 255)


def _long_property() -> bytes:
    start = related([("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "metadata/core-properties", "docProps/core.xml")])
    return pack(parts() | {"_rels/.rels": start.encode(), "docProps/core.xml": f"<c><subject>{_noise(1_100_000)}</subject></c>".encode()})


def _noise(length: int) -> str:
    """Text that does not pack so well that it looks like a bomb."""
    return "".join(f"{number:x} " for number in range(length // 5))[:length]


def _tall_rows(count: int) -> str:
    return _ROW.format(count, _CELL.format(1))


BOMBS: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "packed: zeros": ("zip-bomb", lambda: pack(parts() | {"xl/media/a.bin": bytes(60_000_000)})),
    "packed: a sheet of one letter": ("zip-bomb", lambda: xlsx(sheet(after=f"<x>{'a' * 2_000_000}</x>"))),
    "packed: many below the limit": ("zip-too-large", lambda: pack(
        parts() | {f"xl/media/{n}": bytes(1_048_576) for n in range(101)})),
    "tags without number": ("xml-too-many-elements", lambda: stored(sheet(after="<a/>" * 3_500_000))),
    "tags over all sheets": ("xml-too-many-elements", lambda: stored(*[sheet(after="<a/>" * 40_000)] * 90)),
    "one tag without end": ("xml-run-too-long", lambda: xlsx(sheet(after="<a " + _noise(1_100_000)))),
    "a million attributes": ("xml-run-too-long", lambda: stored(styles="<s " + "".join(f'a{n}="" ' for n in range(200_000)) + "/>")),
    "text without end": ("xml-run-too-long", lambda: xlsx(sheet(after=f"<a>{_noise(1_100_000)}</a>"))),
    "a property without end": ("xml-run-too-long", _long_property),
    "strings that never end": ("file-damaged", lambda: stored(shared=f'<sst xmlns="{MAIN}">' + "<si><b>" * 300_000 + "</sst>")),
    "strings that end first": ("file-damaged", lambda: stored(
        shared=f'<sst xmlns="{MAIN}">' + "</si>" * 200_000 + "<si><b>" * 200_000 + "</sst>")),
    "merges in an attribute": ("xml-run-too-long", lambda: stored(sheet(after='<x a="' + ":mergeCell " * 200_000 + '"/>'))),
    "merges of whole columns": ("too-many-merges", lambda: xlsx(sheet(
        after="<mergeCells>" + '<mergeCell ref="A1:B1048576"/>' * 10 + "</mergeCells>"))),
    "formats beyond number": ("too-many-formats", lambda: stored(
        styles=f"<styleSheet><cellXfs>{'<xf/>' * 400_000}</cellXfs></styleSheet>")),
    "conditional formats": ("too-many-rules", lambda: xlsx(sheet(
        after="<conditionalFormatting>" + '<cfRule type="expression" />' * 10_001 + "</conditionalFormatting>"))),
    "ods: columns repeated": ("too-many-cells", lambda: ods(_ROW.format(1, _CELL.format(99_999_999)))),
    "ods: rows repeated": ("too-many-cells", lambda: ods(_tall_rows(99_999_999))),
    "ods: a row beyond the last": ("cell-outside-sheet", lambda: ods(
        '<table:table-row table:number-rows-repeated="1048576"/>' + _tall_rows(1))),
    "ods: a column beyond the last": ("cell-outside-sheet", lambda: ods(_ROW.format(
        1, '<table:table-cell table:number-columns-repeated="16384"/>' + _CELL.format(1)))),
    "ods: blanks repeated": ("cell-text-too-long", lambda: ods(
        '<table:table-row><table:table-cell><text:p>a<text:s text:c="99999999"/></text:p></table:table-cell></table:table-row>')),
    "ods: tables without number": ("too-many-sheets", lambda: pack({"mimetype": ODS, "content.xml": _tables(300)})),
    "xls: a far cell": ("too-many-cells", lambda: xls({Address(0, 0): 1.0, _CORNER: 1.0})),
    "xls: far cells on every sheet": ("too-many-cells", lambda: xls(
        {Address(0, 0): 1.0}, **{f"X{n}": {Address(60_000, 9): 1.0} for n in range(9)})),
    "xls: sheets without number": ("too-many-sheets", lambda: boxed(stream_of(dict.fromkeys(map(str, range(300)), b"")))),
}  # fmt: skip


def _tables(count: int) -> bytes:
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table"))
    return (f"<office:document-content {names}><office:body><office:spreadsheet>{'<table:table/>' * count}"
            "</office:spreadsheet></office:body></office:document-content>").encode()  # fmt: skip
