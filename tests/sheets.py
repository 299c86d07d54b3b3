"""Sheets for tests: drawn as tables of text, typed into and pushed about the way people do it in a spreadsheet program.

    sheet = draw('''
        | ตัวชี้วัดที่ | ผลสะสม |
        | K1.1     | 45.5  |
    ''')

Between bars stand numbers, texts ("45" in quotes is a text; \\n breaks a line, ¦ is a bar), days (@2013-02-28), errors (#N/A) and
formulas with what they show (=A1+1 → 3). A blank between two bars is no cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook

Typed = str | float | int | bool | date | None

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_A1 = re.compile(r"([A-Z]+)(\d+)")


def at(name: str) -> Address:
    """`D14` as row 13, column 3."""
    found = _A1.fullmatch(name)
    assert found, name
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return Address(int(found[2]) - 1, column - 1)


def cell_of(typed: Typed) -> RawCell | None:
    """What the reader gives for something that was typed."""
    match typed:
        case None | "":
            return None
        case bool():
            return RawCell("bool", typed)
        case int() | float():
            return RawCell("number", float(typed))
        case date():
            return RawCell("date", typed.isoformat())
    return RawCell("text", typed)


@dataclass(slots=True)
class Sheet:
    """A sheet one can do things to; rows and columns count from 0."""

    name: str
    cells: dict[Address, RawCell] = field(default_factory=dict)
    hidden: bool = False
    footer: str = ""

    def raw(self) -> RawSheet:
        return RawSheet(self.name, dict(self.cells), self.hidden, self.footer)

    def __getitem__(self, name: str | Address) -> RawCell | None:
        return self.cells.get(at(name) if isinstance(name, str) else name)

    def __setitem__(self, name: str | Address, typed: Typed) -> None:
        address, cell = at(name) if isinstance(name, str) else name, cell_of(typed)
        self.cells.pop(address, None)
        if cell is not None:
            self.cells[address] = cell

    def find(self, text: str) -> Address:
        """The first cell whose text begins so."""
        places = (address for address, cell in sorted(self.cells.items()) if str(cell.value).startswith(text))
        found = next(places, None)
        assert found is not None, f"{text} is not on {self.name}"
        return found

    def row(self, number: int) -> dict[int, RawCell]:
        return {address.column: cell for address, cell in self.cells.items() if address.row == number}

    def rearrange(self, place: Callable[[Address], Address | None]) -> None:
        """Give every cell its new place, None for those that go."""
        placed = [(place(address), cell) for address, cell in self.cells.items()]
        self.cells = {address: cell for address, cell in placed if address is not None}

    def insert_rows(self, before: int, count: int = 1) -> None:
        self.rearrange(lambda a: Address(a.row + count * (a.row >= before), a.column))

    def insert_columns(self, before: int, count: int = 1) -> None:
        self.rearrange(lambda a: Address(a.row, a.column + count * (a.column >= before)))

    def delete_rows(self, *rows: int) -> None:
        self.rearrange(lambda a: None if a.row in rows else Address(a.row - sum(r < a.row for r in rows), a.column))

    def delete_columns(self, *columns: int) -> None:
        self.rearrange(
            lambda a: None if a.column in columns else Address(a.row, a.column - sum(c < a.column for c in columns))
        )

    def clear_rows(self, *rows: int) -> None:
        self.rearrange(lambda a: None if a.row in rows else a)

    def move_column(self, source: int, before: int) -> None:
        """Cut a column and insert it before another."""
        order = [column for column in range(max(a.column for a in self.cells) + 2) if column != source]
        order.insert(order.index(before), source)
        self.rearrange(lambda a: Address(a.row, order.index(a.column)))

    def copy_row(self, source: int, to: int) -> None:
        """Insert a copy of a row at `to`."""
        copied = self.row(source)
        self.insert_rows(to)
        self.cells |= {Address(to, column): cell for column, cell in copied.items()}

    def copy_column(self, source: int, to: int) -> None:
        """Insert a copy of a column at `to`."""
        copied = {a.row: cell for a, cell in self.cells.items() if a.column == source}
        self.insert_columns(to)
        self.cells |= {Address(row, to): cell for row, cell in copied.items()}

    def sort(self, rows: Iterable[int], by: int, columns: Iterable[int] | None = None, descending: bool = True) -> None:
        """Sort rows by what a column shows; `columns` limits what moves, as a selection does."""
        places = list(rows)
        shown = {row: str(self.cells[Address(row, by)].value) if Address(row, by) in self.cells else "" for row in places}
        self.rearrange_rows(places, sorted(places, key=shown.__getitem__, reverse=descending), columns)

    def rearrange_rows(self, rows: Iterable[int], sources: Iterable[int], columns: Iterable[int] | None = None) -> None:
        """Put into each row what stands in its source row, in all columns or in these."""
        moving = set(columns) if columns is not None else {a.column for a in self.cells}
        to = {source: row for row, source in zip(rows, sources, strict=True)}
        self.rearrange(lambda a: Address(to.get(a.row, a.row), a.column) if a.column in moving else a)

    def paste_values(self) -> None:
        """What is left when only values are pasted: no formulas, what they showed as plain cells."""
        self.cells = {a: RawCell(cell.kind, cell.value) for a, cell in self.cells.items() if cell.value != ""}

    def replace_text(self, old: str, new: str) -> None:
        """Overtype a text wherever it stands."""
        for address, cell in self.cells.items():
            if cell.kind == "text" and not cell.formula:
                self.cells[address] = RawCell("text", str(cell.value).replace(old, new))


@dataclass(slots=True)
class Workbook:
    """A workbook one can do things to."""

    sheets: list[Sheet]
    custom: dict[str, str] = field(default_factory=dict)
    subject: str = ""

    @staticmethod
    def of(raw: RawWorkbook) -> Workbook:
        """An editable copy of what the reader gave."""
        sheets = [Sheet(sheet.name, dict(sheet.cells), sheet.hidden, sheet.footer) for sheet in raw.sheets]
        return Workbook(sheets, dict(raw.custom), raw.subject)

    def raw(self) -> RawWorkbook:
        return RawWorkbook("xlsx", tuple(sheet.raw() for sheet in self.sheets), dict(self.custom), self.subject)

    def __getitem__(self, name: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.name == name)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def copy(self, name: str, title: str = "") -> Sheet:
        """Copy a sheet to the end."""
        source = self[name]
        self.sheets.append(Sheet(title or f"{name} (2)", dict(source.cells), source.hidden, source.footer))
        return self.sheets[-1]

    def delete(self, *names: str) -> None:
        self.sheets = [sheet for sheet in self.sheets if sheet.name not in names]

    def paste_into_new(self) -> Workbook:
        """Every visible sheet pasted as values into a fresh workbook: no hidden sheets, properties or footers."""
        fresh = Workbook([Sheet(f"Sheet{n}", dict(s.cells)) for n, s in enumerate(self.sheets, 1) if not s.hidden])
        for sheet in fresh:
            sheet.paste_values()
        return fresh


def draw(drawing: str, name: str = "แผ่น") -> Sheet:
    """The sheet that a drawing shows; its first line is row 1, its first column A."""
    sheet = Sheet(name)
    lines = [line.strip() for line in drawing.strip().splitlines()]
    for row, line in enumerate(lines):
        for column, text in enumerate(line.removeprefix("|").removesuffix("|").split("|") if line else ()):
            if (cell := _drawn(text.strip())) is not None:
                sheet.cells[Address(row, column)] = cell
    return sheet


def book(*sheets: Sheet | str) -> RawWorkbook:
    """A raw workbook of sheets or drawings."""
    return Workbook([draw(s) if isinstance(s, str) else s for s in sheets]).raw()


def _drawn(text: str) -> RawCell | None:
    if text.startswith("=") and "→" in text:
        formula, _, shown = text[1:].partition("→")
        cell = _drawn(shown.strip()) or RawCell("text", "")
        return RawCell(cell.kind, cell.value, formula.strip())
    if text.startswith("@"):
        return RawCell("date", text[1:])
    if text in ("#N/A", "#REF!", "#DIV/0!"):
        return RawCell("error", text)
    if _NUMBER.fullmatch(text):
        return RawCell("number", float(text))
    if text.startswith('"') and text.endswith('"'):
        text = text[1:-1]
    return cell_of(text.replace("\\n", "\n").replace("¦", "|"))
