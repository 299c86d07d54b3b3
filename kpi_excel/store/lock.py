"""One writer per workspace: a lock that the system frees by itself when the program dies."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.store import disk
from kpi_excel.store.descriptor_lock import is_locked
from kpi_excel.store.errors import WorkspaceLocked
from kpi_excel.store.notes import read_note, write_note
from kpi_excel.store.operations import Operation, explained, step
from kpi_excel.store.workspace import Workspace

OUTPUT_LOCK = ".kpi-lock"
"""Passed over where a folder is listed, as all that begins so."""


@contextmanager
def lock_workspace(workspace: Workspace) -> Iterator[None]:
    """Be the only writer, and begin by sweeping away what an interrupted run left half written.

    Raises:
        WorkspaceLocked: another run is writing; the finding names it.
    """
    with _holding(workspace.lock, workspace.root):
        for folder in (workspace.archive, workspace.outbox):
            disk.sweep(folder)
        yield


@contextmanager
def lock_output_folder(folder: Path) -> Iterator[None]:
    """The same for a folder of outputs that belongs to no workspace (`output_folder`).

    Raises:
        WorkspaceLocked: another run is writing there.
    """
    with _holding(folder / OUTPUT_LOCK, folder, "output-folder-locked"):
        disk.sweep(folder, below=False)
        yield


def refuse_if_locked(workspace: Workspace) -> None:
    """For who only reads: nothing is locked, made or changed.

    Raises:
        WorkspaceLocked: a run is writing; what it has done so far is half of what it will say.
    """
    if _is_held(workspace.lock):
        raise _locked(workspace.lock, workspace.root)


@contextmanager
def _holding(path: Path, root: Path, code: str = "workspace-locked") -> Iterator[None]:
    """Hold the lock file of what lies below a root."""
    disk.make_folder(path.parent)
    descriptor = disk.take_lock(path, write_note({"pid": os.getpid(), "host": socket.gethostname()}))
    if descriptor is None:
        raise _locked(path, root, code)
    try:
        yield
    finally:
        disk.free_lock(descriptor)


@explained
def _is_held(path: Path) -> bool:
    try:
        descriptor = step(Operation("probe-lock", path), lambda: os.open(path, os.O_RDONLY))
    except FileNotFoundError:
        return False
    try:
        return is_locked(descriptor)
    finally:
        os.close(descriptor)


def _locked(path: Path, root: Path, code: str = "workspace-locked") -> WorkspaceLocked:
    return WorkspaceLocked(Finding(code, Place(file=str(root)), found=_holder(path)))


def _holder(path: Path) -> Text:
    try:
        signature = read_note(disk.read_if_there(path) or b"")
        pid, host = signature["pid"], signature["host"]
    # signed this very moment, or not by us
    except (ValueError, KeyError):
        return Text("งานอื่น", "another run")
    return Text(f"งานหมายเลข {pid} บนเครื่อง {host}", f"process {pid} on {host}")
