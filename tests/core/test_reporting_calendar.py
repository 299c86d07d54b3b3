from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_excel.core.model import CalendarRule, RollRule
from kpi_excel.core.periods import FiscalYear, Period
from kpi_excel.core.reporting_calendar import due_of, periods_owed, roll
from tests.core.province import CALENDAR, FEB, SETTINGS, TEMPLATE, linear, rayong, small

HOLIDAYS = {
    date(2013, 1, 1): "วันขึ้นปีใหม่", date(2013, 2, 25): "มาฆบูชา", date(2013, 4, 8): "ชดเชยจักรี",
    date(2013, 4, 15): "สงกรานต์", date(2013, 4, 16): "ชดเชยสงกรานต์", date(2013, 5, 6): "ชดเชยฉัตรมงคล",
    date(2013, 5, 24): "วิสาขบูชา", date(2013, 7, 22): "อาสาฬหบูชา", date(2013, 7, 23): "เข้าพรรษา",
    date(2013, 8, 12): "วันแม่", date(2013, 10, 23): "วันปิยมหาราช",
}  # fmt: skip
ROLLING = replace(
    rayong(),
    settings=replace(SETTINGS, roll=RollRule.NEXT), holidays=HOLIDAYS,
    calendar=(*CALENDAR, CalendarRule("policy_report", "day 5", day_of_month=5, month_offset=1)),
)  # fmt: skip


def month_before(month: int) -> Period:
    return FiscalYear(2556).months()[(month - 2 + 3) % 12]


@pytest.mark.parametrize(
    ("month", "day_2", "day_5", "day_20"),
    [
        (3, (3, 4), (3, 5), (3, 20)), (4, (4, 2), (4, 5), (4, 22)), (5, (5, 2), (5, 7), (5, 20)),
        (6, (6, 3), (6, 5), (6, 20)), (7, (7, 2), (7, 5), (7, 24)),
    ],
)  # fmt: skip
def test_due_dates_roll_to_the_next_working_day__months_of_2556(
    month: int, day_2: tuple[int, int], day_5: tuple[int, int], day_20: tuple[int, int]
) -> None:
    kpi = linear("1.1", in_policy_report=True)
    policy = due_of(ROLLING, "policy_report", month_before(month), kpi)
    monthly = due_of(ROLLING, "monthly_progress", FiscalYear(2556).months()[(month + 2) % 12], kpi)
    assert policy is not None and monthly is not None
    assert (policy.nominal, policy.due) == (date(2013, month, 2), date(2013, *day_2))
    assert (policy.handin_nominal, policy.handin) == (date(2013, month, 5), date(2013, *day_5))
    assert (monthly.nominal, monthly.due) == (date(2013, month, 20), date(2013, *day_20))


def test_nominal_dates_stand__without_a_roll_rule() -> None:
    due = due_of(rayong(), "monthly_progress", Period.parse("2556-04"), linear("1.1"))
    assert due is not None
    assert due.nominal == due.due == date(2013, 4, 20)
    assert due.rule.th == "วันที่ 20 ของเดือนที่รายงาน"


def test_minutes__m16_progress_of_a_month_is_due_on_its_20th__every_month_of_the_year() -> None:
    months = periods_owed(rayong(), "monthly_progress")
    dues = [due_of(rayong(), "monthly_progress", month, linear("1.1")) for month in months]
    assert [due and due.due for due in dues] == [date(2013, month, 20) for month in range(2, 10)]


def test_roll_goes_back__previous_working_day_over_a_holiday() -> None:
    registry = replace(rayong(), holidays=HOLIDAYS)
    assert roll(registry, date(2013, 4, 16), RollRule.PREVIOUS) == date(2013, 4, 12)
    assert roll(registry, date(2013, 4, 13), RollRule.NEXT) == date(2013, 4, 17)
    assert roll(registry, date(2013, 4, 13), RollRule.NONE) == date(2013, 4, 13)


def test_a_rules_own_roll_goes_before_the_provinces() -> None:
    calendar = (CalendarRule("monthly_progress", day_of_month=20, roll=RollRule.PREVIOUS),)
    registry = replace(ROLLING, calendar=calendar)
    due = due_of(registry, "monthly_progress", Period.parse("2556-04"), linear("1"))
    assert due is not None and due.due == date(2013, 4, 19)


def test_due_group_goes_before_the_general_row__kpi_2_1_to_3_2() -> None:
    early, others = linear("2.1", due_group="early"), linear("5")
    first, second = (due_of(rayong(), "kpi_template", TEMPLATE, kpi) for kpi in (early, others))
    assert first is not None and second is not None
    assert (first.due, first.handin) == (date(2013, 2, 22), date(2013, 2, 28))
    assert (second.due, second.handin) == (date(2013, 2, 28), None)


def test_minutes__m12_self_assessment_is_due_7_days_before_opdcs_date() -> None:
    dues = [
        due_of(rayong(), "self_assessment", period, linear("1")) for period in periods_owed(rayong(), "self_assessment")
    ]
    assert [due and (due.due, due.handin) for due in dues] == [
        (date(2013, 4, 23), date(2013, 4, 30)), (date(2013, 7, 24), date(2013, 7, 31)),
        (date(2013, 10, 24), date(2013, 10, 31)),
    ]  # fmt: skip


def test_self_assessment_is_not_due__without_opdcs_date() -> None:
    registry = replace(rayong(), settings=replace(SETTINGS, opdc_dates={}))
    assert due_of(registry, "self_assessment", Period.parse("2556-sar6"), linear("1")) is None


def test_periods_owed_begin_with_the_first_period() -> None:
    codes = [period.code for period in periods_owed(rayong(), "monthly_progress")]
    assert codes == [f"2556-{month:02d}" for month in range(2, 10)]
    assert [period.code for period in periods_owed(rayong(), "action_plan")] == ["2556-plan"]
    assert periods_owed(replace(rayong(), calendar=()), "monthly_progress") == ()


def test_periods_owed_are_the_whole_year__first_period_left_blank() -> None:
    registry = small(calendar=(CalendarRule("monthly_progress", day_of_month=20),))
    periods = periods_owed(registry, "monthly_progress")
    assert (len(periods), periods[0].code) == (12, "2555-10")


def test_a_group_without_first_period_owes_as_everybody() -> None:
    rules = (
        CalendarRule("monthly_progress", "g", day_of_month=15),
        CalendarRule("monthly_progress", day_of_month=20, first_period="2556-02"),
    )
    registry = small(calendar=rules)
    kpi = linear("1", due_group="g")
    assert due_of(registry, "monthly_progress", Period.parse("2556-01"), kpi) is None
    due = due_of(registry, "monthly_progress", FEB, kpi)
    assert due is not None and due.due == date(2013, 2, 15)


def test_the_rule_that_started_last_applies__changed_within_the_year() -> None:
    rules = (
        CalendarRule("monthly_progress", day_of_month=20, first_period="2556-02"),
        CalendarRule("monthly_progress", day_of_month=15, first_period="2556-06"),
    )
    dues = [
        due_of(small(calendar=rules), "monthly_progress", Period.parse(code), linear("1"))
        for code in ("2556-05", "2556-06")
    ]
    assert [due and due.due for due in dues] == [date(2013, 5, 20), date(2013, 6, 15)]


def test_day_of_month_is_cut_to_the_month__and_crosses_the_year() -> None:
    rule = (CalendarRule("monthly_progress", day_of_month=31, month_offset=1),)
    codes = ("2555-12", "2556-01")
    dues = [due_of(small(calendar=rule), "monthly_progress", Period.parse(code), linear("1")) for code in codes]
    assert [due and due.due for due in dues] == [date(2013, 1, 31), date(2013, 2, 28)]
