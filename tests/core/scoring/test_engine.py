"""Totals, the sample province, and the defects that real scoring code has shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.scoring.arithmetic import rounded
from kpi_excel.core.scoring.engine import score_kpi, score_linear, total_of
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.scoring.score import Score, Total
from tests.core.scoring.calculator import sums_of
from tests.core.scoring.generated import cases
from tests.core.scoring.samples import kpi_of, levels_of, part_of, sample_province, vectors

PROVINCE = sample_province()
LEAVES = [(kpi, score_kpi(kpi, inputs)) for kpi, inputs, _ in PROVINCE if kpi.is_leaf]
WEIGHTS = st.decimals(min_value=0, max_value=20, places=2)
SCORES = st.none() | st.decimals(min_value=1, max_value=5, places=4)


@pytest.mark.parametrize(("kpi", "inputs", "expected"), PROVINCE, ids=[kpi.kpi_no for kpi, _, _ in PROVINCE])
def test_sample_province__every_kpi_from_its_raw_inputs(
    kpi: Kpi, inputs: dict[str, Decimal | bool], expected: str
) -> None:
    assert set(inputs) <= {asked.key for asked in inputs_of(kpi)}
    score = score_kpi(kpi, inputs)
    assert score.value == (Decimal(expected) if expected else None)
    assert score.problem == ""


@pytest.mark.parametrize("vector", vectors("weighted_total"), ids=lambda vector: vector["id"])
def test_total__worked_vector(vector: dict[str, list[dict[str, object]]]) -> None:
    items = [(Decimal(str(part["w"])), Decimal(str(part["s"]))) for part in vector["parts"]]
    assert str(total_of(items).score) == vector["expected"]


def test_sample_province__total_of_all_leaves() -> None:
    (vector,) = vectors("registry_total")
    total = total_of((kpi.weight, score.value) for kpi, score in LEAVES)
    assert (str(total.score), total.covered, total.weight) == (vector["expected"], 100, 100)
    assert len([kpi for kpi, _ in LEAVES if kpi.weight]) == 29


@pytest.mark.parametrize(
    ("group", "score"),
    [
        ("1", "3.5650"),
        ("2", "2.9180"),
        ("3.1", "3.4286"),
        ("3.2", "3.6167"),
        ("3", "3.5312"),
        ("4", "4.0560"),
        ("7", "3.5907"),
    ],
)
def test_sample_province__groups_from_their_leaves(group: str, score: str) -> None:
    total = total_of((kpi.weight, scored.value) for kpi, scored in LEAVES if kpi.kpi_no.startswith(f"{group}."))
    assert str(total.score) == score


@pytest.mark.parametrize(
    ("dimension", "weight", "score"),
    [("1", 60, "3.5675"), ("2", 10, "4.4100"), ("3", 15, "3.9796"), ("4", 15, "4.1367")],
)
def test_sample_province__dimensions(dimension: str, weight: int, score: str) -> None:
    total = total_of((kpi.weight, scored.value) for kpi, scored in LEAVES if kpi.dimension_no == dimension)
    assert (total.weight, str(total.score)) == (weight, score)


def test_total_says_what_it_covers__and_the_worst_case() -> None:
    total = total_of([(Decimal(85), Decimal("3.8305")), (Decimal(15), None), (Decimal(0), Decimal(5))])
    assert total == Total(Decimal("3.8305"), Decimal(85), Decimal(100), Decimal("3.4059"))


@pytest.mark.parametrize(
    ("items", "total"),
    [
        ([], Total(None, Decimal(0), Decimal(0), None)),
        ([(Decimal(0), Decimal(3))], Total(None, Decimal(0), Decimal(0), None)),
        ([(Decimal(4), None)], Total(None, Decimal(0), Decimal(4), Decimal(1))),
    ],
)
def test_total_of_nothing__is_none_and_not_zero(items: list[tuple[Decimal, Decimal | None]], total: Total) -> None:
    assert total_of(items) == total


@given(st.lists(st.tuples(WEIGHTS, SCORES), max_size=12), st.randoms())
def test_total_is_independent_of_row_order__and_bounded(items: list[tuple[Decimal, Decimal | None]], random_) -> None:
    shuffled = list(items)
    random_.shuffle(shuffled)
    total = total_of(items)
    assert total_of(shuffled) == total
    counted = [score for weight, score in items if score is not None and weight]
    if total.score is not None and total.worst_case is not None:
        assert min(counted) <= total.score <= max(counted)
        assert 1 <= total.worst_case <= total.score


def test_interpolated_score_is_kept__not_overwritten_by_the_whole_level() -> None:
    assert str(score_linear(levels_of(65, 70, 75, 80, 85), Decimal("78.25")).value) == "3.6500"


def test_level_one_has_a_fifth_of_the_weight_of_level_five() -> None:
    low, high = (total_of([(Decimal(5), Decimal(score)), (Decimal(5), Decimal(1))]).score for score in (1, 5))
    assert (low, high) == (1, 3)


def test_scores_are_not_rounded_to_two_decimals_on_the_way() -> None:
    scored = score_linear(levels_of(80, 85, 92, 95, 100), Decimal(88)).value
    assert scored is not None
    assert str(total_of([(Decimal(2), scored), (Decimal(1), scored)]).score) == "2.4286"


def test_a_kpi_that_cannot_be_scored_does_not_keep_the_score_before_it() -> None:
    good = kpi_of(ScoringMethod.LINEAR, (1, 2, 3, 4, 5))
    bad = replace(good, levels=levels_of(1, 3, 2, 4, 5))
    scores = [score_kpi(kpi, {"result": Decimal(4)}).value for kpi in (good, bad, good)]
    assert scores == [4, None, 4]


def test_total_uses_each_own_weight__not_the_running_sum() -> None:
    items = [(Decimal(3), Decimal("3.65")), (Decimal(2), Decimal("4.25")), (Decimal(5), Decimal(1))]
    assert {total_of(order).score for order in (items, items[::-1], items[1:] + items[:1])} == {Decimal("2.4450")}


def test_group_and_unassessed_kpi_have_neither_score_nor_problem() -> None:
    assert score_kpi(kpi_of(ScoringMethod.GROUP), {}) == Score(None)
    waiting = score_kpi(kpi_of(ScoringMethod.NOT_ASSESSED), {"result": Decimal(3)})
    assert (waiting.value, waiting.result, waiting.problem) == (None, 3, "")


def test_every_score_has_steps_that_a_pocket_calculator_repeats__generated_cases() -> None:
    redone = 0
    for case in cases():
        score = score_kpi(case.kpi, case.inputs)
        assert score.steps, case
        sums = [sum_ for step in score.steps for text in step for sum_ in sums_of(text)]
        for computed, stated in sums:
            near = abs(computed - stated) <= Decimal("0.000101")
            assert near or rounded(computed, -stated.as_tuple().exponent) == stated, (score.steps, case)
        if score.value is not None:
            for computed, stated in sums_of(score.steps[-1].th):
                # the last line gives the score itself, not nearly
                assert rounded(computed, -score.value.as_tuple().exponent) == stated == score.value, (score.steps, case)
        redone += len(sums)
    assert redone > 2000


def test_large_numbers_are_scored_exactly() -> None:
    huge = Decimal("1E+300")
    kpi = kpi_of(ScoringMethod.COMPOSITE, parts=(part_of("P1", 1, (1, 2, 3, 4, 5)),))
    assert score_kpi(kpi, {"part:P1": huge}).value == 5
    assert score_linear(levels_of(1, 2, 3, 4, 5), -huge).value == 1
