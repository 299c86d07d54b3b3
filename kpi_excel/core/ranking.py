"""Where the consultant looks first: which open or disputed scores can still move the provincial total most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpi_excel.core.claims import claim_difference
from kpi_excel.core.consolidation import Consolidation, KpiLine
from kpi_excel.core.score_range import score_range
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded, shown
from kpi_excel.core.text import Text

ZERO = Decimal(0)


class Concern(StrEnum):
    """Why a score may still move: nobody certified it, or the agency claims another."""

    OPEN = "open"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class Rank:
    """One KPI that may still move the total, and how that was worked out."""

    line: KpiLine
    concern: Concern
    movement: Decimal
    """The most by which the total can still change, either way; four decimals."""
    difference: Decimal
    """Claimed minus recomputed; zero where nothing else is claimed."""
    steps: tuple[Text, ...]


def rank_scores(data: Consolidation) -> tuple[Rank, ...]:
    """All weighted scores that are not settled, the greatest movement first.

    A score that nobody certified can still become anything its method allows; a certified one that the agency
    disputes, what was claimed. Movements are of the total as it stands, which is over the weight that has a score.
    """
    places = {line.kpi.kpi_no: place for place, line in enumerate(data.lines)}
    ranks = _ranks((line for line in data.lines if line.kpi.is_leaf and line.weight), data.total.covered)
    return tuple(sorted(ranks, key=lambda r: (-r.movement, -abs(r.difference), places[r.line.kpi.kpi_no])))


def _ranks(lines: Iterable[KpiLine], covered: Decimal) -> Iterable[Rank]:
    for line in lines:
        score, difference = line.score.value, claim_difference(line)
        if score is None or not covered:
            continue
        if line.certified is None:
            yield _open(line, score, difference, covered)
        elif difference:
            yield _disputed(line, difference, covered)


def _open(line: KpiLine, score: Decimal, difference: Decimal, covered: Decimal) -> Rank:
    low, high = score_range(line.kpi)
    end = low if score - low > high - score else high
    span = abs(end - score)
    way = Text("ขึ้น", "up") if end == high else Text("ลง", "down")
    words = Text(
        f"ยังไม่รับรอง {score} อาจ{way.th}ได้ถึง {shown(end)}", f"Not certified: {score} may go {way.en} to {shown(end)}"
    )
    movement, sum_of_it = _movement(line, span, covered)
    steps = [words, sum_of_it]
    if difference:
        steps.insert(0, _dispute(line))
    return Rank(line, Concern.OPEN, movement, difference, tuple(steps))


def _disputed(line: KpiLine, difference: Decimal, covered: Decimal) -> Rank:
    movement, sum_of_it = _movement(line, abs(difference), covered)
    return Rank(line, Concern.DISPUTED, movement, difference, (_dispute(line), sum_of_it))


def _dispute(line: KpiLine) -> Text:
    claimed, score = f"{line.claimed:.4f}", line.score.value
    return Text(f"หน่วยงานแจ้ง {claimed} คำนวณได้ {score}", f"The agency claims {claimed}, recomputed {score}")


def _movement(line: KpiLine, span: Decimal, covered: Decimal) -> tuple[Decimal, Text]:
    movement = rounded(PRECISE.divide(line.weight * span, covered))
    arithmetic = f"{shown(line.weight)} × {shown(span)} ÷ {shown(covered)} = {movement}"
    return movement, Text(f"น้ำหนัก {arithmetic}", f"Weight {arithmetic}")
