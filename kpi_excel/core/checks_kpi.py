"""Checks of what a record is about: a KPI of the registry, a leaf, hosted by the sender, in force, said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from kpi_excel.core.findings import Finding
from kpi_excel.core.in_force import has_started, host_of, hosts_within, is_agreed, is_cancelled
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.reporting_calendar import FORM_TITLES, RESULT_FORMS
from kpi_excel.core.submitted import Submitted, finding_at
from kpi_excel.core.text import Text


def check_kpi_is_known(submitted: Submitted) -> Iterator[Finding]:
    """The number stands in the registry; near misses are suggested, the sender's own KPIs first."""
    registry = submitted.registry
    numbers = [kpi.kpi_no for kpi in registry.leaves()]
    own = [kpi.kpi_no for kpi in registry.leaves() if kpi.host == submitted.agency]
    for record in submitted.records:
        if record.kpi_no and registry.kpi(record.kpi_no) is None:
            near = _nearest(record.kpi_no, own) or _nearest(record.kpi_no, numbers)
            expected = ", ".join(near) or Text("ไม่มี", "none")
            yield finding_at("kpi-unknown", record, "kpi_no", found=record.kpi_no, expected=expected)


def _nearest(kpi_no: str, numbers: list[str]) -> list[str]:
    return get_close_matches(kpi_no, numbers, n=3, cutoff=0.5)


def check_kpi_is_a_leaf(submitted: Submitted) -> Iterator[Finding]:
    """Groups have no result of their own."""
    for record in submitted.records:
        kpi = submitted.registry.kpi(record.kpi_no)
        if kpi is not None and not kpi.is_leaf:
            children = [child.kpi_no for child in submitted.registry.kpis if child.parent_no == kpi.kpi_no]
            yield finding_at("kpi-is-a-group", record, "kpi_no", found=kpi.kpi_no, expected=", ".join(children))


def check_kpi_is_hosted(submitted: Submitted) -> Iterator[Finding]:
    """The sender hosts the KPI, or did on a day of the period."""
    if submitted.form not in FORM_TITLES:
        return
    for record in submitted.records:
        kpi = submitted.registry.kpi(record.kpi_no)
        if kpi is None or not kpi.is_leaf:
            continue
        if submitted.agency not in hosts_within(submitted.registry, submitted.form, submitted.period, kpi):
            code = host_of(submitted.registry, submitted.form, submitted.period, kpi)
            host = submitted.registry.agency(code)
            yield finding_at("kpi-not-hosted", record, "", found=submitted.agency, expected=host.name if host else code)


def check_kpi_is_in_force(submitted: Submitted) -> Iterator[Finding]:
    """What does not count yet, or no longer, is said where a result was given."""
    if submitted.form not in RESULT_FORMS:
        return
    for record, kpi in submitted.known("kpi"):
        if why := why_not_in_force(kpi, submitted.period):
            yield finding_at("kpi-not-in-force", record, "", found=kpi.kpi_no, expected=why)


def why_not_in_force(kpi: Kpi, period: Period) -> Text | None:
    """Why a KPI does not count in a period; None where it does."""
    if is_cancelled(kpi, period):
        return Text(f"ยกเลิกที่รอบ {kpi.cancel_round} เดือน", f"cancelled at the {kpi.cancel_round}-month round")
    if not has_started(kpi, period):
        return Text(f"เริ่มรายงานที่รอบ {kpi.start_round} เดือน", f"starts in the {kpi.start_round}-month round")
    if not is_agreed(kpi, period):
        return Text("ยังอยู่ระหว่างเจรจา", "still being negotiated")
    return None


def check_kpi_stands_once(submitted: Submitted) -> Iterator[Finding]:
    """One row per KPI: of two, nobody can know which is meant."""
    counts = Counter((record.kind, record.kpi_no) for record in submitted.records)
    for record in submitted.records:
        if counts[record.kind, record.kpi_no] > 1 and record.kpi_no:
            yield finding_at("kpi-row-twice", record, "", found=record.kpi_no)


KPI_CHECKS = (
    check_kpi_is_known, check_kpi_is_a_leaf, check_kpi_is_hosted, check_kpi_is_in_force, check_kpi_stands_once,
)  # fmt: skip
