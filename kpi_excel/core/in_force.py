"""Whether a KPI counts in a period, and with what weight: start and cancellation rounds, agreement (R19, R20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.model import Agreement, Kpi, Registry, ScoringMethod
from kpi_excel.core.periods import ROUNDS, Period
from kpi_excel.core.reporting_calendar import due_of


def round_of(period: Period) -> int:
    """The assessment round (6, 9 or 12) that a month belongs to or a round is; 12 for the year's one-off forms."""
    number = _month_of_year(period)
    return next(months for months in ROUNDS if number <= months)


def round_closed_by(month: Period) -> int | None:
    """The assessment round that ends with a month; None for a month within a round."""
    number = _month_of_year(month)
    return number if number in ROUNDS else None


def _month_of_year(period: Period) -> int:
    """Of the period's last month: October is 1."""
    return (period.end.month - 10) % 12 + 1


def closing_month(period: Period) -> Period:
    """The month whose cumulative result is what `period` is about: itself, or the last month of the round or year."""
    return period.fiscal_year.months()[_month_of_year(period) - 1]


def registry_on(registry: Registry, as_of: date) -> Registry:
    """The registry without the cancellations that were decided after `as_of`."""
    if not any(kpi.cancelled_on and kpi.cancelled_on > as_of for kpi in registry.kpis):
        return registry
    kpis = (
        replace(kpi, cancel_round=None) if kpi.cancelled_on and kpi.cancelled_on > as_of else kpi for kpi in registry.kpis
    )
    return replace(registry, kpis=tuple(kpis))


def has_started(kpi: Kpi, period: Period) -> bool:
    """The period lies in the KPI's first round or later."""
    return kpi.start_round <= round_of(period)


def is_cancelled(kpi: Kpi, period: Period) -> bool:
    """The period lies in the round the KPI was cancelled at, or later."""
    return kpi.cancel_round is not None and kpi.cancel_round <= round_of(period)


def is_agreed(kpi: Kpi, period: Period) -> bool:
    """The negotiation of the KPI was over by the end of the period."""
    return kpi.agreement is Agreement.AGREED and (kpi.agreed_from is None or kpi.agreed_from <= period.end)


def weight_in_force(kpi: Kpi, period: Period) -> Decimal:
    """What a leaf weighs in a period's totals; zero while not in force or without criteria yet (domain.md 4.2)."""
    counts = (
        has_started(kpi, period) and not is_cancelled(kpi, period) and is_agreed(kpi, period)
        and kpi.method is not ScoringMethod.NOT_ASSESSED
    )  # fmt: skip
    return kpi.weight_in(round_of(period)) if counts and kpi.is_leaf else Decimal(0)


def is_owed(form: str, period: Period, kpi: Kpi) -> bool:
    """Whether a form asks for a KPI in a period, as far as the KPI decides; the calendar decides the rest.

    A KPI still negotiated owes its template only; one still being defined owes no plan and no self-assessment,
    because it has no criteria to plan for or to assess by.
    """
    if not kpi.is_leaf:
        return False
    if form in ("kpi_template", "action_plan"):
        in_force = kpi.cancel_round != min(ROUNDS)
    else:
        in_force = has_started(kpi, period) and not is_cancelled(kpi, period)
    if form == "kpi_template" or not in_force:
        return in_force
    if form == "policy_report" and not kpi.in_policy_report:
        return False
    needs_criteria = form in ("action_plan", "self_assessment")
    return is_agreed(kpi, period) and not (needs_criteria and kpi.method is ScoringMethod.NOT_ASSESSED)


def host_of(registry: Registry, form: str, period: Period, kpi: Kpi) -> str:
    """The agency that owes a KPI's part of a form: the host in force when it is due, or when the period ends."""
    due = due_of(registry, form, period, kpi)
    return registry.host_on(kpi, due.due if due else period.end)


def hosts_within(registry: Registry, form: str, period: Period, kpi: Kpi) -> frozenset[str]:
    """Every agency that may report a KPI for a period: who hosted it on any day of the period, or owes the form."""
    days = [c.since for c in registry.host_changes if c.kpi_no == kpi.kpi_no and period.start < c.since <= period.end]
    hosts = {registry.host_on(kpi, day) for day in (period.start, *days)}
    return frozenset(hosts | {host_of(registry, form, period, kpi)})
