"""The one description of the registry: writer, reader, help sheet and messages all come from it."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.workbooks.registry import sheets_kpi, sheets_log, sheets_people, sheets_year
from kpi_excel.workbooks.registry.columns import Cell, Column, Row, SheetLayout, Tables

__all__ = ["HELP_SHEET", "SHEETS", "Cell", "Column", "Row", "SheetLayout", "Tables", "sheet_layout"]

SHEETS: tuple[SheetLayout, ...] = (
    sheets_year.SETTINGS,
    sheets_year.AGENCIES,
    sheets_kpi.KPIS,
    sheets_kpi.PARTS,
    sheets_kpi.BASELINES,
    sheets_kpi.LEVEL_TEXTS,
    sheets_kpi.PARAMS,
    sheets_people.PEOPLE,
    sheets_people.HOST_CHANGES,
    sheets_year.CALENDAR,
    sheets_year.HOLIDAYS,
    sheets_year.BANDS,
    sheets_kpi.PLAN_TARGETS,
    sheets_log.EXEMPTIONS,
    sheets_log.RECEIVED,
    sheets_log.LESSONS,
)
"""In the order of their tabs; the help sheet follows."""

HELP_SHEET = Text("คำอธิบาย", "Help")

_BY_KEY = {layout.key: layout for layout in SHEETS}


def sheet_layout(key: str) -> SheetLayout:
    """The sheet of that key.

    Raises:
        KeyError: the registry has no such sheet.
    """
    return _BY_KEY[key]
