"""Checks of the consultant's rows: a verdict is about a score that was seen, on its scale, and in its own round."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kpi_excel.core.certification import AMEND, CERTIFY, EVIDENCE, PENDING, REFUSE, VERDICT
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.in_force import round_of
from kpi_excel.core.model import Kpi
from kpi_excel.core.score_range import score_range
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.submission import Record, Row
from kpi_excel.core.submitted import Submitted, finding_at

_DECIDED = (CERTIFY, AMEND, EVIDENCE, REFUSE)


def check_amended_verdict_has_its_score(submitted: Submitted) -> Iterator[Finding]:
    """Amending means naming the score."""
    for record, _, row in _rows(submitted):
        if row.get("verdict") == AMEND and row.get("certified") is None:
            yield finding_at("verdict-without-certified-score", record, "certified", row)


def check_certified_score_is_on_the_scale(submitted: Submitted) -> Iterator[Finding]:
    """The method's own range: 1 to 5 for most."""
    for record, kpi, row in _rows(submitted):
        certified, (low, high) = row.get("certified"), score_range(kpi)
        if row.get("verdict") in (AMEND, PENDING) and isinstance(certified, Decimal) and not low <= certified <= high:
            limits = f"{shown(low)}–{shown(high)}"
            yield finding_at("certified-score-off-scale", record, "certified", row, shown(certified), limits)


def check_certifying_takes_the_recomputed_score(submitted: Submitted) -> Iterator[Finding]:
    """Two scores in one row: nobody can know which is meant."""
    for record, _, row in _rows(submitted):
        certified, seen = row.get("certified"), row.get("seen_score")
        if row.get("verdict") == CERTIFY and None not in (certified, seen) and certified != seen:
            yield finding_at("verdict-certifies-another-score", record, "certified", row, str(certified), str(seen))


def check_verdict_has_a_score_to_judge(submitted: Submitted) -> Iterator[Finding]:
    """Evidence can be wanted of a KPI without score; nothing else can be said of it."""
    for record, _, row in _rows(submitted):
        if row.get("verdict") in (CERTIFY, AMEND, REFUSE) and row.get("seen_score") is None:
            yield finding_at("verdict-on-nothing", record, "verdict", row)


def check_verdict_belongs_to_the_round(submitted: Submitted) -> Iterator[Finding]:
    """Earlier rounds are shown, not decided again."""
    months = round_of(submitted.period)
    for record, _, row in _rows(submitted):
        if row.get("round") != months:
            yield finding_at("verdict-of-another-round", record, "verdict", row, str(row.get("round")), str(months))


def check_row_with_a_remark_has_a_verdict(submitted: Submitted) -> Iterator[Finding]:
    """What was typed is kept, but decides nothing."""
    for record, _, row in _rows(submitted):
        if row.get("verdict") == PENDING and (row.get("comment") or row.get("certified") is not None):
            yield finding_at("verdict-not-chosen", record, "verdict", row)


def check_verdicts_name_their_reviewer(submitted: Submitted) -> Iterator[Finding]:
    """Said once for the whole file."""
    nameless = [record.kpi_no for record, _, row in _rows(submitted)
                if row.get("verdict") in _DECIDED and not row.get("reviewer")]  # fmt: skip
    if nameless:
        yield Finding("verdict-without-reviewer", Place(), found=", ".join(dict.fromkeys(nameless)))


def _rows(submitted: Submitted) -> Iterator[tuple[Record, Kpi, Row]]:
    for record, kpi in submitted.known(VERDICT):
        for row in record.rows:
            yield record, kpi, row


REVIEW_CHECKS = (
    check_amended_verdict_has_its_score, check_certified_score_is_on_the_scale,
    check_certifying_takes_the_recomputed_score, check_verdict_has_a_score_to_judge,
    check_verdict_belongs_to_the_round, check_row_with_a_remark_has_a_verdict, check_verdicts_name_their_reviewer,
)  # fmt: skip
