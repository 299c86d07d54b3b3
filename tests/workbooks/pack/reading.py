"""Packs read back, as openpyxl sees them."""

from __future__ import annotations

from functools import cache

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.pack import write_pack
from tests.workbooks.consolidated.reading import load
from tests.workbooks.consolidated.sample import MIXED, consolidation
from tests.workbooks.pack.sample import round_report


def read(data: Consolidation, lang: str = "th") -> Workbook:
    return load(write_pack(data, lang), data_only=True)


@cache
def month(lang: str = "th") -> Workbook:
    """The last month, everything reported."""
    return read(consolidation(), lang)


@cache
def mixed(lang: str = "th") -> Workbook:
    """The last month with every state once."""
    return read(consolidation(MIXED), lang)


@cache
def report(lang: str = "th") -> Workbook:
    """The 6-month round."""
    return read(round_report(), lang)


def context_of(data: Consolidation, lang: str = "th") -> Context:
    return Context.of(data, lang)


def rows_between(sheet: Worksheet, first: str, last: str = "") -> list[list[object]]:
    """The rows after the one that begins with `first`, up to the one that begins with `last`."""
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(at for at, row in enumerate(rows) if str(row[0]).startswith(first)) + 1
    stop = next((at for at, row in enumerate(rows) if last and str(row[0]).startswith(last)), len(rows))
    return rows[start:stop]
