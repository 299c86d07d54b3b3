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


class Walked(NamedTuple):
    """The non-blank cells of a sheet, and the rows times columns that its cells span, blank ones included."""

    cells: dict[Address, RawCell]
    area: int


def walk_cells(part: str, text: str, meaning: Meaning) -> Walked:
    """The cells of a worksheet part.

    Raises:
        Refusal: the part is damaged, or says two things of one cell.
    """
    sheet = _Sheet(meaning)
    walk(part, text, _MAIN, sheet)
    if not sheet.is_worksheet:
        raise refusal("file-damaged", part)
    return Walked(sheet.cells, (sheet.last.row + 1) * (sheet.last.column + 1))


def walk_strings(part: str, text: str) -> list[str]:
    """The shared strings of a part, without phonetic hints."""
    strings = _Strings()
    walk(part, text, _MAIN, strings)
    return strings.strings


class _Sheet:
    """Visits a worksheet: worksheet / sheetData / row / c. Rows and cells without a reference follow the last one."""

    def __init__(self, meaning: Meaning) -> None:
        self.cells: dict[Address, RawCell] = {}
        self.last = Address(-1, -1)
        self.is_worksheet = False
        self._meaning = meaning
        self._in_rows = False
        self._row = self._column = -1
        self._in_cell = False
        self._kind, self._style = "n", ""
        self._texts: dict[str, list[str]] = {}
        self._collecting: list[str] | None = None
        self._in_hint = False

    def start(self, depth: int, name: str, attributes: Mapping[str, str]) -> None:
        if self._in_cell:
            # what counts stands in <v>, <f> and the <t> of <is>; a phonetic hint repeats it in another script
            self._in_hint = self._in_hint or name == "rPh"
            if name in ("v", "f") or (name == "t" and not self._in_hint):
                self._collecting = self._texts.setdefault(name, [])
        elif depth == 1:
            self.is_worksheet = name == "worksheet"
        elif depth == 2:
            self._in_rows = name == "sheetData"
        elif self._in_rows and depth == 3 and name == "row":
            row = read_count(attributes.get("r", ""))
            self._row = self._row + 1 if row is None else row - 1
            self._column = -1
        elif self._in_rows and depth == 4 and name == "c":
            self._start_cell(attributes)

    def text(self, text: str) -> None:
        if self._collecting is not None:
            self._collecting.append(text)

    def end(self, depth: int, name: str) -> None:
        self._collecting = None
        if name == "rPh":
            self._in_hint = False
        elif self._in_cell and depth == 4:
            self._in_cell = False
            self._end_cell()

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        reference = attributes.get("r", "").replace("$", "") or Address(max(self._row, 0), self._column + 1).a1()
        self._row, self._column = read_reference(reference)
        self.last = Address(max(self.last.row, self._row), max(self.last.column, self._column))
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._texts = {}
        self._in_cell = True

    def _end_cell(self) -> None:
        texts = {name: "".join(pieces) for name, pieces in self._texts.items()}
        inline = "t" in texts and "v" not in texts
        kind, value = ("inlineStr", texts["t"]) if inline else (self._kind, texts.get("v", ""))
        formula = texts["f"] or FORMULA_WITHOUT_TEXT if "f" in texts else ""
        cell = read_cell(self._meaning, kind, self._style, value, formula)
        if cell is None:
            return
        address = Address(self._row, self._column)
        if address in self.cells:
            raise refusal("cell-twice", place=Place(cell=address.a1()))
        self.cells[address] = cell


class _Strings:
    """Visits shared strings: sst / si, with a <t> of its own or one in each run."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._pieces: list[str] = []
        self._in_text = self._in_hint = False

    def start(self, depth: int, name: str, attributes: Mapping[str, str]) -> None:
        if depth == 2:
            self._pieces = []
        self._in_hint = self._in_hint or name == "rPh"
        self._in_text = name == "t" and not self._in_hint

    def text(self, text: str) -> None:
        if self._in_text:
            self._pieces.append(text)

    def end(self, depth: int, name: str) -> None:
        self._in_text = False
        if name == "rPh":
            self._in_hint = False
        elif depth == 2 and name == "si":
            self.strings.append("".join(self._pieces))
