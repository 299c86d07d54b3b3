"""ค้างส่ง: three blocks, latest first, with whom to call."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.workbooks.consolidated.reading import full, read, texts
from tests.workbooks.consolidated.sample import consolidation


def block(sheet: Any, title: str) -> list[list[object]]:
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    at = next(index for index, row in enumerate(rows) if str(row[0]).startswith(title))
    found = []
    for row in rows[at + 2 :]:
        if not row[0]:
            break
        found.append(row)
    return found


def test_headline_counts_items_and_agencies() -> None:
    assert full()["ค้างส่ง"]["A2"].value == "เลยกำหนด 9 รายการ จาก 6 หน่วยงาน ช้าที่สุด 26 วัน"


def test_items_stand_latest_first_with_contact_and_telephone() -> None:
    papers = block(full()["ค้างส่ง"], "ก.")
    assert [row[5] for row in papers] == [26, 7, 7, 4]
    assert papers[0] == [
        "1", "สนง.พาณิชย์", "รายงานตามนโยบายรัฐบาล ก.ย. 2556", "1.6", "2 ต.ค. 2556", 26, None, 26, "นางสาวอรทัย ใจดี",
        "038-555-116", "21 ต.ค. ทางโทรศัพท์",
    ]  # fmt: skip
    assert papers[3][1:3] == ["สนง.เกษตร", "แก้ไขรายงานความคืบหน้า ก.ย. 2556"]


def test_planned_steps_have_their_own_block() -> None:
    steps = block(full()["ค้างส่ง"], "ข.")
    assert [row[5] for row in steps] == [19, 13, 10, 7, 3]


def test_never_reminded_is_said__but_not_of_what_is_coming() -> None:
    steps, coming = block(full()["ค้างส่ง"], "ข."), block(full()["ค้างส่ง"], "ค.")
    assert [row[10] for row in steps].count("ยังไม่เคยเตือน") == 2
    assert [row[10] for row in coming] == ["–", "–"]


def test_what_is_coming_stands_soonest_first() -> None:
    coming = block(full()["ค้างส่ง"], "ค.")
    assert [(row[1], row[5]) for row in coming] == [("สำนักงานจังหวัด", 3), ("ตำรวจภูธร", 7)]
    assert "เหลือ (วัน)" in texts(full()["ค้างส่ง"])


def test_nothing_overdue_says_so_in_every_block() -> None:
    sheet = read(replace(consolidation(), overdue=(), coming=()))["ค้างส่ง"]
    assert sheet["A2"].value == "ไม่มีรายการค้างส่งหรือเลยกำหนด"
    assert texts(sheet).count("ไม่มี") == 3


def test_bars_share_one_scale_in_all_blocks() -> None:
    rules = full()["ค้างส่ง"].conditional_formatting
    assert len(rules) == 3
    for found in rules:
        limits = [limit.val for limit in found.rules[0].dataBar.cfvo]
        assert limits == ["0", "30"] or limits == [0, 30]
