"""What scoring gives back: a score with the steps that led to it, and totals with the weight they cover."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.text import Text


@dataclass(frozen=True, slots=True)
class Score:
    """One KPI's score. `value` has four decimals (1.0000 to 5.0000 for most methods), None where there is none.

    `result` is the computed result in the KPI's own unit, unrounded (growth in percent, a ratio …), None where the
    method has none. `level` is the criteria level reached (0: below level 1). `steps` is the derivation, readable
    with a pocket calculator. `problem` is a finding code where no score can be computed.
    """

    value: Decimal | None
    result: Decimal | None = None
    level: int | None = None
    steps: tuple[Text, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A weighted mean. `score` is Σ(w·s)/Σw over the scores there are, rounded once; None where there are none.

    `weight` is the weight in force, `covered` the part of it that has a score, `worst_case` the score if every
    other weight in force scored 1.0000.
    """

    score: Decimal | None
    covered: Decimal
    weight: Decimal
    worst_case: Decimal | None
