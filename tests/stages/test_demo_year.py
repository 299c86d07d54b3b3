"""The whole fiscal year, played once: what happens in it, and that any of its days can be asked for afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_excel.core.consolidation import Certification, Consolidation, Obligation, ResultState
from kpi_excel.core.periods import Period
from kpi_excel.stages.consolidate import consolidated_path, look, merge
from kpi_excel.stages.demo_year import YearDemo
from kpi_excel.stages.house import House, open_house
from kpi_excel.stages.standing import standing
from kpi_excel.stages.verify import verify
from tests.stages.desk import day

MEETING = day("2013-02-08")
END = day("2013-10-27")
LAST = Period.parse("2556-sar12")
MONTHS = [f"2556-{month:02d}" for month in range(2, 10)]


@dataclass(frozen=True)
class Year:
    root: Path
    seen: dict[date, list[Obligation]]
    """What was owed on some days, looked at on those days themselves."""

    @property
    def house(self) -> House:
        return open_house(self.root)

    def look(self, period: str, as_of: date) -> Consolidation:
        return look(self.house, Period.parse(period), as_of)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    root = tmp_path_factory.mktemp("year") / "จังหวัด ทั้งปี"
    seen = {}
    for number, played in enumerate(YearDemo(root, workers=2).play()):
        if number % 4 == 0:
            seen[played.day] = standing(open_house(root), played.day).obligations
    return Year(root, seen)


def test_the_archive_is_whole__every_file_judged_alike_again(year: Year) -> None:
    checked, findings = verify(year.house, workers=2)
    assert findings == []
    assert checked.files > 250


def test_any_day_of_the_year_can_be_asked_for(year: Year) -> None:
    """Reports, corrections, verdicts, staff and a cancellation came later: the day is shown as it was."""
    assert len(year.seen) >= 7
    for on, obligations in year.seen.items():
        assert standing(year.house, on).obligations == obligations, on


@pytest.mark.parametrize("month", MONTHS)
def test_the_workbook_of_a_month_merged_again_at_the_end_is_the_same(year: Year, month: str) -> None:
    period = Period.parse(month)
    path = consolidated_path(year.house, period)
    before = path.read_bytes()
    merge(year.house, period, period.end)
    assert path.read_bytes() == before


def test_three_rounds_certified__what_nobody_certified_is_shown_as_such(year: Year) -> None:
    for months, on in ((6, "2013-04-27"), (9, "2013-07-27"), (12, "2013-10-27")):
        data = year.look(f"2556-sar{months}", day(on))
        standings = {line.kpi.kpi_no: line.certification for line in data.lines if line.kpi.is_leaf and line.weight}
        certified = [number for number, found in standings.items() if found in (Certification.CERTIFIED, Certification.AMENDED)]
        assert len(certified) > len(standings) / 2
        assert data.certified.score is not None
        for line in data.lines:
            if line.kpi.kpi_no in standings and line.kpi.kpi_no not in certified:
                assert line.certified is None


def test_the_year_ends_as_the_tables_say(year: Year) -> None:
    data = year.look("2556-sar12", END)
    assert data.total.score == Decimal("3.7989")
    states = {line.kpi.kpi_no: line.state for line in data.lines if line.kpi.is_leaf}
    assert states.pop("1.6") is ResultState.CANCELLED
    assert set(states.values()) == {ResultState.REPORTED}


def test_one_sign_off_refused__with_its_reason(year: Year) -> None:
    refused = [row for row in year.look("2556-sar12", END).tidy if row.value == "refused"]
    assert [(row.agency, row.kpi_no, row.period) for row in refused] == [("PHO", "4.2", "2556-sar6")]
    reasons = [row.value for row in year.look("2556-sar6", END).tidy if (row.kpi_no, row.field) == ("4.2", "signoff_remark")]
    assert len(reasons) == 1 and str(reasons[0]).strip()


def test_one_transfer_told_until_recorded(year: Year) -> None:
    told = {on: any(line.finding.code == "handover-missing" for line in year.look("2556-05", day(on)).findings)
            for on in ("2013-05-12", "2013-05-15", "2013-05-31")}  # fmt: skip
    assert told == {"2013-05-12": False, "2013-05-15": True, "2013-05-31": False}
    handovers = year.look("2556-05", day("2013-05-31")).handovers
    assert [(line.agency, line.kpi_no, line.on) for line in handovers] == [("DPM", kpi, day("2013-05-13")) for kpi in ("3.2.2", "3.2.3")]
    assert all(line.source and line.evidence for line in handovers)


def test_one_lesson_closed_after_the_meeting(year: Year) -> None:
    lessons = [lesson for lesson in year.house.registry.lessons if lesson.closed_on]
    assert [lesson.closed_on for lesson in lessons if lesson.closed_on > MEETING] == [day("2013-06-03")]


def test_cancelled_from_the_day_of_the_decision__not_before(year: Year) -> None:
    decided = day("2013-06-20")
    for on, state in ((decided - timedelta(days=1), False), (decided, True)):
        lines = {line.kpi.kpi_no: line for line in year.look("2556-05", on).lines}
        assert (lines["1.6"].state is ResultState.CANCELLED) is state


def test_one_hand_in_forgotten(year: Year) -> None:
    late = [line for line in year.look("2556-sar12", END).overdue if line.kind == "handin"]
    assert [line.period for line in late] == ["2556-08"]


def test_workbooks_of_a_whole_year_stay_small__forms_and_consolidated(year: Year) -> None:
    sizes = {path: path.stat().st_size for path in (year.root / "outbox").rglob("*.xlsx")}
    mailed = {path.name: size for path, size in sizes.items() if path.parent.name in ("forms", "feedback")}
    merged = {path.name: size for path, size in sizes.items() if path.name.startswith("consolidated_")}

    assert len(mailed) > 250 and len(merged) > 10
    assert {name: size for name, size in mailed.items() if size > 60_000} == {}
    assert {name: size for name, size in merged.items() if size > 3_000_000} == {}
