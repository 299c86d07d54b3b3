from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_excel.core.deadlines import Deadline, deadlines_of, kpis_in_words
from kpi_excel.core.model import CalendarRule, HostChange, RollRule
from kpi_excel.core.reporting_calendar import due_of
from tests.core.province import CALENDAR, FEB, SAR6, SETTINGS, TEMPLATE, linear, rayong, small

PROVINCE = rayong()


def dates_of(form: str, period: str) -> list[Deadline]:
    return [line for line in deadlines_of(PROVINCE) if (line.form, line.period.code) == (form, period)]


def test_minutes__m14_kpi_templates_have_two_dates_and_the_early_ones_a_second_step() -> None:
    early, others = dates_of("kpi_template", "2556-kpi")
    assert kpis_in_words(PROVINCE, early.kpi_nos).th == "ตัวชี้วัด 2.1–2.2, 3.1–3.2"
    assert (early.due.due, early.due.handin, others.due.due, others.due.handin) == (
        date(2013, 2, 22), date(2013, 2, 28), date(2013, 2, 28), None,
    )  # fmt: skip
    assert (early.due.rule.th, early.due.handin_rule.th) == ("ภายในวันที่ 22 ก.พ. 2556", "ภายในวันที่ 28 ก.พ. 2556")
    assert set(early.agencies) == {"TOU", "AGC", "IND", "CDD", "AGR", "ENV", "DPM"}


def test_every_date_has_its_rule__both_steps_in_both_languages() -> None:
    lines = deadlines_of(PROVINCE)
    assert len(lines) == 22
    assert all(line.due.rule.th and line.due.rule.en for line in lines)
    assert all(
        bool(line.due.handin_rule.th) == bool(line.due.handin_rule.en) == bool(line.due.handin) for line in lines
    )
    assert [line.due.due for line in lines] == sorted(line.due.due for line in lines)


@pytest.mark.parametrize(
    ("form", "period", "handin", "rule"),
    [
        ("policy_report", "2556-02", date(2013, 3, 5), "วันที่ 5 ของเดือนถัดไป"),
        ("self_assessment", "2556-sar6", date(2013, 4, 30), "วันที่สำนักงาน ก.พ.ร. กำหนดสำหรับรอบ 6 เดือน"),
        ("monthly_progress", "2556-02", None, ""),
    ],
)
def test_the_second_step_follows_its_own_rule__by_form(form: str, period: str, handin: date | None, rule: str) -> None:
    line = dates_of(form, period)[0]
    assert (line.due.handin, line.due.handin_rule.th) == (handin, rule)


def test_a_rolled_hand_in_says_so__day_5_on_a_sunday() -> None:
    rolling = replace(PROVINCE, settings=replace(SETTINGS, roll=RollRule.NEXT), holidays={date(2013, 5, 6): "ฉัตรมงคล"})
    line = next(line for line in deadlines_of(rolling) if (line.form, line.period.code) == ("policy_report", "2556-04"))
    assert (line.due.handin_nominal, line.due.handin) == (date(2013, 5, 5), date(2013, 5, 7))
    assert line.due.handin_rule.th == "วันที่ 5 ของเดือนถัดไป ตรงวันหยุดเลื่อนเป็นวันทำการถัดไป"


def test_one_line_per_form_period_and_date__agencies_by_the_registry_order() -> None:
    registry = small(linear("1", "LAB"), linear("2", "DPM"), linear("3", "DPM", due_group="early"))
    lines = [line for line in deadlines_of(registry) if line.period == TEMPLATE]
    assert [(line.kpi_nos, line.agencies) for line in lines] == [(("3",), ("DPM",)), (("1", "2"), ("DPM", "LAB"))]


def test_the_host_on_the_due_date_owes_it__after_a_change_of_host() -> None:
    registry = small(linear("1"), host_changes=(HostChange("1", "LAB", date(2013, 2, 25)),))
    by_form = {line.form: line.agencies for line in deadlines_of(registry) if line.period in (TEMPLATE, FEB)}
    assert by_form["kpi_template"] == ("LAB",)
    assert by_form["monthly_progress"] == ("DPM",)


def test_a_date_is_known_by_its_group__when_the_date_is_moved() -> None:
    moved = (CalendarRule("kpi_template", "early", on_date=date(2013, 2, 25)), *CALENDAR[1:])
    kpi = linear("1", due_group="early")
    before, after = (
        due_of(small(kpi, calendar=calendar), "kpi_template", TEMPLATE, kpi) for calendar in (CALENDAR, moved)
    )
    assert before is not None and after is not None
    assert (before.group, before.due) == ("early", date(2013, 2, 22))
    assert (after.group, after.due) == ("early", date(2013, 2, 25))
    assert before.handin_rule.en == "by 28 Feb 2013" and after.handin_rule.en == ""


def test_without_opdcs_date_a_round_has_no_line() -> None:
    registry = replace(PROVINCE, settings=replace(SETTINGS, opdc_dates={}))
    assert SAR6 not in {line.period for line in deadlines_of(registry)}


@pytest.mark.parametrize(
    ("kpi_nos", "words"),
    [
        (("5",), "ตัวชี้วัด 5"), (("5", "6"), "ตัวชี้วัด 5–6"), (("5", "8"), "ตัวชี้วัด 5, 8"),
        (("3.1.1", "3.1.2"), "ตัวชี้วัด 3.1.1–3.1.2"), (("3.1.1", "3.1.2", "3.1.3"), "ตัวชี้วัด 3.1"),
        (("7.1", "7.2", "7.3"), "ตัวชี้วัด 7.1–7.3"), (("1.1", "1.3", "14"), "ตัวชี้วัด 1.1, 1.3, 14"),
        (tuple(kpi.kpi_no for kpi in PROVINCE.leaves()), "ทุกตัวชี้วัด"),
    ],
)  # fmt: skip
def test_kpis_are_named_as_people_do__neighbours_joined(kpi_nos: tuple[str, ...], words: str) -> None:
    assert kpis_in_words(PROVINCE, kpi_nos).th == words
