"""Receipts → the consolidated workbook of a period, published into the outbox; and what reading commands ask of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from kpi_excel.core.amendments import Amendments
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding
from kpi_excel.core.periods import Period
from kpi_excel.core.text import Text
from kpi_excel.stages.closing import (
    amendments_of,
    as_closed,
    close_period,
    closing_of,
    refuse_to_close_early,
    refuse_to_close_unreported,
    told_as_amended,
    told_as_closed,
    told_at_closing,
)
from kpi_excel.stages.house import House
from kpi_excel.stages.merge_summary import MergeSummary, remember, remembered, summary_of
from kpi_excel.stages.province import consolidation_of
from kpi_excel.stages.review_intake import Intake, hashes_taken_in, take_in_outputs
from kpi_excel.stages.review_sheet import note_review, review_sheet
from kpi_excel.stages.selection import RESULT_PERIODS, check_period
from kpi_excel.store.closed import Closing, load_closings, read_kept
from kpi_excel.store.errors import BROKEN_EXIT_CODE
from kpi_excel.store.handins import load_handins
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import hash_of
from kpi_excel.store.program import program_stamp
from kpi_excel.store.publish import Published, Publisher
from kpi_excel.store.reminders import load_reminders

MERGE_STEPS = 14
"""Counting, then one for each sheet."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A published consolidated workbook and what it says."""

    source: Consolidation | Callable[[], Consolidation]
    """What the workbook was made from; where nothing was new, how that can be made."""
    published: Published
    reviews: Intake = Intake()
    """What the consultant had filled in on the workbooks in the outbox."""
    damaged: tuple[Finding, ...] = ()
    """Receipts that cannot be read: what they received does not count. Receipts whose file is gone from the archive."""
    closing: Closing | None = None
    """Where the period is closed: the workbook is the closed one, and `consolidation` is what it says."""
    closed_now: bool = False
    """This very run closed it."""
    told: tuple[Finding, ...] = ()
    """About the closing: that it stands, what is still open, what came since."""
    amendments: Amendments | None = None
    """What came since, None where nothing was asked or nothing came. `amended` is where it is listed."""
    amended: Published | None = None
    known: MergeSummary | None = None

    @property
    def consolidation(self) -> Consolidation:
        """What the workbook says, made anew where nothing was new."""
        return self.source() if callable(self.source) else self.source

    @property
    def summary(self) -> MergeSummary:
        return self.known or summary_of(self.consolidation)


def latest_period(house: House, as_of: date) -> Period:
    """The month of `as_of`, or the year's last or first month where `as_of` lies outside the fiscal year."""
    months = house.registry.settings.fiscal_year.months()
    inside = [month for month in months if month.start <= as_of]
    return inside[-1] if inside else months[0]


def look(house: House, period: Period, as_of: date) -> Consolidation:
    """The consolidation without writing anything.

    Raises:
        KpiExcelError: the period is of another year, or has no results.
    """
    check_period(house, period, RESULT_PERIODS)
    return _look(house, period, as_of)


def _look(house: House, period: Period, as_of: date, evidence_files: Collection[str] | None = None) -> Consolidation:
    with Ledger(house.archive) as ledger:
        return consolidation_of(house, ledger, period, as_of, evidence_files)


def merge(
    house: House, period: Period, as_of: date, lang: str = "th", *, evidence_files: Collection[str] | None = None,
    close: bool = False, progress: Callable[[int], None] = lambda steps: None,
) -> Merged:  # fmt: skip
    """Build the consolidated workbook and put it in place; unchanged bytes are not written again.

    A review that was filled in on a published workbook is taken in first: its verdicts stand in the new one.
    `evidence_files`: the names of what lies in the folder of evidence; None where no folder was given. `close`: freeze
    the period with this workbook. A period that is closed by `as_of` is never built anew: the closed bytes are put in
    place, and what came since is listed beside them. `progress` is told of every step (`MERGE_STEPS`).

    Raises:
        KpiExcelError: the period is of another year, has no results, or is to be closed before its end or before anybody
            reported; files in are not files accounted for, or what was closed is no longer whole (exit code 5).
            WorkspaceLocked: another run is writing.
    """
    check_period(house, period, RESULT_PERIODS)
    if close:
        refuse_to_close_early(period, as_of)
    reviews, path = take_in_outputs(house, as_of), consolidated_path(house, period)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        house.keep_registry(ledger)
        closings = load_closings(house.archive)
        safe = hashes_taken_in(house, ledger, path)
        if closing := closing_of(closings, period.code, as_of):
            return _put_back(house, closing, as_of, lang, reviews, safe, ledger.broken())
        later = closing_of(closings, period.code)
        if close and (damaged := ledger.broken()):
            raise KpiExcelError(damaged[0], exit_code=BROKEN_EXIT_CODE)
        publisher, about = Publisher(house.workspace), _made_from(house, ledger, period, as_of, lang, evidence_files)
        told_later = (told_as_closed(later, as_of),) if later else ()
        data, known = publisher.standing(path, about), remembered(ledger, period, about)
        if data is not None and known is not None and not close:
            # nothing new: what stands there is what would be written
            published = publisher.publish(path, data, as_of, safe=safe, about=about)
            source = partial(_look, house, period, as_of, evidence_files)
            return Merged(source, published, reviews, ledger.broken(), told=told_later, known=known)
        consolidation = consolidation_of(house, ledger, period, as_of, evidence_files)
        if close and not later:
            refuse_to_close_unreported(consolidation)
        progress(1)
        data = _written(house, consolidation, lang, progress)
        published = publisher.publish(path, data, as_of, safe=safe, about=about)
        remember(ledger, period, about, consolidation)
        if not close or later:
            return Merged(consolidation, published, reviews, ledger.broken(), told=told_later)
        told = tuple(told_at_closing(house, ledger, consolidation, closings))
        closing = close_period(house, ledger, consolidation, data, lang, evidence_files, closings)
        return Merged(consolidation, published, reviews, closing=closing, closed_now=True, told=told)


def _made_from(
    house: House, ledger: Ledger, period: Period, as_of: date, lang: str, evidence_files: Collection[str] | None
) -> str:
    """All that the workbook is made from, as one hash: where it is the same, so would every byte be."""
    archive, sources = house.archive, {name: hash_of(spec.source.encode()) for name, spec in sorted(house.specs.items())}
    files = None if evidence_files is None else sorted(evidence_files)
    parts = (program_stamp(), lang, house.registry_digest, hash_of(house.key), sources, period.code, as_of, ledger.digest(),
             load_handins(archive), load_reminders(archive), files)  # fmt: skip
    return hash_of(repr(parts).encode("utf-8", "surrogatepass"))


def _written(house: House, consolidation: Consolidation, lang: str, progress: Callable[[int], None]) -> bytes:
    # XlsxWriter is imported only where a workbook is written
    from kpi_excel.workbooks.consolidated import BalanceBroken, write_consolidated

    sheet = review_sheet(house, consolidation, lang)
    try:
        data = write_consolidated(consolidation, lang, sheet, progress)
    except BalanceBroken as error:
        raise KpiExcelError(Finding("balance-broken", found=str(error)), exit_code=5) from error
    note_review(house, sheet)
    return data


def _put_back(
    house: House, closing: Closing, as_of: date, lang: str, reviews: Intake, safe: Collection[str],
    damaged: tuple[Finding, ...],
) -> Merged:  # fmt: skip
    """The closed workbook where it belongs; beside it what came since, where anything did."""
    from kpi_excel.workbooks.amendments import write_amendments

    path, publisher = consolidated_path(house, Period.parse(closing.period)), Publisher(house.workspace)
    published = publisher.publish(path, read_kept(house.archive, closing.workbook, closing.period), as_of, safe=safe)
    amendments, now = amendments_of(house, closing, as_of)
    merged = Merged(as_closed(house, closing), published, reviews, damaged, closing, told=(told_as_closed(closing, as_of),))
    beside = path.with_name(f"amendments_{closing.period}.xlsx")
    if not amendments.count:
        publisher.withdraw(beside)
        return merged
    data = write_amendments(amendments, now, closing.closed_on, lang, _titles(house))
    amended = publisher.publish(beside, data, as_of)
    told = (*merged.told, told_as_amended(closing, amendments, str(amended.path)))
    return replace(merged, told=told, amendments=amendments, amended=amended)


def _titles(house: House) -> dict[tuple[str, str, str], Text]:
    """What people call a field: by form, kind of record and key."""
    return {
        (spec.form, record, item.key): item.title
        for spec in house.specs.values() for sheet in spec.sheets
        for record, items in (
            *((table.record, table.columns) for table in sheet.tables),
            *((sheet.record, block.fields) for block in sheet.blocks),
        )
        for item in items
    }  # fmt: skip


def consolidated_path(house: House, period: Period) -> Path:
    """`outbox/2556-02/consolidated/consolidated_2556-02.xlsx`."""
    return house.workspace.outbox_of(period.code, "consolidated") / f"consolidated_{period.code}.xlsx"
