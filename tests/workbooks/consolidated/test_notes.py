"""คำอธิบาย: every word explained on one printed line, and the charts' numbers in sight."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.consolidation import ResultState
from kpi_excel.core.model import Band, NoDataRule, RollRule
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.explanations import COLOURS, SHEETS, STATES, rules
from kpi_excel.workbooks.consolidated.notes import COLUMNS
from kpi_excel.workbooks.consolidated.review import ReviewSheet
from kpi_excel.workbooks.consolidated.skeleton import size_that_fits
from kpi_excel.workbooks.consolidated.words import RESULT_STATES
from tests.workbooks.consolidated.reading import full, nothing, read, row_of, texts
from tests.workbooks.consolidated.sample import consolidation

NAME = "คำอธิบาย"


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_line_fits_one_printed_line__widest_font(lang: str) -> None:
    context = Context.of(consolidation(), lang)
    for entry in (*SHEETS, *STATES, *COLOURS, *rules(context)):
        assert size_that_fits(context.say(entry.meaning), COLUMNS[1:], (13, 1)) == 13, entry.meaning
        assert size_that_fits(context.say(entry.word), COLUMNS[:1], (14, 1)) == 14, entry.word


def test_every_sheet_and_every_state_without_score_is_explained() -> None:
    told = [entry.word for entry in SHEETS if entry.word.th]
    # the consultant's sheet is put in when a workbook is published
    assert told[8] == ReviewSheet.TITLE
    told.remove(ReviewSheet.TITLE)
    assert [word.th for word in told] == full().sheetnames[:-1]
    assert [word.en for word in told] == full("en").sheetnames[:-1]
    assert {entry.word for entry in STATES} == {RESULT_STATES[s] for s in ResultState if s is not ResultState.REPORTED}


def test_colours_stand_in_their_own_colours() -> None:
    sheet = full()[NAME]
    fills = {cell.value: cell.fill.fgColor.rgb for cell in sheet["A"] if cell.value}
    for entry in COLOURS:
        assert fills[entry.word.th] == "FF" + entry.fill[1:]


def test_rules_are_those_of_the_registry() -> None:
    data = consolidation()
    settings = replace(
        data.registry.settings, roll=RollRule.PREVIOUS, no_data=NoDataRule.LOWEST,
        bands=(Band(Decimal(1), Decimal(3), "ต่ำ"), Band(Decimal(3), Decimal("5.0001"), "ผ่าน")),
    )  # fmt: skip
    sheet = read(replace(data, registry=replace(data.registry, settings=settings)))[NAME]
    assert row_of(sheet, "วันครบกำหนด")[1] == "เลื่อนเป็นวันทำการก่อนหน้าเมื่อตรงวันหยุด"
    assert row_of(sheet, "ไม่มีข้อมูลเมื่อสิ้นปี")[1].startswith("นับเป็น 1.0000")
    assert row_of(sheet, "เทียบเกณฑ์")[1] == "ต่ำ 1.0000 ถึงก่อน 3.0000  ผ่าน 3.0000 ถึงก่อน 5.0001"
    assert row_of(full()[NAME], "ไม่มีข้อมูลเมื่อสิ้นปี")[1].startswith("ไม่นับ")


def test_chart_numbers_stand_at_the_foot() -> None:
    sheet = full()[NAME]
    assert row_of(sheet, "ประสิทธิผล (60)")[1] == 3.5675
    scores = [
        list(row) for row in sheet.iter_rows(values_only=True) if row[0] == "คะแนนรวม" and isinstance(row[1], float)
    ]
    assert scores[0][1:9] == [2.614, 2.8325, 2.921, 3.1042, 3.2875, 3.441, 3.6112, 3.7989]
    late = next(list(row) for row in sheet.iter_rows(values_only=True) if row[0] == "สนง.พาณิชย์")
    assert late[1:9] == [0, 3, 5, 12, 4, 0, 15, 8]
    series = next(list(row) for row in sheet.iter_rows(values_only=True) if row[0] == "4.1")
    assert series[8] == 3.42


def values_of(chart: Any, series: int) -> list[object]:
    """The numbers that stand in the range a chart's series names."""
    name, cells = chart.series[series].val.numRef.f.rsplit("!", 1)
    assert name.strip("'") == NAME
    return [cell.value for row in full()[NAME][cells.replace("$", "")] for cell in row]


def test_charts_read_the_foot() -> None:
    bars, line = full()["สรุป"]._charts
    assert values_of(bars, 0) == [3.5675, 4.41, 3.9796, 4.1367]
    assert values_of(line, 0) == [2.614, 2.8325, 2.921, 3.1042, 3.2875, 3.441, 3.6112, 3.7989]
    (columns,) = full()["ความคืบหน้า"]._charts
    assert values_of(columns, 0) == [2.65, 2.75, 2.95, 3.05, 3.2, 3.35, 3.5, 3.65]
    assert values_of(columns, 1) == values_of(line, 0)


def test_a_bar_too_short_for_its_label_has_it_outside() -> None:
    data = consolidation()
    low = replace(data.dimensions[0], total=replace(data.dimensions[0].total, score=Decimal("1.4583")))
    book = read(replace(data, dimensions=(low, *data.dimensions[1:])))
    inside, outside = book["สรุป"]._charts[0].series
    # a bar's label stands outside unless the file says otherwise
    assert (inside.dLbls.dLblPos, outside.dLbls.dLblPos) == ("inEnd", None)
    assert row_of(book[NAME], "ประสิทธิผล (60)")[1:3] == [None, 1.4583]


def test_a_dimension_without_score_says_so_in_its_label() -> None:
    assert "ประสิทธิผล (60) –" in texts(nothing()[NAME])


def test_single_month_is_labelled_once() -> None:
    """With one point the first label would stand on the last one."""
    sheet = read(consolidation(months=1))[NAME]
    assert row_of(sheet, "ค่าแรก")[1] is None and row_of(sheet, "ค่าล่าสุด")[1] == 3.7989
