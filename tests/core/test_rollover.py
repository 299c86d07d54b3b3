"""A year carried into the next: what stays, what moves, what is left behind and what a person has to fill."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.catalogue import message_of
from kpi_excel.core.consolidation import Certification, Consolidation, KpiLine, ResultState
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import (
    Accumulation,
    Agreement,
    Baseline,
    CalendarRule,
    Exemption,
    HostChange,
    Kpi,
    Lesson,
    Part,
    Person,
    ReceivedWithoutFile,
    Registry,
    ScoringMethod,
)
from kpi_excel.core.periods import Period
from kpi_excel.core.rollover import Rollover, roll_over
from kpi_excel.core.rollover_dates import moved
from kpi_excel.core.submission import Word
from kpi_excel.core.text import say
from tests.core.province import CALENDAR, SETTINGS, linear, receipt, record, small
from tests.core.scoring.samples import bases

YEAR_END = date(2013, 11, 15)
SAR12 = Period.parse("2556-sar12")
SEP = Period.parse("2556-09")


def ended(registry: Registry, *results: tuple[str, str, dict[str, Any]]) -> Consolidation:
    """The year's end with these September results: (agency, KPI number, fields)."""
    files = [receipt(agency, SEP, SEP.end, record(number, **fields)) for agency, number, fields in results]
    return consolidate(registry, files, SAR12, YEAR_END)


def rolled(registry: Registry, *results: tuple[str, str, dict[str, Any]]) -> Rollover:
    return roll_over(ended(registry, *results))


def found(rollover: Rollover, code: str) -> str:
    """What a finding names, in Thai."""
    return say(next(finding.found for finding in rollover.findings if finding.code == code), "th")


def codes(rollover: Rollover) -> list[str]:
    return [finding.code for finding in rollover.findings]


def baselines(rollover: Rollover, number: str = "1") -> list[tuple[int, Decimal | None, bool]]:
    kpi = rollover.registry.kpi(number)
    assert kpi is not None
    return [(one.year, one.value, one.is_base) for one in kpi.baselines]


def kpi_of(rollover: Rollover, number: str = "1") -> Kpi:
    kpi = rollover.registry.kpi(number)
    assert kpi is not None
    return kpi


def test_minutes__m04_agencies_criteria_weights_and_steps_are_carried_over() -> None:
    steps = replace(linear("2", "LAB", method=ScoringMethod.MILESTONE), level_texts=("ตั้งคณะทำงาน", "จัดทำแผน"))
    part = Part("G1", "กลุ่ม 1", Decimal("1"), (Decimal(1), None, None, None, Decimal(5)))
    registry = small(replace(linear("1"), parts=(part,), round_weights={6: Decimal(40)}), steps)
    new = rolled(registry).registry
    assert new.agencies == registry.agencies
    assert [(kpi.kpi_no, kpi.weight, kpi.levels, kpi.host) for kpi in new.kpis] == [
        (kpi.kpi_no, kpi.weight, kpi.levels, kpi.host) for kpi in registry.kpis
    ]
    assert kpi_of(rolled(registry)).parts == (part,) and kpi_of(rolled(registry)).round_weights == {6: Decimal(40)}
    assert kpi_of(rolled(registry), "2").level_texts == steps.level_texts


def test_every_kpi_begins_as_a_proposal_without_target_from_the_first_round() -> None:
    old = replace(linear("1"), target=Decimal(80), start_round=9, agreed_from=date(2013, 2, 1))
    kpi = kpi_of(rolled(small(old)))
    assert (kpi.agreement, kpi.target, kpi.start_round, kpi.agreed_from) == (Agreement.PROPOSED, None, 6, None)


def test_what_the_template_filled_in_is_kept__the_registry_cell_was_blank() -> None:
    template = receipt(
        "DPM",
        Period.parse("2556-kpi"),
        date(2013, 2, 20),
        record("1", c1=1, c2=2, c3=3, c4=4, c5=5, description="นับเฉพาะ"),
    )
    blank = replace(linear("1"), levels=(None,) * 5)
    data = consolidate(small(blank), [template], SAR12, YEAR_END)
    kpi = kpi_of(roll_over(data))
    assert kpi.levels == tuple(map(Decimal, (1, 2, 3, 4, 5))) and kpi.description == "นับเฉพาะ"


def test_cancelled_kpis_and_groups_left_empty_are_dropped_and_named() -> None:
    group = Kpi("7", "กลุ่ม", ScoringMethod.GROUP, weight=Decimal(40))
    inner = Kpi("7.1", "กลุ่มย่อย", ScoringMethod.GROUP, parent_no="7", weight=Decimal(40))
    gone = replace(linear("7.1.1", weight="40"), parent_no="7.1", cancel_round=9)
    rollover = rolled(small(linear("1", weight="60"), group, inner, gone))
    assert [kpi.kpi_no for kpi in rollover.registry.kpis] == ["1"]
    assert found(rollover, "rollover-kpi-dropped") == "7 กลุ่ม · 7.1 กลุ่มย่อย · 7.1.1 ตัวชี้วัด 7.1.1"


def test_a_group_weighs_what_is_left_under_it() -> None:
    group = Kpi("7", "กลุ่ม", ScoringMethod.GROUP, weight=Decimal(100))
    inner = Kpi("7.1", "กลุ่มย่อย", ScoringMethod.GROUP, parent_no="7", weight=Decimal(70))
    leaves = [replace(linear(number, weight=weight), parent_no=parent, cancel_round=cancelled)
              for number, parent, weight, cancelled in (("7.1.1", "7.1", "40", None), ("7.1.2", "7.1", "30", 6), ("7.2", "7", "30", None))]  # fmt: skip
    rollover = rolled(small(group, inner, *leaves))
    assert (kpi_of(rollover, "7").weight, kpi_of(rollover, "7.1").weight) == (Decimal(70), Decimal(40))


def test_the_years_result_becomes_the_newest_baseline_and_the_oldest_goes() -> None:
    registry = small(replace(linear("1"), baselines=bases("61", "64", "68")))
    rollover = rolled(registry, ("DPM", "1", {"result": 75}))
    assert baselines(rollover) == [(2554, Decimal(64), True), (2555, Decimal(68), True), (2556, Decimal(75), True)]


def test_growth_keeps_its_number_of_base_years_and_takes_the_actual_value() -> None:
    one_base = (Baseline(2554, Decimal(1000), False), Baseline(2555, Decimal(1240)))
    registry = small(
        replace(
            linear("1", method=ScoringMethod.GROWTH, levels=tuple(map(Decimal, (3, 6, 9, 12, 15)))), baselines=one_base
        )
    )
    rollover = rolled(registry, ("DPM", "1", {"actual": 1388}))
    assert baselines(rollover) == [
        (2554, Decimal(1000), False),
        (2555, Decimal(1240), False),
        (2556, Decimal(1388), True),
    ]


def test_growth_without_a_result_keeps_its_base_years() -> None:
    registry = small(replace(linear("1", method=ScoringMethod.GROWTH), baselines=bases("10", None, "12")))
    assert baselines(rolled(registry)) == [(2553, Decimal(10), True), (2554, None, False), (2555, Decimal(12), True)]


@pytest.mark.parametrize(
    ("method", "fields", "expected"),
    [
        (ScoringMethod.LINEAR, {"numerator": 2, "denominator": 3}, "66.6667"),
        (ScoringMethod.LINEAR, {"result": Word.NO_DATA}, None),
        (ScoringMethod.YES_NO, {"answer": True}, "1"),
        (ScoringMethod.YES_NO, {"answer": False}, "0"),
        (ScoringMethod.MILESTONE, {"step1": True, "step2": True, "step3": False}, "2"),
    ],
)
def test_a_baseline_is_in_the_kpis_own_unit(
    method: ScoringMethod, fields: dict[str, Any], expected: str | None
) -> None:
    kpi = replace(linear("1", method=method), level_texts=("ก", "ข", "ค") if method is ScoringMethod.MILESTONE else ())
    if "numerator" in fields:
        kpi = replace(kpi, accumulation=Accumulation.RATIO, unit="ร้อยละ")
    value = None if expected is None else Decimal(expected)
    assert baselines(rolled(small(kpi), ("DPM", "1", fields))) == [(2556, value, value is not None)]


def with_line(data: Consolidation, **changes: Any) -> Consolidation:
    def change(line: KpiLine) -> KpiLine:
        return replace(line, **changes) if line.kpi.kpi_no == "1" else line

    return replace(data, lines=tuple(map(change, data.lines)))


def test_a_kpi_of_parts_hands_on_its_certified_score_before_the_recomputed_one() -> None:
    part = Part("A", "ก", Decimal(1), tuple(map(Decimal, (60, 70, 80, 90, 100))))
    kpi = replace(linear("1", method=ScoringMethod.COMPOSITE), parts=(part,))
    data = ended(small(kpi), ("DPM", "1", {"part:A": 80}))
    assert baselines(roll_over(data)) == [(2556, Decimal("3.0000"), True)]
    amended = with_line(data, certification=Certification.AMENDED, certified=Decimal("2.5000"))
    assert baselines(roll_over(amended)) == [(2556, Decimal("2.5000"), True)]
    assert "rollover-baseline-not-certified" not in codes(roll_over(amended))


def test_missing_and_uncertified_results_are_to_be_looked_at() -> None:
    data = ended(small(), ("DPM", "1", {"result": 75}))
    rollover = roll_over(data)
    assert found(rollover, "rollover-baseline-to-fill") == "2"
    assert found(rollover, "rollover-baseline-not-certified") == "1"
    certified = roll_over(with_line(data, certification=Certification.CERTIFIED, certified=Decimal("2.5000")))
    assert "rollover-baseline-not-certified" not in codes(certified)
    assert baselines(certified) == [(2556, Decimal(75), True)]


def test_no_data_is_carried_as_a_statement_and_not_asked_for() -> None:
    data = with_line(ended(small()), state=ResultState.NO_DATA)
    assert baselines(roll_over(data)) == [(2556, None, False)]
    assert found(roll_over(data), "rollover-baseline-to-fill") == "2"


def test_the_host_at_the_years_end_is_the_host__a_later_change_stays_a_change() -> None:
    changes = (
        HostChange("1", "LAB", date(2013, 5, 1)),
        HostChange("2", "DPM", date(2014, 1, 1)),
        HostChange("9", "DPM", date(2014, 1, 1)),
    )
    rollover = rolled(small(host_changes=changes))
    assert [kpi.host for kpi in rollover.registry.kpis] == ["LAB", "LAB"]
    assert rollover.registry.host_changes == (changes[1],)
    assert found(rollover, "rollover-host-taken-over") == "1 → LAB"


def test_people_still_in_office_are_carried_over() -> None:
    people = (
        Person("1", "keeper", "นายอยู่ ต่อ", since=date(2013, 6, 1)), Person("1", "keeper", "นายย้าย ไป", until=date(2013, 5, 31)),
        Person("2", "keeper", "นางเปลี่ยน งาน", until=date(2013, 3, 1)), Person("1", "supervisor", "นางเปลี่ยน งาน"),
        Person("3", "keeper", "นายไม่มี ตัวชี้วัด"),
    )  # fmt: skip
    rollover = rolled(small(people=people))
    assert [(person.kpi_no, person.name) for person in rollover.registry.people] == [
        ("1", "นายอยู่ ต่อ"),
        ("1", "นางเปลี่ยน งาน"),
    ]
    assert found(rollover, "rollover-person-left") == "นายย้าย ไป"


def test_open_lessons_are_carried_over__closed_ones_are_named() -> None:
    lessons = (Lesson("1", "DPM", "1", "หลักฐานหาย"), Lesson("2", "LAB", "", "ส่งช้า", closed_on=date(2013, 6, 1)))
    rollover = rolled(small(lessons=lessons))
    assert rollover.registry.lessons == (lessons[0],)
    assert found(rollover, "rollover-lesson-closed") == "2"


def test_a_lesson_of_a_dropped_kpi_stays_with_its_host() -> None:
    lessons = (Lesson("1", "", "2", "หลักฐานหาย"), Lesson("2", "DPM", "2", "ส่งช้า"))
    rollover = rolled(small(linear("1"), replace(linear("2", "LAB"), cancel_round=12), lessons=lessons))
    assert [(lesson.agency, lesson.kpi_no) for lesson in rollover.registry.lessons] == [("LAB", ""), ("DPM", "")]


def test_calendar_moves_a_year__days_of_the_month_stay() -> None:
    early = linear("1", due_group="early")
    new = rolled(small(early, linear("2", "LAB"))).registry
    assert new.calendar == (
        CalendarRule("kpi_template", "early", on_date=date(2014, 2, 22), handin_date=date(2014, 2, 28)),
        CalendarRule("kpi_template", on_date=date(2014, 2, 28)), CalendarRule("action_plan", on_date=date(2014, 2, 28)),
        CalendarRule("monthly_progress", day_of_month=20, first_period="2557-02"),
        CalendarRule("policy_report", day_of_month=2, month_offset=1, first_period="2557-02", handin_day=5),
        CalendarRule("self_assessment", days_before_handin=7),
    )  # fmt: skip
    assert new.settings.opdc_dates == {6: date(2014, 4, 30), 9: date(2014, 7, 31), 12: date(2014, 10, 31)}
    assert new.settings.fiscal_year.year == 2557 and new.settings.inspection_date is None


def test_a_calendar_row_of_a_group_that_no_kpi_belongs_to_any_more_goes() -> None:
    gone = replace(linear("2", "LAB", due_group="early"), cancel_round=6)
    assert all(not rule.due_group for rule in rolled(small(linear("1"), gone)).registry.calendar)


def test_moved_dates_are_to_be_confirmed() -> None:
    said = found(
        rolled(small(settings=replace(SETTINGS, opdc_dates={6: date(2013, 4, 30)}), calendar=CALENDAR[2:])),
        "rollover-date-to-confirm",
    )
    assert said == "28 ก.พ. 2557 · 30 เม.ย. 2557"


def test_fixed_holidays_move__those_that_follow_the_moon_or_stand_in_are_to_be_filled() -> None:
    holidays = {
        date(2012, 12, 5): "วันเฉลิมพระชนมพรรษา", date(2013, 2, 25): "วันมาฆบูชา", date(2013, 4, 8): "ชดเชยวันจักรี",
        date(2013, 10, 23): "วันปิยมหาราช", date(2012, 12, 31): "ชดเชยวันสิ้นปี",
    }  # fmt: skip
    rollover = rolled(small(holidays=holidays))
    assert rollover.registry.holidays == {date(2013, 12, 5): "วันเฉลิมพระชนมพรรษา", date(2014, 10, 23): "วันปิยมหาราช"}
    assert found(rollover, "rollover-holiday-to-fill") == "2"


def test_lists_of_the_old_year_are_emptied_and_counted() -> None:
    registry = small(
        exemptions=(Exemption("overdue", "DPM", "1", "หัวหน้า", "น้ำท่วม", None),),
        received=(ReceivedWithoutFile("DPM", "monthly_progress", "2556-02", date(2013, 2, 20), "LINE"),) * 2,
        plan_targets={("1", "2556-02"): Decimal(1)},
    )
    new = rolled(registry).registry
    assert (new.exemptions, new.received, dict(new.plan_targets)) == ((), (), {})
    assert found(rolled(registry), "rollover-list-emptied") == "ข้อยกเว้น 1 · รับโดยไม่มีไฟล์ 2 · เป้ารายเดือน 1"
    assert "rollover-list-emptied" not in codes(rolled(small()))


def test_leap_day_moves_to_the_28th() -> None:
    assert moved(date(2012, 2, 29), 1) == date(2013, 2, 28)
    assert moved(date(2012, 2, 29), 4) == date(2016, 2, 29)


def test_what_is_said_can_be_said_in_both_languages() -> None:
    registry = small(
        linear("1"),
        replace(linear("2", "LAB"), cancel_round=6),
        lessons=(Lesson("1", "", "", "ก", closed_on=date(2013, 1, 1)),),
    )
    for finding in rolled(registry, ("DPM", "1", {"result": 75})).findings:
        assert message_of(finding, "th") and "{" not in message_of(finding, "en")
