"""XlsxWriter's worksheet with quick ways for the cells that our workbooks are made of; the bytes are the same.

A consolidated workbook has half a million cells: how one is kept and written is most of what a merge costs. Whatever is
not an ordinary text, number or blank goes XlsxWriter's own way. Its private methods are used: a test compares every byte.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellBlankTuple, CellNumberTuple, CellStringTuple, Worksheet

_ROWS, _COLUMNS = 1_048_576, 16_384
_OUTSIDE = -1
_SPAN_ROWS = 16
"""Rows that share one `spans` attribute."""
_LETTERS = tuple(xl_col_to_name(column) for column in range(256))


class FastWorksheet(Worksheet):  # type: ignore[misc]
    """A worksheet without what our cells never need: "A1" addresses, and functions newer than Excel 2010.

    Methods that put a cell return 0, or a negative code as XlsxWriter's do. Rows and columns count from 0.
    """

    dim_rowmin: int
    dim_rowmax: int
    dim_colmin: int
    dim_colmax: int

    put_formula = Worksheet._write_formula

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[int, tuple[Sequence[Format], list[int | float | None]]] = {}
        """Rows that were put whole: their looks; of each cell the number of its text, its number, or nothing."""
        self._numbers: dict[str, int | None] = {}
        """Texts of such rows as they came, and their numbers: a list says the same things again and again."""

    def put_line(
        self, row: int, values: Sequence[str | float], styles: Sequence[Format], clean: Callable[[str], str] = str
    ) -> int:
        """A whole row from the first column on; no other cell may be put there. The same `styles` for all rows of a list
        are read once. `clean` makes a text what a cell may hold; what is "" then is a blank.

        Raises:
            TypeError: a number is not finite.
        """
        if self.constant_memory:
            cells = zip(values, styles, strict=True)
            return min(self._put(row, column, value, style, clean) for column, (value, style) in enumerate(cells))
        if not (self._reach(row, 0) and self._reach(row, len(values) - 1)):
            return _OUTSIDE
        known, cells_kept, texts = self._numbers, list[int | float | None](), 0
        for value in values:
            if isinstance(value, str):
                if value not in known:
                    cleaned = clean(value)
                    known[value] = self._number_of(cleaned) if cleaned else None
                number = known[value]
                texts += number is not None
                cells_kept.append(number)
            else:
                cells_kept.append(_finite(value))
        self.str_table.count += texts
        self._lines[row] = (styles, cells_kept)
        return 0

    def _put(self, row: int, column: int, value: str | float, style: Format, clean: Callable[[str], str]) -> int:
        if not isinstance(value, str):
            return self.put_number(row, column, value, style)
        cleaned = clean(value)
        return self.put_string(row, column, cleaned, style) if cleaned else self.put_blank(row, column, style)

    def _number_of(self, text: str) -> int:
        """The number of a text among the workbook's."""
        shared = self.str_table
        index: int = shared.string_table.setdefault(text, shared.unique_count)
        if index == shared.unique_count:
            shared.unique_count += 1
        return index

    def put_string(self, row: int, column: int, text: str, style: Format | None) -> int:
        """A text of at most 32,767 UTF-16 units."""
        if self.constant_memory:
            return int(self._write_string(row, column, text, style))
        if not self._reach(row, column):
            return _OUTSIDE
        self.table[row][column] = CellStringTuple(self._number_of(text), style)
        self.str_table.count += 1
        return 0

    def put_number(self, row: int, column: int, number: float, style: Format | None) -> int:
        """A finite number."""
        if self.constant_memory or number - number != 0:
            return int(self._write_number(row, column, number, style))
        if not self._reach(row, column):
            return _OUTSIDE
        self.table[row][column] = CellNumberTuple(number, style)
        return 0

    def put_blank(self, row: int, column: int, style: Format | None) -> int:
        """A look without a value."""
        if self.constant_memory or style is None:
            return int(self._write_blank(row, column, None, style))
        if not self._reach(row, column):
            return _OUTSIDE
        self.table[row][column] = CellBlankTuple(style)
        return 0

    def _reach(self, row: int, column: int) -> bool:
        """Let the sheet's dimension take in a cell; False where no sheet has such a cell."""
        if not (0 <= row < _ROWS and 0 <= column < _COLUMNS):
            return False
        if self.dim_rowmin is None or self.dim_colmin is None:
            self._check_dimensions(row, column)
            return True
        if row > self.dim_rowmax:
            self.dim_rowmax = row
        elif row < self.dim_rowmin:
            self.dim_rowmin = row
        if column > self.dim_colmax:
            self.dim_colmax = column
        elif column < self.dim_colmin:
            self.dim_colmin = column
        return True

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _write_single_row(self, current_row_num: int = 0) -> None:
        """A streamed row; with it those below that have a height and no cells, which XlsxWriter forgets."""
        first = self.previous_row + 1
        super()._write_single_row(current_row_num)
        for row in range(first, current_row_num):
            if row in self.row_info:
                self._write_empty_row(row, None, self.row_info[row])

    def _write_rows(self) -> None:
        self._calculate_spans()
        table, lines, write = self.table, self._lines, self.fh.write
        looks: dict[int, str] = {}
        shapes: dict[Any, str] = {}
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, line = table.get(row), lines.get(row)
            is_empty = not cells and line is None
            if is_empty and row not in self.row_info and row not in self.comments:
                continue
            span, info = self.row_spans.get(row // _SPAN_ROWS), self.row_info.get(row)
            if is_empty:
                self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            if line is not None:
                if cells:
                    raise ValueError(f"row {row} was put whole, and cells of it besides")
                styles, values = line
                kinds = (id(styles), *map(type, values))
                shape = shapes.get(kinds)
                if shape is None:
                    shape = shapes[kinds] = _shape_of(styles, values)
                write(shape.format(row + 1, *values))
            else:
                self._write_cells(row, cells, looks, write)
            write("</row>")

    def _write_cells(self, row: int, cells: dict[int, Any], looks: dict[int, str], write: Callable[[str], Any]) -> None:
        """The cells of a row from left to right. `looks`: a format's identity → its attribute, as far as known."""
        number = str(row + 1)
        pieces: list[str] = []
        for column in sorted(cells):
            cell = cells[column]
            kind, style = cell.__class__, cell.format
            if style is None or column >= len(_LETTERS) or kind not in _ORDINARY:
                write("".join(pieces))
                pieces.clear()
                self._write_cell(row, column, cell)
                continue
            look = looks.get(id(style))
            if look is None:
                look = looks[id(style)] = f'" s="{style._get_xf_index()}"'
            if kind is CellStringTuple:
                pieces.append(f'<c r="{_LETTERS[column]}{number}{look} t="s"><v>{cell.string}</v></c>')
            elif kind is CellNumberTuple:
                pieces.append(f'<c r="{_LETTERS[column]}{number}{look}><v>{cell.number:.16G}</v></c>')
            else:
                pieces.append(f'<c r="{_LETTERS[column]}{number}{look}/>')
        write("".join(pieces))

    def _calculate_spans(self) -> None:
        """First and last column of each block of rows, comments included."""
        bounds: dict[int, tuple[int, int]] = {}
        for found in (self.table, self.comments):
            for row, cells in found.items():
                if cells:
                    block = row // _SPAN_ROWS
                    first, last = bounds.get(block, (_COLUMNS, 0))
                    bounds[block] = (min(first, *cells), max(last, *cells))
        for row, (_, values) in self._lines.items():
            _, last = bounds.get(row // _SPAN_ROWS, (0, 0))
            bounds[row // _SPAN_ROWS] = (0, max(last, len(values) - 1))
        self.row_spans = {block: f"{first + 1}:{last + 1}" for block, (first, last) in bounds.items()}


def _finite(number: float) -> float:
    if number - number != 0:
        raise TypeError(f"{number} is no number for a cell")
    return number


def _shape_of(styles: Sequence[Format], values: Sequence[int | float | None]) -> str:
    """The cells of a row, with fields for its number and then for each value."""
    cells = []
    for at, (style, value) in enumerate(zip(styles, values, strict=True)):
        cell = f'<c r="{xl_col_to_name(at)}{{0}}" s="{style._get_xf_index()}"'
        match value:
            case None:
                cells.append(f"{cell}/>")
            case int():
                cells.append(f'{cell} t="s"><v>{{{at + 1}}}</v></c>')
            case _:
                cells.append(f"{cell}><v>{{{at + 1}:.16G}}</v></c>")
    return "".join(cells)


_ORDINARY = frozenset((CellStringTuple, CellNumberTuple, CellBlankTuple))
