"""A part of a nation: province after province, each a workspace of its own with a whole year of workbooks in its inbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.clock import Cost
from benchmarks.corpus import corpus_of, put_aside
from benchmarks.rows import MONTH, WORK, _command

_AGENCIES = 60


def receive_many(provinces: int, say: Callable[[str], None]) -> Iterator[dict[str, float]]:
    """Take in and merge so many province-years; after each, what all so far cost, for the report.

    Every province has the same forms and answers; the disk has them all side by side, as a nation's would.
    """
    corpus = corpus_of(_AGENCIES)
    files, costs, disk = len(corpus.returned), list[Cost](), 0
    put_aside(WORK / "many")
    for number in range(1, provinces + 1):
        workspace = corpus.fresh_workspace(WORK / "many" / str(number), files)
        before = _size_of(workspace / "archive")
        costs.append(_command(workspace, "ingest"))
        merged = _command(workspace, "merge", "--period", MONTH)
        disk += _size_of(workspace / "archive") - before
        say(f"    province {number} of {provinces}: ingest {costs[-1].wall:.0f} s, merge {merged.wall:.0f} s, {costs[-1].memory:.0f} MB")
        yield {
            "many_files": files * number, "many_provinces": number, "many_wall": sum(cost.wall for cost in costs),
            "many_first": costs[0].wall, "many_last": costs[-1].wall, "many_memory": max(cost.memory for cost in costs),
            "disk_per_workbook": disk / (files * number),
        }  # fmt: skip


def _size_of(folder: Path) -> int:
    """Bytes on the disk, whole blocks."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
