"""ทวนสอบ read back: what it says about every score, and that only the consultant's boxes can be typed into."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.core.consolidation import Certification, Consolidation
from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Receipt
from kpi_excel.forms.build_review import build_review
from kpi_excel.forms.token import END_MARK, find_tokens
from kpi_excel.workbooks.consolidated import ReviewSheet, write_consolidated
from kpi_excel.workbooks.consolidated.review_workbook import write_review
from kpi_excel.workbooks.consolidated.words import CERTIFICATIONS
from tests.core.province import SAR6, linear, receipt, record, rows, small
from tests.forms.test_verdicts import SPEC
from tests.workbooks.consolidated.reading import load, texts
from tests.workbooks.consolidated.sample import MIXED, consolidation

KEY = b"k" * 32
MACHINE = ["ที่", "ตัวชี้วัด", "เจ้าภาพ", "น้ำหนัก", "แจ้ง", "คำนวณ", "ต่าง", "หลักฐาน", "ข้อสังเกต"]
CONSULTANT = ["ผลทวนสอบ", "รับรอง", "ความเห็น", "ผู้ทวนสอบ", "วันที่"]


def sheet_of(data: Consolidation, lang: str = "th") -> ReviewSheet:
    content = build_review(SPEC, data, lang)
    return ReviewSheet(content, content.token(KEY))


def book(data: Consolidation, lang: str = "th") -> Workbook:
    return load(write_review(sheet_of(data, lang)))


def province(*receipts: Receipt, period: Period = SAR6) -> Consolidation:
    kpis = [linear(number, weight=weight) for number, weight in (("1", "50"), ("2", "30"), ("3", "20"))]
    return consolidate(small(*kpis), receipts, period, date(2013, 8, 1))


SAR = receipt(
    "DPM",
    SAR6,
    date(2013, 4, 20),
    record("1", result=85, claimed=4, signoff="approved"),
    record("2", result=85, signoff="approved"),
)


def verdict(kpi_no: str, **cells: Plain | int) -> Receipt:
    said = {"code": f"K{kpi_no}/6", "round": 6, "seen_score": Decimal("3.5000"), **cells}
    return receipt("REVIEW", SAR6, date(2013, 4, 25), rows("verdict", kpi_no, said), form="review")


def heading_row(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet.iter_rows() if row[0].value in ("ที่", "No."))


def row_of(sheet: Worksheet, code: str) -> int:
    return next(row[0].row for row in sheet.iter_rows() if str(row[0].value).endswith(f"\n{code}"))


def shown(sheet: Worksheet, code: str) -> dict[str, Any]:
    heads = [cell.value for cell in sheet[heading_row(sheet)]]
    cells = [cell.value for cell in sheet[row_of(sheet, code)]]
    machine, consultant = heads.index("ข้อสังเกต") + 1, heads.index("ผลทวนสอบ")
    found = dict(zip(heads[:machine], cells[:machine], strict=True))
    return found | {f"* {head}": value for head, value in zip(heads[consultant:], cells[consultant:], strict=True)}


@cache
def full() -> Worksheet:
    return book(consolidation())["ทวนสอบ"]


def test_columns_stand_as_on_the_picture__a_gap_before_the_consultants() -> None:
    sheet = full()
    assert [cell.value for cell in sheet[heading_row(sheet)]] == [*MACHINE, None, *CONSULTANT]


def test_bands_count_their_kpis_and_weight() -> None:
    sheet = full()
    bands = [
        (row[0].value, row[3].value)
        for row in sheet.iter_rows()
        if str(row[0].value).startswith(("ยังไม่รับรอง", "รับรองแล้ว  "))
    ]
    assert bands == [("ยังไม่รับรอง  6 ตัวชี้วัด", "20"), ("รับรองแล้ว  23 ตัวชี้วัด", "80")]
    assert sheet["A2"].value.startswith("รับรองแล้ว 23 จาก 29 ตัวชี้วัด เหลือ 6 ตัว น้ำหนัก 20")


def test_rows_say_what_was_found__quiet_where_all_agrees() -> None:
    sheet = full()
    disputed, agreed = shown(sheet, "K1.5/12"), shown(sheet, "K1.1/12")
    assert (disputed["แจ้ง"], disputed["คำนวณ"], disputed["ต่าง"]) == (4, 3.6364, 0.3636)
    assert "เต็มระดับ" in disputed["ข้อสังเกต"]
    assert (agreed["ต่าง"], agreed["ข้อสังเกต"]) == ("ตรงกัน", None)


def test_states_keep_their_own_words__never_a_zero() -> None:
    sheet = book(consolidation(MIXED))["ทวนสอบ"]
    words = {no: shown(sheet, f"K{no}/12")["คำนวณ"] for no in ("4.4", "3.1.3", "1.4", "13", "5", "2.2")}
    assert words == {
        "4.4": "ยังไม่รายงาน",
        "3.1.3": "รอแก้ไข",
        "1.4": "ไม่มีข้อมูล",
        "13": "ยังไม่เริ่ม",
        "5": "ถอนผล",
        "2.2": "คำนวณไม่ได้",
    }
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.value == 0]
    left_out = [text for text in texts(sheet) if text.startswith("ไม่อยู่ในรายการ")]
    assert left_out == [
        "ไม่อยู่ในรายการ (ยกเลิกตัวชี้วัด): ตัวชี้วัด 7.2",
        "ไม่อยู่ในรายการ (เริ่มรายงานรอบถัดไป): ตัวชี้วัด 11",
        "ไม่อยู่ในรายการ (อยู่ระหว่างการจัดทำรายละเอียด): ตัวชี้วัด 1.6",
    ]


def test_only_the_consultants_boxes_are_unlocked() -> None:
    sheet = book(province(SAR, verdict("1", verdict="certify"), period=Period.parse("2556-06")))["ทวนสอบ"]
    assert sheet.protection.sheet and not sheet.protection.password
    unlocked = {cell.row for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {row_of(sheet, f"K{no}/9") for no in ("1", "2", "3")}
    for code in ("K1/9", "K2/9", "K3/9"):
        assert [cell.protection.locked for cell in sheet[row_of(sheet, code)]] == [True] * 10 + [False] * 5


def test_verdicts_come_from_a_list_with_a_defined_name__scores_from_the_kpis_scale() -> None:
    written = book(province(SAR))
    sheet, names = written["ทวนสอบ"], written.defined_names
    assert names["review_verdicts"].attr_text == "_lists!$A$1:$A$4"
    assert [cell.value for cell in written["_lists"]["A"]] == ["รับรอง", "แก้ไข", "ขอหลักฐานเพิ่ม", "ไม่รับรอง"]
    assert written["_lists"].sheet_state == "hidden"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    at = row_of(sheet, "K1/6")
    assert (rules[f"K{at}"].type, rules[f"K{at}"].formula1) == ("list", "review_verdicts")
    scale = rules[f"L{at}"]
    assert (scale.type, float(scale.formula1), float(scale.formula2)) == ("decimal", 1, 5)


def test_the_sheet_knows_whose_it_is__and_which_column_is_which() -> None:
    data = province(SAR)
    sheet, token = book(data)["ทวนสอบ"], sheet_of(data).token
    texts = [
        cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str) and find_tokens(cell.value)[0]
    ]
    assert [cell.value for cell in texts] == [token.text, END_MARK + token.text]
    heading = heading_row(sheet)
    keys = [cell.value for cell in sheet[heading - 1] if cell.value]
    assert keys[0] == "#review.code" and keys[-1] == "#review.reviewed_on" and len(keys) == 14
    assert sheet.row_dimensions[heading - 1].hidden


def test_verdicts_given_before_stand_in_their_boxes() -> None:
    sheet = book(
        province(SAR, verdict("1", verdict="amend", certified=Decimal("3.2"), comment="ตัดซ้ำ", reviewer="ดร.มานะ"))
    )["ทวนสอบ"]
    row = shown(sheet, "K1/6")
    assert (row["* ผลทวนสอบ"], row["* รับรอง"], row["* ความเห็น"], row["* ผู้ทวนสอบ"], row["* วันที่"]) == (
        "แก้ไข", 3.2, "ตัดซ้ำ", "ดร.มานะ", "25/4/2556")  # fmt: skip


def test_earlier_rounds_stand_below__locked() -> None:
    data = province(
        SAR,
        verdict("1", verdict="certify"),
        verdict("2", verdict="refuse", comment="ไม่มีบัญชี"),
        period=Period.parse("2556-04"),
    )
    sheet = book(data)["ทวนสอบ"]
    assert "ผลทวนสอบรอบ 6 เดือน (อ่านอย่างเดียว)" in [row[0].value for row in sheet.iter_rows()]
    assert row_of(sheet, "K1/6") > row_of(sheet, "K3/9")
    row = shown(sheet, "K2/6")
    assert (row["คำนวณ"], row["* ผลทวนสอบ"], row["* ความเห็น"]) == (3.5, "ไม่รับรอง", "ไม่มีบัญชี")
    assert all(cell.protection.locked for cell in sheet[row_of(sheet, "K2/6")])
    assert "กันยายน" not in sheet["A2"].value and "มิถุนายน 2556" in sheet["A2"].value


def test_the_headline_says_how_far_the_round_is() -> None:
    assert book(province(SAR))["ทวนสอบ"]["A2"].value == "ยังไม่ผ่านการรับรองทั้ง 3 ตัวชี้วัด น้ำหนัก 100"
    third = receipt("DPM", SAR6, date(2013, 4, 21), record("3", result=85, signoff="approved"))
    done = province(SAR, third, *(verdict(no, verdict="certify") for no in ("1", "2", "3")))
    assert book(done)["ทวนสอบ"]["A2"].value == "รับรองครบ 3 ตัวชี้วัด  คะแนนที่รับรอง 3.5000"
    assert "ไม่มี" in [row[0].value for row in book(done)["ทวนสอบ"].iter_rows()]


def test_in_the_consolidated_workbook_it_stands_before_the_findings__its_lists_last() -> None:
    data = consolidation()
    names = load(write_consolidated(data, "th", sheet_of(data))).sheetnames
    assert names.index("ทวนสอบ") + 1 == names.index("ข้อค้นพบ")
    assert names[-1] == "_lists"
    assert "ทวนสอบ" not in load(write_consolidated(data)).sheetnames


def test_same_content_gives_same_bytes__alone_and_inside() -> None:
    data = consolidation(MIXED)
    assert write_review(sheet_of(data)) == write_review(sheet_of(data))
    assert write_consolidated(data, "th", sheet_of(data)) == write_consolidated(data, "th", sheet_of(data))


def test_english_sheet_is_english() -> None:
    written = book(province(SAR, verdict("1", verdict="evidence")), "en")
    sheet = written["Review"]
    assert [cell.value for cell in sheet[heading_row(sheet)]][:3] == ["No.", "KPI", "Host"]
    assert sheet["A2"].value == "None of 3 KPIs is certified, weight 100"
    assert sheet.cell(row_of(sheet, "K1/6"), 11).value == "Evidence wanted"


def test_the_standalone_workbook_bears_the_token_in_its_properties() -> None:
    data = province(SAR)
    written, token = book(data), sheet_of(data).token.text
    assert (written.properties.subject, written.custom_doc_props["kpi_token"].value) == (token, token)


def test_the_record_notes_every_text_of_the_sheet() -> None:
    sheet = sheet_of(province(SAR))
    written = load(write_review(sheet))["ทวนสอบ"]
    record = sheet.record()
    noted = set(record["locked"]["ทวนสอบ"].values())
    typed = {cell.value for row in written.iter_rows() for cell in row if isinstance(cell.value, str)}
    assert {text.replace("\r", "") for text in typed} <= noted
    assert (record["form"], record["agency"], record["kpi_nos"]) == ("review", "REVIEW", ["1", "2", "3"])
    assert record["labels"]["review.name|K1/6"] == "ตัวชี้วัด 1"


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "http://example.com/?x"])
def test_nothing_typed_by_anybody_becomes_a_formula_or_link(hostile: str) -> None:
    kpis = replace(linear("1"), name=hostile)
    data = consolidate(
        small(kpis), [SAR, verdict("1", verdict="refuse", comment=hostile, reviewer=hostile)], SAR6, date(2013, 8, 1)
    )
    sheet = book(data)["ทวนสอบ"]
    row = shown(sheet, "K1/6")
    assert (row["ตัวชี้วัด"], row["* ความเห็น"], row["* ผู้ทวนสอบ"]) == (hostile, hostile, hostile)
    assert not [cell for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_nothing_is_merged_and_headings_repeat() -> None:
    sheet = full()
    assert not sheet.merged_cells.ranges
    assert sheet.print_title_rows and sheet.freeze_panes
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9


def test_a_sheet_without_kpis_is_still_a_sheet() -> None:
    data = consolidation(months=1, is_reported=False)
    bare = replace(
        data,
        registry=replace(data.registry, agencies=(), kpis=()),
        lines=(),
        dimensions=(),
        files=(),
        findings=(),
        tidy=(),
    )
    with zipfile.ZipFile(io.BytesIO(write_review(sheet_of(bare)))) as archive:
        assert archive.testzip() is None


def test_what_became_of_a_score_has_its_own_word_on_every_sheet__never_zero() -> None:
    data = province(SAR, verdict("1", verdict="refuse"))
    written = load(write_consolidated(data, "th", sheet_of(data)), data_only=True)
    scores = {row[0].value: row[12].value for row in written["คะแนน"].iter_rows() if row[0].value in ("1", "2", "3")}
    assert scores == {"1": "ไม่รับรอง", "2": "รอรับรอง", "3": "–"}
    assert "ยังไม่ผ่านการรับรอง" in [cell.value for row in written["สรุป"].iter_rows() for cell in row]
    words = [CERTIFICATIONS[standing].say(lang) for lang in ("th", "en") for standing in Certification]
    assert len(set(words)) == 2 * len(Certification)
