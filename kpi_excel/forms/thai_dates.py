"""A cell as a day or a month, in every way Thai officials and their programs write one. Day first always."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpi_excel.core.periods import BE_OFFSET, WEEKDAYS, FiscalYear, Period, day_text, short_date
from kpi_excel.core.text import Text
from kpi_excel.forms.cells import Issue, as_cell, issue_of_broken
from kpi_excel.forms.date_words import WrittenDate, is_buddhist_year, is_christian_year, parts_of
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.thai_text import arabic_digits, is_blank, normalise

_SERIAL_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 999_999
"""Bare numbers below (year 1954) are amounts, not days; seven digits and more are ddmmyyyy."""
_STORED = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")

_A_DAY = Text("วัน/เดือน/ปี พ.ศ. เช่น 28/2/2556", "day/month/year (BE), for example 28/2/2556")
_A_MONTH = Text("เดือนและปี พ.ศ. เช่น ก.พ. 2556", "a month and year (BE), for example Feb 2556")
_A_YEAR = Text("ปี พ.ศ. สี่หลัก เช่น 28/2/2556", "a four-digit year, for example 28/2/2556")


@dataclass(frozen=True, slots=True)
class DateReading:
    """What a cell says: a day, or only a month as (CE year, month). Both None: blank, or an issue says why."""

    day: date | None
    month: tuple[int, int] | None
    issues: tuple[Issue, ...]


_BLANK = DateReading(None, None, ())


def read_date(cell: RawCell | str, year: FiscalYear) -> DateReading:
    """The day a cell means. A month without a day is given as `month`, with the issue `date-without-day`.

    `year` settles two-digit years and fills in a year that was left out.
    """
    reading = _read(as_cell(cell), year)
    if reading.month is not None:
        return replace(reading, issues=(Issue("date-without-day", _A_DAY),))
    return reading


def read_month(cell: RawCell | str, year: FiscalYear) -> DateReading:
    """The month a cell means, always as `month`; a whole date is read as the month it lies in."""
    cell = as_cell(cell)
    reading = _read(cell, year)
    codes = {issue.code for issue in reading.issues}
    if "value-not-a-date" in codes or (reading.day and "year-added" in codes):
        # "5/3" may be the fifth of March or, in a month's cell, May of some year 3
        return DateReading(None, None, (Issue("value-not-a-month", _A_MONTH),))
    if reading.day is None:
        return reading
    month = (reading.day.year, reading.day.month)
    if cell.kind != "text" and reading.day.day == 1:
        # Typing "ก.พ. 2556" makes some programs store its first day: no swap, nothing to confirm
        kept = tuple(issue for issue in reading.issues if issue.code != "day-month-maybe-swapped")
        return DateReading(None, month, kept)
    return DateReading(None, month, (*reading.issues, Issue("month-from-date", _month_text(*month))))


def _read(cell: RawCell, year: FiscalYear) -> DateReading:
    if broken := issue_of_broken(cell):
        return DateReading(None, None, (broken,))
    if cell.kind == "text":
        return _BLANK if is_blank(str(cell.value)) else _from_text(str(cell.value), year)
    if cell.kind == "date" and (stored := _STORED.fullmatch(str(cell.value))):
        return _from_stored(int(stored[1]), int(stored[2]), int(stored[3]), year)
    if cell.kind == "number":
        return _from_number(float(cell.value), year)
    return _unclear(_A_DAY)


def _unclear(expected: Text) -> DateReading:
    return DateReading(None, None, (Issue("value-not-a-date", expected),))


def _from_text(text: str, year: FiscalYear) -> DateReading:
    written = parts_of(text)
    if written is not None:
        return _from_parts(written, year)
    digits = arabic_digits(normalise(text))
    return _from_number(float(digits), year) if re.fullmatch(r"\d{5,6}", digits) else _unclear(_A_DAY)


def _from_number(number: float, year: FiscalYear) -> DateReading:
    """A day stored as a serial number, or typed as ddmmyyyy into a number cell."""
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _SERIAL_ZERO + timedelta(days=int(number))
        reading = _from_stored(day.year, day.month, day.day, year)
        if reading.day and FiscalYear.of(reading.day) != year:
            # An amount in the wrong column can look like a serial, hardly ever like one of this very year
            note = Issue("date-from-serial", day_text(reading.day))
            return replace(reading, issues=(*reading.issues, note))
        return reading
    written = parts_of(f"{number:.0f}") if number.is_integer() and number > _LAST_SERIAL else None
    return _unclear(_A_DAY) if written is None else _from_parts(written, year)


def _from_stored(stored_year: int, month: int, day: int, year: FiscalYear) -> DateReading:
    """A date cell. No program takes a typed year for a Buddhist one: 2556 is stored as CE 2556, 56 as 1956."""
    if is_buddhist_year(stored_year):
        meant, code = stored_year - BE_OFFSET, "date-in-buddhist-era"
    elif 1930 <= stored_year < 2000 <= year.start.year:
        meant, code = stored_year % 100 + _century(year.year) - BE_OFFSET, "two-digit-year"
    elif stored_year >= 1930 and is_christian_year(stored_year):
        meant, code = stored_year, ""
    else:
        return _unclear(_A_DAY)
    found = _day(meant, month, day)
    if isinstance(found, Issue):
        return DateReading(None, None, (found,))
    issues = [Issue(code, day_text(found))] if code else []
    if swapped := _swapped(found, bool(code), year):
        issues.append(swapped)
    return DateReading(found, None, tuple(issues))


def _swapped(day: date, is_shifted: bool, year: FiscalYear) -> Issue | None:
    """The issue of a stored day that an English program may have read month first.

    Suspected where its year had to be shifted (then the program took a Thai date for one of its own), or where the
    swapped day lies in the fiscal year and the stored one does not.
    """
    if day.day > 12 or day.day == day.month:
        return None
    other = day.replace(month=day.day, day=day.month)
    if is_shifted or (FiscalYear.of(day) != year and FiscalYear.of(other) == year):
        read, meant = day_text(day), day_text(other)
        return Issue("day-month-maybe-swapped", Text(f"{read.th} หรือ {meant.th}", f"{read.en} or {meant.en}"))
    return None


def _from_parts(written: WrittenDate, year: FiscalYear) -> DateReading:
    if not 1 <= written.month <= 12:
        return DateReading(None, None, (_no_such_month(written),))
    ce, code = _year_of(written, year)
    if ce is None:
        return _unclear(_A_YEAR)
    if written.day is None:
        notes = (Issue(code, _month_text(ce, written.month)),) if code else ()
        return DateReading(None, (ce, written.month), notes)
    found = _day(ce, written.month, written.day)
    if isinstance(found, Issue):
        return DateReading(None, None, (found,))
    issues = [Issue(code, day_text(found))] if code else []
    if written.weekday not in (None, found.weekday()):
        issues.append(Issue("weekday-does-not-match", _weekday_text(found)))
    return DateReading(found, None, tuple(issues))


def _year_of(written: WrittenDate, year: FiscalYear) -> tuple[int | None, str]:
    """The CE year, and the code of the issue where it is an automatic reading; None where the digits are no year."""
    if not written.year:
        return (year.start if written.month >= 10 else year.end).year, "year-added"
    number = int(written.year)
    if len(written.year) == 2:
        return _two_digit_year(number, written, year)
    is_buddhist = is_buddhist_year(number)
    if len(written.year) != 4 or not (is_buddhist or is_christian_year(number)):
        return None, ""
    fits = written.era in ("", "be" if is_buddhist else "ce")
    return number - BE_OFFSET if is_buddhist else number, "" if fits else "era-does-not-fit-year"


def _two_digit_year(number: int, written: WrittenDate, year: FiscalYear) -> tuple[int, str]:
    """The reading nearer to the fiscal year; 43 years lie between the two, so there is never a tie."""
    buddhist = _century(year.year) + number - BE_OFFSET
    christian = _century(year.start.year) + number
    if written.era:
        return (buddhist if written.era == "be" else christian), ""

    def distance(ce: int) -> int:
        return abs(FiscalYear.of(date(ce, written.month, 1)).year - year.year)

    return (christian, "two-digit-year") if distance(christian) < distance(buddhist) else (buddhist, "")


def _century(year: int) -> int:
    return year // 100 * 100


def _day(year_ce: int, month: int, day: int) -> date | Issue:
    """The day, or the issue that the month has no such day."""
    last = calendar.monthrange(year_ce, month)[1]
    if 1 <= day <= last:
        return date(year_ce, month, day)
    label = _month_text(year_ce, month)
    return Issue("no-such-date", Text(f"{label.th} มี {last} วัน", f"{label.en} has {last} days"))


def _no_such_month(written: WrittenDate) -> Issue:
    """Says what would be right where day and month stand the English way round; never assumes it."""
    if written.day is not None and 1 <= written.day <= 12 and written.month <= 31:
        right = f"{written.month}/{written.day}/{written.year}".rstrip("/")
        return Issue("no-such-date", Text(f"วันขึ้นก่อนเดือน เช่น {right}", f"the day before the month, such as {right}"))
    return Issue("no-such-date", Text("เดือนเป็นเลข 1 ถึง 12", "a month from 1 to 12"))


def _month_text(year_ce: int, month: int) -> Text:
    period = Period.of_month(year_ce, month)
    return Text(period.short_label(), period.short_label("en"))


def _weekday_text(day: date) -> Text:
    th = f"{short_date(day)} ตรงกับวัน{WEEKDAYS[day.weekday()]}"
    return Text(th, f"{short_date(day, 'en')} is a {calendar.day_name[day.weekday()]}")
