"""ความคืบหน้า: the total against its plan by month, then every weighted KPI, furthest behind plan first."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from kpi_excel.core.consolidation import KpiLine, PlanState
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import charts
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import CHANGE_BESIDE_FILL, weight_format
from kpi_excel.workbooks.consolidated.out_of_force import WITHOUT_WEIGHT, write_left_out
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    gap,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, NO_SCORE, PLAN_STATES, RESULT_STATES
from kpi_excel.workbooks.styles import AMBER, CHANGE, GREY, HAIR, LIGHT_BLUE, NAVY, PEACH, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ความคืบหน้า", "Progress")

_CHART_ROWS = 7
_HEADING_ROW = TOP_ROWS + _CHART_ROWS
_BARS, _SCORE, _CHANGE, _PLAN, _BEHIND, _STATE, _WORDS = 5, 7, 8, 9, 10, 12, 14
_GAPS = (4, 6, 11, 13)
_MOST_LINES = 5
"""Lines that a row shows of an agency's own words; the whole text stands on `ข้อมูลรวม`."""


def _columns(months: str) -> tuple[Column, ...]:
    return (
        Column(Text("ที่", "No."), 54),
        Column(Text("ตัวชี้วัด", "KPI"), 290),
        Column(Text("เจ้าภาพ", "Host"), 150),
        Column(Text("น้ำหนัก", "Weight"), 66, "right"),
        gap(16),
        Column(Text(months, months), 150, "center"),
        gap(8),
        Column(Text("คะแนน", "Score"), 72, "right"),
        Column(Text("เพิ่ม/ลด", "Change"), 78, "right"),
        Column(Text("แผน", "Plan"), 70, "right"),
        Column(Text("ต่างแผน", "Off plan"), 80, "right"),
        gap(8),
        Column(Text("สถานะ", "Status"), 116, "center"),
        gap(10),
        Column(Text("ปัญหา แนวทาง และงานต่อไป", "Problem, measure, next"), 236),
    )


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """Chart, then one row per KPI."""
    columns = _columns(_span(context))
    lines = sorted((line for line in context.leaves if line.weight > 0), key=_behind_first)
    top = Top(
        what=context.pick(f"ความคืบหน้ารายเดือน {_span(context)} {context.year_words}",
                          f"Progress by month {_span(context)}, {context.year_words}"),
        headline=_headline(context, lines),
        how=context.pick(
            "เรียงจากช้ากว่าแผนมากที่สุด  แท่งในช่อง = คะแนนสะสมรายเดือน มาตราส่วนเท่ากันทุกแถว แท่งเข้ม = เดือนล่าสุด",
            "Furthest behind plan first. Bars: cumulative score by month on one scale, the latest month dark"),
    )  # fmt: skip
    open_sheet(sheet, context, columns, top)
    for row in range(TOP_ROWS, _HEADING_ROW):
        sheet.raw.set_row(row, 24)
    if any(month.score is not None for month in context.data.months):
        spot = charts.Spot(TOP_ROWS, columns, 0, len(columns), _CHART_ROWS)
        charts.insert_plan_and_score(sheet, context, places.charts, spot)
    else:
        sheet.text(TOP_ROWS, 0, context.say(NO_SCORE), sheet.book.formats(font_color=GREY))
    write_headings(sheet, context, _HEADING_ROW, columns)
    for at, line in enumerate(lines, start=_HEADING_ROW + 1):
        _write_line(sheet, context, places, columns, at, line)
    last = _HEADING_ROW + len(lines)
    write_left_out(sheet, context, last, WITHOUT_WEIGHT, {line.kpi.kpi_no for line in lines})
    freeze(sheet, _HEADING_ROW, 2)
    numbers_as_text_are_meant(sheet, last)
    if lines:
        # further right the arrows would hide the headings of numbers
        sheet.raw.autofilter(_HEADING_ROW, 0, last, 2)


def _span(context: Context) -> str:
    months = context.data.months
    if not months:
        return context.period(context.data.period.code)
    first, last = context.month(months[0].period), months[-1].period.short_label(context.lang)
    return last if len(months) == 1 else f"{first} – {last}"


def _behind_first(line: KpiLine) -> tuple[int, Decimal]:
    """Behind plan by how much, then without a plan, then without a score."""
    if line.score.value is None:
        return (2, Decimal(0))
    if line.plan is None:
        return (1, line.score.value)
    return (0, line.score.value - line.plan)


def _headline(context: Context, lines: list[KpiLine]) -> str:
    behind = sum(1 for line in lines if line.plan_state in (PlanState.BEHIND, PlanState.FAR_BEHIND))
    planned = sum(1 for line in lines if line.plan_state is not PlanState.NONE)
    if planned:
        plan = context.pick(f"ตัวชี้วัดช้ากว่าแผน {behind} จาก {planned} ตัว", f"{behind} of {planned} KPIs behind plan")
    else:
        plan = context.pick("ยังไม่มีแผนรายเดือนให้เทียบ", "no monthly plan to compare with")
    return f"{_trend(context)}  {plan}"


def _trend(context: Context) -> str:
    """How the total has moved: for how many months in a row it went the same way."""
    scores = [month.score for month in context.data.months if month.score is not None]
    if not scores or context.data.months[-1].score is None:
        return context.say(NO_SCORE)
    if len(scores) == 1:
        return context.pick("คะแนนเดือนแรก", "First month with a score")
    moves = [(later > earlier) - (later < earlier) for earlier, later in pairwise(scores)]
    run = 0
    while run < len(moves) and moves[-1 - run] == moves[-1]:
        run += 1
    th, en = {1: ("เพิ่มขึ้น", "risen"), -1: ("ลดลง", "fallen"), 0: ("คงที่", "stood still")}[moves[-1]]
    since = context.pick(
        f"ต่อเนื่อง {run} เดือน" if run > 1 else "จากเดือนก่อน", f"{run} months running" if run > 1 else "since last month"
    )
    return context.pick(f"คะแนนรวม{th}{since}", f"Total score has {en} {since}:")


def _write_line(
    sheet: Sheet, context: Context, places: Places, columns: tuple[Column, ...], row: int, line: KpiLine
) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    late = line.plan_state in (PlanState.BEHIND, PlanState.FAR_BEHIND)
    quiet = formats(size=13, font_color=GREY, text_wrap=True, **hair)
    cells = (
        Cell(0, line.kpi.kpi_no, 14, formats(bold=late, **hair)),
        Cell(1, line.kpi.name, 14, formats(text_wrap=True, **hair)),
        Cell(2, context.agency(line.agency), 13, quiet),
        Cell(_WORDS, _own_words(context, line), 13, quiet),
    )
    write_wrapped(sheet, row, columns, cells, least=49, most_lines=_MOST_LINES)
    sheet.number(row, 3, line.weight, formats(align="right", num_format=weight_format(line.weight), **hair))
    for column in (*_GAPS, _BARS):
        sheet.blank(row, column, formats(**hair))
    _add_bars(sheet, places, row, line)
    _write_score(sheet, context, row, line)
    _write_plan(sheet, context, row, line)


def _add_bars(sheet: Sheet, places: Places, row: int, line: KpiLine) -> None:
    bars = places.charts.spark("series", line.kpi.kpi_no)
    if bars:
        # 0.5 leaves a stub for the lowest score, 5.6 keeps the highest off the row above
        look = {
            "type": "column",
            "min": 0.5,
            "max": 5.6,
            "series_color": LIGHT_BLUE,
            "last_point": True,
            "last_color": NAVY,
        }
        sheet.raw.add_sparkline(row, _BARS, {"range": bars, "show_hidden": True} | look)


def _write_score(sheet: Sheet, context: Context, row: int, line: KpiLine) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    quiet = formats(size=12, font_color=GREY, align="right", **hair)
    score = line.score.value
    if score is None:
        sheet.text(row, _SCORE, DASH, quiet)
        sheet.text(row, _CHANGE, DASH, quiet)
        return
    sheet.number(row, _SCORE, score, formats(size=15, bold=True, num_format=SCORE, align="right", **hair))
    before = line.series[-2].score if len(line.series) > 1 else None
    if before is None:
        sheet.text(row, _CHANGE, DASH, quiet)
    elif before == score:
        sheet.text(row, _CHANGE, context.pick("คงที่", "same"), quiet)
    else:
        sheet.number(row, _CHANGE, score - before, formats(num_format=CHANGE, align="right", **hair))


def _write_plan(sheet: Sheet, context: Context, row: int, line: KpiLine) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    quiet = formats(size=12, font_color=GREY, align="right", **hair)
    fill = {PlanState.BEHIND: PEACH, PlanState.FAR_BEHIND: AMBER}.get(line.plan_state)
    if line.plan is None:
        sheet.text(row, _PLAN, DASH, quiet)
    else:
        sheet.number(row, _PLAN, line.plan, formats(font_color=GREY, num_format=SCORE, align="right", **hair))
    if line.plan is None or line.score.value is None:
        sheet.text(row, _BEHIND, DASH, quiet)
    else:
        off = line.score.value - line.plan
        shape = formats(bold=bool(fill), num_format=CHANGE_BESIDE_FILL, align="right", **hair)
        sheet.number(row, _BEHIND, off, shape)
    word = context.say(RESULT_STATES[line.state] if line.score.value is None else PLAN_STATES[line.plan_state])
    if fill:
        sheet.text(row, _STATE, word, formats(bold=True, bg_color=fill, align="center", **hair))
    else:
        color = NAVY if line.plan_state in (PlanState.ON_PLAN, PlanState.AHEAD) else GREY
        sheet.text(row, _STATE, word, formats(size=12, font_color=color, align="center", text_wrap=True, **hair))


def _own_words(context: Context, line: KpiLine) -> str:
    """What the agency wrote, labelled."""
    labels = (
        ("problem", Text("ปัญหา", "Problem")), ("measure", Text("แนวทาง", "Measure")),
        ("next_work", Text("งานต่อไป", "Next")),
    )  # fmt: skip
    said = [
        f"{context.say(label)}: {' '.join(line.words[key].split())}"
        for key, label in labels
        if line.words.get(key, "").strip()
    ]
    if line.words.get("help_wanted") == "yes":
        said.append(context.say(Text("ขอความช่วยเหลือ", "Help wanted")))
    return "  ".join(said)
