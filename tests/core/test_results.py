from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.consolidation import ResultState
from kpi_excel.core.merge import material_of
from kpi_excel.core.model import NO_LEVELS, Agreement, Kpi, NoDataRule, Registry, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.results import Result, result_of
from kpi_excel.core.submission import Plain, Receipt, Record, Word
from tests.core.province import APR, FEB, MAR, SAR6, SEP, SETTINGS, TEMPLATE, linear, receipt, record, small

AS_OF = date(2013, 11, 1)


def look(registry: Registry, receipts: Iterable[Receipt], month: Period = FEB) -> Result:
    """The result of KPI 1."""
    material = material_of(registry, receipts, SEP, AS_OF)
    return result_of(material, material.kpis["1"], month)


def said(month: Period = FEB, awaiting: bool = False, **cells: Plain | int) -> Receipt:
    return receipt("DPM", month, month.end, record("1", awaiting=awaiting, **cells))


def only(kpi: Kpi) -> Registry:
    return small(kpi)


def test_a_reported_result_has_a_score_and_its_cell() -> None:
    found = look(small(), [said(result=85, status="on_plan", next_work="ตรวจ")])
    assert (found.state, found.score.value) == (ResultState.REPORTED, Decimal("3.5000"))
    value, source = found.inputs["result"]
    assert (value, source.sheet, source.cell, source.agency) == (85, "รายงาน", "B1", "DPM")
    assert found.words == {"status": "on_plan", "next_work": "ตรวจ"}
    assert found.note is None


def test_zero_is_a_result() -> None:
    found = look(small(), [said(result=0)])
    assert (found.state, found.score.value) == (ResultState.REPORTED, Decimal("1.0000"))


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"result": Word.NO_DATA}, ResultState.NO_DATA),
        ({"result": Word.NOT_STARTED}, ResultState.NOT_STARTED),
        ({"result": Word.WITHDRAWN}, ResultState.WITHDRAWN),
        ({"result": None, "status": "not_started"}, ResultState.NOT_STARTED),
        ({"result": 85, "status": "withdrawn"}, ResultState.WITHDRAWN),
        ({"result": 85, "status": "not_started"}, ResultState.REPORTED),
        ({"result": None, "status": "on_plan"}, ResultState.NOT_COMPUTABLE),
    ],
)  # fmt: skip
def test_states_stay_apart(cells: dict[str, Plain], state: ResultState) -> None:
    found = look(small(), [said(**cells)])
    assert found.state is state
    assert (found.score.value is None) == (state is not ResultState.REPORTED)
    assert (found.note is None) == (state is ResultState.REPORTED)


def test_awaiting_and_not_reported_stay_apart() -> None:
    assert look(small(), []).state is ResultState.NOT_REPORTED
    assert look(small(), [said(awaiting=True, result=85)]).state is ResultState.AWAITING
    by_mistake = receipt("LAB", FEB, FEB.end, record("1", awaiting=True, result=85))
    assert look(small(), [by_mistake]).state is ResultState.NOT_REPORTED
    good_then_bad = [said(result=85), receipt("DPM", FEB, date(2013, 3, 5), record("1", awaiting=True, result=8500))]
    assert look(small(), good_then_bad).score.value == Decimal("3.5000")


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"start_round": 9}, ResultState.NOT_DUE),
        ({"cancel_round": 6}, ResultState.CANCELLED),
        ({"agreement": Agreement.PROPOSED}, ResultState.BEING_DEFINED),
        ({"agreed_from": date(2013, 3, 15)}, ResultState.BEING_DEFINED),
        ({"method": ScoringMethod.NOT_ASSESSED}, ResultState.BEING_DEFINED),
    ],
)  # fmt: skip
def test_out_of_force_goes_before_what_was_reported(fields: dict[str, object], state: ResultState) -> None:
    found = look(only(linear("1", **fields)), [said(result=85)])
    assert (found.state, found.score.value) == (state, None)
    assert found.inputs["result"][0] == 85
    assert found.note is not None


def test_a_kpi_starts_and_ends_with_its_rounds() -> None:
    registry = only(linear("1", start_round=9, cancel_round=12))
    states = [look(registry, [], month).state for month in (MAR, APR, SEP)]
    assert states == [ResultState.NOT_DUE, ResultState.NOT_REPORTED, ResultState.CANCELLED]


def test_a_problem_of_scoring_is_told__not_scored() -> None:
    found = look(only(linear("1", levels=NO_LEVELS)), [said(result=85)])
    assert (found.state, found.score.problem) == (ResultState.NOT_COMPUTABLE, "criteria-missing")
    assert found.note is not None and "เกณฑ์" in found.note.th


def test_criteria_of_the_accepted_template_score__where_the_registry_is_blank() -> None:
    template = receipt("DPM", TEMPLATE, date(2013, 2, 20), record("1", c1=60, c2=70, c3=80, c4=90, c5=100))
    found = look(only(linear("1", levels=NO_LEVELS)), [template, said(result=85)])
    assert found.score.value == Decimal("3.5000")


def test_a_self_assessment_supersedes_only_the_month_that_closes_its_round() -> None:
    sar = receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=95, claimed=Decimal("4.6")))
    files = [said(FEB, result=65), said(MAR, result=75), said(APR, result=76), sar]
    scores = [look(small(), files, month).score.value for month in (FEB, MAR, APR)]
    assert scores == [Decimal("1.5000"), Decimal("4.5000"), Decimal("2.6000")]
    assert look(small(), files, MAR).claimed == Decimal("4.6")
    assert look(small(), files, APR).claimed is None


def test_an_awaiting_self_assessment_supersedes_nothing() -> None:
    sar = receipt("DPM", SAR6, date(2013, 4, 20), record("1", awaiting=True, result=95))
    assert look(small(), [said(MAR, result=75), sar], MAR).score.value == Decimal("2.5000")


def policy(record: Record) -> Receipt:
    return receipt("DPM", FEB, date(2013, 3, 1), record, form="policy_report")


def test_the_policy_report_speaks__only_where_no_progress_report_does() -> None:
    assert look(small(), [policy(record("1", result=95))]).score.value == Decimal("4.5000")
    assert look(small(), [policy(record("1", result=95)), said(result=75)]).score.value == Decimal("2.5000")
    assert look(small(), [policy(record("1", result=95)), said(result=Word.NO_DATA)]).state is ResultState.NO_DATA


@pytest.mark.parametrize(("month", "score"), [(MAR, None), (SEP, Decimal("1.0000"))])
def test_a_final_no_data_scores_lowest__where_the_registry_says_so(month: Period, score: Decimal | None) -> None:
    lowest = small(settings=replace(SETTINGS, no_data=NoDataRule.LOWEST))
    found = look(lowest, [said(month, result=Word.NO_DATA)], month)
    assert (found.state, found.score.value) == (ResultState.NO_DATA, score)
    assert look(small(), [said(month, result=Word.NO_DATA)], month).score.value is None


def test_raw_inputs_are_scored__a_word_in_one_of_them_is_the_state_of_all() -> None:
    kpi = linear("1", method=ScoringMethod.MILESTONE, levels=NO_LEVELS)
    done = look(only(kpi), [said(step1=True, step2=True, step3=False, step4=True, step5=False)])
    assert (done.score.value, done.score.result) == (Decimal("2.0000"), 2)
    stated = look(only(kpi), [said(step1=True, result=Word.NO_DATA)])
    assert stated.state is ResultState.NO_DATA


def test_a_report_without_result_hides_none_that_has_one() -> None:
    narrative = receipt("DPM", SAR6, date(2013, 4, 20), record("1", success="ดี"))
    assert look(small(), [said(MAR, result=75), narrative], MAR).score.value == Decimal("2.5000")
    corrected = said(MAR, awaiting=True, result=7500)
    assert look(small(), [corrected, narrative], MAR).state is ResultState.AWAITING


def test_a_word_stands_among_the_inputs__where_the_result_is_not_one() -> None:
    kpi = linear("1", method=ScoringMethod.GROWTH)
    found = look(only(kpi), [said(result=Word.NO_DATA)])
    assert [(key, value) for key, (value, _) in found.inputs.items()] == [("result", Word.NO_DATA)]
    assert "result" not in look(only(kpi), [said(actual=5, result=7)]).inputs
