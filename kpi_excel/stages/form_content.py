"""The content of one form, of what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kpi_excel.core.material import Material
from kpi_excel.core.merge import material_of
from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt
from kpi_excel.forms.build import Order, build_content
from kpi_excel.forms.content import FormContent
from kpi_excel.forms.spec import FormSpec
from kpi_excel.stages.knowledge import known_of


class FormDesk(Protocol):
    """What forms are made by: of a workspace no more than this."""

    @property
    def registry(self) -> Registry: ...

    @property
    def specs(self) -> Mapping[str, FormSpec]: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """One form to make: whose, which, for when, about which KPIs with which due dates."""

    agency: str
    form: str
    period: Period
    kpis: tuple[Kpi, ...]
    dues: Mapping[str, date]


def material_for(
    desk: FormDesk, period: Period, receipts: tuple[Receipt, ...], as_of: date, materials: dict[str, Material]
) -> Material:
    """What counts up to a period, made once for all its forms."""
    if period.code not in materials:
        materials[period.code] = material_of(desk.registry, receipts, period, as_of)
    return materials[period.code]


def content_of(
    desk: FormDesk, item: Wanted, receipts: tuple[Receipt, ...], as_of: date, lang: str, materials: dict[str, Material]
) -> FormContent:
    """The content of one form; `materials` keeps what several forms of a period share."""
    material = material_for(desk, item.period, receipts, as_of, materials)
    agency = desk.registry.agency(item.agency)
    assert agency is not None
    kpis = tuple(material.kpis[kpi.kpi_no] for kpi in item.kpis)
    known = known_of(material, item.agency, kpis, receipts, item.form, lang)
    return build_content(Order(desk.specs[item.form], desk.registry, agency, item.period, kpis, item.dues, known, lang))
