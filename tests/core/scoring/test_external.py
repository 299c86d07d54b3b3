"""A score from another system: parts, bonus, cap (R16)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from tests.core.scoring.samples import kpi_of, part_of, vectors

BLANK = (None,) * 5


def kpi_with(count: int, **params: str) -> Kpi:
    parts = tuple(part_of(f"P{number}", None, BLANK) for number in range(1, count + 1))
    numbers = {key: Decimal(value) for key, value in params.items()}
    return kpi_of(ScoringMethod.EXTERNAL_SCORE, parts=parts, params=numbers)


def given(*parts: str, bonus: bool | None = None) -> dict[str, Decimal | bool]:
    inputs: dict[str, Decimal | bool] = {f"part:P{number}": Decimal(part) for number, part in enumerate(parts, 1)}
    return inputs if bonus is None else {**inputs, "bonus": bonus}


@pytest.mark.parametrize("vector", vectors("parts_sum_bonus_cap"), ids=lambda vector: vector["id"])
def test_external_score__published_figures(vector: dict[str, object]) -> None:
    parts = vector["parts"]
    assert isinstance(parts, list)
    score = score_kpi(kpi_with(len(parts)), given(*parts, bonus=bool(vector["bonus"])))
    assert str(score.value) == vector["expected"]
    lines = [step.th for step in score.steps]
    assert lines[0].endswith(f"= {vector['sum']}")
    if vector["bonus"]:
        assert lines[1].endswith(f"= {vector['bonus_value']}")


def test_bonus_is_a_question__only_where_there_is_one() -> None:
    assert score_kpi(kpi_with(2), given("1", "2")).problem == "input-missing"
    without = kpi_with(2, bonus_percent="0")
    assert [item.key for item in inputs_of(without)] == ["part:P1", "part:P2"]
    assert str(score_kpi(without, given("1", "2")).value) == "3.000"


def test_each_intermediate_is_rounded_to_its_places() -> None:
    # 1.23 × 5 % = 0.0615 → 0.06; 1.29, where rounding once at the end would give 1.29 from 1.2968
    assert str(score_kpi(kpi_with(1, places="2"), given("1.2345", bonus=True)).value) == "1.29"


@pytest.mark.parametrize(
    ("part", "params", "value", "said"),
    [("4.9", {}, "5.000", "เกิน 5"), ("-1", {}, "0.000", "ต่ำกว่า 0"), ("0.2", {"floor": "1"}, "1.000", "ต่ำกว่า 1")],
)
def test_cap_and_floor_are_said(part: str, params: dict[str, str], value: str, said: str) -> None:
    score = score_kpi(kpi_with(1, **params), given(part, bonus=True))
    assert str(score.value) == value
    assert score.steps[-1].th.startswith(said)


def test_parts_must_be_listed_and_filled() -> None:
    assert score_kpi(kpi_with(0), given(bonus=True)).problem == "parts-missing"
    assert score_kpi(kpi_with(3), given("1", "1", bonus=False)).problem == "input-missing"
