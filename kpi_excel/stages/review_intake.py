"""Reviews in: from the inbox or a named file like any submission, and out of our own outputs that somebody filled.

Whatever lies beside the consolidated workbooks and is no longer as we wrote it is looked at before it is written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi_excel.core.catalogue import message_of
from kpi_excel.core.certification import REVIEW
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Verdict
from kpi_excel.core.text import Text
from kpi_excel.stages.closed_year import is_closed
from kpi_excel.stages.committing import Decided, commit
from kpi_excel.stages.house import House
from kpi_excel.stages.ingest import Ingested, IngestOptions, ingest, validate
from kpi_excel.stages.judge import judge
from kpi_excel.store import disk, inbox
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import hash_of
from kpi_excel.store.publish import ASIDE_MARK, Publisher
from kpi_excel.store.runs import numbered_run
from kpi_excel.workers.pool import read_all

_WORKBOOKS = (".xlsx", ".xlsm", ".ods", ".xls")
_UNMARKED = ("form-not-identified", "form-not-found-inside")
"""A workbook that is no review, or no longer one: nothing of it was meant to be taken in."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The reviews of a run. `notes`: files that look like a review and could not be taken in as one."""

    items: tuple[Ingested, ...] = ()
    notes: tuple[Finding, ...] = ()


def take_in_reviews(house: House, files: Sequence[Path], options: IngestOptions) -> Intake:
    """The reviews among the files named, else among those in the inbox; every other file stays as it lies."""
    paths = files or [file.path for file in inbox.list_inbox(house.workspace.inbox, settle=options.settle).ready]
    judged = list(zip(paths, validate(house, paths, options.received_on, options.workers), strict=True))
    wanted = [path for path, item in judged if _is_review(item)]
    others = [Finding("not-a-review", Place(file=item.name)) for _, item in judged if files and not _is_review(item)]
    return Intake(tuple(ingest(house, wanted, options)) if wanted else (), tuple(others))


def take_in_outputs(house: House, as_of: date, workers: int = 1) -> Intake:
    """Consolidated and review workbooks in the outbox that somebody filled since they were published.

    A file without a new verdict is left to the publisher, which sets it aside. Nothing is removed here. A closed year
    takes in nothing more: that is a note, since its workbooks can still be merged anew.
    """
    # two copies of the same bytes are one review
    changed = list({hash_of(data): (name, data) for name, data in _changed_outputs(house)}.values())
    if not changed:
        return Intake()
    reads = (read for _, read in read_all(enumerate(data for _, data in changed), workers=workers))
    judged = [
        Ingested(name, hash_of(data), judge(house, read, as_of))
        for (name, data), read in zip(changed, reads, strict=True)
    ]
    wanted = [(item, data) for item, (_, data) in zip(judged, changed, strict=True) if _says_something_new(item)]
    notes = tuple(_not_read(item) for item in judged if _was_meant(item))
    if not wanted:
        return Intake(notes=notes)
    if is_closed(house.workspace):
        year = str(house.registry.settings.fiscal_year.year)
        late = tuple(Finding("review-after-year-end", Place(file=item.name), year) for item, _ in wanted)
        return Intake(notes=(*late, *notes))
    return Intake(tuple(_commit(house, wanted, as_of)), notes)


def _commit(house: House, wanted: Sequence[tuple[Ingested, bytes]], as_of: date) -> Iterator[Ingested]:
    """Archive the bytes as they were judged, whatever becomes of the file meanwhile."""
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger, numbered_run(house.archive, ledger) as run:
        for item, data in wanted:
            receipt = commit(house, ledger, Decided(item.name, data, item.sha256, item.judgement, as_of), run)
            yield replace(item, receipt=receipt)


def hashes_taken_in(house: House, ledger: Ledger, path: Path) -> frozenset[str]:
    """The hash of what stands at an output's place, where its bytes are a review in the archive."""
    there = Publisher(house.workspace).changed_since_published(path)
    if there is None:
        return frozenset()
    sha256 = hash_of(there)
    known = ledger.known(sha256)
    return frozenset({sha256} if any(r.form == REVIEW and r.verdict.carries_records for r in known) else ())


def _changed_outputs(house: House) -> Iterator[tuple[str, bytes]]:
    """Name and bytes; what was set aside was looked at before, and what has a receipt is not asked again."""
    publisher = Publisher(house.workspace)
    with Ledger(house.archive) as ledger:
        for path in _workbooks_in_the_outbox(house):
            there = publisher.changed_since_published(path)
            if there is not None and not ledger.known(hash_of(there)):
                yield path.name, there


def _workbooks_in_the_outbox(house: House) -> Iterator[Path]:
    """Everything that lies where consolidated workbooks go, also under names of the consultant's own."""
    for period in disk.list_folder(house.workspace.outbox):
        folder = house.workspace.outbox / period.name / "consolidated"
        for item in disk.list_folder(folder) if period.stat.kind == "folder" else ():
            if item.stat.kind == "file" and _is_workbook(item.name):
                yield folder / item.name


def _is_workbook(name: str) -> bool:
    return name.lower().endswith(_WORKBOOKS) and not name.startswith(("~$", ".")) and ASIDE_MARK not in name


def _is_review(item: Ingested) -> bool:
    return REVIEW in (item.judgement.claim.form, item.judgement.extra.get("guess_form"))


def _says_something_new(item: Ingested) -> bool:
    return _is_review(item) and item.verdict.carries_records


def _was_meant(item: Ingested) -> bool:
    """Held or refused for another reason than that it is no review at all."""
    return item.verdict in (Verdict.HELD, Verdict.REFUSED) and item.judgement.code not in _UNMARKED


def _not_read(item: Ingested) -> Finding:
    cause = item.judgement.findings[0]
    return Finding("review-not-read", Place(file=item.name), Text(message_of(cause, "th"), message_of(cause, "en")))
