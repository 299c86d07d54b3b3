"""An Excel workbook's parts turned into plain cells."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kpi_excel.core.findings import Finding, Place
from kpi_excel.forms.raw import RawCell, RawSheet, RawWorkbook
from kpi_excel.workbooks.gate import Admission, limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.gate.xml import local_name, parse_tree
from kpi_excel.workbooks.reader.cells import Meaning, check_length, check_text_is_bounded
from kpi_excel.workbooks.reader.formats import Shows, read_formats, scan_formats
from kpi_excel.workbooks.reader.frame import read_footer
from kpi_excel.workbooks.reader.package import Package, Relation
from kpi_excel.workbooks.reader.scan import scan_cells, scan_strings
from kpi_excel.workbooks.reader.sheets import Walked, walk_cells, walk_strings
from kpi_excel.workbooks.reader.texts import decode_escapes
from kpi_excel.workbooks.reader.walk import check_is_whole

_CELL = re.compile(r"[<:]c[\s/>]")
_STRICT = "http://purl.oclc.org/ooxml/"


class _Part(NamedTuple):
    """A worksheet as the workbook lists it."""

    name: str
    hidden: bool
    part: str


def read_xlsx(admission: Admission) -> tuple[RawWorkbook, dict[str, Walked]]:
    """The workbook behind an admitted .xlsx or .xlsm, and its sheets that only the thorough way could read.

    Raises:
        Refusal: a part is missing, damaged, or beyond the limits.
    """
    package = Package(admission.parts)
    workbook_part = _find_workbook(package)
    workbook = package.tree(workbook_part)
    relations = package.relations(workbook_part)
    meaning = _read_meaning(package, workbook_part, workbook)
    read = list(_read_sheets(package, _list_sheets(package, workbook, relations), meaning))
    if meaning.longest * sum(len(sheet.cells) for sheet, _ in read) > limits.TEXT_TOTAL:
        check_text_is_bounded(sheet.cells for sheet, _ in read)
    core = package.properties("core-properties")
    notes = admission.notes
    if _STRICT in workbook.tag:
        notes += (Finding("strict-open-xml"),)
    raw = RawWorkbook(
        kind=admission.kind.value, sheets=tuple(sheet for sheet, _ in read),
        custom=package.properties("custom-properties"), subject=core.get("subject", ""),
        modified=core.get("modified", ""), findings=notes,
    )  # fmt: skip
    return raw, {sheet.name: walked for sheet, walked in read if walked}


def _find_workbook(package: Package) -> str:
    relation = package.one("", "officeDocument")
    if relation and relation.external:
        raise refusal("part-outside-file")
    return relation.target if relation else "xl/workbook.xml"


def _list_sheets(package: Package, workbook: ET.Element, relations: dict[str, Relation]) -> Iterator[_Part]:
    """The worksheets in tab order; charts and macro sheets hold no cells to read."""
    listed = [item for group in workbook if local_name(group) == "sheets" for item in group]
    if len(listed) > limits.SHEETS:
        raise refusal("too-many-sheets", str(len(listed)), str(limits.SHEETS))
    for item in listed:
        key = next((value for name, value in item.items() if name.endswith("}id")), "")
        relation = relations.get(key)
        if relation is None:
            raise refusal("file-part-missing", item.get("name", ""))
        if relation.external:
            raise refusal("part-outside-file", item.get("name", ""))
        if relation.kind == "worksheet":
            yield _Part(item.get("name", "")[: limits.SHEET_NAME], item.get("state", "visible") != "visible", relation.target)


def _read_meaning(package: Package, workbook_part: str, workbook: ET.Element) -> Meaning:
    strings_part, styles_part = (_part_of(package, workbook_part, kind) for kind in ("sharedStrings", "styles"))
    strings = _read_strings(strings_part, package.text(strings_part)) if strings_part else []
    dates = _read_dates(package, styles_part) if styles_part else {}
    from_1904 = False
    for group in workbook:
        if local_name(group) == "workbookPr":
            from_1904 = group.get("date1904", "") in ("1", "true")
        elif local_name(group) == "definedNames" and len(group) > limits.NAMES:
            raise refusal("too-many-names", str(len(group)), str(limits.NAMES))
    longest = max(map(len, strings), default=0)
    check_length(longest)
    cells = {str(index): tuple.__new__(RawCell, ("text", string, "")) if string else None
             for index, string in enumerate(strings)}  # fmt: skip
    return Meaning(cells, longest, dates, from_1904)


def _read_dates(package: Package, part: str) -> dict[str, Shows]:
    text = package.text(part)
    dates = scan_formats(text)
    if dates is None:
        return read_formats(parse_tree(part, text))
    check_is_whole(part, text)
    return dates


def _part_of(package: Package, workbook_part: str, kind: str) -> str:
    """The part of a kind that the workbook points to; "" where it has none."""
    relation = package.one(workbook_part, kind)
    return relation.target if relation and not relation.external and package.has(relation.target) else ""


def _read_strings(part: str, text: str) -> list[str]:
    strings = scan_strings(text)
    if strings is None:
        strings = walk_strings(part, text)
    else:
        check_is_whole(part, text)
    if len(strings) > limits.STRINGS:
        raise refusal("too-many-strings", f"{len(strings):,}", f"{limits.STRINGS:,}")
    if "_x" in text:
        strings = [decode_escapes(string) for string in strings]
    return strings


def _read_sheets(
    package: Package, parts: Iterable[_Part], meaning: Meaning
) -> Iterator[tuple[RawSheet, Walked | None]]:
    seen: set[str] = set()
    count = 0
    for name, hidden, part in parts:
        if part in seen:
            raise refusal("file-damaged", part)
        seen.add(part)
        text = package.text(part)
        footer = read_footer(name, text)
        # cells take four characters at least: only a part that could hold too many is counted beforehand
        if len(text) > 4 * limits.CELLS:
            _check_cells_are_bounded(name, sum(1 for _ in _CELL.finditer(text)))
        cells = scan_cells(text, meaning)
        walked = None
        if cells is None:
            walked = walk_cells(part, text, meaning)
        else:
            check_is_whole(part, text)
        sheet = RawSheet(name, walked.cells if walked else cells or {}, hidden, footer)
        count += len(sheet.cells)
        _check_cells_are_bounded(name, count)
        yield sheet, walked


def _check_cells_are_bounded(sheet: str, count: int) -> None:
    if count > limits.CELLS:
        raise refusal("too-many-cells", f"{count:,}", f"{limits.CELLS:,}", Place(sheet=sheet))
