"""The consultant's review of a round: what came in, what stands, where to look first, and the workbook to fill."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.periods import ROUNDS, Period
from kpi_excel.core.ranking import Rank, rank_scores
from kpi_excel.core.review_lines import ReviewList, review_lines
from kpi_excel.stages.consolidate import latest_period, look
from kpi_excel.stages.house import House
from kpi_excel.stages.ingest import IngestOptions
from kpi_excel.stages.review_intake import Intake, hashes_taken_in, take_in_outputs, take_in_reviews
from kpi_excel.stages.review_sheet import note_review, review_sheet
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.publish import Published, Publisher


@dataclass(frozen=True, slots=True)
class Reviewed:
    """`exported` is the review workbook, where one was asked for."""

    intake: Intake
    consolidation: Consolidation
    review: ReviewList
    ranking: tuple[Rank, ...]
    exported: Published | None = None


def review(
    house: House, files: Sequence[Path], period: Period, as_of: date, options: IngestOptions, *, export: bool = False,
    lang: str = "th",
) -> Reviewed:  # fmt: skip
    """Take in the reviews (from `files`, else from the inbox and the outbox), then say where the round stands.

    Raises:
        KpiExcelError: the period is of another year, or has no results. WorkspaceLocked: another run is writing.
    """
    taken = take_in_reviews(house, files, options)
    filled = Intake() if files else take_in_outputs(house, as_of, options.workers)
    intake = Intake((*taken.items, *filled.items), (*taken.notes, *filled.notes))
    consolidation = look(house, period, as_of)
    exported = _export(house, consolidation, lang) if export else None
    return Reviewed(intake, consolidation, review_lines(consolidation), rank_scores(consolidation), exported)


def latest_round(house: House, as_of: date) -> Period:
    """The assessment round that was over last; before the first one ends, the month of `as_of`."""
    year = house.registry.settings.fiscal_year
    over = [months for months in ROUNDS if year.round_end(months) < as_of]
    return Period.parse(f"{year.year}-sar{over[-1]}") if over else latest_period(house, as_of)


def review_path(house: House, period: Period) -> Path:
    """`outbox/2556-sar6/consolidated/review_2556-sar6.xlsx`."""
    return house.workspace.outbox_of(period.code, "consolidated") / f"review_{period.code}.xlsx"


def _export(house: House, consolidation: Consolidation, lang: str) -> Published:
    from kpi_excel.workbooks.consolidated.review_workbook import write_review

    sheet, path = review_sheet(house, consolidation, lang), review_path(house, consolidation.period)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        data = write_review(sheet)
        note_review(house, sheet)
        safe = hashes_taken_in(house, ledger, path)
        return Publisher(house.workspace).publish(path, data, consolidation.as_of, safe=safe)
