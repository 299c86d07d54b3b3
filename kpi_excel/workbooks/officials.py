"""Fills a form the way officials do it in a spreadsheet program: by headings and codes, neatly or not.

Used by the demo and by tests. It knows the form only by what stands on its sheets, not by how we wrote it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

Typed = str | int | float | date

_KEY = re.compile(r"#([a-z]+)\.(\w+)")

KeyRows = dict[str, tuple[int, dict[int, str]]]
"""Table → the row of its hidden keys, and key by column."""


class FilledForm:
    """A form opened in a spreadsheet program, to be typed into."""

    def __init__(self, data: bytes) -> None:
        # openpyxl takes a fifth of a second to import
        from openpyxl import load_workbook

        self.book: Workbook = load_workbook(io.BytesIO(data))
        self._found: dict[str, KeyRows] = {}

    def save(self, day: date) -> bytes:
        """What the program writes on saving; stamped with a day instead of the clock, so that a demo repeats itself."""
        out = io.BytesIO()
        self.book.save(out)
        return _stamped(out.getvalue(), day)

    def type_into(self, where: str, typed: Typed) -> bool:
        """Type into "table code field" (`results K3.2.2 result`, `page K3.2.2 target`, `head reporter`). False: no such cell."""
        cell = self.cell(where)
        if cell is None:
            return False
        cell.value = typed
        return True

    def cell(self, where: str) -> Cell | MergedCell | None:
        """The cell that a place names."""
        table, *rest = where.split()
        for sheet in self.book.worksheets:
            rows = self.rows(sheet, table)
            if len(rest) == 2 and rest[0] in rows and rest[1] in rows[rest[0]]:
                return rows[rest[0]][rest[1]]
        return None

    def rows(self, sheet: Worksheet, table: str) -> dict[str, dict[str, Cell | MergedCell]]:
        """A table's rows by their code: field → cell. Rows without a code are numbered `+1`, `+2` …"""
        found = self.key_rows(sheet).get(table)
        if found is None:
            return {}
        key_row, keys = found
        code_column = next(column for column, key in keys.items() if key in ("code", "kpi_no"))
        found_rows: dict[str, dict[str, Cell | MergedCell]] = {}
        spare = 0
        for row in range(key_row + 2, sheet.max_row + 1):
            code = str(sheet.cell(row, code_column).value or "").split("\n")[-1]
            if code.startswith("#end|"):
                break
            if not code:
                spare += 1
                code = f"+{spare}"
            found_rows[code] = {key: sheet.cell(row, column) for column, key in keys.items()}
        return found_rows

    def key_rows(self, sheet: Worksheet) -> KeyRows:
        """Table → where its hidden keys stand on a sheet: looked for once, for that is what takes long."""
        if sheet.title not in self._found:
            found: KeyRows = {}
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and (key := _KEY.fullmatch(cell.value)):
                        found.setdefault(key[1], (int(cell.row or 0), {}))[1][int(cell.column or 0)] = key[2]
            self._found[sheet.title] = found
        return self._found[sheet.title]

    def type_beside(self, label: str, typed: Typed, sheet_name: str) -> bool:
        """On a page: type into the cell right of a label."""
        for row in self.book[sheet_name].iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.split("\n")[0] == label:
                    self.book[sheet_name].cell(int(cell.row or 0), int(cell.column or 0) + 1).value = typed
                    return True
        return False

    def type_below(self, caption: str, typed: Typed) -> None:
        """In the head: type into the cell below a caption, wherever it stands."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows(max_row=12):
                for cell in row:
                    if cell.value == caption:
                        sheet.cell(int(cell.row or 0) + 1, int(cell.column or 0)).value = typed

    def sort_from_the_end(self, table: str) -> None:
        """Sort a table descending, every column with it: values change places, formulas follow their own row."""
        for sheet in self.book.worksheets:
            rows = self.rows(sheet, table)
            if not rows:
                continue
            lines = [{column: cell.value for column, cell in _whole_row(sheet, _row_of(row)).items()} for row in rows.values()]
            numbers = [_row_of(row) for row in rows.values()]
            for row, (source, line) in zip(numbers, zip(reversed(numbers), reversed(lines), strict=True), strict=True):
                for column, value in line.items():
                    if isinstance(value, str) and value.startswith("="):
                        value = re.sub(rf"(?<![0-9$])(\$?[A-Z]{{1,3}}){source}(?![0-9])", rf"\g<1>{row}", value)
                    sheet.cell(row, column).value = value

    def insert_rows(self, table: str) -> None:
        """Insert an empty row above the table's heading and one inside it, as Excel does it: contents move down."""
        for sheet in self.book.worksheets:
            rows = self.rows(sheet, table)
            if rows:
                first = _row_of(next(iter(rows.values())))
                sheet.insert_rows(first + 1)
                sheet.insert_rows(3)
                self._found.clear()

    def rename_tab(self, old: str, new: str) -> None:
        """Rename a sheet."""
        self.book[old].title = new
        self._found.clear()

    def copy_sheet(self, name: str) -> str:
        """Copy a sheet; the name of the copy."""
        return str(self.book.copy_worksheet(self.book[name]).title)

    def replace_text(self, changes: Mapping[str, str]) -> None:
        """Overtype texts wherever they stand (titles, the agency's name)."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if isinstance(cell.value, str) and not cell.value.startswith("="):
                        for old, new in changes.items():
                            if old in cell.value:
                                cell.value = cell.value.replace(old, new)


def _stamped(data: bytes, day: date) -> bytes:
    """The same parts, with the day as the time of every part and of the document."""
    moment = f">{day.isoformat()}T09:00:00Z</dcterms:modified>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            part = old.read(item)
            if item.filename == "docProps/core.xml":
                part = re.sub(rb">[^<]*</dcterms:modified>", moment, part)
            new.writestr(zipfile.ZipInfo(item.filename, (day.year, day.month, day.day, 9, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _row_of(cells: Mapping[str, Cell | MergedCell]) -> int:
    """The sheet row of a table's row."""
    return int(next(iter(cells.values())).row or 0)


def _whole_row(sheet: Worksheet, row: int) -> dict[int, Cell | MergedCell]:
    return {column: sheet.cell(row, column) for column in range(1, sheet.max_column + 1)}


def as_typed(figure: str) -> Typed:
    """A figure as a spreadsheet program takes it: a number where it looks like one."""
    try:
        return int(figure) if figure.isdigit() else float(figure)
    except ValueError:
        return figure
