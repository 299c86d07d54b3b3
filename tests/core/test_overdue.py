from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Exemption
from tests.core.province import FEB, MAR, PLAN, TEMPLATE, keeper, linear, rayong, receipt, record, rows, small

PLANNED = receipt(
    "DPM", PLAN, date(2013, 2, 10),
    rows("plan", "1", {"step": "ประชุม", "finish": date(2013, 2, 22)}, {"step": "สำรวจ", "finish": date(2013, 3, 1)}),
)  # fmt: skip


def test_what_is_late_and_what_is_coming__on_25_feb_2556() -> None:
    found = consolidate(rayong(), (), FEB, date(2013, 2, 25))
    templates = [item for item in found.overdue if item.form == "kpi_template"]
    assert {item.days for item in templates} == {3}
    assert sorted(number for item in templates for number in item.kpi_nos) == [
        "2.1", "2.2", "3.1.1", "3.1.2", "3.1.3", "3.2.1", "3.2.2", "3.2.3",
    ]  # fmt: skip
    disaster = next(item for item in templates if item.agency == "DPM")
    assert disaster.kpi_nos == ("3.2.2", "3.2.3")
    assert disaster.what.th == "รายละเอียดตัวชี้วัด ปี 2556"
    assert (disaster.contact, disaster.phone) == ("ธุรการ DPM", "038-000-000")
    coming = [item for item in found.coming if item.form == "kpi_template" and item.kind == "submission"]
    assert {item.days for item in coming} == {3}
    assert sum(len(item.kpi_nos) for item in coming) == 22
    handins = {(item.form, item.due) for item in found.coming if item.kind == "handin"}
    assert handins == {("kpi_template", date(2013, 2, 28))}


def test_what_is_latest_comes_first__what_is_soonest_comes_first() -> None:
    found = consolidate(rayong(), (), FEB, date(2013, 2, 25))
    assert [item.days for item in found.overdue] == sorted((item.days for item in found.overdue), reverse=True)
    assert [item.days for item in found.coming] == sorted(item.days for item in found.coming)
    assert all(0 <= item.days <= 7 for item in found.coming)


def test_due_today_is_coming__not_overdue() -> None:
    found = consolidate(small(), (), FEB, date(2013, 2, 20))
    assert not found.overdue
    assert {(item.form, item.days) for item in found.coming} == {("monthly_progress", 0)}


def test_one_line_per_agency_form_period_and_date() -> None:
    registry = small(linear("1"), linear("2"), linear("3", due_group="early"))
    found = consolidate(registry, (), FEB, date(2013, 3, 1))
    templates = {item.due: item.kpi_nos for item in found.overdue if item.form == "kpi_template"}
    assert templates == {date(2013, 2, 28): ("1", "2"), date(2013, 2, 22): ("3",)}


def test_a_correction_is_awaited_past_its_date() -> None:
    bad = receipt("DPM", FEB, date(2013, 2, 19), record("1", awaiting=True, result=8500))
    before, after = (consolidate(small(), [bad], FEB, date(2013, 2, day)) for day in (20, 24))
    assert [(item.kind, item.days) for item in before.coming if item.agency == "DPM"] == [("correction", 0)]
    correction = next(item for item in after.overdue if item.kind == "correction")
    assert (correction.agency, correction.kpi_nos, correction.days) == ("DPM", ("1",), 4)


def test_planned_steps_are_overdue_and_coming() -> None:
    found = consolidate(small(people=(keeper("1"),)), [PLANNED], FEB, date(2013, 2, 25))
    step = next(item for item in found.overdue if item.kind == "step")
    assert (step.what.th, step.days, step.contact, step.phone) == ("P1-1 ประชุม", 3, "นายเก็บ ข้อมูล", "081-000-0000")
    assert [item.what.th for item in found.coming if item.kind == "step"] == ["P1-2 สำรวจ"]


def test_an_excuse_takes_steps_and_corrections_off_the_list() -> None:
    bad = receipt("DPM", FEB, date(2013, 2, 19), record("1", awaiting=True, result=8500))
    excuse = Exemption("overdue", "DPM", "", "ผู้ว่าฯ", "น้ำท่วม", date(2013, 2, 25))
    registry = small(exemptions=(excuse,))
    assert not [
        item for item in consolidate(registry, [PLANNED, bad], FEB, date(2013, 2, 25)).overdue if item.agency == "DPM"
    ]
    assert [
        item for item in consolidate(registry, [PLANNED, bad], FEB, date(2013, 2, 26)).overdue if item.agency == "DPM"
    ]


def test_coming_looks_beyond_the_period__overdue_does_not() -> None:
    april = date(2013, 4, 18)
    found = consolidate(small(), (), MAR, april)
    assert {(item.form, item.period) for item in found.coming} == {
        ("monthly_progress", "2556-04"), ("self_assessment", "2556-sar6"),
    }  # fmt: skip
    assert "2556-04" not in {item.period for item in consolidate(small(), (), MAR, date(2013, 4, 25)).overdue}


def test_whom_to_call_is_the_keeper__where_one_keeps_them_all() -> None:
    one = small(linear("1"), linear("2"), people=(keeper("1"), keeper("2")))
    two = replace(one, people=(keeper("1"), keeper("2", "นางสาวอื่น")))
    lists = (consolidate(registry, (), FEB, date(2013, 3, 5)).overdue for registry in (one, two))
    contacts = [next(item.contact for item in overdue if item.period == FEB.code) for overdue in lists]
    assert contacts == ["นายเก็บ ข้อมูล", "ธุรการ ปภ."]


def test_nothing_is_overdue__when_all_has_come() -> None:
    files = [
        receipt("DPM", TEMPLATE, date(2013, 2, 20), record("1", target=1)), PLANNED,
        receipt("DPM", FEB, date(2013, 2, 20), record("1", result=70)),
    ]  # fmt: skip
    found = consolidate(small(linear("1")), files, FEB, date(2013, 3, 5))
    assert [item.kind for item in found.overdue] == ["step", "step"]
