"""The thorough reading of a worksheet and of shared strings: every dialect the format allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kpi_excel.core.findings import Place
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.reader.addresses import read_count, read_reference
from kpi_excel.workbooks.reader.cells import FORMULA_WITHOUT_TEXT, Meaning, read_cell
from kpi_excel.workbooks.reader.walk import walk

_MAIN = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
}
_KINDS = ("n", "s", "str", "inlineStr", "b", "e", "d")


class Walked(NamedTuple):
    """The non-blank cells of a sheet, and the rows times columns that its cells span, blank ones included."""

    cells: dict[Address, RawCell]
    area: int


def walk_cells(part: str, text: str, meaning: Meaning) -> Walked:
    """The cells of a worksheet part.

    Raises:
        Refusal: the part is damaged, or says two things of one cell.
    """
    sheet = _Sheet(part, meaning)
    walk(part, text, _MAIN, sheet)
    if not sheet.is_worksheet:
        raise refusal("file-damaged", part)
    return Walked(sheet.cells, (sheet.last.row + 1) * (sheet.last.column + 1))


def walk_strings(part: str, text: str) -> list[str]:
    """The shared strings of a part, without phonetic hints."""
    strings = _Strings(part)
    walk(part, text, _MAIN, strings)
    return strings.strings


class _Sheet:
    """Visits a worksheet: worksheet / sheetData / row / c. Rows and cells without a reference follow the last one.

    A cell that holds what no cell can hold (two values, an unknown type, another cell) is refused: other programs would
    each see something else in it.
    """

    def __init__(self, part: str, meaning: Meaning) -> None:
        self.cells: dict[Address, RawCell] = {}
        self.last = Address(-1, -1)
        self.is_worksheet = False
        self._part = part
        self._meaning = meaning
        self._in_rows = self._in_row = False
        self._row = self._column = -1
        self._in_cell = False
        self._kind, self._style = "n", ""
        self._texts: dict[str, list[str]] = {}
        self._inline = _RichText(part, 6)
        self._collecting: list[str] | None = None

    def start(self, depth: int, name: str, attributes: Mapping[str, str]) -> None:
        if self._in_cell:
            self._start_in_cell(depth, name)
        elif depth == 1:
            self.is_worksheet = name == "worksheet"
        elif depth == 2:
            self._in_rows = name == "sheetData"
        elif self._in_rows and depth == 3:
            self._in_row = name == "row"
            if self._in_row:
                row = read_count(attributes.get("r", ""))
                self._row = self._row + 1 if row is None else row - 1
                self._column = -1
        elif self._in_rows and self._in_row and depth == 4 and name == "c":
            self._start_cell(attributes)

    def text(self, text: str) -> None:
        if self._collecting is not None:
            self._collecting.append(text)
        elif self._in_cell:
            self._inline.text(text)

    def end(self, depth: int, name: str) -> None:
        self._collecting = None
        if self._in_cell:
            self._inline.end(depth)
            if depth == 4:
                self._in_cell = False
                self._end_cell()

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "").replace("$", "") or Address(max(self._row, 0), self._column + 1).a1()
        self._row, self._column = read_reference(reference)
        self.last = Address(max(self.last.row, self._row), max(self.last.column, self._column))
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        if self._kind not in _KINDS:
            raise refusal("file-damaged", self._part, place=Place(cell=reference))
        self._texts = {}
        self._in_cell = True

    def _start_in_cell(self, depth: int, name: str) -> None:
        if depth == 5:
            if name not in ("v", "f", "is", "extLst") or name in self._texts:
                raise refusal("file-damaged", self._part, place=Place(cell=Address(self._row, self._column).a1()))
            self._texts[name] = []
            if name == "is":
                self._inline = _RichText(self._part, 6)
            else:
                self._collecting = self._texts[name]
        elif "is" in self._texts:
            self._inline.start(depth, name)

    def _end_cell(self) -> None:
        texts = {name: "".join(pieces) for name, pieces in self._texts.items()}
        address = Address(self._row, self._column)
        inline = "is" in texts and "v" not in texts
        if (inline and self._kind != "inlineStr") or address in self.cells:
            raise refusal("cell-twice" if address in self.cells else "file-damaged", self._part, place=Place(cell=address.a1()))
        kind, value = ("inlineStr", self._inline.joined()) if inline else (self._kind, texts.get("v", ""))
        formula = texts["f"] or FORMULA_WITHOUT_TEXT if "f" in texts else ""
        cell = read_cell(self._meaning, kind, self._style, value, formula)
        if cell is not None:
            self.cells[address] = cell


class _RichText:
    """The text of a shared string or an inline one: one <t> of its own, then those of runs; phonetic hints are none."""

    def __init__(self, part: str, depth: int) -> None:
        self._part = part
        self._depth = depth
        """Of what stands directly in it."""
        self._pieces: list[str] = []
        self._parent = ""
        self._collects = False
        self._has_own = self._has_run = False

    def start(self, depth: int, name: str) -> None:
        if depth == self._depth:
            if name not in ("t", "r", "rPh", "phoneticPr", "extLst") or (name == "t" and (self._has_own or self._has_run)):
                raise refusal("file-damaged", self._part)
            self._parent = name
            self._has_own = self._has_own or name == "t"
            self._collects = name == "t"
            self._has_run = self._has_run or name == "r"
        elif self._parent == "t" or (depth == self._depth + 1 and self._parent == "r" and name not in ("rPr", "t")):
            raise refusal("file-damaged", self._part)
        else:
            self._collects = self._parent == "r" and name == "t" and depth == self._depth + 1

    def text(self, text: str) -> None:
        if self._collects:
            self._pieces.append(text)

    def end(self, depth: int) -> None:
        self._collects = False

    def joined(self) -> str:
        return "".join(self._pieces)


class _Strings:
    """Visits shared strings: sst / si."""

    def __init__(self, part: str) -> None:
        self.strings: list[str] = []
        self._part = part
        self._string = _RichText(part, 3)

    def start(self, depth: int, name: str, attributes: Mapping[str, str]) -> None:
        if depth == 2:
            self._string = _RichText(self._part, 3)
        elif depth > 2:
            self._string.start(depth, name)

    def text(self, text: str) -> None:
        self._string.text(text)

    def end(self, depth: int, name: str) -> None:
        self._string.end(depth)
        if depth == 2 and name == "si":
            self.strings.append(self._string.joined())
