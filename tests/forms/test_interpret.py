from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_excel.core.findings import Place
from kpi_excel.forms.interpret import interpret
from kpi_excel.forms.raw import RawSheet, RawWorkbook
from tests.core.scoring.samples import levels_of
from tests.forms.reading import BARE, FRAME, HEADER, KPIS, SPEC, codes, finding, issued, read, report, values
from tests.forms.test_anchors import PLAN
from tests.forms.test_pages import page
from tests.sheets import Sheet, draw

LIST = draw(PLAN.replace("| 1.1 ", '| "1.1" ').replace("| 2       |", '| "2"     |'), "ขั้นตอน")


def test_whole_form__tables_lists_and_pages_in_one() -> None:
    reading = read(report(), LIST, page())

    assert [(r.kind, r.kpi_no) for r in reading.records] == [
        ("kpi", "1.1"), ("kpi", "1.10"), ("kpi", "2"), ("template", "1.1"), ("plan", "1.1"), ("plan", "2"),
    ]  # fmt: skip


def test_sheets_renamed_and_in_any_order__read_the_same() -> None:
    there = [report("ก"), Sheet("ข", dict(LIST.cells)), page("ค")]
    back = [Sheet(name, dict(sheet.cells)) for name, sheet in zip(("x", "y", "z"), reversed(there), strict=True)]

    assert values(read(*there)) == values(read(*back))
    assert {r.kind for r in read(*there).records} == {r.kind for r in read(*back).records}


def test_two_tables_on_one_sheet__both_read() -> None:
    sheet = report()
    sheet.cells |= {a._replace(row=a.row + 30): cell for a, cell in LIST.cells.items()}

    reading = read(sheet)

    assert set(values(reading)) == {"1.1", "1.10", "2"}
    assert [r.kpi_no for r in reading.records if r.kind == "plan"] == ["1.1", "2"]


def test_list_pasted_above_the_table__each_keeps_its_rows() -> None:
    sheet = report()
    sheet.insert_rows(0, 20)
    sheet.cells |= LIST.cells

    reading = read(sheet)

    assert set(values(reading)) == {"1.1", "1.10", "2"}
    assert sum(len(r.rows) for r in reading.records if r.kind == "plan") == 3


@pytest.mark.parametrize(
    "raw",
    [RawWorkbook("xlsx", ()), RawWorkbook("xlsx", (RawSheet("Sheet1", {}),)), RawWorkbook("xlsx", (draw("| ราคา | 5 |").raw(),))],
    ids=["no sheet", "an empty sheet", "a foreign sheet"],
)
def test_nothing_of_the_form_inside__held(raw: RawWorkbook) -> None:
    reading = interpret(raw, SPEC, FRAME)

    assert reading.unclear is not None
    assert (reading.unclear.code, reading.findings, reading.records) == ("form-not-found-inside", (reading.unclear,), ())


def test_values_pasted_into_another_workbook__read_without_hidden_rows_and_sheets() -> None:
    sheet = report("Sheet1")
    sheet.delete_rows(HEADER - 1)
    sheet.paste_values()

    assert set(values(read(sheet, frame=BARE))) == {"1.1", "1.10", "2"}


def test_text_in_place_of_a_number__the_record_stands_with_its_finding() -> None:
    sheet = report()
    sheet["C6"] = "ประมาณห้าสิบ"

    reading = read(sheet)

    assert values(reading)["1.1"] == {"result": None, "status": "on_plan"}
    assert codes(reading) == {"value-not-a-number": 1}
    assert finding(reading, "value-not-a-number").place == Place(sheet="รายงาน", cell="C6", kpi_no="1.1", field="kpi.result")


def test_everything_wrong_is_said_at_once() -> None:
    sheet = report()
    sheet["C6"], sheet["D6"], sheet["D7"], sheet["E7"], sheet["A2"] = 2000, None, "ช้าหน่อย", "ก" * 60, None

    assert codes(read(sheet)) == {
        "value-out-of-range": 1, "value-missing": 1, "value-not-in-list": 1, "text-too-long": 1, "head-value-missing": 1,
    }  # fmt: skip


def test_findings__in_one_order_whatever_the_order_of_sheets() -> None:
    sheet, other = report(), Sheet("ขั้นตอน", dict(LIST.cells))
    sheet["C6"] = "x"

    assert read(sheet, other).findings == read(other, sheet).findings


def test_sheet_of_the_form_gone__said() -> None:
    assert finding(read(report(), frame=issued(sheets=("report", "steps"))), "sheet-missing").place.sheet == "ขั้นตอน"


def test_percent_typed_as_fraction__warned_of_only_where_the_scale_is_above_one() -> None:
    sheet = report()
    sheet["C6"] = 0.85
    percent = replace(KPIS["1.1"], unit="ร้อยละ")
    small = replace(percent, levels=levels_of(0.1, 0.2, 0.3, 0.4, 0.5))

    assert "percent-maybe-fraction" in codes(read(sheet, frame=replace(FRAME, kpis={**KPIS, "1.1": percent})))
    assert "percent-maybe-fraction" not in codes(read(sheet, frame=replace(FRAME, kpis={**KPIS, "1.1": small})))
    assert values(read(sheet))["1.1"]["result"] == Decimal("0.85")
