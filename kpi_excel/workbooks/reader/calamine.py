"""The compiled reader: it reads .xls, and gives a second opinion where an .xlsx is written in an unusual way."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook
from kpi_excel.workbooks.gate import Admission, limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.reader.biff import LARGEST_GRID, SheetRecords, scan_xls
from kpi_excel.workbooks.reader.cells import FORMULA_WITHOUT_TEXT
from kpi_excel.workbooks.reader.formats import format_duration, format_moment
from kpi_excel.workbooks.reader.sheets import Walked

_BELIEVED_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?\d{8}""")
"""Calamine makes room for as many strings as a file says it has, before it reads the first."""


_HEAD = 4096


class CalamineFailed(Exception):
    """The compiled reader could not read the file."""


@contextmanager
def _contained() -> Iterator[None]:
    try:
        yield
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        raise CalamineFailed from None


def read_xls(admission: Admission, data: bytes) -> RawWorkbook:
    """The values of an admitted .xls; of its formulas only where they stand, and what they gave.

    Raises:
        Refusal: it cannot be read.
    """
    records = scan_xls(data)
    try:
        with _contained():
            sheets = tuple(_read_sheets(data))
    except CalamineFailed:
        raise refusal("file-damaged") from None
    count = sum(len(sheet.cells) for sheet in sheets)
    if count > limits.CELLS:
        raise refusal("too-many-cells", f"{count:,}", f"{limits.CELLS:,}")
    notes = admission.notes
    if len(records) == len(sheets):
        notes += tuple(_lost(sheet.name, record.numbers - sheet.cells.keys()) for sheet, record in zip(sheets, records, strict=True)
                       if not record.numbers <= sheet.cells.keys())  # fmt: skip
        sheets = tuple(map(_with_unseen, sheets, records))
    return RawWorkbook(admission.kind.value, sheets, findings=notes)


def check_no_cell_is_lost(admission: Admission, data: bytes, walked: Mapping[str, Walked]) -> tuple[Finding, ...]:
    """Compare our reading of unusual sheets with calamine's: a cell that only calamine sees is reported.

    Sheets are passed over once the grids of all of them together would be too large.
    """
    if any(_BELIEVED_COUNT.search(part[:_HEAD]) for part in admission.parts.values()):
        return ()
    findings = []
    area = 0
    workbook: Any = None
    for name, ours in walked.items():
        area += ours.area
        if area > LARGEST_GRID:
            break
        try:
            with _contained():
                workbook = workbook or _open(data)
                theirs = _read_grid(workbook.get_sheet_by_name(name))
        except CalamineFailed:
            continue
        if lost := theirs.keys() - ours.cells.keys():
            findings.append(_lost(name, lost))
    return tuple(findings)


def _lost(sheet: str, lost: Collection[Address]) -> Finding:
    first = sorted(lost)[:10]
    cells = ", ".join(address.a1() for address in first)
    return Finding("cells-disagree", Place(sheet=sheet, cell=first[0].a1()), Text(cells, cells))


def _with_unseen(sheet: RawSheet, records: SheetRecords) -> RawSheet:
    """The sheet with its error cells, which calamine shows as blank, and with a mark on what was calculated."""
    cells = {
        address: cell._replace(formula=FORMULA_WITHOUT_TEXT) if address in records.formulas else cell
        for address, cell in sheet.cells.items()
    }
    return replace(sheet, cells={**records.unseen, **cells})


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
