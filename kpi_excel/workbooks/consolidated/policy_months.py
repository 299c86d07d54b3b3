"""The months of the policy report: due dates of both steps, how many KPIs came, which agencies have not sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kpi_excel.core.consolidation import ObligationState
from kpi_excel.core.periods import Period
from kpi_excel.core.registers import PolicyLine
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.skeleton import Cell, Column, write_section, write_wrapped
from kpi_excel.workbooks.consolidated.words import DASH, late, out_of
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, NAVY, PEACH, RULE
from kpi_excel.workbooks.writing import Sheet

_MOST_LINES = 14
_HEADS = (
    Text("เดือน", "Month"), Text("ครบกำหนด", "Due"), Text("จังหวัดส่ง ก.พ.ร.", "Province to OPDC"),
    Text("ส่งแล้ว", "Received"), Text("ยังไม่ส่ง", "Not sent"), Text("รอแก้ไข", "To correct"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MonthOfReports:
    """One month of the policy report over all KPIs that owe it."""

    period: Period
    owed: tuple[PolicyLine, ...]

    @property
    def received(self) -> int:
        """KPIs whose report came, accepted or awaiting correction."""
        return sum(1 for line in self.owed if line.received_on is not None)

    @property
    def missing(self) -> tuple[PolicyLine, ...]:
        return tuple(line for line in self.owed if line.standing is ObligationState.MISSING)

    @property
    def awaiting(self) -> tuple[PolicyLine, ...]:
        return tuple(line for line in self.owed if line.standing is ObligationState.AWAITING)

    @property
    def due(self) -> date | None:
        return min((line.due for line in self.owed if line.due), default=None)

    @property
    def handin_due(self) -> date | None:
        return min((line.handin_due for line in self.owed if line.handin_due), default=None)

    @property
    def handed_in_on(self) -> date | None:
        """When the province handed the month in; None while any of it is not."""
        days = [line.handed_in_on for line in self.owed if line.handin_due]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None


def months_of(lines: Iterable[PolicyLine]) -> tuple[MonthOfReports, ...]:
    """The months, the latest first; exempted reports are owed by nobody."""
    heaps: dict[Period, list[PolicyLine]] = {}
    for line in lines:
        heap = heaps.setdefault(line.period, [])
        if line.standing not in (None, ObligationState.EXEMPT):
            heap.append(line)
    found = [MonthOfReports(period, tuple(heap)) for period, heap in heaps.items()]
    return tuple(sorted(found, key=lambda month: month.period.sort_key, reverse=True))


def latest_due(months: Sequence[MonthOfReports], as_of: date) -> MonthOfReports | None:
    """The last month whose date has come."""
    return next((month for month in months if month.due is not None and month.due <= as_of), None)


def write_months(
    sheet: Sheet, context: Context, columns: Sequence[Column], row: int, months: Sequence[MonthOfReports]
) -> int:
    """The block, one row per month, with a free row after it. Returns the next row."""
    write_section(sheet, row, 0, len(columns) - 1, context.pick("การส่งรายเดือน", "Month by month"))
    sheet.raw.set_row(row + 1, 24)
    style = sheet.book.formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE)
    for at in range(len(columns)):
        sheet.text(row + 1, at, context.say(_HEADS[at]) if at < len(_HEADS) else "", style)
    for at, month in enumerate(months, start=row + 2):
        _write_month(sheet, context, columns, at, month)
    sheet.raw.set_row(row + 2 + len(months), 12)
    return row + 3 + len(months)


def _write_month(sheet: Sheet, context: Context, columns: Sequence[Column], row: int, month: MonthOfReports) -> None:
    formats, hair = sheet.book.formats, {"text_wrap": True, "bottom": 1, "bottom_color": HAIR}
    quiet, body = formats(size=12, font_color=GREY, **hair), formats(size=13, **hair)
    name = formats(size=13, bold=True, font_color=NAVY, shrink=True, bottom=1, bottom_color=HAIR)
    for at in range(len(columns)):
        sheet.blank(row, at, quiet)
    handin, is_late = handin_words(context, month)
    missing, awaiting = (_who(context, lines) for lines in (month.missing, month.awaiting))
    alarm = formats(size=13, bold=True, font_color=BERRY, **hair)
    overdue = formats(size=12, bold=True, bg_color=PEACH, **hair)
    cells = (
        Cell(0, context.period(month.period.code), 13, name),
        Cell(1, context.day(month.due) or DASH, 12, quiet),
        Cell(2, handin, 12, overdue if is_late else quiet),
        Cell(3, context.say(out_of(month.received, len(month.owed))) if month.owed else DASH, 13, body),
        Cell(4, missing or DASH, 13, alarm if missing else quiet),
        Cell(5, awaiting or DASH, 13, formats(size=13, bold=True, **hair) if awaiting else quiet),
    )
    narrow = [replace(column, has_digits=at < 4) for at, column in enumerate(columns)]
    write_wrapped(sheet, row, narrow, cells, most_lines=_MOST_LINES)


def handin_words(context: Context, month: MonthOfReports) -> tuple[str, bool]:
    """The province's own step in words, and whether it is late now."""
    due, sent = month.handin_due, month.handed_in_on
    if due is None:
        return DASH, False
    if sent is not None:
        tardy = f" {context.say(late((sent - due).days))}" if sent > due else ""
        return context.pick(f"ส่งแล้ว {context.day(sent)}", f"sent {context.day(sent)}") + tardy, False
    days = (context.data.as_of - due).days
    if days > 0:
        by = context.day(due)
        return f"{context.say(late(days))} " + context.pick(f"(ครบ {by})", f"(due {by})"), True
    return context.pick(f"ภายใน {context.day(due)}", f"by {context.day(due)}"), False


def _who(context: Context, lines: Sequence[PolicyLine]) -> str:
    """Agencies with their KPIs: `สนง.พาณิชย์ (1.6)`."""
    kpis: dict[str, list[str]] = {}
    for line in lines:
        kpis.setdefault(line.agency, []).append(line.kpi_no)
    return "  ".join(f"{context.agency(agency)} ({', '.join(numbers)})" for agency, numbers in kpis.items())
