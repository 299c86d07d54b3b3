"""The sample province through its whole fiscal year, day by day: monthly and policy reports, three rounds of
self-assessment with the consultant's verdicts, changes in the registry, the province's own hand-ins.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from importlib import resources

from kpi_excel.core.periods import ROUNDS, Period
from kpi_excel.stages.consolidate import merge
from kpi_excel.stages.demo import Coming, Day, Demo, deliveries_of
from kpi_excel.stages.generate import GenerateOptions, generate, wanted_forms
from kpi_excel.stages.house import House, open_house
from kpi_excel.stages.ingest import IngestOptions
from kpi_excel.stages.officials import load_officials
from kpi_excel.stages.officials_year import fill_review, load_verdicts
from kpi_excel.stages.opdc import note_handin, prepare
from kpi_excel.stages.remind import RemindOptions, remind
from kpi_excel.stages.review import review, review_path
from kpi_excel.store import disk
from kpi_excel.workbooks.officials import FilledForm
from kpi_excel.workbooks.registry.layout import Tables
from kpi_excel.workbooks.registry.tables import tables_of
from kpi_excel.workbooks.registry.writer import write_registry

_OUT_DAY = 10
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REVIEW_AFTER = timedelta(days=3)
_TEMPLATES_IN = date(2013, 2, 28)
"""The KPI templates reach OPDC."""
_REMINDED_ON = date(2013, 3, 22)
"""Two days after the monthly reports of March: who is late gets a letter, and is told of what comes next."""
_FORGOTTEN = "2556-08"
"""The month whose policy report the province forgets to hand in."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that the secretary changes in the registry on a day; `key` "+" adds a row."""

    day: date
    sheet: str
    key: str
    column: str
    value: str


@dataclass(slots=True)
class YearDemo(Demo):
    """A demo of the whole year. Every day has, in this order: registry, forms out, files in, review, hand-in, merge."""

    months: tuple[str, ...] = tuple(f"2556-{month:02d}" for month in range(2, 10))
    _plan: dict[date, list[Callable[[House], None]]] = field(default_factory=dict)
    _coming: Coming = field(default_factory=dict)

    def play(self) -> Iterator[Day]:
        """Play every day of the year that has something in it."""
        if not self._begin():
            return
        house = open_house(self.root)
        self._schedule(house)
        day, last = min(self._plan), max(self._plan)
        while day <= last:
            house = self._act(house, day)
            if day in self._coming:
                yield self._receive(house, day, self._coming.pop(day))
            # what the day itself planned: the workbook of a month that ends
            house = self._act(house, day)
            day += timedelta(days=1)

    def _act(self, house: House, day: date) -> House:
        """Everything planned for a day; the registry is read again only where somebody changed it."""
        for act in self._plan.pop(day, ()):
            act(house)
            if house.workspace.read_registry() != house.registry_data:
                house = open_house(self.root)
        return house

    def _schedule(self, house: House) -> None:
        months = [Period.parse(code) for code in self.months]
        first = months[0].start + timedelta(days=_OUT_DAY - 1)
        for change in load_changes():
            self._on(change.day, lambda house, change=change: change_registry(house, change))  # type: ignore[misc]
        self._on(first, lambda house: self._out(house, GenerateOptions(first, ("kpi_template", "action_plan"))))
        templates = Period.parse(f"{house.registry.settings.fiscal_year.year}-kpi")
        self._on(_TEMPLATES_IN, lambda house: self._hand_in(house, templates, _TEMPLATES_IN))
        self._on(_REMINDED_ON, self._remind)
        for month in months:
            self._on(max(first, month.start), lambda house, month=month: self._monthly(house, month))  # type: ignore[misc]
            self._on(month.end, lambda house, month=month: self._month_ends(house, month))  # type: ignore[misc]
        for months_in in ROUNDS:
            period = Period.parse(f"{house.registry.settings.fiscal_year.year}-sar{months_in}")
            out = period.end + timedelta(days=1)
            self._on(out, lambda house, period=period, out=out: self._round(house, period, out))  # type: ignore[misc]
            reviewed = _reviewed_on(house, months_in)
            self._on(reviewed, lambda house, period=period, day=reviewed: self._review(house, period, day))  # type: ignore[misc]

    def _ending(self, house: House) -> tuple[Period, date]:
        last = ROUNDS[-1]
        return Period.parse(f"{house.registry.settings.fiscal_year.year}-sar{last}"), _reviewed_on(house, last)

    def _on(self, day: date, act: Callable[[House], None]) -> None:
        self._plan.setdefault(day, []).append(act)

    def _out(self, house: House, options: GenerateOptions) -> None:
        """Forms go out, and what will come back is known."""
        for _ in generate(house, options):
            pass
        officials = load_officials(house.registry.settings.fiscal_year)
        for item in wanted_forms(house, options):
            for day, make in deliveries_of(house, officials, item):
                self._coming.setdefault(day, []).append(make)

    def _monthly(self, house: House, month: Period) -> None:
        self.say(f"สร้างแบบรายงานเดือน {month.short_label()}", f"Monthly forms for {month.short_label('en')} go out")
        day = max(month.start, date(month.start.year, 2, _OUT_DAY))
        self._out(house, GenerateOptions(day, ("monthly_progress",), month))

    def _month_ends(self, house: House, month: Period) -> None:
        """The policy report goes out with the figures just accepted; the workbook of the month is made."""
        self._out(house, GenerateOptions(month.end, ("policy_report",), month))
        self._on(month.end, lambda house: self._merge(house, month, month.end))
        if month.code != _FORGOTTEN:
            day = month.end + timedelta(days=5)
            self._on(day, lambda house: self._hand_in(house, month, day))

    def _merge(self, house: House, period: Period, day: date) -> None:
        self.merged = merge(house, period, day, self.lang)

    def _hand_in(self, house: House, period: Period, day: date) -> None:
        """A month's policy report by mail; the hosts' entry sheets of a round."""
        prepare(house, period, day, self.lang)
        note_handin(house, period, day, day)

    def _remind(self, house: House) -> None:
        self.say("จังหวัดเตือนหน่วยงานที่ค้าง", "The province reminds who is late")
        remind(house, RemindOptions(_REMINDED_ON, lang=self.lang))

    def _round(self, house: House, period: Period, day: date) -> None:
        self.say(f"ประเมินตนเอง {period.label()}", f"Self-assessment, {period.label('en')}")
        self._out(house, GenerateOptions(day, ("self_assessment",), period))

    def _review(self, house: House, period: Period, day: date) -> None:
        """The consultant fills the review workbook of the round; it comes back through the inbox."""
        self.say(f"ที่ปรึกษาทวนสอบ {period.short_label()}", f"The consultant reviews the {period.short_label('en')} round")
        options = IngestOptions(day, workers=self.workers, settle=0)
        review(house, (), period, day, options, export=True)
        form = FilledForm(disk.read_bytes(review_path(house, period)))
        written = f"{day.day}/{day.month}/{day.year + 543}"
        fill_review(form, load_verdicts(), period.months, house.registry, written)
        disk.replace(house.workspace.inbox / f"ทวนสอบ {period.code}.xlsx", form.save(day))
        review(house, (), period, day, options)
        self._hand_in(house, period, day)
        self._merge(house, period, day)


def _reviewed_on(house: House, months_in: int) -> date:
    """The consultant's day: some days after the agencies', before OPDC's."""
    return house.registry.settings.opdc_dates[months_in] - timedelta(days=7) + _REVIEW_AFTER


def load_changes() -> tuple[Change, ...]:
    """What the secretary changes in the registry, by day."""
    text = resources.files("kpi_excel.samples.demo").joinpath("registry_changes.csv").read_text("utf-8")
    return tuple(
        Change(_day(row["day"]), row["sheet"], row["key"], row["column"], row["value"]) for row in csv.DictReader(text.splitlines())
    )


def _day(text: str) -> date:
    year, month, day = map(int, text.split("-"))
    return date(year - 543 if year > 2400 else year, month, day)


def change_registry(house: House, change: Change) -> None:
    """Change one cell, or add a row, and save the registry: what the secretary does in a spreadsheet program."""
    tables = {key: [dict(row) for row in rows] for key, rows in tables_of(house.registry).items()}
    rows = tables[change.sheet]
    if change.key == "+":
        rows.append({name.strip(): _typed(value.strip()) for name, value in (part.split("=") for part in change.value.split(";"))})
    else:
        row = next(row for row in rows if _is_meant(row, change.key))
        row[change.column] = _typed(change.value)
    changed: Tables = tables
    disk.replace(house.workspace.registry, write_registry(changed))


def _is_meant(row: Mapping[str, object], key: str) -> bool:
    """A KPI or lesson by its number; a person by "KPI number/role"."""
    number, _, role = key.partition("/")
    if role:
        return row.get("role") == role and number in str(row.get("kpi_nos") or row.get("kpi_no")).replace(" ", "").split(",")
    return str(row.get("kpi_no") or row.get("number") or "") == key


def _typed(text: str) -> str | Decimal | date:
    if _ISO_DAY.fullmatch(text):
        return _day(text)
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
