from __future__ import annotations

import pytest

from kpi_excel.forms.anchors import LocatedPage, find_page, find_tables
from kpi_excel.forms.sheet_text import index_sheets
from tests.forms.reading import CODE, END, FIRST, HEADER, LAST, RESULT, SPEC, report
from tests.sheets import Sheet, book, draw

PAGE = SPEC.sheets[2]

PLAN = """
    | ขั้นที่    | ตัวชี้วัดที่ | กิจกรรม   | ถึงระดับ | เสร็จ      |
    | P1.1-1 | 1.1     | อบรม     | 1     | 31/3/2556 |
    |        | 1.1     | ตรวจ     | 2     | 30/4/2556 |
    |        |         |         |      |           | =X1 → 0 |
    |        | 2       | ปลูกป่า   | 3     | 31/5/2556 |
    | #end¦plan |      |         |       |           |
    |        |         |         |       |           |
    | เกณฑ์ทุกระดับมีขั้นตอนหรือยัง |  |  |    |           |
    |        | 1.1     | ถนน      | ระดับ 1 ✓ |        |
"""

A_PAGE = """
    | K1.1    |         |  |           |    |
    | ตัวชี้วัด 1.1 ถนนปลอดภัย | |  |        |    |
    | หน่วยวัด  | แห่ง      |  | ระดับ 1     | 60 |
    | คำอธิบาย | นับเฉพาะ... |  | ระดับ 2    | 70 |
    | ผลปี 2555 | 45       |  | แผน ต.ค. 55 | 1 |
    |         |          |  | แผน พ.ย. 55 | 2 |
    |         |          |  | แผน ธ.ค. 55 | 3 |
    |         |          |  | แผน ม.ค. 56 | 4 |
    |         |          |  | แผน ก.พ. 56 | 5 |
    |         |          |  | แผน มี.ค. 56 | 6 |
    |         |          |  | แผน เม.ย. 56 | 7 |
    |         |          |  | แผน พ.ค. 56 | 8 |
"""


def rows_of(sheet: Sheet, table: str = "results") -> tuple[int, ...]:
    located = find_tables(index_sheets(book(sheet))[0], SPEC.sheets)
    return next(found.rows for found in located if found.header.table.key == table)


def page(sheet: Sheet) -> LocatedPage | None:
    return find_page(index_sheets(book(sheet))[0], PAGE)


def test_rows__from_the_header_to_the_end_mark() -> None:
    assert rows_of(report()) == tuple(range(FIRST, LAST + 1))


def test_rows__of_a_list_with_its_spare_ones_but_nothing_below() -> None:
    assert rows_of(draw(PLAN), "plan") == (1, 2, 3, 4)


def test_rows__end_mark_sorted_into_the_table() -> None:
    sheet = report()
    sheet.rearrange(lambda a: a._replace(row={END: FIRST, FIRST: END}.get(a.row, a.row)))

    assert rows_of(sheet) == (FIRST + 1, FIRST + 2, END)


def test_rows_of_a_list__end_mark_sorted_into_the_table() -> None:
    sheet = draw(PLAN)
    sheet.rearrange(lambda a: a._replace(row={5: 1, 1: 5}.get(a.row, a.row)))

    assert rows_of(sheet, "plan") == (2, 3, 4, 5)


def test_rows__end_mark_deleted() -> None:
    sheet = report()
    sheet.delete_rows(END)

    assert rows_of(sheet) == tuple(range(FIRST, LAST + 1))


def test_rows_of_a_list__end_mark_deleted() -> None:
    sheet = draw(PLAN)
    sheet.delete_rows(5)

    assert rows_of(sheet, "plan") == (1, 2, 3, 4)


def test_rows__inserted_below_the_hidden_end_mark() -> None:
    sheet = report()
    sheet.insert_rows(END + 1)
    sheet["A10"], sheet["C10"] = "K9", 12

    assert rows_of(sheet) == (*range(FIRST, LAST + 1), END + 1)


def test_rows__inserted_between_and_left_empty() -> None:
    sheet = report()
    sheet.insert_rows(FIRST + 1, 2)
    sheet.insert_rows(HEADER)

    assert rows_of(sheet) == (FIRST + 1, FIRST + 4, FIRST + 5)


def test_rows__header_sorted_below_the_entries() -> None:
    sheet = report()
    sheet.rearrange(lambda a: a._replace(row={HEADER: LAST, **{row + 1: row for row in range(HEADER, LAST)}}.get(a.row, a.row)))

    assert rows_of(sheet) == tuple(range(HEADER, LAST))


def test_rows__header_and_keys_copied_between_them_are_none() -> None:
    sheet = report()
    sheet.copy_row(HEADER, FIRST + 1)
    sheet.copy_row(HEADER - 1, FIRST + 1)

    assert rows_of(sheet) == (FIRST, FIRST + 3, FIRST + 4)


def test_rows__stop_at_the_notes() -> None:
    sheet = report()
    sheet.delete_rows(END, END + 1)
    sheet["E9"] = "ขอรถหนึ่งคัน"

    assert rows_of(sheet) == tuple(range(FIRST, LAST + 1))


def test_rows__stop_at_the_keys_of_the_next_table() -> None:
    sheet = report()
    sheet.delete_rows(*range(END, END + 3))
    plan = draw("| ขั้นตอน |\n| #plan.code | #plan.kpi_no |\n" + PLAN.lstrip())
    sheet.cells |= {address._replace(row=address.row + END): cell for address, cell in plan.cells.items()}

    assert rows_of(sheet) == (*range(FIRST, LAST + 1), END)
    assert rows_of(sheet, "plan") == tuple(row + END + 2 for row in (1, 2, 3, 4))


def test_rows__with_the_code_column_deleted() -> None:
    sheet = report()
    sheet.delete_columns(CODE)

    # Without codes and without the mark, which stood in that column, the first empty row ends the table
    assert rows_of(sheet) == tuple(range(FIRST, LAST + 1))


def test_rows__sheet_moved_right_and_down() -> None:
    sheet = report()
    sheet.insert_rows(0, 7)
    sheet.insert_columns(0, 3)

    assert rows_of(sheet) == tuple(range(FIRST + 7, LAST + 8))


def test_table_copied_below_itself__its_rows_are_rows_of_the_same_table() -> None:
    sheet = report()
    sheet.cells |= {a._replace(row=a.row + 20): cell for a, cell in report().cells.items() if HEADER <= a.row <= LAST}

    assert set(rows_of(sheet)) >= {*range(FIRST, LAST + 1), *range(FIRST + 20, LAST + 21)}
    assert HEADER + 20 not in rows_of(sheet)


def test_page__by_its_labels_and_its_code() -> None:
    found = page(draw(A_PAGE))

    assert found is not None
    assert found.kpi_no == "1.1"


def test_page__code_in_a_sentence_is_none() -> None:
    sheet = draw(A_PAGE)
    sheet["A1"], sheet["B4"] = None, "เหมือน K2 แต่นับทั้งปี"

    found = page(sheet)

    assert found is not None
    assert found.kpi_no == ""


def test_page__the_topmost_code_counts() -> None:
    sheet = draw(A_PAGE)
    sheet["B4"] = "K2"

    found = page(sheet)

    assert found is not None
    assert found.kpi_no == "1.1"


@pytest.mark.parametrize(("kept", "has_code", "is_page"), [(12, True, True), (8, True, True), (4, True, False), (12, False, True), (8, False, False)])
def test_page__enough_labels_must_be_left(kept: int, has_code: bool, is_page: bool) -> None:
    sheet = draw(A_PAGE)
    sheet["A1"] = "K1.1" if has_code else None
    sheet.clear_rows(*range(kept, 12))

    assert (page(sheet) is not None) is is_page


def test_foreign_sheet__is_neither_table_nor_page() -> None:
    text = index_sheets(book("| K1.1 | หมายเหตุ |\n| 5 | 6 |"))[0]

    assert find_tables(text, SPEC.sheets) == []
    assert find_page(text, PAGE) is None


def test_columns_far_right__cost_nothing() -> None:
    sheet = report()
    sheet.insert_columns(RESULT, 200)

    assert rows_of(sheet) == tuple(range(FIRST, LAST + 1))
