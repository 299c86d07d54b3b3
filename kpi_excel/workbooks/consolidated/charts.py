"""The three native charts: no title (the heading above is it), one scale from 1 to 5, the standard on the axis.

A few methods have a floor of their own: where such a score is shown, the scale begins at 0. A bar below the scale's
beginning would run to the left, its figure over the names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlsxwriter.chart import Chart

from kpi_excel.workbooks.consolidated import chart_data
from kpi_excel.workbooks.consolidated.chart_data import ChartData
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.skeleton import Column
from kpi_excel.workbooks.consolidated.words import NO_SCORE
from kpi_excel.workbooks.styles import FONT, GREY, HAIR, INK, NAVY, ORANGE, RULE, SCORE, SKY, WHITE
from kpi_excel.workbooks.writing import Sheet, clean_text

_PLAN_OUTLINE = "#8A94A0"
_DASHED_GRID = {"visible": True, "line": {"color": "#8C8C8C", "width": 0.75, "dash_type": "dash"}}
_HAIR_GRID = {"visible": True, "line": {"color": HAIR, "width": 0.75}}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chart stands: from a row down over rows of 24 points, from one column up to another."""

    row: int
    columns: Sequence[Column]
    first: int
    stop: int
    rows: int

    @property
    def size(self) -> dict[str, int]:
        """In pixels, a hair less than the cells: what touches the next column widens the printed page."""
        width = sum(column.pixels for column in self.columns[self.first : self.stop])
        return {"width": width - 4, "height": self.rows * 32 - 4}


def insert_dimensions(sheet: Sheet, context: Context, charts: ChartData, spot: Spot) -> None:
    """Horizontal bars, one per dimension, in the order of the agreement."""
    chart = sheet.book.raw.add_chart({"type": "bar"})
    for place, position, color in ((chart_data.LONG, "inside_end", WHITE), (chart_data.SHORT, "outside_end", INK)):
        if charts.column_has_figures("dimensions", place):
            values = charts.column("dimensions", place)
            labels = _labels(position, _font(color, 13, bold=True))
            bar = {"fill": {"color": NAVY}, "gap": 55, "overlap": 100, "data_labels": labels}
            chart.add_series({"categories": charts.names("dimensions"), "values": values} | bar)
    totals = [line.total.score for line in context.data.dimensions]
    chart.set_x_axis(_score_axis(context, _DASHED_GRID, totals))
    chart.set_y_axis(_category_axis(INK, 13) | {"reverse": True})
    chart.set_legend({"none": True})
    scores = [f"{line.name} {_score_words(context, line.total.score)}" for line in context.data.dimensions]
    _place(sheet, chart, spot, context.pick("คะแนนตามมิติ: ", "Score by dimension: ") + ", ".join(scores))


def insert_months(sheet: Sheet, context: Context, charts: ChartData, spot: Spot) -> None:
    """One line over the months, the standard dashed; only the first and the latest value are labelled."""
    chart = sheet.book.raw.add_chart({"type": "line"})
    dot = {"type": "circle", "size": 6, "fill": {"color": NAVY}, "border": {"color": NAVY}}
    chart.add_series(_months(charts, chart_data.SCORES) | {"line": {"color": NAVY, "width": 2.5}, "marker": dot})
    chart.add_series(_standard(charts))
    for place, position, font in (
        (chart_data.FIRST, "below", _font(GREY, 13)),
        (chart_data.LAST, _beside_the_standard(context), _font(INK, 13, bold=True)),
    ):
        if charts.row_has_figures("months", place):
            unseen = {"line": {"none": True}, "marker": {"type": "none"}, "data_labels": _labels(position, font)}
            chart.add_series(_months(charts, place) | unseen)
    chart.set_x_axis(_category_axis(GREY, 12))
    chart.set_y_axis(_score_axis(context, _HAIR_GRID, _month_scores(context)))
    chart.set_legend({"none": True})
    title = context.pick("คะแนนรวมรายเดือน: ", "Total score by month: ")
    _place(sheet, chart, spot, title + _month_words(context))


def insert_plan_and_score(sheet: Sheet, context: Context, charts: ChartData, spot: Spot) -> None:
    """Paired columns, plan and total score, with the standard as a dashed line."""
    chart = sheet.book.raw.add_chart({"type": "column"})
    pair = {"gap": 45, "overlap": 0}
    if charts.row_has_figures("months", chart_data.PLAN):
        outlined = {"fill": {"color": SKY}, "border": {"color": _PLAN_OUTLINE}}
        chart.add_series(_months(charts, chart_data.PLAN) | outlined | pair)
    labels = _labels("inside_base", _font(WHITE, 12, bold=True))
    chart.add_series(_months(charts, chart_data.SCORES) | {"fill": {"color": NAVY}, "data_labels": labels} | pair)
    line = sheet.book.raw.add_chart({"type": "line"})
    line.add_series(_standard(charts))
    chart.combine(line)
    chart.set_x_axis(_category_axis(INK, 12))
    chart.set_y_axis(_score_axis(context, _HAIR_GRID, _month_scores(context)))
    chart.set_legend({"position": "top", "font": _font(INK, 13)})
    title = context.pick("แผนและคะแนนรวมรายเดือน: ", "Plan and total score by month: ")
    _place(sheet, chart, spot, title + _month_words(context))


def _font(color: str, size: float, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "color": color, "bold": bold}


def _labels(position: str, font: dict[str, Any]) -> dict[str, Any]:
    return {"value": True, "num_format": SCORE, "position": position, "font": font}


def _score_axis(context: Context, grid: dict[str, Any], scores: Iterable[Decimal | None]) -> dict[str, Any]:
    """1 to 5, the standard named where it lies; from 0 where a score lies below 1."""
    is_low = any(score is not None and score < 1 for score in scores)
    standard = plain(context.data.registry.settings.standard_score)
    named = f'[={standard}]"{context.pick("เกณฑ์", "standard")} {standard}";0'
    quiet = {"line": {"none": True}, "major_gridlines": grid, "major_tick_mark": "none"}
    return {"min": 0 if is_low else 1, "max": 5, "major_unit": 3 if is_low else 2, "num_format": named, "num_font": _font(GREY, 12)} | quiet


def _category_axis(color: str, size: float) -> dict[str, Any]:
    bare = {"line": {"color": RULE}, "major_tick_mark": "none", "major_gridlines": {"visible": False}}
    return {"num_font": _font(color, size)} | bare


def _months(charts: ChartData, place: int) -> dict[str, Any]:
    """A series over the months."""
    block = charts.blocks["months"]
    name = [charts.sheet, block.row + place, 0]
    return {"name": name, "categories": charts.heads("months"), "values": charts.row("months", place)}


def _standard(charts: ChartData) -> dict[str, Any]:
    line = {"color": ORANGE, "width": 1.25, "dash_type": "dash"}
    return _months(charts, chart_data.STANDARD) | {"line": line, "marker": {"type": "none"}}


def _score_words(context: Context, score: Decimal | None) -> str:
    return context.say(NO_SCORE) if score is None else score_text(score)


def _month_scores(context: Context) -> list[Decimal | None]:
    return [score for month in context.data.months for score in (month.score, month.plan)]


def _beside_the_standard(context: Context) -> str:
    """Where the latest value's label does not lie on the dashed line."""
    score, standard = context.data.months[-1].score, context.data.registry.settings.standard_score
    return "below" if score is not None and standard - 1 < score < standard else "above"


def _month_words(context: Context) -> str:
    months = context.data.months
    return ", ".join(f"{context.month(month.period)} {_score_words(context, month.score)}" for month in months)


def _place(sheet: Sheet, chart: Chart, spot: Spot, description: str) -> None:
    """Without frame or fill, with a description for those who do not see it; no number is broken over two lines."""
    chart._write_a_body_pr = lambda *_: chart._xml_empty_tag("a:bodyPr", [("wrap", "none")])
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_size(spot.size)
    chart.show_blanks_as("gap")
    placed = {"description": clean_text(description), "object_position": 2}
    sheet.raw.insert_chart(spot.row, spot.first, chart, placed)
