"""How the ledger lies in SQLite: one small row per receipt that can be searched, and beside it the receipt itself.

A digest over all rows is kept with them, and a hash of each receipt in its row, so that what rotted on the disk is
noticed.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.store import disk
from kpi_excel.store.names import hash_of

# without a rowid the table is its own index: there is no second structure that could disagree with the digest
_TABLES = (
    "CREATE TABLE digest (value TEXT)",
    "CREATE TABLE note (name TEXT PRIMARY KEY, json BLOB)",
    (
        "CREATE TABLE receipt (sha256 TEXT, name TEXT, size INTEGER, mtime_ns INTEGER, received_on TEXT, run INTEGER,"
        " modified TEXT, decided INTEGER, number INTEGER, agency TEXT, form TEXT, period TEXT, note_hash TEXT,"
        " PRIMARY KEY (sha256, name)) WITHOUT ROWID"
    ),
    "CREATE TABLE said (key TEXT PRIMARY KEY, about TEXT, note BLOB)",
)
"""A cache whose tables read otherwise, letter by letter, is of another version or damaged."""

_UP_TO = "received_on <= :as_of AND sha256 <> ''"
_CHOSEN = "(:period IN ('', period) AND :form IN ('', form) AND :agency IN ('', agency))"
_LAST = f"""NOT EXISTS (
    SELECT 1 FROM receipt AS later WHERE later.sha256 = receipt.sha256 AND later.{_UP_TO} AND
    (later.run, later.decided, later.number, later.name) > (receipt.run, receipt.decided, receipt.number, receipt.name)
)"""  # nosec B608 # constants of this module
_AS_REVISIONS = "ORDER BY received_on, run, modified, sha256, decided, number, name"
_AS_DECISIONS = "ORDER BY run, decided, number, name"

_PASSING = frozenset(
    {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL,
     sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM}
)  # fmt: skip


class Stamp(NamedTuple):
    """What the disk says about a receipt without opening it."""

    size: int
    mtime_ns: int


class Found(NamedTuple):
    """A receipt that was found: its name in the archive and the hash of its bytes."""

    name: str
    note_hash: str


class Filter(NamedTuple):
    """Which receipts are wanted; "" and None: all."""

    as_of: date | None = None
    period: str = ""
    form: str = ""
    agency: str = ""

    def parameters(self) -> dict[str, str]:
        day = self.as_of or date.max
        return {"as_of": day.isoformat(), "period": self.period, "form": self.form, "agency": self.agency}


class CacheDamaged(Exception):
    """The rows are not those that were put in."""


def is_passing(error: Exception) -> bool:
    """Whether the cache is whole but cannot be used now (held by another program, read-only, disk full)."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING


def recalled(connection: sqlite3.Connection, key: str, about: str) -> bytes | None:
    """What `LedgerTable.remember` kept under a key, where it is of what was made from the very same."""
    row = connection.execute("SELECT note FROM said WHERE key = ? AND about = ?", (key, about)).fetchone()
    return row[0] if row else None


class LedgerTable:
    """The rows of one cache file; `path` None: a private cache that vanishes when it is closed.

    Raises everywhere:
        sqlite3.Error: the file is no database, or cannot be used now.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection = disk.open_cache(path)
        try:
            self._ready()
        except BaseException as error:
            self.close()
            # rotten text is noticed by Python, not by SQLite
            if isinstance(error, UnicodeDecodeError):
                raise CacheDamaged from error
            raise

    def close(self) -> None:
        """Let go of the file; what was not saved is gone."""
        self._connection.close()

    def save(self) -> None:
        """Make what was put in last; nothing is written where nothing was put in."""
        if self._connection.in_transaction:
            self._connection.execute("DELETE FROM digest")
            self._connection.execute("INSERT INTO digest VALUES (?)", (self.digest(),))
            if self._path is not None:
                disk.commit_cache(self._path, self._connection)
            else:
                self._connection.commit()

    def clear(self) -> None:
        """Forget every row."""
        self._begin()
        self._connection.execute("DELETE FROM receipt")
        self._connection.execute("DELETE FROM note")
        self._connection.execute("DELETE FROM said")

    def put(self, name: str, number: int, stamp: Stamp, note: bytes, receipt: Receipt | None) -> None:
        """Add the row of one receipt; None for a damaged one, which is then only known by its name."""
        self._begin()
        row: tuple[str | int, ...] = ("", name, *stamp, "", 0, "", 0, number, "", "", "", hash_of(note))
        if receipt is not None:
            decided = int(receipt.verdict is not Verdict.HELD)
            row = (
                receipt.sha256, name, *stamp, receipt.received_on.isoformat(), receipt.run, receipt.modified,
                decided, number, receipt.agency, receipt.form, receipt.period, hash_of(note),
            )  # fmt: skip
        storable = [_storable(value) if isinstance(value, str) else value for value in row]
        self._connection.execute(f"INSERT OR REPLACE INTO receipt VALUES ({', '.join('?' * len(row))})", storable)
        self._connection.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, zlib.compress(note, 1)))

    def remember(self, key: str, about: str, note: bytes) -> None:
        """Keep a note of what was made from `about`, in place of an earlier one."""
        self._begin()
        self._connection.execute("INSERT OR REPLACE INTO said VALUES (?, ?, ?)", (key, about, note))

    def recall(self, key: str, about: str) -> bytes | None:
        """The note under a key, where it is of what was made from the very same."""
        return recalled(self._connection, key, about)

    def stamps(self) -> dict[str, Stamp]:
        """Every receipt in the cache with the stamp it had when it was put in."""
        rows = self._connection.execute("SELECT name, size, mtime_ns FROM receipt")
        return {name: Stamp(size, mtime_ns) for name, size, mtime_ns in rows}

    def note(self, found: Found) -> bytes | None:
        """A receipt's bytes; None where they rotted."""
        try:
            (packed,) = self._connection.execute("SELECT json FROM note WHERE name = ?", (found.name,)).fetchone()
            note = zlib.decompress(packed)
        except (sqlite3.Error, zlib.error, TypeError):
            return None
        return note if hash_of(note) == found.note_hash else None

    def every(self, wanted: Filter) -> list[Found]:
        """All receipts, in the order in which revisions count."""
        return self._find(f"WHERE {_UP_TO} AND {_CHOSEN} {_AS_REVISIONS}", wanted.parameters())

    def standing(self, wanted: Filter) -> list[Found]:
        """The last decision on each content, in the order in which revisions count."""
        return self._find(f"WHERE {_UP_TO} AND {_CHOSEN} AND {_LAST} {_AS_REVISIONS}", wanted.parameters())

    def known(self, sha256: str) -> list[Found]:
        """All receipts of one content, the latest decision last."""
        return self._find(f"WHERE sha256 = :sha256 {_AS_DECISIONS}", {"sha256": sha256})

    def damaged_names(self) -> list[str]:
        """The receipts that could not be read."""
        return [found.name for found in self.known("")]

    def last_run(self) -> int:
        """The greatest run number, 0 where there is none."""
        return int(self._connection.execute("SELECT coalesce(max(run), 0) FROM receipt").fetchone()[0])

    def _find(self, condition: str, parameters: dict[str, str]) -> list[Found]:
        query = f"SELECT name, note_hash FROM receipt {condition}"  # nosec B608 # conditions are constants of this module
        rows = self._connection.execute(query, parameters)
        return [Found(*row) for row in rows]

    def _ready(self) -> None:
        # no waiting for the disk: what a power cut leaves of a cache is noticed by its digest
        self._connection.execute("PRAGMA synchronous = OFF")
        schema = self._connection.execute("SELECT sql FROM sqlite_schema WHERE sql <> '' ORDER BY name").fetchall()
        if not schema:
            self._begin()
            for table in _TABLES:
                self._connection.execute(table)
        elif schema != [(table,) for table in _TABLES] or self._noted_digests() != [(self.digest(),)]:
            raise CacheDamaged

    def _noted_digests(self) -> list[tuple[str]]:
        return self._connection.execute("SELECT value FROM digest").fetchall()

    def digest(self) -> str:
        """A hash over all rows."""
        digest = hashlib.sha256()
        for row in self._connection.execute("SELECT * FROM receipt ORDER BY sha256, name"):
            digest.update(repr(row).encode())
        return digest.hexdigest()

    def digest_of_receipts(self) -> str:
        """A hash over what the receipts say, whenever and wherever their files were written."""
        rows = self._connection.execute("SELECT name, note_hash FROM receipt ORDER BY name, note_hash")
        return hash_of(repr(rows.fetchall()).encode())

    def _begin(self) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")


def _storable(text: str) -> str:
    """SQLite takes no half characters."""
    return text.encode("utf-8", "backslashreplace").decode()
