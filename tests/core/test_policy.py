"""The policy report month by month: results by that report alone, and where each obligation stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kpi_excel.core.consolidation import ObligationState, ResultState
from kpi_excel.core.handins import HandIn
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import NO_LEVELS, Agreement, Exemption, ReceivedWithoutFile, Registry, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import PolicyLine
from kpi_excel.core.submission import Receipt, Word
from tests.core.province import APR, FEB, MAR, linear, receipt, record, small

AS_OF = date(2013, 4, 4)
POLICY = small(linear("1", in_policy_report=True), linear("2", "LAB"))


def lines(
    *files: Receipt, registry: Registry = POLICY, as_of: date = AS_OF, handins: tuple[HandIn, ...] = ()
) -> dict[tuple[str, str], PolicyLine]:
    found = consolidate(registry, files, MAR, as_of, handins=handins).policy
    return {(line.kpi_no, line.period.code): line for line in found}


def report(month: Period = MAR, on: date = date(2013, 4, 2), **cells: Any) -> Receipt:
    return receipt("DPM", month, on, record("1", **cells), form="policy_report")


def test_minutes__m17_one_line_per_policy_kpi_and_month_with_both_dates() -> None:
    found = lines(report(result=84, status="behind", highlight="ตั้งด่าน", problem="ฝนตก", measure="เลื่อน", data_as_of=MAR.end))
    assert list(found) == [("1", "2556-02"), ("1", "2556-03")], "KPI 2 is not in the policy report"
    line = found["1", "2556-03"]
    assert (line.state, line.value, line.status, line.standing) == (ResultState.REPORTED, 84, "behind", ObligationState.RECEIVED)
    assert (line.highlight, line.problem, line.measure, line.data_as_of) == ("ตั้งด่าน", "ฝนตก", "เลื่อน", MAR.end)
    assert (line.due, line.handin_due, line.received_on, line.days_late) == (date(2013, 4, 2), date(2013, 4, 5), date(2013, 4, 2), 0)
    missing = found["1", "2556-02"]
    assert (missing.state, missing.standing, missing.days_late) == (ResultState.NOT_REPORTED, ObligationState.MISSING, 33)
    assert missing.source is None and missing.value is None


def test_another_form_does_not_speak_for_the_policy_report() -> None:
    progress = receipt("DPM", MAR, date(2013, 3, 20), record("1", result=85))
    assert lines(progress)["1", "2556-03"].state is ResultState.NOT_REPORTED
    assert lines(progress, report(result=84))["1", "2556-03"].value == 84


def test_states_stay_apart() -> None:
    registry = small(
        linear("1", in_policy_report=True),
        linear("2", in_policy_report=True, method=ScoringMethod.NOT_ASSESSED, levels=NO_LEVELS),
        linear("3", in_policy_report=True, start_round=9), linear("4", in_policy_report=True, cancel_round=6),
        linear("5", in_policy_report=True, agreement=Agreement.PROPOSED), linear("6", in_policy_report=True),
        linear("7", in_policy_report=True),
    )  # fmt: skip
    sent = receipt(
        "DPM", MAR, date(2013, 4, 2), record("1", result=Word.NO_DATA), record("2", result=12), record("6", result=0),
        record("7", awaiting=True, result=5), form="policy_report",
    )  # fmt: skip
    found = lines(sent, registry=registry)
    told = {number: (line.state.value, line.value, line.standing) for (number, month), line in found.items() if month == "2556-03"}
    came, not_owed = ObligationState.RECEIVED, None
    assert told == {
        "1": ("no-data", None, came), "2": ("being-defined", Decimal(12), came), "3": ("not-due", None, not_owed),
        "4": ("cancelled", None, not_owed), "5": ("being-defined", None, not_owed), "6": ("reported", Decimal(0), came),
        "7": ("awaiting-correction", None, ObligationState.AWAITING),
    }  # fmt: skip


def test_exempted_and_received_without_a_file_are_told() -> None:
    exempt = Exemption("policy_report", "DPM", "", "ผู้ว่าฯ", "น้ำท่วม", None)
    assert lines(registry=small(*POLICY.kpis, exemptions=(exempt,)))["1", "2556-03"].standing is ObligationState.EXEMPT
    note = ReceivedWithoutFile("DPM", "policy_report", "2556-03", date(2013, 4, 3), "LINE")
    line = lines(registry=small(*POLICY.kpis, received=(note,)))["1", "2556-03"]
    assert (line.standing, line.channel, line.days_late, line.state) == (ObligationState.RECEIVED, "LINE", 1, ResultState.NOT_REPORTED)


def test_the_provinces_own_step_is_told_once_it_is_done() -> None:
    note = HandIn("policy_report", "2556-02", date(2013, 3, 7))
    found = lines(report(FEB, date(2013, 3, 1), result=80), handins=(note,))
    assert found["1", "2556-02"].handed_in_on == date(2013, 3, 7) and found["1", "2556-03"].handed_in_on is None
    later = lines(report(FEB, date(2013, 3, 1), result=80), handins=(note,), as_of=date(2013, 3, 6))
    assert later["1", "2556-02"].handed_in_on is None


def test_no_calendar_row_or_no_policy_kpi__no_lines() -> None:
    assert lines(registry=small(linear("1", in_policy_report=True), calendar=())) == {}
    assert lines(registry=small()) == {}


def test_months_after_the_period_are_not_told() -> None:
    assert {month for _, month in lines(as_of=date(2013, 6, 1))} == {FEB.code, MAR.code}
    assert APR.code not in {month for _, month in lines()}
