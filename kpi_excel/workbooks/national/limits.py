"""How much fits: rows of a sheet, and sheets of values in one file before the next file begins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Limits(NamedTuple):
    """`rows` of a sheet, its headings included; `sheets` of values in one workbook: more of them no program opens."""

    rows: int = 1_048_576
    sheets: int = 2

    def parts(self, values: int, headings: int) -> Iterator[range]:
        """The values of each sheet in turn, at least one sheet."""
        room = self.rows - headings
        if room < 1:
            raise ValueError("no row is left below the headings")
        for first in range(0, max(values, 1), room):
            yield range(first, min(first + room, values))


EXCEL = Limits()
