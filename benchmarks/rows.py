"""What is measured, row by row: each gives the costs of every contender, round by round, in one run side by side."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks.clock import ROOT as CHECKOUT
from benchmarks.clock import Cost, middle, run
from benchmarks.corpus import AS_OF, ROOT, Corpus, corpus_of

MONTH = "2556-09"
WORK = ROOT / "work"
_BOMB_BYTES = 300_000_000
_FOUND = (0, 1, 3)
"""Exit codes of commands that tell of findings and unreadable files."""


@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `costs`: contender → one cost per round, per unit of `unit`."""

    name: str
    unit: str
    costs: Mapping[str, list[Cost]]
    ours: str
    note: str = ""

    def cost(self, contender: str) -> Cost:
        return middle(self.costs[contender])


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured. `growth`: numbers of workbooks; `agencies`: of the provinces that are merged."""

    rounds: int = 3
    files: int = 1000
    growth: tuple[int, ...] = (100, 1000)
    agencies: tuple[int, ...] = (17, 60)
    cluster: bool = True
    say: Callable[[str], None] = field(default=partial(print, flush=True))

    def corpus(self, files: int) -> Corpus:
        """The corpus of the smallest of our provinces that sends so many workbooks in its year."""
        size = next((size for size, sent in _SIZES if sent >= files), files // 22)
        return corpus_of(size)


_SIZES = ((6, 170), (17, 400), (60, 1400))


def _rounds(plan: Plan, tasks: Mapping[str, Callable[[], Cost]]) -> dict[str, list[Cost]]:
    """Every task once a round, so that the noise of the machine falls on all alike."""
    costs: dict[str, list[Cost]] = {name: [] for name in tasks}
    for number in range(plan.rounds):
        for name, task in tasks.items():
            costs[name].append(task())
            plan.say(f"    {number + 1}/{plan.rounds} {name}: {costs[name][-1].cpu:.2f} s CPU, {costs[name][-1].wall:.2f} s")
    return costs


def _peer(*arguments: object) -> Cost:
    return run("-m", "benchmarks.peers", *map(str, arguments))


def _command(workspace: Path, *arguments: str) -> Cost:
    return run("-m", "benchmarks.command", "--workspace", str(workspace), "--as-of", AS_OF.isoformat(), *arguments, code=_FOUND)


def reading(plan: Plan) -> Iterator[Row]:
    corpus = plan.corpus(min(plan.files, 1000))
    readers = ("unzip", "reader", "calamine", "openpyxl", "pandas calamine", "pandas openpyxl")
    for title, name in (("read", "returned"), ("read, saved by LibreOffice", "resaved")):
        folder = corpus.folder / name
        if count := min(100, len(list(folder.iterdir()))):
            tasks = {reader: partial(_read_by, reader, folder, count) for reader in readers}
            yield Row(title, "workbook", _rounds(plan, tasks), "reader")


def _read_by(reader: str, folder: Path, count: int) -> Cost:
    return _peer(*reader.split(), folder, count).per(count)


def ingesting(plan: Plan) -> Iterator[Row]:
    corpus, count = plan.corpus(plan.files), plan.files

    def ingest(*options: str) -> Cost:
        workspace = corpus.fresh_workspace(WORK / "ingest", count)
        return _command(workspace, *options, "ingest").per(count)

    def naive(engine: str) -> Cost:
        inbox = corpus.fresh_workspace(WORK / "naive", count) / "inbox"
        return run("-m", "benchmarks.peers", "naive", engine, str(inbox), str(WORK / "naive.xlsx")).per(count)

    tasks = {
        "2 processes": lambda: ingest("--workers", "2"), "1 process": lambda: ingest("--workers", "1"),
        "naive script, openpyxl": lambda: naive("openpyxl"), "naive script, calamine": lambda: naive("calamine"),
    }  # fmt: skip
    if plan.cluster:
        for workers in (1, 2):
            tasks[f"Dask, {workers} {'worker' if workers == 1 else 'workers'}"] = partial(_on_cluster, ingest, workers)
    note = (
        f"{count} files, a tenth of them faulty; a Dask cluster is running already when the command starts, as a user's would, "
        "and its own processes' CPU is not counted; they and the command share the same cores"
    )
    yield Row("ingest", "workbook", _rounds(plan, tasks), "2 processes", note)


def _on_cluster(ingest: Callable[..., Cost], workers: int) -> Cost:
    with local_cluster(workers) as address:
        return ingest("--cluster", address)


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    """A scheduler and single-threaded workers on this machine; its address."""
    code = (
        "import sys; from distributed import LocalCluster\n"
        f"if __name__ == '__main__':\n    cluster = LocalCluster(n_workers={workers}, threads_per_worker=1, dashboard_address=None)\n"
        "    print(cluster.scheduler_address, flush=True); sys.stdin.read(); cluster.close()\n"
    )
    WORK.mkdir(parents=True, exist_ok=True)
    script = WORK / "cluster.py"
    script.write_text(code, "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    assert process.stdin and process.stdout
    try:
        yield process.stdout.readline().strip()
    finally:
        process.stdin.close()
        process.wait(60)


def generating(plan: Plan) -> Iterator[Row]:
    corpus = corpus_of(17)
    target = WORK / "generate"
    forms = target / "outbox" / MONTH / "forms"
    corpus.fresh_workspace(target)
    _peer("generate", target, MONTH)
    kept = WORK / "forms"
    shutil.rmtree(kept, ignore_errors=True)
    shutil.copytree(forms, kept)
    count = len(list(kept.iterdir()))

    def generate() -> Cost:
        corpus.fresh_workspace(target)
        return _peer("generate", target, MONTH).per(count)

    tasks = {
        "generate": generate, "openpyxl: load, fill, save": lambda: _peer("fill_by_openpyxl", kept).per(count),
        "deflate of ready XML": lambda: _peer("deflate", kept).per(count),
    }  # fmt: skip
    yield Row("generate", "form", _rounds(plan, tasks), "generate", f"{count} forms of one month, with their records and fsyncs")


def merging(plan: Plan) -> Iterator[Row]:
    for agencies in plan.agencies:
        corpus = corpus_of(agencies)
        workspace = corpus.fresh_workspace(WORK / "merge", len(corpus.returned))
        _command(workspace, "ingest")
        note = f"{len(corpus.returned)} workbooks of a year; the others only write the same cells"
        yield Row(f"merge, {agencies} agencies", "workbook written", _rounds(plan, _merges(workspace)), "merge", note)


def _merges(workspace: Path) -> dict[str, Callable[[], Cost]]:
    outbox, values = workspace / "outbox" / MONTH / "consolidated", WORK / "cells.json"

    def anew(merge: Callable[[], Cost]) -> Cost:
        shutil.rmtree(outbox, ignore_errors=True)
        return merge()

    merge = partial(_peer, "merge", workspace, MONTH, AS_OF)
    whole = partial(_command, workspace, "merge", "--period", MONTH)
    anew(merge)
    _peer("cells", next(outbox.glob("*.xlsx")), values)
    return {
        "merge": partial(anew, merge), "the command": partial(anew, whole), "the command, nothing new": whole,
        "XlsxWriter, bare": partial(_peer, "write_bare", values, WORK / "bare.xlsx"),
        "pandas to_excel": partial(_peer, "write_by_pandas", values, WORK / "pandas.xlsx"),
    }  # fmt: skip


def growing(plan: Plan) -> Iterator[Row]:
    ingests: dict[str, list[Cost]] = {}
    merges: dict[str, list[Cost]] = {}
    # one province for all sizes: only the number of workbooks grows, not what is known of the province
    corpus = plan.corpus(max(plan.growth))
    for count in plan.growth:
        # the big ones take long enough to be sure of
        for _ in range(plan.rounds if count < 10_000 else 1):
            workspace = corpus.fresh_workspace(WORK / "growth", count)
            ingests.setdefault(str(count), []).append(_command(workspace, "ingest"))
            merges.setdefault(str(count), []).append(_command(workspace, "merge", "--period", MONTH))
            plan.say(f"    {count}: {ingests[str(count)][-1]} {merges[str(count)][-1]}")
    last = str(plan.growth[-1])
    note = f"all sizes from one inbox of {len(corpus.returned):,} workbooks, with the same registry and issued forms"
    yield Row("growth of ingest", "run", ingests, last, note)
    yield Row("growth of merge", "run", merges, last, note)


def starting(plan: Plan) -> Iterator[Row]:
    corpus = corpus_of(17)
    workspace = corpus.fresh_workspace(WORK / "start", 100)
    _command(workspace, "ingest")
    file = str(next(path for path in corpus.returned if "_monthly_progress_" in path.name))
    tasks = {
        "import click": lambda: run("-c", "import click"),
        "--help": lambda: run("-m", "kpi_excel", "--help"),
        "status": lambda: run("-m", "kpi_excel", "--workspace", str(workspace), "--as-of", AS_OF.isoformat(), "status", code=_FOUND),
        "validate FILE": lambda: run("-m", "kpi_excel", "--workspace", str(workspace), "validate", file, code=_FOUND),
    }  # fmt: skip
    many = Plan(rounds=max(plan.rounds, 7), say=lambda line: None)
    yield Row("start-up", "command", _rounds(many, tasks), "--help")


def enduring(plan: Plan) -> Iterator[Row]:
    import xlsxwriter

    WORK.mkdir(parents=True, exist_ok=True)
    far, bomb = WORK / "far.xlsx", WORK / "bomb.xlsx"
    with xlsxwriter.Workbook(str(far)) as book:
        book.add_worksheet().write(1_048_575, 16_383, "far")
    with zipfile.ZipFile(far) as parts, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in parts.namelist():
            new.writestr(name, b" " * _BOMB_BYTES if name == "xl/sharedStrings.xml" else parts.read(name))
    tasks = {"far cell": lambda: _peer("hostile", far), "bomb": lambda: _peer("hostile", bomb)}
    yield Row("far cell, bomb", "verdict", _rounds(plan, tasks), "far cell", "in a reader that is at work; memory is its child's")


ROWS: Mapping[str, Callable[[Plan], Iterator[Row]]] = {
    "read": reading, "ingest": ingesting, "generate": generating, "merge": merging, "growth": growing,
    "start-up": starting, "hostile": enduring,
}  # fmt: skip
