"""The only module that touches the disk. Every operation passes one hook; every refusal becomes a `StoreError`.

What is written is whole under its name or not there: temporary file beside it, fsync, link or replace, fsync of the folder.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat as modes
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from kpi_excel.store.descriptor_lock import lock_exclusively
from kpi_excel.store.errors import StoreError, explain_os_error
from kpi_excel.store.operations import Operation, explained, step
from kpi_excel.store.temporary import PREFIX, create, fill, protect, temporaries_in, temporary_name

ON_WINDOWS = sys.platform == "win32"

_PATIENCE_SECONDS = 2
"""How long a cache waits for another program that is just reading it."""


class Stat(NamedTuple):
    """What a name stands for: a "file", "folder", "link" (never followed) or "other". `mtime_ns` is in nanoseconds."""

    kind: str
    size: int
    mtime_ns: int
    inode: int


class Item(NamedTuple):
    """One entry of a folder. On Windows its `stat.inode` is 0."""

    name: str
    stat: Stat


@explained
def stat(path: Path) -> Stat | None:
    """What the path itself is; None where there is nothing."""
    try:
        return step(Operation("stat", path), lambda: _stat_of(os.lstat(path)))
    except (FileNotFoundError, NotADirectoryError):
        return None


@explained
def list_folder(path: Path) -> tuple[Item, ...]:
    """Everything in a folder by name, but our own temporary files; empty where there is no such folder."""
    try:
        return step(Operation("list", path), lambda: tuple(sorted(_items(path))))
    except FileNotFoundError:
        return ()


@explained
def read_bytes(path: Path, *, follow: bool = True) -> bytes:
    """The whole file. `follow`: whether a symbolic link may stand for it."""
    return step(Operation("read", path), lambda: _read(path, follow))


@explained
def read_if_there(path: Path) -> bytes | None:
    """The whole file, None where there is none."""
    try:
        return step(Operation("read", path), lambda: _read(path, True))
    except FileNotFoundError:
        return None


@explained
def is_folder(path: Path) -> bool:
    """Whether a folder, or a link to one, stands there."""
    return step(Operation("stat", path), lambda: os.path.isdir(path))


@explained
def is_elsewhere(path: Path) -> bool:
    """Whether only the name is here and the content in the cloud, by attributes that OneDrive and its like set on Windows.
    What is gone meanwhile is nowhere.
    """
    try:
        return bool(step(Operation("stat", path), lambda: getattr(os.lstat(path), "st_file_attributes", 0) & 0x441000))
    except (FileNotFoundError, NotADirectoryError):
        return False


@explained
def make_folder(path: Path) -> None:
    """The folder and every folder above it, each durable in its parent."""
    if is_folder(path):
        return
    make_folder(path.parent)
    with suppress(FileExistsError):
        step(Operation("make-folder", path), lambda: os.mkdir(path))
    _sync_folder(path.parent)


@explained
def write_new(path: Path, data: bytes, *, read_only: bool = False) -> bool:
    """Write a file that is not there yet, whole or not at all. False where the name is taken: nothing was written."""
    make_folder(path.parent)
    if _is_taken(path):
        return False
    with _temporary(path.parent, data, read_only=read_only) as temporary:
        try:
            _give_name(temporary, path)
        except FileExistsError:
            return False
    _sync_folder(path.parent)
    return True


@explained
def replace(path: Path, data: bytes, *, read_only: bool = False) -> None:
    """Put new content under a name at once: whoever opens it sees the old or the new file, never a half."""
    make_folder(path.parent)
    with _temporary(path.parent, data, read_only=read_only) as temporary:
        _put_in_place(path, temporary)


@explained
def put_in_place(path: Path, finished: Path) -> None:
    """Give a file that was written under another name of the same folder its own name, at once."""
    _put_in_place(path, finished)


@explained
def remove(path: Path, *, durably: bool = False) -> None:
    """Take a file away; nothing happens where there is none. `durably`: no power cut brings it back."""
    if _is_taken(path):
        _unprotect(path)
        with suppress(FileNotFoundError):
            step(Operation("remove", path), lambda: os.remove(path))
        if durably:
            _sync_folder(path.parent)


@explained
def sweep(path: Path, *, below: bool = True) -> None:
    """Remove the temporary files that an interrupted run left in a folder, and `below` it."""
    for temporary in step(Operation("list", path), lambda: tuple(temporaries_in(path, below))):
        remove(temporary)


@explained
def take_lock(path: Path, text: bytes) -> int | None:
    """Lock a file and sign it; None where another program holds it. The system frees it when this program ends."""
    descriptor = step(Operation("lock", path), lambda: os.open(path, os.O_RDWR | os.O_CREAT, 0o666))
    held = False
    try:
        if lock_exclusively(descriptor):
            step(Operation("sign-lock", path, data=text), lambda: _sign(descriptor, text))
            held = True
    finally:
        if not held:
            os.close(descriptor)
    return descriptor if held else None


def free_lock(descriptor: int) -> None:
    """Give a lock back. The signature stays: the lock decides, not the text."""
    os.close(descriptor)


def open_cache(path: Path | None) -> sqlite3.Connection:
    """A SQLite file for what can be rebuilt at any time; None: a private one that vanishes when it is closed."""
    name = "" if path is None else str(path)
    connect = Operation("open-cache", Path(name))
    try:
        return step(connect, lambda: sqlite3.connect(name, timeout=_PATIENCE_SECONDS, isolation_level=None))
    except OSError as error:
        raise explain_os_error(error, connect.path) from error


def look_into_cache(path: Path) -> sqlite3.Connection:
    """A SQLite file that is there, for reading alone: nothing is written even where a program died writing it.

    Raises:
        sqlite3.Error: there is none, or it cannot be read as it is.
    """
    name = f"{Path(os.path.abspath(path)).as_uri()}?mode=ro"
    try:
        return step(Operation("look-into-cache", path), lambda: sqlite3.connect(name, timeout=_PATIENCE_SECONDS, uri=True))
    except OSError as error:
        raise explain_os_error(error, path) from error


@explained
def commit_cache(path: Path, connection: sqlite3.Connection) -> None:
    """Make what was put into a cache last."""
    step(Operation("commit-cache", path), connection.commit)


def _sign(descriptor: int, text: bytes) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, text)


def _items(path: Path) -> Iterator[Item]:
    with os.scandir(path) as entries:
        for entry in entries:
            # a file may vanish between listing it and looking at it
            with suppress(FileNotFoundError):
                if not entry.name.startswith(PREFIX):
                    yield Item(entry.name, _stat_of(entry.stat(follow_symlinks=False)))


def _stat_of(status: os.stat_result) -> Stat:
    kind = "other"
    # a junction is a folder by its mode; its reparse tag says that it leads elsewhere
    if modes.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == 0xA0000003:
        kind = "link"
    elif modes.S_ISREG(status.st_mode):
        kind = "file"
    elif modes.S_ISDIR(status.st_mode):
        kind = "folder"
    return Stat(kind, status.st_size, status.st_mtime_ns, status.st_ino)


def _read(path: Path, follow: bool) -> bytes:
    refusing_links = 0 if follow else getattr(os, "O_NOFOLLOW", 0)
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | refusing_links)) as file:
        return file.read()


@contextmanager
def _temporary(folder: Path, data: bytes, *, read_only: bool) -> Iterator[Path]:
    """The data, safe on the disk under a temporary name that is gone afterwards, unless the program died."""
    path = temporary_name(folder)
    try:
        with create(path) as file:
            fill(file, path, data)
            step(Operation("sync", path), lambda: os.fsync(file.fileno()))
        if read_only:
            protect(path)
        yield path
    # only where the system refused: any other exception is a program that dies, and nobody tidies up after that
    except OSError:
        with suppress(StoreError):
            remove(path)
        raise
    remove(path)


def _give_name(source: Path, path: Path) -> None:
    """Link the file under its name without ever displacing another. On Windows a rename refuses by itself."""
    if not ON_WINDOWS:
        try:
            return step(Operation("link", path, source), lambda: os.link(source, path))
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK):
                raise
    # without hard links (FAT, some network disks) the lock makes us the only writer between this look and the rename
    if _is_taken(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    step(Operation("rename", path, source), lambda: os.rename(source, path))


def _put_in_place(path: Path, temporary: Path) -> None:
    if _is_taken(path):
        _unprotect(path)
    step(Operation("replace", path, temporary), lambda: os.replace(temporary, path))
    _sync_folder(path.parent)


def _is_taken(path: Path) -> bool:
    return step(Operation("stat", path), lambda: os.path.lexists(path))


def _unprotect(path: Path) -> None:
    """Windows neither replaces nor removes a read-only file."""
    if ON_WINDOWS:
        step(Operation("unprotect", path), lambda: os.chmod(path, modes.S_IREAD | modes.S_IWRITE))


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; Windows has no such call."""
    if not ON_WINDOWS:
        step(Operation("sync-folder", folder), lambda: _fsync_folder(folder))


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # some network file systems cannot, and then there is nothing more to do
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
