"""The tables of an OpenDocument spreadsheet: repeated rows and cells laid out, the text of each cell gathered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_excel.core.findings import Place
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.reader.addresses import read_count
from kpi_excel.workbooks.reader.cells import check_length
from kpi_excel.workbooks.reader.ods_value import read_ods_cell

_CELLS = ("table:table-cell", "table:covered-table-cell")
_FOLDED = re.compile("[ \t\n]+")
_BLANKS = " \t\n"
_KEPT = {0: " ", 1: "\t", 2: "\n"}
"""Stand for the white space that a file asks to keep while other white space is folded; XML can hold none of them."""
_PARAGRAPH = "\3"


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    style: str
    cells: dict[Address, RawCell] = field(default_factory=dict)


class Tables:
    """Visits content.xml and gathers its sheets: document / body / spreadsheet / table, rows and cells at any depth.

    Deleted cells, comments and drawings are no cells.
    """

    def __init__(self) -> None:
        self.sheets: list[Table] = []
        self.hidden_styles: set[str] = set()
        self.pages: dict[str, str] = {}
        """Table style to master page."""
        self._style = ""
        self._in_body = self._in_table = False
        self._row = self._column = 0
        self._row_repeat = 1
        self._row_depth = 0
        """How deep the row being read stands; 0 outside rows."""
        self._row_cells: list[tuple[int, int, RawCell]] = []
        """First column, how many columns, what stands there."""
        self._cell: Mapping[str, str] = {}
        self._cell_depth = 0
        """How deep the cell being read stands; 0 outside cells."""
        self._foreign_depth = 0
        """How deep a comment or drawing in that cell stands; 0 outside one."""
        self._pieces: list[str] = []
        self._length = 0
        self._count = 0

    def start(self, depth: int, name: str, attributes: Mapping[str, str]) -> None:
        if self._foreign_depth:
            return
        if self._cell_depth:
            self._start_in_cell(depth, name, attributes)
        elif self._in_table:
            self._start_in_table(depth, name, attributes)
        elif depth == 3:
            self._in_body = name == "office:spreadsheet"
            self._start_style(name, attributes)
        elif depth == 4 and self._in_body and name == "table:table":
            self._in_table, self._row = True, 0
            name = attributes.get("table:name", "")[: limits.SHEET_NAME]
            self.sheets.append(Table(name, attributes.get("table:style-name", "")))
            if len(self.sheets) > limits.SHEETS:
                raise refusal("too-many-sheets", str(len(self.sheets)), str(limits.SHEETS))
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.hidden_styles.add(self._style)

    def text(self, text: str) -> None:
        if self._pieces and not self._foreign_depth:
            self._add(text)

    def end(self, depth: int, name: str) -> None:
        if self._foreign_depth:
            self._foreign_depth = 0 if depth == self._foreign_depth else self._foreign_depth
        elif self._cell_depth:
            if depth == self._cell_depth:
                self._end_cell()
        elif self._in_table:
            if depth == self._row_depth:
                self._end_row()
            self._in_table = depth > 4

    def _start_style(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "style:style":
            self._style = attributes.get("style:name", "")
            if page := attributes.get("style:master-page-name"):
                self.pages[self._style] = page

    def _start_in_table(self, depth: int, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table-row":
            self._row_repeat = _repeat(attributes.get("table:number-rows-repeated"))
            self._column, self._row_cells = 0, []
            self._row_depth = depth
        elif name in _CELLS and depth == self._row_depth + 1:
            self._cell, self._cell_depth = attributes, depth
        elif self._row_depth:
            # what is no cell would put all that follow it into the wrong column
            raise refusal("file-damaged", "content.xml", place=Place(sheet=self.sheets[-1].name))

    def _start_in_cell(self, depth: int, name: str, attributes: Mapping[str, str]) -> None:
        if name in (*_CELLS, "table:table-row"):
            raise refusal("file-damaged", "content.xml", place=Place(sheet=self.sheets[-1].name))
        if not name.startswith("text:"):
            self._foreign_depth = depth
        else:
            self._start_text(name, attributes)

    def _start_text(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "text:p":
            self._add(_PARAGRAPH)
        elif self._pieces:
            if name == "text:s":
                self._add("\0" * min(_repeat(attributes.get("text:c")), limits.TEXT_LENGTH))
            elif name in ("text:tab", "text:line-break"):
                self._add("\1" if name == "text:tab" else "\2")

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        check_length(self._length)

    def _end_cell(self) -> None:
        repeat = _repeat(self._cell.get("table:number-columns-repeated"))
        _, *paragraphs = "".join(self._pieces).split(_PARAGRAPH)
        shown = "\n".join(_FOLDED.sub(" ", _unindent(paragraph)) for paragraph in paragraphs).translate(_KEPT)
        cell = read_ods_cell(self._cell, shown)
        if cell is not None:
            self._row_cells.append((self._column, repeat, cell))
        self._column += repeat
        self._cell_depth = self._length = 0
        self._pieces = []

    def _end_row(self) -> None:
        self._count += self._row_repeat * sum(repeat for _, repeat, _ in self._row_cells)
        if self._count > limits.CELLS:
            raise refusal("too-many-cells", f"{self._count:,}", f"{limits.CELLS:,}", Place(sheet=self.sheets[-1].name))
        if self._row_cells:
            if self._row + self._row_repeat > limits.ROWS or self._column > limits.COLUMNS:
                raise refusal("cell-outside-sheet", place=Place(sheet=self.sheets[-1].name))
            for row in range(self._row, self._row + self._row_repeat):
                for first, repeat, cell in self._row_cells:
                    for column in range(first, first + repeat):
                        self.sheets[-1].cells[Address(row, column)] = cell
        self._row += self._row_repeat
        self._row_depth = 0


def _repeat(text: str | None) -> int:
    """How often a cell, row or blank stands there.

    Raises:
        Refusal: a count that is none would move all that follows.
    """
    if text is None:
        return 1
    count = read_count(text)
    if not count:
        raise refusal("file-damaged", "content.xml")
    return count


def _unindent(paragraph: str) -> str:
    """Without blanks at its ends that hold a line break: those come from laying out the XML, others were typed."""
    bare = paragraph.lstrip(_BLANKS)
    if "\n" in paragraph[: len(paragraph) - len(bare)]:
        paragraph = bare
    bare = paragraph.rstrip(_BLANKS)
    return bare if "\n" in paragraph[len(bare) :] else paragraph
