"""What one cell of an OpenDocument spreadsheet says, by its attributes and its visible text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from math import isfinite

from kpi_excel.forms.raw import RawCell
from kpi_excel.workbooks.reader.cells import FORMULA_WITHOUT_TEXT, check_length
from kpi_excel.workbooks.reader.formats import format_duration, format_moment

_TIME = re.compile(
    r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,20})?)S)?)?\Z", re.ASCII
)
_FORMULA_PREFIX = re.compile(r"(?:\w+:)?=")
_ERROR = re.compile(r"#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!)\Z|Err:\d+\Z")


def read_ods_cell(attributes: Mapping[str, str], shown: str) -> RawCell | None:
    """The cell; None for a blank one. A value that its type does not fit is kept as the text it is."""
    formula = attributes.get("table:formula")
    calculation = "" if formula is None else _FORMULA_PREFIX.sub("", formula, count=1) or FORMULA_WITHOUT_TEXT
    kind = attributes.get("office:value-type", "")
    if calculation and (attributes.get("calcext:value-type") == "error" or _ERROR.match(shown)):
        return RawCell("error", shown, calculation)
    match kind:
        case "float" | "percentage" | "currency":
            return _read_number(attributes.get("office:value", ""), shown, calculation)
        case "boolean":
            return RawCell("bool", attributes.get("office:boolean-value") == "true", calculation)
        case "date":
            return _read_moment(attributes.get("office:date-value", ""), shown, calculation)
        case "time":
            return _read_time(attributes.get("office:time-value", ""), shown, calculation)
    text = shown or attributes.get("office:string-value", "")
    check_length(len(text))
    if calculation and not kind and not text:
        return RawCell("uncached", "", calculation)
    return RawCell("text", text, calculation) if text or calculation else None


def _read_number(value: str, shown: str, calculation: str) -> RawCell:
    try:
        number = float(value) if value.isascii() and "_" not in value else float("nan")
    except ValueError:
        number = float("nan")
    return RawCell("number", number, calculation) if isfinite(number) else RawCell("text", shown or value, calculation)


def _read_moment(value: str, shown: str, calculation: str) -> RawCell:
    try:
        return RawCell("date", format_moment(datetime.fromisoformat(value)), calculation)
    except ValueError:
        return RawCell("text", value or shown, calculation)


def _read_time(value: str, shown: str, calculation: str) -> RawCell:
    found = _TIME.match(value)
    if not found:
        return RawCell("text", value or shown, calculation)
    sign, days, hours, minutes, seconds = found.groups()
    whole = ((int(days or 0) * 24 + int(hours or 0)) * 60 + int(minutes or 0)) * 60
    total = whole + float((seconds or "0").replace(",", "."))
    return RawCell("duration", format_duration(-total if sign else total), calculation)
