"""A crash or a refusal at any point, and one clean run after it, equal a run without either."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import StoreError
from kpi_excel.store.ledger import LEDGER
from kpi_excel.store.names import hash_of
from kpi_excel.store.operations import Operation, watched_by
from kpi_excel.store.wholeness import check_archive_is_whole
from kpi_excel.store.workspace import Workspace

from tests.faults.hooks import PowerCut, dying_at, tree, watched
from tests.faults.small_run import CONTENTS, begin, run


def state(workspace: Workspace) -> dict[str, bytes]:
    return tree(workspace.root, but=("lock", LEDGER))


def assert_nothing_is_lost(workspace: Workspace) -> None:
    """Each content is whole in the inbox or receipted in the archive, and every receipt has its bytes."""
    findings = {finding.code for finding in check_archive_is_whole(Archive(workspace.archive))}
    assert findings <= {"archived-file-without-receipt"}
    received = {receipt.sha256 for _, receipt in Archive(workspace.archive).receipts()}  # type: ignore[union-attr]
    in_inbox = set(tree(workspace.inbox).values())
    assert all(data in in_inbox or hash_of(data) in received for data in CONTENTS.values())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], int]:
    """What a run without any trouble leaves behind, and how often it changes the disk."""
    workspace = begin(tmp_path_factory.mktemp("whole") / "ระยอง")
    with watched() as log:
        run(workspace)
    assert tree(workspace.inbox) == {}
    return state(workspace), len(log.changes)


def test_second_run_changes_nothing(tmp_path: Path, whole: tuple[dict[str, bytes], int]) -> None:
    workspace = begin(tmp_path)
    run(workspace)
    with watched() as log:
        run(workspace)
    assert log.changes == []
    assert state(workspace) == whole[0]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_crash_and_clean_run_equal_one_run__stopped_anywhere(
    tmp_path: Path, whole: tuple[dict[str, bytes], int], moment: str
) -> None:
    expected, changes = whole
    assert changes > 40
    for position in range(changes):
        workspace = begin(tmp_path / str(position))
        with pytest.raises(PowerCut), dying_at(position, moment):
            run(workspace)
        assert_nothing_is_lost(workspace)
        run(workspace)
        assert state(workspace) == expected, position


def refusing_at(position: int, number: int) -> Callable[[Operation, Callable[[], Any]], Any]:
    seen = -1

    def hook(operation: Operation, act: Callable[[], Any]) -> Any:
        nonlocal seen
        seen += 1
        if seen == position:
            raise OSError(number, os.strerror(number), str(operation.path))
        return act()

    return hook


def without_history(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the records of what a failed run may have published before."""
    return {name: data for name, data in files.items() if not name.startswith("archive/published/")}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_refusal_and_clean_run_equal_one_run__any_operation(
    tmp_path: Path, whole: tuple[dict[str, bytes], int], number: int
) -> None:
    with watched() as log:
        run(begin(tmp_path / "counted"))
    for position in range(len(log.operations)):
        workspace = begin(tmp_path / str(position))
        ended = False
        try:
            with watched_by(refusing_at(position, number)):
                run(workspace)
            ended = True
        except StoreError:
            pass
        assert_nothing_is_lost(workspace)
        run(workspace)
        assert tree(workspace.inbox) == {}
        assert_nothing_is_lost(workspace)
        # a file that could not be read only waited: it belongs to the second run, and that is no difference to mend
        if not (ended and log.operations[position].path.is_relative_to(tmp_path / "counted" / "inbox")):
            assert without_history(state(workspace)) == without_history(whole[0]), log.operations[position]
