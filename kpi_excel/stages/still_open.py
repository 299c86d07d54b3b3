"""What an agency still has to hear about a form: a later, shorter file neither answers an earlier fault nor undoes what counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpi_excel.core.effective import Effective
from kpi_excel.core.findings import Finding
from kpi_excel.core.revisions import Key, Revision, says_something
from kpi_excel.core.submission import Receipt, Record

_LEFT_OUT = ("row-left-blank", "row-missing")


def with_what_is_open(receipt: Receipt, effective: Effective) -> Receipt:
    """The latest file of a form, with the records of earlier ones that still wait, and without blanks that miss nothing."""
    waiting = [revision for revision in effective.awaiting.values() if _is_earlier(revision, receipt)]
    kept = tuple(f for f in receipt.findings if f.code not in _LEFT_OUT or not _counts_already(f, receipt, effective))
    if not waiting:
        return replace(receipt, findings=kept)
    carried = {(record.kind, record.kpi_no): record for revision in waiting for record in _records_of(revision)}
    findings = tuple(finding for revision in waiting for finding in _findings_of(revision))
    blank = {(r.kind, r.kpi_no) for r in receipt.records if not says_something(r)}
    own = tuple(r for r in receipt.records if (r.kind, r.kpi_no) not in carried.keys() & blank)
    said = {(r.kind, r.kpi_no) for r in own}
    records = own + tuple(record for place, record in carried.items() if place not in said)
    return replace(receipt, records=records, findings=tuple(dict.fromkeys([*kept, *findings])))


def _is_earlier(revision: Revision, receipt: Receipt) -> bool:
    other = revision.receipt
    same = (other.agency, other.form, other.period) == (receipt.agency, receipt.form, receipt.period)
    return same and other.sha256 != receipt.sha256


def _records_of(revision: Revision) -> Iterator[Record]:
    """The whole record: of a list whose rows count one by one, the other rows belong to it."""
    wanted = (revision.record.kind, revision.record.kpi_no)
    return (record for record in revision.receipt.records if (record.kind, record.kpi_no) == wanted)


def _findings_of(revision: Revision) -> Iterator[Finding]:
    kind, kpi_no = revision.record.kind, revision.record.kpi_no
    return (f for f in revision.receipt.findings if f.place.kpi_no == kpi_no and f.place.field.partition(".")[0] in (kind, ""))


def _counts_already(finding: Finding, receipt: Receipt, effective: Effective) -> bool:
    kind, kpi_no = finding.place.field.partition(".")[0], finding.place.kpi_no
    return any(
        key in effective.counted
        for key in (
            Key(receipt.agency, receipt.form, receipt.period, kind or "kpi", kpi_no), Key(receipt.agency, "", "", kind, kpi_no),
        )
    )  # fmt: skip
