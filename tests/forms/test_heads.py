from __future__ import annotations

import pytest

from kpi_excel.core.text import Text
from tests.forms.reading import HEADER, codes, finding, read, report
from tests.sheets import Sheet, at


def extra(sheet: Sheet) -> dict[str, str]:
    return dict(read(sheet).extra)


def test_head__value_below_its_caption() -> None:
    assert extra(report()) == {"reporter": "นางมาลี"}


def test_head__moved_right_and_down() -> None:
    sheet = report()
    sheet.insert_rows(0, 3)
    sheet.insert_columns(0, 2)

    assert extra(sheet) == {"reporter": "นางมาลี"}


def test_head__one_row_inserted_between() -> None:
    sheet = report()
    sheet.insert_rows(1)

    assert extra(sheet) == {"reporter": "นางมาลี"}


def test_head_blank__never_takes_the_tables_title() -> None:
    sheet = report()
    sheet["A2"] = None

    reading = read(sheet)

    assert reading.extra == {}
    assert codes(reading) == {"head-value-missing": 1}
    missing = finding(reading, "head-value-missing")
    assert (missing.expected, missing.place.cell, missing.place.field) == (Text("ชื่อผู้กรอก", "Filled by"), "A2", "head.reporter")


def test_head_deleted__is_missed_without_a_cell() -> None:
    sheet = report()
    sheet.delete_rows(0, 1)

    assert finding(read(sheet), "head-value-missing").place.cell == ""


def test_head_too_long__kept_and_said() -> None:
    sheet = report()
    sheet["A2"] = "ก" * 41

    reading = read(sheet)

    assert reading.extra["reporter"] == "ก" * 41
    assert codes(reading) == {"text-too-long": 1}


@pytest.mark.parametrize("place", ["B11", "C11", "F11"])
def test_notes__right_of_their_label(place: str) -> None:
    sheet = report()
    sheet[place] = "ขอรถหนึ่งคัน\nวันที่ 12"

    reading = read(sheet)

    assert reading.extra["notes"] == "ขอรถหนึ่งคัน\nวันที่ 12"
    assert reading.outside == ()
    assert reading.findings == ()


def test_notes__a_number_or_day_as_it_shows() -> None:
    sheet = report()
    sheet["B11"] = 1250

    assert extra(sheet)["notes"] == "1250"


def test_notes_blank__nothing_said() -> None:
    sheet = report()
    sheet["B11"] = "–"

    assert "notes" not in extra(sheet)


def test_notes_pushed_up_to_the_table__are_no_entry() -> None:
    sheet = report()
    sheet.delete_rows(8, 9)
    sheet["C9"] = "ขอรถหนึ่งคัน"

    reading = read(sheet)

    assert reading.extra["notes"] == "ขอรถหนึ่งคัน"
    assert codes(reading) == {}


def test_more_notes_below__are_listed_as_written_outside() -> None:
    sheet = report()
    sheet["B11"], sheet["B12"] = "ข้อแรก", "ข้อสอง"

    reading = read(sheet)

    assert reading.extra["notes"] == "ข้อแรก"
    assert [(text.cell, text.text) for text in reading.outside] == [("B12", "ข้อสอง")]


def test_head_caption_in_the_table__the_upper_one_counts() -> None:
    sheet = report()
    sheet[at("E6")] = "ชื่อผู้กรอก"

    assert extra(sheet)["reporter"] == "นางมาลี"
    assert HEADER == 4
