"""Whether the archive still is what it was: every receipt with its bytes, every file with its receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kpi_excel.core.findings import Finding, Place
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive, numbered_name
from kpi_excel.store.names import hash_of
from kpi_excel.store.notes import read_note

_NUMBERED = {"handins": "handin", "reminders": "reminder"}
"""Folders whose notes are numbered without a gap: a reader stops at the first that is missing."""


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
        yield from check_file_is_whole(archive, receipt.archived, receipt.sha256, name)
    for name in archive.archived_files():
        if name not in receipted:
            yield Finding("archived-file-without-receipt", Place(file=name))


def check_file_is_whole(archive: Archive, name: str, sha256: str, receipt: str = "") -> Iterator[Finding]:
    """A finding where an archived file is gone or no longer the bytes that came."""
    data = disk.read_if_there(archive.folder / name)
    if data is None:
        yield Finding("archived-file-missing", Place(file=name), expected=receipt)
    elif hash_of(data) != sha256:
        yield Finding("archived-file-changed", Place(file=name), expected=receipt)


def check_notes_are_whole(archive: Archive) -> Iterator[Finding]:
    """A finding for every note and every kept registry that is not what was written, or is gone from its sequence."""
    for name in archive.names_below("published"):
        yield from _told(archive, name, _is_note)
    for folder, stem in _NUMBERED.items():
        names = set(archive.names_below(folder))
        whole = {numbered_name(f"{folder}/{stem}", number) for number in range(1, len(names) + 1)}
        for name in sorted(names | whole):
            yield from _told(archive, name, _is_note)
    for name in archive.names_below("registry"):
        yield from _told(archive, name, lambda data, name=name: hash_of(data) in name)  # type: ignore[misc]


def _told(archive: Archive, name: str, is_whole: Callable[[bytes], bool]) -> Iterator[Finding]:
    data = disk.read_if_there(archive.folder / name)
    if data is None or not is_whole(data):
        yield Finding("archive-note-damaged", Place(file=f"archive/{name}"))


def _is_note(data: bytes) -> bool:
    try:
        read_note(data)
    except ValueError:
        return False
    return True
