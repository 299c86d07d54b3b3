from __future__ import annotations

import pytest

from kpi_excel.forms.raw import RawCell
from tests.forms.reading import BARE, FIRST, codes, finding, issued, read, report
from tests.sheets import Sheet, at, draw


def listed(*sheets: Sheet) -> list[tuple[str, str]]:
    return [(text.cell, text.text) for text in read(*sheets).outside]


def test_form_as_we_made_it__nothing_outside() -> None:
    assert listed(report()) == []


@pytest.mark.parametrize(
    ("place", "typed", "shown"),
    [
        ("H6", "ดูคำสั่งที่ 112", "ดูคำสั่งที่ 112"), ("B14", "โทร. 081 000 0000", "โทร. 081 000 0000"), ("G7", 1250.5, "1250.5"),
        ("A12", "ค้างส่งเอกสารจากอำเภอแกลง", "ค้างส่งเอกสารจากอำเภอแกลง"), ("A12", "ครบทุกอำเภอแล้ว", "ครบทุกอำเภอแล้ว"),
        ("A12", "ระดับน้ำสูงมาก", "ระดับน้ำสูงมาก"), ("A12", "เหลือ 3 อำเภอ", "เหลือ 3 อำเภอ"), ("A12", "#1 ปัญหาคือฝน", "#1 ปัญหาคือฝน"),
    ],
)  # fmt: skip
def test_what_somebody_wrote__is_listed_with_its_cell(place: str, typed: str | float, shown: str) -> None:
    sheet = report()
    sheet[place] = typed

    assert listed(sheet) == [(place, shown)]


def test_day__listed_as_it_shows() -> None:
    sheet = report()
    sheet.cells[at("H2")] = RawCell("date", "2013-02-28")

    assert listed(sheet) == [("H2", "28/2/2013")]


@pytest.mark.parametrize(
    "text",
    ["ถนนปลอดภัย", "ถนน ปลอดภัย", "เหลือ 3 จุด", "เหลือ 12 จุด", "พร้อมส่ง ✓", "#end|results", "#END|KPIX|x", "KPIX|abc", "#words.status", "–", "■"],
)
def test_our_own_texts__are_not_listed_wherever_they_are_moved_or_pasted(text: str) -> None:
    sheet = report()
    sheet["H20"] = text

    assert listed(sheet) == []


def test_formulas_and_errors__are_not_what_somebody_wrote() -> None:
    sheet = report()
    sheet.cells |= {at("H6"): RawCell("number", 3.0, "SUM(C6:C8)"), at("H7"): RawCell("error", "#N/A"), at("H8"): RawCell("bool", True)}

    assert listed(sheet) == []


def test_counters_pasted_as_values__right_of_the_token_are_ours() -> None:
    sheet = report()
    sheet.insert_rows(0)
    sheet["F1"], sheet["G7"], sheet["D14"] = "KPIX|small", 2, 2

    assert listed(sheet) == [("D14", "2")]


def test_uncoded_row_of_remarks__is_listed_too() -> None:
    sheet = report()
    sheet.insert_rows(FIRST + 1)
    sheet["B7"] = "รวมกลุ่มถนน"

    assert listed(sheet) == [("B7", "รวมกลุ่มถนน")]


def test_nothing_known_of_what_we_wrote__nothing_can_be_told_apart() -> None:
    sheet = report()
    sheet["H6"] = "ดูคำสั่งที่ 112"

    assert read(sheet, frame=BARE).outside == ()


def test_sheet_of_ones_own__is_not_read_and_that_is_said() -> None:
    own = draw("| คำนวณเอง | 12 |\n| รวม | 24 |", "คำนวณ")

    reading = read(report(), own)

    assert finding(reading, "sheet-not-read").place.sheet == "คำนวณ"
    assert reading.outside == ()


@pytest.mark.parametrize(
    "sheet",
    [
        draw("| ถนนปลอดภัย | น้ำสะอาด |\n| ป่าชุมชน | x |", "คำแนะนำ"),
        Sheet("คำแนะนำ", {at("A1"): RawCell("text", "KPIX|small|1"), at("A2"): RawCell("text", "อะไรก็ได้")}),
        draw("| token | x |", "_meta"), Sheet("ซ่อน", {at("A1"): RawCell("text", "x")}, hidden=True), Sheet("Sheet3"),
    ],
    ids=["our words", "our token", "our hidden sheet shown", "hidden", "empty"],
)  # fmt: skip
def test_sheets_of_ours_and_empty_ones__nothing_to_say(sheet: Sheet) -> None:
    assert codes(read(report(), sheet)) == {}


def test_long_text_of_digits_and_our_letters__takes_no_time() -> None:
    sheet = report()
    sheet["H6"] = "1" * 30_000
    frame = issued(words=frozenset("กขค") | {"กก", "กกก", "ขข"})

    assert len(read(sheet, frame=frame).outside) == 1
