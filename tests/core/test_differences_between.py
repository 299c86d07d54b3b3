"""What changed between two periods: flagged, and worst first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from kpi_excel.core.consolidation import Certification, Consolidation, KpiLine, PlanState, ResultState
from kpi_excel.core.differences_between import Differences, KpiDifference, Mark, differences_between
from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.score import Score
from tests.core.province import APR, FEB, MAR, SAR6, linear, receipt, record, small
from tests.workbooks.consolidated.sample import consolidation

REGISTRY = small(linear("1", weight="60"), linear("2", "LAB", weight="40"))


def compared(feb: Mapping[str, Any], mar: Mapping[str, Any]) -> Differences:
    """Two KPIs with these results in February and March; a KPI that is left out was not reported."""
    hosts = {"1": "DPM", "2": "LAB"}
    files = [receipt(hosts[number], period, period.end, record(number, result=result))
             for period, results in ((FEB, feb), (MAR, mar)) for number, result in results.items()]  # fmt: skip
    return differences_between(*(consolidate(REGISTRY, files, period, MAR.end) for period in (FEB, MAR)))


def numbers(found: Differences) -> list[str]:
    return [one.kpi.kpi_no for one in found.kpis]


def pair(before: dict[str, Any], after: dict[str, Any]) -> KpiDifference:
    """One KPI of the sample with other attributes before and after."""
    line = next(line for line in consolidation().lines if line.kpi.kpi_no == "2.1")
    return KpiDifference(line.kpi, replace(line, **before), replace(line, **after))


def test_nothing_changed__nothing_is_listed() -> None:
    found = compared({"1": 70, "2": 80}, {"1": 70, "2": 80})
    assert (found.kpis, found.unchanged, found.findings) == ((), 2, ())
    assert found.total.change == 0


def test_change_is_weighted_and_the_worst_comes_first() -> None:
    found = compared({"1": 70, "2": 80}, {"1": 75, "2": 75})
    assert numbers(found) == ["2", "1"]
    assert [one.score_change for one in found.kpis] == [Decimal("-0.5000"), Decimal("0.5000")]
    assert [one.weighted_change for one in found.kpis] == [Decimal("-0.2000"), Decimal("0.3000")]
    assert (found.total.before.score, found.total.after.score, found.total.change) == (
        Decimal("2.4000"), Decimal("2.5000"), Decimal("0.1000"),
    )  # fmt: skip


def test_a_lost_score_is_worse_than_any_fall__missing_is_not_zero() -> None:
    found = compared({"1": 100, "2": 80}, {"1": 60})
    lost, fell = found.kpis
    assert (lost.kpi.kpi_no, lost.score_change, lost.weighted_change, lost.has_lost_its_score) == (
        "2",
        None,
        None,
        True,
    )
    assert fell.score_change == Decimal("-4.0000")
    assert [finding.code for finding in found.findings] == ["kpi-state-worsened", "kpi-score-jumped"]


def test_a_score_newly_gained_comes_last_and_is_no_jump() -> None:
    found = compared({"1": 70}, {"1": 72, "2": 80})
    assert numbers(found) == ["1", "2"]
    assert found.kpis[1].jumps == () and "state" in found.kpis[1].changed


@pytest.mark.parametrize(
    ("before", "after", "is_jump"),
    [("2.0000", "3.0000", True), ("3.0000", "2.0000", True), ("2.0000", "2.9999", False)],
)
def test_a_level_or_more_is_a_jump__either_way(before: str, after: str, is_jump: bool) -> None:
    found = pair({"score": Score(Decimal(before))}, {"score": Score(Decimal(after))})
    assert ("kpi-score-jumped" in found.jumps) is is_jump


@pytest.mark.parametrize(
    ("before", "after", "is_worse"),
    [
        (ResultState.REPORTED, ResultState.AWAITING, True),
        (ResultState.REPORTED, ResultState.NO_DATA, True),
        (ResultState.NOT_REPORTED, ResultState.REPORTED, False),
        (ResultState.REPORTED, ResultState.CANCELLED, False),
        (ResultState.NOT_DUE, ResultState.NOT_REPORTED, False),
        (ResultState.REPORTED, ResultState.REPORTED, False),
    ],
)
def test_a_state_that_got_worse_is_flagged__leaving_the_agreement_is_not(
    before: ResultState, after: ResultState, is_worse: bool
) -> None:
    assert ("kpi-state-worsened" in pair({"state": before}, {"state": after}).jumps) is is_worse


@pytest.mark.parametrize(
    ("before", "after", "marks"),
    [
        ({}, {"state": ResultState.NOT_REPORTED, "score": Score(None)}, [Mark.LOST]),
        ({"state": ResultState.NO_DATA, "score": Score(None)}, {"state": ResultState.NOT_REPORTED, "score": Score(None)}, [Mark.LOST]),
        ({}, {"state": ResultState.CANCELLED, "score": Score(None)}, [Mark.OTHER]),
        ({"score": Score(Decimal("3.5"))}, {"score": Score(Decimal(3))}, [Mark.WORSE]),
        ({"score": Score(Decimal(4))}, {"score": Score(Decimal(3))}, [Mark.JUMPED, Mark.WORSE]),
        ({"score": Score(Decimal(3))}, {"score": Score(Decimal("3.5"))}, [Mark.BETTER]),
        ({"state": ResultState.NOT_REPORTED, "score": Score(None)}, {}, [Mark.NEW]),
        ({}, {"weight": Decimal(7), "contribution": Decimal(0)}, [Mark.OTHER]),
    ],
)  # fmt: skip
def test_one_word_for_screen_and_workbook(before: dict[str, Any], after: dict[str, Any], marks: list[Mark]) -> None:
    assert list(pair(before, after).marks) == marks


def test_every_state_is_compared_with_every_other() -> None:
    for before, after in pairwise([*ResultState, *reversed(ResultState)]):
        assert isinstance(pair({"state": before}, {"state": after}).jumps, tuple)


def test_a_certification_that_was_lost_is_flagged() -> None:
    certified = {"certification": Certification.CERTIFIED, "certified": Decimal("4.8359")}
    void: dict[str, Any] = {"certification": Certification.VOID, "certified": None}
    assert pair(certified, void).jumps == ("kpi-certification-lost",)
    assert pair(void, certified).jumps == ()


@pytest.mark.parametrize(("period", "told"), [(APR, []), (SAR6, ["certified"])])
def test_a_month_within_a_round_has_lost_no_certification(period: Period, told: list[str]) -> None:
    data = consolidation()
    opened = tuple(
        replace(line, certification=Certification.OPEN, certified=None) if line.kpi.kpi_no == "2.1" else line
        for line in data.lines
    )
    signed = replace(data, lines=tuple(
        replace(line, certification=Certification.CERTIFIED) if line.kpi.kpi_no == "2.1" else line for line in data.lines
    ))  # fmt: skip
    found = differences_between(signed, replace(data, period=period, lines=opened))
    assert [name for one in found.kpis for name in one.changed] == told
    assert [finding.code for finding in found.findings] == ["kpi-certification-lost"] * len(told)


def test_every_aspect_is_named__alone() -> None:
    line = next(line for line in consolidation().lines if line.kpi.kpi_no == "2.1")
    changes: dict[str, dict[str, Any]] = {
        "state": {"state": ResultState.NO_DATA}, "result": {"score": replace(line.score, result=Decimal(1))},
        "score": {"score": replace(line.score, value=Decimal("1.0000"))}, "weight": {"weight": Decimal(7)},
        "plan": {"plan_state": PlanState.AHEAD}, "certified": {"certified": Decimal("1.0000")},
    }  # fmt: skip
    for aspect, change in changes.items():
        assert pair({}, change).changed == (aspect,)


def test_a_kpi_that_only_one_of_them_has_is_listed() -> None:
    data = consolidation()
    without = replace(data, lines=tuple(line for line in data.lines if line.kpi.kpi_no != "14"))
    gone, came = differences_between(data, without).kpis, differences_between(without, data).kpis
    assert [(one.kpi.kpi_no, one.after) for one in gone] == [("14", None)]
    assert [(one.kpi.kpi_no, one.before) for one in came] == [("14", None)]
    assert gone[0].has_lost_its_score and gone[0].jumps == ()


def test_dimensions_are_compared_by_number() -> None:
    data = consolidation()
    worse = tuple(replace(one, total=replace(one.total, score=Decimal("3.0000"))) for one in data.dimensions[:1])
    found = differences_between(data, replace(data, dimensions=(*worse, *data.dimensions[1:])))
    assert [one.change for one in found.dimensions] == [Decimal("-0.5675"), 0, 0, 0]
    assert [one.name for one in found.dimensions] == [one.name for one in data.dimensions]


def test_order_of_lines_changes_nothing__but_equal_changes_follow_the_agreement() -> None:
    before, after = consolidation(months=2), consolidation(dict.fromkeys(("1.1", "5"), ResultState.NO_DATA), months=2)

    def turned(data: Consolidation) -> Consolidation:
        lines: tuple[KpiLine, ...] = data.lines[::-1]
        return replace(data, lines=lines)

    plain, mixed = differences_between(before, after), differences_between(turned(before), after)
    assert plain.kpis == mixed.kpis and numbers(plain)[:2] == ["5", "1.1"]
