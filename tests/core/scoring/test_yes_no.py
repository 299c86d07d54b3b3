"""Yes or no (R14)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.scoring.engine import score_kpi
from tests.core.scoring.samples import kpi_of, vectors

KPI = kpi_of(ScoringMethod.YES_NO)


@pytest.mark.parametrize("vector", vectors("yes_no"), ids=lambda vector: vector["id"])
def test_yes_no__worked_vectors(vector: dict[str, object]) -> None:
    assert str(score_kpi(KPI, {"answer": vector["value"] == "มี"}).value) == vector["expected"]


def test_no_is_an_answer__nothing_is_not() -> None:
    assert score_kpi(KPI, {"answer": False}).level == 1
    assert score_kpi(KPI, {}).problem == "input-missing"
    assert score_kpi(KPI, {"answer": Decimal(1)}).problem == "input-missing"
