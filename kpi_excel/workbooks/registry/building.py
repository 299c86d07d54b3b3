"""Rows of values into the registry's model. Nothing is judged here; what is blank takes the model's default."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import (
    Accumulation,
    Agency,
    Agreement,
    Band,
    Baseline,
    CalendarRule,
    Direction,
    Exemption,
    HostChange,
    Kpi,
    Lesson,
    Levels,
    NoDataRule,
    Part,
    Person,
    ReceivedWithoutFile,
    Registry,
    RollRule,
    ScoringMethod,
    Settings,
)
from kpi_excel.core.periods import ROUNDS, FiscalYear
from kpi_excel.core.submission import Word
from kpi_excel.forms.field_words import choice_of
from kpi_excel.workbooks.registry.choices import FORMS, LATENESS
from kpi_excel.workbooks.registry.rows import ReadRow

Rows = Mapping[str, Sequence[ReadRow]]

ABOVE_EVERY_SCORE = Decimal("5.0001")
"""Where the last word's band ends: the first four-decimal number above the scale."""

ONE_OFF_PERIODS = {"kpi_template": "kpi", "action_plan": "plan"}
"""Forms that are asked for once, and how their period's code ends."""

_NEEDED = {
    "params": ("value",), "people": ("role", "name"), "host_changes": ("agency",), "calendar": ("form",),
    "plan_targets": ("value",), "received": ("form", "received_on"), "exemptions": ("rule",),
}  # fmt: skip
"""What the model cannot do without, besides what identifies a row."""

_Made = TypeVar("_Made")


def build_settings(row: ReadRow, bands: Iterable[ReadRow]) -> Settings | None:
    """The province's choices; None without a province or fiscal year, for nothing can be said without them."""
    province, year = row.text("province").removeprefix("จังหวัด").strip(), row.get("fiscal_year")
    if not province or year is None:
        return None
    whole: dict[str, Any] = {key: int(value) for key, value in _given(row, "evidence_days").items()}
    return Settings(
        province=province,
        fiscal_year=FiscalYear(int(year)),
        roll=RollRule(row.get("roll") or RollRule.NONE),
        no_data=NoDataRule(row.get("no_data") or NoDataRule.EXCLUDED),
        opdc_dates={months: row.get(f"opdc_{months}") for months in ROUNDS if row.get(f"opdc_{months}")},
        bands=_bands(bands),
        **_given(row, "office", "office_phone", "office_email", "opdc_email", "standard_score", "inspection_date",
                 "behind_plan", "far_behind_plan", "ahead_of_plan"), **whole,
    )  # fmt: skip


def build_registry(settings: Settings, rows: Rows) -> Registry:
    """The registry of all rows that say enough to stand in it."""
    rows = {key: [row for row in of_sheet if _says_enough(row)] for key, of_sheet in rows.items()}
    return Registry(
        settings=settings,
        agencies=tuple(_agency(row) for row in rows["agencies"]),
        kpis=_kpis(rows),
        people=tuple(person for row in rows["people"] for person in _people(row)),
        calendar=tuple(_calendar_rule(row) for row in rows["calendar"]),
        holidays={row.get("day"): row.text("name") for row in rows["holidays"]},
        host_changes=tuple(_made(HostChange, row, "kpi_no", "agency", "since") for row in rows["host_changes"]),
        plan_targets={(row.text("kpi_no"), row.text("period")): row.get("value") for row in rows["plan_targets"]},
        exemptions=tuple(_exemption(row) for row in rows["exemptions"]),
        received=tuple(_received(row, settings.fiscal_year) for row in rows["received"]),
        lessons=tuple(_lesson(row) for row in rows["lessons"]),
        cells=_cells(rows),
    )  # fmt: skip


def check_steps_are_consecutive(rows: Iterable[ReadRow]) -> Iterator[Finding]:
    """The steps of a KPI run from 1 without a gap: the model keeps their order only."""
    by_kpi = _by_kpi(rows)
    for steps in by_kpi.values():
        numbers = sorted(int(row.get("level")) for row in steps)
        if numbers != list(range(1, len(numbers) + 1)):
            yield Finding("registry-steps-not-consecutive", steps[0].place("level"), ", ".join(map(str, numbers)))


def _says_enough(row: ReadRow) -> bool:
    if row.layout.record == "received" and not row.get("period") and row.text("form") not in ONE_OFF_PERIODS:
        return False
    return all(row.get(key) is not None for key in _NEEDED.get(row.layout.key, ()))


def _given(row: ReadRow, *keys: str) -> dict[str, Any]:
    return {key: row.get(key) for key in keys if row.get(key) is not None}


def _made(kind: Callable[..., _Made], row: ReadRow, *keys: str, **more: Any) -> _Made:
    """A model of the columns that bear its attributes' names; blank ones take its defaults."""
    return kind(**_given(row, *keys), **more)


def _bands(rows: Iterable[ReadRow]) -> tuple[Band, ...]:
    """Each word holds from its score up to the next word's."""
    ordered = sorted((row for row in rows if row.get("word")), key=lambda row: row.get("low"))
    ends = [row.get("low") for row in ordered[1:]] + [ABOVE_EVERY_SCORE]
    return tuple(Band(row.get("low"), end, row.text("word")) for row, end in zip(ordered, ends, strict=False))


def _agency(row: ReadRow) -> Agency:
    return _made(Agency, row, "code", "short", "contact", "phone", "email", name=row.text("name"), aliases=row.several("aliases"))


def _kpis(rows: Rows) -> tuple[Kpi, ...]:
    parts, baselines, steps, params = (_by_kpi(rows[key]) for key in ("parts", "baselines", "level_texts", "params"))
    parents = {row.text("parent_no") for row in rows["kpis"]}
    kpis = []
    for row in rows["kpis"]:
        number = row.text("kpi_no")
        # What has sub-KPIs is a group, whatever an unreadable cell was meant to say
        method = row.get("method") or (ScoringMethod.GROUP if number in parents else ScoringMethod.NOT_ASSESSED)
        kpis.append(replace(
            _kpi(row, ScoringMethod(method)),
            level_texts=tuple(one.text("text") for one in sorted(steps[number], key=lambda one: one.get("level"))),
            parts=tuple(_part(one) for one in parts[number]),
            baselines=tuple(_baseline(one) for one in baselines[number]),
            params={one.text("name"): one.get("value") for one in params[number]},
        ))  # fmt: skip
    blank = {row.text("kpi_no") for row in rows["kpis"] if row.get("weight") is None}
    return _with_group_weights(kpis, blank)


def _kpi(row: ReadRow, method: ScoringMethod) -> Kpi:
    return _made(
        Kpi, row, "kpi_no", "parent_no", "dimension_no", "dimension", "strategic_issue", "goal", "unit", "weight", "target",
        "host", "due_group", "agreed_from", "cancelled_on", "guideline", "description",
        name=row.text("name"),
        method=method,
        round_weights={months: row.get(f"weight_{months}") for months in ROUNDS if row.get(f"weight_{months}") is not None},
        direction=Direction(row.get("direction") or Direction.UP),
        levels=_levels(row),
        accumulation=Accumulation(row.get("accumulation") or Accumulation.LAST),
        supporting=row.several("supporting"),
        in_policy_report=row.get("in_policy_report") == "yes",
        start_round=int(row.get("start_round") or ROUNDS[0]),
        cancel_round=int(row.get("cancel_round")) if row.get("cancel_round") else None,
        agreement=Agreement(row.get("agreement") or Agreement.AGREED),
    )  # fmt: skip


def _with_group_weights(kpis: Sequence[Kpi], blank: set[str]) -> tuple[Kpi, ...]:
    """A group whose weight is blank weighs what its children weigh."""
    def weigh(kpi: Kpi, above: tuple[str, ...]) -> Decimal:
        if kpi.is_leaf or kpi.kpi_no not in blank or kpi.kpi_no in above:
            return kpi.weight
        children = (child for child in kpis if child.parent_no == kpi.kpi_no)
        return sum((weigh(child, (*above, kpi.kpi_no)) for child in children), Decimal(0))

    return tuple(kpi if kpi.is_leaf else replace(kpi, weight=weigh(kpi, ())) for kpi in kpis)


def _levels(row: ReadRow) -> Levels:
    return tuple(row.get(f"c{number}") for number in range(1, 6))


def _part(row: ReadRow) -> Part:
    return _made(Part, row, "code", "weight", "other_weight", name=row.text("name"), levels=_levels(row))


def _baseline(row: ReadRow) -> Baseline:
    value = row.get("value")
    number = None if value is Word.NO_DATA else value
    return Baseline(int(row.get("year")), number, is_base=row.get("is_base") != "no")


def _people(row: ReadRow) -> Iterator[Person]:
    for number in row.several("kpi_nos"):
        yield _made(Person, row, "role", "name", "position", "phone", "email", "since", "until", kpi_no=number)


def _calendar_rule(row: ReadRow) -> CalendarRule:
    whole = {key: int(value) for key, value in
             _given(row, "day_of_month", "days_before_handin", "month_offset", "handin_day").items()}  # fmt: skip
    roll = RollRule(row.get("roll")) if row.get("roll") else None
    return _made(CalendarRule, row, "form", "due_group", "on_date", "first_period", "handin_date", roll=roll, **whole)


def _exemption(row: ReadRow) -> Exemption:
    typed = row.text("rule")
    form = choice_of((*FORMS, LATENESS), typed)
    return Exemption(
        form.key if form else typed.lower(), row.text("agency"), row.text("kpi_no"), row.text("who"), row.text("why"),
        row.get("until"),
    )  # fmt: skip


def _received(row: ReadRow, year: FiscalYear) -> ReceivedWithoutFile:
    one_off = ONE_OFF_PERIODS.get(row.text("form"))
    period = f"{year.year}-{one_off}" if one_off else row.text("period")
    return _made(
        ReceivedWithoutFile, row, "form", "received_on", "kpi_no", "note",
        agency=row.text("agency"), period=period, channel=row.text("channel"),
    )  # fmt: skip


def _lesson(row: ReadRow) -> Lesson:
    return _made(
        Lesson, row, "number", "measure", "source", "closed_on", "closed_how",
        agency=row.text("agency"), kpi_no=row.text("kpi_no"), lesson=row.text("lesson"),
    )  # fmt: skip


def _by_kpi(rows: Iterable[ReadRow]) -> defaultdict[str, list[ReadRow]]:
    found: defaultdict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        found[row.text("kpi_no")].append(row)
    return found


def _cells(rows: Rows) -> dict[tuple[str, str, str], str]:
    """Where every value stands, blank ones too: (record, name, column) → "sheet!cell"."""
    cells = {}
    for of_sheet in rows.values():
        for number, row in enumerate(of_sheet, 1):
            for name in _names(row, number):
                for key, cell in row.cells.items():
                    cells[row.layout.record, name, key] = f"{row.sheet}!{cell}"
    return cells


def _names(row: ReadRow, number: int) -> tuple[str, ...]:
    if row.layout.page:
        return ("",)
    if row.layout.record == "person":
        return tuple(f"{kpi_no}/{row.text('role')}/{row.text('name')}" for kpi_no in row.several("kpi_nos"))
    return (row.name or str(number),)
