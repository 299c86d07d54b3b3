"""What a registry says as rows of plain values: of a new province, and of a registry to be written again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from kpi_excel.core.model import Band, CalendarRule, Kpi, Levels, Person, Registry, Settings
from kpi_excel.core.periods import BE_OFFSET, ROUNDS, FiscalYear
from kpi_excel.core.submission import Word
from kpi_excel.workbooks.registry.building import ABOVE_EVERY_SCORE, ONE_OFF_PERIODS
from kpi_excel.workbooks.registry.layout import SHEETS, Cell, Row, Tables

_WORDS = ((Decimal(0), "ต่ำกว่าเกณฑ์"), (Decimal(3), "ได้เกณฑ์"), (Decimal(4), "ดีกว่าเกณฑ์"), (ABOVE_EVERY_SCORE, ""))


def empty_tables(province: str, fiscal_year: int) -> Tables:
    """A new province: its defaults to be changed, and a calendar by the usual rules of the year (domain.md 5.3).

    `fiscal_year` is a Buddhist-era year.
    """
    ce = fiscal_year - BE_OFFSET
    templates_due = date(ce, 2, 28)
    settings = Settings(
        province, FiscalYear(fiscal_year),
        opdc_dates={6: date(ce, 4, 30), 9: date(ce, 7, 31), 12: date(ce, 10, 31)},
        bands=tuple(Band(low, high, word) for (low, word), (high, _) in pairwise(_WORDS)),
    )  # fmt: skip
    calendar = (
        CalendarRule("kpi_template", on_date=templates_due),
        CalendarRule("action_plan", on_date=templates_due),
        CalendarRule("monthly_progress", day_of_month=20),
        CalendarRule("policy_report", day_of_month=2, month_offset=1, handin_day=5),
        CalendarRule("self_assessment", days_before_handin=7),
    )
    return tables_of(Registry(settings, (), (), calendar=calendar))


def tables_of(registry: Registry) -> Tables:
    """The tables that `read_registry` would give this registry from, once written."""
    tables: dict[str, Sequence[Row]] = {
        "settings": [_settings(registry.settings)],
        "agencies": [_attributes(a, "code", "name", "short", "contact", "phone", "email") | {"aliases": ", ".join(a.aliases)}
                     for a in registry.agencies],
        "kpis": [_kpi(kpi) for kpi in registry.kpis],
        "people": list(_people(registry.people)),
        "host_changes": [_attributes(change, "kpi_no", "agency", "since") for change in registry.host_changes],
        "calendar": [_calendar_rule(rule) for rule in registry.calendar],
        "holidays": [{"day": day, "name": name} for day, name in registry.holidays.items()],
        "bands": [_attributes(band, "low", "word") for band in registry.settings.bands],
        "plan_targets": [{"kpi_no": no, "period": period, "value": value}
                         for (no, period), value in registry.plan_targets.items()],
        "exemptions": [_attributes(e, "rule", "agency", "kpi_no", "who", "why", "until") for e in registry.exemptions],
        "received": [_attributes(r, "agency", "form", "kpi_no", "received_on", "channel", "note")
                     | {"period": None if r.form in ONE_OFF_PERIODS else r.period} for r in registry.received],
        "lessons": [_attributes(lesson, "number", "agency", "kpi_no", "lesson", "measure", "source", "closed_on", "closed_how")
                    for lesson in registry.lessons],
    }  # fmt: skip
    tables.update(_side_tables(registry.kpis))
    return {layout.key: tables[layout.key] for layout in SHEETS}


def _side_tables(kpis: Iterable[Kpi]) -> dict[str, Sequence[Row]]:
    """What a KPI has several of."""
    kpis = tuple(kpis)
    return {
        "parts": [{"kpi_no": kpi.kpi_no} | _attributes(part, "code", "name", "weight", "other_weight") | _levels(part.levels)
                  for kpi in kpis for part in kpi.parts],
        "baselines": [{"kpi_no": kpi.kpi_no, "year": Decimal(one.year), "is_base": _yes_no(one.is_base),
                       "value": Word.NO_DATA if one.value is None else one.value} for kpi in kpis for one in kpi.baselines],
        "level_texts": [{"kpi_no": kpi.kpi_no, "level": Decimal(number), "text": text}
                        for kpi in kpis for number, text in enumerate(kpi.level_texts, 1)],
        "params": [{"kpi_no": kpi.kpi_no, "name": name, "value": value} for kpi in kpis for name, value in kpi.params.items()],
    }  # fmt: skip


def _attributes(model: object, *names: str) -> dict[str, Cell]:
    """Attributes by name; an empty text is a blank cell."""
    return {name: None if getattr(model, name) == "" else getattr(model, name) for name in names}


def _settings(settings: Settings) -> Row:
    names = ("province", "office", "office_phone", "office_email", "opdc_email", "roll", "no_data", "standard_score",
             "inspection_date", "behind_plan", "far_behind_plan", "ahead_of_plan")  # fmt: skip
    dates = {f"opdc_{months}": settings.opdc_dates.get(months) for months in ROUNDS}
    whole = {"fiscal_year": Decimal(settings.fiscal_year.year), "evidence_days": Decimal(settings.evidence_days)}
    return _attributes(settings, *names) | whole | dates


def _kpi(kpi: Kpi) -> Row:
    row = _attributes(kpi, "kpi_no", "name", "parent_no", "method", "weight", "unit", "target", "host", "due_group",
                      "dimension_no", "dimension", "strategic_issue", "goal", "guideline", "description", "agreed_from",
                      "cancelled_on")  # fmt: skip
    row |= {"supporting": ", ".join(kpi.supporting), "in_policy_report": _yes_no(kpi.in_policy_report)}
    row |= {f"weight_{months}": kpi.round_weights.get(months) for months in ROUNDS}
    if kpi.is_leaf:
        row |= _levels(kpi.levels) | _attributes(kpi, "direction", "accumulation", "agreement")
    row |= {"start_round": str(kpi.start_round), "cancel_round": str(kpi.cancel_round) if kpi.cancel_round else None}
    return row


def _levels(levels: Levels) -> dict[str, Cell]:
    return {f"c{number}": level for number, level in enumerate(levels, 1)}


def _people(people: Iterable[Person]) -> Iterable[Row]:
    """One row for somebody who answers for several KPIs one after the other in the list."""
    for person, same in groupby(people, key=lambda one: replace(one, kpi_no="")):
        row = _attributes(person, "role", "name", "position", "phone", "email", "since", "until")
        yield row | {"kpi_nos": ", ".join(one.kpi_no for one in same)}


def _calendar_rule(rule: CalendarRule) -> Row:
    whole = {name: None if getattr(rule, name) is None else Decimal(getattr(rule, name))
             for name in ("day_of_month", "days_before_handin", "month_offset", "handin_day")}  # fmt: skip
    return _attributes(rule, "form", "due_group", "on_date", "first_period", "handin_date", "roll") | whole


def _yes_no(answer: bool) -> str:
    return "yes" if answer else "no"
