"""Receipts → the consolidated workbook of a period, published into the outbox; and what reading commands ask of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding
from kpi_excel.core.periods import Period
from kpi_excel.stages.house import House
from kpi_excel.stages.province import consolidation_of
from kpi_excel.stages.review_intake import Intake, hashes_taken_in, take_in_outputs
from kpi_excel.stages.review_sheet import note_review, review_sheet
from kpi_excel.stages.selection import RESULT_PERIODS, check_period
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.publish import Published, Publisher


@dataclass(frozen=True, slots=True)
class Merged:
    """A published consolidated workbook and what it says."""

    consolidation: Consolidation
    published: Published
    reviews: Intake = Intake()
    """What the consultant had filled in on the workbooks in the outbox."""
    damaged: tuple[Finding, ...] = ()
    """Receipts that cannot be read: what they received does not count."""


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
    with Ledger(house.archive) as ledger:
        return consolidation_of(house, ledger, period, as_of)


def merge(
    house: House, period: Period, as_of: date, lang: str = "th", *, evidence_files: Collection[str] | None = None
) -> Merged:
    """Build the consolidated workbook and put it in place; unchanged bytes are not written again.

    A review that was filled in on a published workbook is taken in first: its verdicts stand in the new one.
    `evidence_files`: the names of what lies in the folder of evidence; None where no folder was given.

    Raises:
        KpiExcelError: the period is of another year, or has no results; or files in are not files accounted for
            (exit code 5). WorkspaceLocked: another run is writing.
    """
    # XlsxWriter is imported only where a workbook is written
    from kpi_excel.workbooks.consolidated import BalanceBroken, write_consolidated

    check_period(house, period, RESULT_PERIODS)
    reviews, path = take_in_outputs(house, as_of), consolidated_path(house, period)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        house.keep_registry()
        consolidation = consolidation_of(house, ledger, period, as_of, evidence_files)
        sheet = review_sheet(house, consolidation, lang)
        try:
            data = write_consolidated(consolidation, lang, sheet)
        except BalanceBroken as error:
            raise KpiExcelError(Finding("balance-broken", found=str(error)), exit_code=5) from error
        note_review(house, sheet)
        safe = hashes_taken_in(house, ledger, path)
        published = Publisher(house.workspace).publish(path, data, as_of, safe=safe)
        return Merged(consolidation, published, reviews, ledger.damaged())


def consolidated_path(house: House, period: Period) -> Path:
    """`outbox/2556-02/consolidated/consolidated_2556-02.xlsx`."""
    return house.workspace.outbox_of(period.code, "consolidated") / f"consolidated_{period.code}.xlsx"
