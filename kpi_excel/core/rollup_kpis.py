"""KPI by KPI across provinces: the same number and name are the same KPI; other criteria are another measure of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.model import Levels
from kpi_excel.core.rollup import KpiResult, ProvinceSummary, name_key
from kpi_excel.core.rollup_ranking import median_of


@dataclass(frozen=True, slots=True)
class Answer:
    """What one province says of a KPI. `place` among those with the same criteria; None without a score."""

    summary: ProvinceSummary
    result: KpiResult
    place: int | None


@dataclass(frozen=True, slots=True)
class Variant:
    """A KPI under one set of criteria, and everything that provinces say of it, the best first, then those without score.

    `number` counts the variants of the KPI from 1, `of` is how many there are: 1 where all provinces agree.
    """

    kpi_no: str
    name: str
    unit: str
    levels: Levels
    criteria: str
    number: int
    of: int
    answers: tuple[Answer, ...]

    @property
    def scored(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.result.score is not None)

    @property
    def scores(self) -> tuple[Decimal, ...]:
        """Highest first."""
        return tuple(answer.result.score for answer in self.answers if answer.result.score is not None)

    @property
    def median(self) -> Decimal | None:
        return median_of(self.scores)

    @property
    def below_standard(self) -> int:
        """Provinces that score below their own standard."""
        return sum(answer.result.score < answer.summary.standard for answer in self.scored if answer.result.score is not None)

    @property
    def certified(self) -> int:
        return sum(answer.result.certified is not None for answer in self.answers)


def compare_kpis(provinces: Iterable[ProvinceSummary]) -> tuple[Variant, ...]:
    """Every KPI by number, then name; each with as many variants as there are sets of criteria, the commonest first.

    The same number under another name is another KPI: agreements number theirs themselves.
    """
    groups: dict[tuple[str, str], dict[str, list[tuple[ProvinceSummary, KpiResult]]]] = {}
    for summary in provinces:
        for result in summary.kpis:
            variants = groups.setdefault((result.kpi_no, name_key(result.name)), {})
            variants.setdefault(result.criteria, []).append((summary, result))
    order = sorted(groups, key=lambda key: (_number_key(key[0]), key[1]))
    return tuple(variant for key in order for variant in _variants(groups[key]))


def kpis_with_other_names(variants: Iterable[Variant]) -> frozenset[str]:
    """The KPI numbers that stand for more than one KPI."""
    names: dict[str, set[str]] = {}
    for variant in variants:
        names.setdefault(variant.kpi_no, set()).add(name_key(variant.name))
    return frozenset(kpi_no for kpi_no, found in names.items() if len(found) > 1)


def _variants(found: dict[str, list[tuple[ProvinceSummary, KpiResult]]]) -> Iterator[Variant]:
    order = sorted(found, key=lambda criteria: (-len(found[criteria]), criteria))
    for number, criteria in enumerate(order, start=1):
        pairs = sorted(found[criteria], key=lambda pair: (pair[0].province, pair[0].folder))
        scored = sorted((pair for pair in pairs if pair[1].score is not None), key=lambda pair: -_score(pair[1]))
        scores = [_score(result) for _, result in scored]
        answers = [Answer(summary, result, scores.index(_score(result)) + 1) for summary, result in scored]
        answers += [Answer(summary, result, None) for summary, result in pairs if result.score is None]
        first = pairs[0][1]
        yield Variant(
            first.kpi_no, first.name, first.unit, first.levels, criteria, number, len(order), tuple(answers),
        )  # fmt: skip


def _score(result: KpiResult) -> Decimal:
    assert result.score is not None
    return result.score


def _number_key(kpi_no: str) -> tuple[tuple[int, str], ...]:
    """1.2 before 1.10, numbers before words."""
    return tuple((int(part), "") if part.isdecimal() else (1_000_000, part) for part in kpi_no.split("."))
