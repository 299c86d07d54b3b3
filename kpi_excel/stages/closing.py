"""Closing a period: its consolidated workbook is frozen; what comes later is told beside it, never silently."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kpi_excel import __version__
from kpi_excel.core.amendments import Amendments, amendments_between
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.merge import consolidate, is_in_scope
from kpi_excel.core.model import Registry
from kpi_excel.core.obligations import forms_not_sent, forms_of
from kpi_excel.core.periods import Period, PeriodKind, day_text
from kpi_excel.core.reporting_calendar import periods_owed
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.core.text import Text
from kpi_excel.stages.house import House
from kpi_excel.stages.ingest import Ingested
from kpi_excel.store import inbox
from kpi_excel.store.closed import (
    Closing,
    Kept,
    check_files_are_whole,
    read_closings,
    read_kept,
    store_closing,
    store_files,
)
from kpi_excel.store.errors import BROKEN_EXIT_CODE
from kpi_excel.store.handins import load_handins
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.names import hash_of
from kpi_excel.store.reminders import load_reminders
from kpi_excel.workbooks.registry.reader import read_registry

_SHOWN = 5
"""Names of files or agencies that one sentence holds."""


def closing_of(closings: Iterable[Closing], period: str, as_of: date | None = None) -> Closing | None:
    """The closing of a period; None where there was none by `as_of`: an earlier day knows nothing of it."""
    found = (one for one in closings if one.period == period)
    return next((one for one in found if as_of is None or one.closed_on <= as_of), None)


def close_period(
    house: House, ledger: Ledger, consolidation: Consolidation, workbook: bytes, lang: str,
    evidence_files: Collection[str] | None, earlier: Sequence[Closing],
) -> Closing:  # fmt: skip
    """Freeze what was just published. Writing the manifest is the commit: before it nothing is closed."""
    archive, period, as_of = house.archive, consolidation.period.code, consolidation.as_of
    kept = store_files(archive, period, workbook, house.registry_data)
    receipts = {name: hash_of(archive.read(name)) for name, receipt in archive.receipts()
                if isinstance(receipt, Receipt) and receipt.received_on <= as_of}  # fmt: skip
    closing = Closing(
        period, as_of, lang, ledger.last_run(), __version__, *kept, receipts,
        len(load_handins(archive)), len(load_reminders(archive)),
        None if evidence_files is None else tuple(sorted(evidence_files)), values_of(consolidation),
    )  # fmt: skip
    return store_closing(archive, closing, earlier)


def refuse_to_close_early(period: Period, as_of: date) -> None:
    """Raises KpiExcelError where the period is not over: what is closed stays closed."""
    if as_of < period.end:
        raise KpiExcelError(Finding("closing-before-end", found=_label(period.code), expected=day_text(period.end)))


def refuse_to_close_unreported(data: Consolidation) -> None:
    """Raises KpiExcelError where nobody reported about the period itself: what is closed empty stays empty."""
    owed, missing = (count(data.obligations, data.period) for count in (forms_of, forms_not_sent))
    if len(missing) < len(owed) or any(row.period == data.period.code for row in data.tidy):
        return
    told = Text(f"0 จาก {len(owed)} แบบ", f"0 of {len(owed)} forms")
    raise KpiExcelError(Finding("closing-without-reports", found=_label(data.period.code), expected=told))


def told_at_closing(house: House, ledger: Ledger, data: Consolidation, earlier: Sequence[Closing]) -> Iterator[Finding]:
    """What the secretary should know at the moment of closing: earlier months still open, files nobody decided about, forms
    that did not come.
    """
    period, as_of, closed = data.period, data.as_of, {one.period for one in earlier}
    months = (one for one in periods_owed(house.registry, "monthly_progress") if one.kind is PeriodKind.MONTH)
    if still_open := [one.code for one in months if one.end < period.end and one.code not in closed]:
        yield Finding("closing-leaves-earlier-open", found=" · ".join(still_open))
    listing = inbox.list_inbox(house.workspace.inbox, settle=0)
    lying = {file.name for file in listing.ready} | {entry.name for entry in listing.not_read}
    lying |= {receipt.name for receipt in ledger.standing(as_of) if receipt.verdict is Verdict.HELD}
    if lying:
        shown = sorted(lying)
        more = " …" if len(shown) > _SHOWN else ""
        yield Finding("closing-with-open-files", found=str(len(shown)), expected=" · ".join(shown[:_SHOWN]) + more)
    if missing := forms_not_sent(data.obligations, period):
        owed, names = len(forms_of(data.obligations, period)), {agency.code: agency.label for agency in data.registry.agencies}
        whose = tuple(dict.fromkeys(names.get(agency, agency) for agency, _ in missing))
        more = " …" if len(whose) > _SHOWN else ""
        count = Text(f"{len(missing)} จาก {owed} แบบ", f"{len(missing)} of {owed} forms")
        yield Finding("closing-with-missing-forms", found=count, expected=" · ".join(whose[:_SHOWN]) + more)


def as_closed(house: House, closing: Closing) -> Consolidation:
    """What the closed workbook says, computed again from the very receipts and registry that it was made from.

    Raises:
        KpiExcelError: one of them is gone or changed (exit code 5).
    """
    return _consolidate(house, closing, _closed_registry(house, closing), _receipts_of(house, closing), closing.closed_on)


def amendments_of(house: House, closing: Closing, as_of: date) -> tuple[Amendments, Consolidation]:
    """What changed since, and what the period would say now. Both sides are seen on one day: passing time amends nothing."""
    period, counted = Period.parse(closing.period), _receipts_of(house, closing)
    later = [
        receipt for name, receipt in house.archive.receipts()
        if isinstance(receipt, Receipt) and name not in closing.receipts
        and receipt.received_on <= as_of and is_in_scope(receipt.period, period)
    ]  # fmt: skip
    closed = _consolidate(house, closing, _closed_registry(house, closing), counted, as_of)
    now = _consolidate(house, closing, house.registry, [*counted, *later], as_of)
    return amendments_between(closed, now), now


def amended_by(house: House, items: Iterable[Ingested], as_of: date) -> tuple[Finding, ...]:
    """For each file just taken in that says something about a closed period: which ones it amends. First what is broken."""
    closings, broken = read_closings(house.archive)
    closed, told = [one for one in closings if one.closed_on <= as_of], list(broken)
    for item in items:
        about = item.judgement.claim.period
        periods = [one.period for one in closed if item.verdict.carries_records and is_in_scope(about, Period.parse(one.period))]
        if periods:
            told.append(Finding("file-amends-closed-period", Place(file=item.name), " · ".join(sorted(periods))))
    return tuple(told)


def check_values_are_rederived(house: House, closing: Closing) -> Iterator[Finding]:
    """Every score of a closing computed again; nothing is said where its files are not whole, which is told elsewhere."""
    if any(check_files_are_whole(house.archive, closing)):
        return
    again = values_of(as_closed(house, closing))
    differing = sorted(name for name in {*again, *closing.values} if again.get(name) != closing.values.get(name))
    if differing:
        told = [f"{name}: {_words(closing.values.get(name))} → {_words(again.get(name))}" for name in differing[:_SHOWN]]
        yield Finding("closed-values-differ", Place(file=f"archive/{closing.workbook.name}"), _label(closing.period), " · ".join(told))


def values_of(consolidation: Consolidation) -> Mapping[str, list[Any]]:
    """By KPI number its state, result, score and weight; as "total" the score, the weight covered and in force."""
    total = consolidation.total
    values = {
        line.kpi.kpi_no: [line.state.value, *map(_plain, (line.score.result, line.score.value, line.weight, line.certified))]
        for line in consolidation.lines
    }
    return values | {"total": [*map(_plain, (total.score, total.covered, total.weight, total.worst_case))]}


def told_as_closed(closing: Closing, as_of: date) -> Finding:
    """The sentence that a period is closed; on an earlier day, that it will be."""
    code = "period-closed" if closing.closed_on <= as_of else "period-closed-later"
    return Finding(code, Place(file=closing.workbook.name), _label(closing.period), day_text(closing.closed_on))


def told_as_present(house: House, periods: Iterable[Period], as_of: date) -> Iterator[Finding]:
    """For what shows present values: which of the periods are closed, so that its figures may differ from the closed ones."""
    closings, broken = read_closings(house.archive)
    yield from broken
    for period in periods:
        if closing := closing_of(closings, period.code, as_of):
            yield Finding("closed-period-as-now", Place(), _label(closing.period), day_text(closing.closed_on))


def told_as_amended(closing: Closing, amendments: Amendments, file: str) -> Finding:
    """The sentence that something came later."""
    return Finding("closed-period-amended", Place(file=file), _label(closing.period), str(amendments.count))


def _consolidate(
    house: House, closing: Closing, registry: Registry, receipts: Iterable[Receipt], as_of: date
) -> Consolidation:
    return consolidate(
        registry, receipts, Period.parse(closing.period), as_of,
        handins=load_handins(house.archive)[: closing.handins],
        reminders=load_reminders(house.archive)[: closing.reminders], evidence_files=closing.evidence,
    )  # fmt: skip


def _closed_registry(house: House, closing: Closing) -> Registry:
    registry = read_registry(read_kept(house.archive, closing.registry, closing.period)).registry
    if registry is None:
        place = Place(file=f"archive/{closing.registry.name}")
        raise KpiExcelError(Finding("closed-file-changed", place, found=closing.period), exit_code=BROKEN_EXIT_CODE)
    return registry


def _receipts_of(house: House, closing: Closing) -> list[Receipt]:
    for kept in map(Kept._make, closing.receipts.items()):
        read_kept(house.archive, kept, closing.period)
    return [house.archive.read_receipt(name) for name in closing.receipts]


def _label(code: str) -> Text:
    period = Period.parse(code)
    return Text(f"{code} ({period.label()})", f"{code} ({period.label('en')})")


def _plain(number: Any) -> str | None:
    return None if number is None else format(number, "f")


def _words(values: Sequence[Any] | None) -> str:
    return "–" if values is None else " ".join("–" if value is None else str(value) for value in values)
