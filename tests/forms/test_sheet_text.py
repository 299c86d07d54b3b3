from __future__ import annotations

import pytest

from kpi_excel.core.text import Text
from kpi_excel.forms.raw import RawSheet, RawWorkbook
from kpi_excel.forms.sheet_text import SheetText, find_labels, index_sheets
from kpi_excel.forms.spec import FieldSpec, FieldType
from tests.sheets import Sheet, at, book, draw


def indexed(sheet: Sheet | str) -> SheetText:
    return index_sheets(book(sheet))[0]


def field(key: str, th: str, en: str = "", *aliases: str) -> FieldSpec:
    return FieldSpec(key, FieldType.TEXT, Text(th, en), aliases)


FIELDS = [field("unit", "หน่วยวัด", "Unit"), field("why", "เหตุผล", "Rationale", "ทำไม"), field("goal", "เป้าหมาย ปี 2556", "Target 2556")]


def test_texts__are_found_by_the_whole_and_by_their_first_line() -> None:
    text = indexed("| คำอธิบาย\\nคำใดนับ | 45 | คำอธิบาย |")

    assert text.by_key["คำอธิบาย"] == [at("A1"), at("C1")]
    assert text.by_key["คำอธิบายคำใดนับ"] == [at("A1")]
    assert (text.text_at(0, 2), text.text_at(0, 1), text.text_at(9, 9)) == ("คำอธิบาย", "", "")


def test_texts_without_a_letter__match_nothing() -> None:
    assert indexed("| – | ... | 45 |").by_key == {}


def test_long_texts__are_no_labels() -> None:
    sheet = draw("| ก |")
    sheet["B1"] = "ก" * 301

    assert list(indexed(sheet).by_key) == ["ก"]


def test_empty_sheets__are_left_out_and_numbers_stay() -> None:
    texts = index_sheets(RawWorkbook("xlsx", (RawSheet("ว่าง", {}), draw("| ก |").raw(), draw("| ข |").raw())))

    assert [text.number for text in texts] == [1, 2]


@pytest.mark.parametrize("label", ["เหตุผล", "เหตุ ผล", "เหตุผล:", "เหตุผล\\n(ทำไมต้องวัด)", "Rationale", "RATIONALE", "ทำไม"])
def test_label__is_found_however_it_is_written(label: str) -> None:
    assert find_labels(indexed(f"| x | {label} | เพราะ |"), FIELDS) == {"why": at("B1")}


def test_label__digits_of_either_script() -> None:
    assert find_labels(indexed("| เป้าหมาย ปี ๒๕๕๖ |"), FIELDS) == {"goal": at("A1")}


def test_label_that_also_stands_as_a_value__the_one_in_the_column_of_labels() -> None:
    text = indexed("""
        | คำนิยาม  | เหตุผล |
        | หน่วยวัด  | แห่ง   |
        | เหตุผล   | เพราะ  |
    """)

    assert find_labels(text, FIELDS) == {"unit": at("A2"), "why": at("A3")}


def test_label_that_stands_twice_in_its_column__the_upper_one() -> None:
    assert find_labels(indexed("| หน่วยวัด |\n| เหตุผล |\n| เหตุผล |"), FIELDS)["why"] == at("A2")


def test_title__goes_before_alias() -> None:
    assert find_labels(indexed("| ทำไม |\n| เหตุผล |"), FIELDS) == {"why": at("A2")}


def test_fields_of_one_title__take_its_places_from_top_to_bottom() -> None:
    text = indexed("| ขั้นตอน | ก |\n| ขั้นตอน | ข |\n| หน่วยวัด | แห่ง |")

    assert find_labels(text, [field("step1", "ขั้นตอน"), field("step2", "ขั้นตอน"), field("step3", "ขั้นตอน")]) == {
        "step1": at("A1"), "step2": at("A2"),
    }  # fmt: skip
