"""Checks of what is planned: the KPI template's criteria, and the dates and levels of the action plan's steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Direction, Kpi, ScoringMethod
from kpi_excel.core.periods import FiscalYear, day_text, short_date
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.submission import Record
from kpi_excel.core.submitted import Submitted, finding_at
from kpi_excel.core.text import Text

_SCALED = (ScoringMethod.LINEAR, ScoringMethod.GROWTH)
_RUNS = {
    Direction.UP: Text("จากน้อยไปมาก", "upwards"),
    Direction.DOWN: Text("จากมากไปน้อย", "downwards"),
}
_BETTER = {
    Direction.UP: Text("ยิ่งมากยิ่งดี", "higher is better"),
    Direction.DOWN: Text("ยิ่งน้อยยิ่งดี", "lower is better"),
}


def check_criteria_run_one_way(submitted: Submitted) -> Iterator[Finding]:
    """Each level of the template asks for more than the one before, in the agreed direction (domain.md 2)."""
    if submitted.form != "kpi_template":
        return
    for record, kpi in submitted.known("kpi"):
        if kpi.method not in _SCALED or not _gives_criteria(record):
            continue
        levels = [(f"c{n}", level) for n, level in enumerate(_proposed_levels(record, kpi), 1) if level is not None]
        steps = [(key, later - earlier) for (_, earlier), (key, later) in pairwise(levels)]
        if not steps:
            continue
        rises = steps[0][1] > 0
        broken = next((key for key, step in steps if step == 0 or (step > 0) != rises), None)
        if broken is not None:
            found = ", ".join(shown(level) for _, level in levels)
            yield finding_at("criteria-not-monotonic", record, broken, found=found)
        elif rises != (kpi.direction is Direction.UP):
            runs, better = _RUNS[Direction.UP if rises else Direction.DOWN], _BETTER[kpi.direction]
            yield finding_at("template-criteria-reversed", record, steps[0][0], found=runs, expected=better)


def check_steps_finish_after_they_start(submitted: Submitted) -> Iterator[Finding]:
    """A step ends on the day it starts or later."""
    for record, _ in submitted.known("plan"):
        for row in record.rows:
            start, finish = row.get("start"), row.get("finish")
            if isinstance(start, date) and isinstance(finish, date) and finish < start:
                yield finding_at("finish-before-start", record, "finish", row, day_text(finish), day_text(start))


def check_dates_lie_in_the_fiscal_year(submitted: Submitted) -> Iterator[Finding]:
    """Planned and reported days of steps belong to the year of the agreement."""
    year = submitted.registry.settings.fiscal_year
    span = _span(year)
    for kind, keys in (("plan", ("start", "finish")), ("steps", ("finished_on",))):
        for record, _ in submitted.known(kind):
            for row in record.rows:
                for key in keys:
                    day = row.get(key)
                    if isinstance(day, date) and not year.start <= day <= year.end:
                        yield finding_at("date-outside-fiscal-year", record, key, row, day_text(day), span)


def check_step_levels_are_levels(submitted: Submitted) -> Iterator[Finding]:
    """The level that a step serves is one of the five."""
    for record, _ in submitted.known("plan"):
        for row in record.rows:
            level = row.get("level")
            if isinstance(level, Decimal) and level not in range(1, 6):
                yield finding_at("step-level-out-of-range", record, "level", row, shown(level))


def _gives_criteria(record: Record) -> bool:
    return any(isinstance(record.get(f"c{number}"), Decimal) for number in range(1, 6))


def _proposed_levels(record: Record, kpi: Kpi) -> list[Decimal | None]:
    """What the template says, completed from the registry."""
    typed = [record.get(f"c{number}") for number in range(1, 6)]
    return [own if isinstance(own, Decimal) else agreed for own, agreed in zip(typed, kpi.levels, strict=True)]


def _span(year: FiscalYear) -> Text:
    return Text(*(f"{short_date(year.start, lang)} – {short_date(year.end, lang)}" for lang in ("th", "en")))


PLAN_CHECKS = (
    check_criteria_run_one_way, check_steps_finish_after_they_start, check_dates_lie_in_the_fiscal_year,
    check_step_levels_are_levels,
)  # fmt: skip
