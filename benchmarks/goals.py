"""What must hold, as ratios inside one run, and whether it does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.clock import Cost
from benchmarks.rows import Row

Rows = Mapping[str, Row]


@dataclass(frozen=True, slots=True)
class Goal:
    """`least` and `aim` are upper bounds of what `measure` finds; `digits` after the point."""

    name: str
    least: float
    aim: float
    measure: Callable[[Rows], float]


@dataclass(frozen=True, slots=True)
class Found:
    goal: Goal
    value: float

    @property
    def word(self) -> str:
        if self.value <= self.goal.aim:
            return "met, and the aim"
        return "met" if self.value <= self.goal.least else "**not met**"


def ratio(row: Row, ours: str, theirs: str, of: Callable[[Cost], float]) -> float:
    """The median over the rounds of our cost over theirs in the same round."""
    return median(of(a) / of(b) for a, b in zip(row.costs[ours], row.costs[theirs], strict=True))


def exponent(row: Row, of: Callable[[Cost], float]) -> float:
    """The slope of cost over number of workbooks, both in logarithms: over all sizes by least squares, or from the last but
    one to the last where that is steeper (what every run costs alone makes the beginning flat)."""
    points = [(math.log(int(count)), math.log(of(row.cost(count)))) for count in row.costs]
    return max(_slope(points), _slope(points[-2:]))


def _slope(points: Sequence[tuple[float, float]]) -> float:
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _wall(cost: Cost) -> float:
    return cost.wall


def _memory(cost: Cost) -> float:
    return cost.memory


def _ends(row: Row) -> float:
    first, *_, last = row.costs
    return row.cost(last).memory / row.cost(first).memory


def _merge_row(rows: Rows) -> Row:
    return [row for name, row in rows.items() if name.startswith("merge, ")][-1]


GOALS = (
    Goal("whole safe ingest, two processes ÷ naive script with openpyxl, wall", 0.25, 0.10,
         lambda rows: ratio(rows["ingest"], "2 processes", "naive script, openpyxl", _wall)),
    Goal("the same ÷ naive script with calamine, wall", 0.6, 0.3,
         lambda rows: ratio(rows["ingest"], "2 processes", "naive script, calamine", _wall)),
    Goal("reader, gate included ÷ raw unzip of the same files, CPU", 10, 5,
         lambda rows: ratio(rows["read"], "reader", "unzip", _cpu)),
    Goal("the same on files saved by LibreOffice", 10, 5,
         lambda rows: ratio(rows["read, saved by LibreOffice"], "reader", "unzip", _cpu)),
    Goal("generate ÷ openpyxl load, fill, save of the same form, CPU", 0.6, 0.3,
         lambda rows: ratio(rows["generate"], "generate", "openpyxl: load, fill, save", _cpu)),
    Goal("merge of the largest province-year ÷ XlsxWriter writing the same cells bare, CPU", 1.6, 1.2,
         lambda rows: ratio(_merge_row(rows), "merge", "XlsxWriter, bare", _cpu)),
    Goal("growth exponent of ingest, CPU", 1.1, 1.02, lambda rows: exponent(rows["growth of ingest"], _cpu)),
    Goal("growth exponent of merge, CPU", 1.1, 1.02, lambda rows: exponent(rows["growth of merge"], _cpu)),
    Goal("peak memory of the main process, ingest: most ÷ fewest workbooks", 1.5, 1.2,
         lambda rows: _ends(rows["growth of ingest"])),
    Goal("two processes ÷ one, wall", 0.70, 0.58, lambda rows: ratio(rows["ingest"], "2 processes", "1 process", _wall)),
    Goal("Dask, two workers ÷ one, wall", 0.70, 0.58,
         lambda rows: ratio(rows["ingest"], "Dask, 2 workers", "Dask, 1 worker", _wall)),
    Goal("--help ÷ import click, CPU", 2.5, 1.3, lambda rows: ratio(rows["start-up"], "--help", "import click", _cpu)),
    Goal("merge with nothing new ÷ full merge, CPU", 0.3, 0.05,
         lambda rows: ratio(_merge_row(rows), "the command, nothing new", "the command", _cpu)),
    Goal("far cell (XFD1048576): seconds to the verdict", 2, 0.2, lambda rows: rows["far cell, bomb"].cost("far cell").wall),
    Goal("bomb: seconds to the verdict", 2, 0.2, lambda rows: rows["far cell, bomb"].cost("bomb").wall),
    Goal("far cell, bomb: MB of the reading process", 200, 60,
         lambda rows: max(_memory(rows["far cell, bomb"].cost(name)) for name in ("far cell", "bomb"))),
)  # fmt: skip


def judge(rows: Rows) -> Iterator[Found]:
    """Every goal whose rows were measured."""
    for goal in GOALS:
        try:
            yield Found(goal, goal.measure(rows))
        except (KeyError, IndexError, ZeroDivisionError):
            continue
