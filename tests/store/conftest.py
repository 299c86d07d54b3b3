"""Workspaces, receipts and archives for the tests of the store. What a disk can do to them: `tests.faults.hooks`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.store.archive import Archive
from kpi_excel.store.names import archive_name, hash_of
from kpi_excel.store.workspace import Workspace, create_workspace
from tests.faults.hooks import PowerCut, dying_at, filling_up, refusing, tree, watched

__all__ = ["PowerCut", "dying_at", "filling_up", "make_receipt", "name_of", "receive", "refusing", "tree", "watched"]


def make_receipt(data: bytes = b"workbook", **changes: Any) -> Receipt:
    """The receipt of an accepted monthly report."""
    facts: dict[str, Any] = {
        "sha256": hash_of(data), "size": len(data), "name": "รายงาน กุมภาพันธ์.xlsx", "archived": name_of(data),
        "received_on": date(2013, 2, 28), "run": 1, "verdict": Verdict.ACCEPTED,
        "agency": "DPM", "form": "monthly_progress", "period": "2556-02",
    }  # fmt: skip
    return Receipt(**{**facts, **changes})


def name_of(data: bytes) -> str:
    return archive_name("DPM", "monthly_progress", "2556-02", hash_of(data), "xlsx", 2556)


def receive(archive: Archive, data: bytes, **changes: Any) -> str:
    """Archive some bytes with their receipt."""
    archived = archive.store_bytes(changes.pop("archived", name_of(data)), data)
    return archive.store_receipt(make_receipt(data, archived=archived, **changes))


@pytest.fixture(autouse=True, scope="package")
def disk_that_syncs_at_once() -> Iterator[None]:
    """Thousands of crashes are tried: the hook sees that a sync happens, so the real one need not be waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "จังหวัดระยอง ปี 2556", b"registry", {})


@pytest.fixture
def archive(workspace: Workspace) -> Archive:
    return Archive(workspace.archive)
