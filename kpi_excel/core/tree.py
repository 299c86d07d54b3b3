"""Every leaf of the agreement scored for every month up to the period: what all totals and lines are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.certification import Certified, certify
from kpi_excel.core.consolidation import Month, PlannedStep
from kpi_excel.core.in_force import closing_month, weight_in_force
from kpi_excel.core.material import Material, months_until
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.planning import planned_result, planned_score, planned_steps
from kpi_excel.core.results import Result, result_of
from kpi_excel.core.scoring.engine import total_of
from kpi_excel.core.scoring.score import Total


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the agreement with its months; the last one is the period's."""

    kpi: Kpi
    weights: Mapping[str, Decimal]
    """Weight in force by month."""
    results: Mapping[str, Result]
    plans: Mapping[str, Decimal]
    """Planned score by month, where there is a plan."""
    certified: Certified

    def score(self, month: Period) -> Decimal | None:
        return self.results[month.code].score.value

    def plan(self, month: Period) -> Decimal | None:
        return self.plans.get(month.code)

    def weighted(self, month: Period, score: Decimal | None) -> tuple[Decimal, Decimal | None]:
        return self.weights[month.code], score


@dataclass(frozen=True, slots=True)
class Tree:
    """All leaves over all months of the year up to the period."""

    material: Material
    month: Period
    """The month whose results are the period's."""
    months: tuple[Period, ...]
    leaves: Mapping[str, Leaf]
    steps: tuple[PlannedStep, ...]

    @property
    def shown_months(self) -> tuple[Period, ...]:
        """From the first period owed."""
        return months_until(self.material.registry, self.material.period)

    def total(self, leaves: Iterable[Leaf], month: Period | None = None) -> Total:
        """Recomputed scores, weighted."""
        at = month or self.month
        return total_of(leaf.weighted(at, leaf.score(at)) for leaf in leaves)

    def claimed(self, leaves: Iterable[Leaf]) -> Total:
        """Claimed scores, weighted."""
        return total_of(leaf.weighted(self.month, leaf.results[self.month.code].claimed) for leaf in leaves)

    def certified(self, leaves: Iterable[Leaf]) -> Total:
        """Certified scores, weighted: what is not certified is not in it."""
        return total_of(leaf.weighted(self.month, leaf.certified.score) for leaf in leaves)


def grow_tree(material: Material) -> Tree:
    """Score every leaf for every month of the year up to the period."""
    month = closing_month(material.period)
    months = tuple(m for m in month.fiscal_year.months() if m.end <= month.end)
    leaves = {kpi.kpi_no: _leaf(material, material.kpis[kpi.kpi_no], months) for kpi in material.registry.leaves()}
    return Tree(material, month, months, leaves, planned_steps(material))


def series_of(tree: Tree, leaves: Sequence[Leaf]) -> tuple[Month, ...]:
    """Total and planned total by month; a KPI not reported for a month is outside that month's total."""
    return tuple(
        Month(month, tree.total(leaves, month).score, planned_total(leaves, month)) for month in tree.shown_months
    )


def planned_total(leaves: Iterable[Leaf], month: Period) -> Decimal | None:
    """The weighted mean of the planned scores there are."""
    return total_of(leaf.weighted(month, leaf.plan(month)) for leaf in leaves).score


def _leaf(material: Material, kpi: Kpi, months: Sequence[Period]) -> Leaf:
    results = {month.code: result_of(material, kpi, month) for month in months}
    plans = {}
    for month in months:
        planned = planned_result(material, kpi, month)
        score = planned_score(kpi, planned) if planned is not None else None
        if score is not None:
            plans[month.code] = score
    weights = {month.code: weight_in_force(kpi, month) for month in months}
    last = months[-1]
    return Leaf(kpi, weights, results, plans, certify(material, kpi, last, results[last.code]))
