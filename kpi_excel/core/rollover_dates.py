"""The dates of a registry moved into a later fiscal year: day and month stay, what cannot be known is left out."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kpi_excel.core.model import CalendarRule
from kpi_excel.core.periods import BE_OFFSET, Period

_FIXED_HOLIDAYS = frozenset(
    {(1, 1), (4, 6), (4, 13), (4, 14), (4, 15), (8, 12), (10, 23), (12, 5), (12, 10), (12, 31)}
)
"""Month and day of public holidays that follow the sun; the others follow the moon or a resolution of the year."""
_IN_LIEU = "ชดเชย"


def moved(day: date, years: int) -> date:
    """The same day and month some years later; 29 February becomes the 28th where there is none."""
    year = day.year + years
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def moved_rule(rule: CalendarRule, years: int) -> CalendarRule:
    """A calendar rule for the later year: its own dates and its first period move, days of the month stay."""
    return replace(
        rule,
        on_date=moved(rule.on_date, years) if rule.on_date else None,
        handin_date=moved(rule.handin_date, years) if rule.handin_date else None,
        first_period=_moved_period(rule.first_period, years) if rule.first_period else "",
    )


def fixed_holidays(holidays: Mapping[date, str], years: int) -> dict[date, str]:
    """The holidays that fall on the same day every year; days in lieu and those that move are for a person to add."""
    return {
        moved(day, years): name
        for day, name in holidays.items()
        if (day.month, day.day) in _FIXED_HOLIDAYS and _IN_LIEU not in name
    }


def _moved_period(code: str, years: int) -> str:
    period = Period.parse(code)
    if period.months:
        return f"{period.fiscal_year.year + years}-sar{period.months}"
    return f"{period.end.year + years + BE_OFFSET}-{period.end.month:02d}"
