"""What has to be there by now: evidence of finished steps, complete in time, files in their folder, hand-overs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.catalogue import CATALOGUE, evidence, message_of, remedy_of
from kpi_excel.core.consolidation import FindingLine
from kpi_excel.core.findings import Finding, Place, Severity
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Exemption, Person, Registry
from kpi_excel.core.submission import Plain, Receipt
from tests.core.province import APR, MAR, PLAN, SEP, SETTINGS, linear, receipt, rows, small

AS_OF = date(2013, 5, 1)
STEPS: tuple[dict[str, Plain], ...] = tuple(
    {"step": f"ขั้น {n}", "level": Decimal(n), "finish": date(2013, n, 28), "evidence": f"เอกสาร {n}"} for n in range(1, 6)
)
PLANNED = receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "1", *STEPS))


def told(
    *entries: dict[str, Plain], files: Collection[str] | None = None, registry: Registry | None = None, as_of: date = AS_OF,
    more: tuple[Receipt, ...] = (),
) -> list[FindingLine]:  # fmt: skip
    register = (receipt("DPM", MAR, MAR.end, rows("evidence", "1", *entries)),) if entries else ()
    period = SEP if as_of > APR.end + timedelta(days=31) else APR
    return list(consolidate(registry or small(linear("1")), [PLANNED, *register, *more], period, as_of, evidence_files=files).findings)


def done(code: str) -> Receipt:
    return receipt("DPM", MAR, MAR.end, rows("steps", "1", {"code": code, "done": "done", "finished_on": MAR.end}))


def kept(document: str, place: str) -> dict[str, Plain]:
    return {"document": document, "place": place, "kept_on": MAR.start}


def codes(lines: list[FindingLine]) -> list[str]:
    return [line.finding.code for line in lines]


def test_minutes__m11_a_finished_step_without_evidence_is_told_once() -> None:
    (line,) = told(more=(done("P1-2"),))
    assert (line.finding.code, line.finding.found, line.finding.expected) == ("step-without-evidence", "P1-2", "เอกสาร 2")
    assert (line.agency, line.form, line.period, line.finding.place.cell) == ("DPM", "action_plan", "2556-plan", "B1")
    assert not told(kept("เอกสาร 2", "แฟ้ม"), more=(done("P1-2"),))


@pytest.mark.parametrize(
    ("document", "level", "is_told"),
    [("เอกสาร   2", None, False), ("อื่น", 2, False), ("อื่น", 1, True), ("อื่น", None, True), ("เอกสาร 1", 2, True)],
)
def test_evidence_counts_under_its_planned_name_or_for_the_level(document: str, level: int | None, is_told: bool) -> None:
    entry = kept(document, "แฟ้ม") | ({} if level is None else {"level": Decimal(level)})
    assert codes(told(entry, more=(done("P1-2"),))) == (["step-without-evidence"] if is_told else [])


def test_the_document_of_one_step_proves_no_other_of_its_level() -> None:
    two = tuple(step | {"level": Decimal(1)} if at < 2 else step for at, step in enumerate(STEPS))
    plan = receipt("DPM", PLAN, date(2013, 2, 21), rows("plan", "1", *two))
    found = told(kept("เอกสาร 2", "แฟ้ม") | {"level": Decimal(1)}, more=(plan, done("P1-1")))
    assert "step-without-evidence" in codes(found)


def with_settings(**chosen: Any) -> Registry:
    return small(linear("1"), settings=replace(SETTINGS, **chosen))


@pytest.mark.parametrize(
    ("chosen", "days", "is_told"),
    [({}, 31, False), ({}, 30, True), ({}, 0, True), ({}, -5, True),
     ({"evidence_days": 45}, 46, False), ({"evidence_days": 45}, 45, True), ({"evidence_days": 0}, 1, False), ({"evidence_days": 0}, 0, True)],
)  # fmt: skip
def test_minutes__m03_what_is_missing_before_the_inspection_is_told_per_kpi(chosen: dict[str, int], days: int, is_told: bool) -> None:
    registry = with_settings(inspection_date=AS_OF + timedelta(days=days), **chosen)
    found = told(kept("เอกสาร 1", "แฟ้ม"), registry=registry)
    assert codes(found) == (["evidence-still-missing"] if is_told else [])
    if is_told:
        finding = found[0].finding
        assert (finding.found, finding.place.kpi_no) == ("3", "1"), "steps 2 to 4 are past their dates, step 5 is not"
        assert message_of(finding).startswith("ตัวชี้วัด 1 ยังขาดหลักฐาน 3 รายการ ขณะใกล้หรือถึงวันตรวจประเมิน")


@pytest.mark.parametrize(("days", "first"), [(30, date(2013, 8, 31)), (0, date(2013, 9, 30)), (60, date(2013, 8, 1))])
def test_what_is_missing_at_the_years_end_is_told_some_days_ahead__not_a_day_before(days: int, first: date) -> None:
    registry = with_settings(evidence_days=days)
    assert codes(told(as_of=first - timedelta(days=1), registry=registry)) == []
    (line,) = told(as_of=first, registry=registry)
    assert (line.finding.code, line.finding.found) == ("evidence-still-missing", "5")
    assert message_of(line.finding, "en") == (
        "KPI 1 still lacks 5 documents, at or near the end of the year on 30 Sep 2013"
    )
    everything = [kept(f"เอกสาร {n}", "แฟ้ม") for n in range(1, 6)]
    assert not told(*everything, as_of=date(2013, 9, 30), registry=registry)


def test_a_file_that_is_not_in_the_folder_is_told_at_its_cell() -> None:
    entries = (kept("เอกสาร 1", "จุดเสี่ยง_56.xlsx"), kept("เอกสาร 2", "แฟ้ม 2 ตู้ 1"), kept("เอกสาร 3", "ภาพ 1.JPG, ภาพ 2.jpg"))
    (line,) = told(*entries, files={"จุดเสี่ยง_56.xlsx", "ภาพ 1.jpg"})
    assert (line.finding.code, line.finding.found, line.finding.expected) == ("evidence-file-missing", "ภาพ 2.jpg", "เอกสาร 3")
    assert (line.agency, line.form, line.period, line.finding.place.field) == ("DPM", "monthly_progress", MAR.code, "evidence.place")
    assert codes(told(*entries, files=())) == ["evidence-file-missing"] * 3


def test_without_a_folder_no_file_is_looked_for() -> None:
    assert not told(kept("เอกสาร 1", "จุดเสี่ยง_56.xlsx"))


def test_a_keeper_who_left_without_hand_over_is_told_with_what_is_filed() -> None:
    people = (Person("1", "keeper", "นายเอกชัย ต.", until=date(2013, 3, 31)), Person("1", "keeper", "นางสาวมาลี ต.", since=date(2013, 4, 1)))
    (line,) = told(kept("เอกสาร 1", "แฟ้ม") | {"keeper": "นายเอกชัย ต."}, registry=small(linear("1"), people=people))
    assert (line.finding.code, line.agency, line.form) == ("handover-missing", "DPM", "registry")
    assert message_of(line.finding) == "ผู้จัดเก็บข้อมูล นายเอกชัย ต. (มีหลักฐานในชื่อ 1 รายการ) พ้นหน้าที่แล้ว แต่ยังไม่มีบันทึกส่งมอบ"
    assert "นางสาวมาลี ต. ตั้งแต่ 1 เม.ย. 2556" in remedy_of(line.finding)
    assert "a successor from 1 Apr 2013" in remedy_of(told(registry=small(linear("1"), people=people[:1]))[0].finding, "en")
    given: dict[str, Plain] = {"role": "keeper", "from_whom": "นายเอกชัย ต.", "to_whom": "นางสาวมาลี ต.", "handed_on": date(2013, 4, 2)}
    answer = receipt("DPM", APR, APR.end, rows("handover", "1", given))
    assert not told(registry=small(linear("1"), people=people), more=(answer,))


def test_what_somebody_exempted_is_printed_with_who_and_why() -> None:
    excuse = Exemption("evidence-still-missing", "DPM", "", "ผู้ว่าฯ", "น้ำท่วมห้องเก็บเอกสาร", None)
    (line,) = told(as_of=date(2013, 9, 30), registry=small(linear("1"), exemptions=(excuse,)))
    assert line.exempted_by == ("ผู้ว่าฯ: น้ำท่วมห้องเก็บเอกสาร",) * 2


def test_no_check_across_files_changes_a_verdict() -> None:
    across = {"evidence-still-missing", "evidence-file-missing", "handover-missing", "step-without-evidence"}
    assert {CATALOGUE[code].severity for code in across} == {Severity.WARNING}


@pytest.mark.parametrize("code", evidence.RULES)
def test_every_code_is_said_in_both_languages_with_an_example(code: str) -> None:
    finding = Finding(code, Place("ไฟล์", "แผ่น", "B2", "3.2.2", "evidence.place"), "ก", "ข")
    for lang in ("th", "en"):
        for text in (message_of(finding, lang), remedy_of(finding, lang), CATALOGUE[code].example.say(lang)):
            assert text and "{" not in text and code not in text
