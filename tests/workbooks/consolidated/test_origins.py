"""ที่มา: every file with its effect, reason, hash and link; and the proof."""

from __future__ import annotations

from tests.workbooks.consolidated.reading import full, mixed_formulas, nothing, table
from tests.workbooks.consolidated.sample import consolidation

NAME = "ที่มา"


def test_every_file_stands_once() -> None:
    rows = table(full()[NAME], "ผล")
    files = consolidation().files
    assert sorted(row["รหัสไฟล์ SHA-256"] for row in rows) == sorted(line.receipt.sha256 for line in files)
    assert sorted(row["ไฟล์ในคลัง"] for row in rows) == sorted(line.receipt.archived for line in files)


def test_what_to_look_at_stands_first_then_the_latest() -> None:
    rows = table(full()[NAME], "ผล")
    assert [row["ผล"] for row in rows[:4]] == ["รอตัดสิน", "ปฏิเสธ", "ส่งคืน", "นับบางส่วน"]
    assert {row["รับเมื่อ"] for row in rows[4:10]} == {"18 ต.ค. 2556"} and rows[-1]["รับเมื่อ"] == "18 มี.ค. 2556"


def test_reason_is_the_deciding_finding_in_words() -> None:
    rows = {row["ผล"]: row for row in table(full()[NAME], "ผล")}
    assert rows["ส่งคืน"]["เหตุผล"] == "ไม่พบหัวตารางของแบบในแผ่นใดเลย"
    assert rows["รอตัดสิน"]["เหตุผล"].startswith("เครื่องหมายในไฟล์เดียวกันบอกไม่ตรงกัน: AGC / AGR")
    assert rows["นับ"]["เหตุผล"] is None


def test_counts_of_records() -> None:
    rows = {row["ผล"]: row for row in table(full()[NAME], "ผล")}
    assert [rows[effect][head] for effect, head in (("นับ", "นับ"), ("มีฉบับใหม่แทน", "ถูกแทน"), ("นับบางส่วน", "รอแก้"))] == [
        2,
        1,
        1,
    ]


def test_link_opens_the_archived_file() -> None:
    sheet = full()[NAME]
    for row in range(8, sheet.max_row + 1):
        path, link = sheet.cell(row, 12).value, sheet.cell(row, 11)
        assert link.value == "เปิด"
        assert link.hyperlink.target == "..\\..\\..\\archive\\" + path.replace("/", "\\")


def test_the_proof_is_a_formula_with_its_value() -> None:
    sheet = full()[NAME]
    assert sheet["A5"].value == 137
    assert sheet["B5"].value == (
        "ไฟล์ที่เข้าคลัง = นับ 132 + นับบางส่วน 1 + มีฉบับใหม่แทน 1 + ส่งคืน 1 + ปฏิเสธ 1 + รอตัดสิน 1   ตรงกัน"
    )
    formula = mixed_formulas()[NAME]["B5"].value
    assert formula.count("COUNTIF($A$8:$A$144") == 12 and "=$A$5," in formula


def test_headline_says_how_many_do_not_count() -> None:
    assert full()[NAME]["A2"].value == "ไฟล์เข้าคลัง 137 ไฟล์ ลงบัญชีครบทุกไฟล์ ไม่นับ 3 ไฟล์"
    assert nothing()[NAME]["A5"].value == 20
