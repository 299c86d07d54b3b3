from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kpi_excel.core.consolidation import Obligation, ObligationState
from kpi_excel.core.model import Exemption, HostChange, Kpi, ReceivedWithoutFile, Registry, ScoringMethod
from kpi_excel.core.obligations import expected_obligations, forms_not_sent, forms_of, obligations_on
from kpi_excel.core.submission import Receipt, Verdict
from tests.core.province import APR, FEB, MAR, PLAN, TEMPLATE, linear, rayong, receipt, record, rows, small

DUE = date(2013, 2, 20)


def only(registry: Registry, receipts: Iterable[Receipt], as_of: date, form: str = "monthly_progress") -> Obligation:
    """The obligation of KPI 1 for February (or its one-off form)."""
    found = [
        obligation for obligation in obligations_on(registry, receipts, as_of)
        if obligation.kpi_no == "1" and obligation.form == form
        and obligation.period in (FEB.code, TEMPLATE.code, PLAN.code)
    ]  # fmt: skip
    assert len(found) == 1
    return found[0]


def report(on: date, agency: str = "DPM", **fields: object) -> Receipt:
    verdict = fields.pop("verdict", None)
    awaiting = bool(fields.pop("awaiting", False))
    item = record("1", awaiting=awaiting, result=70)
    return receipt(agency, FEB, on, item, verdict=verdict, sha=str(fields.get("sha", "")))  # type: ignore[arg-type]


def test_minutes__m14_templates_of_2_1_to_3_2_are_missing_and_others_expected__on_25_feb_2556() -> None:
    found = obligations_on(rayong(), (), date(2013, 2, 25))
    templates = [obligation for obligation in found if obligation.form == "kpi_template"]
    assert len(templates) == 30
    for obligation in templates:
        early = obligation.kpi_no[0] in "23"
        assert obligation.due == date(2013, 2, 22 if early else 28)
        assert obligation.state is (ObligationState.MISSING if early else ObligationState.EXPECTED)
        assert obligation.days_late == (3 if early else 0)


def test_the_whole_year_is_owed_before_any_file_arrives() -> None:
    counts = Counter(expected.form for expected in expected_obligations(rayong()))
    assert counts == {
        "kpi_template": 30, "action_plan": 29, "monthly_progress": 30 * 8,
        "policy_report": 10 * 8, "self_assessment": 29 * 3,
    }  # fmt: skip


def test_forms_of_a_period__what_came_what_did_not_and_what_is_exempt() -> None:
    found = obligations_on(small(linear("1"), linear("2", "LAB"), linear("3", "LAB")), [report(date(2013, 2, 19))], date(2013, 3, 1))
    assert forms_of(found, FEB) == (("DPM", "monthly_progress"), ("LAB", "monthly_progress"))
    assert forms_not_sent(found, FEB) == (("LAB", "monthly_progress"),)
    exempt = [replace(one, state=ObligationState.EXEMPT) if one.agency == "LAB" else one for one in found]
    assert forms_of(exempt, FEB) == (("DPM", "monthly_progress"),)
    assert forms_not_sent(exempt, FEB) == ()
    assert len(forms_not_sent(found, MAR)) == 2


def test_agreed_plan_is_owed_by_leaves_with_criteria_only() -> None:
    numbers = {expected.kpi.kpi_no for expected in expected_obligations(rayong()) if expected.form == "action_plan"}
    leaves = {kpi.kpi_no for kpi in rayong().leaves()}
    assert leaves - numbers == {"1.6"}
    assert rayong().kpi("1.6") is not None


@pytest.mark.parametrize(
    ("as_of", "state", "late"),
    [
        (DUE, ObligationState.EXPECTED, 0),
        (DUE + timedelta(days=1), ObligationState.MISSING, 1),
        (date(2013, 3, 1), ObligationState.MISSING, 9),
    ],
)  # fmt: skip
def test_days_late_are_calendar_days_after_due__due_today_is_not_overdue(
    as_of: date, state: ObligationState, late: int
) -> None:
    found = only(small(), (), as_of)
    assert (found.state, found.days_late) == (state, late)


def test_met_on_the_first_file_that_carries_the_record() -> None:
    files = [report(date(2013, 2, 25)), report(date(2013, 2, 22), sha="b")]
    found = only(small(), files, date(2013, 3, 1))
    assert (found.state, found.received_on, found.days_late) == (ObligationState.RECEIVED, date(2013, 2, 22), 2)


def test_files_received_later_are_not_looked_at() -> None:
    assert only(small(), [report(date(2013, 2, 25))], date(2013, 2, 24)).state is ObligationState.MISSING


def test_awaiting_correction_meets_it_until_a_good_file_comes() -> None:
    bad = report(date(2013, 2, 18), awaiting=True)
    waiting = only(small(), [bad], date(2013, 2, 28))
    assert (waiting.state, waiting.received_on, waiting.days_late) == (ObligationState.AWAITING, date(2013, 2, 18), 0)
    good = only(small(), [bad, report(date(2013, 2, 26))], date(2013, 2, 28))
    assert (good.state, good.received_on, good.days_late) == (ObligationState.RECEIVED, date(2013, 2, 18), 0)


@pytest.mark.parametrize("verdict", [Verdict.RETURNED, Verdict.REFUSED, Verdict.HELD])
def test_not_met_by_a_file_without_records(verdict: Verdict) -> None:
    assert (
        only(small(), [report(date(2013, 2, 18), verdict=verdict)], date(2013, 3, 1)).state is ObligationState.MISSING
    )


def test_held_counts_once_assigned__from_the_day_its_bytes_came() -> None:
    held = replace(report(date(2013, 2, 19), verdict=Verdict.HELD), sha256="same", run=1)
    assigned = replace(report(date(2013, 2, 27)), sha256="same", run=2, decided_by="เลขานุการ")
    found = only(small(), [assigned, held], date(2013, 3, 1))
    assert (found.state, found.received_on, found.days_late) == (ObligationState.RECEIVED, date(2013, 2, 19), 0)


def test_a_blank_row_does_not_meet_it() -> None:
    blank = receipt("DPM", FEB, DUE, record("1", result=None), record("9", result=3))
    assert only(small(), [blank], date(2013, 3, 1)).state is ObligationState.MISSING


def test_an_action_plan_is_met_by_its_steps__not_by_targets_alone() -> None:
    targets = receipt("DPM", PLAN, DUE, record("1", "targets", m01=10))
    steps = receipt("DPM", PLAN, DUE, rows("plan", "1", {"step": "ประชุม", "level": 1}))
    assert only(small(), [targets], date(2013, 3, 1), "action_plan").state is ObligationState.MISSING
    assert only(small(), [targets, steps], date(2013, 3, 1), "action_plan").state is ObligationState.RECEIVED


def test_a_report_on_paper_meets_it__with_its_channel() -> None:
    note = ReceivedWithoutFile("DPM", "monthly_progress", FEB.code, date(2013, 2, 21), "LINE")
    registry = small(received=(note,))
    found = only(registry, (), date(2013, 3, 1))
    assert (found.state, found.received_on, found.days_late, found.channel) == (
        ObligationState.RECEIVED, date(2013, 2, 21), 1, "LINE",
    )  # fmt: skip
    assert only(registry, [report(date(2013, 2, 20))], date(2013, 3, 1)).channel == ""
    assert only(registry, (), date(2013, 2, 20)).state is ObligationState.EXPECTED


def test_a_note_for_one_kpi_meets_no_other() -> None:
    kpis = linear("1"), linear("2")
    note = ReceivedWithoutFile("DPM", "monthly_progress", FEB.code, DUE, "กระดาษ", kpi_no="2")
    assert only(small(*kpis, received=(note,)), (), date(2013, 3, 1)).state is ObligationState.MISSING


@pytest.mark.parametrize(
    ("rule", "agency", "kpi_no", "until", "state"),
    [
        ("monthly_progress", "DPM", "1", None, ObligationState.EXEMPT),
        ("monthly_progress", "", "", date(2013, 2, 20), ObligationState.EXEMPT),
        ("monthly_progress", "DPM", "G", None, ObligationState.EXEMPT),
        ("monthly_progress", "LAB", "", None, ObligationState.MISSING),
        ("monthly_progress", "DPM", "1", date(2013, 2, 19), ObligationState.MISSING),
        ("policy_report", "DPM", "1", None, ObligationState.MISSING),
        ("overdue", "DPM", "", date(2013, 3, 1), ObligationState.EXEMPT),
        ("overdue", "DPM", "", date(2013, 2, 28), ObligationState.MISSING),
    ],
)  # fmt: skip
def test_exemptions_are_honoured__on_1_march(
    rule: str, agency: str, kpi_no: str, until: date | None, state: ObligationState
) -> None:
    kpis = Kpi("G", "กลุ่ม", ScoringMethod.GROUP), linear("1", parent_no="G")
    registry = small(*kpis, exemptions=(Exemption(rule, agency, kpi_no, "ผู้ว่าฯ", "น้ำท่วม", until),))
    assert only(registry, (), date(2013, 3, 1)).state is state


def test_a_waived_report_that_comes_anyway_is_not_late() -> None:
    registry = small(exemptions=(Exemption("monthly_progress", "DPM", "", "ผู้ว่าฯ", "น้ำท่วม", None),))
    found = only(registry, [report(date(2013, 2, 28))], date(2013, 3, 1))
    assert (found.state, found.days_late) == (ObligationState.RECEIVED, 0)


def test_host_in_force_at_the_due_date_owes() -> None:
    registry = small(linear("1"), host_changes=(HostChange("1", "LAB", date(2013, 3, 1)),))
    owed = {
        obligation.period: obligation.agency
        for obligation in obligations_on(registry, (), date(2013, 3, 1)) if obligation.form == "monthly_progress"
    }  # fmt: skip
    assert (owed[FEB.code], owed[MAR.code], owed[APR.code]) == ("DPM", "LAB", "LAB")


def test_a_record_of_another_agency_counts_only_where_it_was_accepted() -> None:
    kpi = linear("1", "LAB")
    accepted = only(small(kpi), [report(DUE, "DPM")], date(2013, 3, 1))
    awaiting = only(small(kpi), [report(DUE, "DPM", awaiting=True)], date(2013, 3, 1))
    assert accepted.state is ObligationState.RECEIVED
    assert awaiting.state is ObligationState.MISSING
