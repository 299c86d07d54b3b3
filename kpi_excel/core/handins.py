"""The second step of the calendar: what the province itself hands in to OPDC, and whether it did."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from kpi_excel.core.consolidation import Obligation, ObligationState
from kpi_excel.core.periods import Period, PeriodKind

HANDED_IN_FORMS = {
    PeriodKind.MONTH: "policy_report", PeriodKind.SAR: "self_assessment",
    PeriodKind.KPI: "kpi_template", PeriodKind.PLAN: "action_plan",
}  # fmt: skip
"""What the province hands in for a period of each kind; the monthly progress report stays in the province."""


@dataclass(frozen=True, slots=True)
class HandIn:
    """The note that the province did hand in a form for a period. `sha256`: of the workbook that it sent, if any."""

    form: str
    period: str
    sent_on: date
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class HandInStep:
    """What the province owes OPDC by a date; met as soon as it handed in the period's form."""

    form: str
    period: str
    due: date
    kpi_nos: tuple[str, ...]
    sent_on: date | None = None

    def days_late(self, as_of: date) -> int:
        """Calendar days after the date, until it was handed in; 0 in time."""
        return max(0, ((self.sent_on or as_of) - self.due).days)


def handin_steps(obligations: Iterable[Obligation], handins: Iterable[HandIn], as_of: date) -> tuple[HandInStep, ...]:
    """The province's own steps, by date; of several notes about one period the last says when."""
    sent = {(note.form, note.period): note.sent_on for note in handins if note.sent_on <= as_of}
    groups: dict[tuple[str, str, date], list[str]] = {}
    for owed in obligations:
        if owed.handin_due and owed.state is not ObligationState.EXEMPT:
            groups.setdefault((owed.form, owed.period, owed.handin_due), []).append(owed.kpi_no)
    steps = [
        HandInStep(form, period, due, tuple(kpi_nos), sent.get((form, period)))
        for (form, period, due), kpi_nos in groups.items()
    ]
    return tuple(sorted(steps, key=lambda step: (step.due, step.form, step.period)))


def handins_of(steps: Iterable[HandInStep], period: Period) -> tuple[HandInStep, ...]:
    """The steps about one period's form."""
    return tuple(step for step in steps if (step.form, step.period) == (HANDED_IN_FORMS[period.kind], period.code))


def open_steps(steps: Collection[HandInStep]) -> tuple[HandInStep, ...]:
    """Those not yet handed in."""
    return tuple(step for step in steps if step.sent_on is None)
