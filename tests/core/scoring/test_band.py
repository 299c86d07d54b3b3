"""Best near the middle (R17)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from tests.core.scoring.samples import kpi_of, vectors

DEVIATION = kpi_of(ScoringMethod.TWO_SIDED_BAND)
CENTRED = kpi_of(ScoringMethod.TWO_SIDED_BAND, params={"centre": Decimal(80)})


@pytest.mark.parametrize("vector", vectors("two_sided_band"), ids=lambda vector: vector["id"])
def test_two_sided_band__worked_vectors(vector: dict[str, object]) -> None:
    score = score_kpi(DEVIATION, {"result": Decimal(str(vector["deviation_pct"]))})
    assert str(score.value) == vector["expected"]


@pytest.mark.parametrize(
    ("result", "score"), [("80", "5.0000"), ("88", "5.0000"), ("72", "5.0000"), ("92", "2.5000"), ("96", "0.0000")]
)
def test_deviation_from_a_centre(result: str, score: str) -> None:
    scored = score_kpi(CENTRED, {"result": Decimal(result)})
    assert (str(scored.value), scored.result) == (score, Decimal(result))


def test_derivation__deviation_then_score() -> None:
    steps = [step.th for step in score_kpi(CENTRED, {"result": Decimal(92)}).steps]
    assert steps == [
        "เบี่ยงเบนร้อยละ (92 − 80) ÷ 80 × 100 = 15",
        "เบี่ยงเบนระหว่าง 10 (5) กับ 20 (0)",
        "5 − (15 − 10) ÷ 10 × 5 = 2.5000",
    ]


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"centre": 0}, "band-centre-zero"),
        ({"full": 20, "zero": 10}, "criteria-not-monotonic"),
        ({"full": 10, "zero": 10}, ""),
    ],
)
def test_band_that_makes_no_sense(params: dict[str, int], problem: str) -> None:
    kpi = kpi_of(ScoringMethod.TWO_SIDED_BAND, params={key: Decimal(value) for key, value in params.items()})
    assert score_kpi(kpi, {"result": Decimal(12)}).problem == problem


@given(st.decimals(min_value=-200, max_value=200, places=4))
def test_both_sides_score_alike__within_floor_and_top(deviation: Decimal) -> None:
    above, below = (score_kpi(CENTRED, {"result": 80 + side * deviation}).value for side in (1, -1))
    assert above == below
    assert above is not None
    assert 0 <= above <= 5
