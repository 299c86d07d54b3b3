"""The consolidation of a workspace with what the province itself did: the reminders and hand-ins in the archive."""

from __future__ import annotations

from datetime import date

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.stages.house import House
from kpi_excel.store.handins import load_handins
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.reminders import load_reminders


def consolidation_of(house: House, ledger: Ledger, period: Period, as_of: date) -> Consolidation:
    """The province up to a period, as of a day: what every output and every reading command starts from."""
    return consolidate(
        house.registry, ledger.receipts(as_of), period, as_of,
        handins=load_handins(house.archive), reminders=load_reminders(house.archive),
    )  # fmt: skip
