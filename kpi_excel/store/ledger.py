"""The ledger: a cache of all receipts that can be asked quickly. Deleting it changes nothing but the next start.

The receipts are the truth. On opening, the cache is compared with them by name, size and time; new ones are added,
and where it differs in any other way, or is damaged, it is built anew. Where it cannot be written, a private one
serves for the time being.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Self

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Receipt
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive, file_of_receipt, parse_receipt, receipt_number
from kpi_excel.store.errors import StoreError, cannot
from kpi_excel.store.ledger_table import CacheDamaged, Filter, Found, LedgerTable, Stamp, is_passing, recalled

LEDGER = "ledger.sqlite"


def recall(archive: Archive, key: str, about: str) -> bytes | None:
    """What `Ledger.recall` gives, asked of the file alone: no receipt is looked at, nothing is locked or written."""
    try:
        with closing(disk.look_into_cache(archive.folder / LEDGER)) as connection:
            return recalled(connection, key, about)
    except (sqlite3.Error, StoreError):
        return None


class Ledger:
    """All receipts of an archive. Whoever writes receipts opens it inside the lock and adds each."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._path = archive.folder / LEDGER
        self._table = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Keep what was added, where that is possible now; otherwise the next opening adds it."""
        try:
            with suppress(sqlite3.Error, StoreError):
                self._table.save()
        finally:
            self._table.close()

    def add(self, name: str, receipt: Receipt | None = None) -> None:
        """Take in a receipt that was just written; where it is given, it need not be read."""
        stat = disk.stat(self._archive.folder / name)
        if stat is None:
            raise cannot("path-missing", name)
        try:
            self._put(self._table, name, Stamp(stat.size, stat.mtime_ns), receipt)
        except sqlite3.Error:
            self._table.close()
            self._table = self._private()

    def rebuild(self) -> None:
        """Build the cache anew from the receipts, whatever it says now."""
        self._table.close()
        self._table = self._anew()

    def receipts(
        self, as_of: date | None = None, *, period: str = "", form: str = "", agency: str = ""
    ) -> Iterator[Receipt]:
        """Every receipt up to a day, also those a later decision displaced, in the order in which revisions count."""
        return map(self._receipt, self._table.every(Filter(as_of, period, form, agency)))

    def standing(
        self, as_of: date | None = None, *, period: str = "", form: str = "", agency: str = ""
    ) -> Iterator[Receipt]:
        """One receipt per content: the latest decision on it up to a day. The filters ask what that decision says."""
        return map(self._receipt, self._table.standing(Filter(as_of, period, form, agency)))

    def known(self, sha256: str) -> list[Receipt]:
        """All receipts of one content, the latest decision last."""
        return [self._receipt(found) for found in self._table.known(sha256)]

    def notes(self, as_of: date | None = None, *, agency: str = "") -> Iterator[tuple[str, bytes]]:
        """What `receipts` gives, as it lies in the archive, each with its name there."""
        return map(self._note, self._table.every(Filter(as_of, agency=agency)))

    def notes_of(self, sha256: str) -> Iterator[tuple[str, bytes]]:
        """What `known` gives, as it lies in the archive, each with its name there."""
        return map(self._note, self._table.known(sha256))

    def damaged(self) -> tuple[Finding, ...]:
        """A finding for every receipt that cannot be read; what it received does not count."""
        return tuple(Finding("receipt-damaged", Place(file=name)) for name in self._table.damaged_names())

    def broken(self) -> tuple[Finding, ...]:
        """`damaged`, and a finding for every receipt whose file is no longer in the archive; nothing is opened for it."""
        there = set(self._archive.archived_files())
        names = {name: file_of_receipt(name) for name in sorted(self._table.stamps())}
        gone = {file: name for name, file in names.items() if file not in there}
        missing = (Finding("archived-file-missing", Place(file=file), expected=name) for file, name in gone.items())
        return (*self.damaged(), *missing)

    def digest(self) -> str:
        """One hash over all receipts: where it is the same, no receipt came or changed."""
        return self._table.digest_of_receipts()

    def remember(self, key: str, about: str, note: bytes) -> None:
        """Keep a note of what was made from `about`, as long as this cache lasts."""
        with suppress(sqlite3.Error):
            self._table.remember(key, about, note)

    def recall(self, key: str, about: str) -> bytes | None:
        """The note that `remember` kept, where it is of what was made from the very same."""
        try:
            return self._table.recall(key, about)
        except sqlite3.Error:
            return None

    def last_run(self) -> int:
        """The greatest run number in any receipt, 0 where there is none."""
        return self._table.last_run()

    def _receipt(self, found: Found) -> Receipt:
        return parse_receipt(*self._note(found))

    def _note(self, found: Found) -> tuple[str, bytes]:
        note = self._table.note(found)
        return found.name, self._archive.read(found.name) if note is None else note

    def _open(self) -> LedgerTable:
        try:
            return self._filled(self._path)
        except (sqlite3.Error, CacheDamaged, StoreError) as error:
            return self._private() if isinstance(error, StoreError) or is_passing(error) else self._anew()

    def _anew(self) -> LedgerTable:
        try:
            disk.remove(self._path)
            disk.remove(self._path.with_name(f"{LEDGER}-journal"))
            return self._filled(self._path)
        except (sqlite3.Error, CacheDamaged, StoreError):
            return self._private()

    def _private(self) -> LedgerTable:
        try:
            return self._filled(None)
        except sqlite3.Error as error:
            raise cannot("disk-operation-failed", self._path, getattr(error, "sqlite_errorname", "")) from error

    def _filled(self, path: Path | None) -> LedgerTable:
        """The cache, brought up to date with the archive."""
        table = LedgerTable(path)
        try:
            self._bring_up_to_date(table)
        except BaseException:
            table.close()
            raise
        return table

    def _bring_up_to_date(self, table: LedgerTable) -> None:
        there = {name: Stamp(stat.size, stat.mtime_ns) for name, stat in self._archive.receipt_files()}
        cached = table.stamps()
        # receipts never change: where one did, or is gone, nothing the cache says is to be trusted
        if any(there.get(name) != stamp for name, stamp in cached.items()):
            table.clear()
            cached = {}
        for name in sorted(there.keys() - cached.keys()):
            self._put(table, name, there[name])
        table.save()

    def _put(self, table: LedgerTable, name: str, stamp: Stamp, receipt: Receipt | None = None) -> None:
        note = self._archive.read(name)
        if receipt is None:
            with suppress(StoreError):
                receipt = parse_receipt(name, note)
        table.put(name, receipt_number(name), stamp, note, receipt)
