from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kpi_excel.core.catalogue.storing import RULES
from kpi_excel.core.findings import describe
from kpi_excel.store.errors import StoreError, WorkspaceLocked
from kpi_excel.store.lock import lock_workspace, refuse_if_locked
from kpi_excel.store.workspace import Workspace

from .conftest import refusing, watched

HOLD = """
import sys
from pathlib import Path
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.workspace import Workspace
with lock_workspace(Workspace(Path(sys.argv[1]))):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_second_run_is_turned_away__other_process_named(workspace: Workspace) -> None:
    command = [sys.executable, "-c", HOLD, str(workspace.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        with pytest.raises(WorkspaceLocked) as raised, lock_workspace(workspace):
            raise AssertionError("two runs hold the lock")
        holder.kill()
    assert raised.value.exit_code == 4
    message = describe(raised.value.finding, RULES["workspace-locked"].message, "th")
    assert str(holder.pid) in message
    assert socket.gethostname() in message
    # a killed run leaves nothing that has to be removed by hand
    with lock_workspace(workspace):
        pass


def test_lock_is_free_again__first_run_ended_or_failed(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError), lock_workspace(workspace):
        raise RuntimeError
    with lock_workspace(workspace), pytest.raises(WorkspaceLocked), lock_workspace(workspace):
        pass
    with lock_workspace(workspace):
        pass


def test_half_written_files_are_swept_away__left_by_a_killed_run(workspace: Workspace) -> None:
    left = [workspace.archive / "2556/2556-02/.kpi-99-0.tmp", workspace.outbox / "2556-02/forms/.kpi-99-1.tmp"]
    theirs = workspace.outbox / "2556-02/forms/notes.tmp"
    for path in [*left, theirs]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    with lock_workspace(workspace):
        assert [path.exists() for path in [*left, theirs]] == [False, False, True]


def test_folder_that_may_not_be_written_is_said__lock(workspace: Workspace) -> None:
    protected = pytest.raises(StoreError, match="disk-write-protected")
    with refusing("lock", errno.EROFS), protected as raised, lock_workspace(workspace):
        pass
    assert raised.value.exit_code == 74


def test_lock_is_given_back__signing_failed(workspace: Workspace) -> None:
    with refusing("sign-lock", errno.ENOSPC), pytest.raises(StoreError, match="disk-full"), lock_workspace(workspace):
        pass
    with lock_workspace(workspace):
        assert str(os.getpid()) in Path(workspace.lock).read_text()


def test_who_only_reads_is_turned_away_while_a_run_writes__and_changes_nothing(workspace: Workspace) -> None:
    refuse_if_locked(workspace)
    assert not workspace.lock.exists()
    with lock_workspace(workspace), pytest.raises(WorkspaceLocked) as raised:
        refuse_if_locked(workspace)
    assert raised.value.exit_code == 4
    with watched() as log:
        refuse_if_locked(workspace)
    assert log.changes == []
    # asking holds nothing back
    with lock_workspace(workspace):
        pass
