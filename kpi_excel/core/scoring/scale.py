"""Criteria as a scale: which level a result reaches, and the score between two levels (R2 to R7).

Equal neighbours: a result reaches the highest level whose criterion it meets and moves on to the next different one.
Blank levels are interpolated across; a result better than the highest given level scores that level, one worse than
the lowest given scores 1.0000. The criteria themselves say which way is better; the KPI's direction decides only
where they cannot (one criterion, or all equal).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple

from kpi_excel.core.model import Direction, Levels
from kpi_excel.core.scoring.arithmetic import PRECISE, operand, rounded, shown, shown_enough
from kpi_excel.core.scoring.problems import unscored
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

LOWEST = Decimal("1.0000")


class Rung(NamedTuple):
    """A level and the criterion where it starts."""

    level: int
    start: Decimal


def rungs_of(levels: Levels) -> tuple[Rung, ...]:
    """The levels that have a criterion, lowest first."""
    return tuple(Rung(level, start) for level, start in enumerate(levels, 1) if start is not None)


def criteria_problem(levels: Levels) -> str:
    """What makes criteria unusable whatever the result: a finding code, or ""."""
    starts = [rung.start for rung in rungs_of(levels)]
    if not starts:
        return "criteria-missing"
    if starts not in (sorted(starts), sorted(starts, reverse=True)):
        return "criteria-not-monotonic"
    return ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Usable criteria. `rises`: higher is better."""

    rungs: tuple[Rung, ...]
    rises: bool

    @staticmethod
    def of(levels: Levels, direction: Direction) -> Scale:
        """The scale of criteria without problem."""
        rungs = rungs_of(levels)
        first, last = rungs[0].start, rungs[-1].start
        return Scale(rungs, first < last if first != last else direction is Direction.UP)

    def met(self, result: Decimal) -> int:
        """How many rungs lie at or below the result on the way up; equal ones count together."""
        return sum(result >= rung.start if self.rises else result <= rung.start for rung in self.rungs)

    def level(self, result: Decimal) -> int:
        """The highest level whose criterion the result meets; 0 below them all."""
        met = self.met(result)
        return self.rungs[met - 1].level if met else 0

    @property
    def openings(self) -> tuple[Rung, ...]:
        """The criteria that differ, each with the best level it opens."""
        return tuple({rung.start: rung for rung in self.rungs}.values())

    def next_rung(self, result: Decimal) -> Rung | None:
        """The best level that the next criterion opens; None on the highest."""
        level = self.level(result)
        return next((rung for rung in self.openings if rung.level > level), None)

    def score(self, result: Decimal) -> Decimal:
        """The score, four decimals."""
        met = self.met(result)
        if met == 0:
            return LOWEST
        if met == len(self.rungs):
            return rounded(Decimal(self.rungs[-1].level))
        low, high = self.rungs[met - 1], self.rungs[met]
        with localcontext(PRECISE):
            part = (result - low.start) * (high.level - low.level) / (high.start - low.start)
            return rounded(low.level + part)

    def show(self, result: Decimal) -> str:
        """The result with the digits that its score needs."""
        return shown_enough(result, self.score)

    def derive(self, result: Decimal) -> tuple[Text, Text]:
        """The score in words, then in numbers."""
        met, score = self.met(result), self.score(result)
        if 0 < met < len(self.rungs) and result != self.rungs[met - 1].start:
            return self._derive_between(self.rungs[met - 1], self.rungs[met], result)
        rung = self.rungs[max(met - 1, 0)]
        at = f"{rung.level} ({shown(rung.start)})"
        if met == 0:
            words = Text(f"ผล {self.show(result)} ไม่ถึงระดับ {at}", f"{self.show(result)} does not reach level {at}")
        elif result == rung.start:
            words = Text(f"ผล {self.show(result)} ตรงกับระดับ {at}", f"{self.show(result)} is exactly level {at}")
        else:
            words = Text(f"ผล {self.show(result)} ดีกว่าระดับ {at}", f"{self.show(result)} is better than level {at}")
        return words, Text(f"= {score}", f"= {score}")

    def _derive_between(self, low: Rung, high: Rung, result: Decimal) -> tuple[Text, Text]:
        ends = f"{low.level} ({shown(low.start)})", f"{high.level} ({shown(high.start)})"
        words = Text(f"ระหว่างระดับ {ends[0]} กับ {ends[1]}", f"Between level {ends[0]} and {ends[1]}")
        seen, start = self.show(result), shown(low.start)
        way = f"{seen} − {operand(low.start)}" if self.rises else f"{start} − {f'({seen})' if result < 0 else seen}"
        span = "" if high.level - low.level == 1 else f" × {high.level - low.level}"
        gap = shown(abs(high.start - low.start))
        line = f"{low.level} + ({way}) ÷ {gap}{span} = {self.score(result)}"
        return words, Text(line, line)


def score_linear(levels: Levels, result: Decimal, direction: Direction = Direction.UP) -> Score:
    """A result against criteria."""
    if problem := criteria_problem(levels):
        return unscored(problem, result)
    scale = Scale.of(levels, direction)
    return Score(scale.score(result), result, scale.level(result), scale.derive(result))
