"""Dates in every way they are written, and in every way spreadsheet programs store what was written."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.periods import BE_OFFSET, MONTHS_FULL, MONTHS_SHORT, WEEKDAYS, FiscalYear
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.thai_dates import read_date, read_month
from kpi_excel.forms.thai_text import is_blank

YEAR = FiscalYear(2556)
VECTORS = json.loads((Path(__file__).parents[1] / "data" / "dates.json").read_text("utf-8"))
DAYS = st.dates(date(1957, 1, 1), date(2100, 12, 31))


def codes(reading):
    return [issue.code for issue in reading.issues]


def as_given(text):
    if text.startswith("excel:datetime"):
        return RawCell("date", "{:04}-{:02}-{:02}".format(*map(int, re.findall(r"\d+", text))))
    return RawCell("number", float(text.split()[1])) if text.startswith("excel:serial") else text


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["input"] for vector in VECTORS])
def test_read_date__published_vectors(vector):
    reading = read_date(as_given(vector["input"]), YEAR)
    found = reading.day.isoformat() if reading.day else "{}-{:02}".format(*reading.month) if reading.month else None
    assert found == vector["iso"]
    if named := re.search(r"(?:NOTE|ERROR) ([a-z-]+)", vector["note"]):
        assert named[1] in codes(reading)
    elif reading.day:
        assert codes(reading) == []


@pytest.mark.parametrize(
    "text",
    [
        "28ก.พ.56", "28กพ56", "28 ก. พ. 2556", "28 ก.พ พ.ศ. 2556", "28 กุมภาพันธ์พ.ศ.2556", "28 กุมภาพันธุ์ 56",
        "วันที่ 28 เดือนกุมภาพันธ์ ปี พ.ศ. ๒๕๕๖", "ณ วันที่ 28 ก.พ. 2556", "ลงวันที่ ๒๘ ก.พ. ๕๖", "ภายใน 28 ก.พ. 56",
        "28-2-2556", "28.2.2556", "28 2 2556", "28–2–56", "28/ก.พ./2556", "28-Feb-2013", "February 28, 2013",
        "28th of Feb 2013", "Thu, 28 February 2013", "THURSDAY 28 FEB 2013", "2556/2/28", "2013.02.28", "2556-02-28",
        "28022556", "28022013", "20130228", "280256", "41333", "'28/2/2556", "\u200b28/2/2556\xa0", "28 ก.พ. ค.ศ. 2013",
        "พฤ. 28 ก.พ. 56", "วันพฤหัสที่ 28 ก.พ. 2556", "28 ก.พ. 2556 (พฤหัสบดี)", "28 ก.พ. พุทธศักราช 2556",
        "2013-02-28T10:30:00", "28/2/2556 10.30 น.", "28 ก.พ. 2556 เวลา 10:30 น.", "２８／２／２５５６",
        "28 ก.พ. พ.ศ. 56",
    ],
)  # fmt: skip
def test_read_date__one_day_in_many_forms(text):
    reading = read_date(text, YEAR)
    assert (reading.day, codes(reading)) == (date(2013, 2, 28), [])


@given(DAYS, st.sampled_from(["{d}/{m}/{y}", "{d} {short} {y}", "{d} {full} {y}", "วัน{weekday}ที่ {d} {full} พ.ศ. {y}"]))
def test_read_date__everything_we_print_is_read_back(day, form):
    text = form.format(
        d=day.day, m=day.month, y=day.year + BE_OFFSET, short=MONTHS_SHORT[day.month - 1],
        full=MONTHS_FULL[day.month - 1], weekday=WEEKDAYS[day.weekday()],
    )  # fmt: skip
    reading = read_date(text, FiscalYear.of(day))
    assert (reading.day, codes(reading)) == (day, [])


@given(st.text(max_size=30))
def test_read_date__says_why_there_is_no_day(text):
    reading = read_date(text, YEAR)
    assert reading.day is not None or reading.issues or is_blank(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("29/2/2556", "no-such-date"), ("31 เม.ย. 2556", "no-such-date"), ("0/2/2556", "no-such-date"),
        ("2/28/2556", "no-such-date"), ("2556-13-01", "no-such-date"), ("28/2/556", "value-not-a-date"),
        ("28/2/3099", "value-not-a-date"), ("1-15 ก.พ. 2556", "value-not-a-date"), ("ไตรมาส 2", "value-not-a-date"),
        ("1 ต.ค. 55 – 31 มี.ค. 56", "value-not-a-date"), ("2556", "value-not-a-date"), ("พ.ศ. 2556", "value-not-a-date"),
        ("สรุป 28/2/2556", "value-not-a-date"), ("ก.พ. 56", "date-without-day"), ("2/2556", "date-without-day"),
        ("กุมภาพันธ์", "date-without-day"), ("2556-02", "date-without-day"), ("#N/A", "cell-shows-error"),
        ("ก" * 5000, "value-not-a-date"), (" " * 5000 + "x", "value-not-a-date"),
    ],
)  # fmt: skip
def test_read_date__what_is_no_day(text, code):
    reading = read_date(text, YEAR)
    assert (reading.day, codes(reading)) == (None, [code])


def test_read_date__english_order_is_named_not_assumed():
    (issue,) = read_date("2/28/2556", YEAR).issues
    assert "28/2/2556" in issue.expected.th


def test_read_date__impossible_day_says_how_long_the_month_is():
    (issue,) = read_date("29/2/2556", YEAR).issues
    assert issue.expected == ("ก.พ. 2556 มี 28 วัน", "Feb 2013 has 28 days")


@pytest.mark.parametrize(
    ("text", "day", "code"),
    [
        ("28/02/13", date(2013, 2, 28), "two-digit-year"),
        ("31/10/13", date(2013, 10, 31), "two-digit-year"),
        ("28-Feb-13", date(2013, 2, 28), "two-digit-year"),
        ("28/2", date(2013, 2, 28), "year-added"),
        ("1 ต.ค.", date(2012, 10, 1), "year-added"),
        ("28 ก.พ. พ.ศ. 2013", date(2013, 2, 28), "era-does-not-fit-year"),
        ("28 Feb A.D. 2556", date(2013, 2, 28), "era-does-not-fit-year"),
        ("วันจันทร์ที่ 28 ก.พ. 2556", date(2013, 2, 28), "weekday-does-not-match"),
        ("239659", date(2013, 2, 28), "date-in-buddhist-era"),
        ("45000", date(2023, 3, 15), "date-from-serial"),
    ],
)
def test_read_date__automatic_reading_is_confirmed(text, day, code):
    reading = read_date(text, YEAR)
    assert (reading.day, codes(reading)) == (day, [code])
    assert reading.issues[0].expected


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("28/02/56", 2556, date(2013, 2, 28)),
        ("28/02/57", 2556, date(2014, 2, 28)),
        ("28/02/12", 2556, date(2012, 2, 28)),
        ("28/02/48", 2556, date(2005, 2, 28)),
        ("28/02/69", 2569, date(2026, 2, 28)),
        ("28/02/26", 2569, date(2026, 2, 28)),
    ],
)
def test_read_date__two_digit_year_is_the_reading_near_the_fiscal_year(text, year, day):
    assert read_date(text, FiscalYear(year)).day == day


@pytest.mark.parametrize(
    ("stored", "day", "wanted"),
    [
        ("2013-02-28", date(2013, 2, 28), []),
        ("2013-02-28T10:30:00", date(2013, 2, 28), []),
        ("2556-02-28", date(2013, 2, 28), ["date-in-buddhist-era"]),
        ("1956-02-28", date(2013, 2, 28), ["two-digit-year"]),
        ("2556-05-03", date(2013, 5, 3), ["date-in-buddhist-era", "day-month-maybe-swapped"]),
        ("1956-05-03", date(2013, 5, 3), ["two-digit-year", "day-month-maybe-swapped"]),
        ("2556-05-05", date(2013, 5, 5), ["date-in-buddhist-era"]),
        ("2013-05-03", date(2013, 5, 3), []),
        ("2013-10-02", date(2013, 10, 2), ["day-month-maybe-swapped"]),
        ("2556-02-29", None, ["no-such-date"]),
        ("1956-02-29", None, ["no-such-date"]),
        ("1903-05-18", None, ["value-not-a-date"]),
        ("2250-01-01", None, ["value-not-a-date"]),
        ("10:30:00", None, ["value-not-a-date"]),
    ],
)
def test_read_date__date_cells(stored, day, wanted):
    reading = read_date(RawCell("date", stored), YEAR)
    assert (reading.day, codes(reading)) == (day, wanted)


def test_read_date__swap_names_both_days():
    issue = read_date(RawCell("date", "2556-05-03"), YEAR).issues[1]
    assert issue.expected.th == "3 พ.ค. 2556 หรือ 5 มี.ค. 2556"


@pytest.mark.parametrize(
    ("number", "day", "wanted"),
    [
        (41333.0, date(2013, 2, 28), []),
        (41333.75, date(2013, 2, 28), []),
        (239659.0, date(2013, 2, 28), ["date-in-buddhist-era"]),
        (28022556.0, date(2013, 2, 28), []),
        (5022556.0, date(2013, 2, 5), []),
        (1022556.0, date(2013, 2, 1), []),
        (28.2, None, ["value-not-a-date"]),
        (2556.0, None, ["value-not-a-date"]),
        (150000.0, None, ["value-not-a-date"]),
        (12.0, None, ["value-not-a-date"]),
    ],
)
def test_read_date__number_cells(number, day, wanted):
    reading = read_date(RawCell("number", number), YEAR)
    assert (reading.day, codes(reading)) == (day, wanted)


@given(DAYS.filter(lambda day: day > date(1960, 1, 1)))
def test_read_date__serial_and_date_cell_agree(day):
    serial = float((day - date(1899, 12, 30)).days)
    year = FiscalYear.of(day)
    assert read_date(RawCell("number", serial), year).day == read_date(RawCell("date", day.isoformat()), year).day


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)))
def test_read_date__era_of_a_date_cell_never_shifts_the_day(day):
    stored = f"{day.year + BE_OFFSET}-{day.month:02}-{day.day:02}"
    assert read_date(RawCell("date", stored), FiscalYear.of(day)).day == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (RawCell("bool", True), "value-not-a-date"),
        (RawCell("duration", "PT8H"), "value-not-a-date"),
        (RawCell("error", "#VALUE!"), "cell-shows-error"),
        (RawCell("uncached", "", "TODAY()"), "formula-not-computed"),
    ],
)
def test_read_date__other_cells(cell, code):
    assert codes(read_date(cell, YEAR)) == [code]


def test_read_date__blank_says_nothing():
    assert read_date("....../....../......", YEAR) == (blank := read_date("-", YEAR))
    assert (blank.day, blank.month, blank.issues) == (None, None, ())


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("ก.พ. 2556", []), ("กุมภาพันธ์ ๒๕๕๖", []), ("เดือนก.พ. 56", []), ("Feb 2013", []), ("2/2556", []), ("02/56", []),
        ("2556-02", []), ("2013-02", []), ("ก.พ.", ["year-added"]), ("ก.พ. 13", ["two-digit-year"]),
        ("28/2/2556", ["month-from-date"]), (RawCell("date", "2013-02-01"), []), (RawCell("number", 41306.0), []),
        (RawCell("date", "2556-02-01"), ["date-in-buddhist-era"]), (RawCell("date", "2013-02-20"), ["month-from-date"]),
    ],
)  # fmt: skip
def test_read_month__one_month_in_many_forms(cell, wanted):
    reading = read_month(cell, YEAR)
    assert (reading.day, reading.month, codes(reading)) == (None, (2013, 2), wanted)


@pytest.mark.parametrize("text", ["5/3", "ไตรมาส 2", "2556", RawCell("number", 2.0)])
def test_read_month__what_is_no_month(text):
    assert codes(read_month(text, YEAR)) == ["value-not-a-month"]


def test_read_month__year_left_out_is_the_one_in_the_fiscal_year():
    assert [read_month(name, YEAR).month for name in ("ต.ค.", "ก.ย.")] == [(2012, 10), (2013, 9)]


def test_vectors_hold_a_serial_of_the_day_they_name():
    assert date(1899, 12, 30) + timedelta(days=41333) == date(2013, 2, 28)
