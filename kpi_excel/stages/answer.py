"""Ingest, then answer: the feedback of every submission that needs one, brought up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kpi_excel.core.findings import Finding
from kpi_excel.stages.answering import Answer, write_feedback
from kpi_excel.stages.gist import Gist
from kpi_excel.stages.house import House
from kpi_excel.stages.ingest import Ingested, IngestOptions, ingest
from kpi_excel.stages.review_intake import take_in_outputs
from kpi_excel.store import disk
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.publish import PublishState


@dataclass(slots=True)
class Report:
    """`items` must be gone through. Afterwards there are `answers`, only those newly written, `withdrawn`: answers taken back,
    and `damaged`: receipts that cannot be read, so that what they received does not count. `inbox_missing`: there was no
    such folder to look into; but for a dry run there is one now.
    """

    items: Iterator[Ingested]
    answers: list[Answer] = field(default_factory=list)
    withdrawn: list[Path] = field(default_factory=list)
    damaged: tuple[Finding, ...] = ()
    inbox_missing: bool = False


def ingest_and_answer(house: House, files: Sequence[Path], options: IngestOptions, as_of: date, lang: str) -> Report:
    """Take in the files one by one, then write the feedback.

    Where none is named, a review filled in on a workbook in the outbox comes in too: its verdicts are for the agencies.
    """
    report = Report(iter(()))
    report.items = _run(house, files, options, as_of, lang, report)
    return report


def _run(
    house: House, files: Sequence[Path], options: IngestOptions, as_of: date, lang: str, report: Report
) -> Iterator[Ingested]:
    yield from ingest(house, files, options)
    if not files and not disk.is_folder(house.workspace.inbox):
        report.inbox_missing = True
        if not options.dry_run:
            disk.make_folder(house.workspace.inbox)
    if not files and not options.dry_run:
        yield from take_in_outputs(house, as_of, options.workers).items
    if not options.dry_run:
        with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
            report.damaged = ledger.damaged()
            given, report.withdrawn = write_feedback(house, Gist(ledger, as_of), as_of, lang, options.workers, options.cluster)
            report.answers += [answer for answer in given if answer.published.state is not PublishState.UNCHANGED]
