from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.model import Accumulation, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.reporting_calendar import due_of
from kpi_excel.core.scoring.engine import score_kpi, total_of
from kpi_excel.workbooks.registry.reader import read_registry
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.writer import tables_of, write_registry
from tests.core.scoring.samples import sample_province


@pytest.fixture(scope="module")
def sample() -> Registry:
    reading = read_registry(write_registry(sample_tables()))
    assert reading.findings == ()
    assert reading.registry is not None
    return reading.registry


def test_the_sample_has_the_size_of_the_worked_example(sample: Registry) -> None:
    assert len(sample.agencies) == 17
    assert len(sample.leaves()) == 30
    assert sum(1 for kpi in sample.kpis if not kpi.parent_no) == 14
    assert sum(kpi.weight for kpi in sample.leaves()) == 100
    weights: Counter[str] = Counter()
    for kpi in sample.leaves():
        weights[kpi.dimension] += int(kpi.weight)
    assert weights == {"ประสิทธิผล": 60, "คุณภาพการให้บริการ": 10, "ประสิทธิภาพ": 15, "การพัฒนาองค์การ": 15}


def test_the_sample_says_what_the_worked_example_says(sample: Registry) -> None:
    for kpi, _, _ in sample_province():
        ours = sample.kpi(kpi.kpi_no)
        assert ours is not None
        assert (ours.name, ours.method, ours.weight, ours.host, ours.parent_no) == (
            kpi.name, kpi.method, kpi.weight, kpi.host, kpi.parent_no,
        )  # fmt: skip
        if any(kpi.levels) and ours.method.value in ("linear", "growth"):
            assert (ours.levels, ours.direction) == (kpi.levels, kpi.direction)


def test_the_example_results_score_3_7989(sample: Registry) -> None:
    items = []
    for kpi, inputs, expected in sample_province():
        ours = sample.kpi(kpi.kpi_no)
        assert ours is not None
        score = score_kpi(ours, inputs).value
        assert score == (Decimal(expected) if expected else None), kpi.kpi_no
        items.append((ours.weight if ours.is_leaf else Decimal(0), score))
    assert total_of(items).score == Decimal("3.7989")


def test_everything_a_form_prints_is_there(sample: Registry) -> None:
    for kpi in sample.leaves():
        assert kpi.guideline
        assert kpi.strategic_issue
        assert kpi.goal
        for role in ("supervisor", "keeper"):
            person = sample.person_on(kpi.kpi_no, role, date(2013, 3, 1))
            assert person is not None
            assert person.phone
    ratio = sample.kpi("1.5")
    assert ratio is not None
    assert ratio.accumulation is Accumulation.RATIO
    assert all(len(kpi.level_texts) == 5 for kpi in sample.leaves() if kpi.method.value == "milestone")
    assert [lesson.number for lesson in sample.lessons if lesson.is_open] == ["1", "3", "6", "7", "8"]


def test_the_deadlines_are_those_of_the_minutes(sample: Registry) -> None:
    def due(form: str, period: str, kpi_no: str) -> date | None:
        kpi = sample.kpi(kpi_no)
        assert kpi is not None
        found = due_of(sample, form, Period.parse(period), kpi)
        return found.due if found else None

    assert due("kpi_template", "2556-kpi", "3.2.2") == date(2013, 2, 22)
    assert due("kpi_template", "2556-kpi", "7.1") == date(2013, 2, 28)
    assert due("action_plan", "2556-plan", "3.2.2") == date(2013, 2, 28)
    assert due("monthly_progress", "2556-02", "3.2.2") == date(2013, 2, 20)
    assert due("monthly_progress", "2556-01", "3.2.2") is None
    assert due("policy_report", "2556-02", "1.1") == date(2013, 3, 2)
    assert due("self_assessment", "2556-sar6", "3.2.2") == date(2013, 4, 23)


def test_the_sample_written_from_its_registry_reads_the_same(sample: Registry) -> None:
    again = read_registry(write_registry(tables_of(sample))).registry
    assert again is not None
    assert replace(again, cells={}) == replace(sample, cells={})
