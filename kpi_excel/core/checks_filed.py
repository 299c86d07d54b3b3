"""Checks of what is filed and signed: days of evidence, the governor's approval, a refusal, a claim's reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kpi_excel.core.approvals import missing_parts
from kpi_excel.core.checks_kpi import why_not_in_force
from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import FiscalYear, day_text, short_date
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.submission import Record
from kpi_excel.core.submitted import Submitted, finding_at
from kpi_excel.core.text import Text

FORM = "self_assessment"
_REFUSED = (False, "refused")


def check_evidence_belongs_to_the_year(submitted: Submitted) -> Iterator[Finding]:
    """A document proves the year it is dated in."""
    year = submitted.registry.settings.fiscal_year
    for record, _ in submitted.known("evidence"):
        for row in record.rows:
            dated = row.get("dated")
            if isinstance(dated, date) and not year.start <= dated <= year.end:
                yield finding_at("evidence-outside-year", record, "dated", row, day_text(dated), _span(year))


def check_evidence_is_filed_after_its_date(submitted: Submitted) -> Iterator[Finding]:
    """A document is filed on the day it bears or later."""
    for record, _ in submitted.known("evidence"):
        for row in record.rows:
            dated, kept = row.get("dated"), row.get("kept_on")
            if isinstance(dated, date) and isinstance(kept, date) and kept < dated:
                yield finding_at("evidence-filed-before-dated", record, "kept_on", row, day_text(kept), day_text(dated))


def check_governor_approves(submitted: Submitted) -> Iterator[Finding]:
    """A summary report carries the letter that shows the governor's approval: number, date, place (M8)."""
    for record in _assessments(submitted):
        missing = missing_parts(record.rows[0])
        if missing:
            words = Text(", ".join(part.th for part in missing), ", ".join(part.en for part in missing))
            yield finding_at("governor-approval-missing", record, "governor_no", expected=words)


def check_refusal_has_remark(submitted: Submitted) -> Iterator[Finding]:
    """A supervisor who refuses says why (domain.md 3.3)."""
    for record in _assessments(submitted):
        if record.get("signoff") in _REFUSED and not _is_said(record, "signoff_remark"):
            yield finding_at("signoff-remark-missing", record, "signoff_remark")


def check_other_claim_has_reason(submitted: Submitted) -> Iterator[Finding]:
    """Whoever claims another score than the result gives says how."""
    for record in _assessments(submitted):
        kpi, claimed = submitted.registry.kpi(record.kpi_no), record.get("claimed")
        score = _score_of(kpi, record) if kpi else None
        differs = isinstance(claimed, Decimal) and score is not None and claimed != score
        if differs and not _is_said(record, "claim_reason"):
            yield finding_at("claim-without-reason", record, "claimed", found=str(claimed), expected=str(score))


def _assessments(submitted: Submitted) -> Iterator[Record]:
    """What is assessed in this round; a KPI out of force needs no signatures."""
    if submitted.form == FORM:
        for record, kpi in submitted.known("kpi"):
            if record.rows and why_not_in_force(kpi, submitted.period) is None:
                yield record


def _score_of(kpi: Kpi, record: Record) -> Decimal | None:
    """By the registry's criteria; where these are blank, the consolidated workbook compares."""
    given = ((wanted.key, record.get(wanted.key)) for wanted in inputs_of(kpi))
    return score_kpi(kpi, {key: value for key, value in given if isinstance(value, Decimal | bool)}).value


def _is_said(record: Record, key: str) -> bool:
    return bool(str(record.get(key) or "").strip())


def _span(year: FiscalYear) -> Text:
    return Text(*(f"{short_date(year.start, lang)} – {short_date(year.end, lang)}" for lang in ("th", "en")))


FILED_CHECKS = (
    check_evidence_belongs_to_the_year, check_evidence_is_filed_after_its_date, check_governor_approves,
    check_refusal_has_remark, check_other_claim_has_reason,
)  # fmt: skip
