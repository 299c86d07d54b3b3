from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.model import (
    Accumulation,
    Agreement,
    Baseline,
    CalendarRule,
    Exemption,
    HostChange,
    Lesson,
    NoDataRule,
    Part,
    Person,
    ReceivedWithoutFile,
    Registry,
    RollRule,
    ScoringMethod,
)  # fmt: skip
from kpi_excel.core.periods import FiscalYear
from kpi_excel.workbooks.registry.reader import read_registry
from kpi_excel.workbooks.registry.writer import empty_tables, tables_of, write_registry
from tests.workbooks.registry.small import codes, day, read_tables


def _again(registry: Registry) -> Registry:
    reading = read_registry(write_registry(tables_of(registry)))
    assert reading.registry is not None
    assert codes(reading, notes=False) == []
    return reading.registry


def _without_cells(registry: Registry) -> Registry:
    return replace(registry, cells={})


def full_registry() -> Registry:
    """A registry that uses every sheet and every attribute."""
    plain = read_tables().registry
    assert plain is not None
    group, first, second = plain.kpis
    first = replace(
        first, accumulation=Accumulation.RATIO, round_weights={6: Decimal(40)}, target=Decimal("80.5"), supporting=("BBB",),
        in_policy_report=True, due_group="ส่งก่อน", start_round=9, agreement=Agreement.NEGOTIATED, agreed_from=day("2012-11-01"),
        guideline="แนวทาง\nสองบรรทัด", description="คำอธิบาย", baselines=(Baseline(2554, None, False), Baseline(2555, Decimal("-1.5"))),
        params={"factor": Decimal(100)}, unit="ร้อยละ", dimension_no="1", dimension="ประสิทธิผล", goal="เป้า", strategic_issue="ประเด็น",
    )  # fmt: skip
    second = replace(
        second, method=ScoringMethod.CONDITIONAL_WEIGHTS, levels=(None,) * 5, cancel_round=12, level_texts=("หนึ่ง", "สอง"),
        parts=(Part("A", "ส่วน ก", Decimal(2), (Decimal(1), None, None, None, Decimal(5)), Decimal(3)),
               Part("B", "ส่วน ข", Decimal(1), (Decimal(1), None, None, None, Decimal(5)))),
    )  # fmt: skip
    return replace(
        plain,
        settings=replace(plain.settings, roll=RollRule.NEXT, no_data=NoDataRule.LOWEST, inspection_date=day("2013-11-20"),
                         evidence_days=45,
                         office="สำนักงานจังหวัด", office_phone="038-555-101", office_email="a@example.go.th",
                         opdc_email="b@example.go.th"),
        kpis=(replace(group, weight=Decimal(100)), first, second),
        people=(*plain.people, Person("1.1", "supervisor", "นายวิชัย ตัวอย่าง", "หัวหน้า", "0 3869 4000", "w@example.go.th",
                                      day("2012-10-01"), day("2013-01-31"))),
        calendar=(*plain.calendar, CalendarRule("kpi_template", "ส่งก่อน", on_date=day("2013-02-22"),
                                                handin_date=day("2013-02-28"), roll=RollRule.PREVIOUS),
                  CalendarRule("monthly_progress", day_of_month=25, month_offset=1, first_period="2556-05", handin_day=28)),
        holidays={day("2013-02-25"): "วันมาฆบูชา", day("2013-04-15"): ""},
        host_changes=(HostChange("1.1", "BBB", day("2013-05-01")),),
        plan_targets={("1.1", "2556-02"): Decimal("12.25"), ("1.1", "2556-03"): Decimal(0)},
        exemptions=(Exemption("monthly_progress", "AAA", "", "ผู้ว่าราชการจังหวัด", "น้ำท่วม", day("2013-03-31")),
                    Exemption("overdue", "", "1.1", "ปลัดจังหวัด", "รอข้อมูล", None)),
        received=(ReceivedWithoutFile("AAA", "monthly_progress", "2556-02", day("2013-02-19"), "LINE", "1.1", "รับโดย นาย ก"),
                  ReceivedWithoutFile("BBB", "self_assessment", "2556-sar6", day("2013-04-19"), "กระดาษ"),
                  ReceivedWithoutFile("AAA", "action_plan", "2556-plan", day("2013-02-28"), "กระดาษ")),
        lessons=(Lesson("1", "", "", "หลักฐานหาย", "ลงทะเบียนทันที", "ประชุม", day("2013-06-01"), "มีทะเบียนแล้ว"),
                 Lesson("2.1", "AAA", "1.1", "ส่งช้า")),
    )  # fmt: skip


def test_a_registry_that_uses_everything_survives_writing_and_reading() -> None:
    full = full_registry()
    assert _without_cells(_again(full)) == _without_cells(full)


def test_writing_again_changes_nothing() -> None:
    once = _again(full_registry())
    assert _again(once) == once


def test_a_new_province_has_settings_calendar_and_words_but_no_kpis() -> None:
    reading = read_registry(write_registry(empty_tables("ลำพูน", 2557)))
    assert codes(reading) == ["registry-empty"]
    assert reading.registry is not None
    settings = reading.registry.settings
    assert (settings.province, settings.fiscal_year) == ("ลำพูน", FiscalYear(2557))
    assert settings.opdc_dates == {6: day("2014-04-30"), 9: day("2014-07-31"), 12: day("2014-10-31")}
    assert [(band.low, band.high) for band in settings.bands] == [(0, 3), (3, 4), (4, Decimal("5.0001"))]
    forms = {rule.form: rule for rule in reading.registry.calendar}
    assert set(forms) == {"kpi_template", "action_plan", "monthly_progress", "policy_report", "self_assessment"}
    assert forms["kpi_template"].on_date == day("2014-02-28")
    assert forms["policy_report"] == CalendarRule("policy_report", day_of_month=2, month_offset=1, handin_day=5)


def test_people_of_several_kpis_share_a_row() -> None:
    registry = read_tables().registry
    assert registry is not None
    assert [row["kpi_nos"] for row in tables_of(registry)["people"]] == ["1.1, 1.10"]
