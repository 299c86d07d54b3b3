from __future__ import annotations

import errno
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kpi_excel.core.submission import Verdict
from kpi_excel.store import disk
from kpi_excel.store.errors import StoreError
from kpi_excel.store.inbox import Listing, list_inbox, look_at, read, remove
from kpi_excel.store.operations import Operation, watched_by

from .conftest import refusing, tree, watched

NOW = 1_400_000_000_000_000_000
LONG_AGO = NOW - 3_600_000_000_000


def drop(folder: Path, name: str, data: bytes = b"workbook", written: int = LONG_AGO) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, ns=(written, written))
    return path


def never_sleep(seconds: float) -> None:
    raise AssertionError("nothing was written just now")


def listed(folder: Path, **options: object) -> Listing:
    return list_inbox(folder, **{"sleep": never_sleep, "now_ns": lambda: NOW, **options})  # type: ignore[arg-type]


def verdicts(listing: Listing) -> dict[str, tuple[Verdict, str]]:
    return {item.name: (item.verdict, item.finding.code) for item in listing.not_read}


def test_what_another_run_takes_away_meanwhile_is_not_listed(tmp_path: Path) -> None:
    for name in ("ก.xlsx", "ข.xlsx"):
        drop(tmp_path, name)
    # whichever look at a file comes first, it is gone before it
    for looks in range(4):
        drop(tmp_path, "ค.xlsx")
        left = looks

        def vanish(operation: Operation, act: Callable[[], Any]) -> Any:
            nonlocal left
            if operation.path.name == "ค.xlsx":
                if left == 0:
                    operation.path.unlink(missing_ok=True)
                left -= 1
            return act()

        with watched_by(vanish):
            names = [file.name for file in listed(tmp_path).ready]
        assert names[:2] == ["ก.xlsx", "ข.xlsx"] and set(names[2:]) <= {"ค.xlsx"}


def test_workbooks_are_listed_in_order_of_their_names__also_in_folders(tmp_path: Path) -> None:
    for name in ("ข.xlsx", "ก.xlsx", "สำนักงาน ปภ/รายงาน.xlsx", "สำนักงาน ปภ/แนบ/b.ods"):
        drop(tmp_path, name)
    names = [file.name for file in listed(tmp_path).ready]
    assert names == ["ก.xlsx", "ข.xlsx", "สำนักงาน ปภ/รายงาน.xlsx", "สำนักงาน ปภ/แนบ/b.ods"]


def test_inbox_is_empty__no_such_folder(tmp_path: Path) -> None:
    assert listed(tmp_path / "inbox") == Listing((), (), ())


@pytest.mark.parametrize(
    "name",
    ["~$gone.xlsx", ".~lock.gone.xlsx#", "a.tmp", "a.XLSX.CRDOWNLOAD", "a.partial", "desktop.ini", "Thumbs.db",
     ".DS_Store", "._a.xlsx", ".gitkeep", "a.xlsx.lnk", "sub/THUMBS.DB"],
)  # fmt: skip
def test_what_is_no_submission_is_ignored(tmp_path: Path, name: str) -> None:
    drop(tmp_path, name)
    listing = listed(tmp_path)
    assert ([item.name for item in listing.ignored], listing.ready, listing.not_read) == ([name], (), ())


@pytest.mark.parametrize("lock", ["~$รายงาน.xlsx", ".~lock.รายงาน.xlsx#", ".~รายงาน.xlsx"])
def test_open_workbook_waits__lock_file_beside_it(tmp_path: Path, lock: str) -> None:
    drop(tmp_path, "ปภ/รายงาน.xlsx")
    drop(tmp_path, f"ปภ/{lock}")
    listing = listed(tmp_path)
    assert verdicts(listing) == {"ปภ/รายงาน.xlsx": (Verdict.WAITING, "inbox-file-open")}
    assert listing.not_read[0].finding.found == lock
    assert listing.ready == ()


def test_open_workbook_waits__lock_name_in_another_composition(tmp_path: Path) -> None:
    drop(tmp_path, unicodedata.normalize("NFD", "café.xlsx"))
    drop(tmp_path, unicodedata.normalize("NFC", "~$café.xlsx"))
    assert [item.finding.code for item in listed(tmp_path).not_read] == ["inbox-file-open"]


def test_growing_file_waits_and_its_neighbours_do_not__one_wait_for_all(tmp_path: Path) -> None:
    drop(tmp_path, "old.xlsx")
    growing = drop(tmp_path, "growing.xlsx", written=NOW)
    drop(tmp_path, "just written.xlsx", written=NOW)
    vanishing = drop(tmp_path, "vanishing.xlsx", written=NOW)
    waits: list[float] = []

    def meanwhile(seconds: float) -> None:
        waits.append(seconds)
        growing.write_bytes(b"workbook and more")
        os.utime(growing, ns=(NOW, NOW))
        vanishing.unlink()

    listing = listed(tmp_path, settle=3.0, sleep=meanwhile)
    assert waits == [3.0]
    assert [file.name for file in listing.ready] == ["just written.xlsx", "old.xlsx"]
    assert verdicts(listing) == {
        name: (Verdict.WAITING, "inbox-file-being-copied") for name in ("growing.xlsx", "vanishing.xlsx")
    }


def test_two_spellings_of_one_name_are_two_files__composed_and_decomposed(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        drop(tmp_path, unicodedata.normalize(form, "é.xlsx"), form.encode())
    listing = listed(tmp_path)
    assert [read(file) for file in listing.ready] == [b"NFD", b"NFC"]


def test_name_as_long_as_the_disk_takes_is_read__85_thai_letters(tmp_path: Path) -> None:
    name = "ก" * 83 + ".xlsx"
    drop(tmp_path, name)
    (file,) = listed(tmp_path).ready
    assert (file.name, len(name.encode()), read(file)) == (name, 254, b"workbook")


def test_name_that_is_no_text_is_read__bytes_of_another_encoding(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xa1\xd2\xc3.xlsx"
    with open(path, "wb") as file:
        file.write(b"workbook")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    (ready,) = listed(tmp_path).ready
    assert read(ready) == b"workbook"


def test_link_is_refused__to_a_file_or_a_folder(tmp_path: Path) -> None:
    drop(tmp_path, "outside/secret.xlsx")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "file.xlsx").symlink_to(tmp_path / "outside/secret.xlsx")
    (inbox / "folder").symlink_to(tmp_path / "outside")
    os.mkfifo(inbox / "pipe.xlsx")
    listing = listed(inbox)
    assert verdicts(listing) == {
        name: (Verdict.REFUSED, "inbox-link-refused") for name in ("file.xlsx", "folder", "pipe.xlsx")
    }
    with pytest.raises(StoreError, match="inbox-link-refused"):
        look_at(inbox / "file.xlsx")


def test_file_swapped_for_a_link_is_not_followed__after_listing(tmp_path: Path) -> None:
    path = drop(tmp_path, "a.xlsx")
    (file,) = listed(tmp_path).ready
    path.unlink()
    path.symlink_to(drop(tmp_path, "secret"))
    with pytest.raises(StoreError, match="inbox-file-being-copied"):
        read(file)
    assert not remove(file)


def test_file_that_is_only_a_name_waits__its_content_in_the_cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(tmp_path, "บนคลาวด์.xlsx")
    drop(tmp_path, "ในเครื่อง.xlsx")
    monkeypatch.setattr(disk, "is_elsewhere", lambda path: path.name == "บนคลาวด์.xlsx")

    listing = listed(tmp_path)
    assert [file.name for file in listing.ready] == ["ในเครื่อง.xlsx"]
    assert verdicts(listing) == {"บนคลาวด์.xlsx": (Verdict.WAITING, "inbox-file-not-downloaded")}


@pytest.mark.parametrize(("attributes", "is_elsewhere"), [(0x20, False), (0x1000, True), (0x40000, True), (0x400000, True), (0x80000, False)])
def test_content_in_the_cloud_is_known_by_its_attributes(
    attributes: int, is_elsewhere: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk.os, "lstat", lambda path: SimpleNamespace(st_file_attributes=attributes))

    assert disk.is_elsewhere(tmp_path / "a.xlsx") is is_elsewhere


def test_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = drop(tmp_path, "video.mp4")
    os.truncate(path, 3_000_001)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    with watched() as log:
        listing = listed(tmp_path, largest_mb=3)
    assert log.named("read") == []
    assert verdicts(listing) == {"video.mp4": (Verdict.REFUSED, "inbox-file-too-large")}
    assert (listing.not_read[0].finding.found, listing.not_read[0].finding.expected) == ("4", "3")


def test_unreadable_folder_waits_and_the_others_are_listed(tmp_path: Path) -> None:
    drop(tmp_path, "closed/a.xlsx")
    drop(tmp_path, "open/b.xlsx")
    with refusing("list", errno.EACCES, path="closed"):
        listing = listed(tmp_path)
    assert [file.name for file in listing.ready] == ["open/b.xlsx"]
    assert verdicts(listing) == {"closed": (Verdict.WAITING, "inbox-file-not-readable")}


def test_changed_file_is_neither_read_nor_removed__since_it_was_listed(tmp_path: Path) -> None:
    path = drop(tmp_path, "a.xlsx")
    (file,) = listed(tmp_path).ready
    path.write_bytes(b"corrected")
    with pytest.raises(StoreError, match="inbox-file-being-copied"):
        read(file)
    assert not remove(file)
    assert tree(tmp_path) == {"a.xlsx": b"corrected"}


def test_file_is_not_taken_half_new__written_while_it_was_read(tmp_path: Path) -> None:
    path = drop(tmp_path, "a.xlsx")
    (file,) = listed(tmp_path).ready

    def written_meanwhile(operation: Operation, act: Callable[[], Any]) -> Any:
        result = act()
        if operation.name == "read":
            path.write_bytes(b"WORKBOOK")
        return result

    with watched_by(written_meanwhile), pytest.raises(StoreError, match="inbox-file-being-copied"):
        read(file)


def test_changed_file_is_not_removed__replaced_by_one_of_equal_size_and_time(tmp_path: Path) -> None:
    drop(tmp_path, "a.xlsx")
    (file,) = listed(tmp_path).ready
    other = drop(tmp_path, "b.xlsx", b"WORKBOOK")
    other.replace(tmp_path / "a.xlsx")
    assert not remove(file)
    assert tree(tmp_path) == {"a.xlsx": b"WORKBOOK"}


def test_unchanged_file_is_removed(tmp_path: Path) -> None:
    drop(tmp_path, "ปภ/a.xlsx")
    (file,) = listed(tmp_path).ready
    assert read(file) == b"workbook"
    assert remove(file)
    assert tree(tmp_path) == {}


def test_file_stays_for_the_next_run__held_open_when_it_is_to_go(tmp_path: Path) -> None:
    drop(tmp_path, "a.xlsx")
    (file,) = listed(tmp_path).ready
    with refusing("remove", errno.EACCES):
        assert not remove(file)
    assert remove(file)


def test_named_file_is_looked_at_wherever_it_lies(tmp_path: Path) -> None:
    path = drop(tmp_path, "ที่อื่น/a.xlsx")
    assert read(look_at(path)) == b"workbook"
    with pytest.raises(StoreError, match="path-missing"):
        look_at(tmp_path / "b.xlsx")
