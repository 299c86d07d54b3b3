"""What has to be asked for to score a KPI: raw inputs only, since what can be computed is never typed."""

from __future__ import annotations

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.method import Input
from kpi_excel.core.scoring.methods import method_of

__all__ = ["Input", "inputs_of", "is_direct"]


def inputs_of(kpi: Kpi) -> tuple[Input, ...]:
    """The raw inputs in the order they are asked for; none for a group."""
    return method_of(kpi).inputs(kpi)


def is_direct(kpi: Kpi) -> bool:
    """Exactly one input, asked for on the monthly table itself and not on the sheet of raw inputs."""
    return method_of(kpi).is_direct(kpi)
