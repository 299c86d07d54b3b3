"""Many provinces side by side: places, median, distribution. A province without a score has no place, never the last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_excel.core.periods import Period
from kpi_excel.core.rollup import NotCounted, ProvinceSummary
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded

BIN = Decimal("0.5")
"""Width of a class of scores."""
_TOP, _BOTTOM = Decimal(5), Decimal(1)


@dataclass(frozen=True, slots=True)
class Placed:
    """A province with its place; equal scores share one, and the next is as far down as if they did not."""

    place: int
    summary: ProvinceSummary


@dataclass(frozen=True, slots=True)
class ScoreClass:
    """Scores in [low, high), the highest class with its upper limit; and how many provinces lie in it."""

    low: Decimal
    high: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class Nation:
    """All provinces up to a period, as of a day."""

    period: Period
    as_of: date
    ranking: tuple[Placed, ...]
    without_score: tuple[ProvinceSummary, ...]
    """Read, but nothing counts for the period yet."""
    not_counted: tuple[NotCounted, ...]
    median: Decimal | None
    classes: tuple[ScoreClass, ...]

    @property
    def provinces(self) -> tuple[ProvinceSummary, ...]:
        """Every province that was read: ranked ones first, in their order."""
        return (*(placed.summary for placed in self.ranking), *self.without_score)

    @property
    def standard(self) -> Decimal | None:
        """The standard score where all provinces have the same; None otherwise."""
        found = {summary.standard for summary in self.provinces}
        return found.pop() if len(found) == 1 else None

    @property
    def below_standard(self) -> int:
        """Provinces whose total is below their own standard."""
        return sum(_score(placed) < placed.summary.standard for placed in self.ranking)

    @property
    def in_part(self) -> int:
        """Ranked provinces whose reports do not cover the whole weight."""
        return sum(placed.summary.total.covered < placed.summary.total.weight for placed in self.ranking)


def compare_provinces(
    summaries: Iterable[ProvinceSummary], not_counted: Iterable[NotCounted], period: Period, as_of: date
) -> Nation:
    """Rank by total score over the weight reported; the same provinces in any order give the same."""
    known = sorted(summaries, key=lambda summary: (summary.province, summary.folder))
    scored = sorted((summary for summary in known if summary.total.score is not None), key=lambda s: -_total(s))
    scores = [_total(summary) for summary in scored]
    return Nation(
        period=period, as_of=as_of,
        ranking=tuple(Placed(scores.index(_total(summary)) + 1, summary) for summary in scored),
        without_score=tuple(summary for summary in known if summary.total.score is None),
        not_counted=tuple(sorted(not_counted, key=lambda left: (left.folder, left.finding.code))),
        median=median_of(scores), classes=classes_of(scores),
    )  # fmt: skip


def median_of(numbers: Sequence[Decimal]) -> Decimal | None:
    """The middle one, or the mean of the two in the middle, half up to four decimals; None where there are none."""
    ordered, half = sorted(numbers), len(numbers) // 2
    if not ordered:
        return None
    if len(ordered) % 2:
        return ordered[half]
    return rounded(PRECISE.divide(ordered[half - 1] + ordered[half], Decimal(2)))


def classes_of(scores: Sequence[Decimal]) -> tuple[ScoreClass, ...]:
    """Classes of half a point from 1 to 5; from 0 where a method's own floor let a score fall below 1."""
    low = Decimal(0) if any(score < _BOTTOM for score in scores) else _BOTTOM
    classes = []
    while low < _TOP:
        high = low + BIN
        inside = [score for score in scores if low <= score < high or (high >= _TOP and score >= high)]
        classes.append(ScoreClass(low, high, len(inside)))
        low = high
    return tuple(classes)


def _score(placed: Placed) -> Decimal:
    return _total(placed.summary)


def _total(summary: ProvinceSummary) -> Decimal:
    score = summary.total.score
    assert score is not None, "only provinces with a score are ranked"
    return score
