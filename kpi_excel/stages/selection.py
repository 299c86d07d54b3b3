"""What a command names, looked up before anything is done: an agency, a form, a period of the workspace's year."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Agency, Registry
from kpi_excel.core.periods import Period, PeriodKind
from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FormSpec
from kpi_excel.forms.thai_text import key_of
from kpi_excel.stages.house import House

RESULT_PERIODS = (PeriodKind.MONTH, PeriodKind.SAR)
"""Periods that have results: what is merged and traced is one of these."""


def agency_named(registry: Registry, word: str) -> Agency:
    """The agency of that code, name, short name or alias.

    Raises:
        KpiExcelError: there is none; the finding names those that look alike.
    """
    wanted = key_of(word)
    named = [agency for agency in registry.agencies if wanted in map(key_of, _names_of(agency))]
    by_code = [agency for agency in named if wanted == key_of(agency.code)]
    if len(found := by_code or named) == 1:
        return found[0]
    codes = {key_of(name): agency.code for agency in registry.agencies for name in _names_of(agency)}
    near = dict.fromkeys(codes[key] for key in difflib.get_close_matches(wanted, codes, 3, 0.5))
    raise KpiExcelError(Finding("no-such-agency", found=word, expected=" · ".join(near or dict.fromkeys(codes.values()))))


def form_named(house: House, word: str) -> FormSpec:
    """The spec of a form.

    Raises:
        KpiExcelError: the workspace has no such form.
    """
    if word not in house.specs:
        raise KpiExcelError(Finding("form-unknown", found=word, expected=" · ".join(house.specs)))
    return house.specs[word]


def check_period(house: House, period: Period, kinds: Collection[PeriodKind] = tuple(PeriodKind)) -> None:
    """Raises KpiExcelError where a period lies outside the registry's fiscal year or is of a kind that does not fit."""
    year = house.registry.settings.fiscal_year
    if period.fiscal_year != year:
        first, *_, last = (month.code for month in year.months())
        expected = Text(
            f"รอบของปีงบประมาณ {year.year} ({first} ถึง {last})", f"a period of fiscal year {year.year} ({first} to {last})"
        )
        raise KpiExcelError(Finding("period-does-not-fit", found=_with_its_year(period), expected=expected))
    if period.kind not in kinds:
        raise KpiExcelError(Finding("period-does-not-fit", found=period.code, expected=_examples(year.year, kinds)))


def _with_its_year(period: Period) -> Text:
    """A month's code does not show that December belongs to the fiscal year named after the next one."""
    if period.kind is not PeriodKind.MONTH:
        return Text(period.code, period.code)
    year = period.fiscal_year.year
    return Text(
        f"{period.code} ({period.label()} อยู่ในปีงบประมาณ {year})",
        f"{period.code} ({period.label('en')} is in fiscal year {year})",
    )


def _names_of(agency: Agency) -> Iterable[str]:
    return (name for name in (agency.code, agency.name, agency.short, *agency.aliases) if name)


def _examples(year: int, kinds: Collection[PeriodKind]) -> str:
    examples = {
        PeriodKind.MONTH: f"{year}-02", PeriodKind.SAR: f"{year}-sar6", PeriodKind.KPI: f"{year}-kpi",
        PeriodKind.PLAN: f"{year}-plan",
    }  # fmt: skip
    return " · ".join(examples[kind] for kind in kinds)
