"""Cell references (`B7`) and counts as the files write them."""

from __future__ import annotations

import re
from functools import lru_cache

from kpi_excel.core.findings import Place
from kpi_excel.forms.raw import Address
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")


@lru_cache(maxsize=65_536)
def read_reference(reference: str) -> Address:
    """The address of `B7`; remembered, because every sheet names the same few thousand cells.

    Raises:
        Refusal: no sheet has such a cell.
    """
    found = _REFERENCE.match(reference)
    if found:
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        row = int(found[2])
        if column <= limits.COLUMNS and 1 <= row <= limits.ROWS:
            return Address(row - 1, column - 1)
    raise refusal("cell-outside-sheet", place=Place(cell=reference[:20]))


def read_count(text: str) -> int | None:
    """A plain whole number as attributes hold it; None where it is none, or longer than any sheet needs."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def area_of(span: str) -> int:
    """How many cells a range such as `A1:C9` covers."""
    first, _, last = span.partition(":")
    start, end = read_reference(first), read_reference(last or first)
    return (abs(end.row - start.row) + 1) * (abs(end.column - start.column) + 1)
