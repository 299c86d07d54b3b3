"""Numbers: what is certain is read, what has two readings is not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.forms.numbers import read_number
from kpi_excel.forms.raw import RawCell

NUMBERS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


def codes(reading):
    return [issue.code for issue in reading.issues]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,250", "1250"), ("1,250,000.50", "1250000.5"), ("1 250", "1250"), (" 1\xa0250 ", "1250"), ("๘๑.๕", "81.5"),
        ("๑,๒๕๐", "1250"), ("８５．５", "85.5"), ("−0.8", "-0.8"), ("–0.8", "-0.8"), ("- 0.8", "-0.8"), ("+5", "5"),
        (".5", "0.5"), ("5.", "5"), ("'85", "85"), ("12345678901234567", "12345678901234600"),
    ],
)  # fmt: skip
def test_read_number__text_is_read_with_a_note(text, value):
    reading = read_number(text)
    assert (reading.value, codes(reading)) == (Decimal(value), ["number-read-from-text"])
    assert reading.issues[0].expected == value


@pytest.mark.parametrize("text", ["85", "85.50", "-0.8", "0", " 85\u200b "])
def test_read_number__plain_digits_as_text_need_no_note(text):
    reading = read_number(text)
    assert (reading.value, reading.issues) == (Decimal(text.strip(" \u200b")), ())


@pytest.mark.parametrize("text", ["85%", "ร้อยละ 85", "85 %", "๘๕ ％", "85 เปอร์เซ็นต์", "ร้อยละ 85%", "85percent"])
def test_read_number__percent_words_belong_to_a_percent(text):
    assert read_number(text, percent=True).value == 85
    refused = read_number(text)
    assert (refused.value, codes(refused)) == (None, ["value-not-a-number"])


@pytest.mark.parametrize(
    "text", ["1.250,50", "1,25", "12,50", "0,250", "1,250,50", "1.250.000", "1 25", "(5)", "(1,250)", "5-"]
)
def test_read_number__two_readings_are_none(text):
    reading = read_number(text)
    assert (reading.value, codes(reading)) == (None, ["number-ambiguous"])


@pytest.mark.parametrize(
    ("text", "example"),
    [("29.3 คน", "29.3"), ("ประมาณ 1,250", "1,250"), ("๑๒ คน", "12"), ("85-90", "81.5"), ("ไม่มี", "81.5"),
     ("1.2.3", "81.5"), ("1e5", "81.5"), ("3/4", "81.5"), ("%", "81.5"), ("--5", "5"), ("=1+1", "81.5")],
)  # fmt: skip
def test_read_number__words_are_not_dropped(text, example):
    reading = read_number(text, percent=True)
    assert (reading.value, codes(reading)) == (None, ["value-not-a-number"])
    assert reading.issues[0].expected.th == f"ตัวเลขล้วน เช่น {example}"


def test_read_number__page_of_text_is_refused_at_once():
    assert codes(read_number("1," * 16_000)) == ["value-not-a-number"]


@pytest.mark.parametrize(
    ("number", "value"),
    [(0.1 + 0.2, "0.3"), (2.675, "2.675"), (1e20, "100000000000000000000"), (-0.0, "0"), (1 / 3, "0.333333333333333")],
)
def test_read_number__cells_have_fifteen_digits(number, value):
    assert str(read_number(RawCell("number", number)).value) == value


@given(NUMBERS)
def test_read_number__number_cell_is_exact(number):
    assert read_number(RawCell("number", float(number))) == read_number(f"{number:f}")
    assert read_number(RawCell("number", float(number))).value == number


@given(NUMBERS)
def test_read_number__thousands_marks_change_nothing(number):
    assert read_number(f"{number:,f}").value == number


@pytest.mark.parametrize(
    ("number", "wanted"), [(0.85, ["percent-maybe-fraction"]), (0.0, []), (1.0, []), (85.0, []), (-0.8, [])]
)
def test_read_number__percent_cell_below_one_is_asked_about(number, wanted):
    reading = read_number(RawCell("number", number), percent=True)
    assert (reading.value, codes(reading)) == (Decimal(str(number)), wanted)
    assert read_number(RawCell("number", number)).issues == ()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (RawCell("bool", True), "value-not-a-number"),
        (RawCell("number", float("nan")), "value-not-a-number"),
        (RawCell("date", "2013-05-03"), "number-became-date"),
        (RawCell("duration", "PT85H30M"), "number-became-date"),
        (RawCell("error", "#DIV/0!"), "cell-shows-error"),
        (RawCell("text", "#N/A"), "cell-shows-error"),
        (RawCell("text", "Err:502"), "cell-shows-error"),
        (RawCell("uncached", "", "A1/A2"), "formula-not-computed"),
    ],
)
def test_read_number__other_cells(cell, code):
    reading = read_number(cell, percent=True)
    assert (reading.value, codes(reading)) == (None, [code])


@pytest.mark.parametrize("text", ["", "-", "–", " … "])
def test_read_number__blank_is_missing_not_zero(text):
    reading = read_number(text)
    assert (reading.value, reading.issues) == (None, ())


@pytest.mark.parametrize("typed", ["1" + "0" * 21, "-1" + "0" * 21, "9" * 40, 1e21, -1e100, 1e308])
def test_a_number_nobody_can_mean_is_told__not_computed_with(typed: str | float) -> None:
    cell = typed if isinstance(typed, str) else RawCell("number", typed)
    reading = read_number(cell)
    assert reading.value is None
    assert [issue.code for issue in reading.issues] == ["value-out-of-range"]


def test_the_largest_number_is_read() -> None:
    assert read_number("9" * 15 + "0" * 6).value == Decimal("9" * 15 + "0" * 6)
