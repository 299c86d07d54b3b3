"""Is what stands behind a number still there? Before a path and a hash are told, the bytes are looked at."""

from __future__ import annotations

from kpi_excel.core.findings import Finding
from kpi_excel.core.tracing import Trace
from kpi_excel.stages.house import House
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.wholeness import check_file_is_whole


def check_origins(house: House, found: Trace) -> tuple[Finding, ...]:
    """A finding for every receipt that cannot be read, and for each file of the trace that is gone or changed."""
    with Ledger(house.archive) as ledger:
        told = list(ledger.damaged())
    files = {source.archived: source.sha256 for _, source in found.sources}
    files |= {revision.receipt.archived: revision.receipt.sha256 for revision in found.history}
    for name, sha256 in files.items():
        told += check_file_is_whole(house.archive, name, sha256)
    return tuple(told)
