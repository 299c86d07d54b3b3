"""The lowest and the highest score that a KPI's scoring method can give."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from kpi_excel.core.model import Kpi, ScoringMethod

_TOP_PARAM = {ScoringMethod.EXTERNAL_SCORE: "cap", ScoringMethod.TWO_SIDED_BAND: "top"}
"""Methods with limits of their own (R16, R17): the parameter that names the highest score."""


class ScoreRange(NamedTuple):
    low: Decimal
    high: Decimal


LEVELS = ScoreRange(Decimal(1), Decimal(5))
"""What five levels span (R1, R3)."""


def score_range(kpi: Kpi) -> ScoreRange:
    """Limits included: 1 to 5, unless the method has its own floor and top."""
    top = _TOP_PARAM.get(kpi.method)
    if top is None:
        return LEVELS
    return ScoreRange(kpi.params.get("floor", Decimal(0)), kpi.params.get(top, LEVELS.high))
