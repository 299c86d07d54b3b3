from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation, KpiLine, Month, PlanState, ResultState
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Kpi, Registry, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt, Word
from tests.core.province import FEB, MAR, PLAN, SEP, linear, rayong, receipt, record, sample_inputs, small

AS_OF = date(2013, 11, 1)


def full_month(month: Period, *without: str) -> list[Receipt]:
    """One file per agency with the sample's results."""
    inputs, registry = sample_inputs(), rayong()
    hosts = sorted({kpi.host for kpi in registry.leaves()})
    return [
        receipt(host, month, month.end, *(
            record(kpi.kpi_no, **inputs[kpi.kpi_no])
            for kpi in registry.leaves()
            if kpi.host == host and kpi.kpi_no in inputs and kpi.kpi_no not in without
        ))
        for host in hosts
    ]  # fmt: skip


def line(found: Consolidation, kpi_no: str) -> KpiLine:
    return next(line for line in found.lines if line.kpi.kpi_no == kpi_no)


def merged(receipts: Iterable[Receipt], registry: Registry | None = None, period: Period = SEP) -> Consolidation:
    return consolidate(registry or small(), receipts, period, AS_OF)


def test_totals_of_the_sample_province() -> None:
    found = merged(full_month(SEP), rayong())
    assert (found.total.score, found.total.covered, found.total.weight) == (Decimal("3.7989"), 100, 100)
    assert [(d.number, d.total.score, d.contribution) for d in found.dimensions] == [
        ("1", Decimal("3.5675"), Decimal("2.1405")), ("2", Decimal("4.4100"), Decimal("0.4410")),
        ("3", Decimal("3.9796"), Decimal("0.5969")), ("4", Decimal("4.1367"), Decimal("0.6205")),
    ]  # fmt: skip
    groups = {
        "1": "3.5650",
        "2": "2.9180",
        "3": "3.5312",
        "3.1": "3.4286",
        "3.2": "3.6167",
        "4": "4.0560",
        "7": "3.5907",
    }
    assert {number: str(line(found, number).score.value) for number in groups} == groups
    assert line(found, "1.6").state is ResultState.BEING_DEFINED


def test_worst_case_scores_what_is_missing_lowest() -> None:
    found = merged(full_month(SEP, "3.2.3", "10", "14", "1.2", "13"), rayong())
    points = Decimal("379.89") - 4 * 5 - 3 * 5 - 4 * 5 - 2 * Decimal("4.5") - 3 * 3
    assert (found.total.covered, found.total.weight) == (84, 100)
    assert found.total.score is not None and abs(found.total.score - points / 84) < Decimal("0.0002")
    assert found.total.worst_case is not None and abs(found.total.worst_case - (points + 16) / 100) < Decimal("0.0002")


def test_lines_come_in_the_agreements_order__parents_before_children() -> None:
    registry = rayong()
    found = merged([], replace(registry, kpis=tuple(reversed(registry.kpis))))
    seen: set[str] = set()
    for item in found.lines:
        assert item.kpi.parent_no in seen | {""}
        seen.add(item.kpi.kpi_no)
    assert len(found.lines) == len(registry.kpis)
    assert [(item.kpi.kpi_no, item.depth) for item in merged([], registry).lines[7:12]] == [
        ("2", 0), ("2.1", 1), ("2.2", 1), ("3", 0), ("3.1", 1),
    ]  # fmt: skip


def test_an_earlier_result_stands_beside__never_in_the_total() -> None:
    found = merged(
        [receipt("DPM", FEB, FEB.end, record("1", result=85)), receipt("LAB", MAR, MAR.end, record("2", result=75))],
        period=MAR,
    )
    first = line(found, "1")
    assert (first.state, first.score.value, first.earlier) == (ResultState.NOT_REPORTED, None, (FEB, Decimal("3.5000")))
    assert line(found, "2").earlier is None
    assert (found.total.score, found.total.covered) == (Decimal("2.5000"), 50)
    assert found.months == (Month(FEB, Decimal("3.5000")), Month(MAR, Decimal("2.5000")))
    assert found.previous == found.months[0]


def test_states_without_a_number_stay_in_the_weight__out_of_force_does_not() -> None:
    kpis = (
        linear("1"),
        linear("2", weight="30"),
        linear("3", weight="20", start_round=9),
        linear("4", weight="15", cancel_round=6),
    )
    files = [receipt("DPM", FEB, FEB.end, record("1", result=90), record("2", result=Word.NO_DATA))]
    found = merged(files, small(*kpis), FEB)
    assert (found.total.weight, found.total.covered, found.total.score) == (80, 50, Decimal("4.0000"))
    assert found.total.worst_case == Decimal("2.8750")
    assert [item.weight for item in found.lines] == [50, 30, 0, 0]


def test_the_rounds_weight_counts() -> None:
    kpis = linear("1", weight="50", round_weights={6: Decimal(10)}), linear("2")
    files = [receipt("DPM", month, month.end, record("1", result=100), record("2", result=60)) for month in (MAR, SEP)]
    assert merged(files, small(*kpis), MAR).total.score == Decimal("1.6667")
    assert merged(files, small(*kpis), SEP).total.score == Decimal("3.0000")


def test_contribution_is_over_the_weight_in_force__gain_over_the_weight_reported() -> None:
    found = merged([receipt("DPM", FEB, FEB.end, record("1", result=75))], period=FEB)
    first, second = line(found, "1"), line(found, "2")
    assert (first.contribution, first.gain_to_standard) == (Decimal("1.2500"), Decimal("0.5000"))
    assert (second.contribution, second.gain_to_standard) == (None, 0)


def test_a_group_has_the_total_of_its_leaves() -> None:
    kpis = (
        Kpi("G", "กลุ่ม", ScoringMethod.GROUP, host="DPM"),
        linear("1", parent_no="G"),
        linear("2", "LAB", parent_no="G"),
    )
    found = merged([receipt("DPM", FEB, FEB.end, record("1", result=85))], small(*kpis), FEB)
    group = found.lines[0]
    assert group.total is not None
    assert (group.total.covered, group.weight, group.score.value) == (50, 100, Decimal("3.5000"))
    assert (group.state, group.agency) == (ResultState.REPORTED, "DPM")
    assert merged([], small(*kpis), FEB).lines[0].state is ResultState.NOT_REPORTED
    stated = receipt("DPM", FEB, FEB.end, record("1", result=Word.NO_DATA))
    assert merged([stated], small(*kpis), FEB).lines[0].state is ResultState.NOT_REPORTED
    both = [stated, receipt("LAB", FEB, FEB.end, record("2", result=Word.NO_DATA))]
    assert merged(both, small(*kpis), FEB).lines[0].state is ResultState.NO_DATA


def test_plan_and_result_are_compared_month_by_month() -> None:
    plan = receipt("DPM", PLAN, date(2013, 2, 20), record("1", "targets", m05=80, m06=90))
    files = [
        plan,
        receipt("DPM", MAR, MAR.end, record("1", result=85)),
        receipt("LAB", MAR, MAR.end, record("2", result=60)),
    ]
    found = merged(files, period=MAR)
    first = line(found, "1")
    assert (first.plan, first.plan_state) == (Decimal("4.0000"), PlanState.BEHIND)
    assert first.series == (Month(FEB, None, Decimal("3.0000")), Month(MAR, Decimal("3.5000"), Decimal("4.0000")))
    assert (line(found, "2").plan, line(found, "2").plan_state) == (None, PlanState.NONE)
    assert found.months[1] == Month(MAR, Decimal("2.2500"), Decimal("4.0000"))


def test_a_groups_plan_is_compared_over_the_kpis_that_have_both() -> None:
    kpis = Kpi("G", "กลุ่ม", ScoringMethod.GROUP), linear("1", parent_no="G"), linear("2", parent_no="G")
    plan = receipt("DPM", PLAN, date(2013, 2, 20), record("1", "targets", m06=80))
    report = receipt("DPM", MAR, MAR.end, record("1", result=80), record("2", result=60))
    group = merged([plan, report], small(*kpis), MAR).lines[0]
    assert (group.score.value, group.plan, group.plan_state) == (
        Decimal("2.0000"),
        Decimal("3.0000"),
        PlanState.ON_PLAN,
    )


def test_claimed_totals_cover_what_was_claimed() -> None:
    sar = receipt(
        "DPM", Period.parse("2556-sar6"), date(2013, 4, 20), record("1", result=85, claimed=Decimal("4.0000"))
    )
    found = merged([sar], period=MAR)
    assert (found.claimed.score, found.claimed.covered) == (Decimal("4.0000"), 50)
    assert (found.total.score, found.certified.score, found.certified.covered) == (Decimal("3.5000"), None, 0)
