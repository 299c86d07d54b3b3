"""A registry small enough to write in a test, and ways to spoil a written one as people and programs do."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import openpyxl

from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.workbooks.registry.layout import Cell, Row, Tables
from kpi_excel.workbooks.registry.reader import RegistryReading, read_registry
from kpi_excel.workbooks.registry.writer import empty_tables, write_registry

HEADING_ROW = 6


def kpi_row(kpi_no: str, method: str = "linear", weight: str | None = "50", **values: Cell) -> Row:
    levels: dict[str, Cell] = {f"c{level}": Decimal(50 + 10 * level) for level in range(1, 6)} if method == "linear" else {}
    row: dict[str, Cell] = {
        "kpi_no": kpi_no, "name": f"ตัวชี้วัด {kpi_no}", "method": method, "host": "AAA",
        "weight": None if weight is None else Decimal(weight), "direction": "up",
    }  # fmt: skip
    return row | levels | values


def small_tables(**sheets: list[Row]) -> Tables:
    """Two agencies, a group of two KPIs, their keeper, the calendar of a new province; `sheets` replaces whole sheets."""
    tables: dict[str, Any] = dict(empty_tables("ตัวอย่าง", 2556))
    tables["agencies"] = [
        {"code": "AAA", "name": "สำนักงานหนึ่ง", "short": "สนง.1", "aliases": "หนึ่ง, ที่หนึ่ง"},
        {"code": "BBB", "name": "สำนักงานสอง", "phone": "0 3869 4000"},
    ]
    tables["kpis"] = [kpi_row("1", "group", None), kpi_row("1.1", parent_no="1"), kpi_row("1.10", parent_no="1")]
    tables["people"] = [{"kpi_nos": "1.1, 1.10", "role": "keeper", "name": "นางสาวมาลี ตัวอย่าง", "phone": "08 1234 5678"}]
    return tables | sheets


@cache
def small_workbook() -> bytes:
    return write_registry(small_tables())


def read_tables(**sheets: list[Row]) -> RegistryReading:
    return read_registry(write_registry(small_tables(**sheets)))


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after `change` has worked on it with openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def read_edited(change: Callable[[Any], None], **sheets: list[Row]) -> RegistryReading:
    data = write_registry(small_tables(**sheets)) if sheets else small_workbook()
    return read_registry(edited(data, change))


def put(sheet: str, cell: str, value: object) -> Callable[[Any], None]:
    """A change that writes one cell."""

    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def column_of(sheet: Any, heading: str) -> int:
    return next(cell.column for cell in sheet[HEADING_ROW] if str(cell.value or "").rstrip(" *") == heading)


def codes(reading: RegistryReading, *, notes: bool = True) -> list[str]:
    return [f.code for f in reading.findings if notes or severity_of(f) is not Severity.NOTE]


def only(reading: RegistryReading, code: str) -> Finding:
    """The one finding with that code."""
    found = [finding for finding in reading.findings if finding.code == code]
    assert len(found) == 1, codes(reading)
    return found[0]


def place(finding: Finding) -> str:
    return f"{finding.place.sheet}!{finding.place.cell}"


def day(text: str) -> date:
    return date.fromisoformat(text)
