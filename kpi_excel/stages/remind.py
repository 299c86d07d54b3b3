"""Reminders: a letter and an e-mail draft for each agency that has something to send, and for no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Agency
from kpi_excel.core.obligations import obligations_on
from kpi_excel.core.overdue import coming_on
from kpi_excel.core.periods import Period
from kpi_excel.core.reminders import EMAIL, LETTER, Reminder, reminder_of
from kpi_excel.core.reporting_calendar import due_of
from kpi_excel.letters.draft import Attachment, Draft, addresses_in, write_draft
from kpi_excel.letters.reminder import Reminded, body_of, letter_of, subject_of
from kpi_excel.stages.closed_year import refuse_if_closed
from kpi_excel.stages.consolidate import latest_period
from kpi_excel.stages.house import House
from kpi_excel.stages.selection import check_period
from kpi_excel.store import disk
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.publish import Published, Publisher
from kpi_excel.store.reminders import store_reminders

DAYS = 5
"""How many days before a date a reminder begins, unless told."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """What goes to one agency. `draft` is None where the registry has no usable address."""

    agency: Agency
    items: tuple[Reminded, ...]
    letter: Published
    draft: Published | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class RemindOptions:
    """`period` None means everything of the year; `days` is how far before its date something is due soon."""

    as_of: date
    period: Period | None = None
    days: int = DAYS
    lang: str = "th"


def remind(house: House, options: RemindOptions) -> tuple[Mailing, ...]:
    """Write the letters and drafts, take back those of agencies that owe nothing any more, note who was reminded.

    Raises:
        KpiExcelError: the period is of another year, or the year has ended. WorkspaceLocked: another run is writing.
    """
    if options.period is not None:
        check_period(house, options.period)
    refuse_if_closed(house.workspace)
    with lock_workspace(house.workspace):
        house.keep_registry()
        publisher, owed = Publisher(house.workspace), _owed(house, options)
        folder = _folder(house, options)
        mailings = tuple(
            _write(house, publisher, folder, agency, owed[agency.code], options)
            for agency in house.registry.agencies if agency.code in owed
        )  # fmt: skip
        _take_back(publisher, folder, mailings)
        store_reminders(house.archive, _notes(mailings, options.as_of))
    return mailings


def _owed(house: House, options: RemindOptions) -> dict[str, list[Reminded]]:
    """By agency: what is late, and what is due soon; of planned steps only the late ones."""
    registry, as_of = house.registry, options.as_of
    with Ledger(house.archive) as ledger:
        receipts = tuple(ledger.receipts(as_of))
    data = consolidate(registry, receipts, latest_period(house, as_of), as_of)
    coming = coming_on(registry, obligations_on(registry, receipts, as_of), (), as_of, days=options.days)
    found: dict[str, list[Reminded]] = {}
    for is_late, lines in ((True, data.overdue), (False, coming)):
        for line in lines:
            if line.kind != "handin" and options.period in (None, Period.parse(line.period)):
                found.setdefault(line.agency, []).append(_item(house, line, is_late))
    return found


def _item(house: House, line: Overdue, is_late: bool) -> Reminded:
    kpi = house.registry.kpi(line.kpi_nos[0])
    due = due_of(house.registry, line.form, Period.parse(line.period), kpi) if kpi and line.kind != "step" else None
    return Reminded(line, is_late, due.handin if due else None)


def _folder(house: House, options: RemindOptions) -> Path:
    return house.workspace.outbox_of((options.period or latest_period(house, options.as_of)).code, "mail")


def _write(
    house: House, publisher: Publisher, folder: Path, agency: Agency, owed: list[Reminded], options: RemindOptions
) -> Mailing:
    """One agency's letter, and the draft with its workbooks where there is an address."""
    registry, as_of, lang = house.registry, options.as_of, options.lang
    attached = {item.line: _attached(house, publisher, item.line) for item in owed}
    items = tuple(replace(item, attached=tuple(a.name for a in attached[item.line][0])) for item in owed)
    findings = [finding for _, told in attached.values() for finding in told]
    stem = folder / f"{agency.code}_reminder_{folder.parent.name}"
    letter = publisher.publish(stem.with_suffix(".txt"), letter_of(registry, agency, items, as_of, lang), as_of)
    to, draft = addresses_in(agency.email), None
    if to:
        files = dict.fromkeys(attachment for those, _ in attached.values() for attachment in those)
        sender = (*addresses_in(registry.settings.office_email), "")[0]
        body = body_of(registry, agency, items, as_of, lang)
        mail = Draft(subject_of(registry, items, lang), body, as_of, to, sender, tuple(files))
        draft = publisher.publish(stem.with_suffix(".eml"), write_draft(mail), as_of)
    else:
        findings.append(_unreachable(agency))
    said = [finding for published in (letter, draft) if published for finding in published.findings]
    return Mailing(agency, items, letter, draft, (*findings, *said))


def _attached(house: House, publisher: Publisher, line: Overdue) -> tuple[tuple[Attachment, ...], tuple[Finding, ...]]:
    """What the agency needs for a line, as we wrote it: the form, or the answer to what it sent; if it is there."""
    kinds = {"submission": ("forms", ""), "correction": ("feedback", "_feedback")}
    if line.kind not in kinds:
        return (), ()
    kind, suffix = kinds[line.kind]
    path = house.workspace.outbox_of(line.period, kind) / f"{line.agency}_{line.form}_{line.period}{suffix}.xlsx"
    if publisher.changed_since_published(path) is not None:
        return (), (Finding("form-not-attached", Place(file=path.name)),)
    data = disk.read_if_there(path)
    return (() if data is None else (Attachment(path.name, data),)), ()


def _unreachable(agency: Agency) -> Finding:
    """The agency without an address, and the telephone that is left."""
    call = " ".join(part for part in (agency.contact, agency.phone) if part) or agency.label
    code = "agency-email-unusable" if agency.email.strip() else "agency-without-email"
    return Finding(code, Place(file="registry.xlsx"), found=f"{agency.label} ({agency.code})", expected=call)


def _take_back(publisher: Publisher, folder: Path, mailings: Iterable[Mailing]) -> None:
    """Reminders of an earlier day that no longer apply."""
    kept = {published.path for mailing in mailings for published in (mailing.letter, mailing.draft) if published}
    for path in publisher.published(folder):
        if "_reminder_" in path.name and path not in kept:
            publisher.withdraw(path)


def _notes(mailings: Iterable[Mailing], on: date) -> list[Reminder]:
    return [
        reminder_of(item.line, on, EMAIL if mailing.draft else LETTER)
        for mailing in mailings for item in mailing.items
    ]  # fmt: skip
