from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from kpi_excel.core.catalogue.storing import RULES
from kpi_excel.store import disk, operations
from kpi_excel.store.errors import StoreError

from .conftest import PowerCut, dying_at, filling_up, refusing, tree, watched

THAI = "รายงานผลการปฏิบัติราชการ ประจำเดือน"


def test_new_file_is_whole_durable_and_alone__thai_folder_with_spaces(tmp_path: Path) -> None:
    path = tmp_path / "ปี 2556" / THAI / "a b.xlsx"
    with watched() as log:
        assert disk.write_new(path, b"bytes")
    assert tree(tmp_path) == {f"ปี 2556/{THAI}/a b.xlsx": b"bytes"}
    named = [operation.name for operation in log.operations if operation.path != path or operation.name != "stat"]
    assert named.index("write") < named.index("sync") < named.index("link")
    last_folder_sync = len(named) - 1 - named[::-1].index("sync-folder")
    assert named.index("link") < last_folder_sync
    assert [p.name for p in log.named("sync-folder")] == [tmp_path.name, "ปี 2556", THAI]


def test_new_file_never_displaces_another__name_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with watched() as log:
        assert not disk.write_new(path, b"new")
    assert (path.read_bytes(), log.changes) == (b"old", [])


def test_new_file_never_displaces_another__name_taken_at_the_last_moment(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"

    def somebody_is_quicker(operation: operations.Operation, act: object) -> object:
        if operation.name == "link":
            path.write_bytes(b"theirs")
        return act()  # type: ignore[operator]

    with operations.watched_by(somebody_is_quicker):
        assert not disk.write_new(path, b"ours")
    assert tree(tmp_path) == {"a.xlsx": b"theirs"}


def test_new_file_is_written__file_system_without_hard_links(tmp_path: Path) -> None:
    with refusing("link", errno.EPERM):
        assert disk.write_new(tmp_path / "a.xlsx", b"bytes", read_only=True)
        assert not disk.write_new(tmp_path / "a.xlsx", b"other")
    assert tree(tmp_path) == {"a.xlsx": b"bytes"}


def test_read_only_file_keeps_the_group_rights_of_the_user(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        disk.write_new(tmp_path / "a.xlsx", b"bytes", read_only=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.xlsx").stat().st_mode) == 0o440


def test_replace_shows_the_old_or_the_new_file__stopped_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    seen = set()
    for position in range(6):
        for moment in ("before", "after"):
            path.write_bytes(b"old")
            try:
                with dying_at(position, moment):
                    disk.replace(path, b"new")
            except PowerCut:
                pass
            seen.add(path.read_bytes())
    assert seen == {b"old", b"new"}
    disk.sweep(tmp_path)
    assert list(tree(tmp_path)) == ["a.xlsx"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EACCES, "path-not-permitted"),
        (errno.EROFS, "disk-write-protected"),
        (errno.EIO, "disk-faulty"),
        (errno.ENAMETOOLONG, "file-name-too-long"),
        (errno.ENXIO, "disk-operation-failed"),
    ],
)
@pytest.mark.parametrize("operation", ["create", "write", "sync", "link", "sync-folder"])
def test_refusal_becomes_a_store_error__any_cause_at_any_step(
    tmp_path: Path, operation: str, number: int, code: str
) -> None:
    path = tmp_path / f"{THAI}.xlsx"
    with refusing(operation, number), pytest.raises(StoreError) as raised:
        disk.write_new(path, b"bytes")
    error = raised.value
    exit_code = 2 if number == errno.ENAMETOOLONG else 74
    assert (error.code, error.path, error.reason, error.exit_code) == (code, path, errno.errorcode[number], exit_code)
    assert code in RULES
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".tmp")]


def test_full_disk_leaves_the_old_file_whole__half_of_the_new_one_fitted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")
    with filling_up(), pytest.raises(StoreError, match="disk-full"):
        disk.replace(path, b"new" * 100)
    assert tree(tmp_path) == {"a.xlsx": b"old"}


def test_name_longer_than_the_disk_takes_is_said__86_thai_letters(tmp_path: Path) -> None:
    assert disk.write_new(tmp_path / ("ก" * 85), b"fits")
    with pytest.raises(StoreError, match="file-name-too-long"):
        disk.write_new(tmp_path / ("ก" * 86), b"does not")


def test_missing_file_is_said__read(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="path-missing"):
        disk.read_bytes(tmp_path / "a")
    assert disk.read_if_there(tmp_path / "a") is None
    assert disk.stat(tmp_path / "a" / "b") is None
    assert disk.list_folder(tmp_path / "a") == ()


def test_link_is_not_followed__reading_from_the_inbox(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "a.xlsx").symlink_to(tmp_path / "secret")
    with pytest.raises(StoreError):
        disk.read_bytes(tmp_path / "a.xlsx", follow=False)
    assert disk.read_bytes(tmp_path / "a.xlsx") == b"secret"


class _SharingViolation(PermissionError):
    winerror = 32


def _held_open(times: int) -> operations.Hook:
    left = times

    def hook(operation: operations.Operation, act: object) -> object:
        nonlocal left
        if operation.name == "replace" and left:
            left -= 1
            raise _SharingViolation(errno.EACCES, "in use")
        return act()  # type: ignore[operator]

    return hook


def test_file_held_by_a_windows_program_is_tried_again__let_go_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(operations, "sleep", waits.append)
    with operations.watched_by(_held_open(3)):
        disk.replace(tmp_path / "a.xlsx", b"new")
    assert (waits, (tmp_path / "a.xlsx").read_bytes()) == ([0.1, 0.2, 0.4], b"new")


def test_file_held_by_a_windows_program_is_said__never_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "sleep", lambda seconds: None)
    with operations.watched_by(_held_open(99)), pytest.raises(StoreError, match="file-in-use"):
        disk.replace(tmp_path / "a.xlsx", b"new")
    assert tree(tmp_path) == {}


def test_windows_way_of_writing_works__no_links_no_folder_sync(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "ON_WINDOWS", True)
    with watched() as log:
        assert disk.write_new(tmp_path / "a.xlsx", b"old", read_only=True)
        assert not disk.write_new(tmp_path / "a.xlsx", b"other")
        disk.replace(tmp_path / "a.xlsx", b"new", read_only=True)
        disk.remove(tmp_path / "a.xlsx")
    assert {"link", "sync-folder"}.isdisjoint(log.changes)
    assert log.changes.count("unprotect") == 2
    assert tree(tmp_path) == {}


def test_nothing_is_written__removing_what_is_not_there(tmp_path: Path) -> None:
    with watched() as log:
        disk.remove(tmp_path / "a")
    assert log.changes == []
