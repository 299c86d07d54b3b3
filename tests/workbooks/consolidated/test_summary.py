"""สรุป: what the page says with everything, with some things and with nothing."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kpi_excel.core.consolidation import KpiLine
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import write_consolidated
from kpi_excel.workbooks.consolidated.summary_grid import LAST, SPLIT
from tests.workbooks.consolidated.reading import full, many, mixed, mixed_formulas, nothing, read, row_of, texts
from tests.workbooks.consolidated.sample import MIXED, consolidation


def page() -> Any:
    return full()["สรุป"]


def comparison(sheet: Any, label: str) -> tuple[object, object]:
    row = row_of(sheet, label, SPLIT + 1)
    return row[LAST - 2], row[LAST]


def test_headline_says_where_the_total_stands__all_reported() -> None:
    assert page()["A2"].value == "คะแนนรวมสูงกว่าเกณฑ์มาตรฐาน แต่ 5 ตัวชี้วัดยังต่ำกว่าเกณฑ์"
    assert page()["A3"].value.startswith("ผลสะสม 12 เดือน (ต.ค. 2555 – ก.ย. 2556)")


def test_headline_says_the_weight_first__not_all_reported() -> None:
    assert mixed()["สรุป"]["A2"].value == "รายงานแล้วน้ำหนัก 72 จาก 94  คะแนนสูงกว่าเกณฑ์"
    assert mixed("en")["Summary"]["A2"].value == "Weight 72 of 94 reported, score above standard"


def test_headline_below_standard__no_but() -> None:
    data = consolidation()
    low = replace(data, total=replace(data.total, score=Decimal("2.9999")))
    assert read(low)["สรุป"]["A2"].value == "คะแนนรวมต่ำกว่าเกณฑ์มาตรฐาน 5 ตัวชี้วัดยังต่ำกว่าเกณฑ์"


def test_headline_exactly_at_the_standard__neither_above_nor_below() -> None:
    data = consolidation()
    same = replace(data, total=replace(data.total, score=Decimal("3.0000")))
    assert read(same)["สรุป"]["A2"].value == "คะแนนรวมเท่ากับเกณฑ์มาตรฐาน แต่ 5 ตัวชี้วัดยังต่ำกว่าเกณฑ์"
    part = replace(same, total=replace(same.total, covered=Decimal(8)))
    assert read(part)["สรุป"]["A2"].value == "รายงานแล้วน้ำหนัก 8 จาก 100  คะแนนเท่ากับเกณฑ์"


def test_hero_is_the_total_itself__a_live_reference() -> None:
    assert page()["A5"].value == 3.7989
    assert mixed_formulas()["สรุป"]["A5"].value == "='คะแนน'!$L$48"


def test_comparisons_are_figures_with_the_difference_in_words() -> None:
    assert comparison(page(), "เกณฑ์มาตรฐาน") == (3, "สูงกว่า 0.7989")
    assert comparison(page(), "เดือนก่อน (ส.ค. 2556)") == (3.6112, "เพิ่มขึ้น 0.1877")
    assert comparison(page(), "หน่วยงานแจ้งเอง") == (3.8325, "แจ้งสูงไป 0.0336")
    assert comparison(page(), "ที่ปรึกษารับรองแล้ว") == (3.8415, "น้ำหนัก 80/100")


def test_strip_says_how_far_the_total_can_be_trusted() -> None:
    found = texts(mixed()["สรุป"])
    assert "น้ำหนักที่รายงานแล้ว  72 จาก 94" in found
    assert "รับรองแล้ว  16 จาก 27" in found
    assert "กรณีต่ำสุด  3.3565" in found


def test_kpis_below_standard_are_sorted_by_what_they_would_add() -> None:
    sheet = page()
    first = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "ที่") + 1
    rows = [
        [sheet.cell(row, column + 1).value for column in (0, LAST - 3, LAST - 2, LAST - 1, LAST)]
        for row in range(first, first + 5)
    ]
    assert [row[0] for row in rows] == ["2.2", "3.2.2", "1.4", "3.1.3", "7.2"]
    assert rows[0][1:] == pytest.approx([3, -0.8, 1.0, 0.1])
    assert "ถ้าแก้ได้ทั้ง 5 ตัว คะแนนรวม +0.1656" in texts(sheet)


def test_more_kpis_below_standard_than_the_page_holds__says_so() -> None:
    data = consolidation()
    low = tuple(replace(line, gain_to_standard=Decimal("0.01")) if line.kpi.is_leaf else line for line in data.lines)
    sheet = read(replace(data, lines=low))["สรุป"]
    assert "แสดง 5 ตัว  ถ้าแก้ได้ทั้ง 30 ตัว คะแนนรวม +0.3000" in texts(sheet)
    assert sheet.max_row <= 48


def test_a_host_name_too_long_for_its_place_gives_way_to_an_alias__else_is_cut() -> None:
    data = consolidation()
    long = "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง"
    agencies = tuple(
        replace(agency, short=long if agency.code in ("DPM", "FIN") else agency.short)
        for agency in data.registry.agencies
    )
    found = texts(read(replace(data, registry=replace(data.registry, agencies=agencies)))["สรุป"])
    assert "สนง.ปภ." in found, "the alias of the sample"
    assert any(text.startswith("สำนักงานป้องกัน") and text.endswith("…") for text in found), "the other has none"


def test_the_latest_overdue_items_and_how_many_there_are() -> None:
    sheet = page()
    chips = [cell.value for cell in sheet["A"] if str(cell.value).startswith("ช้า ")]
    assert chips == ["ช้า 26 วัน", "ช้า 19 วัน", "ช้า 13 วัน", "ช้า 10 วัน"]
    assert "ช้าที่สุด 4 จาก 9 รายการ ดูแผ่น ค้างส่ง" in texts(sheet)
    assert "รายงานตามนโยบายรัฐบาล ก.ย. 2556 (ตัวชี้วัด 1.6)" in texts(sheet)


def test_an_item_too_long_for_its_place_leaves_out_the_kpi_numbers_before_it_is_cut() -> None:
    data = consolidation()
    what = "รายงานผลการดำเนินงานตามนโยบายรัฐบาล ก.ย. 2556"
    found = texts(read(replace(data, overdue=(replace(data.overdue[1], what=Text(what, what)),)))["สรุป"])
    assert what in found


def test_decisions_are_numbered_with_room_to_agree() -> None:
    found = texts(page())
    assert found.count("(      ) เห็นชอบ") == 3
    assert "กำหนดส่ง ก.พ.ร. 31 ต.ค. 2556" in found
    assert {"ข้อสั่งการ", "ลงนาม", "วันที่"} <= set(found)


def test_first_month_has_no_month_before() -> None:
    sheet = read(consolidation(MIXED, months=1, as_of=date(2013, 3, 21)))["สรุป"]
    assert comparison(sheet, "เดือนก่อน") == ("–", "เดือนแรกที่รายงาน")
    assert sheet["A3"].value.startswith("ผลสะสม 5 เดือน (ต.ค. 2555 – ก.พ. 2556)")


def test_nothing_reported_says_so_everywhere() -> None:
    sheet = nothing()["สรุป"]
    assert sheet["A2"].value == "ยังไม่มีคะแนน  รายงานแล้วน้ำหนัก 0 จาก 100"
    assert sheet["A5"].value == "ยังไม่มีคะแนน"
    assert comparison(sheet, "เกณฑ์มาตรฐาน") == (3, "ยังไม่มีคะแนน")
    assert comparison(sheet, "ที่ปรึกษารับรองแล้ว") == ("–", "ยังไม่ผ่านการรับรอง")
    assert "ยังไม่มีผลให้เทียบเกณฑ์" in texts(sheet)
    assert "กรณีต่ำสุด  1.0000" in texts(sheet)


def test_empty_blocks_say_so_in_one_line() -> None:
    data = consolidation()
    lines = tuple(replace(line, gain_to_standard=Decimal(0)) for line in data.lines)
    # July closes no round
    found = texts(read(replace(data, lines=lines, overdue=(), period=data.months[5].period))["สรุป"])
    assert "ไม่มีตัวชี้วัดต่ำกว่าเกณฑ์" in found
    assert "ไม่มีรายการค้างส่งหรือเลยกำหนด" in found
    assert "ไม่มีเรื่องที่ต้องขอให้พิจารณา" in found


def test_sixty_agencies_with_long_names_keep_who_does_what_by_when() -> None:
    sentence = next(text for text in texts(many()["สรุป"]) if "ส่งรายงานที่ค้าง" in text)
    assert sentence.startswith("ให้ องค์การบริหารส่วนตำบล") and sentence.endswith("ภายใน 1 พ.ย. 2556")
    assert "และอีก 44 หน่วยงาน" in sentence


@pytest.mark.parametrize(("score", "first"), [("1.0000", 1), ("0.8000", 0)])
def test_a_score_below_one_widens_its_chart_alone__no_figure_runs_over_the_names(score: str, first: int) -> None:
    data = consolidation()
    low, *rest = data.dimensions
    low = replace(low, total=replace(low.total, score=Decimal(score)))
    with zipfile.ZipFile(io.BytesIO(write_consolidated(replace(data, dimensions=(low, *rest))))) as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2)]
    assert [f'<c:min val="{low}"/>' in chart for chart, low in zip(charts, (first, 1), strict=True)] == [True, True]


def test_a_dimension_without_score_keeps_its_name_on_one_line() -> None:
    data = consolidation()
    bare = replace(data.dimensions[1], total=replace(data.dimensions[1].total, score=None))
    found = texts(read(replace(data, dimensions=(data.dimensions[0], bare, *data.dimensions[2:])))["คำอธิบาย"])
    assert "คุณภาพการให้บริการ (10) –" in found


def test_a_kpi_scored_by_its_answer_shows_the_answer_as_its_result() -> None:
    data = consolidation()

    def answered_no(line: KpiLine) -> KpiLine:
        inputs = {key: (False, source) for key, (_, source) in line.inputs.items()}
        return replace(line, inputs=inputs, score=replace(line.score, value=Decimal(1)), gain_to_standard=Decimal("0.5"))

    lines = tuple(answered_no(line) if line.kpi.kpi_no == "14" else line for line in data.lines)
    row = row_of(read(replace(data, lines=lines))["สรุป"], "14")
    assert "ไม่มี" in row and "–" in row, "the answer; no criterion of level 3"


@pytest.mark.parametrize(("score", "is_above"), [("2.3679", False), ("3.7989", True), ("1.8880", True), ("3.0000", True)])
def test_the_label_of_the_latest_score_keeps_off_the_dashed_line(score: str, is_above: bool) -> None:
    data = consolidation()
    months = (*data.months[:-1], replace(data.months[-1], score=Decimal(score)))
    with zipfile.ZipFile(io.BytesIO(write_consolidated(replace(data, months=months)))) as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2)]
    (line,) = (chart for chart in charts if "<c:lineChart>" in chart)
    assert ('<c:dLblPos val="t"/>' in line) is is_above
