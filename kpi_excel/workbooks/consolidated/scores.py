"""คะแนน: criteria → result → three scores → weighted → verdict → derivation → source, in agreement order, live."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import Certification, KpiLine
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, plain, score_text, weight_format
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.score_cells import write_leaf
from kpi_excel.workbooks.consolidated.score_layout import (
    COLUMNS,
    FIRST_ROW,
    HEADING_ROW,
    INDEX,
    ScoreLayout,
    ScoreRow,
)  # fmt: skip
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    row_height,
    write_headings,
)  # fmt: skip
from kpi_excel.workbooks.consolidated.verdicts import against_standard, is_below_standard, verdict
from kpi_excel.workbooks.consolidated.words import CERTIFICATIONS, DASH, NO_SCORE, PARTLY
from kpi_excel.workbooks.styles import GREY, INK, NAVY, PALE, PEACH, RULE, SCORE, SKY, WHITE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("คะแนน", "Scores")


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """Dimensions, groups and leaves, then the total."""
    layout = places.scores
    top = Top(
        what=context.pick(f"คะแนนตามคำรับรองการปฏิบัติราชการ {context.year_words}  งวด {context.period(context.data.period.code)}",
                          f"Scores under the performance agreement, {context.year_words}, {context.period(context.data.period.code)}"),
        headline=_headline(context),
        how=context.pick("ตัวหนาในเกณฑ์ = ระดับที่ถึง  ถ่วงน้ำหนัก = คะแนน × น้ำหนัก ÷ น้ำหนักทั้งหมด  ปัดครึ่งขึ้น 4 ตำแหน่งครั้งเดียวที่คะแนนของตัวชี้วัด",
                         "Bold criterion: level reached. Weighted = score × weight ÷ all weight. Rounded half up, once, at the KPI's score"),
    )  # fmt: skip
    open_sheet(sheet, context, COLUMNS, top)
    _write_spans(sheet, context)
    write_headings(sheet, context, HEADING_ROW, COLUMNS)
    sheet.raw.outline_settings(True, False, True, False)
    for row in layout.rows:
        if row.line is not None and row.line.kpi.is_leaf:
            write_leaf(sheet, context, places, row, row.line)
        else:
            _write_gathering(sheet, context, layout, row)
    _write_total(sheet, context, layout)
    freeze(sheet, HEADING_ROW, 2, first_repeated=TOP_ROWS)
    numbers_as_text_are_meant(sheet, layout.total_row)


def _headline(context: Context) -> str:
    data = context.data
    if data.total.score is None:
        return context.pick(
            f"ยังไม่มีคะแนน  น้ำหนัก {plain(data.total.weight)}", f"No score yet, weight {plain(data.total.weight)}"
        )
    words = context.pick(
        f"คะแนนรวมที่คำนวณได้ {score_text(data.total.score)}", f"Recomputed total {score_text(data.total.score)}"
    )
    if data.total.covered < data.total.weight:
        covered = f"{plain(data.total.covered)}", f"{plain(data.total.weight)}"
        words += context.pick(f" (น้ำหนัก {covered[0]} จาก {covered[1]})", f" (weight {covered[0]} of {covered[1]})")
    if data.claimed.score is not None:
        words += context.pick(
            f"  หน่วยงานแจ้ง {score_text(data.claimed.score)}", f"  claimed {score_text(data.claimed.score)}"
        )
    if data.certified.score is not None:
        share = context.pick(f"น้ำหนัก {plain(data.certified.covered)}", f"weight {plain(data.certified.covered)}")
        words += context.pick(
            f"  รับรองแล้ว {score_text(data.certified.score)} ({share})",
            f"  certified {score_text(data.certified.score)} ({share})",
        )
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


def _write_gathering(sheet: Sheet, context: Context, layout: ScoreLayout, row: ScoreRow) -> None:
    """A dimension or a group: every number a formula over its leaves."""
    name, number, weight, below = _identity(context, row)
    look = _look(row)
    formats = sheet.book.formats
    height = row_height([(name, COLUMNS[1], 14)] if row.line else [], least=32)
    level = 0 if row.line is None else min(7, row.line.depth + 1)
    sheet.raw.set_row(row.row, height, None, {"level": level})
    for column in range(len(COLUMNS)):
        sheet.blank(row.row, column, formats(**look))
    strong = {"bold": True, **look}
    sheet.text(row.row, 0, number, formats(**strong))
    sheet.text(row.row, 1, name, formats(text_wrap=row.line is not None, **strong))
    sheet.number(row.row, INDEX["weight"], weight, formats(num_format=weight_format(weight) + BESIDE_FILL, align="right", **strong))
    scores = _scores(row)
    quiet = look | ({"font_color": WHITE} if row.dimension else {"font_color": NAVY})
    score_style = formats(num_format=SCORE, align="right", **quiet)
    _write_mean(sheet, layout, row, "claimed", scores[0], score_style)
    _write_mean(
        sheet, layout, row, "computed", scores[1], formats(**strong | {"size": 15}, num_format=SCORE, align="right")
    )
    _write_certified(sheet, context, layout, row, scores[2], quiet)
    share = row.dimension.contribution if row.dimension else row.line.contribution if row.line else None
    if share is None or scores[1] is None or row.last == row.row:
        sheet.text(row.row, INDEX["weighted"], DASH, formats(align="right", **quiet))
    else:
        style = formats(num_format=SCORE + BESIDE_FILL, align="right", **strong)
        sheet.formula(row.row, INDEX["weighted"], layout.share(row.row + 1, row.last), style, share)
    if scores[1] is not None:
        style = (
            formats(bold=True, **look | {"bg_color": PEACH, "font_color": INK}, indent=1)
            if below
            else formats(**quiet | {"size": 13}, indent=1)
        )
        sheet.text(row.row, INDEX["verdict"], verdict(context, scores[1]), style)


def _identity(context: Context, row: ScoreRow) -> tuple[str, str, Decimal, bool]:
    """Name, number, weight, and whether the score is below standard."""
    if row.dimension is not None:
        number = context.pick(f"มิติ {row.dimension.number}", f"Dim {row.dimension.number}")
        return row.dimension.name, number, row.dimension.total.weight, False
    line = _line(row)
    return line.kpi.name, line.kpi.kpi_no, line.weight, is_below_standard(context, line.score.value)


def _line(row: ScoreRow) -> KpiLine:
    if row.line is None:
        raise ValueError(f"row {row.row} is no KPI")
    return row.line


def _look(row: ScoreRow) -> dict[str, Any]:
    if row.dimension is not None:
        return {"bg_color": NAVY, "font_color": WHITE, "size": 15}
    fill = SKY if _line(row).depth == 0 else PALE
    return {"bg_color": fill, "font_color": NAVY, "bottom": 1, "bottom_color": RULE}


def _scores(row: ScoreRow) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Claimed, recomputed, certified."""
    if row.dimension is not None:
        return row.dimension.claimed.score, row.dimension.total.score, row.dimension.certified.score
    line = _line(row)
    return line.claimed, line.score.value, line.certified


def _write_mean(
    sheet: Sheet, layout: ScoreLayout, row: ScoreRow, which: str, value: Decimal | None, style: Format
) -> None:
    at = INDEX[which]
    if row.last == row.row:
        sheet.text(row.row, at, DASH, style)
    else:
        sheet.formula(
            row.row, at, layout.mean(which, row.row + 1, row.last, DASH), style, DASH if value is None else value
        )


def _write_certified(
    sheet: Sheet, context: Context, layout: ScoreLayout, row: ScoreRow, value: Decimal | None, look: dict[str, Any]
) -> None:
    """A number only when every leaf with a score is certified: never a partial number that looks final."""
    formats = sheet.book.formats
    if row.dimension is not None:
        whole = value is not None and row.dimension.certified.covered == row.dimension.total.covered
    else:
        whole = _line(row).certified_whole
    if whole and value is not None:
        _write_mean(sheet, layout, row, "certified", value, formats(num_format=SCORE, align="right", **look))
        return
    word = DASH if _scores(row)[1] is None else PARTLY if value is not None else CERTIFICATIONS[Certification.OPEN]
    sheet.text(row.row, INDEX["certified"], context.say(word), formats(**look | {"size": 12, "align": "right"}))


def _write_total(sheet: Sheet, context: Context, layout: ScoreLayout) -> None:
    formats, data, row = sheet.book.formats, context.data, layout.total_row
    first, last = FIRST_ROW, max(row - 1, FIRST_ROW)
    line = {"top": 2, "top_color": NAVY, "bottom": 2, "bottom_color": NAVY, "font_color": NAVY}
    sheet.raw.set_row(row, 46)
    for column in range(len(COLUMNS)):
        sheet.blank(row, column, formats(**line))
    big = {"size": 16, "bold": True, "align": "right", **line}
    sheet.text(row, 1, context.pick("คะแนนรวมจังหวัด", "Provincial total"), formats(**big | {"align": "left"}))
    sheet.formula(
        row,
        INDEX["weight"],
        layout.weight_sum(),
        formats(num_format=weight_format(data.total.weight) + BESIDE_FILL, **big),
        data.total.weight,
    )
    nothing = context.say(NO_SCORE)
    words = {"size": 12, "text_wrap": True}
    for which, total, none in (("claimed", data.claimed, DASH), ("computed", data.total, nothing)):
        look = big | {"bold": which == "computed"} | (words if total.score is None else {})
        value = none if total.score is None else total.score
        sheet.formula(
            row, INDEX[which], layout.mean(which, first, last, none), formats(num_format=SCORE, **look), value
        )
    if data.certified.score is not None and data.certified.covered == data.total.covered:
        style = formats(num_format=SCORE, **big | {"bold": False})
        sheet.formula(
            row, INDEX["certified"], layout.mean("certified", first, last, nothing), style, data.certified.score
        )
    else:
        word = (
            PARTLY
            if data.certified.score is not None
            else DASH
            if data.total.score is None
            else CERTIFICATIONS[Certification.OPEN]
        )
        sheet.text(row, INDEX["certified"], context.say(word), formats(size=12, align="right", **line))
    if data.total.score is None:
        sheet.text(row, INDEX["weighted"], DASH, formats(**big))
        return
    _write_total_share(sheet, context, layout, big)


def _write_total_share(sheet: Sheet, context: Context, layout: ScoreLayout, big: dict[str, Any]) -> None:
    """What all leaves add up to (the total itself where everything is reported), and the standard in words."""
    formats, data, row = sheet.book.formats, context.data, layout.total_row
    points = sum(
        (line.weight * line.score.value for line in context.leaves if line.score.value is not None), Decimal(0)
    )
    share = rounded(PRECISE.divide(points, data.total.weight)) if data.total.weight else Decimal(0)
    style = formats(num_format=SCORE + BESIDE_FILL, **big)
    sheet.formula(row, INDEX["weighted"], layout.share(FIRST_ROW, max(row - 1, FIRST_ROW)), style, share)
    words = against_standard(context, data.total.score)
    sheet.text(row, INDEX["verdict"], words, formats(**big | {"size": 14, "align": "left"}, indent=1))
