"""Run numbers. A run that was interrupted is continued under its own number: its files stay one delivery."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.notes import read_note, write_note


@contextmanager
def numbered_run(archive: Archive, ledger: Ledger) -> Iterator[int]:
    """The number for the receipts of this run: one more than any before, or that of a run that never ended.

    Whether a run ended shows in a mark that its first receipt puts up and its end takes down. A lost mark costs
    nothing but the order of two revisions that came on one day.
    """
    mark = _mark_of(archive)
    number = next_run(archive, ledger)
    archive.on_first_receipt = lambda: disk.replace(mark, write_note({"run": number}))
    yield number
    # not in a finally: an exception is what an interrupted run looks like
    archive.on_first_receipt = None
    disk.remove(mark, durably=True)


def next_run(archive: Archive, ledger: Ledger) -> int:
    """The number the next run gets."""
    try:
        return int(read_note(disk.read_if_there(_mark_of(archive)) or b"")["run"])
    except (ValueError, KeyError, TypeError):
        return ledger.last_run() + 1


def _mark_of(archive: Archive) -> Path:
    return archive.folder / "run-not-ended.json"
