"""What the consultant wrote, KPI by KPI and round by round, and what stands of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_excel.core.certification import PENDING, REVIEW, VERDICT, Certified, certify
from kpi_excel.core.consolidation import Certification, Consolidation
from kpi_excel.core.effective import Effective, effective_records
from kpi_excel.core.in_force import closing_month, host_of
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.results import result_of
from kpi_excel.core.revisions import Revision
from kpi_excel.core.submission import Plain, Row

REVIEWER = "REVIEW"
"""Stands where a form names its agency: a review is nobody's report."""

Subject = tuple[str, int]
"""KPI number and round (6, 9 or 12)."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The consultant's row for a KPI and round as it counts."""

    kpi_no: str
    months: int
    verdict: str
    """"certify", "amend", "evidence", "refuse"; "pending" where only a remark was written."""
    certified: Decimal | None
    """As typed: it counts with "amend" only."""
    seen: Decimal | None
    """The recomputed score that the verdict was given on."""
    comment: str
    reviewer: str
    reviewed_on: date
    """As typed, else the day it was received."""

    @property
    def is_decided(self) -> bool:
        return self.verdict != PENDING


@dataclass(frozen=True, slots=True)
class Opinions:
    """All of a review: what counts, and rows that were filled in with errors and wait for the consultant."""

    counted: Mapping[Subject, Opinion]
    waiting: Mapping[Subject, Row]


@dataclass(frozen=True, slots=True)
class AgencyVerdict:
    """What a host is told of the review of one of its KPIs."""

    kpi: Kpi
    opinion: Opinion
    standing: Certification
    score: Decimal | None
    """The certified score, None unless certified."""
    month: Period
    """The month that closes the round."""


def opinions_in(effective: Effective) -> Opinions:
    """The consultant's rows among the records that count, and those that await correction."""
    counted = {_subject(r): _opinion(r) for r in effective.of_kind(VERDICT)}
    waiting = {_subject(r): r.record.rows[0] for key, r in effective.awaiting.items() if key.kind == VERDICT}
    return Opinions(counted, waiting)


def opinions_of(data: Consolidation) -> Opinions:
    """The same from a finished consolidation, whose files carry the records."""
    return opinions_in(effective_records(line.receipt for line in data.files if line.receipt.form == REVIEW))


def verdicts_for(material: Material, agency: str) -> tuple[AgencyVerdict, ...]:
    """What the consultant decided about the KPIs that an agency hosts: rounds in order, then the agreement's order.

    For the agency's feedback and its next form. A round that lies after the material's period is left out.
    """
    counted = opinions_in(material.effective).counted
    order = {kpi_no: place for place, kpi_no in enumerate(material.kpis)}
    subjects = sorted((s for s in counted if s[0] in order), key=lambda s: (s[1], order[s[0]]))
    asked = ((material.kpis[kpi_no], counted[kpi_no, months]) for kpi_no, months in subjects)
    found = (_verdict_for(material, kpi, opinion, agency) for kpi, opinion in asked)
    return tuple(verdict for verdict in found if verdict)


def closing_month_of(year_months: Iterable[Period], months: int) -> Period:
    """The month that closes the 6-, 9- or 12-month round."""
    return tuple(year_months)[months - 1]


def _verdict_for(material: Material, kpi: Kpi, opinion: Opinion, agency: str) -> AgencyVerdict | None:
    """None where it is undecided, of a round to come, or another host's."""
    month = closing_month_of(material.period.fiscal_year.months(), opinion.months)
    is_over = month.end <= closing_month(material.period).end
    if not (opinion.is_decided and is_over and host_of(material.registry, "self_assessment", month, kpi) == agency):
        return None
    certified: Certified = certify(material, kpi, month, result_of(material, kpi, month))
    return AgencyVerdict(kpi, opinion, certified.standing, certified.score, month)


def _subject(revision: Revision) -> Subject:
    row = revision.key.row
    return revision.key.kpi_no, int(row) if row.isdigit() else 0


def _opinion(revision: Revision) -> Opinion:
    row = revision.record.rows[0]
    kpi_no, months = _subject(revision)
    day = row.get("reviewed_on")
    return Opinion(
        kpi_no, months, str(row.get("verdict") or PENDING),
        _number(row.get("certified")), _number(row.get("seen_score")),
        str(row.get("comment") or ""), str(row.get("reviewer") or ""),
        day if isinstance(day, date) else revision.receipt.received_on,
    )  # fmt: skip


def _number(value: Plain) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
