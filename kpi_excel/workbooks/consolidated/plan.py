"""แผนปฏิบัติการ: the planned steps of every KPI as bars over the months, with where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import PlannedStep, Source
from kpi_excel.core.periods import Period
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.links import MOST_LINKS, write_link
from kpi_excel.workbooks.consolidated.out_of_force import CANCELLED, write_left_out
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_remark,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, FAR_LATE, STEP_STATUSES, late
from kpi_excel.workbooks.styles import AMBER, GREY, HAIR, LINK, NAVY, PALE, PEACH, SKY, WHITE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("แผนปฏิบัติการ", "Action plans")

_MONTHS = 5
"""The first of the twelve month columns."""
_STATUS, _RESPONSIBLE, _PROJECT, _BUDGET, _EVIDENCE, _SOURCE = range(_MONTHS + 12, _MONTHS + 18)
DONE, LATE, RUNNING, AHEAD = range(4)


def _columns(context: Context) -> tuple[Column, ...]:
    months = [context.month(month) for month in context.data.registry.settings.fiscal_year.months()]
    return (
        Column(Text("ตัวชี้วัด", "KPI"), 66),
        Column(Text("หน่วยงาน", "Agency"), 116),
        Column(Text("ขั้นตอน / กิจกรรม", "Step"), 236),
        Column(Text("ระดับ", "Level"), 52, "center"),
        Column(Text("ช่วงเวลา", "From – to"), 112),
        *(Column(Text(name, name), 36, "center") for name in months),
        Column(Text("สถานะ", "Status"), 128),
        Column(Text("ผู้รับผิดชอบ", "Responsible"), 110),
        Column(Text("โครงการ", "Project"), 120),
        Column(Text("งบประมาณ", "Budget"), 82, "right"),
        Column(Text("หลักฐาน", "Evidence"), 116),
        Column(Text("ที่มา", "Source"), 50),
    )


def stage_of(step: PlannedStep, as_of: date) -> int:
    """Whether a step is done, late, running, or still ahead."""
    if step.finished_on is not None or step.status == "done":
        return DONE
    if step.days_late > 0:
        return LATE
    return RUNNING if step.start is not None and step.start <= as_of else AHEAD


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """One row per planned step, in agreement order, by start."""
    columns = _columns(context)
    order = {line.kpi.kpi_no: at for at, line in enumerate(context.data.lines)}
    steps = sorted(context.data.steps, key=lambda step: _key(step, order))
    top = Top(
        what=context.pick(f"แผนปฏิบัติการ {context.year_words}", f"Action plans, {context.year_words}"),
        headline=_headline(context, steps),
        how=context.pick(
            "แถบ = เดือนที่วางแผน: จาง แล้วเสร็จ  ฟ้า ตามแผน  ส้ม เลยกำหนด  คำว่า เสร็จ อยู่ในเดือนที่เสร็จจริง",
            "Bars: planned months, faint where finished, orange past the date; “done” in the month it was done",
        ),
    )
    open_sheet(sheet, context, columns, top)
    write_headings(sheet, context, TOP_ROWS, columns)
    for at, step in enumerate(steps, start=TOP_ROWS + 1):
        _write_step(sheet, context, columns, at, step)
    last = TOP_ROWS + len(steps)
    if not steps:
        none = context.pick("ยังไม่มีแผนปฏิบัติการที่รับแล้ว", "No action plan has been accepted yet")
        write_remark(sheet, last + 1, 0, none)
    write_left_out(sheet, context, last if steps else last + 1, CANCELLED)
    freeze(sheet, TOP_ROWS, 3)
    numbers_as_text_are_meant(sheet, last)
    if steps:
        sheet.raw.autofilter(TOP_ROWS, 0, last, len(columns) - 1)


def _key(step: PlannedStep, order: Mapping[str, int]) -> tuple[object, ...]:
    """Agreement order, then by start."""
    days = (step.start or date.max, step.finish or date.max)
    return (order.get(step.kpi_no, len(order)), step.kpi_no, *days, step.code)


def _headline(context: Context, steps: list[PlannedStep]) -> str:
    stages = [stage_of(step, context.data.as_of) for step in steps]
    if not steps:
        return context.pick("ยังไม่มีขั้นตอนตามแผน", "No planned steps yet")
    done, behind, kpis = stages.count(DONE), stages.count(LATE), len({step.kpi_no for step in steps})
    backed = len({step.kpi_no for step in steps if step.project})
    return context.pick(
        f"แผน {kpis} ตัวชี้วัด (มีโครงการรองรับ {backed}) {len(steps)} ขั้นตอน แล้วเสร็จ {done} เลยกำหนด {behind}",
        f"{len(steps)} steps for {kpis} KPIs ({backed} with a project): {done} finished, {behind} past their date",
    )


def _write_step(sheet: Sheet, context: Context, columns: tuple[Column, ...], row: int, step: PlannedStep) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    body = formats(size=13, text_wrap=True, **hair)
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **hair)
    indented = formats(size=12, font_color=GREY, text_wrap=True, indent=1, **hair)
    centred = formats(size=12, font_color=GREY, align="center", **hair)
    cells = (
        Cell(0, step.kpi_no, 13, body),
        Cell(1, context.agency(step.agency), 12, quiet),
        Cell(2, step.text, 13, body),
        Cell(3, DASH if step.level is None else plain(step.level), 12, centred),
        Cell(4, _days(context, step), 12, quiet),
        Cell(_STATUS, _status_words(context, step), 12, _status_style(sheet, context, step)),
        Cell(_RESPONSIBLE, step.responsible, 12, quiet),
        Cell(_PROJECT, step.project or DASH, 12, quiet),
        Cell(_EVIDENCE, step.evidence, 12, indented),
    )
    write_wrapped(sheet, row, columns, cells)
    _write_bar(sheet, context, row, step)
    if step.budget is None:
        sheet.text(row, _BUDGET, DASH, formats(size=13, font_color=GREY, align="right", **hair))
    else:
        sheet.number(
            row, _BUDGET, step.budget, formats(size=13, num_format="#,##0", align="right", shrink=True, **hair)
        )
    source = step.source if row < MOST_LINKS else Source(step.source.sheet, step.source.cell)
    words = source.cell or (context.pick("เปิด", "open") if source.archived else "")
    write_link(sheet, row, _SOURCE, source, words, formats(size=12, font_color=LINK, underline=1, **hair), quiet)


def _days(context: Context, step: PlannedStep) -> str:
    start, finish = context.day(step.start), context.day(step.finish)
    return f"{start} –\n{finish}" if start and finish else start or finish or DASH


def _status_words(context: Context, step: PlannedStep) -> str:
    stage = stage_of(step, context.data.as_of)
    if stage == DONE:
        return f"{context.say(STEP_STATUSES['done'])} {context.day(step.finished_on)}".rstrip()
    if stage == LATE:
        return context.say(late(step.days_late))
    if step.status:
        return context.say(STEP_STATUSES.get(step.status, step.status))
    return context.pick("กำลังดำเนินการ", "running") if stage == RUNNING else context.pick("ยังไม่ถึงเวลา", "ahead")


def _status_style(sheet: Sheet, context: Context, step: PlannedStep) -> Format:
    look = {"size": 12, "text_wrap": True, "indent": 1, "bottom": 1, "bottom_color": HAIR}
    stage = stage_of(step, context.data.as_of)
    if stage == LATE:
        look |= {"bold": True, "bg_color": AMBER if step.days_late >= FAR_LATE else PEACH}
    else:
        look |= {"font_color": NAVY if stage == DONE else GREY}
    return sheet.book.formats(**look)


def _write_bar(sheet: Sheet, context: Context, row: int, step: PlannedStep) -> None:
    """The planned months; a mark stands in the month in which a step was finished."""
    formats = sheet.book.formats
    stage = stage_of(step, context.data.as_of)
    color = {DONE: PALE, LATE: AMBER if step.days_late >= FAR_LATE else PEACH}.get(stage, SKY)
    small = {"size": 12, "font_color": NAVY, "align": "center"}
    bar = formats(bg_color=color, top=5, top_color=WHITE, bottom=5, bottom_color=WHITE, **small)
    empty = formats(bottom=1, bottom_color=HAIR, **small)
    for at, month in enumerate(context.data.registry.settings.fiscal_year.months(), start=_MONTHS):
        was_done = step.finished_on is not None and month.start <= step.finished_on <= month.end
        word = context.pick("เสร็จ", "done") if was_done else ""
        sheet.text(row, at, word, bar if _is_planned(step, month) else empty)


def _is_planned(step: PlannedStep, month: Period) -> bool:
    first = step.start or step.finish
    last = step.finish or step.start
    return first is not None and last is not None and first <= month.end and last >= month.start
