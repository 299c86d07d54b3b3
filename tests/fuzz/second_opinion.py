"""What a reader that is not ours sees in a workbook, cell by cell, and where ours says something else."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import python_calamine
from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook
from kpi_excel.workbooks.reader.formats import format_duration, format_moment
from kpi_excel.workbooks.reader.texts import decode_escapes

Shown = dict[Address, object]


def disagreements(data: bytes, ours: RawWorkbook) -> list[str] | None:
    """Every cell that ours and openpyxl read differently, of an .ods every number that ours and calamine do.

    None where there is no second reader (our own of .xls is calamine), or it cannot open the file.
    """
    if ours.kind == "xls":
        return None
    theirs = _tried(_by_calamine if ours.kind == "ods" else _by_openpyxl, data)
    if theirs is None or len(theirs) != len(ours.sheets):
        return None
    numbers_only = ours.kind == "ods"
    return [line for sheet, shown in zip(ours.sheets, theirs, strict=True) for line in _compare(sheet, shown, numbers_only)]


def _tried(read: Callable[[bytes], list[Shown]], data: bytes) -> list[Shown] | None:
    try:
        return read(data)
    except (KeyboardInterrupt, MemoryError):
        raise
    except BaseException:
        # a panic of compiled code is no Exception
        return None


def _compare(sheet: RawSheet, shown: Shown, numbers_only: bool) -> Iterator[str]:
    for address in sorted({*sheet.cells, *shown}):
        cell = sheet.cells.get(address)
        value, other = _plain(cell), shown.get(address)
        if numbers_only and not (isinstance(value, float) or isinstance(other, float)):
            continue
        if value != other and not _is_the_same(value, other):
            yield f"{sheet.name}!{address.a1()}: ours {value!r}, theirs {other!r}"


def _plain(cell: RawCell | None) -> object:
    return None if cell is None or cell.kind == "uncached" or cell.value == "" else cell.value


def _is_the_same(ours: object, theirs: object) -> bool:
    if isinstance(ours, float) and isinstance(theirs, float):
        return abs(ours - theirs) <= 1e-9 * max(abs(ours), abs(theirs))
    if isinstance(ours, str) and isinstance(theirs, str):
        # openpyxl leaves escapes as they stand in the file, calamine the blanks that an .ods folds
        return decode_escapes(theirs) == ours or theirs.split() == ours.split()
    return False


def _by_openpyxl(data: bytes) -> list[Shown]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return [{Address(cell.row - 1, cell.column - 1): value for cell in sheet._cells.values()
             if (value := _of(cell.value)) is not None}
            for sheet in book.worksheets if isinstance(sheet, Worksheet)]  # fmt: skip


def _by_calamine(data: bytes) -> list[Shown]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    names = [item.name for item in book.sheets_metadata if item.typ == python_calamine.SheetTypeEnum.WorkSheet]
    return [{Address(row, column): value for row, values in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
             for column, given in enumerate(values) if (value := _of(given)) is not None}
            for name in names]  # fmt: skip


def _of(value: Any) -> object:
    match value:
        case None | "":
            return None
        case bool():
            return value
        case int() | float():
            return float(value)
        case datetime():
            return format_moment(value)
        case date():
            return value.isoformat()
        case time():
            return format_duration((value.hour * 60 + value.minute) * 60 + value.second)
        case timedelta():
            return format_duration(value.total_seconds())
    return str(value)

