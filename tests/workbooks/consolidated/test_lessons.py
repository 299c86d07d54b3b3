"""บทเรียน: open ones first, with measure and host; closed ones with how."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.model import HostChange, Lesson
from tests.workbooks.consolidated.reading import full, read, row_of, table, texts
from tests.workbooks.consolidated.sample import consolidation

NAME = "บทเรียน"


def with_lessons(*lessons: Lesson, as_of: date | None = None) -> Consolidation:
    data = consolidation()
    return replace(data, registry=replace(data.registry, lessons=lessons), as_of=as_of or data.as_of)


def test_headline_counts_what_is_open_and_what_has_no_measure() -> None:
    assert full()[NAME]["A2"].value == "ยังไม่ปิด 3 จาก 5 ข้อ  ยังไม่มีมาตรการ 1 ข้อ"
    closed = Lesson("1", "PRO", "", "ก", "ข", closed_on=date(2013, 2, 8))
    assert read(with_lessons(closed))[NAME]["A2"].value == "ปิดครบทั้ง 1 ข้อ"


def test_minutes__m10_open_lessons_first__those_without_a_measure_on_top() -> None:
    rows = table(full()[NAME], "ข้อ")
    assert [row["ข้อ"] for row in rows] == ["4", "1", "3", "5", "2"]
    assert [row["สถานะ"] for row in rows] == ["ยังไม่ปิด"] * 3 + ["ปิดแล้ว 20 มิ.ย. 2556", "ปิดแล้ว 8 ก.พ. 2556"]
    assert [row["มาตรการ"] for row in (rows[0], rows[3])] == ["ยังไม่มีมาตรการ", "–"]


def test_a_closed_lesson_says_how__an_open_one_says_nothing_yet() -> None:
    rows = {row["ข้อ"]: row["ปิดอย่างไร"] for row in table(full()[NAME], "ข้อ")}
    assert rows == {"4": "–", "1": "–", "3": "–", "5": "–", "2": "เผยแพร่เป็นแนวปฏิบัติให้ทุกหน่วยงานในที่ประชุม"}


def test_as_of_a_day_before_it_was_closed_a_lesson_is_open() -> None:
    lesson = Lesson("7", "PRO", "", "ก", "ข", closed_on=date(2013, 6, 20), closed_how="ค")
    assert row_of(read(with_lessons(lesson, as_of=date(2013, 6, 19)))[NAME], "7")[5:7] == ["ยังไม่ปิด", "–"]
    assert row_of(read(with_lessons(lesson, as_of=date(2013, 6, 20)))[NAME], "7")[5:7] == ["ปิดแล้ว 20 มิ.ย. 2556", "ค"]


def test_a_lesson_stands_with_its_agency__the_host_in_force_of_its_kpi__or_everybody() -> None:
    rows = {row["ข้อ"]: row["เจ้าภาพ"] for row in table(full()[NAME], "ข้อ")}
    assert (rows["1"], rows["3"], rows["4"]) == ("สำนักงานจังหวัด", "สนง.ป้องกันและบรรเทาสาธารณภัย", "ทุกหน่วยงาน")
    data = with_lessons(Lesson("3", "", "3.2.2", "ก"))
    moved = replace(data, registry=replace(data.registry, host_changes=(HostChange("3.2.2", "LAB", date(2013, 5, 1)),)))
    assert row_of(read(moved)[NAME], "3")[1] == "สนง.แรงงาน"


def test_open_lessons_are_bold__closed_ones_are_not() -> None:
    sheet = full()[NAME]
    assert [bool(sheet.cell(row, 4).font.b) for row in range(6, 11)] == [True, True, True, False, False]


def test_an_empty_register_says_so() -> None:
    sheet = read(with_lessons())[NAME]
    assert sheet["A2"].value == "ยังไม่มีบทเรียนในทะเบียน" and "ทะเบียนยังไม่มีบทเรียน" in texts(sheet) and not sheet.auto_filter.ref


def test_english_edition() -> None:
    sheet = full("en")["Lessons"]
    assert sheet["A2"].value == "3 of 5 lessons are open, 1 without a measure"
    assert [row["Status"] for row in table(sheet, "No.")] == ["open"] * 3 + ["closed 20 Jun 2013", "closed 8 Feb 2013"]
    assert {"every agency", "no measure yet"} <= set(texts(sheet))
