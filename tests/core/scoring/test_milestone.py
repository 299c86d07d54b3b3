"""Consecutive steps, and the percent of the last (R10, R11)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from tests.core.scoring.samples import kpi_of, vectors

STEPS = kpi_of(ScoringMethod.MILESTONE, (1, 2, 3, 4, 5))
PERCENT = kpi_of(ScoringMethod.MILESTONE, (1, 2, 3, 4, 5), params={"fraction": Decimal(1)})
SEVEN = kpi_of(ScoringMethod.MILESTONE, (1, 2, 4, 5, 7), level_texts=tuple("กขคงจฉช"), params={"fraction": Decimal(1)})


def done(*steps: bool | None) -> dict[str, bool]:
    return {f"step{number}": step for number, step in enumerate(steps, 1) if step is not None}


@pytest.mark.parametrize("vector", vectors("milestone"), ids=lambda vector: vector["id"])
def test_milestone__worked_vectors(vector: dict[str, object]) -> None:
    steps = vector["steps_done"]
    assert isinstance(steps, list)
    assert str(score_kpi(STEPS, done(*map(bool, steps))).value) == vector["expected"]


def test_a_skipped_step_ends_the_count__and_the_derivation_says_so() -> None:
    score = score_kpi(STEPS, done(True, True, False, True, True))
    assert [step.th for step in score.steps] == [
        "ทำครบต่อเนื่อง 2 จาก 5 ขั้น",
        "ขั้นที่ 3 ยังไม่เสร็จ จึงยังไม่นับขั้นที่ 4, 5",
        "ระดับ 2 (2 ขั้น) = 2.0000",
    ]
    assert (score.result, score.level) == (2, 2)


def test_steps_after_the_first_unfinished_one_need_no_answer() -> None:
    assert str(score_kpi(STEPS, done(True, True, False)).value) == "2.0000"
    assert score_kpi(STEPS, done(True, True, None, True)).problem == "input-missing"
    assert score_kpi(STEPS, {}).problem == "input-missing"


@pytest.mark.parametrize(
    ("last", "percent", "score"),
    [
        (False, "60", "4.6000"),
        (None, "60", "4.6000"),
        (None, "0", "4.0000"),
        (None, "100", "5.0000"),
        (None, "130", "5.0000"),
        (None, "-5", "4.0000"),
        (True, None, "5.0000"),
        (True, "60", "4.6000"),
        (False, None, None),
        (None, None, None),
    ],
)
def test_last_step_in_percent__only_where_the_template_says(
    last: bool | None, percent: str | None, score: str | None
) -> None:
    inputs: dict[str, Decimal | bool] = {**done(True, True, True, True, last)}
    if percent is not None:
        inputs["fraction"] = Decimal(percent)
    scored = score_kpi(PERCENT, inputs)
    assert scored.value == (None if score is None else Decimal(score))
    without = done(True, True, True, True, False)
    assert str(score_kpi(STEPS, {**without, "fraction": Decimal(60)}).value) == "4.0000"


def test_percent_counts_only_once_the_steps_before_it_are_done() -> None:
    inputs = {**done(True, True, False, True), "fraction": Decimal(90)}
    assert str(score_kpi(PERCENT, inputs).value) == "2.0000"


@pytest.mark.parametrize(
    ("count", "percent", "score"), [(3, None, "2.0000"), (6, "50", "4.5000"), (6, "100", "5.0000")]
)
def test_levels_may_need_more_than_one_step_each(count: int, percent: str | None, score: str) -> None:
    inputs: dict[str, Decimal | bool] = {**done(*[True] * count, False)}
    if percent:
        inputs["fraction"] = Decimal(percent)
    assert str(score_kpi(SEVEN, inputs).value) == score


def test_number_of_steps__as_many_as_are_named_else_five() -> None:
    assert [item.key for item in inputs_of(STEPS)] == ["step1", "step2", "step3", "step4", "step5"]
    assert [item.key for item in inputs_of(SEVEN)][-2:] == ["step7", "fraction"]
    assert inputs_of(SEVEN)[0].title.th == "ก"


def test_needs_that_fall__are_no_criteria() -> None:
    kpi = kpi_of(ScoringMethod.MILESTONE, (5, 4, 3, 2, 1))
    assert score_kpi(kpi, done(True, False)).problem == "criteria-not-monotonic"


@given(st.lists(st.booleans(), min_size=5, max_size=5), st.integers(0, 4))
def test_finishing_one_more_step_never_lowers_the_score(steps: list[bool], step: int) -> None:
    more = [*steps[:step], True, *steps[step + 1 :]]
    before, after = score_kpi(STEPS, done(*steps)).value, score_kpi(STEPS, done(*more)).value
    assert before is not None and after is not None
    assert 1 <= before <= after <= 5
