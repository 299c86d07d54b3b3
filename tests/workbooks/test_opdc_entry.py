from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.merge import consolidate
from kpi_excel.workbooks.consolidated.words import letter_number
from kpi_excel.workbooks.opdc_entry import hosts_in, not_certified, not_received, write_entry_sheet
from tests.core.province import SAR6, receipt
from tests.workbooks.consolidated.reading import load
from tests.workbooks.opdc_sample import assessed, assessment_receipts, registry, round_data, verdict

ROUND = round_data()
Field = tuple[str, object, str]


def fields_of(workbook: bytes) -> list[Field]:
    """Label, value and mark of every row."""
    rows = load(workbook, data_only=True).worksheets[0].iter_rows(values_only=True)
    return [(str(row[0] or ""), row[1], str(row[2] or "")) for row in rows]


def block(kpi_no: str, agency: str = "DPM", lang: str = "th") -> dict[str, tuple[object, str]]:
    """The fields of one KPI by their labels."""
    fields = fields_of(write_entry_sheet(ROUND, agency, lang))
    start = next(at for at, field in enumerate(fields) if field[0] == f"ตัวชี้วัด {kpi_no}")
    end = next((at for at in range(start + 1, len(fields)) if fields[at][0].startswith("ตัวชี้วัด ")), len(fields))
    return {label: (value, mark) for label, value, mark in fields[start:end] if label}


def test_minutes__m13_only_the_host_enters_it__no_password_is_asked_for() -> None:
    texts = [str(value) for field in fields_of(write_entry_sheet(ROUND, "DPM")) for value in field]
    who = next(text for text in texts if "รหัสผ่าน" in text)
    assert who.startswith("เฉพาะหน่วยงานเจ้าภาพเป็นผู้กรอก ด้วยชื่อผู้ใช้และรหัสผ่านของตนเอง")
    assert "ไม่ถาม ไม่เก็บ และไม่ขอรหัสผ่าน" in who
    assert sum("รหัสผ่าน" in text for text in texts) == 1
    english = [str(value) for field in fields_of(write_entry_sheet(ROUND, "DPM", "en")) for value in field]
    assert any("with its own user and password" in text for text in english)


def test_minutes__m12_nothing_is_entered_before_it_is_certified() -> None:
    certified, open_one = block("3.2.2"), block("3.2.3")
    assert certified["ตัวชี้วัด 3.2.2"][0] == "รับรองแล้ว กรอกได้"
    assert (certified["คะแนนที่รับรอง"][0], certified["คะแนนถ่วงน้ำหนัก"][0]) == (2.35, 0.094)
    assert open_one["ตัวชี้วัด 3.2.3"][0] == "ยังไม่ผ่านการรับรอง อย่าเพิ่งกรอก (ผู้กำกับดูแล: อนุมัติ)"
    assert open_one["คะแนนที่รับรอง"][0] == "รอรับรอง" and "คะแนนถ่วงน้ำหนัก" not in open_one
    assert {mark for _, mark in open_one.values()} == {"กรอกแล้ว", "เพื่อเทียบ", ""}
    assert block("3.1.3", "AGR")["ตัวชี้วัด 3.1.3"][0] == "ยังไม่ผ่านการรับรอง อย่าเพิ่งกรอก (ผู้กำกับดูแล: ไม่อนุมัติ)"


def test_one_cell_holds_one_field__ready_to_copy() -> None:
    found = block("3.2.2")
    assert (found["ตัวชี้วัดที่"][0], found["น้ำหนัก (ร้อยละ)"][0]) == ("3.2.2", 4)
    assert found["ผลการดำเนินงาน\n(คนต่อแสนคน)"] == (29.3, "(      )")
    assert (found["คะแนนที่แจ้ง"], found["คะแนนที่คำนวณ"]) == ((2.35, "เพื่อเทียบ"), (2.35, "เพื่อเทียบ"))
    assert str(found["คำชี้แจงการปฏิบัติงาน / มาตรการ"][0]).startswith("จัดประชุมคณะทำงานทุกเดือน")
    assert (
        found["หลักฐานอ้างอิง 1"][0] == "คำสั่งจังหวัดแต่งตั้งคณะทำงาน  เลขที่ 112/2556  ลงวันที่ 5 พ.ย. 2555  เก็บที่ แฟ้ม 3.2.2-01 ตู้ 2"
    )
    assert found["หนังสือผู้ว่าฯ เห็นชอบ"][0] == "เลขที่ รย 0017.2/1234  ลงวันที่ 21 เม.ย. 2556  เก็บที่ แฟ้ม SAR-6 ตู้ 2"
    assert "ผลสำเร็จ" not in found


def test_a_score_has_four_decimals__however_it_was_typed() -> None:
    rows = load(write_entry_sheet(ROUND, "DPM")).worksheets[0].iter_rows()
    scores = [row[1] for row in rows if str(row[0].value).startswith("คะแนน") and row[1].data_type == "n"]
    assert len(scores) == 6 and {cell.number_format for cell in scores} == {"0.0000"}


def test_a_claim_unlike_our_own_score_is_marked__with_a_sign() -> None:
    found = block("3.1.3", "AGR")
    assert (found["คะแนนที่แจ้ง"], found["คะแนนที่คำนวณ"]) == ((2.6, "≠ เพื่อเทียบ"), (2.4286, "≠ เพื่อเทียบ"))
    assert found["หลักฐานอ้างอิง"][0] == "ไม่มีในทะเบียนหลักฐาน"
    assert found["หนังสือผู้ว่าฯ เห็นชอบ"][0] == "ลงวันที่ 21 เม.ย. 2556  เก็บที่ แฟ้ม SAR-6 ตู้ 2"


def test_an_amended_score_is_the_one_that_is_entered__with_its_own_weighted_score() -> None:
    amended = verdict("3.1.3", "amend", "2.4286", certified=Decimal("2.1000"))
    received = (
        receipt("AGR", SAR6, ROUND.as_of, assessed("3.1.3", "2.6000")), receipt("REVIEW", SAR6, ROUND.as_of, amended, form="review"),
    )  # fmt: skip
    data = consolidate(registry(), received, SAR6, ROUND.as_of)
    fields = {label: value for label, value, _ in fields_of(write_entry_sheet(data, "AGR"))}
    assert (fields["คะแนนที่รับรอง"], fields["คะแนนถ่วงน้ำหนัก"]) == (2.1, 0.063)


def test_who_has_a_sheet_and_what_is_still_missing() -> None:
    assert hosts_in(ROUND) == ("AGR", "DPM")
    assert not_certified(ROUND) == {"AGR": ["3.1.3"], "DPM": ["3.2.3"]}
    missing = not_received(ROUND)
    assert missing["POL"] == ["1.1", "4.1"] and "DPM" not in missing and "COM" not in missing


def test_a_kpi_without_assessment_has_its_heading_only() -> None:
    data = consolidate(registry(), [receipt("DPM", SAR6, ROUND.as_of, assessed("3.2.2", "2.3500"))], SAR6, ROUND.as_of)
    fields = fields_of(write_entry_sheet(data, "DPM"))
    at = next(at for at, field in enumerate(fields) if field[0] == "ตัวชี้วัด 3.2.3")
    assert fields[at][1] == "ยังไม่ได้รับรายงานการประเมินผลตนเอง" and len(fields) <= at + 2


def test_what_was_typed_stays_text__no_formula_no_link() -> None:
    sheet = load(write_entry_sheet(ROUND, "DPM")).worksheets[0]
    evil = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert evil and all(cell.data_type == "s" and cell.hyperlink is None for cell in evil)
    assert all("\x00" not in str(cell.value) and "\u202e" not in str(cell.value) for cell in evil)


def test_equal_data_give_equal_bytes() -> None:
    again = consolidate(registry(), reversed(assessment_receipts()), SAR6, ROUND.as_of)
    assert write_entry_sheet(ROUND, "DPM") == write_entry_sheet(again, "DPM")


def test_a_kpi_is_not_divided_between_pages__breaks_before_headings() -> None:
    sheet = load(write_entry_sheet(ROUND, "DPM")).worksheets[0]
    breaks = [mark.id for mark in sheet.row_breaks.brk]
    assert breaks and all(str(sheet.cell(row + 1, 1).value).startswith("ตัวชี้วัด ") for row in breaks)


def test_the_name_of_a_host_is_text__hostile_registry() -> None:
    agencies = tuple(replace(agency, name="=1+1\r\n\x07") for agency in registry().agencies)
    data = replace(ROUND, registry=replace(ROUND.registry, agencies=agencies))
    sheet = load(write_entry_sheet(data, "DPM")).worksheets[0]
    assert sheet["A2"].data_type == "s" and str(sheet["A2"].value).startswith("=1+1")


def test_a_letter_number_keeps_the_word_that_the_official_typed() -> None:
    assert letter_number("รย 0017.2/1234").th == "เลขที่ รย 0017.2/1234"
    assert letter_number("ที่ 0017.2/66573").th == "ที่ 0017.2/66573"
