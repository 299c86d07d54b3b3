"""Criteria as a scale: R2 to R7, and what the rules leave open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.model import NO_LEVELS, Direction, Levels
from kpi_excel.core.scoring.scale import Scale, criteria_problem, score_linear
from tests.core.scoring.samples import levels_of, vectors

NUMBERS = st.decimals(min_value=-(10**6), max_value=10**6, places=3)


@st.composite
def criteria(draw: st.DrawFn) -> Levels:
    """Usable criteria: either way, equal neighbours, blank levels."""
    values: list[Decimal | None] = sorted(draw(st.lists(NUMBERS, min_size=5, max_size=5)), reverse=draw(st.booleans()))
    blanks = draw(st.sets(st.integers(0, 4), max_size=4))
    return tuple(None if level in blanks else value for level, value in enumerate(values))


def _criteria(vector: dict[str, object]) -> Levels:
    given_ = vector["criteria"]
    if isinstance(given_, dict):
        return levels_of(*(given_.get(str(level)) for level in range(1, 6)))
    assert isinstance(given_, list)
    return levels_of(*given_)


@pytest.mark.parametrize("vector", vectors("linear"), ids=lambda vector: vector["id"])
def test_score_linear__worked_vectors(vector: dict[str, object]) -> None:
    score = score_linear(_criteria(vector), Decimal(str(vector["result"])))
    assert str(score.value) == vector["expected"]


EQUAL = levels_of(60, 70, 70, 80, 90)
SINGLE = levels_of(None, None, 75, None, None)
ENDS = levels_of(None, 70, 80, 90, None)


@pytest.mark.parametrize(
    ("levels", "result", "score", "level"),
    [
        (EQUAL, "69.99", "1.9990", 1),
        (EQUAL, "70", "3.0000", 3),
        (EQUAL, "75", "3.5000", 3),
        (SINGLE, "74.9", "1.0000", 0),
        (SINGLE, "75", "3.0000", 3),
        (SINGLE, "500", "3.0000", 3),
        (ENDS, "69", "1.0000", 0),
        (ENDS, "70", "2.0000", 2),
        (ENDS, "95", "4.0000", 4),
        (levels_of(7, 7, 7, 7, 7), "7", "5.0000", 5),
        (levels_of(7, 7, 7, 7, 7), "6.99", "1.0000", 0),
        (levels_of(-5, -4, -3, -2, -1), "-2.5", "3.5000", 3),
        (levels_of(1, None, None, None, 5), "2", "2.0000", 1),
        (levels_of(22, 20, 18, 18, 14), "18", "4.0000", 4),
    ],
)
def test_score_linear__equal_and_blank_levels(levels: Levels, result: str, score: str, level: int) -> None:
    scored = score_linear(levels, Decimal(result))
    assert (str(scored.value), scored.level) == (score, level)


@pytest.mark.parametrize(("result", "score"), [("7", "5.0000"), ("7.01", "1.0000"), ("-9", "5.0000")])
def test_direction_decides__only_where_criteria_cannot(result: str, score: str) -> None:
    assert str(score_linear(levels_of(7, 7, 7, 7, 7), Decimal(result), Direction.DOWN).value) == score
    falling = levels_of(22, 20, 18, 16, 14)
    assert score_linear(falling, Decimal("17.5"), Direction.UP) == score_linear(
        falling, Decimal("17.5"), Direction.DOWN
    )


@pytest.mark.parametrize(
    ("levels", "problem"),
    [
        (NO_LEVELS, "criteria-missing"),
        (levels_of(60, 70, 65, 80, 90), "criteria-not-monotonic"),
        (levels_of(60, None, 80, None, 70), "criteria-not-monotonic"),
        (levels_of(60, 70, 80, 80, 60), "criteria-not-monotonic"),
        (levels_of(60, 70, 70, None, 90), ""),
    ],
)
def test_criteria_problem__says_what_is_unusable(levels: Levels, problem: str) -> None:
    assert criteria_problem(levels) == problem
    if problem:
        scored = score_linear(levels, Decimal(75))
        assert (scored.value, scored.problem, scored.result) == (None, problem, Decimal(75))


def test_result_is_not_rounded_before_scoring__r7() -> None:
    exact = Decimal(148) * 100 / Decimal(1240)
    assert str(score_linear(levels_of(3, 6, 9, 12, 15), exact).value) == "3.9785"
    assert str(score_linear(levels_of(3, 6, 9, 12, 15), Decimal("11.94")).value) == "3.9800"


@given(criteria(), NUMBERS)
def test_score_is_bounded__by_one_and_the_best_level(levels: Levels, result: Decimal) -> None:
    best = max(level for level, start in enumerate(levels, 1) if start is not None)
    score = score_linear(levels, result).value
    assert score is not None
    assert 1 <= score <= best
    assert score.as_tuple().exponent == -4


@given(criteria(), NUMBERS, NUMBERS)
def test_score_is_monotone__a_better_result_never_scores_less(levels: Levels, one: Decimal, other: Decimal) -> None:
    worse, better = sorted((one, other), reverse=not Scale.of(levels, Direction.UP).rises)
    low, high = score_linear(levels, worse), score_linear(levels, better)
    assert low.value is not None and high.value is not None
    assert low.value <= high.value
    assert (low.level or 0) <= (high.level or 0)


@given(criteria(), NUMBERS, st.sampled_from(Direction))
def test_lower_is_better__mirrors_higher_is_better(levels: Levels, result: Decimal, direction: Direction) -> None:
    mirrored = tuple(None if start is None else -start for start in levels)
    opposite = Direction.DOWN if direction is Direction.UP else Direction.UP
    assert score_linear(levels, result, direction).value == score_linear(mirrored, -result, opposite).value


@given(criteria(), NUMBERS)
def test_level_is_the_best_criterion_met(levels: Levels, result: Decimal) -> None:
    scale = Scale.of(levels, Direction.UP)
    met = [
        level
        for level, start in enumerate(levels, 1)
        if start is not None and (result >= start if scale.rises else result <= start)
    ]
    assert score_linear(levels, result).level == max(met, default=0)


def test_derivation__between_two_levels_either_way() -> None:
    up = score_linear(levels_of(65, 70, 75, 80, 85), Decimal("78.25"))
    assert [step.th for step in up.steps] == ["ระหว่างระดับ 3 (75) กับ 4 (80)", "3 + (78.25 − 75) ÷ 5 = 3.6500"]
    down = score_linear(levels_of(32, 30, 28, 26, 24), Decimal("29.3"))
    assert down.steps[1].th == "2 + (30 − 29.3) ÷ 2 = 2.3500"
    across = score_linear(levels_of(60, None, 80, None, 100), Decimal(85))
    assert across.steps[1].th == "3 + (85 − 80) ÷ 20 × 2 = 3.5000"
    below = score_linear(levels_of(1, 2, 3, 4, 5), Decimal("-0.8"))
    assert [step.th for step in below.steps] == ["ผล −0.8 ไม่ถึงระดับ 1 (1)", "= 1.0000"]
