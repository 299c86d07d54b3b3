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

SIGNED = (True, "approved")
"""What the supervisor's sign-off in a self-assessment may say; anything else is no sign-off."""

_REFUSALS = {"evidence": Certification.EVIDENCE_WANTED, "refuse": Certification.REFUSED}


@dataclass(frozen=True, slots=True)
class Certified:
    """`seen` is the score that the verdict was given on, where it was noted."""

    standing: Certification
    score: Decimal | None = None
    seen: Decimal | None = None


OPEN = Certified(Certification.OPEN)


def certify(material: Material, kpi: Kpi, month: Period, result: Result) -> Certified:
    """The standing of a month's score; only a month that closes a round can be certified."""
    months = round_closed_by(month)
    if months is None:
        return OPEN
    verdict = _verdict_on(material, kpi, months)
    word = verdict.record.get("verdict") if verdict else None
    if verdict is None or not isinstance(word, str):
        return OPEN
    if word in _REFUSALS:
        return Certified(_REFUSALS[word])
    score, seen = result.score.value, verdict.record.get("seen_score")
    seen = seen if isinstance(seen, Decimal) else None
    if seen is not None and seen != score:
        return Certified(Certification.VOID, seen=seen)
    if score is None or not _is_signed(result):
        return OPEN
    typed = verdict.record.get("certified")
    if word == "amend":
        return Certified(Certification.AMENDED, typed, seen) if isinstance(typed, Decimal) else OPEN
    return Certified(Certification.CERTIFIED, score, seen) if word == "certify" else OPEN


def _verdict_on(material: Material, kpi: Kpi, months: int) -> Revision | None:
    found = material.effective.by_subject.get(("review", "", "verdict", kpi.kpi_no), ())
    return next((verdict for verdict in found if verdict.key.row == str(months)), None)


def _is_signed(result: Result) -> bool:
    """The supervisor signed the self-assessment that counts."""
    report = result.revision
    return report is not None and report.key.form == "self_assessment" and report.record.get("signoff") in SIGNED
