"""Weighted parts (R8, R9, R15)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.model import Part, ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from tests.core.scoring.samples import kpi_of, part_of, vectors

AS_SCORED = (1, 2, 3, 4, 5)
"""Criteria that give back a score between 1 and 5 unchanged."""


def of_parts(*parts: Part, method: ScoringMethod = ScoringMethod.COMPOSITE):
    return kpi_of(method, parts=parts)


def numbers(*values: str | None) -> dict[str, Decimal | bool]:
    return {f"part:P{index}": Decimal(value) for index, value in enumerate(values, 1) if value is not None}


@pytest.mark.parametrize("vector", vectors("composite", "case_weights"), ids=lambda vector: vector["id"])
def test_composite__worked_vectors(vector: dict[str, list[dict[str, str]]]) -> None:
    parts = [part_of(f"P{index}", part["weight"], AS_SCORED, "0") for index, part in enumerate(vector["parts"], 1)]
    inputs = numbers(*(part["score"] for part in vector["parts"]))
    assert str(score_kpi(of_parts(*parts), inputs).value) == vector["expected"]
    conditional = of_parts(*parts, method=ScoringMethod.CONDITIONAL_WEIGHTS)
    assert str(score_kpi(conditional, {**inputs, "case": True}).value) == vector["expected"]


def test_each_target_is_scored_before_averaging__r9() -> None:
    parts = [part_of(code, w, (60, 70, 80, 90, 100)) for code, w in (("P1", "0.4"), ("P2", "0.35"), ("P3", "0.25"))]
    score = score_kpi(of_parts(*parts), numbers("96", "82.5", "58"))
    assert str(score.value) == "3.2275"
    assert [step.th for step in score.steps] == [
        "ส่วน P1: ระหว่างระดับ 4 (90) กับ 5 (100): 4 + (96 − 90) ÷ 10 = 4.6000",
        "ส่วน P2: ระหว่างระดับ 3 (80) กับ 4 (90): 3 + (82.5 − 80) ÷ 10 = 3.2500",
        "ส่วน P3: ผล 58 ไม่ถึงระดับ 1 (60) = 1.0000",
        "(0.4 × 4.6000 + 0.35 × 3.2500 + 0.25 × 1.0000) ÷ 1 = 3.2275",
    ]


def test_parts_are_rounded_before_averaging() -> None:
    parts = (part_of("P1", 1, (0, 3, 6, 9, 12)), part_of("P2", 1, (0, 3, 6, 9, 12)))
    assert str(score_kpi(of_parts(*parts), numbers("1", "1")).value) == "1.3333"
    uneven = (part_of("P1", "7", (0, 3, 6, 9, 12)), part_of("P2", "1", (0, 30, 60, 90, 120)))
    # 7 × 1.3333 + 1 × 1.0333 = 10.3664, not 10.366667
    assert str(score_kpi(of_parts(*uneven), numbers("1", "1")).value) == "1.2958"


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((), "parts-missing"),
        ((part_of("P1", 0, AS_SCORED), part_of("P2", 0, AS_SCORED)), "part-weights-zero"),
        ((part_of("P1", 1, AS_SCORED), part_of("P2", None, AS_SCORED)), "part-weight-missing"),
        ((part_of("P1", 1, (None,) * 5),), "criteria-missing"),
        ((part_of("P1", 1, (1, 3, 2, 4, 5)),), "criteria-not-monotonic"),
    ],
)
def test_parts_that_cannot_be_averaged(parts: tuple[Part, ...], problem: str) -> None:
    assert score_kpi(of_parts(*parts), numbers("3", "3")).problem == problem


def test_a_part_of_weight_zero_may_stay_blank__any_other_not() -> None:
    parts = (part_of("P1", 1, AS_SCORED), part_of("P2", 0, (None,) * 5))
    assert str(score_kpi(of_parts(*parts), numbers("3")).value) == "3.0000"
    both = (part_of("P1", 1, AS_SCORED), part_of("P2", 1, AS_SCORED))
    assert score_kpi(of_parts(*both), numbers("3")).problem == "input-missing"


def test_conditional_weights__the_case_decides_which_parts_count() -> None:
    parts = (
        part_of("P1", 2, AS_SCORED, None),
        part_of("P2", 1, AS_SCORED, "2"),
        part_of("P3", 2, AS_SCORED, "3"),
    )
    kpi = of_parts(*parts, method=ScoringMethod.CONDITIONAL_WEIGHTS)
    scores = numbers("4.5167", "2.5500", "3.1850")
    assert str(score_kpi(kpi, {**scores, "case": True}).value) == "3.5907"
    without = score_kpi(kpi, {**numbers(None, "2.5500", "3.1850"), "case": False})
    assert str(without.value) == "2.9310"
    assert without.steps[0].th == "ใช้น้ำหนักกรณีที่ 2 (0 : 2 : 3)"
    assert score_kpi(kpi, scores).problem == "input-missing"


@given(st.permutations([("2", "4.6"), ("1", "3"), ("2", "2.5"), ("0.35", "1.2345")]))
def test_composite_is_independent_of_the_order_of_parts(pairs: list[tuple[str, str]]) -> None:
    parts = [part_of(f"P{index}", weight, AS_SCORED) for index, (weight, _) in enumerate(pairs, 1)]
    assert str(score_kpi(of_parts(*parts), numbers(*(score for _, score in pairs))).value) == "3.2957"
