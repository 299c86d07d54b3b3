"""รายตัวชี้วัด: every KPI across the provinces: how many report it, how they stand, who is first and last."""

from __future__ import annotations

from xlsxwriter.format import Format

from kpi_excel.core.rollup_kpis import Variant, kpis_with_other_names
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, result_format
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    write_remark,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.national import ties
from kpi_excel.workbooks.national.edition import National, begin_list, number_or_dash, out_of_format
from kpi_excel.workbooks.styles import AMBER, GREY, HAIR, PEACH, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("รายตัวชี้วัด", "KPIs")

SAME = Text("เหมือนกัน", "the same")
_LEVELS = tuple(Column(Text(str(level), str(level)), 50, "right", has_digits=True) for level in range(1, 6))
COLUMNS = (
    Column(Text("ที่", "No."), 58),
    Column(Text("ตัวชี้วัด", "KPI"), 262),
    Column(Text("หน่วย", "Unit"), 66),
    *_LEVELS,
    Column(Text("เกณฑ์", "Criteria"), 112),
    Column(Text("มีคะแนน", "Scored"), 92, "right"),
    Column(Text("มัธยฐาน", "Median"), 84, "right"),
    Column(Text("สูงสุด", "Highest"), 80, "right"),
    Column(Text("จังหวัด", "Province"), 124),
    Column(Text("ต่ำสุด", "Lowest"), 80, "right"),
    Column(Text("จังหวัด", "Province"), 124),
    Column(Text("ต่ำกว่าเกณฑ์", "Below std."), 104, "right"),
    Column(Text("รับรอง", "Certified"), 84, "right"),
)
_NUMBER, _NAME, _UNIT, _FIRST_LEVEL, _CRITERIA, _SCORED, _MEDIAN = 0, 1, 2, 3, 8, 9, 10
_HIGHEST, _FIRST, _LOWEST, _LAST, _BELOW, _CERTIFIED = 11, 12, 13, 14, 15, 16
_HAIR = {"bottom": 1, "bottom_color": HAIR}


def write(sheet: Sheet, edition: National) -> None:
    """One row for each KPI and set of criteria."""
    variants = edition.variants
    top = Top(
        what=edition.pick(f"เปรียบเทียบรายตัวชี้วัด {edition.period_words}", f"KPI by KPI, {edition.period_words}"),
        headline=_headline(edition),
        how=edition.pick(
            "เทียบกันเฉพาะเลขที่ ชื่อ และเกณฑ์เดียวกัน  ชื่อเดียวกันแต่เกณฑ์ต่างกันแยกแถว (แบบ 1, แบบ 2)  คะแนนของแต่ละจังหวัดอยู่แผ่นถัดไป",
            "Compared where number, name and criteria are the same; other criteria stand in a row of their own. Each province: next sheet",
        ),
    )
    begin_list(sheet, edition, COLUMNS, top, len(variants), _NAME + 1)
    if not variants:
        write_remark(sheet, TOP_ROWS + 1, _NAME, edition.pick("ไม่มีตัวชี้วัด", "No KPIs"))
    ambiguous = kpis_with_other_names(variants)
    for at, variant in enumerate(variants, start=TOP_ROWS + 1):
        _write_variant(sheet, edition, at, variant, variant.kpi_no in ambiguous)


def criteria_words(edition: National, variant: Variant) -> str:
    """`แบบ 1 จาก 2`; where all provinces agree, that they do."""
    if variant.of == 1:
        return edition.say(SAME) if len(variant.answers) > 1 else DASH
    return edition.pick(f"แบบ {variant.number} จาก {variant.of}", f"{variant.number} of {variant.of}")


def _headline(edition: National) -> str:
    kpis = {(variant.kpi_no, variant.name) for variant in edition.variants if variant.number == 1}
    differing = sum(variant.of > 1 for variant in edition.variants if variant.number == 1)
    said = edition.count(len(kpis), "ตัวชี้วัด", "KPIs")
    if not differing:
        return said + edition.pick(" เกณฑ์ของทุกจังหวัดตรงกัน", ": every province has the same criteria")
    return said + edition.pick(f" เกณฑ์ต่างกันระหว่างจังหวัด {differing} ตัว", f", {differing} with other criteria in some provinces")


def _write_variant(sheet: Sheet, edition: National, row: int, variant: Variant, has_other_names: bool) -> None:
    formats = sheet.book.formats
    quiet = formats(size=13, font_color=GREY, text_wrap=True, indent=1, **_HAIR)
    differs = formats(size=13, bold=True, text_wrap=True, indent=1, bg_color=AMBER, **_HAIR)
    name = variant.name
    if has_other_names:
        name += edition.pick("\n(เลขที่นี้เป็นตัวชี้วัดอื่นในบางจังหวัด)", "\n(this number is another KPI elsewhere)")
    first, last = ties.kpi_words(edition, variant)
    province = formats(size=13, text_wrap=True, indent=1, **_HAIR)
    cells = (
        Cell(_NUMBER, variant.kpi_no, 14, formats(bold=True, **_HAIR)),
        Cell(_NAME, name, 13, formats(size=13, text_wrap=True, **_HAIR)),
        Cell(_UNIT, variant.unit, 12, formats(size=12, font_color=GREY, text_wrap=True, **_HAIR)),
        Cell(_CRITERIA, criteria_words(edition, variant), 13, differs if variant.of > 1 else quiet),
        Cell(_FIRST, first or DASH, 13, province),
        Cell(_LAST, last or DASH, 13, province),
    )
    write_wrapped(sheet, row, COLUMNS, cells)
    for at, level in enumerate(variant.levels, start=_FIRST_LEVEL):
        shape = "0" if level is None else result_format(level)
        style = formats(size=12, align="right", font_color=GREY, shrink=True, num_format=shape, **_HAIR)
        number_or_dash(sheet, row, at, level, style, size=12, **_HAIR)
    _write_figures(sheet, edition, row, variant)


def _write_figures(sheet: Sheet, edition: National, row: int, variant: Variant) -> None:
    formats, scores, median = sheet.book.formats, variant.scores, variant.median
    whole = len(variant.answers)
    scored = formats(size=13, align="right", num_format=out_of_format(edition.lang, whole), **_HAIR)
    sheet.number(row, _SCORED, len(scores), scored)
    standards = [answer.summary.standard for answer in variant.answers]
    low = {"bg_color": PEACH} if median is not None and median < min(standards) else {}
    strong = formats(size=15, bold=True, align="right", num_format=SCORE + BESIDE_FILL, **low, **_HAIR)
    number_or_dash(sheet, row, _MEDIAN, median, strong, **_HAIR)
    score = _score_style(sheet)
    number_or_dash(sheet, row, _HIGHEST, scores[0] if scores else None, score, **_HAIR)
    number_or_dash(sheet, row, _LOWEST, scores[-1] if len(scores) > 1 else None, score, **_HAIR)
    counted = formats(size=13, align="right", num_format=out_of_format(edition.lang, len(scores)), **_HAIR)
    number_or_dash(sheet, row, _BELOW, variant.below_standard if scores else None, counted, **_HAIR)
    number_or_dash(sheet, row, _CERTIFIED, variant.certified if scores else None, counted, **_HAIR)


def _score_style(sheet: Sheet) -> Format:
    return sheet.book.formats(size=13, align="right", num_format=SCORE, **_HAIR)
