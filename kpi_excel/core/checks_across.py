"""Checks that look across files: computed anew at every merge, so that the order of arrival changes no verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial

from kpi_excel.core.checks_between_forms import FORM_CHECKS
from kpi_excel.core.checks_between_months import MONTH_CHECKS
from kpi_excel.core.checks_evidence import EVIDENCE_CHECKS, check_evidence_files_exist
from kpi_excel.core.consolidation import FindingLine
from kpi_excel.core.exemptions import describe_exemption, exemption_from
from kpi_excel.core.registers import EvidenceFile
from kpi_excel.core.tree import Tree

AcrossCheck = Callable[[Tree], Iterator[FindingLine]]

ACROSS_CHECKS: tuple[AcrossCheck, ...] = (*MONTH_CHECKS, *FORM_CHECKS, *EVIDENCE_CHECKS)


def findings_across(tree: Tree, files: Iterable[EvidenceFile] = ()) -> Iterator[FindingLine]:
    """All warnings that need more than one file, or the registry of today. `files`: of the folder of evidence."""
    checks: tuple[AcrossCheck, ...] = (*ACROSS_CHECKS, partial(check_evidence_files_exist, files=files))
    registry, as_of = tree.material.registry, tree.material.as_of
    for check in checks:
        for line in check(tree):
            exemption = exemption_from(registry, line.finding.code, line.agency, line.finding.place.kpi_no, as_of)
            yield replace(line, exempted_by=describe_exemption(exemption)) if exemption else line
