"""The governor's approval of every self-assessment, round by round."""

from __future__ import annotations

from datetime import date
from typing import Any

from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Registry, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import ApprovalLine, ApprovalState
from kpi_excel.core.submission import Receipt
from tests.core.province import FEB, MAR, SAR6, linear, receipt, record, small

AS_OF = date(2013, 4, 30)
LETTER: dict[str, Any] = {"governor_no": "รย 0017/906", "governor_on": date(2013, 4, 19), "governor_place": "แฟ้ม 1"}


def approvals(*files: Receipt, registry: Registry | None = None, period: Period = SAR6) -> tuple[ApprovalLine, ...]:
    return consolidate(registry or small(), files, period, AS_OF).approvals


def assessment(**cells: Any) -> Receipt:
    return receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=85, **cells))


def test_minutes__m08_the_letter_is_told_with_number_date_and_place() -> None:
    line, other = approvals(assessment(**LETTER))
    assert (line.state, line.number, line.on, line.place) == (ApprovalState.APPROVED, "รย 0017/906", date(2013, 4, 19), "แฟ้ม 1")
    assert line.source is not None and line.source.cell == "B2"
    assert (other.kpi_no, other.state, other.due) == ("2", ApprovalState.NOT_REPORTED, date(2013, 4, 23))


def test_a_report_without_number_or_date_has_no_approval__without_place_it_has() -> None:
    for key, state in (("governor_no", "missing"), ("governor_on", "missing"), ("governor_place", "approved")):
        assert approvals(assessment(**LETTER | {key: None}))[0].state == state


def test_a_round_that_is_still_ahead_has_no_lines__nor_has_a_kpi_that_owes_none() -> None:
    assert approvals(period=FEB) == ()
    registry = small(linear("1"), linear("2", method=ScoringMethod.NOT_ASSESSED), linear("3", start_round=9), linear("4", cancel_round=6))
    assert [line.kpi_no for line in approvals(registry=registry, period=MAR)] == ["1"]


def test_a_report_that_was_not_owed_is_told_all_the_same() -> None:
    (line,) = approvals(assessment(**LETTER), registry=small(linear("1"), calendar=()))
    assert line.state is ApprovalState.APPROVED
