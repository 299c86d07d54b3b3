"""A dimension's or group's row on `คะแนน`: every number a formula over its leaves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from kpi_excel.core.consolidation import KpiLine
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL, SCORE_OR_WORD, weight_format
from kpi_excel.workbooks.consolidated.score_layout import COLUMNS, INDEX, ScoreLayout, ScoreRow
from kpi_excel.workbooks.consolidated.skeleton import row_height
from kpi_excel.workbooks.consolidated.verdicts import is_below_standard, verdict
from kpi_excel.workbooks.consolidated.words import DASH, OPEN, PARTLY
from kpi_excel.workbooks.styles import INK, NAVY, PALE, PEACH, RULE, SCORE, SKY, WHITE
from kpi_excel.workbooks.writing import Sheet

_BOLD_SIZE = 16
"""A bold name takes the room of a plain one of this size."""


class _Gathering(NamedTuple):
    """What a dimension and a group have in common."""

    number: str
    name: str
    weight: Decimal
    claimed: Decimal | None
    computed: Decimal | None
    certified: Decimal | None
    is_whole: bool
    """All leaves with a score are certified."""
    share: Decimal | None
    look: dict[str, Any]
    depth: int


def write_gathering(sheet: Sheet, context: Context, layout: ScoreLayout, row: ScoreRow) -> None:
    """The whole row."""
    gathering = _gathering(context, row)
    formats, at, look = sheet.book.formats, row.row, gathering.look
    height = row_height([(gathering.name, COLUMNS[INDEX["name"]], _BOLD_SIZE)], least=32)
    sheet.raw.set_row(at, height, None, {"level": min(7, gathering.depth)})
    for column in range(len(COLUMNS)):
        sheet.blank(at, column, formats(**look))
    strong = look | {"bold": True}
    sheet.text(at, INDEX["number"], gathering.number, formats(**strong))
    sheet.text(at, INDEX["name"], gathering.name, formats(text_wrap=True, **strong))
    weight = formats(num_format=weight_format(gathering.weight) + BESIDE_FILL, align="right", **strong)
    sheet.number(at, INDEX["weight"], gathering.weight, weight)
    _write_mean(sheet, layout, row, "claimed", gathering.claimed, look)
    _write_mean(sheet, layout, row, "computed", gathering.computed, strong | {"size": 15})
    _write_certified(sheet, context, layout, row, gathering)
    _write_share(sheet, layout, row, gathering)
    if gathering.computed is not None:
        _write_verdict(sheet, context, row, gathering.computed, look)


def _gathering(context: Context, row: ScoreRow) -> _Gathering:
    if row.dimension is not None:
        dimension = row.dimension
        is_whole = dimension.certified.covered == dimension.total.covered
        return _Gathering(
            context.pick(f"มิติ {dimension.number}", f"Dim {dimension.number}"), dimension.name, dimension.total.weight,
            dimension.claimed.score, dimension.total.score, dimension.certified.score, is_whole, dimension.contribution,
            {"bg_color": NAVY, "font_color": WHITE, "size": 15}, 0,
        )  # fmt: skip
    line = _line_of(row)
    look = {"bg_color": SKY if line.depth == 0 else PALE, "font_color": NAVY, "bottom": 1, "bottom_color": RULE}
    return _Gathering(
        line.kpi.kpi_no, line.kpi.name, line.weight, line.claimed, line.score.value, line.certified,
        line.certified_whole, line.contribution, look, line.depth + 1,
    )  # fmt: skip


def _line_of(row: ScoreRow) -> KpiLine:
    if row.line is None:
        raise ValueError(f"row {row.row} is neither a dimension nor a group")
    return row.line


def _write_mean(
    sheet: Sheet, layout: ScoreLayout, row: ScoreRow, which: str, score: Decimal | None, look: dict[str, Any]
) -> None:
    """The weighted mean of a column over the leaves below; a dash where none of them has a score."""
    style = sheet.book.formats(num_format=SCORE_OR_WORD, align="right", **look)
    if row.last == row.row:
        sheet.text(row.row, INDEX[which], DASH, style)
    else:
        formula = layout.mean(which, row.row + 1, row.last, DASH)
        sheet.formula(row.row, INDEX[which], formula, style, DASH if score is None else score)


def _write_certified(sheet: Sheet, context: Context, layout: ScoreLayout, row: ScoreRow, gathering: _Gathering) -> None:
    """A number only when every leaf with a score is certified: never a partial number that looks final."""
    if gathering.is_whole and gathering.certified is not None:
        _write_mean(sheet, layout, row, "certified", gathering.certified, gathering.look)
        return
    word = DASH if gathering.computed is None else OPEN if gathering.certified is None else PARTLY
    style = sheet.book.formats(**gathering.look | {"size": 12, "align": "right"})
    sheet.text(row.row, INDEX["certified"], context.say(word), style)


def _write_share(sheet: Sheet, layout: ScoreLayout, row: ScoreRow, gathering: _Gathering) -> None:
    """What the leaves below add to the provincial total."""
    style = sheet.book.formats(num_format=SCORE + BESIDE_FILL, align="right", **gathering.look | {"bold": True})
    if gathering.share is None or gathering.computed is None or row.last == row.row:
        sheet.text(row.row, INDEX["weighted"], DASH, style)
    else:
        sheet.formula(row.row, INDEX["weighted"], layout.share(row.row + 1, row.last), style, gathering.share)


def _write_verdict(sheet: Sheet, context: Context, row: ScoreRow, score: Decimal, look: dict[str, Any]) -> None:
    is_low = is_below_standard(context, score) and row.dimension is None
    shown = look | ({"bg_color": PEACH, "font_color": INK, "bold": True} if is_low else {"size": 13})
    sheet.text(row.row, INDEX["verdict"], verdict(context, score), sheet.book.formats(**shown, indent=1, shrink=True))
