from __future__ import annotations

from typing import Any

import pytest

from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import Record, Value, Word
from kpi_excel.core.text import Text
from kpi_excel.forms.entries import Entry, read_into
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.frame import Issued
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.forms.records import build_records
from kpi_excel.forms.spec import Choice, FieldSpec, FieldType
from tests.forms.descriptions import YEAR
from tests.forms.reading import BARE, codes

STATES = (Word.NO_DATA, Word.NOT_STARTED, Word.WITHDRAWN)
STATUS_CHOICES = tuple(Choice(key, Text(th, key)) for key, th in (
    ("on_plan", "ตามแผน"), ("behind", "ช้ากว่าแผน"), ("done", "เสร็จแล้ว"), ("not_started", "ยังไม่เริ่ม"), ("withdrawn", "ขอถอนผล")))  # fmt: skip


def field(key: str, type: FieldType = FieldType.TEXT, **more: Any) -> FieldSpec:
    return FieldSpec(key, type, Text(key, key), required=more.pop("required", True), **more)


FIELDS = {
    item.key: item
    for item in (
        field("result", FieldType.DECIMAL, content="result", words=STATES, waived_when=("status", ("not_started", "withdrawn"))),
        field("part:G1", FieldType.DECIMAL, content="input", words=STATES, waived_when=("status", ("not_started", "withdrawn"))),
        field("part:G2", FieldType.DECIMAL, content="input", words=STATES, waived_when=("status", ("not_started", "withdrawn"))),
        field("answer", FieldType.CHOICE, content="input", choices=(Choice("yes", Text("มี", "yes")), Choice("no", Text("ไม่มี", "no"))),
              words=STATES),
        field("status", FieldType.CHOICE, choices=STATUS_CHOICES),
        field("problem", needed_when=("status", ("behind",))),
        field("next_work", waived_when=("status", ("done", "withdrawn"))),
        field("baseline", FieldType.DECIMAL, words=STATES),
        field("remark", required=False),
        field("kpi_no", FieldType.KPI_NO), field("level", FieldType.WHOLE), field("step"), field("done"),
    )
}  # fmt: skip


def entry(
    typed: dict[str, str], record: str = "kpi", table: str = "results", kpi_no: str = "1.1", code: str = "K1.1",
    sheet: str = "รายงาน",
) -> Entry:  # fmt: skip
    """An entry as reading leaves it: every field it could hold, "" where nothing was typed."""
    made = Entry(record, table, kpi_no, code, sheet)
    for row, (key, text) in enumerate(typed.items(), 1):
        made.fields[key], made.cells[key] = FIELDS[key], (made.sheet, Address(row - 1, 2))
        if text:
            made.values[key] = Value(parse(FIELDS[key], RawCell("text", text), ReadingContext(YEAR)).value, text)
    return made


def built(*entries: Entry, prefilled: dict[str, str] | None = None) -> tuple[tuple[Record, ...], dict[str, int], list[str]]:
    """Records, finding codes, and the cells of what is missing."""
    records, findings = build_records(entries, Issued(prefilled=prefilled or {}))
    return records, dict(codes(tuple(findings))), [f.place.cell for f in findings if f.code == "value-missing"]


def missing(**typed: str) -> list[str]:
    """The fields that one row of a KPI is said to miss."""
    _, findings = build_records([entry(typed)], Issued())
    return [f.place.field.removeprefix("kpi.") for f in findings if f.code == "value-missing"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"result": "5", "status": "ตามแผน", "problem": "", "next_work": "ประชุม"}, []),
        ({"result": "", "status": "ตามแผน", "problem": "", "next_work": "ประชุม"}, ["result"]),
        ({"result": "5", "status": "", "problem": "", "next_work": ""}, ["status", "next_work"]),
        ({"result": "5", "status": "ช้ากว่าแผน", "problem": "", "next_work": "ประชุม"}, ["problem"]),
        ({"result": "5", "status": "ช้ากว่าแผน", "problem": "ฝน", "next_work": ""}, ["next_work"]),
        ({"result": "", "status": "ยังไม่เริ่ม", "problem": "", "next_work": ""}, ["next_work"]),
        ({"result": "", "status": "ขอถอนผล", "problem": "", "next_work": ""}, []),
        ({"result": "5", "status": "เสร็จแล้ว", "problem": "", "next_work": ""}, []),
        ({"result": "ไม่มีข้อมูล", "status": "", "problem": "", "next_work": ""}, ["status", "next_work"]),
        ({"result": "5", "status": "อะไรสักอย่าง", "problem": "", "next_work": "ประชุม"}, []),
        ({"result": "5", "remark": "", "status": "ตามแผน", "next_work": "ประชุม"}, []),
    ],
)
def test_required__as_the_status_says(typed: dict[str, str], wanted: list[str]) -> None:
    assert missing(**typed) == wanted


@pytest.mark.parametrize(
    ("first", "second", "wanted", "state"),
    [
        ("50", "60", [], None),
        ("50", "", ["part:G2"], None),
        ("ไม่มีข้อมูล", "", [], Word.NO_DATA),
        ("", "ยังไม่เริ่ม", [], Word.NOT_STARTED),
        ("50", "ถอนผล", [], Word.WITHDRAWN),
        ("ไม่มีข้อมูล", "ถอนผล", [], Word.NO_DATA),
    ],
)
def test_state_in_any_raw_input__is_the_state_of_the_result(first: str, second: str, wanted: list[str], state: Word | None) -> None:
    parts = [
        entry({"part:G1": first}, table="inputs", code="K4.1/G1", kpi_no="4.1"),
        entry({"part:G2": second}, table="inputs", code="K4.1/G2", kpi_no="4.1"),
        entry({"status": "ตามแผน"}, table="words", code="K4.1", kpi_no="4.1"),
    ]
    records, findings = build_records(parts, Issued())

    assert [f.place.field.removeprefix("kpi.") for f in findings] == wanted
    assert records[0].get("result") is state
    assert records[0].get("status") == "on_plan"


def test_state_of_another_field__is_no_state_of_the_result() -> None:
    records, found, _ = built(entry({"baseline": "ไม่มีข้อมูล", "result": "", "status": "ตามแผน", "next_work": "ก"}))

    assert records[0].get("result") is None
    assert found == {"value-missing": 1}


@pytest.mark.parametrize(("typed", "value"), [("มี", True), ("ไม่มี", False), ("ไม่มีข้อมูล", Word.NO_DATA)])
def test_answers__become_yes_and_no(typed: str, value: object) -> None:
    assert built(entry({"answer": typed}))[0][0].get("answer") is value


def test_text_that_says_yes__stays_text() -> None:
    assert built(entry({"remark": "yes"}))[0][0].get("remark") == "yes"


def test_rows_of_one_kpi__become_one_record_with_every_cell_on_its_own_sheet() -> None:
    first, second = entry({"result": "5"}), entry({"status": ""}, table="words", sheet="แผ่น!สอง")

    records, found, cells = built(first, second)

    assert [(r.kind, r.kpi_no, len(r.rows), r.rows[0].code) for r in records] == [("kpi", "1.1", 1, "K1.1")]
    assert (found, cells) == ({"value-missing": 1}, ["C1"])
    assert build_records([first, second], Issued())[1][0].place.sheet == "แผ่น!สอง"


def test_cell_that_already_has_a_finding__is_not_missing_as_well() -> None:
    made = entry({"result": "", "status": "ตามแผน", "next_work": "ก"})
    made.findings = build_records([entry({"result": "", "status": "ตามแผน", "next_work": "ก"})], Issued())[1]

    assert built(made)[1] == {"value-missing": 1}


def test_dash_where_an_answer_is_asked_for__is_told_as_what_it_is() -> None:
    made = entry({"result": "5", "status": "ช้ากว่าแผน", "problem": "", "next_work": "ก"})
    for key, dash in (("problem", " - "), ("remark", "-")):
        read_into(made, FIELDS[key], RawCell("text", dash), Address(7, 2), BARE, None)
    findings = build_records([made], Issued())[1]

    assert [(f.code, f.found, f.place.cell) for f in findings] == [("value-is-filler", "-", "C8")]


FILLED = {"result": "5", "status": "ตามแผน", "next_work": "ประชุม"}


@pytest.mark.parametrize(
    ("typed", "prefilled", "is_record", "found"),
    [
        (dict.fromkeys(FILLED, ""), {}, False, {"row-left-blank": 1}),
        (FILLED, {}, True, {}),
        (FILLED, FILLED, True, {}),
        ({**FILLED, "next_work": ""}, {"result": "5", "status": "ตามแผน"}, False, {"row-left-blank": 1}),
        ({**FILLED, "result": "6", "next_work": ""}, {"result": "5", "status": "ตามแผน"}, True, {"value-missing": 1}),
        ({**FILLED, "next_work": ""}, FILLED, True, {"value-missing": 1}),
        (dict.fromkeys(FILLED, ""), FILLED, False, {"row-left-blank": 1}),
    ],
)
def test_prefilled__untouched_and_open_is_blank_untouched_and_complete_counts(
    typed: dict[str, str], prefilled: dict[str, str], is_record: bool, found: dict[str, int]
) -> None:
    keys = {f"kpi|1.1|K1.1|{key}": text for key, text in prefilled.items()}

    records, said, _ = built(entry(typed), prefilled=keys)

    assert (bool(records), said) == (is_record, found)


def test_prefilled_raw_input__is_known_by_its_own_row() -> None:
    """A feedback holds the agency's figures: sent back untouched with something open, it is blank."""
    parts = [
        entry({"part:G1": "50"}, table="inputs", code="K4.1/G1", kpi_no="4.1"),
        entry({"part:G2": ""}, table="inputs", code="K4.1/G2", kpi_no="4.1"),
    ]

    assert built(*parts, prefilled={"kpi|4.1|K4.1/G1|part:G1": "50"})[:2] == ((), {"row-left-blank": 1})


def test_blank_row__still_says_what_was_found_in_it() -> None:
    made = entry({"result": ""})
    made.findings = [Finding("raw-input-unknown", found="5")]

    assert built(made)[1] == {"row-left-blank": 1, "raw-input-unknown": 1}


def step(code: str, **typed: str) -> Entry:
    return entry(typed, record="plan", table="plan", code=code)


def test_list__rows_with_something_in_them_in_order() -> None:
    records, found, _ = built(
        step("P1.1-1", kpi_no="1.1", level="1", step="อบรม"),
        step("P1.1-2", kpi_no="1.1", level="2", step=""),
        step("", kpi_no="1.1", level="", step="สรุป"),
    )

    assert [(row.code, row.get("step")) for row in records[0].rows] == [("P1.1-1", "อบรม"), ("", "สรุป")]
    assert found == {"value-missing": 1}


def test_list__prefilled_rows_left_as_they_are_and_open_are_no_entries() -> None:
    rows = [step("P1.1-1", kpi_no="1.1", level="1", step="อบรม", done="")]

    assert built(*rows, prefilled={f"plan|1.1|P1.1-1|{k}": v for k, v in (("kpi_no", "1.1"), ("level", "1"), ("step", "อบรม"))})[0] == ()
    assert built(*rows)[1] == {"value-missing": 1}


def test_list__one_record_per_kpi() -> None:
    other = entry({"kpi_no": "2", "step": "ปลูก", "level": "1"}, record="plan", table="plan", kpi_no="2", code="P2-1")

    assert [(r.kpi_no, len(r.rows)) for r in built(step("P1.1-1", kpi_no="1.1", step="ก", level="1"), other)[0]] == [("1.1", 1), ("2", 1)]


def test_step_left_blank__is_said_once_for_each() -> None:
    steps = [entry({"done": text}, record="steps", table="steps", code=f"P1.1-{n}") for n, text in enumerate(("เสร็จ", "", ""), 1)]

    records, found, _ = built(*steps)

    assert [row.code for row in records[0].rows] == ["P1.1-1"]
    assert found == {"step-left-blank": 2}
