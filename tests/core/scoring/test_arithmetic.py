"""Numbers from cells, rounding and how numbers are shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.scoring.arithmetic import number_of, operand, rounded, shown, shown_enough


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (0.1 + 0.2, "0.3"),
        (85, "85"),
        (85.5, "85.5"),
        ("70.00025", "70.00025"),
        (Decimal("1.23456789012345678"), "1.23456789012346"),
        (-0.0, "0"),
        (1e-9, "1E-9"),
        (812345678.0, "812345678"),
    ],
)
def test_number_of_keeps_fifteen_digits__what_cells_hold(cell: float | str | Decimal, number: str) -> None:
    assert number_of(cell) == Decimal(number)
    assert not number_of(cell).is_signed() or number.startswith("-")


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), "ไม่มีข้อมูล", "1,250", "", True, "1e400", Decimal("NaN")])
def test_number_of_refuses__what_is_no_number(cell: float | str | Decimal) -> None:
    with pytest.raises(ValueError, match="not a number"):
        number_of(cell)


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300))
def test_number_of_is_stable__taken_twice(cell: float) -> None:
    assert number_of(number_of(cell)) == number_of(cell)


@pytest.mark.parametrize(("number", "result"), [("2.00005", "2.0001"), ("2.91795", "2.9180"), ("0.00005", "0.0001")])
def test_rounding_is_half_up__on_exact_ties(number: str, result: str) -> None:
    assert str(rounded(Decimal(number))) == result


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        ("1240.50", None, "1,240.5"),
        ("-0.8", None, "−0.8"),
        ("86.363636", 4, "86.3636"),
        ("100", 4, "100"),
        ("1E+3", None, "1,000"),
        ("-0.00001", 4, "0"),
        ("0.00", None, "0"),
        ("1E+307", 4, f"{10**307:,}"),
    ],
)
def test_numbers_are_shown_as_people_write_them(number: str, places: int | None, text: str) -> None:
    assert shown(Decimal(number), places) == text


def test_a_negative_operand_stands_in_brackets() -> None:
    assert (operand(Decimal(-5)), operand(Decimal(5))) == ("(−5)", "5")


def test_a_long_number_is_shown_with_the_digits_its_score_needs() -> None:
    third = Decimal(1) / Decimal(3)
    assert shown_enough(third, lambda number: rounded(number * 1000)) == "0.3333333"
    assert shown_enough(Decimal("70.00025"), rounded) == "70.00025"
