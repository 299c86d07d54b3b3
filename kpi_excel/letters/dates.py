"""The year's dates as calendar events: what agencies owe the province, and what the province owes OPDC."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from kpi_excel.core.deadlines import Deadline, kpis_in_words
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import long_date, short_date
from kpi_excel.core.reporting_calendar import form_title
from kpi_excel.core.text import Text
from kpi_excel.letters.ics import Event, write_calendar

ALARM_DAYS = 5

_TO_PROVINCE, _TO_OPDC = Text("หน่วยงานส่งจังหวัด", "Agencies to province"), Text("จังหวัดส่ง ก.พ.ร.", "Province to OPDC")


def write_year(registry: Registry, deadlines: Iterable[Deadline], as_of: date, lang: str = "th") -> bytes:
    """The calendar file of the year's dates, stamped with the as-of date."""
    settings = registry.settings
    name = Text(
        f"ตัวชี้วัดจังหวัด{settings.province} ปีงบประมาณ พ.ศ. {settings.fiscal_year.year}",
        f"KPI calendar of {settings.province}, fiscal year {settings.fiscal_year.year}",
    )
    events = (event for deadline in deadlines for event in _events_of(registry, deadline, lang))
    in_order = sorted(events, key=lambda event: (event.day, event.uid))
    return write_calendar(name.say(lang), in_order, as_of, ALARM_DAYS)


def _events_of(registry: Registry, deadline: Deadline, lang: str) -> Iterator[Event]:
    due, kpis = deadline.due, kpis_in_words(registry, deadline.kpi_nos)
    what = _what(deadline, kpis, lang)
    names = [agency.label if (agency := registry.agency(code)) else code for code in deadline.agencies]
    who = Text(f"หน่วยงาน ({len(names)}): {', '.join(names)}", f"Agencies ({len(names)}): {', '.join(names)}")
    then = _next(due.handin)
    yield Event(
        _uid(registry, deadline, "due"), due.due, f"{_TO_PROVINCE.say(lang)}: {what}",
        _lines(lang, kpis, who, _rule(due.rule, due.nominal, due.due), then), (_TO_PROVINCE.say(lang),),
    )  # fmt: skip
    if due.handin and due.handin_nominal:
        rule = _rule(due.handin_rule, due.handin_nominal, due.handin)
        yield Event(
            _uid(registry, deadline, "handin"), due.handin, f"{_TO_OPDC.say(lang)}: {what}",
            _lines(lang, kpis, rule), (_TO_OPDC.say(lang),),
        )  # fmt: skip


def _uid(registry: Registry, deadline: Deadline, step: str) -> str:
    """Named by what the date is for, never by the date itself, which may still be moved."""
    identity = (registry.settings.province, deadline.form, deadline.period.code, deadline.due.group, step)
    digest = hashlib.sha256(repr(identity).encode()).hexdigest()[:16]
    return f"{deadline.period.code}-{deadline.form}-{step}-{digest}@kpi-excel"


def _what(deadline: Deadline, kpis: Text, lang: str) -> str:
    """The form and period; which KPIs where one form has several dates, since a month's view shows titles only."""
    words = f"{form_title(deadline.form).say(lang)} {deadline.period.short_label(lang)}"
    return f"{words} ({kpis.say(lang)})" if deadline.due.group else words


def _rule(rule: Text, nominal: date, day: date) -> Text:
    """The rule, and the date as written where a day off moved it."""
    moved = Text("", "")
    if nominal != day:
        moved = Text(f" (เดิม {short_date(nominal)})", f" (instead of {short_date(nominal, 'en')})")
    return Text(f"กำหนด: {rule.th}{moved.th}", f"Rule: {rule.en}{moved.en}")


def _next(handin: date | None) -> Text:
    if handin is None:
        return Text("", "")
    return Text(
        f"จังหวัดส่งสำนักงาน ก.พ.ร. วัน{long_date(handin)}", f"Province hands in to OPDC on {long_date(handin, 'en')}"
    )


def _lines(lang: str, *texts: Text) -> str:
    return "\n".join(text.say(lang) for text in texts if text.say(lang))
