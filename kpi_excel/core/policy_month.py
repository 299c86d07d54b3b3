"""One month of the government-policy report as the province hands it in: a row per KPI, and who has not reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.consolidation import ObligationState, ResultState
from kpi_excel.core.model import Accumulation, Kpi, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import PolicyLine

OUT_OF_FORCE = (ResultState.CANCELLED, ResultState.NOT_DUE)


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One KPI. `this_month` is what the month added, None where the cumulative results do not tell."""

    kpi: Kpi
    line: PolicyLine
    area: str
    """What the KPI is about: the group it stands under."""
    this_month: Decimal | None = None

    @property
    def is_owed(self) -> bool:
        """The KPI was to be reported."""
        return self.line.standing not in (None, ObligationState.EXEMPT) and self.line.state not in OUT_OF_FORCE

    @property
    def is_reported(self) -> bool:
        """A report that counts, or word of it on paper or by telephone."""
        return self.line.source is not None or bool(self.line.channel)

    @property
    def is_awaiting(self) -> bool:
        """It came with errors, and nothing else counts."""
        return self.is_owed and not self.is_reported and self.line.standing is ObligationState.AWAITING

    @property
    def is_missing(self) -> bool:
        return self.is_owed and not self.is_reported and not self.is_awaiting


@dataclass(frozen=True, slots=True)
class PolicyMonth:
    period: Period
    rows: tuple[PolicyRow, ...]
    """In the agreement's order."""

    @property
    def owed(self) -> int:
        return sum(row.is_owed for row in self.rows)

    @property
    def reported(self) -> int:
        return sum(row.is_owed and row.is_reported for row in self.rows)

    def missing(self) -> dict[str, list[PolicyRow]]:
        """The agencies that have not reported, each with its KPIs."""
        return _by_agency(row for row in self.rows if row.is_missing)

    def awaiting(self) -> dict[str, list[PolicyRow]]:
        """The agencies whose report awaits correction, each with its KPIs."""
        return _by_agency(row for row in self.rows if row.is_awaiting)


def policy_month(registry: Registry, lines: Iterable[PolicyLine], period: Period) -> PolicyMonth:
    """The rows of one month. `lines`: those of the months before as well, which tell what the month added."""
    by_kpi: dict[str, list[PolicyLine]] = {}
    for line in lines:
        by_kpi.setdefault(line.kpi_no, []).append(line)
    rows = [
        PolicyRow(kpi, line, _area_of(registry, kpi), _added(kpi, line, by_kpi[kpi.kpi_no]))
        for kpi in registry.leaves()
        for line in by_kpi.get(kpi.kpi_no, ()) if line.period == period
    ]  # fmt: skip
    return PolicyMonth(period, tuple(rows))


def _by_agency(rows: Iterable[PolicyRow]) -> dict[str, list[PolicyRow]]:
    found: dict[str, list[PolicyRow]] = {}
    for row in rows:
        found.setdefault(row.line.agency, []).append(row)
    return found


def _area_of(registry: Registry, kpi: Kpi) -> str:
    parent = registry.kpi(kpi.parent_no)
    return kpi.strategic_issue or (parent.name if parent else "")


def _added(kpi: Kpi, line: PolicyLine, series: Sequence[PolicyLine]) -> Decimal | None:
    """A sum grows by what the month brought; the other results of a year are no sums and cannot be taken apart."""
    value, months = line.value, line.period.fiscal_year.months()
    if kpi.accumulation is not Accumulation.SUM or not isinstance(value, Decimal):
        return None
    if line.period == months[0]:
        return value
    before = months[months.index(line.period) - 1]
    earlier = next((other.value for other in series if other.period == before), None)
    return value - earlier if isinstance(earlier, Decimal) else None
