"""Month bars of a plan: each month cell knows from the two typed dates whether the step runs through it.

Nobody colours months by hand. A date written in a way that no formula reads leaves the bar empty; it is no error.
"""

from __future__ import annotations

from kpi_excel.core.periods import BE_OFFSET, FiscalYear
from kpi_excel.forms.content import Filled
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.thai_dates import read_date

BAR = "■"


def month_cells(
    year: FiscalYear, start: str, finish: str, helpers: list[str], starts: Filled | None, finishes: Filled | None
) -> list[tuple[str, str | int]]:
    """Formula and present value of the two hidden month numbers and the twelve bars."""
    first, last = _month_number(starts, year), _month_number(finishes, year)
    cells: list[tuple[str, str | int]] = [(_number_formula(start), first or ""), (_number_formula(finish), last or "")]
    low, high = helpers
    for month in year.months():
        number = (month.start.year + BE_OFFSET) * 12 + month.start.month
        runs = first is not None and last is not None and first <= number <= last
        formula = f'IF(AND(ISNUMBER({low}),ISNUMBER({high})),IF(AND({low}<={number},{high}>={number}),"{BAR}",""),"")'
        cells.append((formula, BAR if runs else ""))
    return cells


def date_parts(ref: str) -> tuple[str, str, str]:
    """Formulas for day, month and Buddhist-era year of a typed `28/2/2556` or `28/2/56`; errors for anything else."""
    slash = f'FIND("/",{ref})'
    second = f'FIND("/",{ref},{slash}+1)'
    day = f"VALUE(LEFT({ref},{slash}-1))"
    month = f"VALUE(MID({ref},{slash}+1,{second}-{slash}-1))"
    typed_year = f"VALUE(MID({ref},{second}+1,4))"
    return day, month, f"({typed_year}+IF({typed_year}<100,2500,IF({typed_year}<2400,{BE_OFFSET},0)))"


def _number_formula(ref: str) -> str:
    """Buddhist-era year × 12 + month of a typed or real date; "" for anything else."""
    _, month, year = date_parts(ref)
    real = f"(YEAR({ref})+IF(YEAR({ref})<2400,{BE_OFFSET},0))*12+MONTH({ref})"
    return f'IF(ISNUMBER({ref}),{real},IFERROR({year}*12+{month},""))'


def _month_number(typed: Filled | None, year: FiscalYear) -> int | None:
    """What the formula gives for a typed text."""
    if not isinstance(typed, str) or typed.count("/") != 2:
        return None
    day = read_date(RawCell("text", typed), year).day
    return None if day is None or not typed.isascii() else (day.year + BE_OFFSET) * 12 + day.month
