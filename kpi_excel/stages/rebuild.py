"""The ledger cache anew, by replaying receipts; nothing is judged again."""

from __future__ import annotations

from kpi_excel.core.findings import Finding
from kpi_excel.stages.house import House
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace


def rebuild(house: House) -> tuple[int, tuple[Finding, ...]]:
    """Rebuild the cache; how many receipts it holds now, and a finding for each that cannot be read."""
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        ledger.rebuild()
        return sum(1 for _ in ledger.receipts()), ledger.damaged()
