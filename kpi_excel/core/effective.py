"""Which record counts: per key the latest revision without error. A bad or blank one never displaces a good one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_excel.core.consolidation import Source
from kpi_excel.core.revisions import Key, Revision, content_of, revisions_by_key
from kpi_excel.core.submission import Receipt, Row, Value

Subject = tuple[str, str, str, str]
"""Form, period, kind and KPI number: a key without its agency."""


@dataclass(frozen=True, slots=True)
class Effective:
    """What counts of a set of receipts, what awaits correction, and which same-day revisions contradict each other."""

    receipts: tuple[Receipt, ...]
    counted: Mapping[Key, Revision]
    awaiting: Mapping[Key, Revision]
    """The newest revision of a key where it has errors and nothing later is free of them."""
    conflicts: tuple[tuple[Revision, Revision], ...]
    by_subject: Mapping[Subject, tuple[Revision, ...]]

    def record(self, form: str, period: str, kind: str, kpi_no: str, host: str) -> Revision | None:
        """What counts for a KPI: the host's own record, else the latest of an agency that hosted it before or after."""
        found = self.by_subject.get((form, period, kind, kpi_no), ())
        return max(found, key=lambda r: (r.key.agency == host, r.precedence), default=None)

    def of_kind(self, kind: str) -> tuple[Revision, ...]:
        """All records of a kind that count, by key."""
        return tuple(revision for key, revision in self.counted.items() if key.kind == kind)


def effective_records(receipts: Iterable[Receipt]) -> Effective:
    """Judge revisions against each other. `receipts`: one per file (`revisions.decided_receipts`)."""
    files = tuple(receipts)
    counted, awaiting = {}, {}
    conflicts: list[tuple[Revision, Revision]] = []
    for key, revisions in revisions_by_key(files).items():
        good = [revision for revision in revisions if not revision.record.awaiting]
        if good:
            counted[key] = _with_step_codes(good) if key.kind == "plan" else good[-1]
            conflicts += _same_day_conflict(good)
        if revisions[-1].record.awaiting:
            awaiting[key] = revisions[-1]
    by_subject: dict[Subject, list[Revision]] = defaultdict(list)
    for key, revision in counted.items():
        by_subject[key[1:5]].append(revision)
    subjects = {subject: tuple(found) for subject, found in by_subject.items()}
    return Effective(files, counted, awaiting, tuple(conflicts), subjects)


def source_of(revision: Revision, value: Value) -> Source:
    """The archived cell of a value."""
    receipt = revision.receipt
    return Source(value.sheet, value.cell, receipt.archived, receipt.sha256, receipt.received_on, receipt.agency)


def _same_day_conflict(good: Sequence[Revision]) -> Iterator[tuple[Revision, Revision]]:
    """The revision that counts and another of the same day that says something else."""
    last = good[-1]
    for other in reversed(good[:-1]):
        same_day = other.receipt.received_on == last.receipt.received_on
        if same_day and content_of(other.record) != content_of(last.record):
            yield last, other
            return


def _with_step_codes(plans: Sequence[Revision]) -> Revision:
    """The latest plan with a code on every step.

    A step keeps the code it was first given: a list sent again on the blank form must not move the progress that
    was reported under a code to another step. A new step takes the next number its KPI has never used.
    """
    known: dict[tuple[str, int], str] = {}
    rows: list[Row] = []
    for plan in plans:
        rows, seen = [], Counter[str]()
        taken = {row.code for row in plan.record.rows if row.code}
        for row in plan.record.rows:
            text = str(row.get("step") or "").strip()
            name = (text, seen[text])
            seen[text] += 1
            code = row.code or known.get(name, "")
            if not code or (not row.code and code in taken):
                code = _next_code(plan.key.kpi_no, {*known.values(), *taken})
            taken.add(code)
            known[name] = code
            rows.append(replace(row, code=code))
    last = plans[-1]
    return replace(last, record=replace(last.record, rows=tuple(rows)))


def _next_code(kpi_no: str, used: Iterable[str]) -> str:
    numbers = [int(code.rpartition("-")[2]) for code in used if code.rpartition("-")[2].isdigit()]
    return f"P{kpi_no}-{max(numbers, default=0) + 1}"
