"""What the page asks the governor to decide: sentences computed from the data, each says who does what by when."""

from __future__ import annotations

from datetime import date, timedelta

from kpi_excel.core.consolidation import Certification, Overdue, ResultState
from kpi_excel.core.periods import ROUNDS, PeriodKind
from kpi_excel.workbooks.consolidated.context import Context

MOST = 3
DAYS_TO_SEND = 3
"""Working days that a decision gives for what is overdue."""
DAYS_FOR_MEASURES = 5
"""Working days that a decision gives for measures on a KPI."""
_LONGEST_NAME = 48


def decisions(context: Context) -> list[str]:
    """The most pressing sentences first; none where nothing needs a decision."""
    makers = (_hand_in, _send_missing, _raise_weakest, _correct, _finish_steps, _certify)
    wanted = [sentence for sentence in (maker(context) for maker in makers) if sentence]
    return wanted[:MOST]


def closing_round(context: Context) -> int | None:
    """6, 9 or 12 where the period is an assessment round or the month that closes one."""
    period = context.data.period
    if period.kind is PeriodKind.SAR:
        return period.months
    year = context.data.registry.settings.fiscal_year
    return next((months for months in ROUNDS if year.round_end(months) == period.end), None)


def handin_date(context: Context) -> date | None:
    """OPDC's date for the round that the period closes, where the registry has one that is still to come."""
    months = closing_round(context)
    day = context.data.registry.settings.opdc_dates.get(months) if months else None
    return day if day and day >= context.data.as_of else None


def working_day(context: Context, days: int) -> str:
    """The date `days` working days after the as-of date, in words."""
    day = context.data.as_of
    while days:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in context.data.registry.holidays:
            days -= 1
    return context.day(day)


def _hand_in(context: Context) -> str:
    day, months = handin_date(context), closing_round(context)
    if day is None or context.data.total.score is None:
        return ""
    return context.pick(
        f"เห็นชอบรายงาน {months} เดือน และลงนามนำส่ง ก.พ.ร. ภายใน {context.day(day)}",
        f"Approve the {months}-month report and sign the letter to OPDC by {context.day(day)}",
    )


def _send_missing(context: Context) -> str:
    late = [item for item in context.data.overdue if item.kind == "submission"]
    who, by = _agencies(context, late), working_day(context, DAYS_TO_SEND)
    return who and context.pick(f"ให้ {who} ส่งรายงานที่ค้าง ภายใน {by}", f"{who} to send the overdue reports by {by}")


def _raise_weakest(context: Context) -> str:
    low = [line for line in context.leaves if line.gain_to_standard > 0]
    if not low:
        return ""
    line = max(low, key=lambda line: line.gain_to_standard)
    who, number, by = _name(context, line.agency), line.kpi.kpi_no, working_day(context, DAYS_FOR_MEASURES)
    return context.pick(f"ให้ {who} เสนอมาตรการเร่งรัดตัวชี้วัด {number} ภายใน {by}",
                        f"{who} to propose measures for KPI {number} by {by}")  # fmt: skip


def _correct(context: Context) -> str:
    late = [item for item in context.data.overdue if item.kind == "correction"]
    who, by = _agencies(context, late), working_day(context, DAYS_TO_SEND)
    return who and context.pick(f"ให้ {who} ส่งฉบับแก้ไข ภายใน {by}", f"{who} to send the corrections by {by}")


def _finish_steps(context: Context) -> str:
    late = [item for item in context.data.overdue if item.kind == "step"]
    who, by = _agencies(context, late), working_day(context, DAYS_FOR_MEASURES)
    return who and context.pick(f"ให้ {who} เร่งขั้นตอนที่เลยกำหนด และรายงานภายใน {by}",
                                f"{who} to finish the overdue steps and report by {by}")  # fmt: skip


def _certify(context: Context) -> str:
    waiting = [
        line for line in context.leaves
        if line.state is ResultState.REPORTED and line.score.value is not None
        and line.certification not in (Certification.CERTIFIED, Certification.AMENDED)
    ]  # fmt: skip
    if not waiting or closing_round(context) is None:
        return ""
    count, by = len(waiting), working_day(context, DAYS_FOR_MEASURES)
    return context.pick(f"ให้ที่ปรึกษาและหน่วยงานเจ้าภาพทวนสอบอีก {count} ตัวชี้วัด ภายใน {by}",
                        f"Consultant and hosts to certify {count} more KPIs by {by}")  # fmt: skip


def _agencies(context: Context, items: list[Overdue]) -> str:
    """At most two names, then the count: the sentence stays one line."""
    latest_first = sorted(items, key=lambda item: -item.days)
    names = list(dict.fromkeys(_name(context, item.agency) for item in latest_first))
    if len(names) <= 2:
        return context.pick(" และ ", " and ").join(names)
    return context.pick(f"{names[0]} และอีก {len(names) - 1} หน่วยงาน", f"{names[0]} and {len(names) - 1} more agencies")


def _name(context: Context, agency: str) -> str:
    """A name that leaves room for what is to be done by when."""
    name = context.agency(agency)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
