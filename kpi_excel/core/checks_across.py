"""Checks that look across files: computed anew at every merge, so that the order of arrival changes no verdict."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial

from kpi_excel.core.checks_between_forms import FORM_CHECKS
from kpi_excel.core.checks_between_months import MONTH_CHECKS
from kpi_excel.core.checks_evidence import EVIDENCE_CHECKS, check_evidence_files_exist
from kpi_excel.core.consolidation import FindingLine
from kpi_excel.core.exemptions import describe_exemption, exemption_from
from kpi_excel.core.tree import Tree

AcrossCheck = Callable[[Tree], Iterator[FindingLine]]

ACROSS_CHECKS: tuple[AcrossCheck, ...] = (*MONTH_CHECKS, *FORM_CHECKS, *EVIDENCE_CHECKS)


def findings_across(tree: Tree, evidence_files: Collection[str] | None = None) -> Iterator[FindingLine]:
    """All warnings that need more than one file, or the registry of today.

    `evidence_files`: the names of what lies in the folder of evidence; None where no folder was given.
    """
    checks = list(ACROSS_CHECKS)
    if evidence_files is not None:
        checks.append(partial(check_evidence_files_exist, files=evidence_files))
    registry, as_of = tree.material.registry, tree.material.as_of
    for check in checks:
        for line in check(tree):
            exemption = exemption_from(registry, line.finding.code, line.agency, line.finding.place.kpi_no, as_of)
            yield replace(line, exempted_by=describe_exemption(exemption)) if exemption else line
