"""The plan: the planned score of a month beside its score, and where each planned step stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import PlannedStep, PlanState
from kpi_excel.core.effective import source_of
from kpi_excel.core.in_force import is_cancelled
from kpi_excel.core.material import Material
from kpi_excel.core.model import Kpi, ScoringMethod, Settings
from kpi_excel.core.periods import Period
from kpi_excel.core.revisions import Revision, period_end
from kpi_excel.core.scoring.arithmetic import rounded
from kpi_excel.core.scoring.engine import score_kpi
from kpi_excel.core.scoring.inputs import inputs_of
from kpi_excel.core.scoring.scale import score_linear
from kpi_excel.core.submission import Row, Value


def planned_result(material: Material, kpi: Kpi, month: Period) -> Decimal | None:
    """The planned cumulative result: the registry's cell, else the accepted plan's; None where both are blank."""
    agreed = material.registry.plan_targets.get((kpi.kpi_no, month.code))
    if agreed is not None:
        return agreed
    targets = material.record("action_plan", _plan_period(material), "targets", kpi)
    place = month.fiscal_year.months().index(month) + 1
    value = targets.record.get(f"m{place:02d}") if targets else None
    return value if isinstance(value, Decimal) else None


def planned_score(kpi: Kpi, planned: Decimal) -> Decimal | None:
    """The score of a planned result, by the KPI's own method.

    The plan is in the KPI's unit: a percentage for growth and ratios, steps done for a milestone KPI, 1 or 0 for
    yes or no. A KPI that is scored from parts has no unit but its score, so the plan is a score already.
    """
    match kpi.method:
        case ScoringMethod.LINEAR | ScoringMethod.GROWTH:
            return score_linear(kpi.levels, planned, kpi.direction).value
        case ScoringMethod.MILESTONE:
            return score_kpi(kpi, _planned_steps(kpi, planned)).value
        case ScoringMethod.YES_NO:
            return score_kpi(kpi, {"answer": planned > 0}).value
        case ScoringMethod.TWO_SIDED_BAND:
            return score_kpi(kpi, {"result": planned}).value
        case ScoringMethod.COMPOSITE | ScoringMethod.CONDITIONAL_WEIGHTS | ScoringMethod.EXTERNAL_SCORE:
            return rounded(planned)
    return None


def plan_state(settings: Settings, score: Decimal | None, plan: Decimal | None) -> PlanState:
    """A score against its planned score, by the registry's limits; nothing where either is missing."""
    if score is None or plan is None:
        return PlanState.NONE
    ahead = score - plan
    if ahead <= settings.far_behind_plan:
        return PlanState.FAR_BEHIND
    if ahead <= settings.behind_plan:
        return PlanState.BEHIND
    return PlanState.AHEAD if ahead >= settings.ahead_of_plan else PlanState.ON_PLAN


def planned_steps(material: Material) -> tuple[PlannedStep, ...]:
    """Every step of the accepted plans, by KPI and in the plan's order, with its latest reported progress.

    A KPI that was cancelled owes no steps any more.
    """
    progress = _progress_by_step(material)
    return tuple(
        _step(material, plan, row, progress.get((kpi.kpi_no, row.code)))
        for kpi in material.registry.leaves()
        if not is_cancelled(kpi, material.period)
        and (plan := material.record("action_plan", _plan_period(material), "plan", kpi)) is not None
        for row in plan.record.rows
    )


def _plan_period(material: Material) -> Period:
    return Period.parse(f"{material.registry.settings.fiscal_year.year}-plan")


def _planned_steps(kpi: Kpi, planned: Decimal) -> dict[str, Decimal | bool]:
    keys = [wanted.key for wanted in inputs_of(kpi) if wanted.key != "fraction"]
    done: dict[str, Decimal | bool] = {key: number <= planned for number, key in enumerate(keys, 1)}
    has_fraction = len(keys) < len(inputs_of(kpi))
    return {**done, "fraction": planned % 1 * 100} if has_fraction and planned < len(keys) else done


def _progress_by_step(material: Material) -> dict[tuple[str, str], Row]:
    """KPI and step code → the row of the latest month that says how the step stands."""
    told = [revision for revision in material.effective.of_kind("steps") if revision.record.get("done")]
    told.sort(key=lambda revision: (period_end(revision.key.period), revision.precedence))
    return {(revision.key.kpi_no, revision.key.row): revision.record.rows[0] for revision in told}


def _step(material: Material, plan: Revision, row: Row, progress: Row | None) -> PlannedStep:
    status = str(progress.get("done") or "") if progress else ""
    finish = _day(row, "finish")
    late = (material.step_day - finish).days if finish and status != "done" else 0
    first = next(iter(row.values.values()), Value(None))
    level, budget = row.get("level"), row.get("budget")
    return PlannedStep(
        agency=plan.key.agency, kpi_no=plan.key.kpi_no, code=row.code, text=str(row.get("step") or ""),
        level=level if isinstance(level, Decimal) else None, start=_day(row, "start"), finish=finish,
        responsible=str(row.get("responsible") or ""), budget=budget if isinstance(budget, Decimal) else None,
        evidence=str(row.get("evidence") or ""), status=status,
        finished_on=_day(progress, "finished_on") if progress else None, days_late=max(0, late),
        source=source_of(plan, row.values.get("step", first)), project=str(row.get("project") or ""),
    )  # fmt: skip


def _day(row: Row, key: str) -> date | None:
    value = row.get(key)
    return value if isinstance(value, date) else None
