"""The same scale as Excel expressions: over constants, or over criteria that stand in cells."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from kpi_excel.core.model import Direction
from kpi_excel.core.model import Levels as Criteria
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.method import Levels
from kpi_excel.core.scoring.scale import Scale

_SURE_DIGITS = 13
"""Decimals of a number between 1 and 10 that a product or quotient of cells surely has."""

Marks = list[tuple[int, str]]
"""Levels with the expression of their criterion, lowest level first."""


def marks_of(levels: Levels) -> Marks:
    """The levels that have a criterion."""
    return [(level, start) for level, start in enumerate(levels, 1) if start is not None]


def settled(levels: Criteria, value: str, most: int) -> str:
    """A computed result without its binary hair, so that a criterion met exactly is met; `most` decimals are kept.

    As many significant digits as binary arithmetic keeps right at the size of the criteria, and no fewer: what is taken
    off is far below the four decimals of a score, and nothing that lies beside a criterion is pulled onto it (R7).
    """
    largest = max((abs(start) for start in levels if start is not None), default=Decimal(1))
    return f"ROUND({value},{min(max(_SURE_DIGITS - largest.adjusted(), 0), most)})"


def score_on(scale: Scale, value: str) -> str:
    """The score of `value`, a number. The highest level first, so that equal criteria never divide by 0."""
    steps = []
    for low, high in pairwise(scale.rungs):
        start, span = xl.number(low.start), high.level - low.level
        way = f"({value}-{start})" if scale.rises else f"({start}-{value})"
        if low.start != high.start:
            gap = xl.number(abs(high.start - low.start))
            steps.append((start, f"{low.level}+{way}{f'*{span}' if span > 1 else ''}/{gap}"))
    best = scale.rungs[-1]
    steps.append((xl.number(best.start), str(best.level)))
    return xl.rounded(xl.climb(value, ">=" if scale.rises else "<=", steps, "1"))


def level_on(scale: Scale, value: str, says: Mapping[int, str]) -> str:
    """What is said of the level that `value`, a number, reaches."""
    steps = ((xl.number(rung.start), says[rung.level]) for rung in scale.openings)
    return xl.climb(value, ">=" if scale.rises else "<=", steps, xl.BLANK)


def score_over(levels: Levels, value: str, direction: Direction) -> str:
    """The score of `value` on criteria that stand in cells; "" while they are no numbers or run both ways."""
    marks = marks_of(levels)
    if not marks:
        return xl.BLANK
    up, down = _score_by(marks, value, ">="), _score_by(marks, value, "<=")
    if direction is Direction.UP:
        scored = in_order(marks, "<=", up, in_order(marks, ">=", down, xl.BLANK))
    else:
        scored = in_order(marks, ">=", down, in_order(marks, "<=", up, xl.BLANK))
    return where_numbers(marks, scored)


def where_numbers(marks: Marks, then: str) -> str:
    """`then` once every criterion is a number."""
    return f"IF({xl.are_numbers([start for _, start in marks])},{then},{xl.BLANK})"


def in_order(marks: Marks, follows: str, then: str, otherwise: str) -> str:
    """`then` where each criterion follows the one before."""
    ordered = [f"{low}{follows}{high}" for (_, low), (_, high) in pairwise(marks)]
    return f"IF({xl.all_of(ordered)},{then},{otherwise})" if ordered else then


def _score_by(marks: Marks, value: str, meets: str) -> str:
    steps = []
    for (level, start), (next_level, next_start) in pairwise(marks):
        span = f"*{next_level - level}" if next_level - level > 1 else ""
        steps.append((start, f"{level}+({value}-{start}){span}/({next_start}-{start})"))
    best_level, best_start = marks[-1]
    steps.append((best_start, str(best_level)))
    return xl.rounded(xl.climb(value, meets, steps, "1"))
