"""The KPIs of a year as proposals for the next: criteria and weights stay, the year's result becomes a baseline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.consolidation import Certification, KpiLine, ResultState
from kpi_excel.core.model import Agreement, Baseline, Kpi, Registry, ScoringMethod
from kpi_excel.core.periods import ROUNDS, FiscalYear
from kpi_excel.core.scoring.arithmetic import rounded

BASELINE_YEARS = 3
"""A KPI template has room for three years."""

_BY_PARTS = (ScoringMethod.COMPOSITE, ScoringMethod.CONDITIONAL_WEIGHTS, ScoringMethod.EXTERNAL_SCORE)
_WITH_RESULT = (ResultState.REPORTED, ResultState.BEING_DEFINED)


def carried_kpis(registry: Registry, lines: Iterable[KpiLine], year: FiscalYear) -> tuple[Kpi, ...]:
    """The KPIs that go on into `year`, as they counted at the end of the year before; groups left empty are dropped.

    `lines`: of the year's last period. What was cancelled does not go on.
    """
    ended = FiscalYear(year.year - 1)
    kept = [_carried(registry, line, year, ended) for line in lines if line.kpi.cancel_round is None]
    while empty := _empty_groups(kept):
        kept = [kpi for kpi in kept if kpi.kpi_no not in empty]
    return tuple(kpi if kpi.is_leaf else replace(kpi, weight=_weight_under(kept, kpi.kpi_no)) for kpi in kept)


def result_of_year(line: KpiLine) -> Decimal | None:
    """The year's result as a later baseline states it: in the KPI's unit, the actual value for growth.

    A KPI that is scored from parts has no unit but its score; of that the certified one counts before the recomputed.
    """
    if line.state not in _WITH_RESULT:
        return None
    if line.kpi.method in _BY_PARTS:
        return line.certified if line.certified is not None else line.score.value
    if line.kpi.method is ScoringMethod.GROWTH:
        actual = line.inputs.get("actual")
        return actual[0] if actual and isinstance(actual[0], Decimal) else None
    if line.kpi.method is ScoringMethod.YES_NO:
        answer = line.inputs.get("answer")
        return Decimal(int(bool(answer[0]))) if answer else None
    return None if line.score.result is None else rounded(line.score.result).normalize() + 0


def is_result_certified(line: KpiLine) -> bool:
    """The consultant stands behind the result: an amended score says what it should have earned, not which result."""
    amended = line.certification is Certification.AMENDED and line.kpi.method in _BY_PARTS
    return amended or line.certification is Certification.CERTIFIED


def _carried(registry: Registry, line: KpiLine, year: FiscalYear, ended: FiscalYear) -> Kpi:
    host = registry.host_on(line.kpi, year.start)
    kpi = replace(line.kpi, host=host, start_round=ROUNDS[0], agreed_from=None, target=None)
    if not kpi.is_leaf:
        return kpi
    return replace(kpi, agreement=Agreement.PROPOSED, baselines=_baselines(line, ended))


def _baselines(line: KpiLine, ended: FiscalYear) -> tuple[Baseline, ...]:
    """The last three years; for growth as many base years as before, the newest ones."""
    by_year = {baseline.year: baseline for baseline in line.kpi.baselines}
    value = result_of_year(line)
    if value is not None or line.state is ResultState.NO_DATA:
        by_year[ended.year] = Baseline(ended.year, value, is_base=value is not None)
    last = [by_year[number] for number in sorted(by_year)][-BASELINE_YEARS:]
    if line.kpi.method is not ScoringMethod.GROWTH:
        return tuple(last)
    count = sum(1 for baseline in line.kpi.baselines if _is_base(baseline))
    known = [baseline.year for baseline in last if baseline.value is not None]
    newest = known[-max(count, 1) :]
    return tuple(replace(baseline, is_base=baseline.year in newest) for baseline in last)


def _is_base(baseline: Baseline) -> bool:
    return baseline.is_base and baseline.value is not None


def _empty_groups(kpis: Sequence[Kpi]) -> set[str]:
    parents = {kpi.parent_no for kpi in kpis}
    return {kpi.kpi_no for kpi in kpis if not kpi.is_leaf and kpi.kpi_no not in parents}


def _weight_under(kpis: Sequence[Kpi], kpi_no: str) -> Decimal:
    """A group weighs what is left under it."""
    children = (kpi for kpi in kpis if kpi.parent_no == kpi_no)
    return sum((kpi.weight if kpi.is_leaf else _weight_under(kpis, kpi.kpi_no) for kpi in children), Decimal(0))
