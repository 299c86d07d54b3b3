"""What a cell shows, and what is wrong with it before anyone asks what it means."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from kpi_excel.core.text import Text
from kpi_excel.forms.raw import RawCell


class Issue(NamedTuple):
    """A finding's code before its place is known; `expected` is what was needed, or what was read."""

    code: str
    expected: Text | str = ""


# Excel and its kin keep 15 significant digits; more would be noise of the binary fraction
_FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_STORED_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](?!00:00(?::00(?:\.0+)?)?\Z)(.+))?")
_ERROR_TEXT = re.compile(r"#(?:N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|SPILL!|CALC!|FIELD!)|Err:\d{3}")


def as_cell(cell: RawCell | str) -> RawCell:
    """Text given on its own is a text cell."""
    return RawCell("text", cell) if isinstance(cell, str) else cell


def decimal_of(number: float | str) -> Decimal:
    """A number with 15 significant digits, written without an exponent."""
    exact = _FIFTEEN_DIGITS.create_decimal(number if isinstance(number, str) else repr(number))
    if not exact.is_finite():
        return exact
    return Decimal(plain(exact))


def plain(number: Decimal) -> str:
    """`1250.5`: no exponent, no needless zeros, no minus before zero."""
    if not number:
        return "0"
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def typed_text(cell: RawCell) -> str:
    """What the cell shows, as near as can be known: dates day first, in the year that is stored."""
    value = cell.value
    if cell.kind == "date" and (stored := _STORED_DATE.match(str(value))):
        day = f"{int(stored[3])}/{int(stored[2])}/{stored[1]}"
        return f"{day} {stored[4]}" if stored[4] else day
    if cell.kind == "uncached":
        return f"={cell.formula}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return plain(decimal_of(float(value)))
    return value


def issue_of_broken(cell: RawCell) -> Issue | None:
    """The issue of a cell that holds no value at all: an error, or a formula that was never computed."""
    if cell.kind == "uncached":
        return Issue("formula-not-computed")
    if cell.kind == "error" or (cell.kind == "text" and _ERROR_TEXT.fullmatch(str(cell.value).strip())):
        return Issue("cell-shows-error")
    return None
