"""The compiled reader: it reads .xls, and gives a second opinion where an .xlsx is written in an unusual way."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook
from kpi_excel.workbooks.gate import Admission, limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.reader.formats import format_duration, format_moment
from kpi_excel.workbooks.reader.sheets import Walked

_LARGEST_AREA = 2_000_000
"""Calamine lays a sheet out as a full grid: beyond this a stray cell would cost more memory than there is."""


class CalamineFailed(Exception):
    """The compiled reader could not read the file."""


@contextmanager
def _contained() -> Iterator[None]:
    try:
        yield
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        raise CalamineFailed(type(error).__name__) from None


def read_xls(admission: Admission, data: bytes) -> RawWorkbook:
    """The values of an admitted .xls; its formulas and error cells do not show.

    Raises:
        Refusal: it cannot be read.
    """
    try:
        with _contained():
            sheets = tuple(_read_sheets(data))
    except CalamineFailed as failure:
        raise refusal("file-encrypted" if str(failure) == "PasswordError" else "file-damaged") from None
    count = sum(len(sheet.cells) for sheet in sheets)
    if count > limits.CELLS:
        raise refusal("too-many-cells", f"{count:,}", f"{limits.CELLS:,}")
    return RawWorkbook(admission.kind.value, sheets, findings=admission.notes)


def check_no_cell_is_lost(data: bytes, walked: Mapping[str, Walked]) -> tuple[Finding, ...]:
    """Compare our reading of unusual sheets with calamine's: a cell that only calamine sees is reported."""
    findings = []
    for name, ours in walked.items():
        if ours.area > _LARGEST_AREA:
            continue
        try:
            with _contained():
                theirs = _read_grid(_open(data).get_sheet_by_name(name))
        except CalamineFailed:
            continue
        lost = sorted(address for address in theirs if address not in ours.cells)
        if lost:
            cells = ", ".join(address.a1() for address in lost[:10])
            findings.append(Finding("cells-disagree", Place(sheet=name, cell=lost[0].a1()), Text(cells, cells)))
    return tuple(findings)


def _open(data: bytes) -> Any:
    import python_calamine

    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))


def _read_sheets(data: bytes) -> Iterator[RawSheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    workbook = _open(data)
    for sheet in workbook.sheets_metadata:
        if sheet.typ == SheetTypeEnum.WorkSheet:
            cells = _read_grid(workbook.get_sheet_by_name(sheet.name))
            yield RawSheet(sheet.name, cells, sheet.visible != SheetVisibleEnum.Visible)


def _read_grid(sheet: Any) -> dict[Address, RawCell]:
    cells = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if value != "":
                cells[Address(row, column)] = _read_value(value)
    return cells


def _read_value(value: Any) -> RawCell:
    match value:
        case bool():
            return RawCell("bool", value)
        case int() | float() if isfinite(value):
            return RawCell("number", float(value))
        case datetime():
            return RawCell("date", format_moment(value))
        case date():
            return RawCell("date", value.isoformat())
        case time():
            return RawCell("duration", format_duration((value.hour * 60 + value.minute) * 60 + value.second))
        case timedelta():
            return RawCell("duration", format_duration(value.total_seconds()))
    return RawCell("text", str(value))
