"""Returned workbooks in: read once, judged, archived, receipted, and only then taken out of the inbox.

The order is that of design.md §8: archived bytes, then the receipt (the commit), then the inbox, then the cache.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.forms.identity import Claim
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.stages.closed_year import refuse_if_closed
from kpi_excel.stages.house import House
from kpi_excel.stages.judge import Judgement, judge
from kpi_excel.store import inbox
from kpi_excel.store.inbox import SETTLE_SECONDS, InboxFile
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import archive_name, hash_of, unassigned_name
from kpi_excel.store.runs import numbered_run
from kpi_excel.workers.pool import read_all

T = TypeVar("T")

CHUNK = 32
"""Files judged, archived and receipted together: memory holds no more than this many."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """One file of a run with its verdict. `left` is why it is still in the inbox, where it is."""

    name: str
    sha256: str
    judgement: Judgement
    receipt: Receipt | None = None
    left: Finding | None = None

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict


@dataclass(slots=True)
class IngestOptions:
    """`received_on` is the day the files came; `dry_run` writes nothing; `settle` is how long a file must rest."""

    received_on: date
    dry_run: bool = False
    workers: int = 1
    settle: float = SETTLE_SECONDS
    again: bool = False
    """Judge what is archived once more under the present registry, as decisions of their own."""
    progress: Callable[[int], None] = field(default=lambda count: None)
    """Called with the number of files just finished."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    file: InboxFile
    data: bytes
    sha256: str


def ingest(house: House, files: Sequence[Path], options: IngestOptions) -> Iterator[Ingested]:
    """Every file of the inbox (or those named), one verdict each, in name order within each chunk.

    A file that lies elsewhere is taken in and left where it lies.

    Raises:
        WorkspaceLocked: another run is writing. KpiExcelError: the year has ended.
    """
    if options.dry_run:
        with Ledger(house.archive) as ledger:
            yield from _run(house, ledger, files, options, 0)
        return
    refuse_if_closed(house.workspace)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger, numbered_run(house.archive, ledger) as run:
        yield from _run(house, ledger, files, options, run)


def validate(house: House, files: Sequence[Path], day: date, workers: int = 1) -> Iterator[Ingested]:
    """Judge files as `ingest` would, touching nothing and asking nothing about earlier submissions."""
    named = inbox.look_at_all(files)
    for entry in named.not_read:
        yield _not_read(entry.name, entry.verdict, entry.finding)
    for some in _chunks(named.ready):
        loaded = [(file.name, inbox.read(file)) for file in some]
        for (name, data), read in zip(loaded, _read([data for _, data in loaded], workers), strict=True):
            yield Ingested(name, hash_of(data), judge(house, read, day))


def count_files(house: House, files: Sequence[Path]) -> int:
    """How many files a run will look at, for a progress bar."""
    return len(_listing(house, files, 0).ready)


def _run(house: House, ledger: Ledger, files: Sequence[Path], options: IngestOptions, run: int) -> Iterator[Ingested]:
    if options.again:
        yield from _judge_again(house, ledger, options, run)
    listing = _listing(house, files, options.settle)
    for entry in listing.not_read:
        yield _not_read(entry.name, entry.verdict, entry.finding)
    seen: dict[str, Ingested] = {}
    for chunk in _chunks(listing.ready):
        yield from _take_chunk(house, ledger, chunk, options, run, seen)
        options.progress(len(chunk))


def _judge_again(house: House, ledger: Ledger, options: IngestOptions, run: int) -> Iterator[Ingested]:
    """Every archived submission anew: a judgement that differs becomes a further receipt beside the file."""
    standing = [
        receipt for receipt in ledger.standing(options.received_on)
        if receipt.verdict is not Verdict.HELD and receipt.code != "file-dismissed"
    ]  # fmt: skip
    for chunk in _chunks(standing):
        files = [house.archive.read(receipt.archived) for receipt in chunk]
        for old, data, read in zip(chunk, files, _read(files, options.workers), strict=True):
            decided = Claim(old.agency, old.form, old.period) if old.decided_by else None
            judgement = judge(house, read, old.received_on, decided)
            if judgement.verdict is Verdict.HELD:
                yield Ingested(old.name, old.sha256, _as_before(old, judgement))
            elif (judgement.verdict, judgement.findings, judgement.records) != (old.verdict, old.findings, old.records):
                receipt = None
                if not options.dry_run:
                    receipt = commit(
                        house, ledger, old.name, data, old.sha256, judgement, old.received_on, run, old.decided_by, old.why
                    )
                yield Ingested(old.name, old.sha256, judgement, receipt)


def _as_before(old: Receipt, judgement: Judgement) -> Judgement:
    """A decision that cannot be made anew stays: nothing lies in the inbox that a person could decide about."""
    finding = Finding("earlier-decision-stands", Place(file=old.name))
    claim = Claim(old.agency, old.form, old.period)
    return Judgement(old.verdict, old.code, claim, findings=(finding, *judgement.findings), records=old.records)


def _listing(house: House, files: Sequence[Path], settle: float) -> inbox.Listing:
    return inbox.look_at_all(files, settle=settle) if files else inbox.list_inbox(house.workspace.inbox, settle=settle)


def _take_chunk(
    house: House, ledger: Ledger, chunk: Iterable[InboxFile], options: IngestOptions, run: int, seen: dict[str, Ingested]
) -> Iterator[Ingested]:
    """New contents first: only what has its receipt makes another file of the same bytes a duplicate."""
    fresh: dict[str, _Loaded] = {}
    again: list[tuple[InboxFile, str]] = []
    for file in chunk:
        try:
            data = inbox.read(file)
        except KpiExcelError as error:
            yield _not_read(file.name, Verdict.WAITING, error.finding)
            continue
        sha256 = hash_of(data)
        if sha256 in fresh or sha256 in seen or ledger.known(sha256):
            again.append((file, sha256))
        else:
            fresh[sha256] = _Loaded(file, data, sha256)
    reads = _read([loaded.data for loaded in fresh.values()], options.workers)
    for loaded, read in zip(fresh.values(), reads, strict=True):
        seen[loaded.sha256] = _take(house, ledger, loaded, read, options, run)
        yield seen[loaded.sha256]
    for file, sha256 in again:
        yield _known_already(house, file, seen.get(sha256) or _earlier(ledger.known(sha256)), options)


def _read(files: Sequence[bytes], workers: int) -> Iterator[RawWorkbook | Finding]:
    return (read for _, read in read_all(enumerate(files), workers=workers))


def _not_read(name: str, verdict: Verdict, finding: Finding) -> Ingested:
    return Ingested(name, "", Judgement(verdict, finding.code, findings=(finding,)), left=finding)


def _known_already(house: House, file: InboxFile, first: Ingested, options: IngestOptions) -> Ingested:
    """The same bytes again: held as before, or listed by the run, counted nowhere and taken out of the inbox."""
    if first.verdict is Verdict.HELD:
        return replace(first, name=file.name)
    finding = Finding("file-already-received", Place(file=file.name), found=first.name)
    judgement = Judgement(Verdict.DUPLICATE, finding.code, first.judgement.claim, findings=(finding,))
    return Ingested(file.name, first.sha256, judgement, left=None if options.dry_run else take_out(house, file))


def _earlier(receipts: Sequence[Receipt]) -> Ingested:
    """What was decided about some bytes; that they are held, where nothing was."""
    last = next((receipt for receipt in reversed(receipts) if receipt.verdict is not Verdict.HELD), receipts[-1])
    claim = Claim(last.agency, last.form, last.period)
    judgement = Judgement(last.verdict, last.code, claim, findings=last.findings, extra=last.extra)
    return Ingested(last.name, last.sha256, judgement, last, _why_held(judgement))


def _take(
    house: House, ledger: Ledger, loaded: _Loaded, read: RawWorkbook | Finding, options: IngestOptions, run: int
) -> Ingested:
    judgement = judge(house, read, options.received_on)
    left = _why_held(judgement)
    if options.dry_run:
        return Ingested(loaded.file.name, loaded.sha256, judgement, left=left)
    receipt = commit(house, ledger, loaded.file.name, loaded.data, loaded.sha256, judgement, options.received_on, run)
    return Ingested(loaded.file.name, loaded.sha256, judgement, receipt, left or take_out(house, loaded.file))


def _why_held(judgement: Judgement) -> Finding | None:
    return judgement.findings[0] if judgement.verdict is Verdict.HELD else None


def take_out(house: House, file: InboxFile) -> Finding | None:
    """Take a file that has its receipt out of the inbox; why it is still there, where it is.

    Only what lies in the inbox is ever removed: a file named by its path belongs to somebody else, or to the archive.
    """
    inside = Path(os.path.abspath(file.path)).is_relative_to(os.path.abspath(house.workspace.inbox))
    if not inside or inbox.remove(file):
        return None
    return Finding("inbox-file-stays", Place(file=file.name))


def _chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def commit(
    house: House, ledger: Ledger, name: str, data: bytes, sha256: str, judgement: Judgement, received_on: date, run: int,
    decided_by: str = "", why: str = "",
) -> Receipt:  # fmt: skip
    """Archive the bytes, then write the receipt: from then on the file counts."""
    house.keep_registry()
    archived = house.archive.store_bytes(_archive_name(name, sha256, judgement), data)
    receipt = Receipt(
        sha256=sha256, size=len(data), name=name, archived=archived, received_on=received_on, run=run,
        verdict=judgement.verdict, code=judgement.code, agency=judgement.claim.agency, form=judgement.claim.form,
        period=judgement.claim.period, token=judgement.token, modified=judgement.modified, decided_by=decided_by, why=why,
        spec_digest=judgement.spec_digest, registry_digest=house.registry_digest, findings=judgement.findings,
        records=judgement.records, extra=judgement.extra,
    )  # fmt: skip
    ledger.add(house.archive.store_receipt(receipt))
    return receipt


def _archive_name(name: str, sha256: str, judgement: Judgement) -> str:
    extension = PurePosixPath(name).suffix
    if not judgement.claim.agency:
        return unassigned_name(sha256, extension)
    claim = judgement.claim
    year = Period.parse(claim.period).fiscal_year.year
    return archive_name(claim.agency, claim.form, claim.period, sha256, extension, year)
