"""A year's registry carried into the next one (M4): what stays, what moves, what a person has to fill in. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kpi_excel.core.consolidation import Consolidation, KpiLine, ResultState
from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Kpi, Lesson, Person, Registry, Settings
from kpi_excel.core.periods import FiscalYear, short_date
from kpi_excel.core.rollover_dates import fixed_holidays, moved, moved_rule
from kpi_excel.core.rollover_kpis import carried_kpis, is_result_certified, result_of_year
from kpi_excel.core.text import Text

_OUT_OF_FORCE = (ResultState.CANCELLED, ResultState.NOT_DUE, ResultState.BEING_DEFINED)


@dataclass(frozen=True, slots=True)
class Rollover:
    """The registry of the next year, and what is to be said about it."""

    registry: Registry
    findings: tuple[Finding, ...]
    """Notes: what was left behind. Warnings: what a person has to fill in or confirm."""


def roll_over(ended: Consolidation) -> Rollover:
    """The next year's registry. `ended`: the year's last round, as of a day when all of it is decided."""
    old, year = ended.registry, FiscalYear(ended.registry.settings.fiscal_year.year + 1)
    kpis = carried_kpis(old, ended.lines, year)
    numbers = {kpi.kpi_no for kpi in kpis}
    groups = {"", *(kpi.due_group for kpi in kpis)}
    still_to_come = (change for change in old.host_changes if change.since > year.start and change.kpi_no in numbers)
    registry = Registry(
        settings=_settings(old.settings, year),
        agencies=old.agencies,
        kpis=kpis,
        people=tuple(person for person in old.people if person.kpi_no in numbers and _is_in_office(person, year)),
        calendar=tuple(moved_rule(rule, 1) for rule in old.calendar if rule.due_group in groups),
        holidays=fixed_holidays(old.holidays, 1),
        host_changes=tuple(still_to_come),
        lessons=tuple(_carried_lesson(old, lesson, numbers) for lesson in old.lessons if lesson.is_open),
    )
    return Rollover(registry, (*_left_behind(old, registry), *_to_fill(ended.lines, old, registry)))


def _settings(settings: Settings, year: FiscalYear) -> Settings:
    dates = {months: moved(day, 1) for months, day in settings.opdc_dates.items()}
    return replace(settings, fiscal_year=year, opdc_dates=dates, inspection_date=None)


def _is_in_office(person: Person, year: FiscalYear) -> bool:
    return person.until is None or person.until >= year.start


def _carried_lesson(old: Registry, lesson: Lesson, numbers: set[str]) -> Lesson:
    """A lesson of a KPI that is gone stays with the agency that hosted it."""
    kpi = old.kpi(lesson.kpi_no)
    if not lesson.kpi_no or lesson.kpi_no in numbers:
        return lesson
    return replace(lesson, kpi_no="", agency=lesson.agency or (kpi.host if kpi else ""))


def _left_behind(old: Registry, new: Registry) -> Iterator[Finding]:
    """Notes about what the old registry says and the new one does not."""
    numbers = {kpi.kpi_no for kpi in new.kpis}
    yield from _listed("rollover-kpi-dropped", (_named(kpi) for kpi in old.kpis if kpi.kpi_no not in numbers))
    moved_hosts = (f"{kpi.kpi_no} → {kpi.host}" for kpi in new.leaves() if _host_was(old, kpi) != kpi.host)
    yield from _listed("rollover-host-taken-over", moved_hosts)
    staying = {person.name for person in new.people}
    gone = (p.name for p in old.people if not _is_in_office(p, new.settings.fiscal_year) and p.name not in staying)
    yield from _listed("rollover-person-left", dict.fromkeys(gone))
    yield from _listed("rollover-lesson-closed", (lesson.number for lesson in old.lessons if not lesson.is_open))
    emptied = (
        (Text("ข้อยกเว้น", "exemptions"), len(old.exemptions)),
        (Text("รับโดยไม่มีไฟล์", "received without a file"), len(old.received)),
        (Text("เป้ารายเดือน", "monthly plan"), len(old.plan_targets)),
    )
    if any(count for _, count in emptied):
        counts = _both(lambda lang: (f"{text.say(lang)} {count}" for text, count in emptied if count))
        yield Finding("rollover-list-emptied", found=counts)


def _to_fill(lines: Iterable[KpiLine], old: Registry, new: Registry) -> Iterator[Finding]:
    """Warnings about what only a person can know."""
    kept = [line for line in lines if line.kpi.is_leaf and new.kpi(line.kpi.kpi_no)]
    yield Finding("rollover-target-to-fill", found=str(len(new.leaves())))
    owed = [line for line in kept if line.state not in (*_OUT_OF_FORCE, ResultState.NO_DATA)]
    yield from _listed("rollover-baseline-to-fill", (line.kpi.kpi_no for line in owed if result_of_year(line) is None))
    unsure = [line for line in kept if result_of_year(line) is not None and not is_result_certified(line)]
    yield from _listed("rollover-baseline-not-certified", (line.kpi.kpi_no for line in unsure))
    if days := sorted(set(_dates_of(new))):
        yield Finding("rollover-date-to-confirm", found=_both(lambda lang: (short_date(day, lang) for day in days)))
    if old.holidays:
        year = str(new.settings.fiscal_year.year)
        yield Finding("rollover-holiday-to-fill", found=str(len(new.holidays)), expected=year)


def _dates_of(registry: Registry) -> Iterator[date]:
    yield from registry.settings.opdc_dates.values()
    for rule in registry.calendar:
        yield from filter(None, (rule.on_date, rule.handin_date))


def _both(items: Callable[[str], Iterable[str]]) -> Text:
    """A list in both languages."""
    return Text(*(" · ".join(items(lang)) for lang in ("th", "en")))


def _listed(code: str, names: Iterable[str]) -> Iterator[Finding]:
    found = " · ".join(names)
    if found:
        yield Finding(code, found=found)


def _host_was(old: Registry, kpi: Kpi) -> str:
    before = old.kpi(kpi.kpi_no)
    return before.host if before else kpi.host


def _named(kpi: Kpi) -> str:
    return f"{kpi.kpi_no} {kpi.name}"
