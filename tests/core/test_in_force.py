from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.in_force import (
    closing_month,
    host_of,
    hosts_within,
    is_owed,
    round_closed_by,
    round_of,
    weight_in_force,
)
from kpi_excel.core.model import Agreement, HostChange, ScoringMethod
from kpi_excel.core.periods import FiscalYear
from tests.core.province import APR, FEB, MAR, PLAN, SAR6, SEP, TEMPLATE, linear, small


def test_round_of_a_month_is_the_one_it_belongs_to() -> None:
    rounds = [round_of(month) for month in FiscalYear(2556).months()]
    assert rounds == [6] * 6 + [9] * 3 + [12] * 3
    assert round_of(SAR6) == 6 and round_of(PLAN) == 12
    assert [round_closed_by(month) for month in (FEB, MAR, APR, SEP)] == [None, 6, None, 12]


def test_closing_month_is_what_a_round_is_about() -> None:
    assert closing_month(SAR6) == MAR
    assert closing_month(PLAN) == SEP
    assert closing_month(FEB) == FEB


@pytest.mark.parametrize(
    ("start", "cancel", "owed"),
    [
        (6, None, 12), (9, None, 6), (12, None, 3), (6, 9, 6), (6, 12, 9), (9, 12, 3), (6, 6, 0),
    ],
)  # fmt: skip
def test_monthly_reports_owed_follow_start_and_cancel_rounds(start: int, cancel: int | None, owed: int) -> None:
    kpi = linear("1", start_round=start, cancel_round=cancel)
    months = [month for month in FiscalYear(2556).months() if is_owed("monthly_progress", month, kpi)]
    assert len(months) == owed
    assert not months or months[0].code == {6: "2555-10", 9: "2556-04", 12: "2556-07"}[start]


def test_a_kpi_cancelled_before_it_began_owes_no_template() -> None:
    assert not is_owed("kpi_template", TEMPLATE, linear("1", cancel_round=6))
    assert is_owed("kpi_template", TEMPLATE, linear("1", start_round=12, cancel_round=12))


@pytest.mark.parametrize(
    ("form", "proposed", "being_defined"),
    [
        ("kpi_template", True, True), ("action_plan", False, False), ("monthly_progress", False, True),
        ("policy_report", False, True), ("self_assessment", False, False),
    ],
)  # fmt: skip
def test_what_is_owed_waits_for_agreement_and_criteria(form: str, proposed: bool, being_defined: bool) -> None:
    period = {"kpi_template": TEMPLATE, "action_plan": PLAN, "self_assessment": SAR6}.get(form, FEB)
    kpi = linear("1", in_policy_report=True)
    assert is_owed(form, period, kpi)
    assert is_owed(form, period, replace(kpi, agreement=Agreement.NEGOTIATED)) is proposed
    assert is_owed(form, period, replace(kpi, method=ScoringMethod.NOT_ASSESSED)) is being_defined
    assert not is_owed(form, period, replace(kpi, method=ScoringMethod.GROUP))


def test_monthly_report_is_owed_from_the_month_of_agreement() -> None:
    kpi = linear("1", agreed_from=date(2013, 3, 15))
    assert [is_owed("monthly_progress", month, kpi) for month in (FEB, MAR)] == [False, True]


def test_policy_report_is_owed_only_where_the_kpi_is_in_it() -> None:
    assert not is_owed("policy_report", FEB, linear("1"))


def test_weight_in_force_is_the_rounds__and_zero_out_of_force() -> None:
    kpi = linear("1", weight="10", start_round=9, round_weights={12: Decimal(7)})
    assert [weight_in_force(kpi, period) for period in (MAR, APR, SEP)] == [0, 10, 7]
    assert weight_in_force(replace(kpi, method=ScoringMethod.NOT_ASSESSED), SEP) == 0
    assert weight_in_force(replace(kpi, agreement=Agreement.PROPOSED), SEP) == 0


def test_host_is_the_one_in_force_when_the_form_is_due() -> None:
    registry = small(linear("1"), host_changes=(HostChange("1", "LAB", date(2013, 2, 21)),))
    kpi = registry.kpis[0]
    assert host_of(registry, "monthly_progress", FEB, kpi) == "DPM"
    assert host_of(registry, "monthly_progress", MAR, kpi) == "LAB"
    assert hosts_within(registry, "monthly_progress", FEB, kpi) == {"DPM", "LAB"}
    assert hosts_within(registry, "monthly_progress", MAR, kpi) == {"LAB"}
    assert hosts_within(registry, "kpi_template", TEMPLATE, kpi) == {"DPM", "LAB"}
