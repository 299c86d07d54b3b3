"""A cell as a number: what people type around digits is understood where it is certain, named where it is not."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.forms.cells import Issue, as_cell, decimal_of, issue_of_broken, plain
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.thai_text import arabic_digits, is_blank, normalise

_LONGEST = 60
"""No number is longer; patterns need not be tried on a page of text."""
_PERCENT = re.compile(r"(ร้อยละ|%)?\s*(.*?)\s*(%|เปอร์เซ็?นต์?|percent)?", re.IGNORECASE)
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"), "-")
_CANONICAL = re.compile(r"-?\d+(?:\.\d+)?")
_NUMBER = re.compile(r"([+-]?) ?((?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|\d+)(?:\.\d*)?|\.\d+)")
# Only marks that could be thousands or decimals, or an accountant's minus: two readings, so none
_TWO_READINGS = re.compile(
    r"-?\d+(?:[. ]\d+)*,\d+(?:[., ]\d+)*|-?\d{1,3}(?:\.\d{3}){2,}|-?\d+(?: \d+)+|\(\s*[\d,.]+\s*\)|[\d,.]+-"
)
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")

_BEYOND = Decimal(10) ** 21
"""No result of a province is larger, and four decimals of anything below are computed exactly."""
_WITHIN = Text("ไม่เกิน 21 หลัก", "at most 21 figures")
_CLEAR = Text("ใช้จุลภาคคั่นหลักพัน จุดคั่นทศนิยม เช่น 1,250.50", "comma for thousands, dot for decimals, such as 1,250.50")
_MINUS = Text("ถ้าติดลบให้ใส่เครื่องหมายลบข้างหน้า เช่น -5", "a minus in front of a negative number, such as -5")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """The number a cell means; None: blank, or an issue says why."""

    value: Decimal | None
    issues: tuple[Issue, ...] = ()


def read_number(cell: RawCell | str, percent: bool = False) -> NumberReading:
    """The number a cell means, to 15 significant digits. `percent`: the unit is ร้อยละ, so 85% is 85."""
    reading = _read(as_cell(cell), percent)
    if reading.value is not None and abs(reading.value) >= _BEYOND:
        return NumberReading(None, (Issue("value-out-of-range", _WITHIN),))
    return reading


def _read(cell: RawCell, percent: bool) -> NumberReading:
    if broken := issue_of_broken(cell):
        return NumberReading(None, (broken,))
    match cell.kind:
        case "text":
            return NumberReading(None) if is_blank(str(cell.value)) else _from_text(str(cell.value), percent)
        case "number" if math.isfinite(float(cell.value)):
            return _from_number(decimal_of(float(cell.value)), percent)
        case "date" | "duration":
            return NumberReading(None, (Issue("number-became-date", _digits_only()),))
    return NumberReading(None, (Issue("value-not-a-number", _digits_only()),))


def _from_number(value: Decimal, percent: bool) -> NumberReading:
    if percent and 0 < value < 1:
        # Typing 85% leaves 0.85 in the cell and no trace of the sign
        hundredfold = plain(value * 100)
        meant = Text(f"{hundredfold} ถ้าหมายถึงร้อยละ {hundredfold}", f"{hundredfold} if {hundredfold} percent is meant")
        return NumberReading(value, (Issue("percent-maybe-fraction", meant),))
    return NumberReading(value)


def _from_text(text: str, percent: bool) -> NumberReading:
    shown = normalise(text)
    marked, body = _without_percent(shown) if len(shown) <= _LONGEST else (False, "")
    if percent or not marked:
        if number := _NUMBER.fullmatch(body):
            value = decimal_of(number[1] + re.sub("[, ]", "", number[2]))
            if shown.isascii() and _CANONICAL.fullmatch(shown) and Decimal(shown) == value:
                return NumberReading(value)
            return NumberReading(value, (Issue("number-read-from-text", plain(value)),))
        if _TWO_READINGS.fullmatch(body):
            is_minus = body.startswith("(") or body.endswith("-")
            return NumberReading(None, (Issue("number-ambiguous", _MINUS if is_minus else _CLEAR),))
    return NumberReading(None, (Issue("value-not-a-number", _digits_only(shown)),))


def _without_percent(text: str) -> tuple[bool, str]:
    """Whether a percent word or sign stands at an end, and the rest in plain digits and signs."""
    simple = unicodedata.normalize("NFKC", arabic_digits(text)).translate(_DASHES).lstrip("'‘’`")
    found = _PERCENT.fullmatch(simple)
    return (False, "") if found is None else (bool(found[1] or found[3]), found[2])


def _digits_only(text: str = "") -> Text:
    """What is wanted, with the number that the text holds as the example where it holds exactly one."""
    numbers = _DIGITS.findall(arabic_digits(text))
    example = numbers[0] if len(numbers) == 1 else "81.5"
    return Text(f"ตัวเลขล้วน เช่น {example}", f"digits only, such as {example}")
