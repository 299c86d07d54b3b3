"""One writer per workspace: a lock that the system frees by itself when the program dies."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.store import disk
from kpi_excel.store.errors import WorkspaceLocked
from kpi_excel.store.notes import read_note, write_note
from kpi_excel.store.workspace import Workspace


@contextmanager
def lock_workspace(workspace: Workspace) -> Iterator[None]:
    """Be the only writer, and begin by sweeping away what an interrupted run left half written.

    Raises:
        WorkspaceLocked: another run is writing; the finding names it.
    """
    disk.make_folder(workspace.archive)
    descriptor = disk.take_lock(workspace.lock, write_note({"pid": os.getpid(), "host": socket.gethostname()}))
    if descriptor is None:
        raise WorkspaceLocked(Finding("workspace-locked", Place(file=str(workspace.root)), found=_holder(workspace)))
    try:
        for folder in (workspace.archive, workspace.outbox):
            disk.sweep(folder)
        yield
    finally:
        disk.free_lock(descriptor)


def _holder(workspace: Workspace) -> Text:
    try:
        signature = read_note(disk.read_if_there(workspace.lock) or b"")
        pid, host = signature["pid"], signature["host"]
    # signed this very moment, or not by us
    except (ValueError, KeyError):
        return Text("งานอื่น", "another run")
    return Text(f"งานหมายเลข {pid} บนเครื่อง {host}", f"process {pid} on {host}")
