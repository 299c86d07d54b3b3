"""Who has sent what, as of a day."""

from __future__ import annotations

from datetime import date

from kpi_excel.core.consolidation import Obligation
from kpi_excel.core.obligations import obligations_on
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Verdict
from kpi_excel.stages.house import House
from kpi_excel.stages.selection import check_period
from kpi_excel.store.ledger import Ledger


def standing(house: House, as_of: date, period: Period | None = None) -> tuple[list[Obligation], list[str]]:
    """Obligations with their states (of one period, or all), and the names of held files.

    Raises:
        KpiExcelError: the period is of another year.
    """
    if period is not None:
        check_period(house, period)
    with Ledger(house.archive) as ledger:
        receipts = tuple(ledger.receipts(as_of))
        held = [receipt.name for receipt in ledger.standing(as_of) if receipt.verdict is Verdict.HELD]
    found = obligations_on(house.registry, receipts, as_of)
    return [line for line in found if period is None or line.period == period.code], sorted(held)
