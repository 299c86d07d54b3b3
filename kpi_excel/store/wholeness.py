"""Whether the archive still is what it was: every receipt with its bytes, every file with its receipt."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_excel.core.findings import Finding, Place
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.names import hash_of


def check_archive_is_whole(archive: Archive) -> Iterator[Finding]:
    """Hash every archived file anew. A finding for each that is missing, changed or without receipt, one at a time."""
    receipted = set()
    for name, receipt in archive.receipts():
        if isinstance(receipt, Finding):
            yield receipt
            continue
        if receipt.archived in receipted:
            continue
        receipted.add(receipt.archived)
        data = disk.read_if_there(archive.folder / receipt.archived)
        if data is None:
            yield Finding("archived-file-missing", Place(file=receipt.archived), expected=name)
        elif hash_of(data) != receipt.sha256:
            yield Finding("archived-file-changed", Place(file=receipt.archived), expected=name)
    for name in archive.archived_files():
        if name not in receipted:
            yield Finding("archived-file-without-receipt", Place(file=name))
