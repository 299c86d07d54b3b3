"""The archive: every byte that came in, and beside it the receipt that makes it count. Nothing here is ever changed.

Linking the fsynced receipt into place is the commit (design.md §8): bytes without a receipt do not count yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import Receipt
from kpi_excel.store import disk
from kpi_excel.store.disk import Stat
from kpi_excel.store.disk_many import write_all_new
from kpi_excel.store.errors import StoreError, cannot
from kpi_excel.store.names import UNASSIGNED, hash_of, is_named_after, with_longer_hash
from kpi_excel.store.notes import read_note, write_note

_RECEIPT = re.compile(r"(.+)\.receipt(?:-([0-9]{1,6}))?\.json")
_FILED = re.compile(rf"[0-9]{{4}}|{UNASSIGNED}")


class Archive:
    """The archive folder of one workspace. Names are relative to it, with forward slashes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.on_first_receipt: Callable[[], None] | None = None
        """Called once, before the next receipt is written."""

    def store_bytes(self, name: str, data: bytes) -> str:
        """Keep the bytes under an archive name, and give back the name: it shows more of the hash where that is needed.

        Writes nothing where they are already there; puts a copy right that a power cut left torn.
        """
        sha256 = hash_of(data)
        for candidate in with_longer_hash(name, sha256):
            path = self.folder / candidate
            if disk.write_new(path, data, read_only=True):
                return candidate
            there = disk.read_bytes(path)
            if there == data:
                return candidate
            if not is_named_after(candidate, hash_of(there)) and self._is_receipted_only_as(candidate, sha256):
                disk.replace(path, data, read_only=True)
                return candidate
        raise cannot("archived-file-changed", self.folder / candidate)

    def store_receipt(self, receipt: Receipt) -> str:
        """Write the receipt beside its file: from now on the file counts. A later decision gets a number of its own.

        Raises:
            StoreError: the bytes it speaks of are not in the archive.
        """
        self._check_bytes_of(receipt)
        self._tell_of_first_receipt()
        return self.store_numbered(f"{receipt.archived}.receipt", receipt.to_json())

    def store_all_bytes(self, files: Sequence[tuple[str, bytes]]) -> list[str]:
        """`store_bytes` for many files, with one wait for the disk; none of them is the content of another."""
        are_new = write_all_new([(self.folder / name, data) for name, data in files], read_only=True)
        return [
            name if is_new else self.store_bytes(name, data) for is_new, (name, data) in zip(are_new, files, strict=True)
        ]

    def store_receipts(self, receipts: Sequence[Receipt]) -> list[str]:
        """`store_receipt` for many, in that order, with one wait for the disk."""
        first, notes = [], []
        for receipt in receipts:
            self._check_bytes_of(receipt)
            first.append(numbered_name(f"{receipt.archived}.receipt", 1))
            notes.append(write_note(receipt.to_json()))
        if receipts:
            self._tell_of_first_receipt()
        are_new = write_all_new([(self.folder / name, note) for name, note in zip(first, notes, strict=True)], read_only=True)
        return [
            name if is_new else self.store_receipt(receipt)
            for is_new, name, receipt in zip(are_new, first, receipts, strict=True)
        ]

    def store_numbered(self, stem: str, data: Mapping[str, Any]) -> str:
        """Write a note as `<stem>.json`, where another stands there as `<stem>-2.json` …; an equal one only once."""
        note, number = write_note(data), 1
        while not disk.write_new(self.folder / numbered_name(stem, number), note, read_only=True):
            if self.read(numbered_name(stem, number)) == note:
                break
            number += 1
        return numbered_name(stem, number)

    def numbered(self, stem: str) -> Iterator[bytes]:
        """The notes that `store_numbered` wrote under a stem, oldest first."""
        number = 1
        while (note := disk.read_if_there(self.folder / numbered_name(stem, number))) is not None:
            yield note
            number += 1

    def read(self, name: str) -> bytes:
        """The archived bytes."""
        return disk.read_bytes(self.folder / name)

    def read_receipt(self, name: str) -> Receipt:
        """One receipt.

        Raises:
            StoreError: it is damaged.
        """
        return parse_receipt(name, self.read(name))

    def receipts(self) -> Iterator[tuple[str, Receipt | Finding]]:
        """Every receipt with its name, one at a time; for a damaged one the finding that says so.

        Raises:
            StoreError: the disk does not give one out: that says nothing about the receipt, which must not be passed over.
        """
        for name, _ in self.receipt_files():
            note = self.read(name)
            try:
                found: Receipt | Finding = parse_receipt(name, note)
            except StoreError as error:
                found = error.finding
            yield name, found

    def receipt_files(self) -> Iterator[tuple[str, Stat]]:
        """The names of all receipts with what the disk says about them; nothing is opened."""
        return ((name, stat) for name, stat in self._files() if _RECEIPT.fullmatch(name))

    def archived_files(self) -> Iterator[str]:
        """The names of all archived files, receipted or not."""
        return (name for name, _ in self._files() if not _RECEIPT.fullmatch(name))

    def names_below(self, folder: str) -> tuple[str, ...]:
        """The names of all files in one of the archive's own folders, in order; none where there is no such folder."""
        if disk.stat(self.folder / folder) is None:
            return ()
        return tuple(sorted(name for name, _ in _files_below(self.folder / folder, folder)))

    def _check_bytes_of(self, receipt: Receipt) -> None:
        stat = disk.stat(self.folder / receipt.archived)
        if stat is None or stat.size != receipt.size:
            raise cannot("archived-file-missing", receipt.archived)

    def _tell_of_first_receipt(self) -> None:
        if self.on_first_receipt is not None:
            self.on_first_receipt()
            self.on_first_receipt = None

    def _files(self) -> Iterator[tuple[str, Stat]]:
        for item in disk.list_folder(self.folder):
            if _FILED.fullmatch(item.name) and item.stat.kind == "folder":
                yield from _files_below(self.folder / item.name, item.name)

    def _is_receipted_only_as(self, name: str, sha256: str) -> bool:
        """Whether no receipt says that the file of this name is another content."""
        try:
            receipts = [parse_receipt(name, note) for note in self.numbered(f"{name}.receipt")]
        except StoreError:
            return False
        return all(receipt.sha256 == sha256 for receipt in receipts)


def receipt_number(name: str) -> int:
    """1 for the first receipt beside a file, 2 for the second …"""
    found = _RECEIPT.fullmatch(name)
    return int(found[2] or 1) if found else 0


def file_of_receipt(name: str) -> str:
    """The name of the file that a receipt lies beside; "" where it is no receipt's name."""
    found = _RECEIPT.fullmatch(name)
    return found[1] if found else ""


def parse_receipt(name: str, data: bytes) -> Receipt:
    """The receipt in a note's bytes; a `StoreError` names the note where it is damaged."""
    try:
        receipt = Receipt.from_json(read_note(data))
        texts = (receipt.sha256, receipt.archived, receipt.modified, receipt.agency, receipt.form, receipt.period)
        if not isinstance(receipt.run, int) or not all(isinstance(text, str) for text in texts):
            raise TypeError("a receipt is found by these")
        return receipt
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as error:
        raise cannot("receipt-damaged", name) from error


def numbered_name(stem: str, number: int) -> str:
    """The name of the note that `store_numbered` wrote as its first, second …"""
    return f"{stem}.json" if number == 1 else f"{stem}-{number}.json"


def _files_below(folder: Path, prefix: str) -> Iterator[tuple[str, Stat]]:
    for item in disk.list_folder(folder):
        name = f"{prefix}/{item.name}"
        if item.stat.kind == "folder":
            yield from _files_below(folder / item.name, name)
        elif item.stat.kind == "file":
            yield name, item.stat
