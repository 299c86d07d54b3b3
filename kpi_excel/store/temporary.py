"""Files under a temporary name, until `disk`, `disk_many` or `output_folder` give them their own. Every step passes the hook."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from io import FileIO
from pathlib import Path

from kpi_excel.store.operations import Operation, step

# short, because a final name may already be as long as the disk allows
PREFIX = ".kpi-"
_SUFFIX = ".tmp"
_serial = itertools.count()


def temporary_name(folder: Path, what: str = "") -> Path:
    """A name that no other file of this program has. A sweep takes it away, and listing a folder passes it over."""
    return folder / f"{PREFIX}{what}{os.getpid()}-{next(_serial)}{_SUFFIX}"


def create(path: Path) -> FileIO:
    """A new file, open to be written."""
    return step(Operation("create", path), lambda: FileIO(path, "xb"))


def fill(file: FileIO, path: Path, data: bytes) -> None:
    """Write all of it."""
    step(Operation("write", path, data=data), lambda: write_all(file.write, data))


def protect(path: Path) -> None:
    """Let nobody write to it any more."""
    step(Operation("protect", path), lambda: os.chmod(path, os.stat(path).st_mode & ~0o222))


def write_all(write: Callable[[memoryview], int], data: bytes) -> None:
    """Write as often as it takes: a system may take a part only."""
    rest = memoryview(data)
    while rest:
        rest = rest[write(rest) :]


def temporaries_in(folder: Path, below: bool) -> Iterator[Path]:
    """The temporary files in a folder, and `below` it."""
    for place, folders, names in os.walk(folder):
        yield from (Path(place, name) for name in names if name.startswith(PREFIX) and name.endswith(_SUFFIX))
        if not below:
            folders.clear()
