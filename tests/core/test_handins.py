from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.handins import HandIn, handin_steps, handins_of
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Exemption
from kpi_excel.core.obligations import obligations_on
from kpi_excel.core.periods import Period
from tests.core.province import FEB, MAR, SAR6, TEMPLATE, linear, rayong, small

PROVINCE = rayong()
POLICY = HandIn("policy_report", "2556-02", date(2013, 3, 5), "ab12")


def own_steps(as_of: date, *notes: HandIn, period: Period = MAR) -> list[Overdue]:
    """The province's own lines of the overdue list."""
    found = consolidate(PROVINCE, (), period, as_of, handins=notes)
    return [line for line in found.overdue if line.kind == "handin"]


def test_minutes__m17_the_provinces_own_step_is_overdue__until_it_handed_in() -> None:
    on_the_day, after = own_steps(date(2013, 3, 5)), own_steps(date(2013, 3, 8))
    assert {line.form for line in on_the_day} == {"kpi_template"}
    line = next(line for line in after if line.form == "policy_report")
    assert (line.agency, line.period, line.days, line.contact, line.phone) == (
        "", "2556-02", 3, "สำนักงานจังหวัดระยอง", "038-555-101",
    )  # fmt: skip
    assert line.what.th == "จังหวัดส่งสำนักงาน ก.พ.ร.: รายงานตามนโยบายรัฐบาล ก.พ. 2556"
    assert {line.form for line in own_steps(date(2013, 3, 8), POLICY)} == {"kpi_template"}


def test_a_note_counts_from_the_day_of_sending__not_before() -> None:
    late = replace(POLICY, sent_on=date(2013, 3, 9))
    assert "policy_report" in {line.form for line in own_steps(date(2013, 3, 8), late)}
    assert "policy_report" not in {line.form for line in own_steps(date(2013, 3, 9), late)}


def test_handed_in_is_no_longer_coming() -> None:
    early = replace(POLICY, sent_on=date(2013, 3, 2))
    as_of = date(2013, 3, 3)
    before, after = (consolidate(PROVINCE, (), FEB, as_of, handins=notes).coming for notes in ((), (early,)))
    assert [line.form for line in before if line.kind == "handin"] == ["policy_report"]
    assert not [line for line in after if line.kind == "handin"]


def test_of_several_notes_the_last_says_when() -> None:
    notes = (POLICY, replace(POLICY, sent_on=date(2013, 3, 7)), replace(POLICY, sent_on=date(2013, 3, 6)))
    owed = obligations_on(PROVINCE, (), date(2013, 3, 20))
    step = handins_of(handin_steps(owed, notes, date(2013, 3, 20)), FEB)[0]
    assert (step.sent_on, step.due, step.days_late(date(2013, 3, 20))) == (date(2013, 3, 6), date(2013, 3, 5), 1)


def test_a_note_answers_its_own_period_only() -> None:
    lines = own_steps(date(2013, 4, 8), POLICY)
    assert {line.period for line in lines if line.form == "policy_report"} == {"2556-03"}


@pytest.mark.parametrize(
    ("period", "form"), [(FEB, "policy_report"), (SAR6, "self_assessment"), (TEMPLATE, "kpi_template")]
)
def test_what_is_handed_in_follows_from_the_period(period: Period, form: str) -> None:
    steps = handin_steps(obligations_on(PROVINCE, (), date(2013, 2, 8)), (), date(2013, 2, 8))
    assert {step.form for step in handins_of(steps, period)} == {form}


def test_nobody_hands_in_what_is_waived__all_exempt() -> None:
    registry = small(
        linear("1", in_policy_report=True), exemptions=(Exemption("policy_report", "", "", "ผู้ว่าฯ", "ยกเว้น", None),)
    )
    assert not [
        s for s in handin_steps(obligations_on(registry, (), MAR.end), (), MAR.end) if s.form == "policy_report"
    ]
