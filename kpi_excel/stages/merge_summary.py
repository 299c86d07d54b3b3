"""What a merge says on the screen, small enough to be remembered: a merge with nothing new need not count again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal

from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.findings import Severity
from kpi_excel.core.periods import Period
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.notes import read_note, write_note


@dataclass(frozen=True, slots=True)
class MergeSummary:
    """`loud`: findings that are no mere notes. `evidence`: files named, not found, unnamed, where a folder was given."""

    score: str
    covered: str
    weight: str
    worst_case: str
    overdue: int
    findings: int
    loud: int
    files: int
    evidence: dict[str, int] | None = None


def summary_of(data: Consolidation) -> MergeSummary:
    """The summary of a consolidation; a score that cannot be given is ""."""
    total = data.total
    return MergeSummary(
        _score(total.score), str(total.covered), str(total.weight), _score(total.worst_case),
        len(data.overdue), len(data.findings),
        sum(severity_of(line.finding) is not Severity.NOTE for line in data.findings), data.balance.files, _evidence(data),
    )  # fmt: skip


def remembered(ledger: Ledger, period: Period, about: str) -> MergeSummary | None:
    """The summary of the last merge of a period, where it was made from the very same."""
    note = ledger.recall(period.code, about)
    try:
        return MergeSummary(**read_note(note)) if note else None
    except (ValueError, TypeError):
        return None


def remember(ledger: Ledger, period: Period, about: str, data: Consolidation) -> None:
    """Keep the summary for the next merge."""
    ledger.remember(period.code, about, write_note(asdict(summary_of(data))))


def _score(score: Decimal | None) -> str:
    return "" if score is None else f"{score:.4f}"


def _evidence(data: Consolidation) -> dict[str, int] | None:
    """How many files the reports name, how many of them are not there, how many lie there unnamed."""
    if data.evidence_files is None:
        return None
    named = [file for file in data.evidence_files if file.is_named]
    missing = sum(1 for file in named if not file.is_there)
    return {"named": len(named), "missing": missing, "unnamed": len(data.evidence_files) - len(named)}
