"""Which workspaces count: one per province. Two that say they are the same province and differ count neither."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.rollup import NotCounted, ProvinceSummary, name_key


@dataclass(frozen=True, slots=True)
class Candidate:
    """A workspace that was read. `fingerprint` is equal where registry and receipts are: one is a copy of the other."""

    summary: ProvinceSummary
    fingerprint: str

    @property
    def key(self) -> str:
        return name_key(self.summary.province)


def settle_duplicates(candidates: Iterable[Candidate]) -> tuple[tuple[ProvinceSummary, ...], tuple[NotCounted, ...]]:
    """The provinces that count, by name, and the workspaces that do not.

    Of copies the first by folder counts. Where two differ nothing says which is the right one: a person has to.
    """
    groups: dict[str, list[Candidate]] = {}
    for candidate in sorted(candidates, key=lambda candidate: candidate.summary.folder):
        groups.setdefault(candidate.key, []).append(candidate)
    counted: list[ProvinceSummary] = []
    left: list[NotCounted] = []
    for group in groups.values():
        first, *others = group
        if all(other.fingerprint == first.fingerprint for other in others):
            counted.append(first.summary)
            left += [_left_out(other, "province-copied", [first]) for other in others]
        else:
            left += [_left_out(one, "province-twice", [other for other in group if other is not one]) for one in group]
    in_order = sorted(counted, key=lambda summary: (summary.province, summary.folder))
    return tuple(in_order), tuple(left)


def _left_out(candidate: Candidate, code: str, others: Iterable[Candidate]) -> NotCounted:
    folders = " · ".join(other.summary.folder for other in others)
    place, province = Place(file=candidate.summary.folder), candidate.summary.province
    return NotCounted(candidate.summary.folder, Finding(code, place, province, folders), province, exit_code=1)
