"""Receipts taken apart: one revision per record, under the key by which revisions displace one another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Receipt, Record, Row, Verdict

_BY_ROW = ("steps", "verdict")
"""Kinds whose rows come and go month by month: each row is a unit of its own, so that a row left out loses nothing."""


class Key(NamedTuple):
    """What one revision displaces another by. Evidence is one list over all forms and periods of the year."""

    agency: str
    form: str
    period: str
    kind: str
    kpi_no: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """A record as one file carried it."""

    key: Key
    receipt: Receipt
    record: Record

    @property
    def precedence(self) -> tuple[object, ...]:
        """The greater displaces the lesser. A later period's list of evidence goes before a late earlier one."""
        return (period_end(self.receipt.period) if self.key.kind == "evidence" else date.min, *self.receipt.order)


def period_end(code: str) -> date:
    """The last day of a period; `date.min` where a receipt names none (held and refused files)."""
    try:
        return Period.parse(code).end
    except ValueError:
        return date.min


def decided_receipts(receipts: Iterable[Receipt], as_of: date) -> tuple[Receipt, ...]:
    """One receipt per file as of a day, in order: the latest decision on it, received when its bytes first came."""
    by_bytes: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in receipts:
        if receipt.received_on <= as_of and receipt.verdict not in (Verdict.DUPLICATE, Verdict.WAITING):
            by_bytes[receipt.sha256].append(receipt)
    decided = (
        replace(max(same, key=_decision_order), received_on=min(receipt.received_on for receipt in same))
        for same in by_bytes.values()
    )
    return tuple(sorted(decided, key=lambda receipt: receipt.order))


def _decision_order(receipt: Receipt) -> tuple[object, ...]:
    identity = (receipt.agency, receipt.form, receipt.period)
    return (receipt.run, *receipt.order, receipt.decided_by, *identity, receipt.verdict)


def revisions_of(receipt: Receipt) -> Iterator[Revision]:
    """What a file says, record by record; a blank record says nothing and is left out."""
    if not receipt.verdict.carries_records:
        return
    for record in receipt.records:
        for row, unit in _units(record):
            if says_something(unit):
                yield Revision(_key_of(receipt, record, row), receipt, unit)


def revisions_by_key(receipts: Iterable[Receipt]) -> Mapping[Key, tuple[Revision, ...]]:
    """All revisions of every key, the one that takes precedence last."""
    found: dict[Key, list[Revision]] = defaultdict(list)
    for receipt in receipts:
        for revision in revisions_of(receipt):
            found[revision.key].append(revision)
    return {key: tuple(sorted(found[key], key=lambda r: r.precedence)) for key in sorted(found)}


def says_something(record: Record) -> bool:
    """Somebody filled in at least one value. Zero, "no", words for states and what cannot be read are values.

    A consultant's row says something once it holds a verdict: the round and the score it is about were written by us.
    """
    return any(
        value.value not in (None, "") or value.typed.strip()
        for row in record.rows for key, value in row.values.items()
        if key == "verdict" or (record.kind != "verdict" and key != "kpi_no")
    )  # fmt: skip


def content_of(record: Record) -> tuple[tuple[str, tuple[tuple[str, Plain], ...]], ...]:
    """What a record says, without where it stands: equal for two files that say the same."""
    return tuple(
        (row.code, tuple((key, row.get(key)) for key in sorted(row.values) if row.get(key) not in (None, "")))
        for row in record.rows
    )


def _units(record: Record) -> Iterator[tuple[str, Record]]:
    if record.kind not in _BY_ROW:
        yield "", record
        return
    for row in record.rows:
        yield _row_name(record, row), replace(record, rows=(row,))


def _row_name(record: Record, row: Row) -> str:
    """A step by its code; a consultant's verdict by its round."""
    return row.code if record.kind == "steps" else str(row.get("round") or "")


def _key_of(receipt: Receipt, record: Record, row: str) -> Key:
    match record.kind:
        case "evidence":
            return Key(receipt.agency, "", "", record.kind, record.kpi_no)
        case "verdict":
            return Key("", receipt.form, "", record.kind, record.kpi_no, row)
    return Key(receipt.agency, receipt.form, receipt.period, record.kind, record.kpi_no, row)
