from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.consolidation import PlannedStep, PlanState
from kpi_excel.core.merge import material_of
from kpi_excel.core.model import NO_LEVELS, Registry, ScoringMethod
from kpi_excel.core.planning import plan_state, planned_result, planned_score, planned_steps
from kpi_excel.core.submission import Receipt
from tests.core.province import FEB, MAR, PLAN, SEP, SETTINGS, linear, receipt, record, rows, small

AS_OF = date(2013, 4, 10)
STEP = {"code": "P1-1", "step": "ประชุม", "level": 1, "start": date(2013, 2, 1), "finish": date(2013, 3, 31),
        "responsible": "นาย ก", "budget": 500, "evidence": "รายงานการประชุม"}  # fmt: skip
PLANNED = receipt(
    "DPM", PLAN, date(2013, 2, 20), rows("plan", "1", STEP), record("1", "targets", m05=70, m06=None, m12=100)
)


def steps(*files: Receipt, registry: Registry | None = None, as_of: date = AS_OF) -> tuple[PlannedStep, ...]:
    return planned_steps(material_of(registry or small(), files, SEP, as_of))


def progress(month: object, on: date, **cells: object) -> Receipt:
    return receipt("DPM", month, on, rows("steps", "1", {"code": "P1-1", **cells}))  # type: ignore[arg-type, dict-item]


def test_a_step_is_late_until_it_is_done__in_days_after_its_finish() -> None:
    (step,) = steps(PLANNED)
    assert (step.code, step.text, step.level, step.finish, step.days_late) == (
        "P1-1",
        "ประชุม",
        1,
        date(2013, 3, 31),
        10,
    )
    assert (step.responsible, step.budget, step.evidence, step.status) == ("นาย ก", 500, "รายงานการประชุม", "")
    assert step.source.archived == PLANNED.archived
    (on_the_day,) = steps(PLANNED, as_of=date(2013, 3, 31))
    assert on_the_day.days_late == 0


def test_minutes__m07_a_step_names_the_project_behind_it__or_none() -> None:
    plan = receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "1", STEP | {"project": "โครงการถนนปลอดภัย"}, STEP | {"code": "P1-2"}))
    assert [step.project for step in steps(plan)] == ["โครงการถนนปลอดภัย", ""]


def test_the_latest_month_tells_how_a_step_stands__not_the_latest_file() -> None:
    march = progress(MAR, date(2013, 3, 20), done="done", finished_on=date(2013, 3, 18))
    late_feb = progress(FEB, date(2013, 4, 1), done="doing")
    (step,) = steps(PLANNED, late_feb, march)
    assert (step.status, step.finished_on, step.days_late) == ("done", date(2013, 3, 18), 0)
    (before,) = steps(PLANNED, late_feb)
    assert (before.status, before.days_late) == ("doing", 10)


def test_a_cancelled_kpi_owes_no_steps() -> None:
    assert not steps(PLANNED, registry=small(linear("1", cancel_round=12)))


def test_planned_results_come_from_the_registry__else_from_the_plan() -> None:
    registry = small(plan_targets={("1", MAR.code): Decimal(75), ("1", SEP.code): Decimal(90)})
    material = material_of(registry, [PLANNED], SEP, AS_OF)
    kpi = material.kpis["1"]
    assert [planned_result(material, kpi, month) for month in (FEB, MAR, SEP)] == [70, 75, 90]
    assert planned_result(material, material.kpis["2"], FEB) is None


@pytest.mark.parametrize(
    ("method", "planned", "score"),
    [
        (ScoringMethod.LINEAR, "85", "3.5000"), (ScoringMethod.GROWTH, "85", "3.5000"),
        (ScoringMethod.MILESTONE, "3", "3.0000"), (ScoringMethod.YES_NO, "1", "5.0000"),
        (ScoringMethod.YES_NO, "0", "1.0000"), (ScoringMethod.COMPOSITE, "3.25", "3.2500"),
        (ScoringMethod.EXTERNAL_SCORE, "4.0565", "4.0565"), (ScoringMethod.TWO_SIDED_BAND, "15", "2.5000"),
        (ScoringMethod.NOT_ASSESSED, "15", None),
    ],
)  # fmt: skip
def test_a_planned_result_is_scored_by_the_kpis_method(method: ScoringMethod, planned: str, score: str | None) -> None:
    kpi = linear("1", method=method)
    if method is ScoringMethod.MILESTONE:
        kpi = replace(kpi, levels=NO_LEVELS)
    assert planned_score(kpi, Decimal(planned)) == (None if score is None else Decimal(score))


def test_a_planned_fraction_of_the_last_step_is_scored() -> None:
    kpi = linear("1", method=ScoringMethod.MILESTONE, levels=NO_LEVELS, params={"fraction": Decimal(1)})
    assert planned_score(kpi, Decimal("4.6")) == Decimal("4.6000")
    assert planned_score(kpi, Decimal(5)) == Decimal("5.0000")


@pytest.mark.parametrize(
    ("score", "plan", "state"),
    [
        ("3.0000", "3.0000", PlanState.ON_PLAN), ("2.9999", "3.0000", PlanState.BEHIND),
        ("2.0001", "3.0000", PlanState.BEHIND), ("2.0000", "3.0000", PlanState.FAR_BEHIND),
        ("3.1999", "3.0000", PlanState.ON_PLAN), ("3.2000", "3.0000", PlanState.AHEAD),
        (None, "3.0000", PlanState.NONE), ("3.0000", None, PlanState.NONE),
    ],
)  # fmt: skip
def test_plan_states_follow_the_registrys_limits(score: str | None, plan: str | None, state: PlanState) -> None:
    first, second = (None if value is None else Decimal(value) for value in (score, plan))
    assert plan_state(SETTINGS, first, second) is state
