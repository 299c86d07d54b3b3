from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest

from kpi_excel.workbooks.registry.layout import SHEETS, sheet_layout
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.writer import write_registry
from tests.workbooks.registry.small import HEADING_ROW, column_of, kpi_row, small_tables


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(write_registry(sample_tables())))


def test_the_same_tables_give_the_same_bytes() -> None:
    tables = small_tables()
    assert write_registry(tables) == write_registry(tables)


def test_every_sheet_stands_in_order_with_its_headings(book: Any) -> None:
    assert book.sheetnames == [*(layout.title.th for layout in SHEETS), "คำอธิบาย", "_lists"]
    assert book["_lists"].sheet_state == "hidden"
    for layout in SHEETS:
        if not layout.page:
            headings = [str(cell.value).rstrip(" *") for cell in book[layout.title.th][HEADING_ROW][1:]]
            assert headings == [column.title.th for column in layout.columns]


def test_numbers_of_kpis_dates_and_telephones_are_text_cells(book: Any) -> None:
    kpis, agencies, calendar = book["ตัวชี้วัด"], book["หน่วยงาน"], book["ปฏิทิน"]
    for cell in (kpis["B8"], kpis.cell(8, column_of(kpis, "อยู่ใต้")), agencies["G7"], calendar["D7"], calendar["H10"]):
        assert cell.data_type == "s"
        assert cell.number_format == "@"
    assert calendar["D7"].value == "22/2/2556"
    assert calendar["H10"].value == "ก.พ. 2556"
    assert kpis.cell(8, column_of(kpis, "น้ำหนัก")).value == 3


def test_cells_below_the_last_drawn_row_stay_text(book: Any) -> None:
    assert book["ตัวชี้วัด"].column_dimensions["B"].number_format == "@"


def test_nothing_typed_becomes_a_formula() -> None:
    data = write_registry(small_tables(kpis=[kpi_row("1.1", name='=HYPERLINK("http://x","y")')]))
    cell = openpyxl.load_workbook(io.BytesIO(data))["ตัวชี้วัด"]["C7"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x","y")')


def test_drop_downs_point_to_defined_names(book: Any) -> None:
    names = set(book.defined_names)
    sources = {rule.formula1 for sheet in book.worksheets for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert {source.lstrip("=") for source in sources} <= names
    assert {"list_agencies", "list_kpis"} <= names


def test_every_heading_bears_a_note_with_its_choices(book: Any) -> None:
    sheet = book["ตัวชี้วัด"]
    note = sheet.cell(HEADING_ROW, column_of(sheet, "ทิศทาง")).comment.text
    assert "ยิ่งสูงยิ่งดี" in note
    assert all(cell.comment for cell in sheet[HEADING_ROW][1:])


def test_headings_stay_in_view_and_on_every_page(book: Any) -> None:
    sheet = book["ตัวชี้วัด"]
    assert sheet.freeze_panes == "D7"
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$6:$6", "$A:$C")
    assert sheet.page_setup.orientation == "landscape"


def test_the_sum_of_weights_is_live_and_has_its_value() -> None:
    for weight, shown in (("50", "น้ำหนักรวม 100 ✓"), ("45.5", "น้ำหนักรวม 95.5 · ต้องเป็น 100")):
        rows = [kpi_row("1", "group", "100"), kpi_row("1.1", parent_no="1"), kpi_row("1.2", weight=weight, parent_no="1")]
        data = write_registry(small_tables(kpis=rows))
        formula, value = (openpyxl.load_workbook(io.BytesIO(data), data_only=only)["ตัวชี้วัด"]["B4"].value for only in (False, True))
        assert formula.startswith("=")
        assert value == shown


def test_the_help_sheet_explains_every_column(book: Any) -> None:
    told = {str(cell.value).rstrip(" *") for cell in book["คำอธิบาย"]["B"] if cell.value}
    assert {column.title.th for layout in SHEETS for column in layout.columns} <= told


def test_rows_with_long_text_are_tall_enough(book: Any) -> None:
    sheet = book["ตัวชี้วัด"]
    assert sheet.row_dimensions[9].height >= 3 * 14 * 1.5
    assert all(sheet.row_dimensions[row].height for row in range(HEADING_ROW, 52))


def test_english_words_stand_on_an_english_registry() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_registry(sample_tables(), "en")))
    assert book["KPIs"]["E8"].value == "growth over base years"
    thai = re.compile("[\u0e01-\u0e5b]")
    help_texts = [str(cell.value) for row in book["Help"].iter_rows(max_col=4) for cell in row if cell.value]
    examples = {column.example.en for layout in SHEETS for column in layout.columns}
    assert [text for text in help_texts if thai.search(text) and text not in examples and "ระยอง" not in text] == []


def test_no_fonts_in_the_foot_and_no_merges_where_one_types() -> None:
    with zipfile.ZipFile(io.BytesIO(write_registry(small_tables()))) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/sheet"):
                xml = archive.read(name).decode()
                assert '&amp;"' not in xml
                assert all(re.fullmatch("[A-Z]+3", corner) for merge in re.findall(r'mergeCell ref="([^"]+)"', xml)
                           for corner in merge.split(":"))  # fmt: skip


def test_unknown_sheet_keys_are_refused() -> None:
    with pytest.raises(KeyError):
        sheet_layout("nothing")
    with pytest.raises(KeyError):
        sheet_layout("kpis").column("nothing")


def test_columns_that_refer_name_a_sheet_identified_by_its_first_column() -> None:
    for layout in SHEETS:
        for column in layout.columns:
            if column.refers:
                target = sheet_layout(column.refers)
                assert target.unique == (target.columns[0].key,)


