"""The overdue list: what is missing or awaits correction past its date, planned steps that are late, what the province
itself has not handed in, and what is coming."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kpi_excel.core.consolidation import Obligation, ObligationState, Overdue, PlannedStep
from kpi_excel.core.exemptions import OVERDUE, exemption_from
from kpi_excel.core.handins import HandIn, HandInStep, handin_steps, open_steps
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.reminders import Reminder, last_reminder
from kpi_excel.core.reporting_calendar import form_title
from kpi_excel.core.text import Text

COMING_DAYS = 7


def overdue_on(
    registry: Registry, obligations: Iterable[Obligation], steps: Iterable[PlannedStep], as_of: date, *,
    handins: Iterable[HandIn] = (), reminders: Collection[Reminder] = (),
) -> tuple[Overdue, ...]:  # fmt: skip
    """Everything past its date on `as_of`, the latest first, each with its last reminder.

    The province's own hand-ins stand there too, under agency "": nobody reminds the province of them.
    """
    owed = list(obligations)
    found = [
        _line(registry, kind, group, as_of, (as_of - group[0].due).days)
        for kind, group in _grouped(owed)
        if group[0].due < as_of and not _is_excused(registry, kind, group[0], as_of)
    ]
    found += [
        _step_line(registry, step, step.finish, as_of, step.days_late)
        for step in steps
        if step.finish and step.days_late > 0
        and not exemption_from(registry, OVERDUE, step.agency, step.kpi_no, as_of)
    ]  # fmt: skip
    found = [replace(line, reminded=last_reminder(line, reminders, as_of)) for line in found]
    found += [
        _handin_line(registry, step, step.days_late(as_of))
        for step in open_steps(handin_steps(owed, handins, as_of))
        if step.due < as_of
    ]
    return tuple(sorted(found, key=lambda line: (-line.days, *_order(line))))


def coming_on(
    registry: Registry, obligations: Iterable[Obligation], steps: Iterable[PlannedStep], as_of: date, *,
    handins: Iterable[HandIn] = (), days: int = COMING_DAYS,
) -> tuple[Overdue, ...]:  # fmt: skip
    """Everything due on `as_of` or within `days` after, the province's own hand-ins included, soonest first."""
    owed = list(obligations)
    until = as_of + timedelta(days=days)
    found = [
        _line(registry, kind, group, as_of, (group[0].due - as_of).days)
        for kind, group in _grouped(owed)
        if as_of <= group[0].due <= until
    ]
    found += [
        _step_line(registry, step, step.finish, as_of, (step.finish - as_of).days)
        for step in steps
        if step.finish and as_of <= step.finish <= until and step.status != "done"
    ]
    found += [
        _handin_line(registry, step, (step.due - as_of).days)
        for step in open_steps(handin_steps(owed, handins, as_of))
        if as_of <= step.due <= until
    ]
    return tuple(sorted(found, key=lambda line: (line.days, *_order(line))))


def _grouped(obligations: Iterable[Obligation]) -> Iterator[tuple[str, list[Obligation]]]:
    """One line per agency, form, period, date and kind, since that is one telephone call."""
    groups: dict[tuple[str, str, str, str, date], list[Obligation]] = defaultdict(list)
    for obligation in obligations:
        kind = _kind_of(obligation)
        if kind:
            groups[kind, obligation.agency, obligation.form, obligation.period, obligation.due].append(obligation)
    for (kind, *_), group in groups.items():
        yield kind, group


def _kind_of(obligation: Obligation) -> str:
    if obligation.state in (ObligationState.MISSING, ObligationState.EXPECTED):
        return "submission"
    return "correction" if obligation.state is ObligationState.AWAITING else ""


def _is_excused(registry: Registry, kind: str, first: Obligation, as_of: date) -> bool:
    """Missing ones that are excused are exempt already; a correction has no state of its own for it."""
    return kind == "correction" and exemption_from(registry, OVERDUE, first.agency, first.kpi_no, as_of) is not None


def _line(registry: Registry, kind: str, group: Sequence[Obligation], as_of: date, days: int) -> Overdue:
    first, kpi_nos = group[0], tuple(obligation.kpi_no for obligation in group)
    contact, phone = _contact(registry, first.agency, kpi_nos, as_of)
    what = _what(first.form, first.period)
    if kind == "correction":
        what = Text(f"{what.th} (รอแก้ไข)", f"{what.en} (awaiting correction)")
    return Overdue(kind, first.agency, first.form, first.period, kpi_nos, what, first.due, days, contact, phone)


def _step_line(registry: Registry, step: PlannedStep, finish: date, as_of: date, days: int) -> Overdue:
    contact, phone = _contact(registry, step.agency, (step.kpi_no,), as_of)
    what = Text(f"{step.code} {step.text}", f"{step.code} {step.text}")
    period = f"{registry.settings.fiscal_year.year}-plan"
    return Overdue("step", step.agency, "action_plan", period, (step.kpi_no,), what, finish, days, contact, phone)


def _handin_line(registry: Registry, step: HandInStep, days: int) -> Overdue:
    """What the province itself hands on to OPDC."""
    what, settings = _what(step.form, step.period), registry.settings
    what = Text(f"จังหวัดส่งสำนักงาน ก.พ.ร.: {what.th}", f"Province to OPDC: {what.en}")
    office, phone = settings.office, settings.office_phone
    return Overdue("handin", "", step.form, step.period, step.kpi_nos, what, step.due, days, office, phone)


def _what(form: str, period: str) -> Text:
    title, named = form_title(form), Period.parse(period)
    return Text(f"{title.th} {named.short_label('th')}", f"{title.en}, {named.short_label('en')}")


def _contact(registry: Registry, agency: str, kpi_nos: Sequence[str], as_of: date) -> tuple[str, str]:
    """Whom to call: the data keeper where one person keeps them all, else the agency's contact, else any keeper."""
    keepers = [keeper for kpi_no in kpi_nos if (keeper := registry.person_on(kpi_no, "keeper", as_of)) is not None]
    names = {(keeper.name, keeper.phone) for keeper in keepers}
    known = registry.agency(agency)
    if len(names) == 1 and len(keepers) == len(kpi_nos) and keepers[0].phone:
        return keepers[0].name, keepers[0].phone
    if known is not None and (known.contact or known.phone):
        return known.contact, known.phone
    return (keepers[0].name, keepers[0].phone) if keepers else ("", "")


def _order(line: Overdue) -> tuple[object, ...]:
    return (line.agency, line.form, line.period, line.kpi_nos, line.what)
