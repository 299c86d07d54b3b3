"""The agreement's tree with everything said about it for a period, and its totals; all from the scores of leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from kpi_excel.core.consolidation import Certification, DimensionLine, KpiLine, Month, PlanState, ResultState
from kpi_excel.core.in_force import host_of
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.planning import plan_state
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded
from kpi_excel.core.scoring.score import Score, Total
from kpi_excel.core.tree import Leaf, Tree, planned_total, series_of

ZERO = Decimal(0)


def kpi_lines(tree: Tree) -> tuple[KpiLine, ...]:
    """Agreement order, parents before children."""
    province = tree.total(tree.leaves.values())
    return tuple(
        _leaf_line(tree, tree.leaves[kpi.kpi_no], depth, province) if kpi.is_leaf
        else _group_line(tree, kpi, depth, province)
        for kpi, depth in _walk(tree.material.registry.kpis, "", 0)
    )  # fmt: skip


def dimension_lines(tree: Tree) -> tuple[DimensionLine, ...]:
    """The dimensions in the order in which the agreement names them."""
    province = tree.total(tree.leaves.values())
    by_number: dict[str, list[Leaf]] = {}
    for leaf in tree.leaves.values():
        by_number.setdefault(leaf.kpi.dimension_no, []).append(leaf)
    return tuple(
        DimensionLine(
            number, next((leaf.kpi.dimension for leaf in leaves if leaf.kpi.dimension), ""),
            tree.total(leaves), tree.claimed(leaves), tree.certified(leaves),
            _contribution(tree, leaves, province) or ZERO,
        )
        for number, leaves in by_number.items()
    )  # fmt: skip


def _walk(kpis: Sequence[Kpi], parent_no: str, depth: int) -> Iterator[tuple[Kpi, int]]:
    known = {kpi.kpi_no for kpi in kpis}
    for kpi in kpis:
        if kpi.parent_no == parent_no or (depth == 0 and kpi.parent_no not in known):
            yield kpi, depth
            yield from _walk(kpis, kpi.kpi_no, depth + 1)


def _leaf_line(tree: Tree, leaf: Leaf, depth: int, province: Total) -> KpiLine:
    month, kpi = tree.month, leaf.kpi
    result, weight, plan = leaf.results[month.code], leaf.weights[month.code], leaf.plan(month)
    return KpiLine(
        kpi=kpi, depth=depth, weight=weight, state=result.state, inputs=result.inputs, score=result.score,
        claimed=result.claimed, certified=leaf.certified.score, certification=leaf.certified.standing,
        certified_whole=leaf.certified.score is not None,
        contribution=_contribution(tree, [leaf], province), gain_to_standard=_gain(tree, leaf, province),
        earlier=_earlier(tree, leaf), series=_months_of(tree, leaf),
        plan=plan, plan_state=plan_state(tree.material.registry.settings, result.score.value, plan),
        words=result.words, agency=host_of(tree.material.registry, "monthly_progress", month, kpi), note=result.note,
    )  # fmt: skip


def _group_line(tree: Tree, kpi: Kpi, depth: int, province: Total) -> KpiLine:
    leaves = [tree.leaves[number] for number in _leaves_under(tree.material.registry.kpis, kpi.kpi_no)]
    total = tree.total(leaves)
    scored = [leaf for leaf in leaves if leaf.score(tree.month) is not None and leaf.weights[tree.month.code]]
    whole = bool(scored) and all(leaf.certified.score is not None for leaf in scored)
    plan, state = _group_plan(tree, scored)
    return KpiLine(
        kpi=kpi, depth=depth, weight=total.weight, state=_group_state(tree, leaves), score=Score(total.score),
        claimed=tree.claimed(leaves).score, certified=tree.certified(leaves).score,
        certification=Certification.CERTIFIED if whole else Certification.OPEN, certified_whole=whole,
        total=total, contribution=_contribution(tree, leaves, province),
        gain_to_standard=sum((_gain(tree, leaf, province) for leaf in leaves), ZERO),
        series=series_of(tree, leaves), plan=plan, plan_state=state,
        agency=host_of(tree.material.registry, "monthly_progress", tree.month, kpi),
    )  # fmt: skip


def _group_plan(tree: Tree, scored: Sequence[Leaf]) -> tuple[Decimal | None, PlanState]:
    """Plan against result over the leaves that have both: anything else would compare different KPIs."""
    month = tree.month
    both = [leaf for leaf in scored if leaf.plan(month) is not None]
    plan = planned_total(both, month)
    return plan, plan_state(tree.material.registry.settings, tree.total(both).score, plan)


def _group_state(tree: Tree, leaves: Sequence[Leaf]) -> ResultState:
    """Reported as soon as one leaf is; a state that all leaves share; else not reported."""
    states = {leaf.results[tree.month.code].state for leaf in leaves}
    if ResultState.REPORTED in states:
        return ResultState.REPORTED
    return states.pop() if len(states) == 1 else ResultState.NOT_REPORTED


def _leaves_under(kpis: Sequence[Kpi], kpi_no: str) -> list[str]:
    return [kpi.kpi_no for kpi, _ in _walk(kpis, kpi_no, 1) if kpi.is_leaf]


def _contribution(tree: Tree, leaves: Iterable[Leaf], province: Total) -> Decimal | None:
    """Σ(w·s) ÷ the province's weight in force, rounded once; None where no leaf has a score."""
    pairs = [leaf.weighted(tree.month, leaf.score(tree.month)) for leaf in leaves]
    scored = [weight * score for weight, score in pairs if score is not None]
    if not scored or not province.weight:
        return None
    return rounded(PRECISE.divide(sum(scored, ZERO), province.weight))


def _gain(tree: Tree, leaf: Leaf, province: Total) -> Decimal:
    """What reaching the standard would add to the total as it stands, which is over the weight that has a score."""
    score, standard = leaf.score(tree.month), tree.material.registry.settings.standard_score
    if score is None or score >= standard or not province.covered:
        return ZERO
    return rounded(PRECISE.divide(leaf.weights[tree.month.code] * (standard - score), province.covered))


def _earlier(tree: Tree, leaf: Leaf) -> tuple[Period, Decimal] | None:
    """The latest earlier score, where none counts for the period: shown beside it, never carried into a total."""
    if leaf.score(tree.month) is not None:
        return None
    scores = ((month, leaf.score(month)) for month in reversed(tree.months[:-1]))
    return next(((month, score) for month, score in scores if score is not None), None)


def _months_of(tree: Tree, leaf: Leaf) -> tuple[Month, ...]:
    return tuple(Month(month, leaf.score(month), leaf.plan(month)) for month in tree.shown_months)
