"""ความคืบหน้า: furthest behind plan first, states without a score at the end."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_excel.core.consolidation import PlanState
from tests.workbooks.consolidated.reading import full, mixed, nothing, read, table, texts
from tests.workbooks.consolidated.sample import MIXED, consolidation

NAME = "ความคืบหน้า"


def test_headline_says_the_trend_and_how_many_are_behind() -> None:
    assert full()[NAME]["A2"].value == "คะแนนรวมเพิ่มขึ้นต่อเนื่อง 7 เดือน  ตัวชี้วัดช้ากว่าแผน 5 จาก 27 ตัว"
    assert full("en")["Progress"]["A2"].value == "Total score has risen 7 months running:  5 of 27 KPIs behind plan"


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (("3.0", "3.2"), "คะแนนรวมเพิ่มขึ้นจากเดือนก่อน"),
        (("3.2", "3.0"), "คะแนนรวมลดลงจากเดือนก่อน"),
        (("3.0", "3.1", "3.1", "3.1"), "คะแนนรวมคงที่ต่อเนื่อง 2 เดือน"),
        (("3.0",), "คะแนนเดือนแรก"),
        (("3.0", None), "ยังไม่มีคะแนน"),
    ],
)
def test_trend_in_words(scores: tuple[str | None, ...], words: str) -> None:
    data = consolidation()
    months = tuple(
        replace(month, score=None if score is None else Decimal(score))
        for month, score in zip(data.months, scores, strict=False)
    )
    assert str(read(replace(data, months=months))[NAME]["A2"].value).startswith(words)


def test_rows_stand_furthest_behind_first() -> None:
    rows = table(full()[NAME], "ที่")
    assert [row["ที่"] for row in rows[:5]] == ["2.2", "3.1.3", "3.2.2", "1.4", "7.2"]
    assert [row["สถานะ"] for row in rows[:3]] == ["ช้ามาก", "ช้ามาก", "ช้ากว่าแผน"]
    assert [row["ที่"] for row in rows[-2:]] == ["6", "14"], "without a plan"
    assert len(rows) == 29, "the KPI without weight is not in it"


def test_a_row_says_score_change_plan_and_difference() -> None:
    row = next(row for row in table(full()[NAME], "ที่") if row["ที่"] == "3.2.2")
    assert (row["คะแนน"], row["เพิ่ม/ลด"], row["แผน"], row["ต่างแผน"]) == pytest.approx((2.35, 0.15, 3.0, -0.65))
    assert row["ปัญหา แนวทาง และงานต่อไป"].startswith("ปัญหา: จุดเสี่ยงถนนสุขุมวิท")
    assert "ขอความช่วยเหลือ" in row["ปัญหา แนวทาง และงานต่อไป"]


def test_no_change_is_a_word_and_no_plan_a_dash() -> None:
    rows = {row["ที่"]: row for row in table(full()[NAME], "ที่")}
    assert rows["2.2"]["เพิ่ม/ลด"] == "คงที่"
    assert (rows["14"]["แผน"], rows["14"]["ต่างแผน"], rows["14"]["สถานะ"]) == ("–", "–", "ไม่มีแผนรายเดือน")


def test_states_without_a_score_keep_their_word() -> None:
    rows = {row["ที่"]: row for row in table(mixed()[NAME], "ที่")}
    assert {rows[number]["สถานะ"] for number in ("4.4", "3.1.3", "1.4", "13", "5", "2.2")} == {
        "ยังไม่รายงาน", "รอแก้ไข", "ไม่มีข้อมูล", "ยังไม่เริ่ม", "ถอนผล", "คำนวณไม่ได้",
    }  # fmt: skip
    assert rows["4.4"]["คะแนน"] == rows["4.4"]["เพิ่ม/ลด"] == "–"
    assert "7.2" not in rows, "cancelled: no weight"


def test_first_month_without_scores_has_no_chart_but_its_rows() -> None:
    sheet = nothing()[NAME]
    assert "ยังไม่มีคะแนน" in texts(sheet) and not sheet._charts
    assert len(table(sheet, "ที่")) == 29


def test_no_plan_at_all_says_so() -> None:
    data = consolidation(MIXED)
    lines = tuple(replace(line, plan=None, plan_state=PlanState.NONE) for line in data.lines)
    months = tuple(replace(month, plan=None) for month in data.months)
    sheet = read(replace(data, lines=lines, months=months))[NAME]
    assert sheet["A2"].value.endswith("ยังไม่มีแผนรายเดือนให้เทียบ")


@pytest.mark.parametrize(
    ("name", "states"),
    [
        ("ความคืบหน้า", ("ยกเลิกตัวชี้วัด): ตัวชี้วัด 7.2", "เริ่มรายงานรอบถัดไป): ตัวชี้วัด 11", "อยู่ระหว่างการจัดทำรายละเอียด): ตัวชี้วัด 1.6")),
        ("แผนปฏิบัติการ", ("ยกเลิกตัวชี้วัด): ตัวชี้วัด 7.2",)),
        ("หลักฐาน", ("ยกเลิกตัวชี้วัด): ตัวชี้วัด 7.2",)),
    ],
)
def test_what_a_list_leaves_out_is_named_below_it_with_its_state(name: str, states: tuple[str, ...]) -> None:
    remarks = [text for text in texts(mixed()[name]) if text.startswith("ไม่อยู่ในรายการ")]
    assert remarks == [f"ไม่อยู่ในรายการ ({state}" for state in states]
    assert not [text for text in texts(full()[name]) if "ยกเลิกตัวชี้วัด" in text]
