"""ข้อมูลรวม: one value, one row; where the formulas find their inputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.consolidation import Source
from kpi_excel.core.submission import Word
from kpi_excel.core.text import say
from kpi_excel.workbooks.consolidated.tidy import value_word
from kpi_excel.workbooks.consolidated.tidy_layout import FIRST_ROW, lay_out
from tests.workbooks.consolidated.reading import full, read, row_of, table
from tests.workbooks.consolidated.sample import archived_of, consolidation
from tests.workbooks.consolidated.sample_lists import sha

NAME = "ข้อมูลรวม"


def test_a_row_traces_its_value_to_file_sheet_cell_and_hash__as_text() -> None:
    sheet = full()[NAME]
    row = next(row for row in table(sheet, "รหัส") if (row["ตัวชี้วัด"], row["ช่องข้อมูล"]) == ("1.1", "actual"))
    assert row == {
        "รหัส": "POL", "หน่วยงาน": "ตำรวจภูธร", "แบบ": "รายงานความคืบหน้า", "งวด": "2556-09", "ตัวชี้วัด": "1.1",
        "รายการ": "kpi", "แถว": "K1.1", "ช่องข้อมูล": "actual", "ค่า": 1388, "ที่กรอก": "1388", "รับเมื่อ": "2013-10-18",
        "ไฟล์ในคลัง": archived_of("POL"), "แผ่น": "ความคืบหน้า", "ช่อง": "F18", "รหัสไฟล์ SHA-256": sha(archived_of("POL")),
    }  # fmt: skip
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)


def test_every_tidy_row_is_there_and_every_input_of_a_score() -> None:
    data = consolidation()
    rows = table(full()[NAME], "รหัส")
    inputs = sum(len(line.inputs) for line in data.lines)
    words = sum(len(line.words) for line in data.lines)
    assert len(rows) == inputs + words
    assert full()[NAME]["A2"].value.startswith(f"{len(rows)} ค่า")


def test_inputs_without_a_tidy_row_are_added__a_yes_is_a_word() -> None:
    found = next(row for row in table(full()[NAME], "รหัส") if row["ช่องข้อมูล"] == "answer")
    assert (found["ค่า"], found["รายการ"]) == ("มี", "input")


def test_an_input_finds_the_row_of_its_cell() -> None:
    data = consolidation()
    layout = lay_out(data, "ข้อมูลรวม")
    at = layout.inputs["1.1", "actual"] - FIRST_ROW
    assert (layout.rows[at].kpi_no, layout.rows[at].value) == ("1.1", Decimal(1388))
    assert layout.cell("1.1", "actual") == f"'ข้อมูลรวม'!$I${FIRST_ROW + at + 1}"


def test_an_input_whose_cell_holds_another_kind_of_value_gets_its_own_row() -> None:
    """True equals 1, but a formula that looks for a word would not find it in a number."""
    data = consolidation()
    answer = next(line for line in data.lines if line.kpi.kpi_no == "14")
    _, source = answer.inputs["answer"]
    twin = replace(data.tidy[0], kpi_no="14", value=Decimal(1), source=source)
    layout = lay_out(replace(data, tidy=(*data.tidy, twin)), "d")
    assert layout.rows[layout.inputs["14", "answer"] - FIRST_ROW].value is True


def test_an_input_of_the_registry_says_so() -> None:
    data = consolidation()
    registry = {"result": (Decimal("78.25"), Source("ตัวชี้วัด", "H12"))}
    lines = tuple(replace(line, inputs=registry) if line.kpi.kpi_no == "1.3" else line for line in data.lines)
    row = row_of(read(replace(data, lines=lines))[NAME], "H12", 14)
    assert row[2] == "ทะเบียนจังหวัด" and row[8] == 78.25 and row[11] is None


@pytest.mark.parametrize(
    ("value", "th", "en"),
    [
        (None, "", ""),
        (True, "มี", "yes"),
        (False, "ไม่มี", "no"),
        (date(2013, 2, 28), "2013-02-28", "2013-02-28"),
        (Word.NO_DATA, "ไม่มีข้อมูล", "no data"),
        ("ตามที่พิมพ์", "ตามที่พิมพ์", "ตามที่พิมพ์"),
    ],
)
def test_values_that_are_no_numbers_are_words(value: date | bool | str | None, th: str, en: str) -> None:
    word = value_word(value)
    assert (say(word, "th"), say(word, "en")) == (th, en)
