"""What changed between two consolidations of one province: the total, its dimensions, every KPI, worst first. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kpi_excel.core.consolidation import Certification, Consolidation, KpiLine, ResultState
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.in_force import round_closed_by
from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.score import Total

JUMP = Decimal(1)
"""A score that moved by a whole level or more wants a look."""

_OUT_OF_FORCE = (ResultState.NOT_DUE, ResultState.CANCELLED, ResultState.BEING_DEFINED)
_WORSE = (
    ResultState.REPORTED, ResultState.AWAITING, ResultState.NO_DATA, ResultState.NOT_COMPUTABLE,
    ResultState.NOT_STARTED, ResultState.NOT_REPORTED, ResultState.WITHDRAWN,
)  # fmt: skip
"""The states of a KPI in force, from having a result to having withdrawn it."""
_SIGNED = (Certification.CERTIFIED, Certification.AMENDED)
_NOWHERE = Total(None, Decimal(0), Decimal(0), None)


class Mark(StrEnum):
    """What became of a KPI, in one word; screen and workbook say the same."""

    LOST = "lost"
    """It had a score, or was nearer to one, and has none now: not reported yet, or waiting for a correction."""
    JUMPED = "jumped"
    CERTIFICATION_LOST = "certification-lost"
    WORSE = "worse"
    BETTER = "better"
    NEW = "new"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KpiDifference:
    """One KPI in both consolidations; None where one of them does not have it."""

    kpi: Kpi
    before: KpiLine | None
    after: KpiLine | None
    closes_round: bool = True
    """The later period closes an assessment round: a month within one cannot be certified, and has lost nothing by that."""

    @property
    def changed(self) -> tuple[str, ...]:
        """What differs: "state", "result", "score", "weight", "plan", "certified"."""
        told = (self._told(self.before), self._told(self.after))
        differing = (name for name, then, now in zip(_ASPECTS, *told, strict=True) if then != now)
        return tuple(name for name in differing if self.closes_round or name != "certified")

    @property
    def score_change(self) -> Decimal | None:
        """None where one of the scores is missing: missing is not zero."""
        then, now = (line.score.value if line else None for line in (self.before, self.after))
        return None if then is None or now is None else now - then

    @property
    def weighted_change(self) -> Decimal | None:
        """What it adds to the provincial total, later minus earlier; None where one of them adds nothing yet."""
        then, now = (line.contribution if line else None for line in (self.before, self.after))
        return None if then is None or now is None else now - then

    @property
    def has_lost_its_score(self) -> bool:
        return _has_score(self.before) and not _has_score(self.after)

    @property
    def jumps(self) -> tuple[str, ...]:
        """Finding codes: the score moved by a level or more, the result's state or the certification got worse."""
        found = []
        if self.score_change is not None and abs(self.score_change) >= JUMP:
            found.append("kpi-score-jumped")
        if self.before and self.after:
            if _is_worse(self.before.state, self.after.state):
                found.append("kpi-state-worsened")
            if self.closes_round and self.before.certification in _SIGNED and self.after.certification not in _SIGNED:
                found.append("kpi-certification-lost")
        return tuple(found)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """At least one, the most serious first. A KPI that left the agreement has lost nothing."""
        jumps, change = self.jumps, self.score_change or Decimal(0)
        is_in_force = self.after is not None and self.after.state not in _OUT_OF_FORCE
        is_new = not _has_score(self.before) and _has_score(self.after)
        holds = {
            Mark.LOST: "kpi-state-worsened" in jumps or (self.has_lost_its_score and is_in_force),
            Mark.JUMPED: "kpi-score-jumped" in jumps, Mark.CERTIFICATION_LOST: "kpi-certification-lost" in jumps,
            Mark.WORSE: change < 0, Mark.BETTER: change > 0, Mark.NEW: is_new,
        }  # fmt: skip
        return tuple(mark for mark, is_so in holds.items() if is_so) or (Mark.OTHER,)

    @staticmethod
    def _told(line: KpiLine | None) -> tuple[object, ...]:
        if line is None:
            return (None,) * len(_ASPECTS)
        certified = (line.certification, line.certified)
        return (line.state, line.score.result, line.score.value, line.weight, line.plan_state, certified)


_ASPECTS = ("state", "result", "score", "weight", "plan", "certified")


@dataclass(frozen=True, slots=True)
class TotalDifference:
    """The province's total, or a dimension's, in both."""

    number: str
    """The dimension's number; "" for the province."""
    name: str
    before: Total
    after: Total

    @property
    def change(self) -> Decimal | None:
        if self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score


@dataclass(frozen=True, slots=True)
class Differences:
    """`kpis` are those that differ, worst first: a lost score, then by weighted change, then a score newly gained."""

    before: Period
    after: Period
    total: TotalDifference
    certified: TotalDifference
    dimensions: tuple[TotalDifference, ...]
    kpis: tuple[KpiDifference, ...]
    unchanged: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """One finding per jump, in the order of the KPIs."""
        return tuple(finding for kpi in self.kpis for finding in _findings_of(kpi))


def differences_between(before: Consolidation, after: Consolidation) -> Differences:
    """Compare the leaves of two consolidations by KPI number, their dimensions and their totals."""
    pairs = list(_pairs(before, after))
    changed = [pair for pair in pairs if pair.changed]
    return Differences(
        before.period, after.period,
        TotalDifference("", "", before.total, after.total), TotalDifference("", "", before.certified, after.certified),
        tuple(_dimensions(before, after)), tuple(sorted(changed, key=_worst_first)), len(pairs) - len(changed),
    )  # fmt: skip


def _pairs(before: Consolidation, after: Consolidation) -> Iterator[KpiDifference]:
    """In the later agreement's order; what it no longer has comes last."""
    then, now = ({line.kpi.kpi_no: line for line in data.lines if line.kpi.is_leaf} for data in (before, after))
    closes_round = round_closed_by(after.period) is not None
    for number in dict.fromkeys([*now, *then]):
        line = now.get(number) or then[number]
        yield KpiDifference(line.kpi, then.get(number), now.get(number), closes_round)


def _dimensions(before: Consolidation, after: Consolidation) -> Iterator[TotalDifference]:
    then, now = ({line.number: line for line in data.dimensions} for data in (before, after))
    for number in dict.fromkeys([*now, *then]):
        was, is_now = then.get(number), now.get(number)
        name = next(line.name for line in (is_now, was) if line)
        yield TotalDifference(number, name, was.total if was else _NOWHERE, is_now.total if is_now else _NOWHERE)


def _worst_first(pair: KpiDifference) -> tuple[int, Decimal]:
    if pair.has_lost_its_score:
        assert pair.before is not None
        return (0, -(pair.before.contribution or Decimal(0)))
    if pair.weighted_change is not None:
        return (1, pair.weighted_change)
    return (2, pair.after.contribution or Decimal(0) if pair.after else Decimal(0))


def _has_score(line: KpiLine | None) -> bool:
    return line is not None and line.score.value is not None


def _is_worse(before: ResultState, after: ResultState) -> bool:
    """Leaving the agreement, or entering it, is neither better nor worse."""
    if before in _OUT_OF_FORCE or after in _OUT_OF_FORCE:
        return False
    return _WORSE.index(after) > _WORSE.index(before)


def _findings_of(pair: KpiDifference) -> Iterator[Finding]:
    for code in pair.jumps:
        is_score = code == "kpi-score-jumped"
        found, expected = (_shown(line) if is_score else "" for line in (pair.after, pair.before))
        yield Finding(code, Place(kpi_no=pair.kpi.kpi_no), found, expected)


def _shown(line: KpiLine | None) -> str:
    return "–" if line is None or line.score.value is None else f"{line.score.value:.4f}"
