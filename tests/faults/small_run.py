"""The order in which one run stores what came in, without reading any workbook: what every crash is tried on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kpi_excel.store import inbox
from kpi_excel.store.archive import Archive
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.names import hash_of
from kpi_excel.store.publish import Publisher
from kpi_excel.store.runs import numbered_run
from kpi_excel.store.workspace import Workspace
from tests.store.conftest import make_receipt, name_of

CONTENTS = {"ก.xlsx": b"first", "ข/รายงาน.xlsx": b"second", "ค.xlsx": b"first"}
"""Two reports, one of them sent twice under different names."""


def begin(root: Path) -> Workspace:
    """A workspace with the contents in its inbox."""
    workspace = Workspace(root)
    for name, data in CONTENTS.items():
        path = workspace.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return workspace


def run(workspace: Workspace) -> None:
    """Lock, list, archive, receipt, remove, remember, publish."""
    with lock_workspace(workspace):
        archive = Archive(workspace.archive)
        with Ledger(archive) as ledger:
            with numbered_run(archive, ledger) as number:
                for file in inbox.list_inbox(workspace.inbox, sleep=lambda seconds: None).ready:
                    data = inbox.read(file)
                    if not ledger.known(hash_of(data)):
                        archived = archive.store_bytes(name_of(data), data)
                        receipt = make_receipt(data, archived=archived, run=number, name=file.name)
                        ledger.add(archive.store_receipt(receipt))
                    inbox.remove(file)
            summary = "\n".join(f"{receipt.name} {receipt.run}" for receipt in ledger.standing())
        target = workspace.outbox_of("2556-02", "consolidated") / "รวม.xlsx"
        Publisher(workspace).publish(target, summary.encode(), date(2013, 3, 1))
