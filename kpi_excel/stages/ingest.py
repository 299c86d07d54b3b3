"""Returned workbooks in: read once, judged, archived, receipted, and only then taken out of the inbox.

The order is that of design.md §8: archived bytes, then the receipt (the commit), then the inbox, then the cache.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Receipt, Record, Verdict
from kpi_excel.forms.identity import Claim
from kpi_excel.stages.closed_year import refuse_if_closed
from kpi_excel.stages.committing import Decided, commit, commit_all
from kpi_excel.stages.house import House
from kpi_excel.stages.judge import Judgement
from kpi_excel.stages.judging import Asked, Judges, Tasks, open_judges
from kpi_excel.store import inbox
from kpi_excel.store.inbox import SETTLE_SECONDS, InboxFile
from kpi_excel.store.issued import check_key_is_there
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import hash_of
from kpi_excel.store.runs import numbered_run

CHUNK = 128
"""Files archived and receipted together, with one wait for the disk."""
CHUNK_BYTES = 32_000_000
MANY = 8
"""From so many files on it pays to tell the readers all that judging needs."""
AHEAD = 2
"""Chunks that are with the judges meanwhile: memory holds no more than these."""


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

    def in_brief(self) -> Ingested:
        """All that is told of a file at the end of a run; many thousands of them fit into memory."""
        records = tuple(_bare(record.kind, record.kpi_no, record.awaiting) for record in self.judgement.records)
        extra = self.judgement.extra if self.verdict is Verdict.HELD else {}
        brief = replace(self.judgement, records=records, extra=extra, token="", modified="", spec_digest="")  # nosec B106
        return replace(self, judgement=brief, receipt=None)


@cache
def _bare(kind: str, kpi_no: str, awaiting: bool) -> Record:
    return Record(kind, kpi_no, (), awaiting)


@dataclass(slots=True)
class IngestOptions:
    """`received_on` is the day the files came; `dry_run` writes nothing; `settle` is how long a file must rest."""

    received_on: date
    dry_run: bool = False
    workers: int = 1
    cluster: str = ""
    """Address of the cluster that judges, in place of this machine."""
    settle: float = SETTLE_SECONDS
    again: bool = False
    """Judge what is archived once more under the present registry, as decisions of their own."""
    progress: Callable[[int], None] = field(default=lambda count: None)
    """Called with the number of files just finished."""


def ingest(house: House, files: Sequence[Path], options: IngestOptions) -> Iterator[Ingested]:
    """Every file of the inbox (or those named), one verdict each, in name order within each chunk.

    A file that lies elsewhere is taken in and left where it lies.

    Raises:
        WorkspaceLocked: another run is writing. KpiExcelError: the year has ended.
    """
    check_key_is_there(house.archive)
    if options.dry_run:
        with Ledger(house.archive) as ledger:
            yield from _run(house, ledger, files, options, 0)
        return
    refuse_if_closed(house.workspace)
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger, numbered_run(house.archive, ledger) as run:
        yield from _run(house, ledger, files, options, run)


def validate(house: House, files: Sequence[Path], day: date, workers: int = 1, cluster: str = "") -> Iterator[Ingested]:
    """Judge files as `ingest` would, touching nothing and asking nothing about earlier submissions."""
    check_key_is_there(house.archive)
    named = inbox.look_at_all(files)
    for entry in named.not_read:
        yield _not_read(entry.name, entry.verdict, entry.finding)
    with open_judges(house, workers, cluster, are_few=_are_few(named)) as judges:
        for some in _chunks(named.ready):
            asked = [Asked(file.name, inbox.read(file), day) for file in some]
            for file, judgement in zip(asked, judges.judgements(judges.ask(asked)), strict=True):
                yield Ingested(file.name, hash_of(file.data), judgement)
        judges.end()


def count_files(house: House, files: Sequence[Path]) -> int:
    """How many files a run will look at, for a progress bar."""
    return len(_listing(house, files, 0).ready)


def _run(house: House, ledger: Ledger, files: Sequence[Path], options: IngestOptions, run: int) -> Iterator[Ingested]:
    listing = _listing(house, files, options.settle)
    with open_judges(house, options.workers, options.cluster, are_few=_are_few(listing) and not options.again) as judges:
        if options.again:
            yield from _judge_again(house, ledger, judges, options, run)
        for entry in listing.not_read:
            yield _not_read(entry.name, entry.verdict, entry.finding)
        yield from _Intake(house, ledger, judges, options, run).take(listing.ready)
        judges.end()


def _judge_again(house: House, ledger: Ledger, judges: Judges, options: IngestOptions, run: int) -> Iterator[Ingested]:
    """Every archived submission anew: a judgement that differs becomes a further receipt beside the file."""
    standing = [
        receipt for receipt in ledger.standing(options.received_on)
        if receipt.verdict is not Verdict.HELD and receipt.code != "file-dismissed"
    ]  # fmt: skip
    for start in range(0, len(standing), CHUNK):
        chunk = standing[start : start + CHUNK]
        asked = [
            Asked(old.name, house.archive.read(old.archived), old.received_on,
                  Claim(old.agency, old.form, old.period) if old.decided_by else None)
            for old in chunk
        ]  # fmt: skip
        for old, file, judgement in zip(chunk, asked, judges.judgements(judges.ask(asked)), strict=True):
            if judgement.verdict is Verdict.WAITING:
                yield Ingested(old.name, old.sha256, judgement)
            elif judgement.verdict is Verdict.HELD:
                yield Ingested(old.name, old.sha256, _as_before(old, judgement))
            elif (judgement.verdict, judgement.findings, judgement.records) != (old.verdict, old.findings, old.records):
                receipt = None
                if not options.dry_run:
                    decided = Decided(old.name, file.data, old.sha256, judgement, old.received_on, old.decided_by, old.why)
                    receipt = commit(house, ledger, decided, run)
                yield Ingested(old.name, old.sha256, judgement, receipt)


def _as_before(old: Receipt, judgement: Judgement) -> Judgement:
    """A decision that cannot be made anew stays: nothing lies in the inbox that a person could decide about."""
    finding = Finding("earlier-decision-stands", Place(file=old.name))
    claim = Claim(old.agency, old.form, old.period)
    return Judgement(old.verdict, old.code, claim, findings=(finding, *judgement.findings), records=old.records)


def _are_few(listing: inbox.Listing) -> bool:
    return len(listing.ready) < MANY


def _listing(house: House, files: Sequence[Path], settle: float) -> inbox.Listing:
    return inbox.look_at_all(files, settle=settle) if files else inbox.list_inbox(house.workspace.inbox, settle=settle)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A chunk whose new contents are with the judges. `again`: files of bytes that are known, or will be by then."""

    fresh: Sequence[tuple[InboxFile, Asked, str]]
    again: Sequence[tuple[InboxFile, str]]
    waiting: Sequence[Ingested]
    tasks: Tasks


class _Intake:
    """The files of a run on their way in: while one chunk is committed, the judges have the next ones."""

    def __init__(self, house: House, ledger: Ledger, judges: Judges, options: IngestOptions, run: int) -> None:
        self._house, self._ledger, self._judges, self._options, self._run = house, ledger, judges, options, run
        self._seen: set[str] = set()
        self._dry: dict[str, Ingested] = {}
        """What a dry run said of each content; any other finds that in the ledger."""

    def take(self, files: Sequence[InboxFile]) -> Iterator[Ingested]:
        """Each file with its verdict, in name order within each chunk."""
        loaded: deque[_Loaded] = deque()
        for chunk in _chunks(files):
            loaded.append(self._load(chunk))
            if len(loaded) > AHEAD:
                yield from self._finish(loaded.popleft())
        while loaded:
            yield from self._finish(loaded.popleft())

    def _load(self, chunk: Iterable[InboxFile]) -> _Loaded:
        fresh, again, waiting = [], [], []
        for file in chunk:
            try:
                data = inbox.read(file)
            except KpiExcelError as error:
                waiting.append(_not_read(file.name, Verdict.WAITING, error.finding))
                continue
            sha256 = hash_of(data)
            if sha256 in self._seen or self._ledger.known(sha256):
                again.append((file, sha256))
            else:
                self._seen.add(sha256)
                fresh.append((file, Asked(file.name, data, self._options.received_on), sha256))
        return _Loaded(fresh, again, waiting, self._judges.ask([asked for _, asked, _ in fresh]))

    def _finish(self, loaded: _Loaded) -> Iterator[Ingested]:
        """New contents first: only what has its receipt makes another file of the same bytes a duplicate."""
        yield from loaded.waiting
        judgements = list(self._judges.judgements(loaded.tasks))
        judged = [
            (file, Decided(asked.name, asked.data, sha256, judgement, asked.day))
            for (file, asked, sha256), judgement in zip(loaded.fresh, judgements, strict=True)
        ]
        answered = [decided for _, decided in judged if decided.judgement.verdict is not Verdict.WAITING]
        receipts: dict[str, Receipt] = {}
        if not self._options.dry_run:
            committed = commit_all(self._house, self._ledger, answered, self._run)
            receipts = {receipt.sha256: receipt for receipt in committed}
        for file, decided in judged:
            item = self._taken(file, decided, receipts.get(decided.sha256))
            if self._options.dry_run:
                self._dry[decided.sha256] = item
            yield item
        for file, sha256 in loaded.again:
            if first := self._dry.get(sha256) or _earlier(self._ledger.known(sha256)):
                yield _known_already(self._house, file, first, self._options)
            else:
                yield Ingested(file.name, sha256, lost := self._judges.lose(file.name), left=lost.findings[0])
        self._options.progress(len(loaded.waiting) + len(judged) + len(loaded.again))

    def _taken(self, file: InboxFile, decided: Decided, receipt: Receipt | None) -> Ingested:
        left = _why_left(decided.judgement)
        if receipt is not None and left is None:
            left = take_out(self._house, file)
        return Ingested(file.name, decided.sha256, decided.judgement, receipt, left)


def _not_read(name: str, verdict: Verdict, finding: Finding) -> Ingested:
    return Ingested(name, "", Judgement(verdict, finding.code, findings=(finding,)), left=finding)


def _known_already(house: House, file: InboxFile, first: Ingested, options: IngestOptions) -> Ingested:
    """The same bytes again: held as before, or listed by the run, counted nowhere and taken out of the inbox."""
    if first.verdict is Verdict.HELD:
        return replace(first, name=file.name)
    finding = Finding("file-already-received", Place(file=file.name), found=first.name)
    judgement = Judgement(Verdict.DUPLICATE, finding.code, first.judgement.claim, findings=(finding,))
    return Ingested(file.name, first.sha256, judgement, left=None if options.dry_run else take_out(house, file))


def _earlier(receipts: Sequence[Receipt]) -> Ingested | None:
    """What was decided about some bytes; that they are held, where nothing was. None where no cluster answered yet."""
    if not receipts:
        return None
    last = next((receipt for receipt in reversed(receipts) if receipt.verdict is not Verdict.HELD), receipts[-1])
    claim = Claim(last.agency, last.form, last.period)
    judgement = Judgement(last.verdict, last.code, claim, findings=last.findings, extra=last.extra)
    return Ingested(last.name, last.sha256, judgement, last, _why_left(judgement))


def _why_left(judgement: Judgement) -> Finding | None:
    is_undecided = judgement.verdict in (Verdict.HELD, Verdict.WAITING)
    return judgement.findings[0] if is_undecided else None


def take_out(house: House, file: InboxFile) -> Finding | None:
    """Take a file that has its receipt out of the inbox; why it is still there, where it is.

    Only what lies in the inbox is ever removed: a file named by its path belongs to somebody else, or to the archive.
    """
    inside = Path(os.path.abspath(file.path)).is_relative_to(os.path.abspath(house.workspace.inbox))
    if not inside or inbox.remove(file):
        return None
    return Finding("inbox-file-stays", Place(file=file.name))


def _chunks(files: Iterable[InboxFile]) -> Iterator[list[InboxFile]]:
    chunk: list[InboxFile] = []
    for file in files:
        chunk.append(file)
        if len(chunk) == CHUNK or sum(each.stat.size for each in chunk) > CHUNK_BYTES:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
