"""What a form says of a KPI, and what the registry says now."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.periods import FiscalYear
from kpi_excel.core.text import say
from kpi_excel.forms.facts import changed_kpis, facts_of, told_as_changed
from kpi_excel.forms.frame import Issued, ReadingFrame

KPI = Kpi("1.1", "ก", ScoringMethod.LINEAR, unit="ร้อยละ", weight=Decimal("4.0"), levels=tuple(map(Decimal, (60, 70, 80, 90, 100))))  # type: ignore[arg-type]


def frame(now: Kpi | None, was: Kpi = KPI) -> ReadingFrame:
    return ReadingFrame(FiscalYear(2556), {} if now is None else {now.kpi_no: now}, Issued(facts={"1.1": facts_of(was)}))


def test_what_stayed_is_not_told__numbers_by_value() -> None:
    assert changed_kpis(frame(replace(KPI, weight=Decimal(4)))) == {}
    assert changed_kpis(frame(None)) == {}


def test_what_changed_is_named_with_both_values() -> None:
    now = frame(replace(KPI, weight=Decimal(5), name="ข"))
    told = list(told_as_changed(now, changed_kpis(now)))
    assert {finding.code for finding in told} == {"registry-changed-since-issued"}
    assert [(say(f.found, "en"), f.expected) for f in told] == [("name ก", "ข"), ("weight 4", "5")]


def test_what_the_registry_leaves_blank_it_does_not_say() -> None:
    assert changed_kpis(frame(replace(KPI, unit="", levels=(None,) * 5))) == {}
