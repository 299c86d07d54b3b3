"""What is owed, one obligation per agency, form, period and KPI from the registry alone, and where each stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kpi_excel.core.consolidation import Obligation, ObligationState
from kpi_excel.core.exemptions import OVERDUE, exemption_from
from kpi_excel.core.in_force import is_owed, registry_on
from kpi_excel.core.model import Kpi, ReceivedWithoutFile, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.reporting_calendar import FORM_TITLES, Due, due_of, periods_owed
from kpi_excel.core.revisions import decided_receipts, revisions_of
from kpi_excel.core.submission import Receipt


@dataclass(frozen=True, slots=True)
class Expected:
    """An obligation before any file has arrived."""

    agency: str
    form: str
    period: Period
    kpi: Kpi
    due: Due


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A file, or a note in the registry, that carries a record."""

    agency: str
    received_on: date
    awaiting: bool = False
    channel: str = ""


_Arrivals = Mapping[tuple[str, str, str], list[_Arrival]]


def expected_obligations(registry: Registry) -> tuple[Expected, ...]:
    """Everything the year asks for, by period, form and the agreement's order."""
    found = []
    for place, form in enumerate(FORM_TITLES):
        for period in periods_owed(registry, form):
            for kpi in registry.leaves():
                due = due_of(registry, form, period, kpi) if is_owed(form, period, kpi) else None
                if due:
                    host = registry.host_on(kpi, due.due)
                    found.append((period.sort_key, place, Expected(host, form, period, kpi, due)))
    return tuple(expected for *_, expected in sorted(found, key=lambda item: item[:2]))


def obligations_on(registry: Registry, receipts: Iterable[Receipt], as_of: date) -> tuple[Obligation, ...]:
    """Every obligation of the year with its state on `as_of`; files received later are not looked at."""
    registry = registry_on(registry, as_of)
    arrivals = _arrivals(decided_receipts(receipts, as_of))
    return tuple(_stand(registry, expected, arrivals, as_of) for expected in expected_obligations(registry))


def forms_of(obligations: Iterable[Obligation], period: Period) -> tuple[tuple[str, str], ...]:
    """The forms owed for a period itself, as (agency, form) in their order; exempt ones are not owed."""
    about = (one for one in obligations if one.period == period.code and one.state is not ObligationState.EXEMPT)
    return tuple(dict.fromkeys((one.agency, one.form) for one in about))


def forms_not_sent(obligations: Iterable[Obligation], period: Period) -> tuple[tuple[str, str], ...]:
    """Those of `forms_of` of which nothing came, neither a file nor a note in the registry."""
    found = tuple(obligations)
    came = {(one.agency, one.form) for one in found if one.period == period.code and one.received_on is not None}
    return tuple(form for form in forms_of(found, period) if form not in came)


def _arrivals(receipts: Iterable[Receipt]) -> _Arrivals:
    found: dict[tuple[str, str, str], list[_Arrival]] = defaultdict(list)
    for receipt in receipts:
        wanted = "plan" if receipt.form == "action_plan" else "kpi"
        for revision in revisions_of(receipt):
            if revision.key.kind == wanted:
                arrival = _Arrival(receipt.agency, receipt.received_on, revision.record.awaiting)
                found[receipt.form, receipt.period, revision.key.kpi_no].append(arrival)
    return found


def _stand(registry: Registry, expected: Expected, arrivals: _Arrivals, as_of: date) -> Obligation:
    kpi_no = expected.kpi.kpi_no
    carried = [
        arrival for arrival in arrivals.get((expected.form, expected.period.code, kpi_no), ())
        # A record of another agency counts only where it was accepted: an earlier or later host sent it.
        if arrival.agency == expected.agency or not arrival.awaiting
    ]  # fmt: skip
    noted = [_Arrival(n.agency, n.received_on, channel=n.channel) for n in _notes(registry, expected, as_of)]
    obligation = Obligation(
        agency=expected.agency, form=expected.form, period=expected.period.code, kpi_no=kpi_no,
        nominal_due=expected.due.nominal, due=expected.due.due, handin_due=expected.due.handin,
        state=ObligationState.EXPECTED,
    )  # fmt: skip
    if carried or noted:
        return _met(registry, obligation, carried, noted)
    return _unmet(registry, obligation, as_of)


def _notes(registry: Registry, expected: Expected, as_of: date) -> list[ReceivedWithoutFile]:
    return [
        note for note in registry.received
        if note.agency == expected.agency and note.form == expected.form and note.period == expected.period.code
        and note.kpi_no in ("", expected.kpi.kpi_no) and note.received_on <= as_of
    ]  # fmt: skip


def _met(registry: Registry, obligation: Obligation, carried: list[_Arrival], noted: list[_Arrival]) -> Obligation:
    """Met by the first arrival; awaiting correction while no file that carries the record is free of errors."""
    first = min([*carried, *noted], key=lambda arrival: (arrival.received_on, arrival.channel))
    awaits = bool(carried) and all(arrival.awaiting for arrival in carried)
    waived = _waiver(registry, obligation) is not None
    return replace(
        obligation,
        state=ObligationState.AWAITING if awaits else ObligationState.RECEIVED,
        received_on=first.received_on,
        days_late=0 if waived else max(0, (first.received_on - obligation.due).days),
        channel=first.channel,
    )


def _unmet(registry: Registry, obligation: Obligation, as_of: date) -> Obligation:
    if _waiver(registry, obligation) is not None:
        return replace(obligation, state=ObligationState.EXEMPT)
    if as_of <= obligation.due:
        return obligation
    if exemption_from(registry, OVERDUE, obligation.agency, obligation.kpi_no, as_of):
        return replace(obligation, state=ObligationState.EXEMPT)
    return replace(obligation, state=ObligationState.MISSING, days_late=(as_of - obligation.due).days)


def _waiver(registry: Registry, obligation: Obligation) -> object | None:
    """An exemption from the form itself lifts what falls due until its last day, for good."""
    return exemption_from(registry, obligation.form, obligation.agency, obligation.kpi_no, obligation.due)
