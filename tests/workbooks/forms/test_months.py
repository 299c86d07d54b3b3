"""Month bars: what the formula makes of a typed date is what Python writes beside it, in real programs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kpi_excel.core.periods import FiscalYear
from kpi_excel.workbooks.forms.months import BAR, month_cells
from kpi_excel.workbooks.writing import Book
from tests.programs import Sheets

YEAR = FiscalYear(2556)
TYPED = (
    "1/10/2555", "28/2/2556", "28/2/56", "31/07/13", "1/1/2013", " 5 / 3 / 2556", "29/2/2556", "5/13/2556", "28 ก.พ. 2556",
    "28-2-2556", "เร็ว ๆ นี้", "", "//", "1/2", "1/2/2556/3", "1/ก.พ./2556", "1/2/25567",
)  # fmt: skip
"""Thai digits are left out: Gnumeric makes numbers of them, LibreOffice does not outside Thailand."""


def bars(start: str, finish: str) -> str:
    return "".join("■" if shown else "." for _, shown in month_cells(YEAR, "A1", "B1", ["$C1", "$D1"], start, finish)[2:])


@pytest.mark.parametrize(
    ("start", "finish", "shown"),
    [
        ("15/11/2555", "28/2/2556", ".■■■■......."), ("1/10/2555", "30/9/2556", "■" * 12), ("1/9/2555", "31/10/2555", "■..........."),
        ("1/2/56", "31/3/13", "....■■......"), ("31/3/2556", "1/2/2556", "............"), ("1/2/2556", "เมื่อเสร็จ", "............"),
        ("1/10/2556", "30/9/2557", "............"),
    ],
)  # fmt: skip
def test_bars_run_from_start_to_finish__typed_dates(start: str, finish: str, shown: str) -> None:
    assert bars(start, finish) == shown


@pytest.mark.program
def test_formula_reads_what_python_reads__every_way_of_writing(recalculate: Callable[[bytes], Sheets]) -> None:
    book = Book("ทดสอบ")
    sheet = book.sheet("แผน")
    written: dict[tuple[int, int], object] = {}
    for row, typed in enumerate(TYPED):
        sheet.text(row, 0, "1/10/2555")
        sheet.text(row, 1, typed)
        cells = month_cells(YEAR, f"A{row + 1}", f"B{row + 1}", [f"$C{row + 1}", f"$D{row + 1}"], "1/10/2555", typed)
        for column, (formula, value) in enumerate(cells, start=2):
            sheet.formula(row, column, f"={formula}", None, value)
            written |= {(row, column): value} if value != "" else {}
    shown = {at: value for at, value in recalculate(book.close())["แผน"].items() if at[1] >= 2}

    assert shown == written
    assert BAR in shown.values()
