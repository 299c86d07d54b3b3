"""The one table of scoring methods. A new method is one class and one line here.

Numbers beyond criteria stand in `Kpi.params`: linear with ratio "factor"; milestone "fraction"; external score
"bonus_percent", "cap", "floor", "places"; two-sided band "centre", "full", "zero", "top", "floor". Each class says
what they mean and what holds without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.scoring.band import TwoSidedBand
from kpi_excel.core.scoring.composite import Composite, ConditionalWeights
from kpi_excel.core.scoring.external import ExternalScore
from kpi_excel.core.scoring.growth import Growth
from kpi_excel.core.scoring.linear import Linear
from kpi_excel.core.scoring.method import Group, Method, NotAssessed
from kpi_excel.core.scoring.milestone import Milestone
from kpi_excel.core.scoring.yes_no import YesNo

METHODS: Mapping[ScoringMethod, Method] = MappingProxyType(
    {
        ScoringMethod.GROUP: Group(),
        ScoringMethod.NOT_ASSESSED: NotAssessed(),
        ScoringMethod.LINEAR: Linear(),
        ScoringMethod.GROWTH: Growth(),
        ScoringMethod.MILESTONE: Milestone(),
        ScoringMethod.YES_NO: YesNo(),
        ScoringMethod.COMPOSITE: Composite(),
        ScoringMethod.CONDITIONAL_WEIGHTS: ConditionalWeights(),
        ScoringMethod.EXTERNAL_SCORE: ExternalScore(),
        ScoringMethod.TWO_SIDED_BAND: TwoSidedBand(),
    }
)


def method_of(kpi: Kpi) -> Method:
    """How this KPI is scored."""
    return METHODS[kpi.method]
