"""Growth over named base years (R12, R13)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_excel.core.model import Baseline, ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from tests.core.scoring.samples import bases, kpi_of, levels_of, vectors


@pytest.mark.parametrize("vector", vectors("growth"), ids=lambda vector: vector["id"])
def test_growth__worked_vectors(vector: dict[str, object]) -> None:
    kpi = kpi_of(
        ScoringMethod.GROWTH, levels=levels_of(*vector["criteria"]), baselines=bases(*vector["baseline_years"])
    )
    score = score_kpi(kpi, {"actual": Decimal(str(vector["actual"]))})
    assert score.value == vector["expected"]
    assert score.problem == vector.get("error", "")


def test_growth_over_the_mean_of_base_years__shows_mean_and_growth() -> None:
    kpi = kpi_of(ScoringMethod.GROWTH, (3, 4, 5, 6, 7), baselines=bases("15840", "17210", "18955"))
    score = score_kpi(kpi, {"actual": Decimal(18520)})
    assert str(score.value) == "4.8359"
    assert [step.th for step in score.steps] == [
        "ฐานเฉลี่ย ปี 2553, 2554, 2555 = (15,840 + 17,210 + 18,955) ÷ 3 = 17,335",
        "ผล = (18,520 − 17,335) ÷ 17,335 × 100 = 6.8359",
        "ระหว่างระดับ 4 (6) กับ 5 (7)",
        "4 + (6.8359 − 6) ÷ 1 = 4.8359",
    ]


def test_only_named_base_years_count() -> None:
    years = (Baseline(2549, Decimal(90)), Baseline(2551, Decimal(10**6), is_base=False), Baseline(2553, Decimal(110)))
    kpi = kpi_of(ScoringMethod.GROWTH, (1, 2, 3, 4, 5), baselines=years)
    assert score_kpi(kpi, {"actual": Decimal(103)}).result == 3


def test_a_base_year_without_data_is_left_out__and_said_to_be() -> None:
    kpi = kpi_of(ScoringMethod.GROWTH, (1, 2, 3, 4, 5), baselines=bases("480", None, "520"))
    score = score_kpi(kpi, {"actual": Decimal(515)})
    assert score.result == 3
    assert score.steps[0].th == "ปี 2554 ไม่มีข้อมูล ไม่นำมาเฉลี่ย"


@pytest.mark.parametrize(
    ("base", "problem"),
    [
        ((), "baseline-missing"),
        ((None, None), "baseline-missing"),
        (("0", "0"), "baseline-zero"),
        (("-5", "5"), "baseline-zero"),
        (("-50",), "baseline-negative"),
        (("-5", "15"), ""),
    ],
)
def test_base_that_growth_cannot_be_measured_against(base: tuple[str | None, ...], problem: str) -> None:
    kpi = kpi_of(ScoringMethod.GROWTH, (1, 2, 3, 4, 5), baselines=bases(*base))
    score = score_kpi(kpi, {"actual": Decimal(7)})
    assert score.problem == problem
    assert (score.value is None) == bool(problem)


def test_growth_through_a_recurring_mean_meets_its_criterion_exactly() -> None:
    kpi = kpi_of(ScoringMethod.GROWTH, (None, None, "12.5", None, None), baselines=bases("7", "7", "10"))
    score = score_kpi(kpi, {"actual": Decimal(9)})
    assert (score.result, str(score.value)) == (Decimal("12.5"), "3.0000")
    third = replace(kpi, baselines=bases("1", "1", "2"))
    assert score_kpi(third, {"actual": Decimal("1.5")}).result == Decimal("12.5")


def test_missing_actual_is_not_a_growth_of_minus_hundred() -> None:
    kpi = kpi_of(ScoringMethod.GROWTH, (1, 2, 3, 4, 5), baselines=bases("100"))
    assert score_kpi(kpi, {}).problem == "input-missing"
