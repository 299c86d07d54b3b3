"""What holds for every form as a file: the same again, small, and nothing in it that some program does not know."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.core.text import Text
from kpi_excel.forms.field_looks import look
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.forms import (
    corrections,
    corrections_rest,
    corrections_top,
    instructions,
    words,
)
from kpi_excel.workbooks.forms.form import write_form
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    FEBRUARY,
    KPI_TEMPLATE,
    MARCH,
    PLAN,
    TEMPLATE,
    Workshop,
    cells_of,
    place,
)
from tests.workbooks.inventory import formulas_in, outside_links, strangers_in

FORMS = [
    ("DPM", FEBRUARY, "monthly_progress"), ("PRO", FEBRUARY, "monthly_progress"), ("ENE", MARCH, "monthly_progress"),
    ("PRO", TEMPLATE, KPI_TEMPLATE), ("PRO", PLAN, ACTION_PLAN),
]  # fmt: skip
LARGEST = 60_000
_THAI = re.compile("[\u0e00-\u0e7f]")


@pytest.fixture(scope="module", params=[*FORMS, "returned"], ids=str)
def data(request: pytest.FixtureRequest, workshop: Workshop) -> bytes:
    """Each form as it goes out, and one sent back."""
    return workshop.feedback("PRO") if request.param == "returned" else workshop.written(*request.param).data


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def formulas(book: Workbook) -> list[str]:
    return [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_forms_are_small__filled_and_with_marks_too(workshop: Workshop) -> None:
    sizes = {name: len(data) for name, data in workshop.as_sent()} | {str(form): len(workshop.written(*form).data) for form in FORMS}

    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_same_content_gives_the_same_bytes__written_twice(workshop: Workshop) -> None:
    assert workshop.written("PRO").data == workshop.written("PRO").data
    assert dict(workshop.as_sent()) == dict(workshop.as_sent())


def test_same_content_gives_the_same_bytes__in_another_process(workshop: Workshop) -> None:
    """Another hash seed would show an order that depends on it."""
    script = (
        "import sys, hashlib; from pathlib import Path; from tests.stages.desk import Desk; from tests.workbooks.forms.workshop import Workshop;"
        "print(hashlib.sha256(Workshop(Desk(Path(sys.argv[1]))).written('PRO').data).hexdigest())"
    )
    digests = {
        subprocess.run([sys.executable, "-c", script, str(workshop.desk.root)], capture_output=True, text=True, check=True,
                       env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}).stdout
        for seed in ("1", "2")
    }  # fmt: skip

    assert len(digests) == 1


def test_other_content_gives_another_token__a_name_changed(workshop: Workshop) -> None:
    content = workshop.content()
    other = replace(content, agency=replace(content.agency, name="หน่วยงานอื่น"))

    assert write_form(content, b"k" * 32).token.serial != write_form(other, b"k" * 32).token.serial


def test_nothing_is_there_that_some_program_does_not_know__functions_parts_references(data: bytes) -> None:
    assert len(list(formulas_in(data))) > 5
    assert strangers_in(data) == set()
    assert outside_links(data) == set()


def test_formulas_stay_within_the_limits_of_old_programs__length_depth_literals(book: Workbook) -> None:
    def depth(formula: str) -> int:
        level = deepest = 0
        for char in re.sub('"[^"]*"', "", formula):
            level += (char == "(") - (char == ")")
            deepest = max(deepest, level)
        return deepest

    assert max(len(formula) for formula in formulas(book)) < 8192
    assert max(map(depth, formulas(book))) <= 64
    assert max(len(literal) for formula in formulas(book) for literal in re.findall('"([^"]*)"', formula)) <= 255


def test_nothing_is_there_that_forms_must_not_have__merges_and_tables(book: Workbook) -> None:
    assert [sheet.merged_cells.ranges for sheet in book.worksheets if sheet.merged_cells.ranges] == []
    assert [sheet.tables for sheet in book.worksheets if sheet.tables] == []


def test_drop_downs_go_through_defined_names__every_list(book: Workbook) -> None:
    sources = {
        rule.formula1 for sheet in book.worksheets for rule in sheet.data_validations.dataValidation if rule.type == "list"
    }

    assert sources or "แผนปฏิบัติการ" in book.sheetnames
    assert sources <= set(book.defined_names)
    for name in sources:
        assert re.fullmatch(r"_lists!\$[A-Z]+\$1:\$[A-Z]+\$\d+", book.defined_names[name].attr_text)


@pytest.mark.parametrize(
    ("agency", "form", "where"), [("DPM", "monthly_progress", "results K3.2.2 result"), ("ADM", "policy_report", "results K1.3 result")]
)
def test_minutes__m05_guideline_and_criteria_stand_left_of_the_cell_they_judge(
    workshop: Workshop, agency: str, form: str, where: str
) -> None:
    data = workshop.written(agency, FEBRUARY, form).data
    kpi = workshop.house.registry.kpi(where.split()[1].removeprefix("K"))
    name, result = place(data, where)
    row, column, cells = int(result[1:]) - 1, ord(result[0]) - ord("A"), cells_of(data)[name]

    assert kpi is not None and cells[row, column - 2] == kpi.guideline
    ladder = str(cells[row, column - 1]).split("\n")
    assert [line.split()[:2] for line in ladder[:5]] == [[str(n), f"{kpi.levels[n - 1]:f}"] for n in range(5, 0, -1)]


@pytest.mark.parametrize(
    ("page", "criteria"),
    [("K1.1", "3 / 6 / 9 / 12 / 15"), ("K4.1", "G1 คดีกลุ่มที่ 1 ชีวิต ร่างกาย และเพศ (0.4): 35 / 40 / 45 / 50 / 55")],
)
def test_minutes__m05_criteria_and_guideline_stand_above_the_result_of_a_self_assessment(workshop: Workshop, page: str, criteria: str) -> None:
    data = workshop.written("POL", "2556-sar6", "self_assessment").data
    cells, kpi = cells_of(data)[page], workshop.house.registry.kpi(page.removeprefix("K"))
    row = next(row for (row, _), text in cells.items() if text == "แนวทางการประเมิน")

    assert kpi is not None and cells[row, 2] == kpi.guideline
    assert str(cells[row - 1, 2]).split("\n")[0] == criteria
    assert not openpyxl.load_workbook(io.BytesIO(data))[page].cell(row + 2, 3).protection.locked, "the result is typed right below"


def test_minutes__m06_every_input_says_how_it_is_filled__when_chosen(book: Workbook) -> None:
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert rule.showInputMessage and rule.promptTitle and rule.prompt, (sheet.title, rule.sqref)


@pytest.mark.parametrize(
    ("agency", "shown"),
    [("ENE", "ระดับ 1 ✓    ระดับ 2 ✓    ระดับ 3 ✓    ระดับ 4 ✓    ระดับ 5 ว่าง"),
     ("PHO", "ระดับ 1 (120) ✓    ระดับ 2 (110) ✓    ระดับ 3 (100) ✓    ระดับ 4 (90) ✓    ระดับ 5 (80) ว่าง")],
)  # fmt: skip
def test_minutes__m15_the_plan_shows_which_criteria_no_step_serves__and_is_not_ready(workshop: Workshop, agency: str, shown: str) -> None:
    content = workshop.content(agency, PLAN, ACTION_PLAN)
    sheet = content.sheets[0]
    steps = tuple(
        replace(row, filled={**row.filled, "step": "ทำ"}) if row.filled.get("level") in range(1, 5) else row for row in sheet.tables[0].rows
    )
    tables = (replace(sheet.tables[0], rows=steps), *sheet.tables[1:])
    data = write_form(replace(content, sheets=(replace(sheet, tables=tables), *content.sheets[1:])), workshop.house.key).data
    texts = [str(text) for text in cells_of(data)[sheet.name].values()]

    assert shown in texts
    assert "พร้อมส่ง ✓" not in texts


def test_protection_is_a_courtesy__no_password_and_inputs_open(book: Workbook) -> None:
    for sheet in book.worksheets:
        if sheet.title == "_lists":
            continue
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not sheet.protection.selectLockedCells


def test_inputs_and_nothing_else_can_be_typed_into__unlocked_cells(book: Workbook) -> None:
    for sheet in book.worksheets:
        unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
        checked = {cell for rule in sheet.data_validations.dataValidation for cell in _cells(rule.sqref)}
        samples_and_notes = {c for c in unlocked - checked if sheet[c].value in (None, "29.3", "29.3 คน")}

        assert unlocked - checked == samples_and_notes
        assert checked <= unlocked


def _cells(ranges: object) -> set[str]:
    """The cells of a validation: ours are written one by one, and joined where they are alike."""
    return {
        f"{get_column_letter(column)}{row}"
        for part in str(ranges).split() for left, top, right, bottom in (range_boundaries(part),)
        for column in range(left or 0, (right or 0) + 1) for row in range(top or 0, (bottom or 0) + 1)
    }  # fmt: skip


def test_every_row_has_its_height__none_left_to_the_program(book: Workbook) -> None:
    for sheet in book.worksheets:
        if sheet.title.startswith("_"):
            continue
        used = {cell.row for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}
        missing = {row for row in used if sheet.row_dimensions[row].height is None and not sheet.row_dimensions[row].hidden}

        assert missing == set()
        assert all(float(sheet.row_dimensions[row].height or 0) <= 409 for row in used)


def test_dates_phones_and_codes_are_text_cells__whatever_is_typed(workshop: Workshop) -> None:
    data = workshop.written("PRO", PLAN, ACTION_PLAN).data
    book = openpyxl.load_workbook(io.BytesIO(data))
    texts = ("plan P5-1 start", "plan P5-1 finish", "plan P5-1 kpi_no", "plan P5-1 responsible")

    assert {book[sheet][cell].number_format for sheet, cell in (place(data, where) for where in texts)} == {"@"}
    for form in workshop.house.specs.values():
        for sheet_spec in form.sheets:
            for item in (*sheet_spec.head, *(c for table in sheet_spec.tables for c in table.columns)):
                if item.type in (FieldType.DAY, FieldType.MONTH, FieldType.PHONE, FieldType.KPI_NO) and item.is_input:
                    assert look(item).num_format == "@", item.key


def test_token_stands_where_it_survives__every_input_sheet_and_the_file(data: bytes, book: Workbook) -> None:
    token = book.properties.subject or ""
    for sheet in book.worksheets:
        texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
        if sheet.title in ("_lists",):
            continue
        assert token in texts, sheet.title
        if not sheet.title.startswith("_"):
            assert token in _footer(sheet), sheet.title
    assert token.startswith("KPIX|")
    properties = getattr(book, "custom_doc_props").props  # noqa: B009  (the stubs do not know it)
    assert {prop.name: prop.value for prop in properties} == {"kpi_token": token}
    assert max(len(str(cell.value)) for row in book["_meta"].iter_rows() for cell in row if cell.value) <= 255
    assert {sheet.title for sheet in book.worksheets if sheet.sheet_state == "hidden"} == {"_lists", "_meta"}


def test_pages_print_on_a4_landscape__one_wide(book: Workbook) -> None:
    for sheet in book.worksheets:
        if sheet.title.startswith("_"):
            continue
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert _fits_width(sheet) or (setup.scale or 100) * _width(sheet) / 100 <= 0.9 * 10.89
        assert '&"' not in _footer(sheet)


def _footer(sheet: Worksheet) -> str:
    return str(sheet.oddFooter.left.text or "") if sheet.oddFooter else ""


def _fits_width(sheet: Worksheet) -> bool:
    fits = sheet.sheet_properties.pageSetUpPr
    return bool(fits and fits.fitToPage) and sheet.page_setup.fitToWidth in (None, 1)


def _width(sheet: Worksheet) -> float:
    """Inches of the columns that print."""
    shown = [d for d in sheet.column_dimensions.values() if not d.hidden]
    return float(sum((d.width * 7 + 5) * ((d.max or 0) - (d.min or 0) + 1) for d in shown)) / 96


def test_what_an_agency_typed_stays_text__formulas_and_quotes(workshop: Workshop) -> None:
    content = workshop.content()
    hostile = '=HYPERLINK("http://x","กด")'
    sheet = content.sheets[0]
    rows = tuple(replace(row, filled={"problem": hostile, "status": '"&B1&"'}) for row in sheet.tables[1].rows)
    tables = (sheet.tables[0], replace(sheet.tables[1], rows=rows))
    written = write_form(replace(content, sheets=(replace(sheet, tables=tables), *content.sheets[1:])), workshop.house.key)

    book = openpyxl.load_workbook(io.BytesIO(written.data))
    name, cell = place(written.data, "words K3.2.2 problem")
    assert (book[name][cell].value, book[name][cell].data_type) == (hostile, "s")
    assert [formula for formula in formulas(book) if "HYPERLINK" in formula] == []


def test_words_are_in_both_languages__no_thai_in_the_english_ones() -> None:
    def texts(value: object) -> list[Text]:
        if isinstance(value, Text):
            return [value]
        return [text for part in value for text in texts(part)] if isinstance(value, tuple | list) else []

    modules = (words, instructions, corrections, corrections_top, corrections_rest)
    found = [text for module in modules for value in vars(module).values() for text in texts(value)]

    assert len(found) > 60
    assert [text for text in found if _THAI.search(text.en)] == []
    assert [text for text in found if text.th and not text.en and text.th.strip() not in ("จุด", "รายการ")] == []


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_english_edition_is_english__but_for_names_and_what_the_descriptions_quote(
    workshop: Workshop, form: tuple[str, str, str]
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workshop.written(*form, "en").data))
    known = repr(workshop.house.registry) + workshop.house.specs[form[2]].source
    texts = [
        (sheet.title, cell.coordinate, str(cell.value)) for sheet in book.worksheets if not sheet.title.startswith("_")
        for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]  # fmt: skip

    def unknown(text: str) -> list[str]:
        # What a formula compares with are the words people may type, in either language
        parts = re.findall("[\u0e00-\u0e7f][\u0e00-\u0e7f .]*", re.sub(r"\{[^}]*\}", "", text))
        return [part for part in (p for whole in parts for p in re.split(" {2,}", whole.strip())) if part not in known]

    assert not any(_THAI.search(sheet.title) for sheet in book.worksheets)
    assert [(*place, parts) for *place, text in texts if (parts := unknown(text))] == []


def test_issued_record_holds_what_reading_needs__texts_formulas_prefill(workshop: Workshop) -> None:
    record = workshop.written("ENE", PLAN, ACTION_PLAN).record

    assert record["agency"] == "ENE"
    assert record["prefilled"]["plan|8|P8-1|level"] == "1"
    assert record["kpi_nos"] == ["8"]
    assert all(text for sheet in record["locked"].values() for text in sheet.values())
    assert any("SUMPRODUCT" in formula for formula in record["formulas"]["แผนปฏิบัติการ"].values())
