"""Many files at once keep every promise that one file has: whole or not there, durable when the call returns."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.store.archive import Archive
from kpi_excel.store.disk_many import write_all_new
from kpi_excel.store.errors import StoreError
from kpi_excel.store.operations import Operation, watched_by
from tests.faults.hooks import Log, PowerCut
from tests.store.conftest import make_receipt, name_of

FILES = ["ก/a.xlsx", "ก/b.xlsx", "ข/c.xlsx"]


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def wanted(folder: Path) -> list[tuple[Path, bytes]]:
    return [(folder / name, name.encode() * 1000) for name in FILES]


def test_every_file_is_whole_and_alone__two_folders(tmp_path: Path) -> None:
    assert write_all_new(wanted(tmp_path), read_only=True) == [True, True, True]
    assert files_in(tmp_path) == {name: name.encode() * 1000 for name in FILES}
    assert not [path for path in tmp_path.rglob("*.xlsx") if path.stat().st_mode & 0o222]


def test_name_that_is_taken__by_a_file_or_by_one_before_it(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"old")
    given = [(tmp_path / "a", b"1"), (tmp_path / "b", b"2"), (tmp_path / "a", b"3")]

    assert write_all_new(given) == [True, False, False]
    assert files_in(tmp_path) == {"a": b"1", "b": b"old"}
    assert write_all_new([]) == []


def test_every_content_is_safe_before_any_name__and_every_name_at_the_end(tmp_path: Path) -> None:
    log = Log()
    with watched_by(log):
        write_all_new(wanted(tmp_path))
    changes = [name for name in log.changes if name in ("sync", "link", "sync-folder")]

    assert changes[-8:] == ["sync"] * 3 + ["link"] * 3 + ["sync-folder"] * 2
    assert log.named("sync-folder")[-2:] == [tmp_path / "ก", tmp_path / "ข"]


def at(number: int, what: Callable[[], Any]) -> Callable[[Operation, Callable[[], Any]], Any]:
    """Something happens in place of one operation."""
    left = [number]

    def hook(operation: Operation, act: Callable[[], Any]) -> Any:
        left[0] -= 1
        return what() if left[0] == 0 else act()

    return hook


def refuse() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def die() -> None:
    raise PowerCut


def test_disk_that_refuses_at_any_step__leaves_whole_files_and_no_other(tmp_path: Path) -> None:
    whole = {name: name.encode() * 1000 for name in FILES}
    for number in range(1, 100):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            with watched_by(at(number, refuse)):
                write_all_new(wanted(folder))
        except StoreError as error:
            assert error.code == "disk-full"
        else:
            break
        assert files_in(folder).items() <= whole.items()
        assert write_all_new(wanted(folder)) and files_in(folder) == whole
    assert number > 20


def test_program_that_dies_at_any_step__is_made_good_by_the_next(tmp_path: Path) -> None:
    whole = {name: name.encode() * 1000 for name in FILES}
    for number in range(1, 100):
        folder = tmp_path / str(number)
        folder.mkdir()
        try:
            with watched_by(at(number, die)):
                write_all_new(wanted(folder))
        except PowerCut:
            named = {name: data for name, data in files_in(folder).items() if name in FILES}
            assert named.items() <= whole.items()
            write_all_new(wanted(folder))
            assert whole.items() <= files_in(folder).items()
        else:
            break
    assert number > 20


def test_receipts_of_many__the_same_as_one_by_one(archive: Archive) -> None:
    datas = [b"one", b"two", b"three"]
    names = archive.store_all_bytes([(name_of(data), data) for data in datas])
    receipts = [make_receipt(data, archived=name) for data, name in zip(datas, names, strict=True)]
    noted = archive.store_receipts(receipts)

    assert noted == [f"{name}.receipt.json" for name in names]
    assert [archive.read_receipt(name) for name in noted] == receipts
    assert archive.store_all_bytes([(name_of(data), data) for data in datas]) == names
    assert archive.store_receipts(receipts) == noted


def test_two_contents_with_one_beginning_of_their_hash__each_has_a_name(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from kpi_excel.store import archive as module

    monkeypatch.setattr(module, "hash_of", lambda data: "0" * 8 + ("a" if data == b"one" else "b") * 56)
    first, second = archive.store_all_bytes([("2556/x_00000000.xlsx", b"one"), ("2556/x_00000000.xlsx", b"two")])

    assert (archive.read(first), archive.read(second)) == (b"one", b"two")


def test_receipt_without_its_bytes__is_not_written(archive: Archive) -> None:
    with pytest.raises(StoreError, match="archived-file-missing"):
        archive.store_receipts([make_receipt(b"gone")])
