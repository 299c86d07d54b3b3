"""Returned workbooks in: read once, judged, archived, receipted, and only then taken out of the inbox.

The order is that of design.md §8: archived bytes, then the receipt (the commit), then the inbox, then the cache.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.forms.identity import Claim
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.stages.house import House
from kpi_excel.stages.judge import Judgement, judge
from kpi_excel.store import inbox
from kpi_excel.store.inbox import SETTLE_SECONDS, InboxFile, NotRead
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import archive_name, hash_of, unassigned_name
from kpi_excel.store.runs import numbered_run
from kpi_excel.workers.pool import read_all

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

    Raises:
        WorkspaceLocked: another run is writing.
    """
    if options.dry_run:
        with Ledger(house.archive) as ledger:
            yield from _run(house, ledger, files, options, 0)
        return
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger, numbered_run(house.archive, ledger) as run:
        if options.again:
            yield from _judge_again(house, ledger, options, run)
        yield from _run(house, ledger, files, options, run)


def validate(house: House, files: Sequence[Path], day: date, workers: int = 1) -> Iterator[Ingested]:
    """Judge files as `ingest` would, touching nothing and asking nothing about earlier submissions."""
    loaded = [(file.name, inbox.read(file)) for file in map(inbox.look_at, files)]
    reads = dict(read_all(((str(index), data) for index, (_, data) in enumerate(loaded)), workers=workers))
    for index, (name, data) in enumerate(loaded):
        yield Ingested(name, hash_of(data), judge(house, reads[str(index)], day))


def _judge_again(house: House, ledger: Ledger, options: IngestOptions, run: int) -> Iterator[Ingested]:
    """Every archived submission anew: a judgement that differs becomes a further receipt beside the file."""
    for old in list(ledger.standing(options.received_on)):
        if old.verdict is Verdict.HELD or old.code == "file-dismissed":
            continue
        data = house.archive.read(old.archived)
        read = dict(read_all([(old.sha256, data)], workers=1))[old.sha256]
        decided = Claim(old.agency, old.form, old.period) if old.decided_by else None
        judgement = judge(house, read, old.received_on, decided)
        if (judgement.verdict, judgement.findings, judgement.records) != (old.verdict, old.findings, old.records):
            receipt = commit(house, ledger, old.name, data, old.sha256, judgement, old.received_on, run, old.decided_by, old.why)
            yield Ingested(old.name, old.sha256, judgement, receipt)


def count_files(house: House, files: Sequence[Path]) -> int:
    """How many files a run will look at, for a progress bar."""
    return len(files) or len(inbox.list_inbox(house.workspace.inbox, settle=0).ready)


def _run(
    house: House, ledger: Ledger, files: Sequence[Path], options: IngestOptions, run: int
) -> Iterator[Ingested]:
    ready, not_read = _candidates(house, files, options)
    for entry in not_read:
        yield Ingested(entry.name, "", Judgement(entry.verdict, entry.finding.code, findings=(entry.finding,)), left=entry.finding)
    seen: set[str] = set()
    for start in range(0, len(ready), CHUNK):
        chunk = ready[start : start + CHUNK]
        yield from _chunk(house, ledger, chunk, options, run, seen)
        options.progress(len(chunk))


def _candidates(
    house: House, files: Sequence[Path], options: IngestOptions
) -> tuple[tuple[InboxFile, ...], tuple[NotRead, ...]]:
    if files:
        return tuple(inbox.look_at(path) for path in files), ()
    listing = inbox.list_inbox(house.workspace.inbox, settle=options.settle)
    return listing.ready, listing.not_read


def _chunk(
    house: House, ledger: Ledger, chunk: Iterable[InboxFile], options: IngestOptions, run: int, seen: set[str]
) -> Iterator[Ingested]:
    fresh: list[_Loaded] = []
    for file in chunk:
        try:
            data = inbox.read(file)
        except KpiExcelError as error:
            yield Ingested(file.name, "", Judgement(Verdict.WAITING, error.code, findings=(error.finding,)), left=error.finding)
            continue
        sha256 = hash_of(data)
        known = ledger.known(sha256)
        if sha256 in seen or any(receipt.verdict is not Verdict.HELD for receipt in known):
            yield _duplicate(file, sha256, known, options)
        elif known:
            yield _still_held(file, sha256, known[-1])
        else:
            seen.add(sha256)
            fresh.append(_Loaded(file, data, sha256))
    reads = dict(read_all(((loaded.sha256, loaded.data) for loaded in fresh), workers=options.workers))
    for loaded in fresh:
        yield _take(house, ledger, loaded, reads[loaded.sha256], options, run)


def _duplicate(file: InboxFile, sha256: str, known: list[Receipt], options: IngestOptions) -> Ingested:
    """The same bytes again: listed by the run, counted nowhere, taken out of the inbox."""
    first = known[-1] if known else None
    claim = Claim(first.agency, first.form, first.period) if first else Claim("", "", "")
    finding = Finding("file-already-received", Place(file=file.name), found=first.name if first else "")
    judgement = Judgement(Verdict.DUPLICATE, finding.code, claim, findings=(finding,))
    left = None if options.dry_run or inbox.remove(file) else Finding("inbox-file-stays", Place(file=file.name))
    return Ingested(file.name, sha256, judgement, left=left)


def _still_held(file: InboxFile, sha256: str, receipt: Receipt) -> Ingested:
    judgement = Judgement(Verdict.HELD, receipt.code, findings=receipt.findings, extra=receipt.extra)
    return Ingested(file.name, sha256, judgement, receipt, left=receipt.findings[0] if receipt.findings else None)


def _take(
    house: House, ledger: Ledger, loaded: _Loaded, read: RawWorkbook | Finding, options: IngestOptions, run: int
) -> Ingested:
    judgement = judge(house, read, options.received_on)
    if options.dry_run:
        return Ingested(loaded.file.name, loaded.sha256, judgement)
    receipt = commit(house, ledger, loaded.file.name, loaded.data, loaded.sha256, judgement, options.received_on, run)
    left = None
    if judgement.verdict is Verdict.HELD:
        left = receipt.findings[0]
    elif not inbox.remove(loaded.file):
        left = Finding("inbox-file-stays", Place(file=loaded.file.name))
    return Ingested(loaded.file.name, loaded.sha256, judgement, receipt, left)


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
