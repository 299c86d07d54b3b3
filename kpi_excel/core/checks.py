"""The checks of one submission, and what follows from them: which records await correction, and the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from kpi_excel.core.catalogue import CATALOGUE, severity_of
from kpi_excel.core.checks_filed import FILED_CHECKS
from kpi_excel.core.checks_kpi import KPI_CHECKS
from kpi_excel.core.checks_plan import PLAN_CHECKS
from kpi_excel.core.checks_report import REPORT_CHECKS
from kpi_excel.core.checks_review import REVIEW_CHECKS
from kpi_excel.core.exemptions import exemption_from
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.revisions import says_something
from kpi_excel.core.submission import Record, Verdict
from kpi_excel.core.submitted import Submitted

Check = Callable[[Submitted], Iterator[Finding]]

SUBMISSION_CHECKS: tuple[Check, ...] = (*KPI_CHECKS, *PLAN_CHECKS, *REPORT_CHECKS, *FILED_CHECKS, *REVIEW_CHECKS)


def check_submission(
    form: str, records: Sequence[Record], registry: Registry, period: Period, agency: str
) -> Iterator[Finding]:
    """Everything that the registry and the records themselves can show to be wrong. Blank records are not judged."""
    filled = tuple(record for record in records if says_something(record))
    submitted = Submitted(form, filled, registry, period, agency)
    for check in SUBMISSION_CHECKS:
        yield from check(submitted)


def without_consequences(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings whose cause was not reported on the same cell or field already (the catalogue names causes)."""
    told = list(dict.fromkeys(findings))
    return tuple(finding for finding in told if not any(_is_cause(other, finding) for other in told))


def _is_cause(cause: Finding, finding: Finding) -> bool:
    if cause.code not in CATALOGUE[finding.code].causes:
        return False
    here, there = finding.place, cause.place
    same_cell = bool(here.cell) and (here.file, here.sheet, here.cell) == (there.file, there.sheet, there.cell)
    return same_cell or ((here.kpi_no, here.field) == (there.kpi_no, there.field) and not (here.cell and there.cell))


def exempted(findings: Iterable[Finding], registry: Registry, agency: str, day: date) -> frozenset[Finding]:
    """Those that a recorded exemption lifts on a day: still printed, but no record awaits correction for them."""
    return frozenset(f for f in findings if exemption_from(registry, f.code, agency, f.place.kpi_no, day))


def mark_awaiting(records: Iterable[Record], findings: Iterable[Finding]) -> tuple[Record, ...]:
    """The records, each awaiting correction if an error stands on it.

    `place.kpi_no` and the part of `place.field` before the dot say which record a finding stands on; a field that
    names no kind of record means all records of its KPI.
    """
    faulty = {(f.place.kpi_no, f.place.field.partition(".")[0]) for f in findings if severity_of(f) is Severity.ERROR}
    return tuple(
        replace(record, awaiting=True) if {(record.kpi_no, record.kind), (record.kpi_no, "")} & faulty else record
        for record in records
    )


def verdict_of(records: Sequence[Record], findings: Iterable[Finding]) -> Verdict:
    """Returned without any filled record; accepted in part while an error stands anywhere, even outside all records."""
    filled = [record for record in records if says_something(record)]
    if not filled:
        return Verdict.RETURNED
    has_error = any(severity_of(finding) is Severity.ERROR for finding in findings)
    return Verdict.ACCEPTED_IN_PART if has_error or any(r.awaiting for r in filled) else Verdict.ACCEPTED
