"""Typed results and ratios."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import Accumulation, ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from tests.core.scoring.samples import kpi_of

CRITERIA = (60, 70, 80, 90, 100)


def test_ratio_keeps_numerator_and_denominator_apart__kpi_1_5() -> None:
    kpi = kpi_of(ScoringMethod.LINEAR, CRITERIA, accumulation=Accumulation.RATIO, unit="ร้อยละ")
    score = score_kpi(kpi, {"numerator": Decimal(152), "denominator": Decimal(176)})
    assert str(score.value) == "3.6364"
    assert score.result is not None
    assert str(score.result).startswith("86.36363636363636363636")
    assert [step.th for step in score.steps] == [
        "ผล = 152 ÷ 176 × 100 = 86.3636",
        "ระหว่างระดับ 3 (80) กับ 4 (90)",
        "3 + (86.3636 − 80) ÷ 10 = 3.6364",
    ]


@pytest.mark.parametrize(
    ("unit", "params", "result"),
    [("ร้อยละ", {}, "29"), ("%", {}, "29"), ("เรื่อง", {}, "0.29"), ("คนต่อแสนคน", {"factor": Decimal(100000)}, "29000")],
)
def test_ratio_factor__from_the_unit_unless_the_registry_says(
    unit: str, params: dict[str, Decimal], result: str
) -> None:
    kpi = kpi_of(ScoringMethod.LINEAR, CRITERIA, accumulation=Accumulation.RATIO, unit=unit, params=params)
    assert score_kpi(kpi, {"numerator": Decimal(29), "denominator": Decimal(100)}).result == Decimal(result)


def test_denominator_zero__is_not_a_score_of_one() -> None:
    kpi = kpi_of(ScoringMethod.LINEAR, CRITERIA, accumulation=Accumulation.RATIO)
    score = score_kpi(kpi, {"numerator": Decimal(0), "denominator": Decimal(0)})
    assert (score.value, score.problem) == (None, "denominator-zero")


@pytest.mark.parametrize("inputs", [{}, {"numerator": Decimal(1)}, {"denominator": Decimal(1)}])
def test_missing_input_is_not_zero__ratio(inputs: dict[str, Decimal]) -> None:
    kpi = kpi_of(ScoringMethod.LINEAR, CRITERIA, accumulation=Accumulation.RATIO)
    assert score_kpi(kpi, inputs).problem == "input-missing"


def test_zero_is_a_result__missing_is_none() -> None:
    kpi = kpi_of(ScoringMethod.LINEAR, CRITERIA)
    assert str(score_kpi(kpi, {"result": Decimal(0)}).value) == "1.0000"
    missing = score_kpi(kpi, {})
    assert (missing.value, missing.result, missing.level, missing.problem) == (None, None, None, "input-missing")


def test_result_is_kept__although_there_are_no_criteria() -> None:
    score = score_kpi(kpi_of(ScoringMethod.LINEAR), {"result": Decimal(12)})
    assert (score.value, score.result, score.problem) == (None, Decimal(12), "criteria-missing")


def test_small_gaps_are_derived_with_digits_enough_to_redo_them() -> None:
    criteria = ("0.00032", "0.0003", "0.00028", "0.00026", "0.00024")
    kpi = kpi_of(ScoringMethod.LINEAR, criteria, accumulation=Accumulation.RATIO, unit="คน")
    score = score_kpi(kpi, {"numerator": Decimal(211), "denominator": Decimal(720777)})
    assert score.steps[-1].th == "2 + (0.0003 − 0.00029274) ÷ 0.00002 = 2.3630"
