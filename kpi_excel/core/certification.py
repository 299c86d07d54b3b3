"""What became of a score: certified needs the supervisor's sign-off and the consultant's verdict on what they saw."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.consolidation import Certification
from kpi_excel.core.in_force import round_closed_by
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.results import Result
from kpi_excel.core.revisions import Revision
from kpi_excel.core.scoring.arithmetic import rounded

REVIEW, VERDICT = "review", "verdict"
"""The form that the consultant fills, and the kind of record that each of its rows becomes."""

CERTIFY, AMEND, EVIDENCE, REFUSE = "certify", "amend", "evidence", "refuse"
"""รับรอง · แก้ไข · ขอหลักฐานเพิ่ม · ไม่รับรอง"""

PENDING = "pending"
"""A row with a remark but without a verdict: kept for the consultant, decides nothing."""

SIGNED = (True, "approved")
"""What the supervisor's sign-off in a self-assessment may say; anything else is no sign-off."""

_REFUSALS = {EVIDENCE: Certification.EVIDENCE_WANTED, REFUSE: Certification.REFUSED}


@dataclass(frozen=True, slots=True)
class Certified:
    """`seen` is the score that the verdict was given on, where it was noted."""

    standing: Certification
    score: Decimal | None = None
    seen: Decimal | None = None


OPEN = Certified(Certification.OPEN)


def certify(material: Material, kpi: Kpi, month: Period, result: Result) -> Certified:
    """The standing of a month's score; only a month that closes a round can be certified.

    Every verdict, a refusal too, is about the score that the consultant saw: another score wants another look.
    """
    months = round_closed_by(month)
    verdict = _verdict_on(material, kpi, months) if months else None
    word = verdict.record.get("verdict") if verdict else None
    if verdict is None or word not in (CERTIFY, AMEND, *_REFUSALS):
        return OPEN
    score, seen = result.score.value, verdict.record.get("seen_score")
    seen = seen if isinstance(seen, Decimal) else None
    if seen is not None and seen != score:
        return Certified(Certification.VOID, seen=seen)
    if word in _REFUSALS:
        return Certified(_REFUSALS[str(word)], seen=seen)
    if score is None or not is_signed(result):
        return OPEN
    if word == CERTIFY:
        return Certified(Certification.CERTIFIED, score, seen)
    typed = verdict.record.get("certified")
    return Certified(Certification.AMENDED, rounded(typed), seen) if isinstance(typed, Decimal) else OPEN


def is_signed(result: Result) -> bool:
    """The supervisor signed the self-assessment that counts."""
    report = result.revision
    return report is not None and report.key.form == "self_assessment" and report.record.get("signoff") in SIGNED


def _verdict_on(material: Material, kpi: Kpi, months: int) -> Revision | None:
    found = material.effective.by_subject.get((REVIEW, "", VERDICT, kpi.kpi_no), ())
    return next((verdict for verdict in found if verdict.key.row == str(months)), None)
