"""How numbers look."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.workbooks.consolidated.figures import change_text, plain, result_format, score_text, weight_format


@pytest.mark.parametrize(
    ("number", "text"),
    [("60", "60"), ("60.00", "60"), ("2.50", "2.5"), ("-0.8", "−0.8"), ("0", "0"), ("-0", "0"), ("1E2", "100")],
)
def test_plain_has_no_trailing_zeros_and_a_true_minus(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


def test_scores_have_four_decimals_and_changes_a_sign() -> None:
    assert score_text(Decimal("3.5")) == "3.5000"
    assert change_text(Decimal("0.1")) == "+0.1000" and change_text(Decimal("-0.1")) == "−0.1000"


@pytest.mark.parametrize(
    ("result", "shape"),
    [
        ("17", "#,##0"),
        ("88.0", "#,##0"),
        ("0.35", "#,##0.00"),
        ("97.5", "#,##0.0"),
        ("11.935484", "#,##0.00"),
        ("1E+3", "#,##0"),
    ],
)
def test_results_keep_the_decimals_they_came_with__at_most_two(result: str, shape: str) -> None:
    assert result_format(Decimal(result)) == f"{shape};−{shape}"


def test_weights_are_whole_unless_they_are_not() -> None:
    assert (weight_format(Decimal("5.0")), weight_format(Decimal("2.5"))) == ("0", "0.00")
