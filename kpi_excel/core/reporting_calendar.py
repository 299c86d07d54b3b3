"""When each form is due: the registry's calendar rows turned into periods owed and dates, per KPI where it says so."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_excel.core.model import CalendarRule, Kpi, Registry, RollRule
from kpi_excel.core.periods import ROUNDS, Period, PeriodKind, short_date
from kpi_excel.core.text import Text

FORM_TITLES = {
    "kpi_template": Text("รายละเอียดตัวชี้วัด", "KPI template"),
    "action_plan": Text("แผนปฏิบัติการ", "Action plan"),
    "monthly_progress": Text("รายงานความคืบหน้ารายเดือน", "Monthly progress report"),
    "policy_report": Text("รายงานตามนโยบายรัฐบาล", "Government policy report"),
    "self_assessment": Text("รายงานการประเมินผลตนเอง (SAR)", "Self-assessment report (SAR)"),
}
"""The five forms, in the order a year asks for them."""

RESULT_FORMS = ("monthly_progress", "policy_report", "self_assessment")
"""The forms that carry results."""

_YEAR_FORMS = {"kpi_template": "kpi", "action_plan": "plan"}


@dataclass(frozen=True, slots=True)
class Due:
    """When something is due: the date as written, the date after the weekend-and-holiday rule, and why.

    `handin` is when the province hands on to OPDC, None where it does not; its rule is then blank too.
    """

    nominal: date
    due: date
    handin: date | None
    handin_nominal: date | None
    rule: Text
    handin_rule: Text = Text("", "")
    group: str = ""
    """The due group whose calendar row applies, "" for the general row: what stays the same when a date is moved."""


def form_title(form: str) -> Text:
    """What people call a form."""
    return FORM_TITLES.get(form, Text(form, form))


def is_working_day(registry: Registry, day: date) -> bool:
    """Neither a weekend nor one of the registry's holidays."""
    return day.weekday() < 5 and day not in registry.holidays


def roll(registry: Registry, day: date, rule: RollRule) -> date:
    """`day` after the weekend-and-holiday rule (domain.md 5.3)."""
    if rule is RollRule.NONE:
        return day
    step = timedelta(days=1 if rule is RollRule.NEXT else -1)
    while not is_working_day(registry, day):
        day += step
    return day


def periods_owed(registry: Registry, form: str) -> tuple[Period, ...]:
    """The periods that a form is owed for by any KPI, earliest first; none where no calendar row names the form."""
    rules = [rule for rule in registry.calendar if rule.form == form]
    year = registry.settings.fiscal_year
    if form in _YEAR_FORMS:
        periods: Sequence[Period] = [Period.parse(f"{year.year}-{_YEAR_FORMS[form]}")]
    elif form == "self_assessment":
        periods = [Period.parse(f"{year.year}-sar{months}") for months in ROUNDS]
    else:
        periods = year.months()
    groups = {rule.due_group for rule in rules}
    return tuple(period for period in periods if any(_rule_in_force(rules, group, period) for group in groups))


def due_of(registry: Registry, form: str, period: Period, kpi: Kpi) -> Due | None:
    """When a KPI's part of a form is due; None where the calendar does not ask for it (or lacks OPDC's date)."""
    rules = [rule for rule in registry.calendar if rule.form == form]
    rule = _rule_in_force(rules, kpi.due_group, period)
    if rule is None:
        return None
    handin = _handin_of(registry, rule, period)
    nominal = _nominal_of(rule, period, handin)
    if nominal is None:
        return None
    how = rule.roll or registry.settings.roll
    return Due(
        nominal=nominal,
        due=roll(registry, nominal, how),
        handin=None if handin is None else roll(registry, handin, how),
        handin_nominal=handin,
        rule=_in_words(rule, nominal, how),
        handin_rule=_handin_in_words(rule, period, handin, how),
        group=rule.due_group,
    )


def _rule_in_force(rules: Sequence[CalendarRule], group: str, period: Period) -> CalendarRule | None:
    """The group's own row before the general one; of several the one that started last."""
    own = [rule for rule in rules if group and rule.due_group == group]
    general = [rule for rule in rules if not rule.due_group]
    # A group's row that leaves the first period blank means "as everybody", not "since October".
    firsts = [r.first_period for r in own if r.first_period] or [r.first_period for r in general if r.first_period]
    if firsts and all(_starts_after(first, period) for first in firsts):
        return None
    started = [rule for rule in own if not _starts_after(rule.first_period, period)]
    started = started or [rule for rule in general if not _starts_after(rule.first_period, period)]
    return max(started, key=lambda rule: _start_of(rule.first_period), default=None)


def _start_of(first_period: str) -> date:
    return Period.parse(first_period).end if first_period else date.min


def _starts_after(first_period: str, period: Period) -> bool:
    return _start_of(first_period) > period.end


def _handin_of(registry: Registry, rule: CalendarRule, period: Period) -> date | None:
    if rule.handin_date:
        return rule.handin_date
    if rule.handin_day:
        return _day_of_due_month(rule, period, rule.handin_day)
    if period.kind is PeriodKind.SAR:
        return registry.settings.opdc_dates.get(period.months)
    return None


def _nominal_of(rule: CalendarRule, period: Period, handin: date | None) -> date | None:
    if rule.on_date:
        return rule.on_date
    if rule.day_of_month:
        return _day_of_due_month(rule, period, rule.day_of_month)
    if handin is None or rule.days_before_handin is None:
        return None
    return handin - timedelta(days=rule.days_before_handin)


def _day_of_due_month(rule: CalendarRule, period: Period, day: int) -> date:
    """Day 31 means the last day of a shorter month."""
    months = period.end.year * 12 + period.end.month - 1 + rule.month_offset
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


_ROLLED = {
    RollRule.NONE: Text("", ""),
    RollRule.NEXT: Text(" ตรงวันหยุดเลื่อนเป็นวันทำการถัดไป", "; on a day off, the next working day"),
    RollRule.PREVIOUS: Text(" ตรงวันหยุดเลื่อนเป็นวันทำการก่อนหน้า", "; on a day off, the working day before"),
}


def _in_words(rule: CalendarRule, nominal: date, how: RollRule) -> Text:
    tail = _ROLLED[how]
    if rule.on_date:
        head = Text(f"ภายในวันที่ {short_date(nominal)}", f"by {short_date(nominal, 'en')}")
    elif rule.day_of_month:
        head = _day_in_words(rule.day_of_month, rule.month_offset)
    else:
        days = rule.days_before_handin
        head = Text(f"ก่อนวันส่งสำนักงาน ก.พ.ร. {days} วัน", f"{days} days before OPDC's date")
    return Text(head.th + tail.th, head.en + tail.en)


def _handin_in_words(rule: CalendarRule, period: Period, handin: date | None, how: RollRule) -> Text:
    if handin is None:
        return Text("", "")
    if rule.handin_date:
        head = Text(f"ภายในวันที่ {short_date(handin)}", f"by {short_date(handin, 'en')}")
    elif rule.handin_day:
        head = _day_in_words(rule.handin_day, rule.month_offset)
    else:
        head = Text(
            f"วันที่สำนักงาน ก.พ.ร. กำหนดสำหรับ{period.short_label()}",
            f"OPDC's date for the round of {period.short_label('en')}",
        )
    return Text(head.th + _ROLLED[how].th, head.en + _ROLLED[how].en)


def _day_in_words(day: int, offset: int) -> Text:
    if offset == 0:
        return Text(f"วันที่ {day} ของเดือนที่รายงาน", f"day {day} of the month reported")
    if offset == 1:
        return Text(f"วันที่ {day} ของเดือนถัดไป", f"day {day} of the month after")
    return Text(f"วันที่ {day} หลังเดือนที่รายงาน {offset} เดือน", f"day {day}, {offset} months after the month reported")
