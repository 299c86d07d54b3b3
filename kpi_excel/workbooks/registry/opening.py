"""The registry's bytes as raw sheets. The only module here that reads with openpyxl; it never executes anything."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from kpi_excel.core.text import Text
from kpi_excel.forms.raw import Address, RawCell, RawSheet

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_LARGEST = 200_000_000
"""Bytes unpacked: a thousand times a registry; more is a trap or a mistake."""
_UNCOMPUTED = re.compile(rb'<c(?![^>]*t="str")[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
"""A formula that the last program saved without its value."""

_NOT_A_WORKBOOK = Text("ไม่ใช่สมุดงาน Excel (.xlsx)", "it is no Excel workbook (.xlsx)")
_LOCKED_OR_OLD = Text("มีรหัสผ่าน หรือเป็นไฟล์ .xls รุ่นเก่า", "it has a password, or is an old .xls file")
_BROKEN = Text("ไฟล์เสียหรือไม่ครบ", "the file is damaged or incomplete")
_TOO_LARGE = Text("ไฟล์ใหญ่ผิดปกติ", "the file is unusually large")
_NO_SHEETS = Text("ไม่มีแผ่นงานที่อ่านได้", "it has no readable sheet")


class CannotOpen(Exception):
    """The bytes are no workbook that can be read; `reason` says why in words for people."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def open_sheets(data: bytes) -> tuple[RawSheet, ...]:
    """Every worksheet with its non-blank cells; a formula gives its computed value.

    Raises:
        CannotOpen: not an .xlsx, encrypted, damaged, or without a readable sheet.
    """
    has_uncomputed = _look_inside(data)
    sheets = _load(data, computed=True)
    if not sheets:
        raise CannotOpen(_NO_SHEETS)
    formulas = {sheet.title: _formulas_of(sheet) for sheet in _load(data, computed=False)} if has_uncomputed else {}
    return tuple(_raw_sheet(sheet, formulas.get(sheet.title, {})) for sheet in sheets)


def _look_inside(data: bytes) -> bool:
    """Refuse what is no workbook; say whether some formula stands there without a value."""
    if data.startswith(_OLE):
        raise CannotOpen(_LOCKED_OR_OLD)
    if not data.startswith(_ZIP):
        raise CannotOpen(_NOT_A_WORKBOOK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise CannotOpen(_TOO_LARGE)
            parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
            return any(_UNCOMPUTED.search(archive.read(name)) for name in parts)
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, RuntimeError, NotImplementedError):
        raise CannotOpen(_BROKEN) from None


def _load(data: bytes, computed: bool) -> list[Any]:
    # Importing openpyxl takes longer than reading a registry with it: only who reads one pays
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return list(load_workbook(io.BytesIO(data), data_only=computed).worksheets)
        except Exception as failure:
            # Whatever a damaged package makes the library raise means one thing to the person: it cannot be read
            raise CannotOpen(_BROKEN) from failure


def _cells_of(sheet: Any) -> Iterator[tuple[Address, Any]]:
    # Walking rows would make a cell of every formatted blank, a million of them where a whole column was formatted
    for (row, column), cell in sheet._cells.items():
        yield Address(row - 1, column - 1), cell


def _formulas_of(sheet: Any) -> dict[Address, str]:
    return {address: str(cell.value) for address, cell in _cells_of(sheet) if cell.data_type == "f"}


def _raw_sheet(sheet: Any, formulas: dict[Address, str]) -> RawSheet:
    cells = {}
    for address, cell in _cells_of(sheet):
        if cell.value is not None:
            cells[address] = _raw_cell(cell.value, cell.data_type)
        elif address in formulas:
            cells[address] = RawCell("uncached", "", formulas[address].removeprefix("="))
    return RawSheet(sheet.title, cells, hidden=sheet.sheet_state != "visible")


def _raw_cell(value: object, data_type: str) -> RawCell:
    match value:
        case bool():
            return RawCell("bool", value)
        case int() | float():
            return RawCell("number", float(value))
        case datetime() | date():
            return RawCell("date", value.isoformat())
        case time() | timedelta():
            return RawCell("duration", str(value))
    return RawCell("error" if data_type == "e" else "text", str(value))
