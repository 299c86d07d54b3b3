"""Decisions wanted: who does what by when, the most pressing first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.periods import Period
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.decisions import decisions, handin_date
from tests.workbooks.consolidated.sample import MIXED, consolidation


def said(data: Consolidation, lang: str = "th") -> list[str]:
    return decisions(Context.of(data, lang))


def test_closing_round_hand_in_then_missing_reports_then_the_weakest_kpi() -> None:
    """28 Oct 2013 is a Monday; 30 Oct is a holiday of the sample: three working days end on Friday 1 Nov."""
    assert said(consolidation()) == [
        "เห็นชอบรายงาน 12 เดือน และลงนามนำส่ง ก.พ.ร. ภายใน 31 ต.ค. 2556",
        "ให้ สนง.พาณิชย์ และ สนง.สถิติ ส่งรายงานที่ค้าง ภายใน 1 พ.ย. 2556",
        "ให้ สนง.เกษตรและสหกรณ์ เสนอมาตรการเร่งรัดตัวชี้วัด 2.2 ภายใน 5 พ.ย. 2556",
    ]


def test_english_says_the_same() -> None:
    assert said(consolidation(), "en")[1] == "สนง.พาณิชย์ and สนง.สถิติ to send the overdue reports by 1 Nov 2013"


def test_opdc_date_that_has_passed_asks_for_nothing() -> None:
    late = replace(consolidation(), as_of=date(2013, 11, 2))
    assert handin_date(Context.of(late, "th")) is None
    assert not any("ก.พ.ร." in sentence for sentence in said(late))


def test_a_month_that_closes_no_round_has_no_hand_in_and_no_certification() -> None:
    data = replace(consolidation(), period=Period.parse("2556-08"))
    assert not any("ก.พ.ร." in sentence or "ทวนสอบ" in sentence for sentence in said(data))


def test_an_assessment_round_hands_in_like_its_closing_month() -> None:
    data = replace(consolidation(), period=Period.parse("2556-sar12"))
    assert said(data)[0].startswith("เห็นชอบรายงาน 12 เดือน")


def test_nothing_to_hand_in_without_a_score() -> None:
    assert not any("ก.พ.ร." in sentence for sentence in said(consolidation(is_reported=False)))


def test_lesser_matters_take_the_room_that_is_left() -> None:
    data = consolidation(MIXED)
    only_steps = tuple(item for item in data.overdue if item.kind != "submission")
    assert said(replace(data, overdue=only_steps, period=Period.parse("2556-08"))) == [
        "ให้ สนง.ป้องกันและบรรเทาสาธารณภัย เสนอมาตรการเร่งรัดตัวชี้วัด 3.2.2 ภายใน 5 พ.ย. 2556",
        "ให้ สนง.เกษตร ส่งฉบับแก้ไข ภายใน 1 พ.ย. 2556",
        "ให้ สนง.เกษตรและสหกรณ์ และอีก 3 หน่วยงาน เร่งขั้นตอนที่เลยกำหนด และรายงานภายใน 5 พ.ย. 2556",
    ]


def test_certification_is_asked_for_at_the_end_of_a_round() -> None:
    data = consolidation()
    bare = replace(
        data, overdue=(), registry=replace(data.registry, settings=replace(data.registry.settings, opdc_dates={}))
    )
    assert said(bare)[-1] == "ให้ที่ปรึกษาและหน่วยงานเจ้าภาพทวนสอบอีก 6 ตัวชี้วัด ภายใน 5 พ.ย. 2556"
