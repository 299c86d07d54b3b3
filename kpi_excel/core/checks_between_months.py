"""Checks of a KPI against its own earlier months, and of revisions against each other."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from kpi_excel.core.across import finding_on, finding_on_result
from kpi_excel.core.consolidation import FindingLine, ResultState
from kpi_excel.core.model import Accumulation, Kpi, ScoringMethod
from kpi_excel.core.results import Result
from kpi_excel.core.scoring.arithmetic import PLACES, shown
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.submission import Receipt
from kpi_excel.core.text import Text
from kpi_excel.core.tree import Leaf, Tree

JUMP_TIMES = 3
JUMP_SCORE = Decimal(2)


def check_cumulative_result_does_not_fall(tree: Tree) -> Iterator[FindingLine]:
    """What is summed since October, and steps done, only grow from one reported month to the next."""
    for leaf in tree.leaves.values():
        for before, after in pairwise(_reported(tree, leaf)):
            for key, then in _growing(leaf.kpi, before).items():
                now = _growing(leaf.kpi, after).get(key)
                if now is not None and now < then:
                    yield finding_on_result(after, leaf.kpi.kpi_no, "result-fell", shown(now), shown(then), key)


def check_result_does_not_jump(tree: Tree) -> Iterator[FindingLine]:
    """The period's result against the one reported before: threefold, or two score levels, deserves a look."""
    for leaf in tree.leaves.values():
        reported = _reported(tree, leaf)
        if len(reported) < 2 or reported[-1] is not leaf.results[tree.month.code]:
            continue
        before, after = reported[-2:]
        if change := _jump(before.score, after.score):
            key = next(iter(after.inputs), "")
            yield finding_on_result(after, leaf.kpi.kpi_no, "result-jumped", change[1], change[0], key)


def check_revisions_of_a_day_agree(tree: Tree) -> Iterator[FindingLine]:
    """Two files of one day that say different things: one counts, a person confirms which."""
    for counts, other in tree.material.effective.conflicts:
        yield finding_on(counts, "revisions-conflict", "", _file(other.receipt), _file(counts.receipt))


def _reported(tree: Tree, leaf: Leaf) -> list[Result]:
    results = (leaf.results[month.code] for month in tree.months)
    return [result for result in results if result.state is ResultState.REPORTED]


def _growing(kpi: Kpi, result: Result) -> dict[str, Decimal]:
    """What cannot become less: the sums of a sum or ratio KPI, and the steps done."""
    if kpi.method is ScoringMethod.MILESTONE:
        return {"": result.score.result} if result.score.result is not None else {}
    keys: tuple[str, ...] = ()
    if kpi.accumulation is Accumulation.SUM:
        keys = ("result", "actual")
    elif kpi.accumulation is Accumulation.RATIO:
        keys = ("numerator", "denominator")
    values = {key: result.inputs[key][0] for key in keys if key in result.inputs}
    return {key: value for key, value in values.items() if isinstance(value, Decimal)}


def _jump(before: Score, after: Score) -> tuple[Text | str, Text | str] | None:
    """What changed too much to pass unseen: (before, after), or None."""
    if before.result is not None and after.result is not None and before.result > 0:
        times = (after.result, before.result * JUMP_TIMES), (before.result, after.result * JUMP_TIMES)
        if any(high > limit for high, limit in times):
            return shown(before.result, PLACES), shown(after.result, PLACES)
    if before.value is None or after.value is None or abs(after.value - before.value) < JUMP_SCORE:
        return None
    low, high = (Text(f"คะแนน {score.value}", f"score {score.value}") for score in (before, after))
    return low, high


def _file(receipt: Receipt) -> str:
    """A file by its name and the beginning of its hash, since two files may share a name."""
    return f"{receipt.name} ({receipt.sha256[:8]})"


MONTH_CHECKS = (
    check_cumulative_result_does_not_fall, check_result_does_not_jump, check_revisions_of_a_day_agree,
)  # fmt: skip
