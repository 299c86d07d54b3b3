"""A returned sheet with its texts indexed once, so that headers, labels and captions are looked up and not searched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.forms.spec_rules import names_of
from kpi_excel.forms.thai_text import key_of

_LONGEST = 300
"""No header is longer; long answers need not be indexed."""


@dataclass(frozen=True, slots=True)
class SheetText:
    """A raw sheet, its short texts by matching key (of the whole and of the first line), and its rows in order.

    `number` tells sheets of one name apart.
    """

    number: int
    sheet: RawSheet
    by_key: Mapping[str, list[Address]]
    by_row: Mapping[int, dict[int, RawCell]]

    def text_at(self, row: int, column: int) -> str:
        """The text of a cell, "" where there is none."""
        cell = self.by_row.get(row, {}).get(column)
        return str(cell.value) if cell is not None and cell.kind == "text" else ""

    def texts_in(self, row: int) -> list[str]:
        """The texts of a row, from left to right."""
        return [str(cell.value) for cell in self.by_row.get(row, {}).values() if cell.kind == "text"]


def index_sheets(raw: RawWorkbook) -> list[SheetText]:
    """Every sheet that holds anything."""
    return [_index(number, sheet) for number, sheet in enumerate(raw.sheets) if sheet.cells]


def _index(number: int, sheet: RawSheet) -> SheetText:
    by_key: dict[str, list[Address]] = {}
    by_row: dict[int, dict[int, RawCell]] = {}
    for address in sorted(sheet.cells):
        cell = sheet.cells[address]
        by_row.setdefault(address.row, {})[address.column] = cell
        if cell.kind == "text" and len(text := str(cell.value)) <= _LONGEST:
            first, _, rest = text.partition("\n")
            for key in {key_of(text), key_of(first)} if rest else (key_of(text),):
                if key:
                    by_key.setdefault(key, []).append(address)
    return SheetText(number, sheet, by_key, by_row)


def find_labels(text: SheetText, fields: Iterable[FieldSpec]) -> dict[str, Address]:
    """Where each field's label stands; of several places the upper one in the column that bears most labels.

    Fields of one title (raw inputs may share a name) take its places from top to bottom.
    """
    places: dict[str, list[Address]] = {}
    for item in fields:
        found = next((text.by_key[name] for name in names_of(item) if name in text.by_key), None)
        if found:
            places[item.key] = found
    labels_in = Counter(column for found in places.values() for column in {address.column for address in found})
    labels: dict[str, Address] = {}
    taken: set[Address] = set()
    for key, found in places.items():
        if free := [address for address in found if address not in taken]:
            labels[key] = max(free, key=lambda at: (labels_in[at.column], -at.row))
            taken.add(labels[key])
    return labels
