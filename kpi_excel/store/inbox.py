"""What was dropped into the inbox: which files can be read now, which have to wait, which are no files at all.

Nothing here changes the inbox but `remove`, and that only takes away what is exactly as it was read.
"""

from __future__ import annotations

import fnmatch
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Verdict
from kpi_excel.store import disk
from kpi_excel.store.disk import Stat
from kpi_excel.store.errors import StoreError, cannot
from kpi_excel.store.office_locks import open_workbooks

SETTLE_SECONDS = 2.0
LARGEST_MB = 100

_MB = 1_000_000
_LEFT_BEHIND = (
    "~$*", ".~*", "*.tmp", "*.crdownload", "*.partial", "*.lnk", "._*", ".ds_store", "desktop.ini", "thumbs.db",
    ".gitkeep",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InboxFile:
    """A file that can be read. `name` is relative to the inbox, as it stands there, with forward slashes."""

    name: str
    path: Path
    stat: Stat


@dataclass(frozen=True, slots=True)
class NotRead:
    """A name that gets its verdict without being read: it has to wait, or it is no file. It stays where it is."""

    name: str
    verdict: Verdict
    finding: Finding


@dataclass(frozen=True, slots=True)
class Ignored:
    """A name that is never a submission: a lock file, an unfinished download, a shortcut, what systems leave behind."""

    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The inbox at one moment, each part in the order of the composed (NFC) names."""

    ready: tuple[InboxFile, ...]
    not_read: tuple[NotRead, ...]
    ignored: tuple[Ignored, ...]


Found = InboxFile | NotRead | Ignored
FoundT = TypeVar("FoundT", InboxFile, NotRead, Ignored)


def list_inbox(
    folder: Path,
    *,
    settle: float = SETTLE_SECONDS,
    largest_mb: int = LARGEST_MB,
    sleep: Callable[[float], None] = time.sleep,
    now_ns: Callable[[], int] = time.time_ns,
) -> Listing:
    """Everything in the inbox and below it.

    Waits `settle` seconds, once for all, where a file was written just now: what still changes then is not ready.
    """
    found = [_of_bearable_size(item, largest_mb) for item in _walk(folder, "")]
    written_now = {item.name for item in found if isinstance(item, InboxFile) and _age(item, now_ns()) < settle}
    if written_now:
        sleep(settle)
        found = [_if_settled(item) if item.name in written_now else item for item in found]
    return Listing(_only(InboxFile, found), _only(NotRead, found), _only(Ignored, found))


def look_at_all(paths: Iterable[Path], *, settle: float = SETTLE_SECONDS) -> Listing:
    """Files that somebody named, wherever they lie; a folder stands for every file in it and below.

    Raises:
        StoreError: there is nothing, or a link to a file.
    """
    ready: list[InboxFile] = []
    not_read: list[NotRead] = []
    for path in paths:
        if disk.is_folder(path):
            listing = list_inbox(path, settle=settle)
            ready += listing.ready
            not_read += listing.not_read
        else:
            ready.append(look_at(path))
    return Listing(tuple(ready), tuple(not_read), ())


def is_left_behind(name: str) -> bool:
    """Whether it is no file of anybody's: a lock file, an unfinished download, a shortcut, what systems leave behind."""
    return any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in _LEFT_BEHIND)


def look_at(path: Path) -> InboxFile:
    """A file that somebody named, wherever it lies.

    Raises:
        StoreError: there is nothing, or a folder or a link.
    """
    stat = disk.stat(path)
    if stat is None:
        raise cannot("path-missing", path)
    if stat.kind != "file":
        raise cannot("path-is-folder" if stat.kind == "folder" else "inbox-link-refused", path)
    return InboxFile(path.name, path, stat)


def read(file: InboxFile) -> bytes:
    """The file's bytes, read once.

    Raises:
        StoreError: it cannot be opened, or it changed while or since it was listed ("inbox-file-being-copied").
    """
    unchanged = disk.stat(file.path) == file.stat
    data = disk.read_bytes(file.path, follow=False) if unchanged else b""
    if not unchanged or len(data) != file.stat.size or disk.stat(file.path) != file.stat:
        raise cannot("inbox-file-being-copied", file.name)
    return data


def remove(file: InboxFile) -> bool:
    """Take a file whose receipt is written out of the inbox. False where it changed meanwhile or cannot be removed."""
    try:
        if disk.stat(file.path) != file.stat:
            return False
        disk.remove(file.path)
    except StoreError:
        # the next run knows its hash and tries again
        return False
    return True


def _walk(folder: Path, prefix: str) -> Iterator[Found]:
    try:
        items = disk.list_folder(folder)
    except StoreError:
        yield _not_read("inbox-file-not-readable", prefix.rstrip("/"), Verdict.WAITING)
        return
    locks = open_workbooks(item.name for item in items)
    for item in items:
        name, path = prefix + item.name, folder / item.name
        if is_left_behind(item.name):
            yield Ignored(name)
        elif item.stat.kind == "folder":
            yield from _walk(path, f"{name}/")
        elif item.stat.kind != "file":
            yield _not_read("inbox-link-refused", name, Verdict.REFUSED)
        elif lock := locks.get(unicodedata.normalize("NFC", item.name)):
            yield _not_read("inbox-file-open", name, Verdict.WAITING, lock)
        elif disk.is_elsewhere(path):
            yield _not_read("inbox-file-not-downloaded", name, Verdict.WAITING)
        # asked anew: a Windows folder listing knows neither the inode nor always the present size
        elif stat := disk.stat(path):
            yield InboxFile(name, path, stat)


def _of_bearable_size(item: Found, largest_mb: int) -> Found:
    if isinstance(item, InboxFile) and item.stat.size > largest_mb * _MB:
        size = str(-(-item.stat.size // _MB))
        return _not_read("inbox-file-too-large", item.name, Verdict.REFUSED, size, str(largest_mb))
    return item


def _if_settled(item: Found) -> Found:
    if isinstance(item, InboxFile) and disk.stat(item.path) != item.stat:
        return _not_read("inbox-file-being-copied", item.name, Verdict.WAITING)
    return item


def _age(file: InboxFile, now_ns: int) -> float:
    """Seconds since it was last written; negative where its clock is ahead of ours."""
    return (now_ns - file.stat.mtime_ns) / 1e9


def _not_read(code: str, name: str, verdict: Verdict, found: str = "", expected: str = "") -> NotRead:
    return NotRead(name, verdict, Finding(code, Place(file=name), found, expected))


def _only(kind: type[FoundT], found: Iterable[Found]) -> tuple[FoundT, ...]:
    chosen = [item for item in found if isinstance(item, kind)]
    # two names that differ only in their composition stay two files, in a fixed order
    return tuple(sorted(chosen, key=lambda item: (unicodedata.normalize("NFC", item.name), item.name)))
