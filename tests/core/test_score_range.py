from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.score_range import score_range
from kpi_excel.core.scoring.engine import score_kpi
from tests.core.scoring.samples import sample_province


def bounds(method: ScoringMethod, **params: str) -> tuple[Decimal, Decimal]:
    low, high = score_range(Kpi("1", "ก", method, params={key: Decimal(value) for key, value in params.items()}))
    return low, high


@pytest.mark.parametrize("method", [m for m in ScoringMethod if m.value not in ("external_score", "two_sided_band")])
def test_scores_run_from_one_to_five__most_methods(method: ScoringMethod) -> None:
    assert bounds(method) == (1, 5)


def test_a_method_with_its_own_limits_names_them() -> None:
    assert bounds(ScoringMethod.EXTERNAL_SCORE) == (0, 5)
    assert bounds(ScoringMethod.EXTERNAL_SCORE, cap="4", floor="1") == (1, 4)
    assert bounds(ScoringMethod.TWO_SIDED_BAND, top="3", floor="0.5") == (Decimal("0.5"), 3)


def test_no_score_of_the_sample_lies_outside_its_range() -> None:
    scored = [(kpi, score_kpi(kpi, inputs).value) for kpi, inputs, _ in sample_province() if inputs]
    assert all(score_range(kpi).low <= value <= score_range(kpi).high for kpi, value in scored if value is not None)
    assert sum(value is not None for _, value in scored) == 29
