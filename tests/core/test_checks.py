from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.catalogue import checks as catalogue
from kpi_excel.core.catalogue import message_of, remedy_of, severity_of
from kpi_excel.core.checks import check_submission, exempted, mark_awaiting, verdict_of, without_consequences
from kpi_excel.core.findings import Finding, Place, Severity
from kpi_excel.core.model import (
    NO_LEVELS,
    Accumulation,
    Agreement,
    Direction,
    Exemption,
    HostChange,
    Kpi,
    Part,
    Registry,
    ScoringMethod,
)  # fmt: skip
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Record, Verdict, Word
from tests.core.province import FEB, MAR, PLAN, SAR6, TEMPLATE, linear, record, rows, small
from tests.core.scoring.samples import levels_of

FORMS = {TEMPLATE: "kpi_template", PLAN: "action_plan", SAR6: "self_assessment"}


def check(
    *records: Record, registry: Registry | None = None, period: Period = FEB, agency: str = "DPM"
) -> list[Finding]:
    return list(check_submission(FORMS.get(period, "monthly_progress"), records, registry or small(), period, agency))


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def test_a_sound_report_has_no_findings() -> None:
    assert not check(record("1", result=85, status="behind", problem="ฝนตก", measure="เลื่อนไป มี.ค."))


def test_an_unknown_kpi_is_told_with_its_neighbours() -> None:
    registry = small(linear("3.2.1", "LAB"), linear("3.2.2"), linear("5"))
    (finding,) = check(record("3.2.22", result=1), registry=registry)
    assert (finding.code, finding.expected, finding.place.field) == ("kpi-unknown", "3.2.2", "kpi.kpi_no")
    (lost,) = check(record("99", result=1), registry=registry)
    assert "ไม่มี" in remedy_of(lost)


def test_a_group_is_not_reported() -> None:
    kpis = Kpi("3", "กลุ่ม", ScoringMethod.GROUP), linear("3.1", parent_no="3"), linear("3.2", parent_no="3")
    (finding,) = check(record("3", result=1), registry=small(*kpis))
    assert (finding.code, finding.expected) == ("kpi-is-a-group", "3.1, 3.2")


def test_a_kpi_of_another_agency_awaits__its_neighbours_do_not() -> None:
    records = record("1", result=85), record("2", result=85), rows("evidence", "2", {"document": "x", "place": "y"})
    findings = check(*records)
    assert codes(findings) == ["kpi-not-hosted"] * 2
    assert message_of(findings[0]) == "ตัวชี้วัดที่ 2 มีสำนักงานแรงงานเป็นเจ้าภาพ"
    assert [item.awaiting for item in mark_awaiting(records, findings)] == [False, True, True]


def test_a_former_host_may_report_its_months__a_new_one_may_resend_the_template() -> None:
    registry = small(linear("1"), host_changes=(HostChange("1", "LAB", date(2013, 3, 1)),))
    report = record("1", result=85)
    assert not check(report, registry=registry)
    assert codes(check(report, registry=registry, period=MAR)) == ["kpi-not-hosted"]
    assert not check(report, registry=registry, period=MAR, agency="LAB")
    for agency in ("DPM", "LAB"):
        assert not check(record("1", target=90), registry=registry, period=TEMPLATE, agency=agency)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"start_round": 9}, "starts in the 9-month round"), ({"cancel_round": 6}, "cancelled at the 6-month round"),
        ({"agreement": Agreement.NEGOTIATED}, "still being negotiated"),
    ],
)  # fmt: skip
def test_a_result_out_of_force_is_noted__not_refused(fields: dict[str, object], why: str) -> None:
    (finding,) = check(record("1", result=85), registry=small(linear("1", **fields)))
    assert (finding.code, severity_of(finding)) == ("kpi-not-in-force", Severity.NOTE)
    assert why in message_of(finding, "en")


def test_two_rows_of_one_kpi_both_await() -> None:
    records = record("1", result=85), record("1", result=86), rows("evidence", "1", {"document": "x"})
    findings = check(*records)
    assert codes(findings) == ["kpi-row-twice"] * 2
    assert [item.awaiting for item in mark_awaiting(records, findings)] == [True, True, False]


def test_behind_plan_needs_a_problem_and_a_measure() -> None:
    findings = check(record("1", result=85, status="behind", problem="", next_work="ตรวจ"))
    assert [(f.code, f.place.field, f.place.sheet) for f in findings] == [
        ("status-without-reason", "kpi.problem", "รายงาน"), ("status-without-reason", "kpi.measure", "รายงาน"),
    ]  # fmt: skip
    assert not check(record("1", result=85, status="on_plan"))


def test_a_cell_that_is_missing_is_not_told_twice() -> None:
    (own,) = check(record("1", result=85, status="behind", problem="ฝนตก"))
    missing = Finding("value-missing", Place("", "รายงาน", "F9", "1", "kpi.measure"))
    other = Finding("value-missing", Place("", "รายงาน", "F9", "2", "kpi.measure"))
    assert without_consequences([own, missing]) == (missing,)
    assert without_consequences([own, other]) == (own, other)
    level, elsewhere = (
        Finding("step-level-out-of-range", Place("", "แผน", cell, "1", "plan.level")) for cell in ("F9", "F10")
    )
    unread = Finding("value-not-a-number", Place("", "แผน", "F9", "1", "plan.level"))
    assert without_consequences([level, elsewhere, unread]) == (elsewhere, unread)


@pytest.mark.parametrize("status", ["not_started", "withdrawn"])
def test_a_status_without_result_has_no_number(status: str) -> None:
    assert codes(check(record("1", result=12, status=status))) == ["status-contradicts-result"]
    assert not check(record("1", result=Word.NOT_STARTED, status=status))


def test_a_measure_is_more_than_the_problem() -> None:
    assert codes(check(record("1", result=85, problem="งบ  ไม่พอ", measure="งบ ไม่พอ "))) == ["measure-repeats-problem"]


def percent(**fields: object) -> Registry:
    return small(replace(linear("1", **fields), unit="ร้อยละ"))


def test_a_part_is_no_greater_than_the_whole() -> None:
    report = record("1", numerator=176, denominator=152)
    ratio = {"accumulation": Accumulation.RATIO}
    assert codes(check(report, registry=percent(**ratio))) == ["numerator-above-denominator"]
    assert not check(report, registry=small(linear("1", **ratio)))
    assert not check(record("1", numerator=152, denominator=152), registry=percent(**ratio))


@pytest.mark.parametrize(
    ("result", "fields", "told"),
    [
        ("8150", {}, True), ("-1", {}, True), ("100", {}, False), ("0", {}, False),
        ("120", {"levels": levels_of(80, 90, 100, 110, 120)}, False), ("120", {"levels": NO_LEVELS}, False),
        ("120", {"method": ScoringMethod.GROWTH}, False),
    ],
)  # fmt: skip
def test_a_percentage_lies_within_100__where_its_criteria_do(
    result: str, fields: dict[str, object], told: bool
) -> None:
    found = check(record("1", result=Decimal(result)), registry=percent(**fields))
    assert codes(found) == (["percentage-out-of-range"] if told else [])


def test_a_part_in_percent_lies_within_100_too() -> None:
    parts = (Part("G1", "ก", Decimal(1), levels_of(35, 40, 45, 50, 55)), Part("G2", "ข", Decimal(1), levels_of(100, 200, 300, 400, 500)))
    registry = small(replace(linear("1"), unit="ร้อยละ", method=ScoringMethod.COMPOSITE, levels=NO_LEVELS, parts=parts))
    found = check(record("1", **{"part:G1": Decimal(1200), "part:G2": Decimal(450)}), registry=registry)
    assert [(finding.code, finding.place.field) for finding in found] == [("percentage-out-of-range", "kpi.part:G1")]
    assert not check(record("1", **{"part:G1": Decimal(55), "part:G2": Decimal(450)}), registry=registry)


def test_a_percentage_of_change_may_leave_0_to_100() -> None:
    growth = replace(linear("1"), unit="ร้อยละ", name="อัตราการเติบโตของ GPP", levels=levels_of(1, 2, 3, 4, 5))
    assert not check(record("1", result=Decimal("-0.8")), registry=small(growth))


@pytest.mark.parametrize(
    ("done", "gap"),
    [
        ((1, 1, 0, 1, 0), ("4", "3")), ((0, 0, 0, 0, 1), ("5", "1")),
        ((1, 1, 1, 0, 0), None), ((0,) * 5, None), ((1,) * 5, None),
    ],
)  # fmt: skip
def test_a_gap_in_the_steps_is_noted(done: tuple[int, ...], gap: tuple[str, str] | None) -> None:
    registry = small(linear("1", method=ScoringMethod.MILESTONE))
    found = check(record("1", **{f"step{n}": bool(is_done) for n, is_done in enumerate(done, 1)}), registry=registry)
    assert [(f.found, f.expected) for f in found] == ([gap] if gap else [])


def test_a_step_finishes_after_it_starts() -> None:
    plan = rows(
        "plan", "1",
        {"step": "ก", "level": 1, "start": date(2013, 6, 1), "finish": date(2013, 5, 31)},
        {"step": "ข", "level": 1, "start": date(2013, 6, 1), "finish": date(2013, 6, 1)},
    )  # fmt: skip
    (finding,) = check(plan, period=PLAN)
    assert (finding.code, finding.found, finding.expected) == (
        "finish-before-start", ("31 พ.ค. 2556", "31 May 2013"), ("1 มิ.ย. 2556", "1 Jun 2013"),
    )  # fmt: skip
    assert (finding.place.cell, finding.place.field) == ("B4", "plan.finish")


def test_days_lie_in_the_fiscal_year() -> None:
    plan = rows(
        "plan",
        "1",
        {"step": "ก", "start": date(2012, 10, 1), "finish": date(2013, 9, 30)},
        {"step": "ข", "finish": date(2014, 5, 31)},
    )
    steps = rows("steps", "1", {"code": "P1-1", "done": "done", "finished_on": date(2012, 9, 30)})
    assert codes(check(plan, period=PLAN)) == ["date-outside-fiscal-year"]
    (finding,) = check(steps)
    assert finding.place.field == "steps.finished_on"


@pytest.mark.parametrize(("level", "told"), [("0", True), ("6", True), ("2.5", True), ("1", False), ("5", False)])
def test_a_step_serves_one_of_five_levels(level: str, told: bool) -> None:
    found = check(rows("plan", "1", {"step": "ก", "level": Decimal(level)}), period=PLAN)
    assert codes(found) == (["step-level-out-of-range"] if told else [])


def template(*criteria: float | None) -> Record:
    cells: dict[str, Plain] = {f"c{n}": None if c is None else Decimal(str(c)) for n, c in enumerate(criteria, 1)}
    return record("1", **cells)


@pytest.mark.parametrize(
    ("criteria", "direction", "found"),
    [
        ((60, 70, 80, 90, 100), Direction.UP, None), ((32, 30, 28, 26, 24), Direction.DOWN, None),
        ((60, 70, 65, 90, 100), Direction.UP, ("criteria-not-monotonic", "kpi.c3")),
        ((60, 70, 70, 90, 100), Direction.UP, ("criteria-not-monotonic", "kpi.c3")),
        ((60, 60, 70, 80, 90), Direction.UP, ("criteria-not-monotonic", "kpi.c2")),
        ((24, 26, 28, 30, 32), Direction.DOWN, ("template-criteria-reversed", "kpi.c2")),
        ((100, 90, 80, 70, 60), Direction.UP, ("template-criteria-reversed", "kpi.c2")),
        ((60, None, 80, None, 100), Direction.UP, None), ((60, None, None, None, None), Direction.UP, None),
        ((None,) * 5, Direction.DOWN, None),
    ],
)  # fmt: skip
def test_criteria_run_one_way__in_the_agreed_direction(
    criteria: tuple[float | None, ...], direction: Direction, found: tuple[str, str] | None
) -> None:
    registry = small(linear("1", levels=NO_LEVELS, direction=direction))
    findings = check(template(*criteria), registry=registry, period=TEMPLATE)
    assert [(f.code, f.place.field) for f in findings] == ([found] if found else [])


def test_criteria_of_a_method_without_scale_are_not_judged() -> None:
    registry = small(linear("1", method=ScoringMethod.COMPOSITE, levels=NO_LEVELS))
    assert not check(template(60, 70, 65), registry=registry, period=TEMPLATE)


def test_criteria_are_judged_together_with_the_agreed_ones() -> None:
    registry = small(linear("1", levels=levels_of(60, None, 80, 90, 100)))
    assert codes(check(template(None, 85), registry=registry, period=TEMPLATE)) == ["criteria-not-monotonic"]
    assert not check(record("1", target=100), registry=registry, period=TEMPLATE)


def test_blank_records_are_not_judged() -> None:
    assert not check(record("99", result=None), record("2", problem=""))


ERROR = Finding("kpi-row-twice", Place(kpi_no="1", field="plan.step"))


def test_an_error_awaits_on_its_own_kind_of_record() -> None:
    records = record("1", result=1), rows("plan", "1", {"step": "ก"}), rows("plan", "2", {"step": "ก"})
    assert [item.awaiting for item in mark_awaiting(records, [ERROR])] == [False, True, False]
    whole = replace(ERROR, place=Place(kpi_no="1"))
    assert [item.awaiting for item in mark_awaiting(records, [whole])] == [True, True, False]
    warning = Finding("percentage-out-of-range", Place(kpi_no="1", field="kpi.result"))
    assert not any(item.awaiting for item in mark_awaiting(records, [warning]))


def test_verdicts() -> None:
    good, bad, blank = record("1", result=1), record("1", awaiting=True, result=1), record("2", result=None)
    note = Finding("kpi-not-in-force", Place(kpi_no="1", field="kpi."))
    assert verdict_of([good, blank], [note]) is Verdict.ACCEPTED
    assert verdict_of([bad], []) is Verdict.ACCEPTED_IN_PART
    assert verdict_of([good], [replace(ERROR, place=Place(sheet="แผน", cell="B9"))]) is Verdict.ACCEPTED_IN_PART
    assert verdict_of([blank], [ERROR]) is Verdict.RETURNED
    assert verdict_of([], []) is Verdict.RETURNED


def test_an_exempted_error_holds_nothing_up() -> None:
    exemption = Exemption("kpi-not-hosted", "DPM", "2", "ผู้ว่าฯ", "รายงานแทน", date(2013, 2, 28))
    registry = small(exemptions=(exemption,))
    findings = check(record("2", result=1), registry=registry)
    assert exempted(findings, registry, "DPM", date(2013, 2, 28)) == frozenset(findings)
    assert not exempted(findings, registry, "DPM", date(2013, 3, 1))


@pytest.mark.parametrize("code", sorted(catalogue.RULES))
def test_every_code_speaks_both_languages(code: str) -> None:
    finding = Finding(code, Place("f.xlsx", "แผน", "B9", "3.2.2", "kpi.result"), "พบ", "ควร")
    for lang in ("th", "en"):
        for text in (message_of(finding, lang), remedy_of(finding, lang), catalogue.RULES[code].example.say(lang)):
            assert text and "{" not in text
