"""The grid of `สรุป` and what several of its blocks need."""

from __future__ import annotations

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import KpiLine
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.skeleton import gap
from kpi_excel.workbooks.writing import Sheet

COLUMNS = (gap(50), *(gap(68) for _ in range(8)), *(gap(74) for _ in range(3)))
SPLIT = 6
"""Everything splits at this column: that one invisible line is what makes the page calm."""
LAST = len(COLUMNS) - 1


def leave_air(sheet: Sheet, row: int, height: float = 10) -> int:
    """A low empty row; gives the row after it."""
    sheet.raw.set_row(row, height)
    return row + 1


def merge(sheet: Sheet, row: int, first: int, last: int, text: str, style: Format) -> None:
    """Text over several columns; only this sheet merges cells."""
    sheet.raw.merge_range(row, first, row, last, "", style)
    sheet.text(row, first, text, style)


def below_standard(context: Context) -> list[KpiLine]:
    """Leaves below the standard, by what reaching it would add: that is where effort pays."""
    low = [line for line in context.leaves if line.gain_to_standard > 0]
    return sorted(low, key=lambda line: -line.gain_to_standard)
