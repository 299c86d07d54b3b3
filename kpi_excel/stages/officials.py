"""The officials of the sample province: what they type into each form, and the mistakes they make, read from tables."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import resources

from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import BE_OFFSET, FiscalYear, Period, PeriodKind
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.forms.codes import input_code
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.thai_dates import read_date
from kpi_excel.stages.officials_year import fill_assessment, fill_policy
from kpi_excel.workbooks.officials import FilledForm, as_typed

_PACKAGE = "kpi_excel.samples.demo"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing an agency does with one form. `day` is when it is sent, None where it never is."""

    agency: str
    form: str
    period: str
    day: date | None
    deed: str
    where: str
    typed: str
    outcome: str
    """The verdict that this file is to get; "" where none is sent."""
    said: str
    """A finding code that is to stand on it, "" where nothing need be said."""
    why: str


@dataclass(frozen=True, slots=True)
class Officials:
    """Everything the sample's officials know: monthly figures, texts, plan steps, projects, template texts, deeds."""

    results: Mapping[tuple[str, str], Mapping[str, str]]
    words: tuple[Mapping[str, str], ...]
    plan: tuple[Mapping[str, str], ...]
    projects: Mapping[str, str]
    """KPI number → the project behind its steps that cost money."""
    template: Mapping[str, str]
    deeds: tuple[Deed, ...]

    def deeds_for(self, agency: str, form: str, period: str) -> list[Deed]:
        return [d for d in self.deeds if (d.agency, d.form, d.period) == (agency, form, period)]


def load_officials(year: FiscalYear) -> Officials:
    """Read the tables that come with the sample."""
    results = {(row["kpi_no"], row["input"]): row for row in _rows("results.csv")}
    deeds = tuple(
        Deed(row["agency"], row["form"], row["period"], read_date(row["day"], year).day, row["deed"], row["where"],
             row["typed"], row["outcome"], row["said"], row["why"])
        for name in ("deeds.csv", "year_deeds.csv") for row in _rows(name)
    )  # fmt: skip
    template = tomllib.loads(resources.files(_PACKAGE).joinpath("template.toml").read_text("utf-8"))
    projects = {row["kpi_no"]: row["project"] for row in _rows("projects.csv")}
    return Officials(results, tuple(_rows("words.csv")), tuple(_rows("plan.csv")), projects, template, deeds)


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(resources.files(_PACKAGE).joinpath(name).read_text("utf-8").splitlines())


def fill(
    form: FilledForm, spec: FormSpec, officials: Officials, registry: Registry, agency: str, period: Period,
    on: date | None = None,
) -> None:  # fmt: skip
    """Fill a form completely and correctly. `on`: the day it is sent, where that comes before the period's end."""
    last = min(on or period.end, period.end)
    kpis = [kpi for kpi in registry.leaves() if registry.host_on(kpi, period.end) == agency]
    _fill_head(form, spec, registry, agency)
    if period.kind is PeriodKind.KPI:
        for kpi in kpis:
            _fill_template(form, spec, officials, registry, kpi)
    elif period.kind is PeriodKind.PLAN:
        for kpi in kpis:
            _fill_plan(form, officials, registry, kpi)
    elif period.kind is PeriodKind.SAR:
        for kpi in kpis:
            fill_assessment(form, spec, officials.results, kpi, period)
        _fill_steps(form, registry, last)
        _fill_evidence(form, officials, registry, last)
    elif spec.form == "policy_report":
        for kpi in kpis:
            _fill_figures(form, officials, kpi, period)
            fill_policy(form, kpi, period, _words_for(officials, kpi, period))
    else:
        for kpi in kpis:
            _fill_month(form, officials, kpi, period)
        _fill_steps(form, registry, last)
        _fill_evidence(form, officials, registry, last)


def _fill_head(form: FilledForm, spec: FormSpec, registry: Registry, agency: str) -> None:
    own = registry.agency(agency)
    for sheet in spec.sheets:
        for item in sheet.head:
            form.type_below(item.title.th, (own.phone if item.key == "phone" else own.contact) if own else "")


def _fill_template(form: FilledForm, spec: FormSpec, officials: Officials, registry: Registry, kpi: Kpi) -> None:
    words = {key: text.format(name=kpi.name, unit=kpi.unit or "ครั้ง") for key, text in officials.template.items()}
    people = {role: registry.person_on(kpi.kpi_no, role, registry.settings.fiscal_year.end) for role in ("supervisor", "keeper")}
    for role, person in people.items():
        if person is not None:
            words |= {role: person.name, f"{role}_position": person.position, f"{role}_phone": person.phone}
    if kpi.target is None and kpi.levels[2] is not None:
        words["target"] = f"{kpi.levels[2]:f}"
    for block in spec.sheets[0].blocks:
        for item in block.fields:
            known = words.get(item.key) or (words["baseline"] if item.key.startswith("baseline_y") else "")
            if item.is_input and known and _is_blank(form, kpi.row_code, item.title.th):
                form.type_beside(item.title.th, as_typed(known), kpi.row_code)


def _is_blank(form: FilledForm, sheet: str, label: str) -> bool:
    for row in form.book[sheet].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.split("\n")[0] == label:
                return form.book[sheet].cell(cell.row, cell.column + 1).value in (None, "")
    return False


def _fill_plan(form: FilledForm, officials: Officials, registry: Registry, kpi: Kpi) -> None:
    keeper = registry.person_on(kpi.kpi_no, "keeper", registry.settings.fiscal_year.end)
    for row in officials.plan:
        place = f"plan P{kpi.kpi_no}-{row['level']}"
        for key in ("step", "start", "finish", "evidence"):
            form.type_into(f"{place} {key}", row[key])
        form.type_into(f"{place} responsible", keeper.name if keeper else "ผู้รับผิดชอบ")
        if row["budget"]:
            form.type_into(f"{place} budget", int(row["budget"]))
            if kpi.kpi_no in officials.projects:
                form.type_into(f"{place} project", officials.projects[kpi.kpi_no])
    key = "result" if (kpi.kpi_no, "result") in officials.results and is_direct(kpi) else ""
    if key:
        figures = officials.results[kpi.kpi_no, key]
        for index, month in enumerate(registry.settings.fiscal_year.months(), start=1):
            if figures.get(month.code) and not isinstance(as_typed(figures[month.code]), str):
                form.type_into(f"targets {kpi.row_code} m{index:02d}", as_typed(figures[month.code]))


def _fill_figures(form: FilledForm, officials: Officials, kpi: Kpi, period: Period) -> None:
    for wanted in inputs_of(kpi):
        figure = officials.results.get((kpi.kpi_no, wanted.key), {}).get(period.code, "")
        if not figure:
            continue
        place = f"results {kpi.row_code} result" if is_direct(kpi) else f"inputs {input_code(kpi, wanted.key)} value"
        form.type_into(place, as_typed(figure))


def _fill_month(form: FilledForm, officials: Officials, kpi: Kpi, period: Period) -> None:
    _fill_figures(form, officials, kpi, period)
    words = _words_for(officials, kpi, period)
    for key in ("status", "problem", "measure", "help_wanted", "next_work", "highlight"):
        if words[key]:
            form.type_into(f"words {kpi.row_code} {key}", words[key])
    form.type_into(f"words {kpi.row_code} data_as_of", _written(period.end))


def _words_for(officials: Officials, kpi: Kpi, period: Period) -> Mapping[str, str]:
    """The row of the KPI itself where one covers the month, else what everybody writes."""
    fitting = [w for w in officials.words if w["from"] <= period.code <= w["until"] and w["kpi_no"] in ("", kpi.kpi_no)]
    return max(fitting, key=lambda row: row["kpi_no"] != "")


def _fill_steps(form: FilledForm, registry: Registry, last: date) -> None:
    """Report the planned steps that ended by `last` as finished on their day."""
    for sheet in form.book.worksheets:
        for code, cells in form.rows(sheet, "steps").items():
            if code.startswith("P"):
                due = read_date(str(cells["due"].value), registry.settings.fiscal_year).day
                finished = due is not None and due <= last
                cells["done"].value = "เสร็จแล้ว" if finished else "กำลังทำ"
                if finished and due is not None:
                    cells["finished_on"].value = _written(due)


def _fill_evidence(form: FilledForm, officials: Officials, registry: Registry, last: date) -> None:
    """File the document of each step that ended by `last` on that day, by whoever kept the data then."""
    planned = {row["evidence"]: row for row in officials.plan}
    for sheet in form.book.worksheets:
        for code, cells in form.rows(sheet, "evidence").items():
            row = planned.get(str(cells["document"].value))
            ended = read_date(row["finish"], registry.settings.fiscal_year).day if row else None
            if row is None or ended is None or ended > last or cells["place"].value:
                continue
            kpi_no = str(cells["kpi_no"].value)
            keeper = registry.person_on(kpi_no, "keeper", ended)
            typed = {
                "kind": row["kind"], "dated": _written(ended), "kept_on": _written(ended),
                "keeper": keeper.name if keeper else "ผู้จัดเก็บข้อมูล",
                "place": row["place"].format(number=code.removeprefix("E"), kpi_no=kpi_no),
            }  # fmt: skip
            for key, value in typed.items():
                cells[key].value = value


def _written(day: date) -> str:
    """As most people type it: 31/3/2556."""
    return f"{day.day}/{day.month}/{day.year + BE_OFFSET}"
