"""Which findings of the checks are mere consequences of a cell that could not be read, and so are no news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Finding, Severity

_LEVELS = ("c1", "c2", "c3", "c4", "c5")
_TREE = ("kpi_no", "parent_no", "method", "weight")

_UPSET_BY: Mapping[str, tuple[str, ...]] = {
    "registry-weights-not-100": _TREE,
    "registry-weights-still-open": _TREE,
    "registry-group-weight": _TREE,
    "registry-group-empty": _TREE,
    "registry-criteria-missing": _LEVELS,
    "registry-criteria-incomplete": _LEVELS,
    "registry-baseline-missing": ("kpi_no", "year", "value"),
    "registry-steps-missing": ("kpi_no", "level", "text"),
    "registry-parts-missing": ("kpi_no", "code"),
    "registry-part-weight-missing": ("weight", "other_weight"),
    "registry-keeper-missing": ("kpi_nos", "role", "name"),
    "registry-due-date-missing": ("on_date", "day_of_month", "days_before_handin"),
    "registry-opdc-date-missing": ("opdc_6", "opdc_9", "opdc_12"),
    "registry-form-without-due-date": ("form",),
    "registry-due-group-without-date": ("form", "due_group"),
}
"""The columns whose unreadable cells explain a finding."""

_SUMS = (
    "registry-weights-not-100", "registry-weights-still-open", "registry-group-weight", "registry-group-empty",
    "registry-keeper-missing",
)  # fmt: skip
"""Findings over many KPIs: any of them may be the cause."""


def without_consequences(findings: Iterable[Finding], causes: Iterable[Finding]) -> Iterator[Finding]:
    """The findings of the checks that no error of reading explains."""
    errors = [cause for cause in causes if severity_of(cause) is Severity.ERROR]
    return (finding for finding in findings if not any(_explains(error, finding) for error in errors))


def _explains(error: Finding, finding: Finding) -> bool:
    if error.place.field not in _UPSET_BY.get(finding.code, ()):
        return False
    named = {error.place.kpi_no, finding.place.kpi_no} - {""}
    return finding.code in _SUMS or len(named) <= 1
