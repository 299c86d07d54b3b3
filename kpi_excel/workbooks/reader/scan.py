"""The quick way through a worksheet: one pattern that must account for every character of its rows, or says so.

Most files come from a handful of programs that write cells in the same few shapes. Where anything else stands
(a prefix, a comment, a cell without its reference), the scan gives up and `reader.walk` reads the part instead.
"""

from __future__ import annotations

import re

from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.workbooks.reader.addresses import read_reference
from kpi_excel.workbooks.reader.cells import FORMULA_WITHOUT_TEXT, Meaning, read_cell
from kpi_excel.workbooks.reader.texts import unescape_xml

_MAIN = r'xmlns="http://(?:schemas\.openxmlformats\.org/spreadsheetml/2006/main|purl\.oclc\.org/ooxml/spreadsheetml/main)"'
_PROLOG = r"\s*(?:<\?xml [^<>]*\?>\s*)?"
_SHEET_HEAD = re.compile(rf"{_PROLOG}<worksheet [^<>]*?{_MAIN}")
_STRINGS_HEAD = re.compile(rf"{_PROLOG}<sst [^<>]*?{_MAIN}[^<>]*(?<!/)>")

# Possessive throughout: a scan that cannot go on stops at once instead of trying other ways to read the same text.
# A number too long or too large to be converted blindly falls into the group for other values.
_BLANK = r'<c r="[A-Z]++[0-9]++"(?: s="[0-9]++")?+(?:/>|></c>)'
_CELL = re.compile(
    rf"(?:{_BLANK}|</row>|<row [^<>]*+>|\s++)*+"
    r'(?:<c r="([A-Z]++[0-9]++)"(?: s="([0-9]++)")?+(?: t="(s|n|str|inlineStr|b|e|d)")?+>\s*+'
    r"(?:<f([^<>]*+)>(?:([^<]*+)</f>)?+\s*+)?+"
    r"(?:(?:<v>(?:([-+0-9.]{1,40}+(?:[eE][-+]?+[0-9]{1,2}+)?+)</v>|([^<]*+)</v>)"
    r'|<is>\s*+<t(?: xml:space="preserve")?+>([^<]*+)</t>\s*+</is>)\s*+)?+</c>)?+'
)
_NUMERIC = (None, "n")
_STRING = re.compile(r'<si>(?:<t(?: xml:space="preserve")?+>([^<]*+)</t></si>|((?:(?!</si>).)*+)</si>)', re.DOTALL)
_PHONETIC = re.compile(r"<rPh [^<>]*>.*?</rPh>", re.DOTALL)
_RUN = re.compile(r"<t(?: [^<>]*)?(?<!/)>([^<]*)</t>")


def scan_cells(text: str, meaning: Meaning) -> dict[Address, RawCell] | None:
    """The non-blank cells of a worksheet part; None where the text has a shape the pattern does not know.

    Raises:
        Refusal: a cell outside any sheet, or a shared string that does not exist.
    """
    start, end = text.find("<sheetData>") + len("<sheetData>"), text.rfind("</sheetData>")
    if start > end or "<!" in text or text.count("<sheetData") != 1 or not _SHEET_HEAD.match(text):
        return None
    strings, dates = meaning.strings, meaning.dates
    cells: dict[Address, RawCell] = {}
    blank = 0
    cell: RawCell | None
    for count, match in enumerate(iter(_CELL.scanner(text, start, end).match, None)):  # type: ignore[attr-defined]
        reference, style, kind, marks, formula, number, other, inline = match.groups()
        if reference is None:
            break
        try:
            calculation = "" if marks is None else _read_formula(marks, formula)
            if kind == "s" and number is not None and not calculation:
                cell = strings[number]
            elif number is not None and kind in _NUMERIC and style not in dates:
                cell = tuple.__new__(RawCell, ("number", float(number), calculation))
            elif inline is not None:
                cell = read_cell(meaning, "inlineStr", style, unescape_xml(inline), calculation or None)
            else:
                value = number or (None if other is None else unescape_xml(other))
                cell = read_cell(meaning, kind or "n", style, value, calculation or None)
        except (ValueError, KeyError):
            return None
        if cell is None:
            blank += 1
        else:
            cells[read_reference(reference)] = cell
    # a cell that stands twice, or a character not accounted for: let the other way judge
    return cells if match.end() == end and count == len(cells) + blank else None


def _read_formula(marks: str, formula: str | None) -> str:
    """A formula's text, by its attributes and content.

    Raises:
        ValueError: the XML is not what it seemed.
    """
    if (formula is None and not marks.endswith("/")) or (marks and marks[0] not in " /"):
        raise ValueError("no formula, or one that does not end")
    return unescape_xml(formula or "") or FORMULA_WITHOUT_TEXT


def scan_strings(text: str) -> list[str] | None:
    """The shared strings of a part, without phonetic hints; None where the text has an unknown shape."""
    head = _STRINGS_HEAD.match(text)
    end = text.rfind("</sst>")
    if not head or end < head.end() or "<!" in text:
        return None
    found = _STRING.findall(text, head.end(), end)
    if len(found) != text.count("<si"):
        return None
    strings = [plain or ("".join(_RUN.findall(_PHONETIC.sub("", rich))) if rich else "") for plain, rich in found]
    try:
        return [unescape_xml(string) for string in strings] if "&" in text else strings
    except ValueError:
        return None
