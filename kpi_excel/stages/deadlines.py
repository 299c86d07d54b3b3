"""The year's dates in both steps: agency to province, province to OPDC; as a list, and as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_excel.core.deadlines import Deadline, deadlines_of
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.handins import HandInStep, handin_steps, open_steps
from kpi_excel.core.in_force import registry_on
from kpi_excel.core.obligations import obligations_on
from kpi_excel.core.periods import Period
from kpi_excel.letters.dates import write_year
from kpi_excel.stages.house import House
from kpi_excel.store import disk
from kpi_excel.store.handins import load_handins
from kpi_excel.store.ledger import Ledger

_BEGINNING = b"BEGIN:VCALENDAR"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every date of the year, and where the province's own steps stand."""

    deadlines: tuple[Deadline, ...]
    handins: tuple[HandInStep, ...]

    def handin_of(self, deadline: Deadline) -> HandInStep | None:
        """The province's step that a deadline leads to."""
        wanted = (deadline.form, deadline.period.code, deadline.due.handin)
        return next((step for step in self.handins if (step.form, step.period, step.due) == wanted), None)


def year_calendar(house: House, as_of: date) -> Calendar:
    """The dates that the registry's calendar gives, with what was handed in by a day."""
    return Calendar(deadlines_of(registry_on(house.registry, as_of)), province_steps(house, as_of))


def province_steps(house: House, as_of: date) -> tuple[HandInStep, ...]:
    """What the province hands in to OPDC in the year, by date, and when it did."""
    with Ledger(house.archive) as ledger:
        owed = obligations_on(house.registry, ledger.receipts(as_of), as_of)
    return handin_steps(owed, load_handins(house.archive), as_of)


def late_steps(house: House, as_of: date, period: Period | None = None) -> tuple[HandInStep, ...]:
    """What the province has not handed in though its date has passed: of one period, or of the year."""
    late = (step for step in open_steps(province_steps(house, as_of)) if step.due < as_of)
    return tuple(step for step in late if period is None or step.period == period.code)


def write_calendar_file(house: House, calendar: Calendar, path: Path, as_of: date, lang: str = "th") -> None:
    """Write the dates where calendar programs can import them from; an earlier calendar file is replaced.

    Raises:
        KpiExcelError: something else stands there.
    """
    there = disk.read_if_there(path)
    if there is not None and not there.lstrip(b"\xef\xbb\xbf").startswith(_BEGINNING):
        raise KpiExcelError(Finding("file-not-a-calendar", Place(file=str(path))))
    disk.replace(path, write_year(house.registry, calendar.deadlines, as_of, lang))
