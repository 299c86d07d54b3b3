"""แผนปฏิบัติการ: bars over the months, and where each step stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kpi_excel.workbooks.styles import AMBER, PALE, PEACH, SKY
from tests.workbooks.consolidated.reading import full, read, table, texts
from tests.workbooks.consolidated.sample import consolidation

NAME = "แผนปฏิบัติการ"
MONTHS = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.")


def bar(sheet: Any, step: str) -> dict[str, str]:
    """Month → fill, of the months that a step is planned for."""
    row = next(cell.row for cell in sheet["C"] if cell.value == step)
    fills = {month: sheet.cell(row, 6 + at).fill.fgColor.rgb[2:] for at, month in enumerate(MONTHS)}
    return {month: f"#{fill}" for month, fill in fills.items() if fill != "000000"}


def test_headline_counts_steps() -> None:
    assert full()[NAME]["A2"].value == "แผน 5 ตัวชี้วัด (มีโครงการรองรับ 1) 8 ขั้นตอน แล้วเสร็จ 3 เลยกำหนด 2"


def test_minutes__m07_the_project_behind_a_step_stands_beside_it__and_those_without_are_seen() -> None:
    projects = {row["ขั้นตอน / กิจกรรม"]: row["โครงการ"] for row in table(full()[NAME], "ตัวชี้วัด")}
    assert projects.pop("มหกรรมผลไม้ภาคตะวันออก") == "โครงการศูนย์กระจายผลไม้ภาคตะวันออก"
    assert len(projects) == 7 and set(projects.values()) == {"–"}


def test_steps_stand_in_agreement_order_by_start__undated_last() -> None:
    rows = table(full()[NAME], "ตัวชี้วัด")
    assert [row["ตัวชี้วัด"] for row in rows] == ["2.2"] * 4 + ["3.1.1", "3.2.2", "7.3", "13"]
    assert [row["ระดับ"] for row in rows[:4]] == ["1", "2", "3", "4"]


def test_status_in_words() -> None:
    rows = {row["ขั้นตอน / กิจกรรม"]: row for row in table(full()[NAME], "ตัวชี้วัด")}
    assert rows["สำรวจผลผลิตผลไม้ของกลุ่มจังหวัด"]["สถานะ"] == "แล้วเสร็จ 20 ธ.ค. 2555"
    assert rows["มหกรรมผลไม้ภาคตะวันออก"]["สถานะ"] == "แล้วเสร็จ", "done without a date"
    assert rows["ขยายตลาดผลไม้กับห้างค้าส่ง"]["สถานะ"] == "ช้า 49 วัน"
    assert rows["สรุปผลเบิกจ่ายเสนอผู้ว่าราชการจังหวัด"]["สถานะ"] == "กำลังดำเนินการ"
    assert rows["อบรมสถานประกอบการ"]["สถานะ"] == "ยังไม่ถึงเวลา"
    assert rows["ประชุมคณะทำงาน"]["สถานะ"] == "ยังไม่เริ่ม"
    assert rows["ประชุมคณะทำงาน"]["ช่วงเวลา"] == rows["ประชุมคณะทำงาน"]["งบประมาณ"] == "–"
    assert rows["มหกรรมผลไม้ภาคตะวันออก"]["งบประมาณ"] == 250000


def test_bars_cover_the_planned_months_in_the_colour_of_their_state() -> None:
    sheet = full()[NAME]
    assert bar(sheet, "สำรวจผลผลิตผลไม้ของกลุ่มจังหวัด") == dict.fromkeys(("ต.ค.", "พ.ย.", "ธ.ค."), PALE)
    assert bar(sheet, "ขยายตลาดผลไม้กับห้างค้าส่ง") == dict.fromkeys(("มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย."), AMBER)
    postponed = next(str(cell.value) for cell in sheet["C"] if str(cell.value).startswith("ปรับจุดเสี่ยง"))
    assert bar(sheet, postponed) == dict.fromkeys(("ก.ค.", "ส.ค."), PEACH)
    assert bar(sheet, "สรุปผลเบิกจ่ายเสนอผู้ว่าราชการจังหวัด") == dict.fromkeys(("ส.ค.", "ก.ย."), SKY)
    assert bar(sheet, "อบรมสถานประกอบการ") == {} == bar(sheet, "ประชุมคณะทำงาน")


def test_the_month_in_which_a_step_was_done_is_marked__also_outside_its_bar() -> None:
    rows = {row["ขั้นตอน / กิจกรรม"]: row for row in table(full()[NAME], "ตัวชี้วัด")}
    late = rows["จัดทำแผนการตลาดผลไม้ร่วมกับสหกรณ์และผู้ค้า"]
    assert late["เม.ย."] == "เสร็จ" and late["มี.ค."] is None


def test_no_plan_accepted_says_so() -> None:
    sheet = read(replace(consolidation(), steps=()))[NAME]
    assert "ยังไม่มีแผนปฏิบัติการที่รับแล้ว" in texts(sheet) and sheet["A2"].value == "ยังไม่มีขั้นตอนตามแผน"
