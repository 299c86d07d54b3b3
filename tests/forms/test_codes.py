from __future__ import annotations

import pytest

from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.forms.codes import RowCode, bare_code, code_of_row, entry_number, input_code, read_code
from tests.core.scoring.samples import kpi_of, part_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("K3.2.2", RowCode("K", "3.2.2")),
        ("3.2.2\nK3.2.2", RowCode("K", "3.2.2")),
        ("1.10\nK1.10", RowCode("K", "1.10")),
        ("K12", RowCode("K", "12")),
        ("K4.1/G1", RowCode("K", "4.1", "G1")),
        ("K4.1/ก1", RowCode("K", "4.1", "ก1")),
        ("K4.1/กลุ่มที่ 1", RowCode("K", "4.1", "กลุ่มที่ 1")),
        ("K4.1/๑", RowCode("K", "4.1", "๑")),
        ("K9/numerator", RowCode("K", "9", "numerator")),
        ("K3.2.2/6", RowCode("K", "3.2.2", "6")),
        ("P3.2.2-14", RowCode("P", "3.2.2", "14")),
        ("E3.2.2-2", RowCode("E", "3.2.2", "2")),
        ("k3.2.2", RowCode("K", "3.2.2")),
        ("K 3.2.2", RowCode("K", "3.2.2")),
        ("K๓.๒.๒", RowCode("K", "3.2.2")),
        ("Ｋ3.2.2", None),
        ("K3.2.2.", RowCode("K", "3.2.2")),
        ("K3.2.2 (แก้ไข)", RowCode("K", "3.2.2")),
        ("\u200bK3.2.2\xa0", RowCode("K", "3.2.2")),
        ("3.2.2", None),
        ("3.2", None),
        ("KPI 3.2.2", None),
        ("K", None),
        ("K.1", None),
        ("AK3.2", None),
        ("MK3", None),
        ("X3.2.2", None),
        ("", None),
        ("ตัวชี้วัดที่", None),
        ("#end|results", None),
    ],
)
def test_code__read_from_what_a_cell_shows(text: str, code: RowCode | None) -> None:
    assert read_code(text) == code


@pytest.mark.parametrize("text", ["K3.2.2", "K1.10", "K4.1/G1", "K4.1/กลุ่มที่ 1", "P3.2.2-4", "E1-12"])
def test_code__text_gives_it_back(text: str) -> None:
    code = read_code(text)

    assert code is not None
    assert code.text == text


def test_codes_of_1_1_and_1_10__differ() -> None:
    assert read_code("K1.1") != read_code("K1.10")


@pytest.mark.parametrize(
    ("text", "rows", "is_one"),
    [
        ("K3.2.2", "kpis", True), ("K3.2.2", "target_kpis", True), ("K4.1/G1", "kpis", False), ("P3.2.2-1", "kpis", False),
        ("K4.1/G1", "inputs", True), ("K4.1", "inputs", False), ("K4.1/6", "rounds", True), ("P4.1-2", "steps", True),
        ("P4.1", "steps", False), ("P4.1-2", "plan", True), ("E4.1-2", "plan", False), ("E4.1-2", "evidence", True),
    ],
)  # fmt: skip
def test_code__counts_only_where_rows_have_its_kind(text: str, rows: str, is_one: bool) -> None:
    assert (code_of_row(text, rows) is not None) is is_one


@pytest.mark.parametrize(("text", "is_bare"), [("K3.2.2", True), (" k 3.2.2 ", True), ("ดู K3.2.2", False), ("3.2.2\nK3.2.2", False)])
def test_bare_code__nothing_around_it(text: str, is_bare: bool) -> None:
    assert (bare_code(text) == RowCode("K", "3.2.2")) is is_bare


@pytest.mark.parametrize("part", ["G1", "ก1", "กลุ่ม 1", "น้ำ", "1"])
def test_input_code__names_a_part_and_reads_back(part: str) -> None:
    kpi = kpi_of(ScoringMethod.COMPOSITE, parts=(part_of(part, 1, (1, 2, 3, 4, 5)),))
    code = input_code(kpi, inputs_of(kpi)[0].key)

    assert code == f"K1.1/{part}"
    assert read_code(code) == RowCode("K", "1.1", part)


@pytest.mark.parametrize(("code", "number"), [("E3.2.2-12", 12), ("P1-1", 1), ("K3.2.2", 0), ("K3/G1", 0), ("", 0)])
def test_entry_number__of_lists_only(code: str, number: int) -> None:
    assert entry_number(code) == number
