"""What of many receipts has to be at hand at once: little of each, and the rest of a few when it is wanted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from kpi_excel.core.findings import Finding
from kpi_excel.core.revisions import says_something
from kpi_excel.core.submission import Receipt, Record, Row, Value
from kpi_excel.store.ledger import Ledger

_SOMETHING = (Row("", {"said": Value("yes")}),)
_FINDINGS = (Finding("something-found"),)


class Gist:
    """Every receipt up to a day without its values and findings: who sent what about which KPIs, and what came of it.

    That a record says something, and that a receipt has findings, is all that is left of them.
    """

    def __init__(self, ledger: Ledger, as_of: date) -> None:
        self._ledger, self._as_of = ledger, as_of
        self._known: dict[tuple[str, str, bool, bool], Record] = {}
        self._about: defaultdict[str, set[str]] = defaultdict(set)
        self._decisions: Counter[str] = Counter()
        self.receipts = tuple(map(self._without_values, ledger.receipts(as_of)))

    def notes(self, agency: str, kpi_nos: Collection[str]) -> tuple[tuple[str, bytes], ...]:
        """Every receipt of an agency, and all others about the same KPIs or those named, as they lie in the archive."""
        told = {record.kpi_no for receipt in self.receipts if receipt.agency == agency for record in receipt.records}
        agencies = {agency}.union(*(self._about[kpi_no] for kpi_no in told.union(kpi_nos)))
        found = {name: note for one in agencies for name, note in self._ledger.notes(self._as_of, agency=one)}
        # of bytes that were decided about again, the earlier decisions may have been about another agency, or none
        for receipt in self.receipts:
            if receipt.agency in agencies and self._decisions[receipt.sha256] > 1:
                found |= self._ledger.notes_of(receipt.sha256)
        return tuple(sorted(found.items()))

    def of_bytes(self, sha256: str) -> tuple[Receipt, ...]:
        """Every decision on some bytes, with all it says."""
        return tuple(one for one in self._ledger.known(sha256) if one.received_on <= self._as_of)

    def is_settled(self, key: str, about: str) -> bool:
        """Whether `note_settled` was told so of the very same."""
        return self._ledger.recall(key, about) is not None

    def note_settled(self, key: str, about: str) -> None:
        """Remember that nothing has to be said about what `about` stands for, as long as the cache lasts."""
        self._ledger.remember(key, about, b"")

    def _without_values(self, receipt: Receipt) -> Receipt:
        self._decisions[receipt.sha256] += 1
        for kpi_no in {record.kpi_no for record in receipt.records}:
            self._about[kpi_no].add(receipt.agency)
        return replace(
            receipt, records=self._shared(receipt.records), findings=_FINDINGS if receipt.findings else (), extra={}, archived="", token="", spec_digest="",
            registry_digest="", name="", why="",
        )  # fmt: skip  # nosec B106 # the mark of a form, left out

    def _shared(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Records that say alike no more than that they say something are one and the same."""
        bare = ((record.kind, record.kpi_no, says_something(record), record.awaiting) for record in records)
        return tuple(self._known.setdefault(key, Record(key[0], key[1], _SOMETHING if key[2] else (), key[3])) for key in bare)
