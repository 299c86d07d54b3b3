"""The demo's transfer of staff, played alone: told until it is recorded, then shown with the evidence that changes hands."""

from __future__ import annotations

import pytest

from kpi_excel.core.catalogue import message_of
from kpi_excel.core.periods import FiscalYear
from kpi_excel.stages.demo_year import change_registry, load_changes
from kpi_excel.stages.officials import load_officials
from kpi_excel.stages.officials_year import do_year_deed
from kpi_excel.workbooks.consolidated import write_consolidated
from tests.stages.desk import MONTHLY, Desk
from tests.workbooks.consolidated.reading import load
from tests.workbooks.consolidated.test_evidence import HANDOVERS, block

LEFT, CAME = "นางสาวมาลี ตัวอย่าง", "นายพีระ ตัวอย่าง"


@pytest.fixture
def transferred(desk: Desk) -> Desk:
    """DPM until 20 May: evidence registered in March, the keeper transferred on 13 May, the hand-over on the May form."""
    desk.take_one(desk.filled("DPM", "2556-plan", "action_plan"), "2013-02-20")
    for period in ("2556-03", "2556-05"):
        desk.send_out(f"2013-{period[-2:]}-01", period, agencies=("DPM",), forms=(MONTHLY,))
        form = desk.filled("DPM", period, on=f"2013-{period[-2:]}-20")
        for deed in load_officials(FiscalYear(2556)).deeds_for("DPM", MONTHLY, period):
            do_year_deed(form, desk.house.specs[MONTHLY], deed.deed, deed.where, deed.typed)
        desk.take_one(form, f"2013-{period[-2:]}-20", name=f"{period}.xlsx")
    for change in load_changes():
        if change.sheet == "people":
            change_registry(desk.house, change)
    return desk


def test_minutes__m09_a_transfer_is_told_until_it_is_recorded(transferred: Desk) -> None:
    def told(on: str) -> list[str]:
        findings = transferred.look("2556-05", on).findings
        return [message_of(line.finding) for line in findings if line.finding.code == "handover-missing"]

    assert told("2013-05-12") == []
    assert told("2013-05-13") == [f"ผู้จัดเก็บข้อมูล {LEFT} (มีหลักฐานในชื่อ 2 รายการ) พ้นหน้าที่แล้ว แต่ยังไม่มีบันทึกส่งมอบ"] * 2
    assert told("2013-05-20") == []


def test_minutes__m09_the_consolidated_workbook_says_what_changed_hands(transferred: Desk) -> None:
    data = transferred.look("2556-05", "2013-05-20")
    row, *documents = block(load(write_consolidated(data), data_only=True)["หลักฐาน"], HANDOVERS)
    assert (row["ตัวชี้วัด"], row["จาก"], row["ถึง"], row["ตั้งแต่"]) == ("3.2.2, 3.2.3", LEFT, CAME, "13 พ.ค. 2556")
    assert (row["เหตุผล"], row["สถานะ"]) == ("ย้ายไปจังหวัดอื่น", "บันทึกแล้ว")
    assert row["สิ่งที่ส่งมอบ และหลักฐาน"] == "แฟ้มหลักฐานทุกระดับและฐานข้อมูล\nหลักฐาน 6 รายการ"
    assert [document["ตัวชี้วัด"] for document in documents] == ["3.2.2"] * 3 + ["3.2.3"] * 3
    assert documents[1]["สิ่งที่ส่งมอบ และหลักฐาน"] == "รายงานผลการสำรวจ (รายงานสำรวจ 3.2.2.pdf)"


def test_minutes__m09_the_new_keeper_files_under_the_own_name(transferred: Desk) -> None:
    transferred.send_out("2013-08-01", "2556-08", agencies=("DPM",), forms=(MONTHLY,))
    transferred.take_one(transferred.filled("DPM", "2556-08", on="2013-08-20"), "2013-08-20", name="สิงหาคม.xlsx")
    data = transferred.look("2556-08", "2013-08-20")
    assert {line.keeper for line in data.evidence if line.agency == "DPM" and line.due and line.due.month == 7} == {CAME}
    assert {len(line.evidence) for line in data.handovers} == {3}, "what he filed himself did not change hands"
