"""Month bars of a plan: each month cell knows from the two typed dates whether the step runs through it.

Nobody colours months by hand. A date written in a way that no formula reads leaves the bar empty; it is no error.
"""

from __future__ import annotations

from kpi_excel.core.periods import BE_OFFSET, FiscalYear
from kpi_excel.forms.content import Filled

BAR = "■"


def month_cells(
    year: FiscalYear, start: str, finish: str, helpers: list[str], starts: Filled | None, finishes: Filled | None
) -> list[tuple[str, str | int]]:
    """Formula and present value of the two hidden month numbers and the twelve bars."""
    first, last = _month_number(starts, year), _month_number(finishes, year)
    cells: list[tuple[str, str | int]] = [(_number_formula(start, year), first or ""), (_number_formula(finish, year), last or "")]
    low, high = helpers
    for month in year.months():
        number = (month.start.year + BE_OFFSET) * 12 + month.start.month
        runs = first is not None and last is not None and first <= number <= last
        formula = f'IF(AND(ISNUMBER({low}),ISNUMBER({high})),IF(AND({low}<={number},{high}>={number}),"{BAR}",""),"")'
        cells.append((formula, BAR if runs else ""))
    return cells


def date_parts(ref: str, last_christian: int = -1) -> tuple[str, str, str]:
    """Formulas for day, month and Buddhist-era year of a typed `28/2/2556` or `28/2/56`; errors for anything else.

    Two-digit years up to `last_christian` are taken for Christian ones.
    """
    slash = f'FIND("/",{ref})'
    second = f'FIND("/",{ref},{slash}+1)'
    day = f"VALUE(LEFT({ref},{slash}-1))"
    month = f"VALUE(MID({ref},{slash}+1,{second}-{slash}-1))"
    year = f"VALUE(MID({ref},{second}+1,4))"
    era = f"IF({year}<=99,IF({year}<={last_christian},2543,2500),IF({year}<2400,{BE_OFFSET},0))"
    return day, month, f"({year}+{era})"


def _last_christian(year: FiscalYear) -> int:
    """The last two-digit year whose Christian reading (2543 more) lies nearer to the fiscal year than its Buddhist one."""
    return year.year - 2522


def _number_formula(ref: str, fiscal: FiscalYear) -> str:
    """Buddhist-era year × 12 + month of a typed or real date; "" for anything else."""
    _, month, year = date_parts(ref, _last_christian(fiscal))
    real = f"(YEAR({ref})+IF(YEAR({ref})<2400,{BE_OFFSET},0))*12+MONTH({ref})"
    return f'IF(ISNUMBER({ref}),{real},IFERROR({year}*12+{month},""))'


def _month_number(typed: Filled | None, fiscal: FiscalYear) -> int | None:
    """What the formula gives for a typed text; like it, this does not look at the day."""
    if not isinstance(typed, str) or typed.count("/") < 2:
        return None
    month, rest = typed.split("/", 2)[1:]
    digits = month.strip(), rest[:4].strip()
    if not all(part.isascii() and part.isdecimal() for part in digits):
        return None
    year = int(digits[1])
    era = (2543 if year <= _last_christian(fiscal) else 2500) if year <= 99 else BE_OFFSET if year < 2400 else 0
    return (year + era) * 12 + int(digits[0])
