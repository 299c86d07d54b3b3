from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_excel.core.policy_month import policy_month
from kpi_excel.workbooks.opdc_policy import COLUMNS, write_policy_month
from tests.core.province import FEB, MAR
from tests.workbooks.consolidated.reading import load
from tests.workbooks.opdc_sample import HIGHLIGHT, policy_data, registry

Grid = list[list[object]]


def written(lang: str = "th") -> bytes:
    data = policy_data()
    return write_policy_month(data, policy_month(data.registry, data.policy, FEB), lang)


def grid(workbook: bytes) -> Grid:
    sheet = load(workbook, data_only=True).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


FEBRUARY = grid(written())


def row_of(kpi_no: str, rows: Grid = FEBRUARY) -> dict[str, object]:
    """The cells of a KPI's row by their Thai headings."""
    titles = [column.title.th for column in COLUMNS]
    return next(dict(zip(titles, row, strict=False)) for row in rows if str(row[2]).startswith(f"{kpi_no}  "))


def test_minutes__m17_the_hand_in_has_one_row_per_kpi_of_the_report() -> None:
    assert FEBRUARY[0][0] == "รายงานผลการดำเนินงานของจังหวัดระยองตามนโยบายรัฐบาล ประจำเดือน กุมภาพันธ์ 2556"
    assert FEBRUARY[4][: len(COLUMNS)] == [
        "ลำดับ", "กลุ่มนโยบาย", "ตัวชี้วัด", "หน่วย", "เป้าหมาย", "เดือนนี้", "ผลสะสม", "สถานะ",
        "ผลงานเด่น / กิจกรรมสำคัญ", "ปัญหา", "หน่วยงาน", "ข้อมูล ณ",
    ]  # fmt: skip
    numbers = [str(row[2]).split("  ")[0] for row in FEBRUARY[5:15]]
    assert numbers == [kpi.kpi_no for kpi in registry().leaves() if kpi.in_policy_report]
    assert [row[0] for row in FEBRUARY[5:15]] == [str(number) for number in range(1, 11)]


def test_a_row_says_what_the_agency_reported() -> None:
    row = row_of("1.1")
    assert (row["กลุ่มนโยบาย"], row["หน่วย"], row["เป้าหมาย"]) == ("นโยบายสำคัญเร่งด่วนของรัฐบาล", "ร้อยละ", 9)
    assert row["ผลสะสม"] == pytest.approx(11.935484, abs=1e-6)
    assert (row["สถานะ"], row["ผลงานเด่น / กิจกรรมสำคัญ"], row["หน่วยงาน"], row["ข้อมูล ณ"]) == (
        "ตามแผน", HIGHLIGHT, "ตำรวจภูธร", "28 ก.พ. 2556",
    )  # fmt: skip
    behind = row_of("4.1")
    assert behind["ปัญหา"] == "คดีประทุษร้ายต่อทรัพย์เพิ่มขึ้นในเขตโรงงาน\nแก้ไข: เพิ่มสายตรวจร่วมกับนิคมอุตสาหกรรม"
    assert (behind["สถานะ"], behind["ผลสะสม"]) == ("ช้ากว่าแผน", "G1: 48\nG2: 70\nG3: 33")


def test_states_stay_apart__no_data_missing_awaiting_and_being_defined() -> None:
    assert (row_of("1.4")["ผลสะสม"], row_of("1.4")["ข้อมูล ณ"]) == ("ไม่มีข้อมูล", "รอ สศช. ประกาศ")
    defined = row_of("1.6")
    assert (defined["เป้าหมาย"], defined["ผลสะสม"], defined["สถานะ"]) == ("รอเกณฑ์", "–", "ยังไม่รายงาน")
    assert (row_of("4.4")["สถานะ"], row_of("4.4")["ผลสะสม"]) == ("รอแก้ไข", "–")
    assert FEBRUARY[1][0] == "รายงานแล้ว 8 จาก 10 ตัวชี้วัด  ยังไม่รายงาน: สนง.พาณิชย์  รอแก้ไข: สนง.แรงงาน"


def test_who_did_not_report_stands_under_the_full_name() -> None:
    foot = {str(row[1]): str(row[7]) for row in FEBRUARY[16:20] if row[1]}
    assert foot == {
        "สำนักงานพาณิชย์จังหวัดระยอง": "ตัวชี้วัด 1.6   ครบกำหนด 2 มี.ค. 2556",
        "สำนักงานแรงงานจังหวัดระยอง": "ตัวชี้วัด 4.4   ครบกำหนด 2 มี.ค. 2556  รอแก้ไข",
    }


def test_the_month_stands_beside_the_sum__where_it_is_one() -> None:
    data = policy_data(date(2013, 4, 3), MAR)
    rows = grid(write_policy_month(data, policy_month(data.registry, data.policy, MAR)))
    assert (row_of("4.2", rows)["เดือนนี้"], row_of("4.2", rows)["ผลสะสม"]) == (pytest.approx(8.2), 17.4)
    assert row_of("1.1", rows)["เดือนนี้"] == "–"


def test_what_was_typed_stays_text__a_formula_a_header_and_invisible_signs() -> None:
    sheet = load(written()).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value))
    assert cell.data_type == "s" and cell.hyperlink is None
    assert "\x00" not in cell.value and "\u202e" not in cell.value


def test_equal_data_give_equal_bytes__and_english_is_english() -> None:
    assert written() == written()
    english = grid(written("en"))
    assert english[1][0] == "8 of 10 KPIs reported  not reported: สนง.พาณิชย์  awaiting correction: สนง.แรงงาน"
    assert [row[7] for row in english[5:15]].count("not reported") == 1


def test_a_month_without_such_kpis_says_so() -> None:
    data = replace(policy_data(), policy=())
    rows = grid(write_policy_month(data, policy_month(data.registry, (), FEB)))
    assert (rows[1][0], rows[5][1], rows[8][1]) == (
        "รายงานแล้ว 0 จาก 0 ตัวชี้วัด",
        "ไม่มีตัวชี้วัดในรายงานนี้",
        "รายงานครบทุกหน่วยงาน",
    )
