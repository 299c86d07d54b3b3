"""Checks that look across files: computed anew at every merge, so that the order of arrival changes no verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kpi_excel.core.checks_between_forms import FORM_CHECKS
from kpi_excel.core.checks_between_months import MONTH_CHECKS
from kpi_excel.core.consolidation import FindingLine
from kpi_excel.core.exemptions import describe_exemption, exemption_from
from kpi_excel.core.tree import Tree

AcrossCheck = Callable[[Tree], Iterator[FindingLine]]

ACROSS_CHECKS: tuple[AcrossCheck, ...] = (*MONTH_CHECKS, *FORM_CHECKS)


def findings_across(tree: Tree) -> Iterator[FindingLine]:
    """All warnings that need more than one file, or the registry of today."""
    registry, as_of = tree.material.registry, tree.material.as_of
    for check in ACROSS_CHECKS:
        for line in check(tree):
            exemption = exemption_from(registry, line.finding.code, line.agency, line.finding.place.kpi_no, as_of)
            yield replace(line, exempted_by=describe_exemption(exemption)) if exemption else line
