"""What a workbook of ours is made of, and whether Excel 2007, LibreOffice and Gnumeric know all of it.

Walks over the file's parts as they are, so that nothing escapes that a library would not show: formulas of cells, of
drop-downs, of conditional formats, of names, charts and sparklines.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

SHARED_FUNCTIONS = frozenset(
    ["IF", "AND", "OR", "NOT", "ISNUMBER", "LEN", "TRIM", "SUM", "SUMIFS", "SUMPRODUCT", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "INDEX", "MATCH", "IFERROR", "REPLACE", "ROUND", "ABS", "INT", "MIN", "MAX", "MOD", "N", "TEXT", "SUBSTITUTE", "CHAR", "MID", "LEFT", "FIND", "VALUE", "YEAR", "MONTH", "DATE", "AVERAGE"]
)
"""Functions that Excel 2007, LibreOffice and Gnumeric compute alike."""

_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml"
    r"|xl/(workbook|styles|sharedStrings)\.xml|xl/_rels/workbook\.xml\.rels|xl/theme/theme\d+\.xml"
    r"|xl/worksheets/sheet\d+\.xml|xl/worksheets/_rels/sheet\d+\.xml\.rels"
    r"|xl/(charts/chart|drawings/drawing|comments|drawings/vmlDrawing)\d+\.(xml|vml)|xl/drawings/_rels/drawing\d+\.xml\.rels"
)
"""What Excel 2007 writes itself. No macro, control, connection, query, link to another workbook, metadata of spilled formulas."""

_NEWER = re.compile(rb"schemas\.microsoft\.com/office/(?:excel|spreadsheetml|drawing)[^\"]*/20(?:1[1-9]|[2-9]\d)|spreadsheetml/2010/11|_xlfn|_xlws|_xludf|_xleta")
"""Namespaces and prefixes of what came after Excel 2010."""

_FORMULAS = ("f", "formula", "formula1", "formula2", "definedName")
_WORDS = re.compile(r'"[^"]*"')


def formulas_in(workbook: bytes) -> Iterator[str]:
    """Every formula of the file, wherever it stands, without what it says in quotes."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        for name in parts.namelist():
            if name.endswith(".xml"):
                for element in ElementTree.fromstring(parts.read(name)).iter():
                    if element.tag.rpartition("}")[2] in _FORMULAS and element.text:
                        yield _WORDS.sub('""', element.text)


def strangers_in(workbook: bytes) -> set[str]:
    """What some program that people have would not know, or would ask leave for; nothing where all is well."""
    found = {f"function {name}" for formula in formulas_in(workbook) for name in re.findall(r"([A-Za-z_.]\w*)\(", formula)
             if name not in SHARED_FUNCTIONS}  # fmt: skip
    # sheet names of ours have no brackets: these would name a table's column or another workbook
    found |= {f"reference {formula[:60]}" for formula in formulas_in(workbook) if "[" in formula or "#" in formula or "://" in formula}
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        for name in parts.namelist():
            data = parts.read(name)
            found |= {f"part {name}"} if not _PARTS.fullmatch(name) else set()
            found |= {f"{name}: {match.decode()}" for match in _NEWER.findall(data)}
            if re.search(rb'<f [^>]*t="(array|dataTable)"| cm="\d', data):
                found.add(f"{name}: an array formula")
    return found


def outside_links(workbook: bytes) -> set[str]:
    """Where links lead that leave the file."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return {
            item.attrib["Target"] for name in parts.namelist() if name.endswith(".rels")
            for item in ElementTree.fromstring(parts.read(name)) if item.attrib.get("TargetMode") == "External"
        }  # fmt: skip
