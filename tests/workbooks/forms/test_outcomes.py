"""The measure of the compatibility tests: it must see a value that was lost, changed, or taken for somebody else's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Record, Row, Value, Verdict
from kpi_excel.forms.identity import Claim
from kpi_excel.stages.judge import Judgement
from tests.workbooks.forms.actions import Sample
from tests.workbooks.forms.outcomes import Kind, outcome_of
from tests.workbooks.forms.workshop import Workshop

Change = Callable[[dict[str, Value]], dict[str, Value]]


@pytest.fixture(scope="module")
def sample(workshop: Workshop) -> Sample:
    return Sample.of(workshop, "action_plan")


def changed(sample: Sample, change: Change, *findings: Finding, code: str = "P3.2.2-2") -> Judgement:
    """What is read, with the values of one planned step as `change` makes them."""

    def row(old: Row) -> Row:
        return replace(old, values=change(dict(old.values))) if old.code == code else old

    def record(old: Record) -> Record:
        return replace(old, rows=tuple(map(row, old.rows)))

    return replace(sample.read, records=tuple(map(record, sample.read.records)), findings=findings)


def without_name(values: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if key != "responsible"}


def test_outcome_is_right__nothing_changed(sample: Sample) -> None:
    assert outcome_of(sample, sample.read).kind is Kind.RIGHT


def test_outcome_is_lost__a_value_gone_without_a_word(sample: Sample) -> None:
    outcome = outcome_of(sample, changed(sample, without_name))

    assert outcome.kind is Kind.LOST
    assert [fault.split(":")[0] for fault in outcome.faults] == ["plan/3.2.2/P3.2.2-2/responsible"]


@pytest.mark.parametrize("place", [Place(kpi_no="3.2.2", field="plan.step"), Place(kpi_no="3.2.3", field="plan.responsible"), Place()])
def test_outcome_is_lost__something_else_was_said(sample: Sample, place: Place) -> None:
    assert outcome_of(sample, changed(sample, without_name, Finding("value-missing", place))).kind is Kind.LOST


def test_outcome_is_asked__the_finding_says_what_is_gone(sample: Sample) -> None:
    told = Finding("value-missing", Place(kpi_no="3.2.2", field="plan.responsible"))

    outcome = outcome_of(sample, changed(sample, without_name, told))

    assert (outcome.kind, outcome.codes) == (Kind.ASKED, ("value-missing",))


def test_outcome_is_lost__a_note_is_not_enough(sample: Sample) -> None:
    told = Finding("number-read-from-text", Place(kpi_no="3.2.2", field="plan.responsible"))

    assert outcome_of(sample, changed(sample, without_name, told)).kind is Kind.LOST


def test_outcome_is_lost__another_value_or_one_from_nowhere(sample: Sample) -> None:
    for key in ("level", "budget_line"):
        now = changed(sample, lambda values, key=key: values | {key: Value(Decimal(9))})  # type: ignore[misc]

        assert outcome_of(sample, now).kind is Kind.LOST


def test_outcome_is_lost__taken_for_another_agency_or_period(sample: Sample) -> None:
    right = sample.read.claim
    for claim in (right._replace(agency="PRO"), right._replace(period="2557-plan")):
        assert outcome_of(sample, replace(sample.read, claim=claim)).kind is Kind.LOST


def test_outcome_is_lost__given_to_another_kpi(sample: Sample) -> None:
    records = tuple(replace(record, kpi_no="3.2.3" if record.kpi_no == "3.2.2" else "3.2.2") for record in sample.read.records)

    assert outcome_of(sample, replace(sample.read, records=records)).kind is Kind.LOST


def test_outcome_is_held__with_its_reason_and_no_misleading_guess(sample: Sample) -> None:
    held = Judgement(Verdict.HELD, "form-not-identified", Claim("", "", ""), extra={"guess_agency": "PRO"})

    outcome = outcome_of(sample, held)

    assert (outcome.kind, outcome.codes) == (Kind.HELD, ("form-not-identified",))
    assert outcome.faults == ("agency guessed as PRO",)


def test_outcome_is_refused__with_its_reason(sample: Sample) -> None:
    refused = Judgement(Verdict.REFUSED, "file-too-large")

    assert (outcome_of(sample, refused).kind, outcome_of(sample, refused).codes) == (Kind.REFUSED, ("file-too-large",))
