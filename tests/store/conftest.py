"""A disk that can be watched, filled, broken, or stopped in the middle of anything."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.store.archive import Archive
from kpi_excel.store.names import archive_name, hash_of
from kpi_excel.store.operations import CHANGING, Operation, watched_by
from kpi_excel.store.workspace import Workspace, create_workspace


class Log:
    """Every operation in its order."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []

    def __call__(self, operation: Operation, act: Callable[[], Any]) -> Any:
        self.operations.append(operation)
        return act()

    @property
    def changes(self) -> list[str]:
        return [operation.name for operation in self.operations if operation.name in CHANGING]

    def named(self, name: str) -> list[Path]:
        return [operation.path for operation in self.operations if operation.name == name]


class PowerCut(BaseException):
    """The program is dead: nothing catches this."""


@contextmanager
def watched() -> Iterator[Log]:
    log = Log()
    with watched_by(log):
        yield log


def refusing(name: str, number: int, *, path: str = "") -> AbstractContextManager[None]:
    """Let the system refuse every operation of a name with an error number, where the path contains `path`."""

    def hook(operation: Operation, act: Callable[[], Any]) -> Any:
        if operation.name == name and path in str(operation.path):
            raise OSError(number, os.strerror(number), str(operation.path))
        return act()

    return watched_by(hook)


def filling_up() -> AbstractContextManager[None]:
    """A disk on which half of what is written still fits."""

    def hook(operation: Operation, act: Callable[[], Any]) -> Any:
        if operation.name == "write":
            operation.path.write_bytes(operation.data[: len(operation.data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(operation.path))
        return act()

    return watched_by(hook)


@contextmanager
def dying_at(position: int, moment: str) -> Iterator[None]:
    """Stop the program before or after the changing operation at a position, counted from 0; then nothing works."""
    seen, is_dead = -1, False

    def hook(operation: Operation, act: Callable[[], Any]) -> Any:
        nonlocal seen, is_dead
        seen += operation.name in CHANGING
        is_here = operation.name in CHANGING and seen == position
        if is_dead or (is_here and moment == "before"):
            is_dead = True
            raise PowerCut
        result = act()
        if is_here:
            is_dead = True
            raise PowerCut
        return result

    with watched_by(hook):
        yield


def tree(folder: Path, *, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but those of some names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }


def make_receipt(data: bytes = b"workbook", **changes: Any) -> Receipt:
    """The receipt of an accepted monthly report."""
    facts: dict[str, Any] = {
        "sha256": hash_of(data), "size": len(data), "name": "รายงาน กุมภาพันธ์.xlsx", "archived": name_of(data),
        "received_on": date(2013, 2, 28), "run": 1, "verdict": Verdict.ACCEPTED,
        "agency": "DPM", "form": "monthly_progress", "period": "2556-02",
    }  # fmt: skip
    return Receipt(**{**facts, **changes})


def name_of(data: bytes) -> str:
    return archive_name("DPM", "monthly_progress", "2556-02", hash_of(data), "xlsx", 2556)


def receive(archive: Archive, data: bytes, **changes: Any) -> str:
    """Archive some bytes with their receipt."""
    archived = archive.store_bytes(changes.pop("archived", name_of(data)), data)
    return archive.store_receipt(make_receipt(data, archived=archived, **changes))


@pytest.fixture(autouse=True, scope="package")
def disk_that_syncs_at_once() -> Iterator[None]:
    """Thousands of crashes are tried: the hook sees that a sync happens, so the real one need not be waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "จังหวัดระยอง ปี 2556", b"registry", {})


@pytest.fixture
def archive(workspace: Workspace) -> Archive:
    return Archive(workspace.archive)
