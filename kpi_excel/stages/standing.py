"""Who has sent what, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi_excel.core.consolidation import Obligation
from kpi_excel.core.findings import Finding
from kpi_excel.core.obligations import obligations_on
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Verdict
from kpi_excel.stages.house import House
from kpi_excel.stages.selection import check_period
from kpi_excel.store.closed import read_closings
from kpi_excel.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Standing:
    """Obligations with their states, the names of held files, and what is broken: receipts that cannot be read and so do not
    count, archived files that are gone."""

    obligations: list[Obligation]
    held: list[str]
    damaged: tuple[Finding, ...]
    closed: tuple[tuple[str, date], ...] = ()
    """The periods closed by that day, with the day each was closed on: the one asked for, or all."""


def standing(house: House, as_of: date, period: Period | None = None) -> Standing:
    """Where the year stands on a day: obligations of one period, or all.

    Raises:
        KpiExcelError: the period is of another year.
    """
    if period is not None:
        check_period(house, period)
    with Ledger(house.archive) as ledger:
        receipts = tuple(ledger.receipts(as_of))
        held = [receipt.name for receipt in ledger.standing(as_of) if receipt.verdict is Verdict.HELD]
        damaged = ledger.broken()
    found = obligations_on(house.registry, receipts, as_of)
    asked = [line for line in found if period is None or line.period == period.code]
    closings, broken = read_closings(house.archive)
    closed = sorted((one.period, one.closed_on) for one in closings if one.closed_on <= as_of)
    told = tuple(one for one in closed if period is None or one[0] == period.code)
    return Standing(asked, sorted(held), (*damaged, *broken), told)
