"""What must hold between the values of a registry before a year can be run on it. Pure; places come from its cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from decimal import Decimal
from difflib import get_close_matches
from itertools import pairwise

from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.exemptions import OVERDUE
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Agreement, Direction, Kpi, Levels, Registry, ScoringMethod
from kpi_excel.core.periods import ROUNDS, Period, PeriodKind, day_text
from kpi_excel.core.reporting_calendar import FORM_TITLES, form_title
from kpi_excel.core.text import Text

Check = Callable[[Registry], Iterable[Finding]]

WHOLE = Decimal(100)
_BY_CRITERIA = (ScoringMethod.LINEAR, ScoringMethod.GROWTH)
_BY_PARTS = (ScoringMethod.COMPOSITE, ScoringMethod.CONDITIONAL_WEIGHTS)
_MONTHLY = ("monthly_progress", "policy_report")
_AFTER_YEAR_END = timedelta(days=120)
"""The last dates of a year's agreement fall in the months after it: hand-in, self-assessment, inspection."""


def check_registry(registry: Registry) -> Iterator[Finding]:
    """Everything wrong with a registry's values, cause by cause. An empty registry has one cause only."""
    if not registry.leaves() or not registry.agencies:
        yield Finding("registry-empty")
        return
    for check in CHECKS:
        yield from check(registry)


def place_of(registry: Registry, record: str, name: str, field: str, kpi_no: str = "") -> Place:
    """Where a value stands in the workbook, as far as the registry knows."""
    sheet, _, cell = registry.cells.get((record, name, field), "").rpartition("!")
    return Place(sheet=sheet, cell=cell, kpi_no=kpi_no, field=field)


def _at_kpi(registry: Registry, kpi: Kpi, field: str) -> Place:
    return place_of(registry, "kpi", kpi.kpi_no, field, kpi.kpi_no)


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _is_same(weight: Decimal, other: Decimal) -> bool:
    """Three thirds of a hundred are a hundred: a formula's thirteenth decimal is nobody's mistake."""
    return abs(weight - other) < Decimal("0.000001")


def check_parents_are_groups(registry: Registry) -> Iterator[Finding]:
    """Weight sits on leaves: a KPI with sub-KPIs is a group."""
    for kpi in registry.kpis:
        parent = registry.kpi(kpi.parent_no) if kpi.parent_no else None
        if parent and parent.is_leaf:
            yield Finding("registry-parent-not-group", _at_kpi(registry, kpi, "parent_no"), kpi.parent_no)


def check_tree_has_no_circle(registry: Registry) -> Iterator[Finding]:
    """Going up from any KPI ends at the top."""
    above = {kpi.kpi_no: kpi.parent_no for kpi in registry.kpis}
    for kpi in registry.kpis:
        seen, number = [kpi.kpi_no], above[kpi.kpi_no]
        while number and number not in seen:
            seen.append(number)
            number = above.get(number, "")
        if number == kpi.kpi_no:
            yield Finding("registry-parent-circle", _at_kpi(registry, kpi, "parent_no"), " → ".join([*seen, number]))


def check_groups_have_children(registry: Registry) -> Iterator[Finding]:
    """A group without sub-KPIs adds nothing."""
    parents = {kpi.parent_no for kpi in registry.kpis}
    for kpi in registry.kpis:
        if not kpi.is_leaf and kpi.kpi_no not in parents:
            yield Finding("registry-group-empty", _at_kpi(registry, kpi, "method"))


def check_group_weights_are_sums(registry: Registry) -> Iterator[Finding]:
    """A group weighs what its children weigh."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for kpi in registry.kpis:
        sums[kpi.parent_no] += kpi.weight
    for kpi in registry.kpis:
        if not kpi.is_leaf and kpi.kpi_no in sums and not _is_same(kpi.weight, sums[kpi.kpi_no]):
            found, expected = _number(kpi.weight), _number(sums[kpi.kpi_no])
            yield Finding("registry-group-weight", _at_kpi(registry, kpi, "weight"), found, expected)


def check_weights_sum_to_100(registry: Registry) -> Iterator[Finding]:
    """The leaves of the agreement weigh 100 together. Where the top level does, a group that is no sum is the cause.

    Until every KPI is agreed that is no error: forms go out while weights are negotiated.
    """
    total = sum((kpi.weight for kpi in registry.leaves()), Decimal(0))
    top = sum((kpi.weight for kpi in registry.kpis if not kpi.parent_no), Decimal(0))
    if not _is_same(total, WHOLE) and not _is_same(top, WHOLE):
        sheet = _at_kpi(registry, registry.leaves()[0], "weight").sheet
        is_agreed = all(kpi.agreement is Agreement.AGREED for kpi in registry.leaves())
        code = "registry-weights-not-100" if is_agreed else "registry-weights-still-open"
        yield Finding(code, Place(sheet=sheet, field="weight"), _number(total), _number(WHOLE))


def check_criteria_rise_or_fall(registry: Registry) -> Iterator[Finding]:
    """Criteria run strictly one way, the way the direction says; level 1 and level 5 are given."""
    for kpi in registry.leaves():
        if kpi.method in _BY_CRITERIA:
            yield from _criteria_findings(registry, kpi, kpi.levels, ("kpi", kpi.kpi_no))
        elif kpi.method in _BY_PARTS:
            for part in kpi.parts:
                yield from _criteria_findings(registry, kpi, part.levels, ("part", f"{kpi.kpi_no}/{part.code}"))


def _criteria_findings(registry: Registry, kpi: Kpi, levels: Levels, row: tuple[str, str]) -> Iterator[Finding]:
    def at(number: int) -> Place:
        return place_of(registry, *row, f"c{number}", kpi.kpi_no)

    given = [(number, level) for number, level in enumerate(levels, 1) if level is not None]
    if not given:
        if kpi.agreement is Agreement.AGREED:
            yield Finding("registry-criteria-missing", at(1))
        return
    for number in (1, 5):
        if levels[number - 1] is None:
            yield Finding("registry-criteria-incomplete", at(number), expected=str(number))
    steps = [(number, level - before) for (_, before), (number, level) in pairwise(given)]
    rising = given[-1][1] > given[0][1]
    for number, step in steps:
        if step == 0 or (step > 0) != rising:
            yield Finding("registry-criteria-not-monotonic", at(number), _listed(levels))
            return
    if steps and rising != (kpi.direction is Direction.UP):
        yield Finding("registry-criteria-against-direction", at(given[0][0]), _listed(levels), _direction(kpi))


def _listed(levels: Levels) -> str:
    return " · ".join("–" if level is None else _number(level) for level in levels)


def _direction(kpi: Kpi) -> Text:
    if kpi.direction is Direction.UP:
        return Text("ยิ่งสูงยิ่งดี", "higher is better")
    return Text("ยิ่งต่ำยิ่งดี", "lower is better")


def check_growth_has_base_years(registry: Registry) -> Iterator[Finding]:
    """Growth needs a base that is there, is not zero and lies before the year (R12, R13)."""
    for kpi in registry.leaves():
        year = registry.settings.fiscal_year.year
        for baseline in kpi.baselines:
            if baseline.year >= year:
                place = place_of(registry, "baseline", f"{kpi.kpi_no}/{baseline.year}", "year", kpi.kpi_no)
                yield Finding("registry-baseline-not-earlier", place, str(baseline.year), str(year))
        if kpi.method is ScoringMethod.GROWTH:
            base = [baseline.value for baseline in kpi.baselines if baseline.is_base and baseline.value is not None]
            if not base:
                yield Finding("registry-baseline-missing", _at_kpi(registry, kpi, "method"))
            elif sum(base) == 0:
                yield Finding("registry-baseline-zero", _at_kpi(registry, kpi, "method"))


def check_milestones_have_steps(registry: Registry) -> Iterator[Finding]:
    """The steps of a milestone KPI are named."""
    for kpi in registry.leaves():
        if kpi.method is ScoringMethod.MILESTONE and not kpi.level_texts:
            yield Finding("registry-steps-missing", _at_kpi(registry, kpi, "method"))


def check_parts_are_complete(registry: Registry) -> Iterator[Finding]:
    """A KPI made of parts has them; each weighs something in one case at least (R8, R15)."""
    for kpi in registry.leaves():
        if kpi.method not in (*_BY_PARTS, ScoringMethod.EXTERNAL_SCORE):
            continue
        if not kpi.parts:
            yield Finding("registry-parts-missing", _at_kpi(registry, kpi, "method"))
        for part in kpi.parts if kpi.method in _BY_PARTS else ():
            if part.weight is None and (part.other_weight is None or kpi.method is ScoringMethod.COMPOSITE):
                place = place_of(registry, "part", f"{kpi.kpi_no}/{part.code}", "weight", kpi.kpi_no)
                yield Finding("registry-part-weight-missing", place, part.code)


def check_start_is_before_cancellation(registry: Registry) -> Iterator[Finding]:
    """A KPI that starts at a later round is in force at least once."""
    for kpi in registry.kpis:
        if kpi.cancel_round is not None and kpi.cancel_round <= kpi.start_round and kpi.start_round != ROUNDS[0]:
            found, expected = str(kpi.cancel_round), str(kpi.start_round)
            yield Finding("registry-cancelled-before-start", _at_kpi(registry, kpi, "cancel_round"), found, expected)


def check_calendar_rows_give_one_date(registry: Registry) -> Iterator[Finding]:
    """Each calendar row says in exactly one way when its form is due; what it leans on is there."""
    for number, rule in enumerate(registry.calendar, 1):
        given = [way for way in (rule.on_date, rule.day_of_month, rule.days_before_handin) if way is not None]
        if len(given) != 1:
            code = "registry-due-date-ambiguous" if given else "registry-due-date-missing"
            yield Finding(code, place_of(registry, "calendar", str(number), "on_date"), form_title(rule.form))
        if rule.first_period:
            yield from _first_period_findings(registry, number, rule.form, rule.first_period)
    if any(rule.days_before_handin is not None and rule.handin_date is None for rule in registry.calendar):
        for months in ROUNDS:
            if months not in registry.settings.opdc_dates:
                yield Finding("registry-opdc-date-missing", place_of(registry, "settings", "", f"opdc_{months}"), str(months))


def _first_period_findings(registry: Registry, number: int, form: str, code: str) -> Iterator[Finding]:
    period, year = Period.parse(code), registry.settings.fiscal_year
    fits = (period.kind is PeriodKind.MONTH) == (form in _MONTHLY)
    if not fits or period.fiscal_year != year:
        place = place_of(registry, "calendar", str(number), "first_period")
        yield Finding("registry-first-period-unlikely", place, Text(period.label(), period.label("en")), str(year.year))


def check_every_form_is_in_calendar(registry: Registry) -> Iterator[Finding]:
    """A form without a calendar row would never be asked for."""
    general = {rule.form for rule in registry.calendar if not rule.due_group}
    for form in FORM_TITLES:
        if form not in general:
            yield Finding("registry-form-without-due-date", place_of(registry, "calendar", "1", "form"), form_title(form))


def check_due_groups_are_in_calendar(registry: Registry) -> Iterator[Finding]:
    """A KPI's due group has its own calendar row, and the other way round."""
    dated = {rule.due_group for rule in registry.calendar}
    used = {kpi.due_group for kpi in registry.kpis}
    for kpi in registry.kpis:
        if kpi.due_group and kpi.due_group not in dated:
            near = get_close_matches(kpi.due_group, sorted(filter(None, dated)), 1)
            place = _at_kpi(registry, kpi, "due_group")
            yield Finding("registry-due-group-without-date", place, kpi.due_group, near[0] if near else "")
    for number, rule in enumerate(registry.calendar, 1):
        if rule.due_group and rule.due_group not in used:
            yield Finding("registry-due-group-unused", place_of(registry, "calendar", str(number), "due_group"), rule.due_group)


def check_dates_belong_to_the_year(registry: Registry) -> Iterator[Finding]:
    """A date of another year is one that was forgotten when the registry was carried over."""
    year = registry.settings.fiscal_year
    dates = [("settings", "", f"opdc_{months}", day) for months, day in registry.settings.opdc_dates.items()]
    dates += [("calendar", str(number), field, day) for number, rule in enumerate(registry.calendar, 1)
              for field, day in (("on_date", rule.on_date), ("handin_date", rule.handin_date)) if day]  # fmt: skip
    dates += [("host_change", f"{change.kpi_no}/{change.since.isoformat()}", "since", change.since)
              for change in registry.host_changes]  # fmt: skip
    dates += [("plan_target", f"{no}/{code}", "period", Period.parse(code).end) for no, code in registry.plan_targets]
    dates += [("received", str(number), "period", Period.parse(item.period).end)
              for number, item in enumerate(registry.received, 1)]  # fmt: skip
    for record, name, field, day in dates:
        if not year.start <= day <= year.end + _AFTER_YEAR_END:
            yield Finding("registry-date-of-another-year", place_of(registry, record, name, field), day_text(day), str(year.year))


def check_leaves_have_keepers(registry: Registry) -> Iterator[Finding]:
    """Every KPI names who keeps its data; appointments do not end before they begin."""
    kept = {person.kpi_no for person in registry.people if person.role == "keeper"}
    if bare := [kpi for kpi in registry.leaves() if kpi.kpi_no not in kept]:
        yield Finding("registry-keeper-missing", _at_kpi(registry, bare[0], "kpi_no"), ", ".join(kpi.kpi_no for kpi in bare))
    for person in registry.people:
        if person.since and person.until and person.until < person.since:
            place = place_of(registry, "person", f"{person.kpi_no}/{person.role}/{person.name}", "until", person.kpi_no)
            yield Finding("registry-until-before-since", place, person.name)


def check_names_tell_agencies_apart(registry: Registry) -> Iterator[Finding]:
    """No two agencies answer to the same name."""
    first: dict[str, str] = {}
    for agency in registry.agencies:
        for name in dict.fromkeys(filter(None, (agency.name, agency.short, *agency.aliases))):
            other = first.setdefault(name, agency.code)
            if other != agency.code:
                yield Finding("registry-name-shared", place_of(registry, "agency", agency.code, "name"), name, other)


def check_exemptions_name_rules(registry: Registry) -> Iterator[Finding]:
    """An exemption from a rule that does not exist would silently do nothing."""
    known = (*CATALOGUE, *FORM_TITLES, OVERDUE)
    for number, exemption in enumerate(registry.exemptions, 1):
        if exemption.rule not in known:
            near = get_close_matches(exemption.rule, known, 1)
            place = place_of(registry, "exemption", str(number), "rule", exemption.kpi_no)
            yield Finding("registry-unknown-rule", place, exemption.rule, near[0] if near else "")


CHECKS: tuple[Check, ...] = (
    check_parents_are_groups, check_tree_has_no_circle, check_groups_have_children, check_group_weights_are_sums,
    check_weights_sum_to_100, check_criteria_rise_or_fall, check_growth_has_base_years,
    check_milestones_have_steps, check_parts_are_complete, check_start_is_before_cancellation,
    check_calendar_rows_give_one_date, check_every_form_is_in_calendar, check_due_groups_are_in_calendar,
    check_dates_belong_to_the_year, check_leaves_have_keepers, check_names_tell_agencies_apart, check_exemptions_name_rules,
)  # fmt: skip
