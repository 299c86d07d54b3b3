from __future__ import annotations

from typing import Any

import pytest

from kpi_excel.forms.headers import Header, find_headers, is_header_again
from kpi_excel.forms.raw import Address
from kpi_excel.forms.sheet_text import index_sheets
from tests.forms.reading import CODE, HEADER, NAME, PROBLEM, RESULT, SPEC, STATUS, report
from tests.sheets import Sheet, book, draw

TABLES = [table for sheet in SPEC.sheets for table in sheet.tables]
IN_PLACE = {"code": CODE, "name": NAME, "result": RESULT, "status": STATUS, "problem": PROBLEM}


def headers_on(sheet: Sheet) -> dict[str, Header]:
    return {header.table.key: header for header in find_headers(index_sheets(book(sheet))[0], TABLES)}


def found(sheet: Sheet) -> Header:
    return headers_on(sheet)["results"]


def without_keys() -> Sheet:
    """The hidden key row was deleted, so the header stands one row higher."""
    sheet = report()
    sheet.delete_rows(HEADER - 1)
    return sheet


def test_header__every_column_by_its_text() -> None:
    header = found(report())

    assert (header.row, header.columns, header.share) == (HEADER, IN_PLACE, 1.0)
    assert not (header.renamed or header.disagreeing or header.twice)


def test_header__without_the_key_row() -> None:
    assert (found(without_keys()).row, found(without_keys()).columns) == (HEADER - 1, IN_PLACE)


@pytest.mark.parametrize("text", ["Cumulative result", "ผลสะสม\\nถึงเดือนนี้", "ผลสะสมถึงเดือนนี้ :", "ผล สะสม ถึง เดือนนี้", "ผลสะสม", "CUMULATIVE RESULT"])
def test_header__retyped_but_the_same(text: str) -> None:
    sheet = without_keys()
    sheet["C4"] = text.replace("\\n", "\n")

    assert found(sheet).columns == IN_PLACE
    assert found(sheet).renamed == {}


@pytest.mark.parametrize("text", ["ผลสะสมถึงเดือนนี้ (ร้อยละ)", "ผลสะสมถึงเดือนน้ี", "ผลสะสมถึงเดือน"])
def test_header__resembling_is_enough_and_said(text: str) -> None:
    sheet = without_keys()
    sheet["C4"] = text

    assert found(sheet).columns["result"] == RESULT
    assert found(sheet).renamed in ({"result": text}, {})


def test_header__renamed_altogether_found_by_its_key() -> None:
    sheet = report()
    sheet["C5"] = "ยอดรวม"

    assert found(sheet).columns == IN_PLACE
    assert found(sheet).renamed == {"result": "ยอดรวม"}


def test_header__renamed_altogether_without_key_is_missing() -> None:
    sheet = without_keys()
    sheet["C4"] = "ยอดรวม"

    assert found(sheet).columns == {key: column for key, column in IN_PLACE.items() if key != "result"}


def test_all_headers_renamed__found_by_the_key_row() -> None:
    sheet = report()
    for place, text in zip(("A5", "B5", "C5", "D5", "E5"), "กขคงจ", strict=True):
        sheet[place] = text

    assert (found(sheet).row, found(sheet).columns) == (HEADER, IN_PLACE)
    assert found(sheet).renamed == dict(zip(IN_PLACE, "กขคงจ", strict=True))


def test_header_row_deleted__entries_follow_the_keys_at_once() -> None:
    sheet = report()
    sheet.delete_rows(HEADER)

    assert (found(sheet).row, found(sheet).columns) == (HEADER - 1, IN_PLACE)


def test_headers_exchanged_over_their_data__disagree_with_their_keys() -> None:
    sheet = report()
    sheet["D5"], sheet["E5"] = "ปัญหา อุปสรรค", "สถานะ"

    assert sorted(found(sheet).disagreeing) == ["problem", "status"]


def test_locked_headers_exchanged__matter_to_nobody() -> None:
    sheet = report()
    sheet["A5"], sheet["B5"] = "ตัวชี้วัด", "ตัวชี้วัดที่"

    assert found(sheet).disagreeing == []


@pytest.mark.parametrize("move", [(4, 0), (0, 4), (2, 1)])
def test_column_moved__key_and_header_with_it(move: tuple[int, int]) -> None:
    sheet = report()
    sheet.move_column(*move)
    header = found(sheet)

    assert not header.disagreeing
    assert sheet[Address(header.row + 1, header.columns["result"])] == report()["C6"]


def test_columns_inserted__between_and_before() -> None:
    sheet = report()
    sheet.insert_columns(3, 2)
    sheet.insert_columns(0)
    sheet["E5"] = "หมายเหตุของเรา"

    assert found(sheet).columns == {"code": 1, "name": 2, "result": 3, "status": 6, "problem": 7}


def test_column_copied__both_are_named() -> None:
    sheet = report()
    sheet.copy_column(RESULT, RESULT + 1)

    assert found(sheet).twice == {"result": (RESULT, RESULT + 1)}


def test_column_of_ones_own_under_our_header__the_key_tells_which_is_ours() -> None:
    sheet = report()
    sheet["F5"] = "ผลสะสมถึงเดือนนี้"

    assert found(sheet).columns["result"] == RESULT
    assert found(sheet).twice == {}


def test_header_over_two_tables__the_row_belongs_to_the_one_it_fits_best() -> None:
    headers = headers_on(report())

    assert list(headers) == ["results"]


def test_two_tables_on_one_sheet__both_found_in_order() -> None:
    sheet = report()
    plan = draw("| ขั้นที่ | ตัวชี้วัดที่ | กิจกรรม | ถึงระดับ | เสร็จ |")
    sheet.cells |= {address._replace(row=20): cell for address, cell in plan.cells.items()}

    assert {key: header.row for key, header in headers_on(sheet).items()} == {"results": HEADER, "plan": 20}


def test_header_printed_again_below__the_upper_one_counts() -> None:
    sheet = report()
    sheet.copy_row(HEADER, HEADER + 2)
    text = index_sheets(book(sheet))[0]

    assert found(sheet).row == HEADER
    assert is_header_again(text, HEADER + 2, found(sheet))
    assert not is_header_again(text, HEADER + 1, found(sheet))


@pytest.mark.parametrize("drawing", ["| รายการ | จำนวน | ราคา |", "| ตัวชี้วัดที่ | ตัวชี้วัด | เป้าหมาย | น้ำหนัก |", "| สถานะ | หมายเหตุ |", "| x |"])
def test_foreign_table__is_none_of_ours(drawing: str) -> None:
    assert headers_on(draw(drawing)) == {}


def test_resembling_two_columns_alike__none_is_guessed() -> None:
    sheet = without_keys()
    sheet["C4"], sheet["F4"] = "ผลสะสมถึงเดือนนี้ ก", "ผลสะสมถึงเดือนนี้ ข"

    assert "result" not in found(sheet).columns


def test_words_of_many_headers_in_one_column__as_instructions_list_them() -> None:
    lines: list[Any] = [column.title.th for table in TABLES for column in table.columns]

    assert headers_on(draw("\n".join(f"| {line} | อธิบาย |" for line in lines))) == {}
