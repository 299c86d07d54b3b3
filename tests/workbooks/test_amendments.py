"""Amendments as a workbook: closed and present value side by side, with who, when and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.amendments import Amendments, amendments_between
from kpi_excel.core.consolidation import Consolidation, TidyRow
from kpi_excel.core.text import Text
from kpi_excel.workbooks.amendments import write_amendments
from tests.workbooks.consolidated.reading import load
from tests.workbooks.consolidated.sample import consolidation
from tests.workbooks.test_english import thai_left

CLOSED_ON = date(2013, 9, 12)


def amended(*values: object) -> tuple[Amendments, Consolidation, TidyRow]:
    """The first values of the sample were something else when the period was closed."""
    now = consolidation()
    rows = now.tidy[: len(values)]
    closed = replace(now, tidy=(*(replace(row, value=value, typed=str(value)) for row, value in zip(rows, values, strict=True)),  # type: ignore[arg-type]
                                *now.tidy[len(values) :]))  # fmt: skip
    return amendments_between(closed, now), now, now.tidy[0]


def test_every_value_stands_beside_the_closed_one__with_file_sheet_cell_and_a_link() -> None:
    found, now, row = amended(Decimal("12.5"))
    titles = {(row.form, row.record, row.field): Text("ชื่อช่อง", "A name")}
    sheet = load(write_amendments(found, now, CLOSED_ON, titles=titles), data_only=True)["ค่าที่เปลี่ยน"]
    cells = [cell for cell in sheet[6]]
    assert cells[0].value == row.kpi_no and cells[4].value.startswith("ชื่อช่อง") and cells[5].value == "12.5"
    assert cells[9].value == row.source.cell and row.source.archived.rpartition("/")[2] in cells[10].value
    assert cells[9].hyperlink.target.replace("\\", "/").endswith(row.source.archived)
    assert sheet["A1"].value.endswith("(ปิด ณ 12 ก.ย. 2556)")


def test_what_an_agency_typed_stays_text() -> None:
    found, now, _ = amended("=HYPERLINK(\"http://x\")")
    book = load(write_amendments(found, now, CLOSED_ON))
    assert book["ค่าที่เปลี่ยน"]["F6"].data_type == "s"


def test_a_missing_value_is_a_dash() -> None:
    found, now, _ = amended(None)
    assert load(write_amendments(found, now, CLOSED_ON))["ค่าที่เปลี่ยน"]["F6"].value == "–"


def test_same_amendments_give_the_same_bytes() -> None:
    found, now, _ = amended(Decimal(1))
    assert write_amendments(found, now, CLOSED_ON) == write_amendments(found, now, CLOSED_ON)


@pytest.mark.parametrize("values", [(), (Decimal(1), "text")])
def test_in_english_nothing_of_ours_is_thai(values: tuple[object, ...]) -> None:
    found, now, _ = amended(*values)
    data = write_amendments(found, now, CLOSED_ON, "en")
    assert thai_left(data, now) == []
    assert load(data).sheetnames == ["Scores", "Values", "Findings"]
