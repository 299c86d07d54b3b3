"""Who has sent what, as of a day: by real receipts."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_excel.core.consolidation import ObligationState
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.stages.standing import standing
from tests.stages.desk import Desk, Played, day

TEMPLATES = Period.parse("2556-kpi")


def test_25_february__who_missed_the_22nd_and_who_is_not_yet_due(demo: Played) -> None:
    lines = standing(Desk(demo.root).house, day("2013-02-25"), TEMPLATES).obligations
    found = {line.kpi_no: (line.agency, line.state.value, line.due, line.days_late) for line in lines}
    early, general = date(2013, 2, 22), date(2013, 2, 28)

    assert found["3.1.3"] == ("AGR", "missing", early, 3)
    assert found["3.1.2"] == ("CDD", "received", early, 3)
    assert found["4.3"] == ("CDD", "received", general, 0)
    assert found["3.2.2"] == ("DPM", "received", early, 0)
    assert found["8"] == ("ENE", "expected", general, 0)
    assert {no for no, (_, state, *_) in found.items() if state == "missing"} == {"3.1.3"}
    assert {due for no, (*_, due, _) in found.items() if no.startswith(("2.", "3."))} == {early}
    assert {due for no, (*_, due, _) in found.items() if not no.startswith(("2.", "3."))} == {general}


@pytest.mark.parametrize(("on", "state", "late"), [("2013-02-28", "expected", 0), ("2013-03-01", "missing", 1)])
def test_the_28th__due_today_is_not_overdue(demo: Played, on: str, state: str, late: int) -> None:
    lines = standing(Desk(demo.root).house, day(on), TEMPLATES).obligations
    (line,) = [line for line in lines if line.kpi_no == "8"]

    assert (line.state.value, line.days_late) == (state, late)


def test_held_files_are_named_from_the_day_they_came(demo: Played) -> None:
    house = Desk(demo.root).house

    assert standing(house, day("2013-02-19")).held == []
    assert standing(house, day("2013-02-20")).held == ["LAB_monthly_progress_2556-02.xlsx"]
    assert len(standing(house, day("2013-03-31")).held) == 2


def test_held_and_refused__meet_no_obligation(demo: Played) -> None:
    lines = standing(Desk(demo.root).house, day("2013-02-28"), Period.parse("2556-02")).obligations
    states = {line.agency: line.state for line in lines if line.form == "monthly_progress"}

    assert states["LAB"] is states["ENE"] is states["COM"] is ObligationState.MISSING
    assert states["AGC"] is ObligationState.AWAITING
    assert states["STA"] is ObligationState.RECEIVED


def test_corrected_later__met_on_the_day_the_first_file_came(demo: Played) -> None:
    lines = standing(Desk(demo.root).house, day("2013-02-28"), Period.parse("2556-02")).obligations
    (line,) = [line for line in lines if line.kpi_no == "3.2.2" and line.form == "monthly_progress"]

    assert (line.state, line.received_on, line.days_late) == (ObligationState.RECEIVED, date(2013, 2, 18), 0)


def test_period_of_another_year__is_refused(demo: Played) -> None:
    with pytest.raises(KpiExcelError) as told:
        standing(Desk(demo.root).house, day("2013-02-28"), Period.parse("2557-02"))

    assert told.value.code == "period-does-not-fit"
