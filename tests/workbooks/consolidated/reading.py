"""A consolidated workbook read back: values, formulas and links by sheet, as openpyxl (untyped) sees them."""

from __future__ import annotations

import io
import warnings
from functools import cache
from typing import Any

import openpyxl

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.workbooks.consolidated import write_consolidated
from tests.workbooks.consolidated.sample import MIXED, consolidation, many_agencies


def load(workbook: bytes, *, data_only: bool = False) -> Any:
    """openpyxl drops what it does not know (sparklines, data bars) and says so: here that does not matter."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(workbook), data_only=data_only)


def read(data: Consolidation, lang: str = "th") -> Any:
    """Values, as a program that never recalculates shows them."""
    return load(write_consolidated(data, lang), data_only=True)


def read_formulas(data: Consolidation, lang: str = "th") -> Any:
    return load(write_consolidated(data, lang))


@cache
def full(lang: str = "th") -> Any:
    """Everything reported."""
    return read(consolidation(), lang)


@cache
def mixed(lang: str = "th") -> Any:
    """Every state once."""
    return read(consolidation(MIXED), lang)


@cache
def mixed_formulas() -> Any:
    return read_formulas(consolidation(MIXED))


@cache
def nothing() -> Any:
    """The first month, and nothing came in."""
    return read(consolidation(months=1, is_reported=False))


@cache
def many() -> Any:
    """Sixty agencies."""
    return read(many_agencies())


def texts(sheet: Any) -> list[str]:
    """Every text of the sheet, row by row."""
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def row_of(sheet: Any, first: str, column: int = 1) -> list[Any]:
    """The values of the only row whose cell in `column` (from 1) is `first`."""
    found = [row for row in sheet.iter_rows(values_only=True) if row[column - 1] == first]
    assert len(found) == 1, f"{first}: {len(found)} rows"
    return list(found[0])


def table(sheet: Any, heading: str, column: int = 1) -> list[dict[str, Any]]:
    """The rows under the headings, the first of which stands in `column`, up to the first row without a first cell."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(index for index, row in enumerate(rows) if row[column - 1] == heading)
    heads = [str(head) for head in rows[at]]
    found = []
    for row in rows[at + 1 :]:
        if row[column - 1] is None:
            break
        found.append(dict(zip(heads, row, strict=True)))
    return found
