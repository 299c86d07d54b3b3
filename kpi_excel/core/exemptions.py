"""Recorded exemptions: which rule somebody waived, for whom, until when."""

from __future__ import annotations

from datetime import date

from kpi_excel.core.model import Exemption, Registry
from kpi_excel.core.periods import day_text
from kpi_excel.core.text import Text

OVERDUE = "overdue"
"""The rule that says: do not chase this agency or KPI for what is late, until the day given."""


def exemption_from(registry: Registry, rule: str, agency: str, kpi_no: str, day: date) -> Exemption | None:
    """The exemption from a rule (a form, a finding code, or `OVERDUE`) that holds on a day; blank means "all"."""
    covered = {"", *_with_groups(registry, kpi_no)}
    for exemption in registry.exemptions:
        if (
            exemption.rule == rule and exemption.agency in ("", agency) and exemption.kpi_no in covered
            and (exemption.until is None or day <= exemption.until)
        ):  # fmt: skip
            return exemption
    return None


def describe_exemption(exemption: Exemption) -> Text:
    """Who waived it, why and until when, as it is printed wherever it applied."""
    said = f"{exemption.who}: {exemption.why}"
    if exemption.until is None:
        return Text(said, said)
    until = day_text(exemption.until)
    return Text(f"{said} (ถึง {until.th})", f"{said} (until {until.en})")


def _with_groups(registry: Registry, kpi_no: str) -> list[str]:
    """A KPI and the groups above it: what is waived for a group is waived for its leaves."""
    chain: list[str] = []
    while kpi_no and kpi_no not in chain:
        chain.append(kpi_no)
        kpi = registry.kpi(kpi_no)
        kpi_no = kpi.parent_no if kpi else ""
    return chain
