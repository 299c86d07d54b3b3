from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.catalogue import message_of, severity_of
from kpi_excel.core.checks_registry import CHECKS, check_registry, place_of
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.core.model import (
    Agency,
    Agreement,
    Baseline,
    CalendarRule,
    Direction,
    Exemption,
    HostChange,
    Kpi,
    Part,
    Person,
    ReceivedWithoutFile,
    Registry,
    ScoringMethod,
    Settings,
)  # fmt: skip
from kpi_excel.core.periods import FiscalYear
from tests.core.scoring.samples import levels_of

RISING = levels_of(60, 70, 80, 90, 100)
CALENDAR = (
    CalendarRule("kpi_template", on_date=date(2013, 2, 28)),
    CalendarRule("action_plan", on_date=date(2013, 2, 28)),
    CalendarRule("monthly_progress", day_of_month=20),
    CalendarRule("policy_report", day_of_month=2, month_offset=1),
    CalendarRule("self_assessment", days_before_handin=7),
)
SETTINGS = Settings(
    "ตัวอย่าง", FiscalYear(2556), opdc_dates={6: date(2013, 4, 30), 9: date(2013, 7, 31), 12: date(2013, 10, 31)}
)


def leaf(kpi_no: str = "1.1", weight: int = 100, **fields: Any) -> Kpi:
    fields = {"levels": RISING, "method": ScoringMethod.LINEAR, "host": "AAA"} | fields
    return Kpi(kpi_no, f"ตัวชี้วัด {kpi_no}", weight=Decimal(weight), **fields)


def group(kpi_no: str = "1", weight: int = 100, **fields: Any) -> Kpi:
    return Kpi(kpi_no, f"กลุ่ม {kpi_no}", ScoringMethod.GROUP, weight=Decimal(weight), **fields)


def registry_of(*kpis: Kpi, **fields: Any) -> Registry:
    people = tuple(Person(kpi.kpi_no, "keeper", "นางสาวมาลี ตัวอย่าง") for kpi in kpis)
    fields = {"people": people, "calendar": CALENDAR, "settings": SETTINGS, "agencies": (Agency("AAA", "สำนักงานหนึ่ง"),)} | fields
    return Registry(kpis=kpis, **fields)


def told(*kpis: Kpi, **fields: Any) -> list[Finding]:
    return list(check_registry(registry_of(*kpis, **fields)))


def codes(*kpis: Kpi, **fields: Any) -> list[str]:
    return [finding.code for finding in told(*kpis, **fields)]


def test_a_sound_registry_has_no_findings() -> None:
    assert codes(group(), leaf("1.1", 60, parent_no="1"), leaf("1.2", 40, parent_no="1")) == []


def test_an_empty_registry_has_one_finding() -> None:
    assert codes() == ["registry-empty"]
    assert codes(leaf(), agencies=()) == ["registry-empty"]


def test_a_parent_is_a_group() -> None:
    assert "registry-parent-not-group" in codes(leaf("1", 50), leaf("1.1", 50, parent_no="1"))


def test_the_tree_has_no_circle() -> None:
    findings = told(group("1", 0, parent_no="2"), group("2", 0, parent_no="1"), leaf("3"))
    assert [f.found for f in findings if f.code == "registry-parent-circle"] == ["1 → 2 → 1", "2 → 1 → 2"]


def test_a_group_has_children() -> None:
    assert codes(group("1", 0), leaf("2")) == ["registry-group-empty"]


def test_a_group_weighs_what_its_children_weigh() -> None:
    findings = told(group("1", 100), leaf("1.1", 60, parent_no="1"), leaf("1.2", 41, parent_no="1"))
    assert [(f.code, f.found, f.expected) for f in findings] == [("registry-group-weight", "100", "101")]


def test_thirds_of_a_hundred_are_a_hundred() -> None:
    third = Decimal("33.3333333333333")
    kpis = [replace(leaf(f"1.{n}", parent_no="1"), weight=third) for n in (1, 2, 3)]
    assert codes(group("1", 100), *kpis) == []


def test_leaf_weights_sum_to_100() -> None:
    findings = told(group("1", 99), leaf("1.1", 99, parent_no="1"))
    assert [(f.code, f.found, f.expected) for f in findings] == [("registry-weights-not-100", "99", "100")]
    assert severity_of(findings[0]) is Severity.ERROR


@pytest.mark.parametrize("agreement", [Agreement.PROPOSED, Agreement.NEGOTIATED])
def test_leaf_weights_sum_to_100__a_warning_while_one_kpi_is_not_agreed(agreement: Agreement) -> None:
    findings = told(group("1", 99), leaf("1.1", 49, parent_no="1"), leaf("1.2", 50, parent_no="1", agreement=agreement))
    assert [(f.code, f.found, f.expected) for f in findings] == [("registry-weights-still-open", "99", "100")]
    assert severity_of(findings[0]) is Severity.WARNING


@pytest.mark.parametrize(
    ("levels", "direction", "code"),
    [
        ((60, 70, 70, 90, 100), Direction.UP, "registry-criteria-not-monotonic"),
        ((60, 70, 65, 90, 100), Direction.UP, "registry-criteria-not-monotonic"),
        ((100, 90, 80, 70, 75), Direction.DOWN, "registry-criteria-not-monotonic"),
        ((80, 80, 80, 80, 80), Direction.UP, "registry-criteria-not-monotonic"),
        ((60, 70, 80, 90, 100), Direction.DOWN, "registry-criteria-against-direction"),
        ((24, 22, 20, 18, 16), Direction.UP, "registry-criteria-against-direction"),
        ((60, 70, 80, 90, None), Direction.UP, "registry-criteria-incomplete"),
        ((None, 70, 80, 90, 100), Direction.UP, "registry-criteria-incomplete"),
        ((None, None, None, None, None), Direction.UP, "registry-criteria-missing"),
    ],
)
def test_criteria_run_the_way_the_direction_says(levels: tuple[Any, ...], direction: Direction, code: str) -> None:
    assert codes(leaf(levels=levels_of(*levels), direction=direction)) == [code]


@pytest.mark.parametrize(
    ("levels", "direction"),
    [((60, None, 80, None, 100), Direction.UP), ((32, 30, 28, 26, 24), Direction.DOWN), ((80, 85, 92, 95, 100), Direction.UP),
     ((-3, -2, -1, 0, 1), Direction.UP)],
)  # fmt: skip
def test_sound_criteria_are_left_alone(levels: tuple[Any, ...], direction: Direction) -> None:
    assert codes(leaf(levels=levels_of(*levels), direction=direction)) == []


def test_criteria_may_wait_for_the_negotiation() -> None:
    assert codes(leaf(levels=levels_of(*[None] * 5), agreement=Agreement.PROPOSED)) == []


def test_criteria_findings_point_to_the_level_that_breaks_the_order() -> None:
    cells = {("kpi", "1.1", "c3"): "ตัวชี้วัด!K8"}
    finding = told(leaf(levels=levels_of(60, 70, 65, 90, 100)), cells=cells)[0]
    assert (finding.place.sheet, finding.place.cell, finding.place.kpi_no, finding.place.field) == ("ตัวชี้วัด", "K8", "1.1", "c3")
    assert "60 · 70 · 65 · 90 · 100" in message_of(finding)


def test_parts_have_weights_and_sound_criteria() -> None:
    sound = Part("A", "ก", Decimal(1), RISING)
    composite = leaf(method=ScoringMethod.COMPOSITE, levels=levels_of(*[None] * 5))
    assert codes(composite) == ["registry-parts-missing"]
    assert codes(replace(composite, parts=(sound,))) == []
    assert codes(replace(composite, parts=(sound, replace(sound, code="B", weight=None)))) == ["registry-part-weight-missing"]
    bad = replace(sound, levels=levels_of(5, 4, 3, 2, 1))
    assert codes(replace(composite, parts=(bad,))) == ["registry-criteria-against-direction"]


def test_conditional_weights_need_a_weight_in_one_case() -> None:
    part = Part("A", "ก", None, RISING, other_weight=Decimal(2))
    conditional = leaf(method=ScoringMethod.CONDITIONAL_WEIGHTS, parts=(part,))
    assert codes(conditional) == []
    assert codes(replace(conditional, parts=(replace(part, other_weight=None),))) == ["registry-part-weight-missing"]


def test_an_external_score_has_parts_without_weights() -> None:
    assert codes(leaf(method=ScoringMethod.EXTERNAL_SCORE, parts=(Part("1", "ส่วนที่ 1"),))) == []
    assert codes(leaf(method=ScoringMethod.EXTERNAL_SCORE)) == ["registry-parts-missing"]


@pytest.mark.parametrize(
    ("baselines", "code"),
    [
        ((), "registry-baseline-missing"),
        ((Baseline(2555, None),), "registry-baseline-missing"),
        ((Baseline(2555, Decimal(5), is_base=False),), "registry-baseline-missing"),
        ((Baseline(2554, Decimal(0)), Baseline(2555, Decimal(0))), "registry-baseline-zero"),
        ((Baseline(2555, Decimal(5)), Baseline(2556, Decimal(6))), "registry-baseline-not-earlier"),
    ],
)
def test_growth_has_a_base_before_the_year(baselines: tuple[Baseline, ...], code: str) -> None:
    assert codes(leaf(method=ScoringMethod.GROWTH, baselines=baselines)) == [code]
    assert codes(leaf(method=ScoringMethod.GROWTH, baselines=(Baseline(2555, Decimal(5)),))) == []


def test_a_milestone_kpi_names_its_steps() -> None:
    assert codes(leaf(method=ScoringMethod.MILESTONE)) == ["registry-steps-missing"]
    assert codes(leaf(method=ScoringMethod.MILESTONE, level_texts=("หนึ่ง", "สอง"))) == []


@pytest.mark.parametrize(("start", "cancel", "is_told"), [(9, 6, True), (9, 9, True), (9, 12, False), (6, 6, False), (6, 12, False)])
def test_cancellation_comes_after_the_start(start: int, cancel: int, is_told: bool) -> None:
    assert (codes(leaf(start_round=start, cancel_round=cancel)) == ["registry-cancelled-before-start"]) is is_told


def test_a_calendar_row_gives_exactly_one_date() -> None:
    none, two = CalendarRule("action_plan"), CalendarRule("action_plan", on_date=date(2013, 2, 28), day_of_month=28)
    assert codes(leaf(), calendar=(CALENDAR[0], none, *CALENDAR[2:])) == ["registry-due-date-missing"]
    assert codes(leaf(), calendar=(CALENDAR[0], two, *CALENDAR[2:])) == ["registry-due-date-ambiguous"]


@pytest.mark.parametrize("first", ["2557-01", "2556-sar6", "2555-09"])
def test_the_first_period_is_a_month_of_the_year(first: str) -> None:
    calendar = (*CALENDAR[:2], replace(CALENDAR[2], first_period=first), *CALENDAR[3:])
    assert codes(leaf(), calendar=calendar) == ["registry-first-period-unlikely"]


def test_dates_counted_back_need_opdcs_date() -> None:
    findings = told(leaf(), settings=replace(SETTINGS, opdc_dates={6: date(2013, 4, 30)}))
    assert [(f.code, f.found) for f in findings] == [("registry-opdc-date-missing", "9"), ("registry-opdc-date-missing", "12")]


def test_every_form_has_a_general_row() -> None:
    findings = told(leaf(), calendar=CALENDAR[:-1])
    assert [f.code for f in findings] == ["registry-form-without-due-date"]


def test_due_groups_and_calendar_rows_name_each_other() -> None:
    early = CalendarRule("kpi_template", "ส่งก่อน", on_date=date(2013, 2, 22))
    assert codes(leaf(due_group="ส่งก่อน"), calendar=(*CALENDAR, early)) == []
    findings = told(leaf(due_group="ส่งกอน"), calendar=(*CALENDAR, early))
    assert [(f.code, f.expected) for f in findings] == [("registry-due-group-without-date", "ส่งก่อน"), ("registry-due-group-unused", "")]


def test_dates_of_another_year_are_told() -> None:
    calendar = (replace(CALENDAR[0], on_date=date(2012, 2, 28)), *CALENDAR[1:])
    change = HostChange("1.1", "AAA", date(2014, 5, 1))
    received = ReceivedWithoutFile("AAA", "monthly_progress", "2555-02", date(2012, 2, 20), "LINE")
    targets = {("1.1", "2556-02"): Decimal(1), ("1.1", "2555-02"): Decimal(1)}
    findings = told(leaf(), calendar=calendar, host_changes=(change,), plan_targets=targets, received=(received,))
    assert [finding.code for finding in findings] == ["registry-date-of-another-year"] * 4
    assert {finding.place.field for finding in findings} == {"on_date", "since", "period"}


def test_leaves_without_keeper_are_told_in_one_finding() -> None:
    findings = told(leaf("1.1", 50), leaf("1.2", 50), people=())
    assert [(f.code, f.found) for f in findings] == [("registry-keeper-missing", "1.1, 1.2")]


def test_an_appointment_ends_after_it_begins() -> None:
    person = Person("1.1", "keeper", "นายวิชัย", since=date(2013, 2, 1), until=date(2013, 1, 31))
    assert codes(leaf(), people=(person,)) == ["registry-until-before-since"]


def test_two_agencies_do_not_share_a_name() -> None:
    agencies = (Agency("AAA", "สำนักงานเกษตร", aliases=("เกษตร",)), Agency("BBB", "สำนักงานสหกรณ์", short="เกษตร"))
    findings = told(leaf(), agencies=agencies)
    assert [(f.code, f.found, f.expected) for f in findings] == [("registry-name-shared", "เกษตร", "AAA")]


@pytest.mark.parametrize("rule", ["overdue", "monthly_progress", "value-not-a-number"])
def test_exemptions_from_rules_forms_and_lateness_are_known(rule: str) -> None:
    assert codes(leaf(), exemptions=(Exemption(rule, "AAA", "", "ผู้ว่าฯ", "น้ำท่วม", None),)) == []


def test_an_exemption_from_an_unknown_rule_suggests_the_nearest() -> None:
    finding = told(leaf(), exemptions=(Exemption("value-not-a-numbr", "AAA", "", "ผู้ว่าฯ", "น้ำท่วม", None),))[0]
    assert (finding.code, finding.expected) == ("registry-unknown-rule", "value-not-a-number")


def test_a_value_without_known_cell_still_has_its_kpi_and_field() -> None:
    place = place_of(registry_of(leaf()), "kpi", "1.1", "weight", "1.1")
    assert (place.sheet, place.cell, place.kpi_no, place.field) == ("", "", "1.1", "weight")


def test_checks_are_named_for_what_must_hold() -> None:
    assert all(check.__name__.startswith("check_") and check.__doc__ for check in CHECKS)
