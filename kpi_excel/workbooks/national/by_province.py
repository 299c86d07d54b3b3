"""รายจังหวัด: what every province says of every KPI, back to the file, sheet and cell. Made for filters."""

from __future__ import annotations

from kpi_excel.core.rollup_kpis import Answer, Variant
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, result_format, weight_format
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, RESULT_STATES
from kpi_excel.workbooks.national.edition import National, begin_list, number_or_dash
from kpi_excel.workbooks.national.kpis import criteria_words
from kpi_excel.workbooks.styles import GREY, HAIR, PEACH, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("รายจังหวัด", "By province")

COLUMNS = (
    Column(Text("ที่", "No."), 58),
    Column(Text("ตัวชี้วัด", "KPI"), 236),
    Column(Text("เกณฑ์", "Criteria"), 96),
    Column(Text("จังหวัด", "Province"), 132),
    Column(Text("ลำดับ", "Place"), 60, "right"),
    Column(Text("คะแนน", "Score"), 84, "right"),
    Column(Text("ผล", "Result"), 92, "right"),
    Column(Text("น้ำหนัก", "Weight"), 76, "right"),
    Column(Text("รับรอง", "Certified"), 84, "right"),
    Column(Text("สถานะ", "State"), 132),
    Column(Text("หน่วยงาน", "Agency"), 84),
    Column(Text("ไฟล์ในคลังของจังหวัด", "File in the province's archive"), 234),
    Column(Text("แผ่น", "Sheet"), 96),
    Column(Text("ช่อง", "Cell"), 52),
)
_NUMBER, _NAME, _CRITERIA, _PROVINCE, _PLACE, _SCORE, _RESULT, _WEIGHT, _CERTIFIED, _STATE = range(10)
_AGENCY, _FILE, _SHEET, _CELL = 10, 11, 12, 13
_HAIR = {"bottom": 1, "bottom_color": HAIR}


def write(sheet: Sheet, edition: National) -> None:
    """For each KPI and set of criteria the provinces, the best first; then those without a score, with the reason."""
    count = sum(len(variant.answers) for variant in edition.variants)
    scored = sum(len(variant.scored) for variant in edition.variants)
    top = Top(
        what=edition.pick(f"ตัวชี้วัดรายจังหวัด {edition.period_words}", f"Every KPI of every province, {edition.period_words}"),
        headline=edition.pick(f"มีคะแนน {scored:,} จาก {count:,} รายการ", f"{scored:,} of {count:,} entries have a score"),
        how=edition.pick(
            "ลำดับคือลำดับในกลุ่มที่ใช้เกณฑ์เดียวกัน  ไม่มีคะแนนคือไม่มีลำดับ สถานะบอกเหตุผล  ใช้ตัวกรองเพื่อดูทีละจังหวัดหรือทีละตัวชี้วัด",
            "Places among those with the same criteria. No score, no place: the state says why. Filter by province or KPI",
        ),
    )
    begin_list(sheet, edition, COLUMNS, top, count, _PROVINCE + 1)
    row = TOP_ROWS + 1
    for variant in edition.variants:
        for answer in variant.answers:
            _write_answer(sheet, edition, row, variant, answer)
            row += 1


def _write_answer(sheet: Sheet, edition: National, row: int, variant: Variant, answer: Answer) -> None:
    formats, result, source = sheet.book.formats, answer.result, answer.result.source
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **_HAIR)
    beside = formats(size=13, font_color=GREY, text_wrap=True, indent=1, **_HAIR)
    cells = (
        Cell(_NUMBER, result.kpi_no, 14, formats(bold=True, **_HAIR)),
        Cell(_NAME, result.name, 12, quiet),
        Cell(_CRITERIA, criteria_words(edition, variant), 12, quiet),
        Cell(_PROVINCE, edition.name(answer.summary), 14, formats(bold=True, text_wrap=True, **_HAIR)),
        Cell(_STATE, edition.say(RESULT_STATES[result.state]), 13, beside),
        Cell(_AGENCY, result.agency, 12, quiet),
        Cell(_FILE, source.archived or DASH, 11, formats(size=11, font_color=GREY, text_wrap=True, **_HAIR)),
        Cell(_SHEET, source.sheet, 12, quiet),
        Cell(_CELL, source.cell, 12, quiet),
    )
    write_wrapped(sheet, row, COLUMNS, cells, most_lines=3)
    number_or_dash(sheet, row, _PLACE, answer.place, formats(size=13, align="right", num_format="0", **_HAIR), **_HAIR)
    low = {"bg_color": PEACH} if result.score is not None and result.score < answer.summary.standard else {}
    strong = formats(size=15, bold=True, align="right", num_format=SCORE + BESIDE_FILL, **low, **_HAIR)
    number_or_dash(sheet, row, _SCORE, result.score, strong, **_HAIR)
    shape = "0" if result.result is None else result_format(result.result)
    number_or_dash(sheet, row, _RESULT, result.result, formats(size=13, align="right", num_format=shape, **_HAIR), **_HAIR)
    weight = formats(size=13, align="right", num_format=weight_format(result.weight), **_HAIR)
    sheet.number(row, _WEIGHT, result.weight, weight)
    number_or_dash(sheet, row, _CERTIFIED, result.certified, formats(size=13, align="right", num_format=SCORE, **_HAIR), **_HAIR)
