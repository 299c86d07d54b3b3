"""The evidence register: what is filed, what is owed, what is to come; one list per KPI over all forms and hosts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import HostChange, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import EvidenceLine, EvidenceState
from kpi_excel.core.submission import Plain, Receipt
from tests.core.province import APR, FEB, MAR, PLAN, SAR6, linear, receipt, record, rows, small

AS_OF = date(2013, 4, 15)
FILED, OWED, EXPECTED = EvidenceState.FILED, EvidenceState.OWED, EvidenceState.EXPECTED

STEPS: tuple[dict[str, Plain], ...] = (
    {"step": "ตั้งคณะทำงาน", "level": Decimal(1), "finish": date(2013, 2, 28), "evidence": "คำสั่ง", "responsible": "นายดี"},
    {"step": "สำรวจ", "level": Decimal(2), "finish": date(2013, 4, 14), "evidence": "รายงานสำรวจ"},
    {"step": "อบรม", "level": Decimal(2), "finish": date(2013, 4, 15), "evidence": "ภาพถ่าย"},
    {"step": "สรุป", "level": Decimal(3), "finish": date(2013, 8, 31), "evidence": "รายงานสรุป"},
)
PLANNED = receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "1", *STEPS))


def merged(*files: Receipt, registry: Registry | None = None, as_of: date = AS_OF, period: Period = APR) -> Consolidation:
    return consolidate(registry or small(), [PLANNED, *files], period, as_of)


def register(*entries: dict[str, Plain], agency: str = "DPM", period: Period = MAR, on: date = MAR.end) -> Receipt:
    return receipt(agency, period, on, rows("evidence", "1", *entries))


def told(lines: Iterable[EvidenceLine]) -> list[tuple[str, str, EvidenceState]]:
    return [(line.step, line.document, line.state) for line in lines]


ORDER: dict[str, Plain] = {
    "document": "คำสั่ง", "kind": "order", "number": "รย 1", "dated": date(2013, 2, 20), "place": "แฟ้ม 1", "keeper": "นางสาวมาลี",
    "kept_on": date(2013, 2, 21), "level": Decimal(1), "code": "E1-1",
}  # fmt: skip


def test_the_plan_alone_says_what_is_owed_and_what_is_to_come__due_today_is_not_owed() -> None:
    assert told(merged().evidence) == [
        ("P1-1", "คำสั่ง", OWED), ("P1-2", "รายงานสำรวจ", OWED), ("P1-3", "ภาพถ่าย", EXPECTED), ("P1-4", "รายงานสรุป", EXPECTED),
    ]  # fmt: skip


def test_what_is_registered_is_told_as_it_was__with_its_step_and_cell() -> None:
    line = merged(register(ORDER)).evidence[0]
    assert (line.state, line.step, line.level, line.kind, line.number) == (FILED, "P1-1", Decimal(1), "order", "รย 1")
    assert (line.dated, line.place, line.keeper, line.kept_on) == (date(2013, 2, 20), "แฟ้ม 1", "นางสาวมาลี", date(2013, 2, 21))
    assert (line.due, line.responsible, line.source.cell) == (date(2013, 2, 28), "นายดี", "B1")
    assert line.source.archived.startswith("2556/2556-03/DPM")


def test_a_finished_step_owes_its_evidence_before_its_date__from_the_day_it_ended() -> None:
    done = receipt("DPM", MAR, MAR.end, rows("steps", "1", {"code": "P1-4", "done": "done", "finished_on": date(2013, 3, 30)}))
    line = next(line for line in merged(done).evidence if line.step == "P1-4")
    assert (line.state, line.due) == (OWED, date(2013, 3, 30))


def test_a_document_of_the_steps_level_proves_it__unless_the_plan_names_it_for_another() -> None:
    free = merged(register({"document": "บันทึกข้อความ", "level": Decimal(2)})).evidence
    assert told(free)[0] == ("P1-2", "บันทึกข้อความ", FILED)
    assert {line.step for line in free if line.state is not FILED} == {"P1-1", "P1-4"}
    named = merged(register({"document": "ภาพถ่าย", "level": Decimal(2)})).evidence
    assert told(named)[0] == ("P1-3", "ภาพถ่าย", FILED)
    assert ("P1-2", "รายงานสำรวจ", OWED) in told(named), "the photographs of another step prove nothing here"


def test_spacing_does_not_matter() -> None:
    assert "P1-2" not in {line.step for line in merged(register({"document": " รายงานสำรวจ  "})).evidence if line.state is OWED}


def test_a_document_that_serves_no_planned_step_is_still_in_the_register() -> None:
    line = merged(register({"document": "แผ่นพับ"})).evidence[0]
    assert (line.step, line.level, line.due, line.state) == ("", None, None, FILED)


def test_the_latest_periods_list_counts__over_all_forms() -> None:
    sar = receipt("DPM", SAR6, date(2013, 4, 10), record("1", result=85), rows("evidence", "1", ORDER, {"document": "แผ่นพับ"}))
    late_february = register({"document": "ฉบับเก่า"}, period=FEB, on=date(2013, 4, 12))
    documents = [line.document for line in merged(sar, late_february).evidence if line.state is FILED]
    assert documents == ["คำสั่ง", "แผ่นพับ"]


def test_minutes__m09_evidence_of_an_earlier_host_does_not_disappear() -> None:
    registry = small(linear("1"), host_changes=(HostChange("1", "LAB", date(2013, 4, 1)),))
    before = register(ORDER, {"document": "บัญชีจุดเสี่ยง", "place": "ตู้ 2"})
    after = register(ORDER, {"document": "รายงานสำรวจ", "place": "ตู้ 9"}, agency="LAB", period=APR, on=date(2013, 4, 14))
    lines = merged(before, after, registry=registry).evidence
    filed = [(line.agency, line.document) for line in lines if line.state is FILED]
    assert filed == [("LAB", "คำสั่ง"), ("LAB", "รายงานสำรวจ"), ("DPM", "บัญชีจุดเสี่ยง")]
    assert {line.agency for line in lines if line.state is not FILED} == {"LAB"}, "the host in force owes the rest"


def test_a_step_that_names_no_evidence_owes_none__a_step_without_date_is_to_come() -> None:
    plan = receipt(
        "DPM", PLAN, date(2013, 2, 20),
        rows("plan", "1", {"step": "ก", "level": Decimal(1), "finish": FEB.end}, {"step": "ข", "level": Decimal(2), "evidence": "ภาพ"}),
    )  # fmt: skip
    lines = consolidate(small(), [plan], APR, AS_OF).evidence
    assert [(line.document, line.state, line.due) for line in lines] == [("ภาพ", EXPECTED, None)]


def test_a_cancelled_kpi_owes_no_evidence__what_was_filed_stays() -> None:
    registry = small(linear("1", cancel_round=9))
    assert told(merged(register(ORDER), registry=registry).evidence) == [("", "คำสั่ง", FILED)]


def test_lines_do_not_depend_on_the_order_of_files() -> None:
    files = [PLANNED, register(ORDER), register({"document": "ฉบับใหม่"}, period=APR, on=date(2013, 4, 14))]
    assert consolidate(small(), files, APR, AS_OF).evidence == consolidate(small(), files[::-1], APR, AS_OF).evidence


def test_a_day_before_the_file_came_knows_nothing_of_it() -> None:
    early = merged(register(ORDER), as_of=date(2013, 3, 30))
    assert told(early.evidence)[0] == ("P1-1", "คำสั่ง", OWED)
