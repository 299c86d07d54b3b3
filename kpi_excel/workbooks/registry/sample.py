"""The sample province as tables, so that a first registry can be written, read and played with."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from decimal import Decimal
from importlib import resources

from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.registry.layout import SHEETS, Cell, Column, Row, SheetLayout, Tables

_PACKAGE = "kpi_excel.samples"


def sample_tables() -> Tables:
    """The sample province: one CSV per sheet, named by the sheet's key; the settings are TOML. Absent: no rows."""
    return {layout.key: _settings() if layout.page else _rows(layout) for layout in SHEETS}


def _settings() -> list[Row]:
    text = resources.files(_PACKAGE).joinpath("settings.toml").read_text("utf-8")
    settings = tomllib.loads(text, parse_float=Decimal)
    return [{key: Decimal(value) if isinstance(value, int) else value for key, value in settings.items()}]


def _rows(layout: SheetLayout) -> list[Row]:
    file = resources.files(_PACKAGE).joinpath(f"{layout.key}.csv")
    if not file.is_file():
        return []
    lines = csv.DictReader(file.read_text("utf-8").splitlines())
    return [{key: _cell(layout.column(key), text) for key, text in line.items()} for line in lines]


def _cell(column: Column, text: str) -> Cell:
    if not text:
        return None
    if column.type is FieldType.DAY:
        return date.fromisoformat(text)
    if column.type in (FieldType.DECIMAL, FieldType.WHOLE) and text not in column.words:
        return Decimal(text)
    return text
