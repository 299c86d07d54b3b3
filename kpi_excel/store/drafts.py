"""Files too large to be built in memory: they grow under a temporary name and are put in place whole."""

from __future__ import annotations

import hashlib
import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, BinaryIO

from kpi_excel.store import disk
from kpi_excel.store.errors import StoreError, explain_os_error
from kpi_excel.store.operations import Operation, explained, step

# begins as every temporary name of ours: a sweep takes it away, and listing a folder passes it over
_PREFIX = ".kpi-draft-"
_serial = itertools.count()
_PIECE = 1 << 20


@contextmanager
def begin_draft(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file to write to, and its path for `disk.put_in_place`; gone afterwards where it was not put in place.

    Raises:
        StoreError: the system refused to make it, or something that was written to it.
    """
    disk.make_folder(folder)
    path = folder / f"{_PREFIX}{os.getpid()}-{next(_serial)}.tmp"
    try:
        with step(Operation("create", path), lambda: open(path, "x+b")) as file:
            yield path, file
    except OSError as error:
        raise explain_os_error(error, path) from error
    finally:
        with suppress(StoreError):
            disk.remove(path)


def finish_draft(file: BinaryIO, path: Path) -> None:
    """Make what was written last, before it gets its name."""
    file.flush()
    step(Operation("sync", path), lambda: os.fsync(file.fileno()))


@explained
def set_aside(path: Path, beside: Path) -> bool:
    """Give a file another name in its folder. False where that name is taken."""
    if disk.stat(beside) is not None:
        return False
    step(Operation("rename", beside, path), lambda: os.rename(path, beside))
    return True


@explained
def hash_of_file(path: Path) -> str | None:
    """The SHA-256 of a file of any size; None where there is none."""
    digest = hashlib.sha256()
    try:
        with step(Operation("read", path), lambda: open(path, "rb")) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


@contextmanager
def open_spool() -> Iterator[IO[bytes]]:
    """A nameless file for what is too much for memory and is read once more before the run ends.

    Raises:
        StoreError: the system's folder for temporary files takes no more.
    """
    folder = Path(tempfile.gettempdir())
    try:
        with step(Operation("create", folder), tempfile.TemporaryFile) as file:
            yield file
    except OSError as error:
        raise explain_os_error(error, folder) from error
