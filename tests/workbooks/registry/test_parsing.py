from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.periods import FiscalYear
from kpi_excel.forms.fields import ReadingContext
from kpi_excel.forms.raw import RawCell
from kpi_excel.workbooks.registry.layout import sheet_layout
from kpi_excel.workbooks.registry.parsing import Value, parse_cell
from tests.workbooks.registry.small import day

CONTEXT = ReadingContext(FiscalYear(2556))


def parsed(sheet: str, column: str, typed: str | float | RawCell) -> tuple[Value, list[str]]:
    cell = typed if isinstance(typed, RawCell) else RawCell("text" if isinstance(typed, str) else "number", typed)
    value, issues = parse_cell(cell, sheet_layout(sheet).column(column), CONTEXT)
    return value, [issue.code for issue in issues]


@pytest.mark.parametrize("typed", ["๔๐", " 40 ", "40.0", 40.0, "40\u00a0"])
def test_numbers_are_read_however_they_are_typed(typed: str | float) -> None:
    assert parsed("kpis", "weight", typed)[0] == 40


@pytest.mark.parametrize(
    "typed", ["20/2/2556", "๒๐ ก.พ. ๒๕๕๖", "20 กุมภาพันธ์ 2556", "2013-02-20", "20/2/56", RawCell("date", "2556-02-20"),
              RawCell("date", "2013-02-20"), "20 Feb 2013"]
)  # fmt: skip
def test_dates_are_read_however_they_are_typed(typed: str | RawCell) -> None:
    assert parsed("calendar", "on_date", typed)[0] == day("2013-02-20")


@pytest.mark.parametrize("typed", ["2556-02", "ก.พ. 2556", "กุมภาพันธ์ ๒๕๕๖", "2/2556", RawCell("date", "2013-02-01")])
def test_months_are_read_however_they_are_typed(typed: str | RawCell) -> None:
    assert parsed("calendar", "first_period", typed) == ("2556-02", [])


@pytest.mark.parametrize("typed", ["2556-sar6", "รอบ 6 เดือน", "รอบ ๖", "SAR6", "6 months", "รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2556", 6.0])
def test_rounds_are_read_however_they_are_typed(typed: str | float) -> None:
    assert parsed("received", "period", typed) == ("2556-sar6", [])


def test_a_round_is_no_first_period() -> None:
    assert parsed("calendar", "first_period", "รอบ 6 เดือน") == (None, ["value-not-a-month"])


@pytest.mark.parametrize("typed", ["3.2.2", "๓.๒.๒", "K3.2.2", " 3.2.2. ", "ตัวชี้วัดที่ 3.2.2"])
def test_kpi_numbers_are_read_however_they_are_typed(typed: str) -> None:
    assert parsed("kpis", "kpi_no", typed) == ("3.2.2", [])


def test_a_kpi_number_keeps_its_zero_as_text_and_is_refused_as_a_number() -> None:
    assert parsed("kpis", "kpi_no", "3.10") == ("3.10", [])
    assert parsed("kpis", "kpi_no", 3.1) == (None, ["kpi-number-is-a-number"])
    assert parsed("kpis", "kpi_no", RawCell("date", "2013-03-01")) == (None, ["kpi-number-is-a-number"])
    assert parsed("kpis", "kpi_no", 3.0) == ("3", [])
    assert parsed("people", "kpi_nos", 3.1) == (None, ["kpi-number-is-a-number"])


def test_several_codes_stand_in_one_cell() -> None:
    assert parsed("people", "kpi_nos", "3.2.2, 3.2.3;๓.๒.๔\n3.2.2") == (("3.2.2", "3.2.3", "3.2.4"), [])
    assert parsed("kpis", "supporting", "pol PHO,") == (("POL", "PHO"), [])
    assert parsed("agencies", "aliases", "ปภ., สนง. ปภ. ระยอง") == (("ปภ.", "สนง. ปภ. ระยอง"), [])


def test_one_bad_number_spoils_its_list() -> None:
    assert parsed("people", "kpi_nos", "3.2.2, ทุกตัว") == (None, ["value-not-a-kpi-number"])


@pytest.mark.parametrize(("typed", "code"), [("dpm", "DPM"), ("๑๒", "12"), (12.0, "12")])
def test_agency_codes_are_read_in_capitals(typed: str | float, code: str) -> None:
    assert parsed("agencies", "code", typed) == (code, [])


@pytest.mark.parametrize("typed", ["ปภ.", "A", "D PM", "ABCDEFGHIJK", "../x", "A/B"])
def test_agency_codes_suit_file_names(typed: str) -> None:
    assert parsed("agencies", "code", typed) == (None, ["registry-code-malformed"])


@pytest.mark.parametrize("typed", ["ใช่", "yes", "Y", "TRUE", RawCell("bool", True), "มี"])
def test_yes_is_read_in_every_form(typed: str | RawCell) -> None:
    assert parsed("kpis", "in_policy_report", typed) == ("yes", [])


def test_no_data_is_a_word_and_not_zero() -> None:
    assert parsed("baselines", "value", "ไม่มีข้อมูล") == ("no-data", [])
    assert parsed("baselines", "value", "0") == (Decimal(0), [])
    assert parsed("kpis", "weight", "ไม่มีข้อมูล")[1] == ["value-not-a-number"]


@pytest.mark.parametrize("typed", ["-", "–", " ", "…"])
def test_a_dash_is_a_blank_cell(typed: str) -> None:
    assert parsed("kpis", "host", typed) == (None, [])
    assert parsed("kpis", "supporting", typed) == (None, [])
