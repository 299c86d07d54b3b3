"""The quick way through a worksheet: one pattern that must account for every cell, or the scan gives up.

Most files come from a handful of programs that write cells in the same few shapes. Where anything else stands
(a prefix, a comment, a cell without its reference), `reader.sheets` reads the part event by event instead.
"""

from __future__ import annotations

import re

from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.workbooks.reader.addresses import read_reference
from kpi_excel.workbooks.reader.cells import FORMULA_WITHOUT_TEXT, Meaning, read_cell
from kpi_excel.workbooks.reader.texts import unescape_xml

_MAIN = r'xmlns="(http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006|purl\.oclc\.org/ooxml/spreadsheetml)/main)"'
_PROLOG = r"\s*(?:<\?xml [^<>]*\?>\s*)?"
_SHEET_HEAD = re.compile(rf"{_PROLOG}<worksheet [^<>]*?{_MAIN}")
_STRINGS_HEAD = re.compile(rf"{_PROLOG}<sst [^<>]*?{_MAIN}[^<>]*(?<!/)>")

# Possessive throughout: where a cell has another shape, the scan stops at once instead of trying to read it otherwise.
# A number too long or too large to be converted blindly falls into the group for other values.
_CELL = re.compile(
    r'<c r="([A-Z]++[0-9]++)"(?: s="([0-9]++)")?+(?: t="(s|n|str|inlineStr|b|e|d)")?+(?:/>|>\s*+'
    r"(?:(<f(?: [^<>]*+)?+/?+>)(?:([^<]*+)</f>)?+\s*+)?+"
    r"(?:(?:<v>(?:([-+0-9.]{1,40}+(?:[eE][-+]?+[0-9]{1,2}+)?+)</v>|([^<]*+)</v>)|<v/>"
    r'|<is>\s*+<t(?: xml:space="preserve")?+>([^<]*+)</t>\s*+</is>)\s*+)?+</c>)'
)
_OUTSIDE_ROWS = (re.compile(r"<sheetData>\s*<c"), re.compile(r"</row>\s*<c"), re.compile(r"<row(?: [^<>]*)?/>\s*<c"))
_STRING = re.compile(r'<si>(?:<t(?: xml:space="preserve")?+>([^<]*+)</t></si>|((?:(?!</?si>).)*+)</si>)', re.DOTALL)
_RUN = re.compile(r"<t(?: [^<>]*)?(?<!/)>([^<]*)</t>")
_T = r"(?:<t(?: [^<>/]*+)?+>[^<]*+</t>|<t(?: [^<>/]*+)?+/>)\s*+"
_RICH = re.compile(
    rf"\s*+(?:{_T})?+(?:<r>\s*+(?:<rPr>(?:(?!</rPr>).)*+</rPr>\s*+|<rPr/>\s*+)?+{_T}</r>\s*+)*+(?:<phoneticPr [^<>]*+>\s*+)?+",
    re.DOTALL,
)
"""What may stand in a string: a text of its own, then runs."""


def scan_cells(text: str, meaning: Meaning) -> dict[Address, RawCell] | None:
    """The non-blank cells of a worksheet part; None where some cell has a shape the pattern does not know.

    Raises:
        Refusal: a cell outside any sheet, or a shared string that does not exist.
    """
    start, end = text.find("<sheetData>"), text.rfind("</sheetData>")
    head = _SHEET_HEAD.match(text)
    if head is None or not 0 < start < end or "<!" in text or text.count("<sheetData") != 1:
        return None
    found = _CELL.findall(text, start, end)
    if any(pattern.search(text, start, end) for pattern in _OUTSIDE_ROWS):
        return None
    # as many matches as cells, and no second name for the namespace under which more could stand
    if len(found) != text.count("<c", start, end) or text.count(head[1], 0, end) != 1:
        return None
    try:
        return _read_cells(found, meaning)
    except (ValueError, KeyError):
        return None


def _read_cells(found: list[tuple[str, ...]], meaning: Meaning) -> dict[Address, RawCell]:
    """The cells behind the groups of `_CELL`; a group that took no part is empty.

    Raises:
        ValueError, KeyError: the XML is not what it seemed, or says two things of one cell.
    """
    strings, dates = meaning.strings, meaning.dates
    cells: dict[Address, RawCell] = {}
    blank = 0
    for reference, style, kind, tag, formula, number, other, inline in found:
        calculation = _read_formula(tag, formula) if tag else ""
        cell: RawCell | None
        if number and (kind == "" or kind == "n") and style not in dates:
            cell = tuple.__new__(RawCell, ("number", float(number), calculation))
        elif number and kind == "s" and not calculation:
            cell = strings[number]
        elif not (number or other or inline or tag):
            cell = None
        elif inline and kind != "inlineStr":
            raise ValueError("a cell that is of two types")
        elif inline:
            cell = read_cell(meaning, "inlineStr", style, unescape_xml(inline), calculation)
        else:
            cell = read_cell(meaning, kind, style, number or unescape_xml(other), calculation)
        if cell is None:
            blank += 1
        else:
            cells[read_reference(reference)] = cell
    if len(cells) + blank != len(found):
        raise ValueError("a cell stands twice")
    return cells


def _read_formula(tag: str, formula: str) -> str:
    """A formula's text by its start tag and content.

    Raises:
        ValueError: the XML is not what it seemed.
    """
    if tag.endswith("/>"):
        return FORMULA_WITHOUT_TEXT
    if not formula:
        raise ValueError("a formula that is empty, or that does not end")
    return unescape_xml(formula)


def scan_strings(text: str) -> list[str] | None:
    """The shared strings of a part; None where the text has an unknown shape, or phonetic hints among its runs."""
    head = _STRINGS_HEAD.match(text)
    end = text.rfind("</sst>")
    if not head or end < head.end() or "<!" in text:
        return None
    found = _STRING.findall(text, head.end(), end)
    if len(found) != text.count("<si") or "<rPh" in text:
        return None
    if not all(_RICH.fullmatch(rich) for _, rich in found if rich):
        return None
    strings = [plain or ("".join(_RUN.findall(rich)) if rich else "") for plain, rich in found]
    try:
        return [unescape_xml(string) for string in strings] if "&" in text else strings
    except ValueError:
        return None
