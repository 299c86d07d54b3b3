"""คะแนน: criteria, result, three scores, weighted, verdict, derivation, source; in agreement order, live."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kpi_excel.core.scoring.arithmetic import PRECISE, rounded
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, SCORE_OR_WORD, plain, score_text, weight_format
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.score_cells import write_leaf
from kpi_excel.workbooks.consolidated.score_gatherings import write_gathering
from kpi_excel.workbooks.consolidated.score_layout import COLUMNS, FIRST_ROW, HEADING_ROW, INDEX, ScoreLayout
from kpi_excel.workbooks.consolidated.score_spread import write_spread
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
)
from kpi_excel.workbooks.consolidated.verdicts import against_standard
from kpi_excel.workbooks.consolidated.words import DASH, NO_SCORE, OPEN, PARTLY
from kpi_excel.workbooks.styles import GREY, NAVY, RULE, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("คะแนน", "Scores")


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """Dimensions, groups and leaves, then the total."""
    layout, period = places.scores, context.period(context.data.period.code)
    top = Top(
        what=context.pick(
            f"คะแนนตามคำรับรองการปฏิบัติราชการ {context.year_words}  งวด {period}",
            f"Scores under the performance agreement, {context.year_words}, {period}",
        ),
        headline=_headline(context),
        how=context.pick(
            "ตัวหนาในเกณฑ์ = ระดับที่ถึง  ถ่วงน้ำหนัก = คะแนน × น้ำหนัก ÷ น้ำหนักทั้งหมด  ปัดครึ่งขึ้น 4 ตำแหน่งที่คะแนนตัวชี้วัด",
            "Bold criterion: level reached. Weighted: score × weight ÷ all weight. Rounded half up at the KPI's score",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    _write_spans(sheet, context)
    write_headings(sheet, context, HEADING_ROW, COLUMNS)
    # a group stands above its KPIs
    sheet.raw.outline_settings(True, False, True, False)
    for row in layout.rows:
        if row.line is not None and row.line.kpi.is_leaf:
            write_leaf(sheet, context, places, row.row, row.line)
        else:
            write_gathering(sheet, context, layout, row)
    _write_total(sheet, context, layout)
    freeze(sheet, HEADING_ROW, 2, first_repeated=TOP_ROWS)
    last = write_spread(sheet, context, layout.total_row + 2)
    numbers_as_text_are_meant(sheet, last)


def _headline(context: Context) -> str:
    """The three totals, each with the weight it covers where that is not all."""
    total, claimed, certified = context.data.total, context.data.claimed, context.data.certified
    if total.score is None:
        weight = plain(total.weight)
        return context.pick(f"ยังไม่มีคะแนน  น้ำหนัก {weight}", f"No score yet, weight {weight}")
    score, covered, weight = score_text(total.score), plain(total.covered), plain(total.weight)
    words = context.pick(f"คะแนนรวมที่คำนวณได้ {score}", f"Recomputed total {score}")
    if total.covered < total.weight:
        words += context.pick(f" (น้ำหนัก {covered} จาก {weight})", f" (weight {covered} of {weight})")
    if claimed.score is not None:
        score = score_text(claimed.score)
        words += context.pick(f"  หน่วยงานแจ้ง {score}", f"  claimed {score}")
    if certified.score is not None:
        score, covered = score_text(certified.score), plain(certified.covered)
        words += context.pick(f"  รับรองแล้ว {score} (น้ำหนัก {covered})", f"  certified {score} (weight {covered})")
    return words


def _write_spans(sheet: Sheet, context: Context) -> None:
    """Labels over several columns: text in the first, a thin line under all; no merge."""
    formats, row = sheet.book.formats, TOP_ROWS
    sheet.raw.set_row(row, 22)
    spans = (
        (INDEX["levels"], INDEX["levels"] + 4, context.pick("เกณฑ์การให้คะแนน (ระดับ)", "criteria (level)")),
        (INDEX["claimed"], INDEX["certified"], context.pick("คะแนน 1.0000–5.0000", "score 1.0000–5.0000")),
    )
    under = formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE)
    for first, last, words in spans:
        for column in range(first + 1, last + 1):
            sheet.blank(row, column, under)
        sheet.text(row, first, words, under)


def _write_total(sheet: Sheet, context: Context, layout: ScoreLayout) -> None:
    """The last row: every number a formula over all leaves."""
    formats, data, row = sheet.book.formats, context.data, layout.total_row
    line = {"top": 2, "top_color": NAVY, "bottom": 2, "bottom_color": NAVY, "font_color": NAVY}
    big = {"size": 16, "bold": True, "align": "right", **line}
    sheet.raw.set_row(row, 46)
    for column in range(len(COLUMNS)):
        sheet.blank(row, column, formats(**line))
    sheet.text(
        row, INDEX["name"], context.pick("คะแนนรวมจังหวัด", "Provincial total"), formats(**big | {"align": "left"})
    )
    weight = formats(num_format=weight_format(data.total.weight) + BESIDE_FILL, **big)
    sheet.formula(row, INDEX["weight"], layout.weight_sum(), weight, data.total.weight)
    is_whole = data.certified.score is not None and data.certified.covered == data.total.covered
    beside = big | {"size": 14, "bold": False}
    _write_mean(sheet, layout, "claimed", data.claimed.score, DASH, beside)
    _write_mean(sheet, layout, "computed", data.total.score, context.say(NO_SCORE), big)
    if is_whole:
        _write_mean(sheet, layout, "certified", data.certified.score, DASH, beside)
    else:
        word = PARTLY if data.certified.score is not None else DASH if data.total.score is None else OPEN
        sheet.text(row, INDEX["certified"], context.say(word), formats(size=12, align="right", **line))
    _write_share(sheet, context, layout, big)


def _write_mean(
    sheet: Sheet, layout: ScoreLayout, which: str, score: Decimal | None, nothing: str, look: dict[str, Any]
) -> None:
    """A total over all leaves; where there is none, the word that the formula would give."""
    if score is None:
        look = look | {"size": 12, "text_wrap": True}
    formula = layout.mean(which, FIRST_ROW, layout.last_row, nothing)
    style = sheet.book.formats(num_format=SCORE_OR_WORD, **look)
    sheet.formula(layout.total_row, INDEX[which], formula, style, nothing if score is None else score)


def _write_share(sheet: Sheet, context: Context, layout: ScoreLayout, look: dict[str, Any]) -> None:
    """What all leaves add up to (the total itself where everything is reported), and the standard in words."""
    formats, total, row = sheet.book.formats, context.data.total, layout.total_row
    if total.score is None:
        sheet.text(row, INDEX["weighted"], DASH, formats(**look))
        return
    scored = [line.weight * line.score.value for line in context.leaves if line.score.value is not None]
    share = rounded(PRECISE.divide(sum(scored, Decimal(0)), total.weight))
    style = formats(num_format=SCORE + BESIDE_FILL, **look)
    sheet.formula(row, INDEX["weighted"], layout.share(FIRST_ROW, layout.last_row), style, share)
    words = formats(**look | {"size": 14, "align": "left", "indent": 1})
    sheet.text(row, INDEX["verdict"], against_standard(context, total.score), words)
