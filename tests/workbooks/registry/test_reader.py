from __future__ import annotations

import io
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.catalogue import CATALOGUE, message_of, remedy_of
from kpi_excel.core.model import Direction, ScoringMethod
from kpi_excel.workbooks.registry.reader import read_registry
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.writer import write_registry
from tests.workbooks.registry.small import (
    HEADING_ROW,
    codes,
    column_of,
    day,
    edited,
    kpi_row,
    only,
    place,
    put,
    read_edited,
    read_tables,
    small_tables,
)  # fmt: skip


def test_a_small_registry_reads_without_findings() -> None:
    reading = read_tables()
    assert codes(reading) == []
    assert reading.is_usable
    assert reading.registry is not None
    assert [kpi.kpi_no for kpi in reading.registry.kpis] == ["1", "1.1", "1.10"]
    assert reading.registry.agencies[0].aliases == ("หนึ่ง", "ที่หนึ่ง")


def test_a_blank_group_weight_is_the_sum_of_its_children() -> None:
    registry = read_tables().registry
    assert registry is not None
    assert registry.kpis[0].weight == 100


def test_cells_name_where_values_stand() -> None:
    registry = read_tables().registry
    assert registry is not None
    assert registry.cells["kpi", "1.10", "weight"] == "ตัวชี้วัด!F9"
    assert registry.cells["person", "1.10/keeper/นางสาวมาลี ตัวอย่าง", "phone"] == "ผู้รับผิดชอบ!F7"
    assert registry.cells["settings", "", "opdc_6"] == "จังหวัด!C14"


# What people and programs do to a sheet without changing what it says


def test_moved_renamed_and_added_columns_are_found_by_their_headings() -> None:
    def change(book: Any) -> None:
        sheet = book["ตัวชี้วัด"]
        sheet.insert_cols(3, 2)
        sheet.cell(HEADING_ROW, 3).value = "บันทึกของจังหวัด"
        sheet.cell(HEADING_ROW + 1, 3).value = "ไม่ต้องอ่าน"
        sheet.cell(HEADING_ROW, column_of(sheet, "น้ำหนัก")).value = "นํ้าหนัก (ร้อยละ)"
        sheet.cell(HEADING_ROW, column_of(sheet, "เจ้าภาพ")).value = "ใครทำ"

    reading = read_edited(change)
    assert codes(reading) == ["registry-column-renamed"]
    assert reading.registry is not None
    plain = read_tables().registry
    assert plain is not None
    assert reading.registry.kpis == plain.kpis


@pytest.mark.parametrize(("typed", "days"), [(None, 30), (0, 0), (45, 45)])
def test_days_of_evidence__thirty_where_nothing_is_said_and_in_registries_without_the_row(typed: int | None, days: int) -> None:
    def change(book: Any) -> None:
        sheet = book["จังหวัด"]
        (row,) = [cell.row for cell in sheet["B"] if str(cell.value or "").startswith("เตือนหลักฐาน")]
        sheet.cell(row, 3).value = typed

    def older(book: Any) -> None:
        sheet = book["จังหวัด"]
        sheet.delete_rows(next(cell.row for cell in sheet["B"] if str(cell.value or "").startswith("เตือนหลักฐาน")))

    for edit in (change,) if typed is not None else (change, older):
        reading = read_edited(edit)
        assert codes(reading, notes=False) == [] and reading.registry is not None
        assert reading.registry.settings.evidence_days == days


def test_inserted_rows_deleted_heads_and_sorting_change_nothing() -> None:
    def change(book: Any) -> None:
        sheet = book["ตัวชี้วัด"]
        sheet.insert_rows(8, 3)
        sheet.delete_rows(1, 2)
        book["หน่วยงาน"].insert_rows(1, 4)

    reading = read_edited(change)
    assert codes(reading) == []
    assert reading.registry is not None
    assert reading.registry.cells["kpi", "1.10", "weight"] == "ตัวชี้วัด!F10"


def test_a_renamed_tab_is_known_by_its_headings() -> None:
    def change(book: Any) -> None:
        book["หน่วยงาน"].title = "ส่วนราชการ 2556"
        book["จังหวัด"].title = "Sheet1"

    reading = read_edited(change)
    assert codes(reading) == []
    assert reading.registry is not None
    assert len(reading.registry.agencies) == 2


def test_the_help_sheet_is_never_taken_for_a_missing_one() -> None:
    reading = read_edited(lambda book: book.remove(book["จังหวัด"]))
    assert reading.registry is None
    assert only(reading, "registry-sheet-missing").expected == ("จังหวัด", "Province")


def test_optional_sheets_may_be_missing() -> None:
    def change(book: Any) -> None:
        for name in ("บทเรียน", "ยกเว้น", "วันหยุด", "เป้ารายเดือน", "คำอธิบาย"):
            book.remove(book[name])

    assert codes(read_edited(change)) == []


def test_an_english_registry_reads_as_the_thai_one() -> None:
    tables = sample_tables()
    thai, english = (read_registry(write_registry(tables, lang)) for lang in ("th", "en"))
    assert english.findings == ()
    assert thai.registry is not None
    assert english.registry is not None
    assert english.registry.kpis == thai.registry.kpis
    assert english.registry.settings == thai.registry.settings
    assert english.registry.calendar == thai.registry.calendar


def test_cells_are_read_however_they_are_typed() -> None:
    def change(book: Any) -> None:
        book["ตัวชี้วัด"]["F8"] = "๔๐ "
        book["ตัวชี้วัด"]["F9"] = "60.0"
        book["ปฏิทิน"]["D7"] = datetime(2556, 2, 20)
        book["ปฏิทิน"]["D8"] = "๒๐ ก.พ. ๒๕๕๖"
        book["ปฏิทิน"]["H9"] = "กุมภาพันธ์ 2556"

    reading = read_edited(change)
    assert set(codes(reading)) == {"number-read-from-text", "date-in-buddhist-era"}
    assert reading.registry is not None
    assert [kpi.weight for kpi in reading.registry.kpis] == [100, 40, 60]
    assert [rule.on_date for rule in reading.registry.calendar[:2]] == [day("2013-02-20")] * 2
    assert reading.registry.calendar[2].first_period == "2556-02"


def test_a_whole_number_is_a_kpi_number_as_well() -> None:
    reading = read_edited(put("ตัวชี้วัด", "B7", 1))
    assert codes(reading) == []
    assert reading.registry is not None
    assert reading.registry.kpis[0].kpi_no == "1"


def test_a_computed_formula_counts_and_one_never_computed_is_told() -> None:
    reading = read_edited(put("ตัวชี้วัด", "F8", "=25*2"))
    assert place(only(reading, "formula-not-computed")) == "ตัวชี้วัด!F8"
    assert "registry-weights-not-100" not in codes(reading)


# What is wrong, with its place


def test_a_kpi_number_typed_as_a_number_is_told() -> None:
    reading = read_edited(put("ตัวชี้วัด", "B9", 1.1))
    finding = only(reading, "kpi-number-is-a-number")
    assert (place(finding), finding.found) == ("ตัวชี้วัด!B9", "1.1")


def test_duplicates_name_the_first_row() -> None:
    reading = read_tables(kpis=[kpi_row("1.1"), kpi_row("1.1")], people=[], agencies=[*small_tables()["agencies"], *small_tables()["agencies"][:1]])
    told = {(place(f), f.found, f.expected) for f in reading.findings if f.code == "registry-duplicate"}
    assert told == {("ตัวชี้วัด!B8", "1.1", "B7"), ("หน่วยงาน!B9", "AAA", "B7")}


def test_unknown_codes_suggest_the_nearest() -> None:
    reading = read_tables(
        kpis=[kpi_row("1.1", "linear", "100", host="AAB", supporting="BBB, BBC", parent_no="1.2")],
        baselines=[{"kpi_no": "1.11", "year": Decimal(2555), "value": Decimal(5)}],
        exemptions=[{"rule": "overdue", "agency": "ZZZ", "who": "ผู้ว่าราชการจังหวัด", "why": "น้ำท่วม"}],
    )
    agency = {(place(f), f.found, f.expected) for f in reading.findings if f.code == "registry-unknown-agency"}
    assert agency == {("ตัวชี้วัด!P7", "AAB", "AAA"), ("ตัวชี้วัด!Q7", "BBC", "BBB"), ("ยกเว้น!C7", "ZZZ", "–")}
    kpi = {(place(f), f.found, f.expected) for f in reading.findings if f.code == "registry-unknown-kpi"}
    assert ("ข้อมูลพื้นฐาน!B7", "1.11", "1.1") in kpi
    assert ("ตัวชี้วัด!D7", "1.2", "1.1") in kpi


def test_agency_codes_are_read_in_any_case() -> None:
    reading = read_tables(kpis=[kpi_row("1.1", "linear", "100", host="aaa")], people=[{"kpi_nos": "1.1", "role": "keeper", "name": "ก"}])
    assert codes(reading) == []
    assert reading.registry is not None
    assert reading.registry.kpis[0].host == "AAA"


def test_what_must_be_filled_depends_on_the_method() -> None:
    rows = [kpi_row("1", "group", None, host=None), kpi_row("1.1", "linear", None, parent_no="1", host=None),
            kpi_row("1.2", "not_assessed", None, parent_no="1")]  # fmt: skip
    reading = read_tables(kpis=rows, people=[])
    missing = {place(f) for f in reading.findings if f.code == "registry-value-missing"}
    assert missing == {"ตัวชี้วัด!F8", "ตัวชี้วัด!P8"}


def test_an_unknown_word_and_an_unreadable_weight_bring_no_consequences() -> None:
    def change(book: Any) -> None:
        book["ตัวชี้วัด"]["E8"] = "เทียบบัญญัติไตยางศ์"
        book["ตัวชี้วัด"]["F9"] = "ห้าสิบ"

    reading = read_edited(change)
    assert sorted(codes(reading)) == ["value-not-a-number", "value-not-in-list"]
    assert only(reading, "value-not-in-list").expected == ("เทียบบัญญัติไตรยางศ์", "linear")


def test_missing_columns_are_told_as_needed_or_absent() -> None:
    def change(book: Any) -> None:
        kpis = book["ตัวชี้วัด"]
        kpis.delete_cols(column_of(kpis, "น้ำหนัก รอบ 9"))
        book["หน่วยงาน"].delete_cols(3)

    reading = read_edited(change)
    assert only(reading, "registry-column-absent").place.field == "weight_9"
    assert only(reading, "registry-column-missing").place.field == "name"
    assert "registry-value-missing" not in codes(reading)


def test_a_sheet_without_headings_is_told_once() -> None:
    reading = read_edited(lambda book: book["ปฏิทิน"].delete_rows(1, HEADING_ROW))
    assert only(reading, "registry-headings-missing").place.sheet == "ปฏิทิน"


def test_steps_run_from_one_without_a_gap() -> None:
    steps: list[Any] = [{"kpi_no": "1.1", "level": Decimal(n), "text": f"ขั้น {n}"} for n in (1, 2, 4)]
    reading = read_tables(kpis=[kpi_row("1.1", "milestone", "100")], level_texts=steps, people=[])
    assert only(reading, "registry-steps-not-consecutive").found == "1, 2, 4"


def test_an_agency_code_must_suit_a_file_name() -> None:
    reading = read_tables(agencies=[*small_tables()["agencies"], {"code": "ปภ. 1", "name": "สำนักงานสาม"}])
    assert place(only(reading, "registry-code-malformed")) == "หน่วยงาน!B9"


def test_limits_are_told_with_what_is_allowed() -> None:
    reading = read_edited(put("ปฏิทิน", "E9", 32))
    finding = only(reading, "value-out-of-range")
    assert (place(finding), finding.found) == ("ปฏิทิน!E9", "32")


def test_an_empty_registry_has_one_finding() -> None:
    reading = read_tables(agencies=[], kpis=[], people=[])
    assert codes(reading) == ["registry-empty"]


@pytest.mark.parametrize("year", [99, 2013, 2556.5, "สองพัน"])
def test_an_impossible_year_is_told_and_nothing_is_built(year: object) -> None:
    reading = read_edited(put("จังหวัด", "C6", year))
    assert reading.registry is None
    assert [f.place.cell for f in reading.findings] == ["C6"]


def test_without_province_or_year_there_is_no_registry_but_every_finding() -> None:
    def change(book: Any) -> None:
        book["จังหวัด"]["C6"] = "ปีนี้"
        book["ตัวชี้วัด"]["P8"] = "AAB"

    reading = read_edited(change)
    assert reading.registry is None
    assert not reading.is_usable
    assert {"value-not-a-number", "registry-unknown-agency"} <= set(codes(reading))


def test_the_province_is_read_without_its_title() -> None:
    reading = read_edited(put("จังหวัด", "C5", "จังหวัดลำพูน"))
    assert reading.registry is not None
    assert reading.registry.settings.province == "ลำพูน"


def test_everything_wrong_is_told_at_once_in_reading_order() -> None:
    def change(book: Any) -> None:
        book["ตัวชี้วัด"]["H8"] = "ยิ่งมากยิ่งดี"
        book["ตัวชี้วัด"]["I9"] = 95
        book["หน่วยงาน"]["B8"] = None
        book["ปฏิทิน"]["D7"] = "31 ก.พ. 2556"

    reading = read_edited(change)
    assert codes(reading) == [
        "registry-value-missing", "value-not-in-list", "registry-criteria-not-monotonic", "no-such-date",
    ]  # fmt: skip


def test_every_message_can_be_said_in_both_languages() -> None:
    reading = read_tables(agencies=[], kpis=[kpi_row("1.1", "linear", "90", c5=Decimal(1))])
    for finding in reading.findings:
        for lang in ("th", "en"):
            assert message_of(finding, lang)
            assert remedy_of(finding, lang)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no Excel workbook"),
        (b"<html><table>", "no Excel workbook"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512), "password"),
        (b"PK\x03\x04" + bytes(64), "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_words(data: bytes, reason: str) -> None:
    reading = read_registry(data)
    assert reading.registry is None
    assert reason in message_of(only(reading, "registry-unreadable"), "en")


def test_a_truncated_workbook_is_refused_in_words() -> None:
    data = write_registry(small_tables())
    for size in (100, len(data) // 2, len(data) - 30):
        assert codes(read_registry(data[:size])) == ["registry-unreadable"]


def test_a_zip_that_is_no_workbook_is_refused_in_words() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    assert codes(read_registry(archive.getvalue())) == ["registry-unreadable"]


def test_a_workbook_of_something_else_says_which_sheets_are_wanted() -> None:
    data = edited(write_registry(small_tables()), lambda book: [book.remove(sheet) for sheet in book.worksheets[1:]])
    told = {f.expected for f in read_registry(data).findings if f.code == "registry-sheet-missing"}
    assert told == {("หน่วยงาน", "Agencies"), ("ตัวชี้วัด", "KPIs"), ("ปฏิทิน", "Calendar")}


def test_directions_methods_and_defaults_are_those_of_the_model() -> None:
    row = {"kpi_no": "1.1", "name": "ก", "method": "linear", "weight": Decimal(100), "host": "AAA", "c1": Decimal(1), "c5": Decimal(5)}
    registry = read_tables(kpis=[row]).registry
    assert registry is not None
    kpi = registry.kpis[0]
    assert (kpi.method, kpi.direction, kpi.start_round, kpi.cancel_round) == (ScoringMethod.LINEAR, Direction.UP, 6, None)
    assert kpi.levels == (Decimal(1), None, None, None, Decimal(5))


def test_every_code_of_the_registry_has_both_languages_and_an_example() -> None:
    for code, rule in CATALOGUE.items():
        if code.startswith("registry-"):
            assert all((*rule.message, *rule.remedy, *rule.example)), code
