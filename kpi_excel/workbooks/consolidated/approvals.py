"""The block of the governor's approvals on `หลักฐาน`: every self-assessment by round, what has no letter first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from kpi_excel.core.registers import ApprovalLine, ApprovalState
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.register_blocks import (
    AGENCY,
    KPI,
    ORIGIN,
    SOURCE,
    STATE,
    STATUS,
    Block,
    looks,
    open_block,
    status_style,
    write_row,
    write_source,
)
from kpi_excel.workbooks.consolidated.skeleton import Cell, Column
from kpi_excel.workbooks.consolidated.words import DASH, out_of
from kpi_excel.workbooks.styles import GREY, HAIR
from kpi_excel.workbooks.writing import Sheet

BLOCK = Block(
    Text("ผู้ว่าราชการจังหวัดเห็นชอบรายงานสรุป (SAR)", "The governor's approval of the summary reports (SAR)"),
    Text("ยังไม่ถึงรอบประเมินตนเอง", "No round of self-assessment yet"),
    {0: KPI, 1: Text("รอบ", "Round"), 2: AGENCY, 3: Text("รายงาน", "Report"), 5: Text("เลขที่หนังสือ", "Letter"),
     6: Text("ลงวันที่", "Dated"), 7: Text("ที่เก็บหรือไฟล์", "Place or file"), STATUS: STATE, SOURCE: ORIGIN},
)  # fmt: skip

_WORDS = {
    ApprovalState.APPROVED: Text("เห็นชอบแล้ว", "approved"),
    ApprovalState.MISSING: Text("ยังไม่มีหนังสือเห็นชอบ", "no approval"),
    ApprovalState.NOT_REPORTED: Text("ยังไม่ได้รับรายงาน", "not received"),
}
_WORST_FIRST = (ApprovalState.MISSING, ApprovalState.NOT_REPORTED, ApprovalState.APPROVED)


def write_approvals(sheet: Sheet, context: Context, columns: Sequence[Column], row: int) -> int:
    """One row per letter with its KPIs; one per agency and round where there is none. Returns the last row."""
    lines, order = context.data.approvals, {line.kpi.kpi_no: at for at, line in enumerate(context.data.lines)}
    named = [(_row_of(line, context.data.as_of), line) for line in lines]
    named.sort(key=lambda item: (*item[0], order.get(item[1].kpi_no, len(order)), item[1].kpi_no))
    approved = sum(1 for line in lines if line.state is ApprovalState.APPROVED)
    row = open_block(sheet, context, columns, row, BLOCK, out_of(approved, len(lines)) if lines else None)
    for _, group in groupby(named, key=lambda item: item[0]):
        row += 1
        _write_group(sheet, context, columns, row, [line for _, line in group])
    return row


def _row_of(line: ApprovalLine, as_of: date) -> tuple[object, ...]:
    """What the KPIs of one row have in common, worst and latest first; reports not due yet are one row a round."""
    is_ahead = _is_ahead(line, as_of)
    day = line.on.isoformat() if line.on else ""
    agency = "" if is_ahead else line.agency
    return (is_ahead, _WORST_FIRST.index(line.state), -line.period.months, agency, line.number, day, line.place)


def _is_ahead(line: ApprovalLine, as_of: date) -> bool:
    """The report has not come and is not overdue."""
    return line.state is ApprovalState.NOT_REPORTED and line.due is not None and as_of <= line.due


def _write_group(
    sheet: Sheet, context: Context, columns: Sequence[Column], row: int, group: list[ApprovalLine]
) -> None:
    first, is_bare = group[0], group[0].state is ApprovalState.MISSING
    body, quiet, strong = looks(sheet)
    centred = sheet.book.formats(size=12, font_color=GREY, align="center", bottom=1, bottom_color=HAIR)
    name = first.period.short_label(context.lang)
    kpis, agency, state = _subject(context, group)
    style = status_style(sheet, is_bad=is_bare, is_good=first.state is ApprovalState.APPROVED)
    cells = (
        Cell(0, kpis, 13, body),
        Cell(1, str(first.period.months), 12, centred),
        Cell(2, agency, 12, quiet),
        Cell(3, context.pick(f"รายงานสรุปผล {name}", f"summary report, {name}"), 13, strong if is_bare else body),
        Cell(5, first.number or DASH, 12, quiet),
        Cell(6, context.day(first.on) or DASH, 12, quiet),
        Cell(7, first.place or DASH, 12, quiet),
        Cell(STATUS, state, 12, style),
    )
    write_row(sheet, columns, row, cells)
    write_source(sheet, row, first.source)


def _subject(context: Context, group: list[ApprovalLine]) -> tuple[str, str, str]:
    """Which KPIs, whose, and where the approval stands; of what is not due yet, how many and when."""
    first = group[0]
    if not _is_ahead(first, context.data.as_of):
        kpis = ", ".join(line.kpi_no for line in group)
        return kpis, context.agency(first.agency), context.say(_WORDS[first.state])
    agencies, due = len({line.agency for line in group}), context.day(first.due)
    return (
        context.pick(f"{len(group)} ตัว", str(len(group))),
        context.pick(f"{agencies} หน่วยงาน", f"{agencies} agencies"),
        context.pick(f"ครบ {due}", f"due {due}"),
    )
