"""OpenDocument spreadsheets turned into plain cells, as LibreOffice, Gnumeric, Calligra and SheetJS write them."""

from __future__ import annotations

from kpi_excel.forms.raw import RawSheet, RawWorkbook
from kpi_excel.workbooks.gate import Admission
from kpi_excel.workbooks.gate.refusal import Refusal
from kpi_excel.workbooks.gate.xml import local_name
from kpi_excel.workbooks.reader.cells import check_text_is_bounded
from kpi_excel.workbooks.reader.ods_table import Tables
from kpi_excel.workbooks.reader.package import Package
from kpi_excel.workbooks.reader.walk import walk

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_PREFIXES = {
    **{f"{_NAMESPACE}{name}:1.0": f"{name}:" for name in ("office", "table", "text", "style", "meta")},
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext:",
}


def read_ods(admission: Admission) -> RawWorkbook:
    """The workbook behind an admitted .ods.

    Raises:
        Refusal: a part is missing, damaged, or beyond the limits.
    """
    package = Package(admission.parts)
    tables = Tables()
    walk("content.xml", package.text("content.xml"), _PREFIXES, tables)
    check_text_is_bounded(sheet.cells for sheet in tables.sheets)
    footers = _read_footers(package)
    custom, described = _read_meta(package)
    sheets = tuple(
        RawSheet(sheet.name, sheet.cells, sheet.style in tables.hidden_styles,
                 footers.get(tables.pages.get(sheet.style, ""), ""))
        for sheet in tables.sheets
    )  # fmt: skip
    return RawWorkbook(
        admission.kind.value, sheets, custom, described.get("subject", ""), described.get("date", ""), admission.notes
    )


def _read_footers(package: Package) -> dict[str, str]:
    """The text of each master page's footer; none where the part is absent or broken."""
    footers = {}
    try:
        root = package.tree("styles.xml")
    except Refusal:
        return {}
    for page in root.iter():
        if local_name(page) == "master-page":
            name = next((value for key, value in page.items() if key.endswith("}name")), "")
            pieces = ["".join(child.itertext()) for child in page if local_name(child).startswith("footer")]
            footers[name] = "\n".join(piece.strip() for piece in pieces if piece.strip())
    return footers


def _read_meta(package: Package) -> tuple[dict[str, str], dict[str, str]]:
    """Custom properties, and the document's own (subject, date), by name."""
    custom: dict[str, str] = {}
    described: dict[str, str] = {}
    try:
        root = package.tree("meta.xml")
    except Refusal:
        return custom, described
    for item in root.iter():
        if local_name(item) == "user-defined":
            name = next((value for key, value in item.items() if key.endswith("}name")), "")
            custom[name] = item.text or ""
        elif not len(item):
            described[local_name(item)] = item.text or ""
    return custom, described
