"""The cells of a registry as it was last opened, kept in the ledger cache: reading them again takes a hundredth of the time.

Everything that is checked is checked anew; what is saved is opening the workbook.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kpi_excel.forms.raw import RawSheet, RawWorkbook
from kpi_excel.store.archive import Archive
from kpi_excel.store.ledger import Ledger, recall
from kpi_excel.store.names import hash_of
from kpi_excel.workbooks.registry import opening
from kpi_excel.workers.plain import decode, encode

_KEY = "registry"
_HASH_BYTES = 32


def recall_sheets(archive: Archive, registry_digest: str) -> tuple[RawSheet, ...] | None:
    """The sheets of the registry with that hash; None where they were not remembered, or rotted."""
    note = recall(archive, _KEY, _about(registry_digest))
    if note is None or not _is_whole(note):
        return None
    workbook = decode(zlib.decompress(note[_HASH_BYTES:]))
    return workbook.sheets if isinstance(workbook, RawWorkbook) else None


def remember_sheets(ledger: Ledger, registry_digest: str, sheets: Sequence[RawSheet]) -> None:
    """Keep them, as long as the cache lasts."""
    about = _about(registry_digest)
    if _is_whole(ledger.recall(_KEY, about) or b""):
        return
    # a cell that JSON cannot hold (half a character, an infinite number): then the workbook is opened each time
    with suppress(ValueError):
        packed = zlib.compress(encode(RawWorkbook("xlsx", tuple(sheets))), 1)
        ledger.remember(_KEY, about, hashlib.sha256(packed).digest() + packed)


def _is_whole(note: bytes) -> bool:
    return hashlib.sha256(note[_HASH_BYTES:]).digest() == note[:_HASH_BYTES]


def _about(registry_digest: str) -> str:
    """The registry, and the program that opened it."""
    return f"{registry_digest} {hash_of(Path(opening.__file__).read_bytes())}"
