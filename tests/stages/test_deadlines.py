from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.handins import HandIn
from kpi_excel.core.periods import Period
from kpi_excel.stages.deadlines import late_steps, write_calendar_file, year_calendar
from kpi_excel.store.handins import store_handin
from tests.letters.reading import calendar_lines
from tests.stages.letters_desk import LettersDesk

AS_OF = date(2013, 3, 8)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> LettersDesk:
    desk = LettersDesk.begun(tmp_path_factory.mktemp("calendar") / "จังหวัด")
    store_handin(desk.house.archive, HandIn("policy_report", "2556-02", date(2013, 3, 5)))
    return desk


def test_every_hand_in_date_has_its_step__with_what_was_noted(desk: LettersDesk) -> None:
    calendar = year_calendar(desk.house, AS_OF)
    with_second_step = [line for line in calendar.deadlines if line.due.handin]
    steps = [calendar.handin_of(line) for line in with_second_step]
    assert len(calendar.deadlines) == 22 and len(steps) == 12 and None not in steps
    sent = {(step.form, step.period) for step in steps if step and step.sent_on}
    assert sent == {("policy_report", "2556-02")}


def test_late_steps_are_those_not_noted__of_a_period_or_of_the_year(desk: LettersDesk) -> None:
    assert [(step.period, step.days_late(AS_OF)) for step in late_steps(desk.house, AS_OF)] == [("2556-kpi", 8)]
    assert late_steps(desk.house, AS_OF, Period.parse("2556-02")) == ()


def test_a_calendar_file_is_written_and_replaced__never_anything_else(desk: LettersDesk, tmp_path: Path) -> None:
    target = tmp_path / "ปฏิทิน" / "kpi.ics"
    for day in (AS_OF, date(2013, 4, 1)):
        write_calendar_file(desk.house, year_calendar(desk.house, day), target, day)
        assert f"DTSTAMP:{day:%Y%m%d}T000000Z" in calendar_lines(target.read_bytes())
    registry = desk.root / "registry.xlsx"
    before = registry.read_bytes()
    with pytest.raises(KpiExcelError) as refusal:
        write_calendar_file(desk.house, year_calendar(desk.house, AS_OF), registry, AS_OF)
    assert refusal.value.code == "file-not-a-calendar" and registry.read_bytes() == before
