"""Many workspaces → one national workbook, and its data as Parquet. The workspaces are only read.

Each is read once: what can be compared is kept, its values wait in a spool on the disk until every province is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from kpi_excel import __version__
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import FiscalYear, Period
from kpi_excel.core.rollup import NotCounted, ProvinceSummary
from kpi_excel.core.rollup_intake import Candidate, settle_duplicates
from kpi_excel.core.rollup_ranking import Nation, compare_provinces
from kpi_excel.stages.consolidate import latest_period
from kpi_excel.stages.house import open_house
from kpi_excel.stages.rollup_reading import NOTE_PREFIX, NOTE_SCHEMA, Folder, find_folders, read_workspace
from kpi_excel.stages.rollup_spool import RowSpool
from kpi_excel.stages.selection import RESULT_PERIODS
from kpi_excel.store import disk
from kpi_excel.store.drafts import begin_draft, finish_draft, open_spool
from kpi_excel.store.lock import lock_output_folder
from kpi_excel.store.notes import read_note
from kpi_excel.store.output_folder import Output, OutputFolder
from kpi_excel.store.publish import Published, PublishState
from kpi_excel.store.workspace import Workspace
from kpi_excel.workbooks.national.limits import EXCEL, Limits

Step = Callable[[int], None]

MOST_NAMED = 5
"""Folders of the workbook before that are named where it is replaced."""


@dataclass(frozen=True, slots=True)
class RolledUp:
    """The nation, what was written, and what a person should know of the writing."""

    nation: Nation
    published: tuple[Published, ...]
    values: int
    findings: tuple[Finding, ...] = ()


class NothingCounted(KpiExcelError):
    """No workspace could be counted. `left` says why, folder by folder."""

    def __init__(self, left: tuple[NotCounted, ...]) -> None:
        super().__init__(Finding("rollup-nothing-counted", found=str(len(left))), max((one.exit_code for one in left), default=2))
        self.left = left


@dataclass(slots=True)
class _Files:
    """The drafts of one run, by the names they are to have."""

    folder: Path
    stack: ExitStack
    begun: dict[str, tuple[Path, BinaryIO]] = field(default_factory=dict)

    def begin(self, name: str) -> BinaryIO:
        self.begun[name] = self.stack.enter_context(begin_draft(self.folder))
        return self.begun[name][1]

    def outputs(self) -> Iterator[Output]:
        for name, (path, file) in self.begun.items():
            finish_draft(file, path)
            yield Output(name, path)


def output_folder(root: Path) -> Path:
    """Where a rollup goes unless told: the outbox of the workspace one stands in, else a folder here."""
    workspace = Workspace(root)
    return workspace.outbox / "rollup" if disk.stat(workspace.registry) is not None else Path("rollup")


def rollup(
    named: Iterable[Path], period: Period | None, as_of: date, out: Path, lang: str = "th", *,
    limits: Limits = EXCEL, step: Step = lambda count: None, own: Path | None = None,
) -> RolledUp:  # fmt: skip
    """Read every workspace and write the national workbook of a period; without one, of the month of `as_of`.

    `own`: the workspace one stands in: an output may lie in its outbox, though it is read too. `step` is called with 1
    for each workspace that was read.

    Raises:
        KpiExcelError: the period has no results, or the output would lie in a workspace that is read.
            NothingCounted: there is no province to speak of. StoreError: the disk refused, or another rollup writes there.
    """
    folders = find_folders(named, out)
    _refuse_output_inside(folders, out, own)
    wanted = period or _period_of(folders, as_of)
    if wanted.kind not in RESULT_PERIODS:
        raise KpiExcelError(Finding("period-does-not-fit", found=wanted.code, expected="2556-02 · 2556-sar6"))
    with open_spool() as file:
        spool = RowSpool(file)
        summaries, left = _read_all(folders, wanted, as_of, spool, step)
        nation = compare_provinces(summaries, left, wanted, as_of)
        if not nation.provinces:
            raise NothingCounted(nation.not_counted)
        return _write(nation, spool, out, lang, limits)


def _read_all(
    folders: Iterable[Folder], period: Period, as_of: date, spool: RowSpool, step: Step
) -> tuple[tuple[ProvinceSummary, ...], tuple[NotCounted, ...]]:
    candidates: list[Candidate] = []
    left: list[NotCounted] = []
    for folder in folders:
        read = read_workspace(folder, period, as_of)
        if isinstance(read, NotCounted):
            left.append(read)
        else:
            spool.add(read.candidate.summary.folder, read.rows)
            candidates.append(read.candidate)
        step(1)
    summaries, duplicates = settle_duplicates(candidates)
    return summaries, (*left, *duplicates)


def _write(nation: Nation, spool: RowSpool, out: Path, lang: str, limits: Limits) -> RolledUp:
    # XlsxWriter is imported only where a workbook is written
    from kpi_excel.workbooks.national import write_national
    from kpi_excel.workbooks.national.parquet import can_write_parquet, write_parquet

    stem, values = f"{NOTE_PREFIX}{nation.period.code}", sum(summary.values for summary in nation.provinces)
    findings: tuple[Finding, ...] = ()
    with lock_output_folder(out), ExitStack() as stack:
        files = _Files(out, stack)
        write_national(nation, spool.read, files.begin, stem, lang, limits)
        if can_write_parquet():
            write_parquet(nation, spool.read, files.begin(f"{stem}.parquet"))
        else:
            findings = (Finding("parquet-not-installed"),)
        about = _about(nation)
        replaced = _replaced(out, stem, about)
        published = OutputFolder(out, f"{stem}.json").publish(files.outputs(), about)
        if published[0].state is PublishState.WRITTEN:
            findings = (*replaced, *findings)
    return RolledUp(nation, published, values, (*(f for one in published for f in one.findings), *findings))


def _replaced(out: Path, stem: str, about: dict[str, Any]) -> tuple[Finding, ...]:
    """That the workbook of the period that stands there was made from other folders, or from others of that name."""
    if disk.stat(out / f"{stem}.xlsx") is None:
        return ()
    try:
        note = read_note(disk.read_if_there(out / f"{stem}.json") or b"")
        before = _folders_of(note)
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()
    now = _folders_of(about)
    both = before.keys() & now.keys()
    if before.keys() == now.keys() and all(before[one] == now[one] or not before[one] or not now[one] for one in both):
        return ()
    more = " …" if len(before) > MOST_NAMED else ""
    told = " · ".join(name or folder for folder, name in sorted(before.items())[:MOST_NAMED]) + more
    return (Finding("rollup-replaces-other", Place(file=f"{stem}.xlsx"), told),)


def _folders_of(about: dict[str, Any]) -> dict[str, str]:
    """Folder → its province, "" where it was not counted."""
    return {**dict.fromkeys(about["not_counted"], ""), **{one: said["province"] for one, said in about["provinces"].items()}}


def _about(nation: Nation) -> dict[str, Any]:
    """What the outputs were made from: in the note beside them."""
    return {
        "schema": NOTE_SCHEMA, "program": __version__, "period": nation.period.code,
        "as_of": nation.as_of.isoformat(), "not_counted": {one.folder: one.finding.code for one in nation.not_counted},
        "provinces": {one.folder: {"province": one.province, "registry": one.registry_sha256, "files": one.files,
                                   "values": one.values} for one in nation.provinces},
    }  # fmt: skip


def _period_of(folders: Iterable[Folder], as_of: date) -> Period:
    """As `merge` chooses it for the first workspace that can be opened; the calendar month where none can."""
    for folder in folders:
        try:
            return latest_period(open_house(folder.path, trusting=False), as_of)
        # told as that workspace's own trouble when its turn comes
        except Exception:  # nosec B112
            continue
    return FiscalYear.of(as_of).months()[(as_of.month - 10) % 12]


def _refuse_output_inside(folders: Iterable[Folder], out: Path, own: Path | None) -> None:
    target = out.resolve()
    for folder in folders:
        allowed = own is not None and own.resolve() == folder.path and target.is_relative_to(folder.path / "outbox")
        if target.is_relative_to(folder.path) and not allowed:
            raise KpiExcelError(Finding("rollup-output-inside", Place(file=str(out)), folder.label))
