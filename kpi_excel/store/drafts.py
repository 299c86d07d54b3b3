"""Files too large to be built in memory: they grow under a temporary name and are put in place whole."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedRandom, FileIO
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from kpi_excel.store import disk
from kpi_excel.store.errors import StoreError, explain_os_error
from kpi_excel.store.operations import Operation, explained, step
from kpi_excel.store.temporary import temporary_name, write_all

_PIECE = 1 << 20
"""Bytes that are read or written at once: a zip is written in pieces of a few bytes, each of which would be an operation."""


class _Raw(FileIO):
    """A file whose every writing is an operation."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "x+b")
        self._path = path

    def write(self, piece: Any) -> int:
        data, write = bytes(piece), super().write
        step(Operation("write", self._path, data=data, at=self.tell()), lambda: write_all(write, data))
        return len(data)


@contextmanager
def begin_draft(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A new file to write to, and its path for `disk.put_in_place`; gone afterwards where it was not put in place.

    Raises:
        StoreError: the system refused to make it, or something that was written to it.
    """
    disk.make_folder(folder)
    path = temporary_name(folder, "draft-")
    try:
        with BufferedRandom(step(Operation("create", path), lambda: _Raw(path)), _PIECE) as file:
            yield path, cast(BinaryIO, file)
    except OSError as error:
        raise explain_os_error(error, path) from error
    finally:
        with suppress(StoreError):
            disk.remove(path)


def finish_draft(file: BinaryIO, path: Path) -> None:
    """Make what was written last, before it gets its name. It is closed: Windows renames no open file."""
    file.flush()
    step(Operation("sync", path), lambda: os.fsync(file.fileno()))
    file.close()


@explained
def set_aside(path: Path, beside: Path) -> bool:
    """Keep a file under another name of its folder before its own is given away. False where that name is taken.

    Until it is durable there, it has both names: no power cut may take the only one.
    """
    try:
        disk._give_name(path, beside)
    except FileExistsError:
        return False
    disk._sync_folder(path.parent)
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
