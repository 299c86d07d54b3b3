"""The chart of the national summary: how many provinces lie in each half point. Its numbers stand on `คำอธิบาย`."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.rollup_ranking import ScoreClass
from kpi_excel.workbooks.national.edition import National
from kpi_excel.workbooks.styles import FONT, GREY, INK, NAVY, PEACH, RULE
from kpi_excel.workbooks.writing import Sheet, clean_text

_OUTLINE = "#8A94A0"


def class_name(edition: National, one: ScoreClass) -> str:
    """`3.0–3.5`."""
    return f"{one.low:.1f}–{one.high:.1f}"


def insert_distribution(sheet: Sheet, edition: National, row: int, size: dict[str, int], numbers: tuple[str, int]) -> None:
    """Columns, one per class; those below the standard in another colour, which their place says too.

    `numbers`: the sheet and row where the names and counts begin.
    """
    name, first = numbers
    classes = edition.nation.classes
    last = first + len(classes) - 1
    chart = sheet.book.raw.add_chart({"type": "column"})
    chart.add_series({
        "categories": [name, first, 0, last, 0], "values": [name, first, 1, last, 1],
        "categories_data": [class_name(edition, one) for one in classes], "values_data": [one.count for one in classes],
        "fill": {"color": NAVY}, "gap": 30, "points": [_look(edition, one) for one in classes],
        "data_labels": {"value": True, "num_format": "0;;", "position": "outside_end",
                        "font": {"name": FONT, "size": 13, "color": INK, "bold": True}},
    })  # fmt: skip
    tallest = max((one.count for one in classes), default=1)
    chart.set_x_axis({"num_font": {"name": FONT, "size": 12, "color": GREY}, "line": {"color": RULE}, "major_tick_mark": "none"})
    chart.set_y_axis({
        "min": 0, "max": max(2, tallest + max(1, tallest // 5)), "visible": False,
        "major_gridlines": {"visible": False},
    })  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_size(size)
    sheet.raw.insert_chart(row, 0, chart, {"description": clean_text(_description(edition)), "object_position": 2})


def _look(edition: National, one: ScoreClass) -> dict[str, object]:
    standard = edition.nation.standard
    is_below = one.high <= (standard if standard is not None else Decimal(0))
    return {"fill": {"color": PEACH}, "border": {"color": _OUTLINE}} if is_below else {"fill": {"color": NAVY}}


def _description(edition: National) -> str:
    """The chart in words, for those who do not see it."""
    filled = [one for one in edition.nation.classes if one.count]
    told = ", ".join(f"{class_name(edition, one)}: {one.count}" for one in filled)
    return edition.pick(f"จำนวนจังหวัดตามช่วงคะแนน: {told}", f"Provinces by range of score: {told}")
