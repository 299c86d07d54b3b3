"""Weighted parts, each scored on its own criteria and rounded once, then averaged (R8, R9)."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import NamedTuple

from kpi_excel.core.model import Direction, Kpi, Part
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded, shown
from kpi_excel.core.scoring.method import NUMBER, PERCENT_UNITS, Input, Inputs, Refs, number_in
from kpi_excel.core.scoring.problems import MISSING, unscored
from kpi_excel.core.scoring.scale import Scale, criteria_problem, score_linear
from kpi_excel.core.scoring.scale_formulas import score_on
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

PART, SCORE = "part:", "score:"
"""Keys of a part's input, and of a cell where its score is computed already."""


class Shares(NamedTuple):
    """The parts that count with the weights in force, or why they cannot be averaged."""

    parts: tuple[tuple[Part, Decimal], ...]
    direction: Direction
    problem: str = ""

    @property
    def weight(self) -> Decimal:
        return sum((weight for _, weight in self.parts), Decimal(0))


def part_inputs(kpi: Kpi) -> tuple[Input, ...]:
    """One number per part; of a percentage the parts are percentages too (their criteria are on its scale)."""
    unit = kpi.unit.strip() if kpi.unit.strip().lower() in PERCENT_UNITS else ""
    return tuple(Input(PART + part.code, Text(part.name, part.name), NUMBER, unit) for part in kpi.parts)


def shares_of(kpi: Kpi) -> Shares:
    """Every part must have a weight; one of weight 0 does not count and may stay blank."""
    weighted = [(part, part.weight) for part in kpi.parts if part.weight is not None]
    missing = "part-weight-missing" if len(weighted) < len(kpi.parts) else ""
    return _shares(kpi, weighted, missing)


def shares_in_case(kpi: Kpi, case: bool) -> Shares:
    """The weights of one case (R15); a part without weight is not in that case."""
    return _shares(kpi, [(part, (part.weight if case else part.other_weight) or Decimal(0)) for part in kpi.parts])


def _shares(kpi: Kpi, weighted: list[tuple[Part, Decimal]], problem: str = "") -> Shares:
    shares = Shares(tuple((part, weight) for part, weight in weighted if weight), kpi.direction, problem)
    if not kpi.parts:
        problem = "parts-missing"
    elif not problem and shares.weight <= 0:
        problem = "part-weights-zero"
    elif not problem:
        problem = next(filter(None, (criteria_problem(part.levels) for part, _ in shares.parts)), "")
    return shares._replace(problem=problem)


def score_shares(shares: Shares, inputs: Inputs) -> Score:
    """The weighted mean of the parts' scores; the derivation has a line for each part."""
    if shares.problem:
        return unscored(shares.problem)
    steps: list[Text] = []
    terms, total = [], Decimal(0)
    for part, weight in shares.parts:
        result = number_in(inputs, PART + part.code)
        if result is None:
            return unscored(MISSING, steps=tuple(steps))
        scored = score_linear(part.levels, result, shares.direction)
        score = scored.value or Decimal(0)
        steps.append(_derive_part(part, scored))
        terms.append(f"{shown(weight)} × {score}")
        with localcontext(PRECISE):
            total += weight * score
    value = rounded(PRECISE.divide(total, shares.weight))
    line = f"({' + '.join(terms)}) ÷ {shown(shares.weight)} = {value}"
    return Score(value, steps=(*steps, Text(line, line)))


def _derive_part(part: Part, scored: Score) -> Text:
    words, line = scored.steps
    joint = " " if line.th.startswith("=") else ": "
    return Text(f"{part.name}: {words.th}{joint}{line.th}", f"{part.name}: {words.en}{joint}{line.en}")


def part_formula(part: Part, direction: Direction, ref: str) -> str:
    """One part's own score, "" while its number is missing."""
    if criteria_problem(part.levels):
        return xl.BLANK
    return f"IF(ISNUMBER({ref}),{score_on(Scale.of(part.levels, direction), ref)},{xl.BLANK})"


def shares_formula(shares: Shares, refs: Refs) -> str:
    """The weighted mean; reads `score:<code>` where a part's score stands in a cell, else its number."""
    if shares.problem:
        return xl.BLANK
    cells, terms = [], []
    for part, weight in shares.parts:
        ready = refs.get(SCORE + part.code)
        cells.append(ready or refs[PART + part.code])
        score = ready or score_on(Scale.of(part.levels, shares.direction), cells[-1])
        terms.append(f"{xl.number(weight)}*{score}")
    mean = xl.rounded(f"({'+'.join(terms)})/{xl.number(shares.weight)}")
    return f"IF({xl.are_numbers(cells)},{mean},{xl.BLANK})"
