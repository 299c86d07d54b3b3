"""The consolidation of a workspace with what the province itself did: the reminders and hand-ins in the archive."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.stages.house import House
from kpi_excel.store.evidence_folder import list_evidence
from kpi_excel.store.handins import load_handins
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.reminders import load_reminders


def consolidation_of(
    house: House, ledger: Ledger, period: Period, as_of: date, evidence_files: Collection[str] | None = None
) -> Consolidation:
    """The province up to a period, as of a day: what every output and every reading command starts from.

    `evidence_files`: the names of what lies in the folder of evidence; None where no folder was given.
    """
    return consolidate(
        house.registry, ledger.receipts(as_of), period, as_of,
        handins=load_handins(house.archive), reminders=load_reminders(house.archive),
        evidence_files=evidence_files,
    )  # fmt: skip


def evidence_in(folder: Path | None) -> tuple[str, ...] | None:
    """The names of what lies in the folder of evidence; None where no folder was given.

    Raises:
        StoreError: there is no such folder, or it may not be read.
    """
    return None if folder is None else list_evidence(folder)
