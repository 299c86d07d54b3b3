"""Sheets that were copied: whole workbooks through `interpret`, because what is a copy is seen there."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.findings import Place
from tests.forms.reading import (
    FIRST,
    HEADER,
    LAST,
    NAME,
    PROBLEM,
    RESULT,
    STATUS,
    blank_report,
    codes,
    finding,
    issued,
    read,
    report,
    values,
)
from tests.forms.test_pages import page
from tests.sheets import Sheet


def test_copy_filled_and_the_original_left__the_copy_is_read() -> None:
    reading = read(blank_report("รายงาน"), report("รายงาน (2)"))

    assert set(values(reading)) == {"1.1", "1.10", "2"}
    assert codes(reading) == {"sheet-copied": 1}
    assert finding(reading, "sheet-copied").place == Place(sheet="รายงาน (2)")
    assert reading.records[0].rows[0].values["result"].sheet == "รายงาน (2)"
    assert reading.outside == ()


def test_original_filled_and_a_blank_copy__the_original_is_read() -> None:
    assert finding(read(report("รายงาน"), blank_report("สำเนา")), "sheet-copied").place.sheet == "รายงาน"


def test_both_filled_alike__no_question() -> None:
    reading = read(report("ก"), report("ข"))

    assert values(reading)["1.1"]["result"] == Decimal(45)
    assert codes(reading) == {"sheet-copied": 1}


def test_both_filled_alike_in_another_order__no_question() -> None:
    copy = report("ข")
    copy.sort(range(FIRST, LAST + 1), by=RESULT)

    assert read(report("ก"), copy).unclear is None


def test_both_filled_differently__held() -> None:
    copy = report("ข")
    copy["C6"] = 46

    reading = read(report("ก"), copy)

    assert reading.unclear is not None
    assert (reading.unclear.code, reading.unclear.found, reading.records) == ("sheet-copied-twice", "ก · ข", ())


def test_prefilled_copies__touched_is_what_differs_from_what_we_wrote() -> None:
    frame = issued(prefilled={"kpi|1.1|K1.1|result": "45"})
    original, copy = blank_report("ก"), blank_report("ข")
    original["C6"] = copy["C6"] = 45
    copy["D6"] = "ตามแผน"

    assert finding(read(original, copy, frame=frame), "sheet-copied").place.sheet == "ข"


def test_neither_touched__is_a_blank_form() -> None:
    reading = read(blank_report("ก"), blank_report("ข"))

    assert reading.records == ()
    assert codes(reading) == {"row-left-blank": 3, "sheet-copied": 1}


def test_mixed_up_copy__held_though_the_other_is_clear() -> None:
    copy = report("ข")
    copy.sort(range(FIRST, LAST + 1), by=NAME, columns=(NAME, RESULT, STATUS, PROBLEM))

    unclear = read(report("ก"), copy).unclear

    assert unclear is not None
    assert unclear.code == "rows-mixed-up"


def test_page_copied_and_filled__the_filled_one_is_read() -> None:
    blank, filled = page("K1.1"), page("K1.1 (2)")
    for place in ("B4", "B5", *(f"E{row}" for row in range(3, 10))):
        blank[place] = None

    reading = read(blank, filled, frame=issued(sheets=(), labels={}))

    assert finding(reading, "sheet-copied").place.sheet == "K1.1 (2)"
    assert values(reading, "template")["1.1"]["description"] == "นับเฉพาะ"


def test_pages_filled_differently__held_by_the_code_of_their_kpi() -> None:
    first, second = page("ก"), page("ข")
    second["B4"] = "นับทุกคน"

    unclear = read(first, second).unclear

    assert unclear is not None
    assert (unclear.code, unclear.place.sheet) == ("sheet-copied-twice", "K1.1")


def test_one_table_moved_to_a_sheet_of_its_own__is_no_copy() -> None:
    """A sheet with two tables may be torn in two: each table is found where it is."""
    moved = Sheet("แยก", {a._replace(row=a.row - HEADER): cell for a, cell in report().cells.items() if a.row >= HEADER})

    assert set(values(read(moved))) == {"1.1", "1.10", "2"}
    assert read(moved).unclear is None
