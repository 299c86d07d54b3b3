"""The steps of `tests.office` taken by a script with openpyxl: what people do who work with programs of their own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from tests.office import Step

TEXT_FORMAT = "@"


def by_openpyxl(workbook: bytes, steps: Sequence[Step]) -> bytes:
    """The workbook after the steps, as openpyxl saves it: without the values of formulas."""
    script = _Script(openpyxl.load_workbook(io.BytesIO(workbook)))
    for name, *arguments in steps:
        getattr(script, name)(*arguments)
    out = io.BytesIO()
    script.book.save(out)
    return out.getvalue()


class _Script:
    """Sheets, rows and columns as `tests.office._Hands` has them."""

    def __init__(self, book: Any) -> None:
        self.book = book

    def type(self, sheet: str, cell: str, text: str) -> None:
        at = self.book[sheet][cell]
        at.value = text if at.number_format == TEXT_FORMAT or not _is_number(text) else float(text)

    def unprotect(self, sheet: str) -> None:
        self.book[sheet].protection.disable()

    def insert_rows(self, sheet: str, before: int, count: int) -> None:
        self.book[sheet].insert_rows(before, count)

    def remove_rows(self, sheet: str, first: int, count: int) -> None:
        self.book[sheet].delete_rows(first, count)

    def insert_columns(self, sheet: str, before: str, count: int) -> None:
        self.book[sheet].insert_cols(column_index_from_string(before), count)

    def remove_columns(self, sheet: str, first: str, count: int) -> None:
        self.book[sheet].delete_cols(column_index_from_string(first), count)

    def sort(self, sheet: str, cells: str, column: int, ascending: bool) -> None:
        left, top, right, end = range_boundaries(cells)
        at = self.book[sheet]
        rows = [(row, [at.cell(row, column).value for column in range(left, right + 1)]) for row in range(top, end + 1)]
        # as programs do it: blank cells last, whichever way
        filled = sorted((row for row in rows if row[1][column] is not None), key=lambda row: str(row[1][column]), reverse=not ascending)
        blank = [row for row in rows if row[1][column] is None]
        for to, (row, values) in enumerate([*filled, *blank], start=top):
            for index, value in enumerate(values, start=left):
                at.cell(to, index).value = _moved(value, f"{get_column_letter(index)}{row}", f"{get_column_letter(index)}{to}")

    def move(self, sheet: str, cells: str, to: str) -> None:
        left, top, _, _ = range_boundaries(cells)
        new_left, new_top, _, _ = range_boundaries(to)
        self.book[sheet].move_range(cells, new_top - top, new_left - left)

    def clear(self, sheet: str, cells: str) -> None:
        for cell in _cells(self.book[sheet], cells):
            cell.value = None

    def unmerge(self, sheet: str, cells: str) -> None:
        at = self.book[sheet]
        for merged in list(at.merged_cells.ranges):
            at.unmerge_cells(str(merged))
        for cell in _cells(at, cells):
            cell.style = "Normal"

    def hide_rows(self, sheet: str, first: int, last: int) -> None:
        for row in range(first, last + 1):
            self.book[sheet].row_dimensions[row].hidden = True

    def rename(self, sheet: str, name: str) -> None:
        self.book[sheet].title = name

    def reorder(self, sheet: str, place: int) -> None:
        self.book.move_sheet(sheet, place - self.book.sheetnames.index(sheet))

    def delete_hidden(self) -> None:
        for sheet in list(self.book.worksheets):
            if sheet.sheet_state != "visible":
                self.book.remove(sheet)

    def duplicate(self, sheet: str, name: str) -> None:
        self.book.copy_worksheet(self.book[sheet]).title = name

    def into_new_book(self, sheet: str) -> None:
        self._copied(sheet, range_of(self.book[sheet]), formulas=True)

    def values_into_new_book(self, sheet: str, cells: str) -> None:
        self._copied(sheet, cells, formulas=False)

    def _copied(self, sheet: str, cells: str, formulas: bool) -> None:
        book = openpyxl.Workbook()
        at = book.worksheets[0]
        at.title = sheet
        for cell in _cells(self.book[sheet], cells):
            if formulas or cell.data_type != "f":
                at[cell.coordinate].value = cell.value
        self.book = book


def range_of(sheet: Worksheet) -> str:
    return f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"


def _cells(sheet: Worksheet, cells: str) -> list[Any]:
    return [cell for row in sheet[cells] for cell in row] if ":" in cells else [sheet[cells]]


def _moved(value: object, source: str, to: str) -> object:
    return Translator(value, origin=source).translate_formula(to) if isinstance(value, str) and value.startswith("=") else value


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).removeprefix("-").isdecimal() and text.isascii()
