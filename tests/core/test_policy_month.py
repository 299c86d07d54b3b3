from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.consolidation import ResultState
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Accumulation, Agreement, ReceivedWithoutFile, Registry, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.policy_month import PolicyMonth, policy_month
from kpi_excel.core.submission import Receipt
from tests.core.province import FEB, MAR, linear, receipt, record, small

OWED = linear("1", in_policy_report=True, accumulation=Accumulation.SUM)


def month_of(
    registry: Registry, *received: Receipt, period: Period = FEB, as_of: date = date(2013, 4, 10)
) -> PolicyMonth:
    return policy_month(registry, consolidate(registry, received, period, as_of).policy, period)


def reported(period: Period, on: date, result: str, kpi_no: str = "1", awaiting: bool = False) -> Receipt:
    return receipt("DPM", period, on, record(kpi_no, awaiting=awaiting, result=Decimal(result)), form="policy_report")


def test_what_the_month_added_is_a_difference__of_sums_only() -> None:
    files = reported(FEB, date(2013, 3, 1), "62"), reported(MAR, date(2013, 4, 1), "75.5")
    march = month_of(small(OWED), *files, period=MAR)
    assert (march.rows[0].line.value, march.rows[0].this_month) == (Decimal("75.5"), Decimal("13.5"))
    assert month_of(small(OWED), *files).rows[0].this_month is None
    last = replace(OWED, accumulation=Accumulation.LAST)
    assert month_of(small(last), *files, period=MAR).rows[0].this_month is None


def test_without_the_month_before_nothing_is_known_of_the_month() -> None:
    march = month_of(small(OWED), reported(MAR, date(2013, 4, 1), "75"), period=MAR)
    assert march.rows[0].this_month is None


def test_minutes__m17_who_did_not_report_is_named__and_who_has_to_correct() -> None:
    registry = small(OWED, linear("2", "LAB", in_policy_report=True), linear("3"))
    month = month_of(registry, reported(FEB, date(2013, 3, 1), "62", awaiting=True))
    assert (month.owed, month.reported) == (2, 0)
    assert list(month.missing()) == ["LAB"] and list(month.awaiting()) == ["DPM"]
    assert [row.kpi.kpi_no for row in month.rows] == ["1", "2"]


def test_an_earlier_accepted_report_counts__though_the_newest_awaits_correction() -> None:
    good, bad = reported(FEB, date(2013, 3, 1), "62"), reported(FEB, date(2013, 3, 2), "6200", awaiting=True)
    month = month_of(small(OWED), good, bad)
    assert (month.reported, month.rows[0].line.value, month.rows[0].is_awaiting) == (1, Decimal(62), False)


def test_word_of_a_report_without_file_is_a_report() -> None:
    note = ReceivedWithoutFile("DPM", "policy_report", "2556-02", date(2013, 3, 1), "LINE")
    month = month_of(small(OWED, received=(note,)))
    assert (month.reported, month.missing(), month.rows[0].line.channel) == (1, {}, "LINE")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"method": ScoringMethod.NOT_ASSESSED, "levels": (None,) * 5}, ResultState.BEING_DEFINED),
        ({"agreement": Agreement.PROPOSED}, ResultState.BEING_DEFINED),
        ({"start_round": 12}, ResultState.NOT_DUE),
        ({"cancel_round": 6}, ResultState.CANCELLED),
    ],
)
def test_a_kpi_without_criteria_or_out_of_force_keeps_its_row__and_its_own_state(
    fields: dict[str, object], state: ResultState
) -> None:
    kpi = linear("1", in_policy_report=True, **fields)
    row = month_of(small(kpi)).rows[0]
    assert (row.line.state, row.line.score) == (state, None)
    assert row.is_owed == (kpi.method is ScoringMethod.NOT_ASSESSED)


def test_another_form_does_not_speak_for_the_policy_report() -> None:
    progress = receipt("DPM", FEB, date(2013, 2, 20), record("1", result=Decimal(90)))
    assert month_of(small(OWED), progress).rows[0].is_missing
