"""What the workspace knows about what it sent out: each issued form, the specs and registries behind it, its key."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kpi_excel.core.findings import Finding, Place
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import BROKEN_EXIT_CODE, StoreError, cannot
from kpi_excel.store.names import hash_of
from kpi_excel.store.notes import read_note

KEY = "workspace.key"
KEY_BYTES = 32

# a serial or digest may come from a returned file: what could be a path is never looked up
_PLAIN = re.compile(r"[0-9A-Za-z]{6,64}")
_RECORD = re.compile(r"([0-9A-Za-z]{6,64})(?:-\d+)?\.json")
_CONTENT = re.compile(rb'\{"agency":"[^"\\]*","content_digest":"([0-9a-f]{64})",')
_SPEC_AND_TOKEN = re.compile(rb',"spec_digest":"([0-9a-f]{64})","token":"([^"\\]*)","version":"[^"\\]*","note_digest":"[0-9a-f]{64}"\}\n\Z')
_END = 1000
"""Bytes that the last few fields of a record fit into."""


def store_issued(archive: Archive, serial: str, record: Mapping[str, Any]) -> None:
    """Note what the form with this serial said when it was issued. Never overwritten; an equal record is kept once."""
    archive.store_numbered(f"issued/{_plain(serial)}", record)


def load_issued(archive: Archive, serial: str) -> dict[str, Any] | None:
    """What the form with this serial said when it was last issued; None where none was.

    Raises:
        StoreError: the record is damaged.
    """
    note = issued_note(archive, serial)
    try:
        return read_note(note) if note is not None else None
    except ValueError as error:
        raise cannot("issued-record-damaged", f"issued/{serial}.json") from error


def issued_note(archive: Archive, serial: str) -> bytes | None:
    """The same as it lies in the archive, whole or damaged."""
    notes = list(archive.numbered(f"issued/{serial}")) if _PLAIN.fullmatch(serial) else []
    return notes[-1] if notes else None


class Mark(NamedTuple):
    """What proves a record to be genuine."""

    token: str
    spec_digest: str
    content_digest: str


def issued_mark(archive: Archive, serial: str) -> Mark | None:
    """The mark of a record, found where `write_note` puts it; None where there is none. Nothing else of it is looked at."""
    note = issued_note(archive, serial) or b""
    first, last = _CONTENT.match(note), _SPEC_AND_TOKEN.search(note, max(0, len(note) - _END))
    return Mark(last[2].decode("utf-8", "replace"), last[1].decode(), first[1].decode()) if first and last else None


def store_spec(archive: Archive, digest: str, source: bytes) -> None:
    """Keep the TOML of a form spec under the digest of the part that reading depends on; the first one stays."""
    disk.write_new(archive.folder / f"issued/specs/{_plain(digest)}.toml", source, read_only=True)


def load_spec(archive: Archive, digest: str) -> bytes | None:
    """The TOML of an issued spec; None where no form was issued under that digest."""
    return disk.read_if_there(archive.folder / f"issued/specs/{digest}.toml") if _PLAIN.fullmatch(digest) else None


def issued_serials(archive: Archive) -> Iterator[str]:
    """The serials of all issued forms."""
    names = {item.name for item in disk.list_folder(archive.folder / "issued") if item.stat.kind == "file"}
    yield from sorted({match[1] for name in names if (match := _RECORD.fullmatch(name))})


def spec_digests(archive: Archive) -> Iterator[str]:
    """The digests of all kept specs."""
    for item in disk.list_folder(archive.folder / "issued" / "specs"):
        if item.name.endswith(".toml"):
            yield item.name.removesuffix(".toml")


def store_registry(archive: Archive, data: bytes) -> str:
    """Keep the registry that a run uses; gives back its hash."""
    sha256 = hash_of(data)
    disk.write_new(archive.folder / f"registry/{sha256}.xlsx", data, read_only=True)
    return sha256


def load_registry(archive: Archive, sha256: str) -> bytes | None:
    """The registry of an earlier run, by its hash."""
    return disk.read_if_there(archive.folder / f"registry/{sha256}.xlsx") if _PLAIN.fullmatch(sha256) else None


def workspace_key(archive: Archive, given: bytes | None = None) -> bytes:
    """The secret that serials are made with: 32 bytes, made once and kept; `given` begins a workspace with that key.

    Raises:
        StoreError: the key is damaged, is not the one given, or is gone (exit code 5). It is never made again: no form
            that is out there would be recognised.
    """
    path = archive.folder / KEY
    disk_key = disk.read_if_there(path)
    if disk_key is None:
        check_key_is_there(archive)
        disk.write_new(path, _key_text(given or secrets.token_bytes(KEY_BYTES)), read_only=True)
        # another program may have been quicker
        disk_key = disk.read_bytes(path)
    key = _parse_key(disk_key)
    if key is None:
        raise cannot("workspace-key-damaged", path)
    if given not in (None, key):
        raise cannot("workspace-key-differs", path)
    return key


def check_key_is_there(archive: Archive) -> None:
    """A workspace that issued a form, took in a file or closed a period has a key: nothing of it is made before.

    Raises:
        StoreError: it is gone (exit code 5).
    """
    # first whether it was used: another program may be making the key just now
    was_used = any(issued_serials(archive)) or any(archive.receipt_files()) or bool(archive.names_below("closed"))
    if was_used and disk.stat(archive.folder / KEY) is None:
        raise StoreError(Finding("workspace-key-missing", Place(file=f"archive/{KEY}")), BROKEN_EXIT_CODE)


def _parse_key(text: bytes) -> bytes | None:
    """The key as we wrote it, not one byte otherwise."""
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES and text == _key_text(key) else None


def _key_text(key: bytes) -> bytes:
    return key.hex().encode() + b"\n"


def _plain(word: str) -> str:
    if not _PLAIN.fullmatch(word):
        raise ValueError(f"not a serial or digest: {word!r}")
    return word
