"""One cell of the registry as the value its column asks for, with everything that is wrong or was read by rule."""

from __future__ import annotations

import re

from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain
from kpi_excel.forms.cells import Issue, typed_text
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.spec import FieldType
from kpi_excel.forms.thai_text import arabic_digits, is_blank, normalise
from kpi_excel.workbooks.registry.layout import Column

Value = Plain | tuple[str, ...]
Parsed = tuple[Value, tuple[Issue, ...]]
"""The value, None where the cell is blank or an issue says why it has none; a list of codes as a tuple."""

_AGENCY_CODE = re.compile(r"[A-Z0-9]{2,10}")
_BETWEEN_NAMES = re.compile(r"[,;،、\n]")
_BETWEEN_CODES = re.compile(r"[,;،、\s]")
_ROUND = re.compile(r"(?:รอบ(?:ที่)?|sar)?\s*(6|9|12)\s*(?:เดือน|months?(?: round)?|-month round)?(?:,?\s*(?:ปีงบประมาณ|fiscal year).*)?")


def parse_cell(cell: RawCell, column: Column, context: ReadingContext) -> Parsed:
    """What a cell means in a column."""
    cell = _with_whole_number_as_text(cell, column)
    if cell.kind != "text" or is_blank(str(cell.value)):
        return _parse_one(cell, column, context)
    if column.many:
        return _parse_list(str(cell.value), column, context)
    return _parse_one(cell, column, context)


def _with_whole_number_as_text(cell: RawCell, column: Column) -> RawCell:
    """A KPI number without a fraction is the same as text and as a number."""
    if column.type is FieldType.KPI_NO and cell.kind == "number" and float(cell.value).is_integer():
        return RawCell("text", typed_text(cell))
    return cell


def _parse_list(text: str, column: Column, context: ReadingContext) -> Parsed:
    between = _BETWEEN_CODES if column.refers else _BETWEEN_NAMES
    values: list[str] = []
    for entry in between.split(normalise(text)):
        value, issues = _parse_one(RawCell("text", entry), column, context)
        if issues:
            return None, issues
        if value is not None:
            values.append(str(value))
    return tuple(dict.fromkeys(values)), ()


def _parse_one(cell: RawCell, column: Column, context: ReadingContext) -> Parsed:
    if column.allows_rounds and (code := _round_of(typed_text(cell), context)):
        return code, ()
    parsed = parse(column, cell, context)
    if (column.is_code or column.refers == "agencies") and isinstance(parsed.value, str):
        code = arabic_digits(parsed.value).upper()
        is_malformed = column.is_code and not _AGENCY_CODE.fullmatch(code)
        return (None, (Issue("registry-code-malformed"),)) if is_malformed else (code, parsed.issues)
    return parsed.value, parsed.issues


def _round_of(typed: str, context: ReadingContext) -> str:
    """The code of an assessment round, or of a one-off form's period, however it is written; "" for anything else."""
    text = arabic_digits(normalise(typed)).lower()
    try:
        return Period.parse(text).code
    except ValueError:
        found = _ROUND.fullmatch(text)
    return f"{context.fiscal_year.year}-sar{found[1]}" if found else ""
