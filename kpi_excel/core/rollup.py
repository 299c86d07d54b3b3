"""One province in a national view: a consolidation reduced to what many provinces can be compared by.

Pure, and small: a summary holds a few kilobytes, so that a nation fits in memory; the values stay with the province.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation, KpiLine, ObligationState, Overdue, ResultState, Source
from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Kpi, Levels
from kpi_excel.core.scoring.score import Total

MOST_SHOWN = 3
"""Overdue items that a summary names; the count says how many there are, the province's own workbook has them all."""
_NOWHERE = Source("", "")


@dataclass(frozen=True, slots=True)
class KpiResult:
    """What one province says of one of its KPIs. `criteria` is the digest of what turns a result into a score."""

    kpi_no: str
    name: str
    unit: str
    levels: Levels
    criteria: str
    weight: Decimal
    state: ResultState
    result: Decimal | None
    score: Decimal | None
    certified: Decimal | None
    agency: str
    source: Source
    """The first archived cell behind the score; empty where nothing was reported."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Agencies that owe a form for the period, each in one group, the first that holds.

    `missing` something past its date; `awaiting` a correction; `not_due`: something is not sent and not yet due;
    `sent` all.
    """

    sent: int
    missing: int
    awaiting: int = 0
    not_due: int = 0

    @property
    def owed(self) -> int:
        return self.sent + self.missing + self.awaiting + self.not_due


@dataclass(frozen=True, slots=True)
class ProvinceSummary:
    """A province up to a period, as of a day. `folder` is where its workspace lies, below all that were named."""

    folder: str
    province: str
    fiscal_year: int
    office: str
    phone: str
    standard: Decimal
    total: Total
    certified: Total
    before: Decimal | None
    """The total of the month before; None where there is none to compare with."""
    kpis: tuple[KpiResult, ...]
    """Leaves in the agreement's order."""
    sending: Sending
    overdue: tuple[tuple[str, int], ...]
    """Kind of overdue item ("submission", "correction", "step", "handin") → how many."""
    latest: tuple[Overdue, ...]
    """The most days late first, at most `MOST_SHOWN`; their agencies are labels, not codes."""
    closed_on: date | None = None
    files: int = 0
    values: int = 0
    registry_sha256: str = ""
    findings: tuple[Finding, ...] = ()
    """What in it could not be read, though the province counts."""

    @property
    def overdue_count(self) -> int:
        return sum(count for _, count in self.overdue)

    def overdue_of(self, kind: str) -> int:
        return dict(self.overdue).get(kind, 0)

    @property
    def days_late(self) -> int:
        """Of the latest item; 0 where nothing is overdue."""
        return max((item.days for item in self.latest), default=0)

    @property
    def certified_kpis(self) -> tuple[int, int]:
        """Certified KPIs, and KPIs with a score and a weight."""
        scored = [kpi for kpi in self.kpis if kpi.score is not None and kpi.weight]
        return sum(kpi.certified is not None for kpi in scored), len(scored)


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A folder that is not in the figures, with the reason. `province` is "" where that is not known."""

    folder: str
    finding: Finding
    province: str = ""
    exit_code: int = 3
    """The exit code that it means: 3 not readable, 4 in use, 1 readable but not counted."""


def summarise_province(
    folder: str, data: Consolidation, *, now: Consolidation | None = None, registry_sha256: str = "",
    closed_on: date | None = None, findings: tuple[Finding, ...] = (),
) -> ProvinceSummary:  # fmt: skip
    """Reduce a consolidation. `folder` as people are to find it.

    Of a period that was closed on a day (`closed_on`), `data` is what was closed: its scores stay. What is overdue is
    said of today, from `now`.
    """
    now = now or data
    settings = data.registry.settings
    kinds = Counter(item.kind for item in now.overdue)
    return ProvinceSummary(
        folder=folder, province=settings.province, fiscal_year=settings.fiscal_year.year, office=settings.office,
        phone=settings.office_phone, standard=settings.standard_score, total=data.total, certified=data.certified,
        before=data.previous.score if data.previous else None,
        kpis=tuple(_result_of(line) for line in data.lines if line.kpi.is_leaf),
        sending=_sending_of(now), overdue=tuple(sorted(kinds.items())), latest=tuple(_latest_of(now)),
        closed_on=closed_on, files=data.balance.files, values=len(data.tidy),
        registry_sha256=registry_sha256, findings=findings,
    )  # fmt: skip


def name_key(name: str) -> str:
    """A name as it is compared: blanks and ways of composing letters aside."""
    return "".join(unicodedata.normalize("NFC", name).split()).casefold()


def criteria_digest(kpi: Kpi) -> str:
    """Sixteen digits that are equal where two provinces score the same result alike: method, unit, levels, parts, numbers.

    Baselines and targets are a province's own and not criteria.
    """
    parts = (f"{part.code} {name_key(part.name)} {_plain(part.weight)} {_plain(part.other_weight)} {_levels(part.levels)}" for part in kpi.parts)
    numbers = (f"{name} {_plain(number)}" for name, number in sorted(kpi.params.items()))
    text = "\n".join(
        (kpi.method.value, kpi.direction.value, name_key(kpi.unit), _levels(kpi.levels), *parts, *numbers,
         *map(name_key, kpi.level_texts))
    )  # fmt: skip
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _plain(number: Decimal | None) -> str:
    return "–" if number is None else format(number.normalize() + 0, "f")


def _levels(levels: Levels) -> str:
    return " ".join(map(_plain, levels))


def _result_of(line: KpiLine) -> KpiResult:
    kpi = line.kpi
    sources = sorted((source for _, source in line.inputs.values()), key=lambda source: not source.archived)
    return KpiResult(
        kpi_no=kpi.kpi_no, name=kpi.name, unit=kpi.unit, levels=kpi.levels, criteria=criteria_digest(kpi),
        weight=line.weight, state=line.state, result=line.score.result, score=line.score.value,
        certified=line.certified, agency=line.agency, source=sources[0] if sources else _NOWHERE,
    )  # fmt: skip


def _sending_of(data: Consolidation) -> Sending:
    """The agencies of the period itself; what is exempt is not owed."""
    states: dict[str, set[ObligationState]] = {}
    for obligation in data.obligations:
        if obligation.period == data.period.code and obligation.state is not ObligationState.EXEMPT:
            states.setdefault(obligation.agency, set()).add(obligation.state)
    order = (ObligationState.MISSING, ObligationState.AWAITING, ObligationState.EXPECTED, ObligationState.RECEIVED)
    groups = Counter(next(state for state in order if state in found) for found in states.values())
    missing, awaiting, not_due, sent = (groups[state] for state in order)
    return Sending(sent, missing, awaiting, not_due)


def _latest_of(data: Consolidation) -> Iterator[Overdue]:
    labels = {agency.code: agency.label for agency in data.registry.agencies}
    own = data.registry.settings.office
    for item in sorted(data.overdue, key=lambda item: -item.days)[:MOST_SHOWN]:
        yield Overdue(
            item.kind, labels.get(item.agency, item.agency) if item.agency else own, item.form, item.period,
            item.kpi_nos, item.what, item.due, item.days, item.contact, item.phone,
        )  # fmt: skip
