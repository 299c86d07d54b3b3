"""Scores in exact decimals: one KPI, one result against criteria, and the total over weights."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.arithmetic import PRECISE, number_of, rounded
from kpi_excel.core.scoring.method import Inputs
from kpi_excel.core.scoring.methods import method_of
from kpi_excel.core.scoring.scale import LOWEST, score_linear
from kpi_excel.core.scoring.score import Score, Total

__all__ = ["number_of", "score_kpi", "score_linear", "total_of"]


def score_kpi(kpi: Kpi, inputs: Inputs) -> Score:
    """The score of what was reported, keyed as `inputs_of` names it; steps and answers are bool.

    A key that is missing was not given: no score, `problem` "input-missing". A group, and a KPI that is not assessed,
    has no score and no problem.
    """
    return method_of(kpi).score(kpi, inputs)


def total_of(items: Iterable[tuple[Decimal, Decimal | None]]) -> Total:
    """The weighted mean of (weight in force, score or None), rounded once; the order of the items does not matter."""
    weighted = tuple(items)
    with localcontext(PRECISE):
        weight = sum((weight for weight, _ in weighted), Decimal(0))
        covered = sum((weight for weight, score in weighted if score is not None), Decimal(0))
        points = sum((weight * score for weight, score in weighted if score is not None), Decimal(0))
        return Total(
            score=rounded(points / covered) if covered else None,
            covered=covered,
            weight=weight,
            worst_case=rounded((points + (weight - covered) * LOWEST) / weight) if weight else None,
        )
