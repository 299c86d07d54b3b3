from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_excel.core.submission import Plain, Word
from kpi_excel.core.text import Text
from tests.forms.issuing import filled, issue, province, values_read
from tests.forms.reading import BARE, codes, finding, issued, read, values
from tests.sheets import Sheet, at, draw

DRAWING = """
    | K1.1    |         |  |           |    |
    | ตัวชี้วัด 1.1 ถนนปลอดภัย | |  |        |    |
    | หน่วยวัด  | แห่ง      |  | ระดับ 1     | 60 |
    | คำอธิบาย | นับเฉพาะ  |  | ระดับ 2     | 70 |
    | ผลปี 2555 | 45       |  | ระดับ 3     | 80 |
    |         |          |  | ระดับ 4     | 90 |
    |         |          |  | ระดับ 5     | 100 |
    |         |          |  | แผน ต.ค. 55 |    |
    |         |          |  | แผน พ.ย. 55 | 2 |
    |         |          |  | แผน ธ.ค. 55 |    |
    |         |          |  | แผน ม.ค. 56 |    |
    |         |          |  | แผน ก.พ. 56 |    |
    |         |          |  | แผน มี.ค. 56 |    |
    |         |          |  | แผน เม.ย. 56 |    |
    |         |          |  | แผน พ.ค. 56 |    |
    |         |          |  | แผน มิ.ย. 56 |    |
    |         |          |  | แผน ก.ค. 56 |    |
    |         |          |  | แผน ส.ค. 56 |    |
    |         |          |  | แผน ก.ย. 56 |    |
"""
WHOLE = {
    "description": "นับเฉพาะ", "base_y1": Decimal(45), "m02": Decimal(2),
    "c1": Decimal(60), "c2": Decimal(70), "c3": Decimal(80), "c4": Decimal(90), "c5": Decimal(100),
}  # fmt: skip

WRITTEN = issued(texts=frozenset({"K1.1", "K2", "ตัวชี้วัด 1.1 ถนนปลอดภัย"}), sheets=())


def page(name: str = "K1.1") -> Sheet:
    return draw(DRAWING, name)


def fields_of(sheet: Sheet) -> dict[str, Plain]:
    return values(read(sheet, frame=BARE), "template")["1.1"]


def test_page__every_value_beside_its_label() -> None:
    reading = read(page(), frame=BARE)

    assert values(reading, "template") == {"1.1": WHOLE}
    assert reading.findings == ()
    assert reading.records[0].rows[0].values["c2"].cell == "E4"


def rows_inserted(sheet: Sheet) -> None:
    sheet.insert_rows(3, 2)
    sheet.insert_rows(0)


def value_one_further(sheet: Sheet) -> None:
    sheet.insert_columns(1)


def value_two_further(sheet: Sheet) -> None:
    sheet.insert_columns(1, 2)


def right_side_further(sheet: Sheet) -> None:
    sheet.insert_columns(4, 2)


def columns_swapped(sheet: Sheet) -> None:
    """Label and value of the right side cut and pasted to the left."""
    sheet.rearrange(lambda a: a._replace(column={3: 0, 4: 1, 0: 3, 1: 4}.get(a.column, a.column)))


def labels_in_english(sheet: Sheet) -> None:
    for place, text in (("A4", "Description\nwhat counts"), ("A5", "RESULT OF 2555"), ("D3", "level 1")):
        sheet[place] = text


def labels_with_thai_digits(sheet: Sheet) -> None:
    sheet["A5"], sheet["D3"] = "ผลปี ๒๕๕๕", "ระดับ ๑"


def label_and_value_moved(sheet: Sheet) -> None:
    sheet["A25"], sheet["B25"] = "คำอธิบาย", "นับเฉพาะ"
    sheet["A4"], sheet["B4"] = None, None


def label_as_a_value(sheet: Sheet) -> None:
    sheet["B3"] = "คำอธิบาย"


@pytest.mark.parametrize(
    "change",
    [rows_inserted, value_one_further, value_two_further, right_side_further, columns_swapped, labels_in_english,
     labels_with_thai_digits, label_and_value_moved, label_as_a_value],
)  # fmt: skip
def test_page__read_the_same_however_it_was_pushed_about(change: Callable[[Sheet], None]) -> None:
    sheet = page()
    change(sheet)

    assert fields_of(sheet) == WHOLE


def test_blank_value__never_takes_the_label_or_value_of_the_other_side() -> None:
    sheet = page()
    sheet["B4"] = None

    reading = read(sheet, frame=BARE)

    assert "description" not in values(reading, "template")["1.1"]
    assert (finding(reading, "value-missing").place.cell, finding(reading, "value-missing").place.field) == ("B4", "template.description")


def test_blank_value_beside_a_renamed_label__takes_nothing_of_it() -> None:
    sheet = page()
    sheet["B4"], sheet["D4"] = None, "เกณฑ์ที่สอง"

    assert "description" not in fields_of(sheet)


def test_label_renamed__said_for_what_is_asked_and_its_value_is_listed() -> None:
    sheet = page()
    sheet["A4"] = "เล่าให้ฟัง"

    reading = read(sheet, frame=WRITTEN)

    missing = finding(reading, "label-missing")
    assert (missing.expected, missing.place.kpi_no) == (Text("คำอธิบาย", "Description"), "1.1")
    assert [text.text for text in reading.outside] == ["เล่าให้ฟัง", "นับเฉพาะ"]


def test_fields_of_other_methods__are_not_asked_for() -> None:
    sheet = page()
    sheet["A1"] = "K6"
    sheet.delete_rows(5, 6)

    reading = read(sheet, frame=BARE)

    assert set(values(reading, "template")["6"]) == {"description", "base_y1", "m02"}
    assert codes(reading) == {}


def test_state_of_a_baseline__is_not_the_state_of_the_kpi() -> None:
    sheet = page()
    sheet["B5"], sheet["B4"] = "ไม่มีข้อมูล", None

    reading = read(sheet, frame=BARE)

    assert values(reading, "template")["1.1"]["base_y1"] is Word.NO_DATA
    assert "result" not in values(reading, "template")["1.1"]
    assert codes(reading) == {"value-missing": 1}


def test_page_without_code__is_nobodys() -> None:
    sheet = page()
    sheet["A1"] = None

    reading = read(sheet, frame=BARE)

    assert reading.records == ()
    assert codes(reading) == {"page-without-code": 1}


def test_two_pages_without_code__both_are_said_and_are_no_copies() -> None:
    first, second = page("ก"), page("ข")
    first["A1"] = second["A1"] = None

    assert [f.place.sheet for f in read(first, second, frame=BARE).findings] == ["ก", "ข"]


def test_pages_of_different_kpis_under_one_name__both_read() -> None:
    first, second = page("แผ่น"), page("แผ่น")
    second["A1"], second["B4"], second["B25"] = "K2", "นับป่า", "โทรถามได้"

    reading = read(first, second, frame=WRITTEN)

    assert set(values(reading, "template")) == {"1.1", "2"}
    assert "โทรถามได้" in [text.text for text in reading.outside]


def test_wrong_code_on_a_page__is_read_as_it_says() -> None:
    sheet = page()
    sheet["A1"] = "K9.9"

    assert set(values(read(sheet, frame=BARE), "template")) == {"9.9"}


def test_value_in_the_cell_of_the_spacer__is_found() -> None:
    sheet = page()
    sheet["B4"], sheet["C4"] = None, "นับเฉพาะ"

    assert fields_of(sheet)["description"] == "นับเฉพาะ"
    assert at("C4") in sheet.cells



OURS = issued(sheets=(), labels={"page.unit|K1.1": "แห่ง", "page.base_y1|K1.1": "45 แห่ง"})
"""What we wrote beside the labels of the page."""


def test_values_beside_another_label_than_we_wrote_them__unclear() -> None:
    """Somebody sorted the values without their labels."""
    unclear = read(draw(DRAWING.replace("แห่ง  ", "45 แห่ง"), "K1.1"), frame=OURS).unclear

    assert unclear is not None
    assert (unclear.code, unclear.place.cell, unclear.place.kpi_no, unclear.found) == ("rows-mixed-up", "B3", "1.1", "K1.1")


def test_our_text_typed_over__is_not_taken_for_a_sorted_page() -> None:
    assert codes(read(draw(DRAWING.replace("แห่ง  ", "จุด   "), "K1.1"), frame=OURS))["rows-mixed-up"] == 0


def test_column_of_values_gone__said_beside_what_is_missing() -> None:
    """What was optional would else be gone without a word."""
    sheet = page()
    sheet.delete_columns(1)

    missing = finding(read(sheet, frame=OURS), "column-missing")

    assert (missing.place.kpi_no, missing.place.field) == ("1.1", "template.")


def test_nothing_of_ours_known_on_the_page__nothing_compared() -> None:
    sheet = page()
    sheet.delete_columns(1)

    assert codes(read(sheet, frame=BARE))["column-missing"] == 0


def test_a_page_is_read_by_the_titles_it_was_issued_with__parts_renamed_in_the_registry_since() -> None:
    form = issue("self_assessment", agency=next(kpi.host for kpi in province().kpis if kpi.kpi_no == "9"))
    workbook, expected = filled(form)
    renamed = tuple(replace(kpi, parts=tuple(replace(part, name=f"{part.name} (แก้ชื่อ)") for part in kpi.parts)) for kpi in form.registry.kpis)
    later = replace(form, registry=replace(form.registry, kpis=renamed))

    reading = later.read(workbook)

    assert values_read(reading) == expected
    assert any("part:" in str(name) for name in expected)
    assert "label-missing" not in {finding.code for finding in reading.findings}
