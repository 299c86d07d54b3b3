"""What a merge works on: the registry, the records that count, the period and the day; KPIs as they count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi_excel.core.agreed import complete_kpi
from kpi_excel.core.effective import Effective
from kpi_excel.core.in_force import host_of
from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import Period, PeriodKind
from kpi_excel.core.reporting_calendar import periods_owed
from kpi_excel.core.revisions import Revision


@dataclass(frozen=True, slots=True)
class Material:
    """`kpis`: every KPI as it counts, blank registry cells filled from the accepted KPI template."""

    registry: Registry
    effective: Effective
    period: Period
    as_of: date
    kpis: Mapping[str, Kpi]
    read_until: date | None = None
    """The last day that the counted reports speak of, where later ones came and do not count here."""

    @property
    def step_day(self) -> date:
        """The day by which a step can be said to be late: later reports may say that it was finished."""
        return self.as_of if self.read_until is None else min(self.as_of, self.read_until)

    def record(self, form: str, period: Period, kind: str, kpi: Kpi) -> Revision | None:
        """The record that counts for a KPI: of the host in force where it sent one."""
        found = self.effective.by_subject.get((form, period.code, kind, kpi.kpi_no), ())
        if len(found) < 2:
            # who hosts it then has no say, and takes longer to find out than all else here
            return found[0] if found else None
        return self.effective.record(form, period.code, kind, kpi.kpi_no, host_of(self.registry, form, period, kpi))


def prepare_material(
    registry: Registry, effective: Effective, period: Period, as_of: date, read_until: date | None = None
) -> Material:
    """Fill the KPIs from the accepted templates, once."""
    year = Period.parse(f"{registry.settings.fiscal_year.year}-kpi")
    bare = Material(registry, effective, period, as_of, {kpi.kpi_no: kpi for kpi in registry.kpis})
    templates = {kpi.kpi_no: bare.record("kpi_template", year, "kpi", kpi) for kpi in registry.leaves()}
    kpis = {
        kpi.kpi_no: complete_kpi(registry, kpi, template.record if (template := templates.get(kpi.kpi_no)) else None)
        for kpi in registry.kpis
    }
    return Material(registry, effective, period, as_of, kpis, read_until)


def months_until(registry: Registry, period: Period) -> tuple[Period, ...]:
    """The months that the series shows: from the first progress report owed to the end of `period`."""
    owed = [month for month in periods_owed(registry, "monthly_progress") if month.kind is PeriodKind.MONTH]
    return tuple(month for month in owed if month.end <= period.end)
