from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.findings import Place
from kpi_excel.core.submission import Plain, Word
from kpi_excel.core.text import Text, say
from kpi_excel.forms.frame import Issued, ReadingFrame
from kpi_excel.forms.interpret import Interpretation, interpret
from kpi_excel.forms.raw import Address, RawCell
from tests.forms.descriptions import changed, spec_of
from tests.forms.reading import (
    BARE,
    CODE,
    END,
    FIRST,
    FRAME,
    HEADER,
    KPIS,
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
from tests.sheets import Sheet, Typed, at, book, draw

WHOLE = {
    "1.1": {"result": Decimal(45), "status": "on_plan"},
    "1.10": {"result": Decimal("55.5"), "status": "behind", "problem": "ฝนมาก"},
    "2": {"result": Word.NO_DATA, "status": "on_plan"},
}
ROWS = range(FIRST, LAST + 1)


def test_rows__every_value_with_its_cell() -> None:
    reading = read(report())

    assert values(reading) == WHOLE
    assert reading.findings == ()
    first = reading.records[0].rows[0]
    assert first.code == "K1.1"
    assert (first.values["result"].sheet, first.values["result"].cell, first.values["result"].typed) == ("รายงาน", "C6", "45")


def rows_inserted(sheet: Sheet) -> None:
    sheet.insert_rows(FIRST + 1, 2)
    sheet.insert_rows(0)


def columns_inserted(sheet: Sheet) -> None:
    sheet.insert_columns(RESULT, 2)
    sheet.insert_columns(0)


def column_moved(sheet: Sheet) -> None:
    sheet.move_column(PROBLEM, RESULT)


def sorted_whole(sheet: Sheet) -> None:
    sheet.sort(ROWS, CODE)


def sorted_by_result(sheet: Sheet) -> None:
    sheet.sort(ROWS, RESULT, descending=False)


def key_row_deleted(sheet: Sheet) -> None:
    sheet.delete_rows(HEADER - 1)


def end_mark_in_the_table(sheet: Sheet) -> None:
    sheet.sort(range(FIRST, END + 1), CODE)


def header_copied(sheet: Sheet) -> None:
    sheet.copy_row(HEADER, FIRST + 2)


def header_in_english(sheet: Sheet) -> None:
    for place, text in (("A5", "KPI no."), ("B5", "KPI"), ("C5", "Cumulative\nresult"), ("D5", "STATUS"), ("E5", "problem")):
        sheet[place] = text


def code_column_alone_keeps_the_code(sheet: Sheet) -> None:
    for row in ROWS:
        sheet[Address(row, CODE)] = str(sheet.cells[Address(row, CODE)].value).split("\n")[1]


@pytest.mark.parametrize(
    "change",
    [rows_inserted, columns_inserted, column_moved, sorted_whole, sorted_by_result, key_row_deleted, end_mark_in_the_table,
     header_copied, header_in_english, code_column_alone_keeps_the_code],
)  # fmt: skip
def test_rows__read_the_same_however_the_table_was_pushed_about(change: Callable[[Sheet], None]) -> None:
    sheet = report()
    change(sheet)

    reading = read(sheet)

    assert (values(reading), reading.findings) == (WHOLE, ())


def test_codes_left_behind_by_a_sort__held() -> None:
    sheet = report()
    sheet.sort(ROWS, NAME, columns=(NAME, RESULT, STATUS, PROBLEM))

    reading = read(sheet)

    assert reading.unclear is not None
    assert reading.unclear.code == "rows-mixed-up"
    assert reading.unclear.place == Place(sheet="รายงาน", cell="B6", kpi_no="1.1", field="kpi.name")
    assert reading.records == ()


def test_label_edited__is_no_other_rows_label() -> None:
    sheet = report()
    sheet["B6"] = "ถนนปลอดภัย (ปรับปรุง)"

    assert values(read(sheet)) == WHOLE


def test_labels_alike__cannot_be_mixed_up() -> None:
    sheet = report()
    frame = issued(labels={f"results.name|{code}": "ชื่อเดียวกัน" for code in ("K1.1", "K1.10", "K2")})

    assert read(sheet, frame=frame).unclear is None


@pytest.mark.parametrize(
    ("typed", "code"),
    [(1.1, "row-code-is-a-number"), (date(2013, 1, 1), "row-code-is-a-number"), ("1.1", "row-without-code"),
     (None, "row-without-code"), ("ตัวชี้วัด 1.1", "row-without-code"), ("P1.1-1", "row-without-code"), ("K1.1/G1", "row-without-code")],
)  # fmt: skip
def test_code_gone__values_are_not_guessed_onto_a_kpi(typed: Typed, code: str) -> None:
    sheet = report()
    sheet["A6"] = typed

    reading = read(sheet)

    assert set(values(reading)) == {"1.10", "2"}
    assert codes(reading) == {code: 1, "row-missing": 1}
    assert finding(reading, code).place.cell == ("A6" if code == "row-code-is-a-number" else "C6")
    assert finding(reading, "row-missing").expected == "K1.1"


def test_uncoded_row_with_nothing_typed__is_nothing() -> None:
    sheet = report()
    sheet.insert_rows(FIRST + 1)
    sheet["B7"], sheet["C7"] = "หมวด ก", "–"
    sheet.cells[at("D7")] = RawCell("text", "พร้อมส่ง ✓", "IF(A1,1)")

    assert (values(read(sheet)), read(sheet).findings) == (WHOLE, ())


def test_uncoded_row_filled_in__is_said() -> None:
    sheet = report()
    sheet.insert_rows(FIRST + 1)
    sheet["C7"] = 99

    reading = read(sheet)

    assert values(reading) == WHOLE
    assert (finding(reading, "row-without-code").place.cell, finding(reading, "row-without-code").found) == ("C7", "99")


def test_uncoded_row_of_our_own_words__is_nobodys() -> None:
    sheet = report()
    sheet.insert_rows(FIRST + 1)
    sheet["E7"] = "คำเตือน: อย่าแก้"

    assert read(sheet).findings == ()


def test_row_deleted_and_row_blanked__said_apart() -> None:
    sheet = report()
    sheet.delete_rows(LAST)
    for column in (RESULT, STATUS):
        sheet[Address(FIRST, column)] = None

    reading = read(sheet)

    assert set(values(reading)) == {"1.10"}
    assert codes(reading) == {"row-missing": 1, "row-left-blank": 1}
    assert finding(reading, "row-left-blank").place.kpi_no == "1.1"
    assert finding(reading, "row-missing").place.kpi_no == "2"


def test_row_of_a_kpi_that_the_form_did_not_have__is_read_for_the_checks_to_judge() -> None:
    sheet = report()
    sheet["A6"] = "3.9\nK3.9"

    assert values(read(sheet, frame=BARE))["3.9"] == WHOLE["1.1"]


def test_row_copied_with_the_same_values__counts_once() -> None:
    sheet = report()
    sheet.copy_row(FIRST, FIRST + 1)

    assert (values(read(sheet)), read(sheet).findings) == (WHOLE, ())


def test_row_copied_and_changed__nobody_knows_which_is_meant() -> None:
    sheet = report()
    sheet.copy_row(FIRST, FIRST + 1)
    sheet["C7"] = 46

    reading = read(sheet)

    assert values(reading)["1.1"]["result"] == Decimal(45)
    assert codes(reading) == {"row-duplicate": 1}
    assert finding(reading, "row-duplicate").place == Place(sheet="รายงาน", cell="C7", kpi_no="1.1", field="kpi.")


@pytest.mark.parametrize("filled", [0, 1])
def test_blank_row_copied_and_one_of_them_filled__the_filled_one_is_meant(filled: int) -> None:
    sheet = blank_report()
    sheet.copy_row(FIRST, FIRST + 1)
    sheet[Address(FIRST + filled, RESULT)] = 45
    sheet[Address(FIRST + filled, STATUS)] = "ตามแผน"

    reading = read(sheet)

    assert values(reading) == {"1.1": WHOLE["1.1"]}
    assert codes(reading) == {"row-left-blank": 2}


def test_column_missing__said_once_and_not_for_every_row() -> None:
    sheet = report()
    sheet.delete_columns(STATUS)

    reading = read(sheet)

    assert codes(reading) == {"column-missing": 1}
    assert finding(reading, "column-missing").expected == Text("สถานะ", "Status")


def test_column_renamed__said_with_its_new_name() -> None:
    sheet = report()
    sheet["C5"] = "ยอดรวม"

    reading = read(sheet)

    assert values(reading) == WHOLE
    assert (finding(reading, "column-renamed").found, codes(reading)) == ("ยอดรวม", {"column-renamed": 1})


def test_headers_over_each_others_data__held() -> None:
    sheet = report()
    sheet["D5"], sheet["E5"] = "ปัญหา อุปสรรค", "สถานะ"

    unclear = read(sheet).unclear

    assert unclear is not None
    assert (unclear.code, unclear.found) == ("columns-disagree", "สถานะ · ปัญหา อุปสรรค")


def test_column_copied__the_filled_one_is_read() -> None:
    sheet = report()
    sheet.copy_column(RESULT, RESULT + 1)
    for row in ROWS:
        sheet[Address(row, RESULT)] = None

    reading = read(sheet)

    assert (values(reading), reading.findings) == (WHOLE, ())
    assert reading.records[0].rows[0].values["result"].cell == "D6"


def test_column_copied_and_filled_alike__is_no_question() -> None:
    sheet = report()
    sheet.copy_column(RESULT, RESULT + 1)

    assert values(read(sheet)) == WHOLE


def test_column_copied_and_filled_differently__held() -> None:
    sheet = report()
    sheet.copy_column(RESULT, RESULT + 1)
    sheet["D6"] = 46

    unclear = read(sheet).unclear

    assert unclear is not None
    assert (unclear.code, unclear.found) == ("column-copied-twice", "ผลสะสมถึงเดือนนี้")


def test_merged_cells__the_value_stays_with_the_upper_row() -> None:
    """Merging keeps the first cell only: the row below has lost its status, and that is said."""
    sheet = report()
    sheet["D7"] = None

    reading = read(sheet)

    assert codes(reading) == {"value-missing": 1}
    assert finding(reading, "value-missing").place.cell == "D7"


def test_yes_no_kpi__its_answer_is_asked_for_where_others_have_a_number() -> None:
    sheet = report()
    sheet["A6"], sheet["C6"] = "3\nK3", "มี"

    assert values(read(sheet, frame=BARE))["3"] == {"answer": True, "status": "on_plan"}


def test_result_typed_over_a_computed_one__is_not_used_and_said() -> None:
    sheet = report()
    sheet["A6"] = "4.1\nK4.1"

    reading = read(sheet, frame=BARE)

    assert values(reading)["4.1"] == {"status": "on_plan"}
    computed = finding(reading, "result-is-computed")
    assert (computed.found, computed.place.cell, say(computed.expected, "th")) == ("45", "C6", "ค่าดิบในแผ่น “ตัวชี้วัดย่อย”")


def test_computed_result__its_formula_is_nobodys_typing() -> None:
    sheet = report()
    sheet["A6"] = "4.1\nK4.1"
    sheet.cells[at("C6")] = RawCell("number", 3.2, "SUM(A1)")

    assert codes(read(sheet, frame=BARE)) == {}


INPUTS = """
    | รหัส       | ตัวชี้วัด     | ค่าดิบ |
    | K4.1/G1   | คดีกลุ่มหนึ่ง | 3     |
    | K4.1/ก 2  | คดีกลุ่มสอง  | 4     |
    | K6/step1  | หนึ่ง      | เสร็จ  |
    | K6/step2  | สอง       | ยังไม่เสร็จ |
"""
INPUTS_TABLE = {
    "key": "inputs", "record": "kpi", "rows": "inputs", "title": ["ค่าดิบ", "Raw"],
    "column": [
        {"key": "code", "type": "computed", "content": "code", "title": ["รหัส", "Code"]},
        {"key": "name", "type": "computed", "content": "kpi_name", "title": ["ตัวชี้วัด", "KPI"]},
        {"key": "value", "type": "decimal", "content": "input", "title": ["ค่าดิบ", "Figure"], "required": True,
         "words": ["no-data"]},
    ],
}  # fmt: skip
INPUTS_SPEC = spec_of(changed(sheet__1__table__0=INPUTS_TABLE))


def test_raw_inputs__of_thai_parts_and_steps() -> None:
    reading = interpret(book(INPUTS), INPUTS_SPEC, BARE)

    assert values(reading) == {
        "4.1": {"part:G1": Decimal(3), "part:ก 2": Decimal(4)},
        "6": {"step1": True, "step2": False},
    }
    assert reading.findings == ()


def test_raw_input_that_the_kpi_does_not_have__is_said_and_not_lost() -> None:
    reading = interpret(book(INPUTS.replace("K4.1/G1", "K4.1/G7")), INPUTS_SPEC, BARE)

    assert values(reading)["4.1"] == {"part:ก 2": Decimal(4)}
    unknown = finding(reading, "raw-input-unknown")
    assert (unknown.found, unknown.expected, unknown.place.kpi_no) == ("3", "K4.1/G7", "4.1")


def test_raw_input_deleted__is_missed_by_its_code() -> None:
    frame = ReadingFrame(FRAME.year, KPIS, Issued(
        labels={"inputs.name|K4.1/G1": "คดีกลุ่มหนึ่ง", "inputs.name|K4.1/ก 2": "คดีกลุ่มสอง"}, sheets=("steps",)))  # fmt: skip
    sheet = draw(INPUTS)
    sheet.delete_rows(2)

    assert finding(interpret(book(sheet), INPUTS_SPEC, frame), "row-missing").expected == "K4.1/ก 2"


def test_raw_inputs_mixed_up__held() -> None:
    frame = ReadingFrame(FRAME.year, KPIS, Issued(
        labels={"inputs.name|K4.1/G1": "คดีกลุ่มหนึ่ง", "inputs.name|K4.1/ก 2": "คดีกลุ่มสอง"}, sheets=("steps",)))  # fmt: skip
    sheet = draw(INPUTS)
    sheet.sort((1, 2), by=1, columns=(1, 2), descending=False)

    unclear = interpret(book(sheet), INPUTS_SPEC, frame).unclear

    assert unclear is not None
    assert unclear.code == "rows-mixed-up"


PLAN = """
    | ขั้นที่    | ตัวชี้วัดที่ | กิจกรรม | ถึงระดับ | เสร็จ       |
    | P1.1-1  | "1.1"   | อบรม   | 1     | 31/3/2556 |
    | P1.1-2  | K1.1    | ตรวจ   | 2     | 30/4/2556 |
    |         | "1.1"   | สรุป    | 3     |           |
    |         | "2"     | ปลูกป่า |       |           |
    | P2-2    | "2"     |       | 2     |           |
    |         |         |       |       |           |
"""


def plan(drawing: str | Sheet) -> tuple[dict[str, list[tuple[str, Plain]]], Interpretation]:
    reading = read(drawing, frame=BARE)
    lists = {r.kpi_no: [(row.code, row.get("step")) for row in r.rows] for r in reading.records if r.kind == "plan"}
    return lists, reading


def test_list__coded_and_new_rows_under_their_kpi_in_order() -> None:
    lists, reading = plan(PLAN)

    assert lists == {"1.1": [("P1.1-1", "อบรม"), ("P1.1-2", "ตรวจ"), ("", "สรุป")], "2": [("", "ปลูกป่า")]}
    assert codes(reading) == {}


def test_list__row_without_a_number_belongs_to_the_kpi_of_its_code() -> None:
    lists, reading = plan(PLAN.replace("| K1.1    | ตรวจ", "|         | ตรวจ"))

    assert ("P1.1-2", "ตรวจ") in lists["1.1"]
    assert finding(reading, "value-missing").place.kpi_no == "1.1"


@pytest.mark.parametrize(("typed", "code"), [('"1.1 "', None), ("3.2", "kpi-number-is-a-number"), ("สาม", "value-not-a-kpi-number")])
def test_list__number_that_cannot_be_read_leaves_the_row_with_its_code(typed: str, code: str | None) -> None:
    lists, reading = plan(PLAN.replace("| P1.1-2  | K1.1 ", f"| P1.1-2  | {typed} "))

    assert ("P1.1-2", "ตรวจ") in lists["1.1"]
    if code:
        assert finding(reading, code).place.kpi_no == "1.1"


def test_list__row_copied_under_another_kpi_keeps_its_old_code_and_that_is_said() -> None:
    lists, reading = plan(PLAN.replace("| P1.1-2  | K1.1 ", '| P1.1-2  | "2" '))

    assert ("P1.1-2", "ตรวจ") in lists["2"]
    differ = finding(reading, "code-and-kpi-differ")
    assert (differ.found, differ.expected, differ.place.kpi_no, differ.place.cell) == ("2", "P1.1-2", "2", "B3")


def test_list__row_copied_with_its_code_and_changed_is_said() -> None:
    lists, reading = plan(PLAN.replace('|         | "1.1"   | สรุป', '| P1.1-1  | "1.1"   | สรุป'))

    assert lists["1.1"] == [("P1.1-1", "อบรม"), ("P1.1-2", "ตรวจ")]
    assert finding(reading, "row-duplicate").found == "P1.1-1"


def test_list__row_copied_as_it_is_counts_once() -> None:
    sheet = draw(PLAN)
    sheet.copy_row(1, 2)

    lists, reading = plan(sheet)

    assert lists["1.1"][:2] == [("P1.1-1", "อบรม"), ("P1.1-2", "ตรวจ")]
    assert codes(reading) == {}


def test_list__two_new_rows_alike_are_two() -> None:
    sheet = draw(PLAN)
    sheet.copy_row(4, 5)

    assert plan(sheet)[0]["2"] == [("", "ปลูกป่า"), ("", "ปลูกป่า")]


def test_list__codes_of_another_kind_are_no_codes() -> None:
    assert plan(PLAN.replace("P1.1-1", "E1.1-1"))[0]["1.1"][0] == ("", "อบรม")


def test_list__row_without_any_number_is_kept_and_asks_for_one() -> None:
    lists, reading = plan(PLAN.replace('|         | "2"     | ปลูกป่า', "|         |         | ปลูกป่า"))

    assert lists[""] == [("", "ปลูกป่า")]
    missing = finding(reading, "value-missing")
    assert (missing.expected, missing.place.cell) == (Text("ตัวชี้วัดที่", "KPI no."), "B5")
