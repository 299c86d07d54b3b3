from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

import pytest

from kpi_excel.store.errors import StoreError
from kpi_excel.store.names import hash_of
from kpi_excel.store.operations import watched_by
from kpi_excel.store.publish import Published, Publisher, PublishState
from kpi_excel.store.workspace import Workspace
from tests.faults.hooks import Fault, Strike

from .conftest import PowerCut, dying_at, filling_up, refusing, tree, watched

DAY = date(2013, 2, 28)


@pytest.fixture
def publisher(workspace: Workspace) -> Publisher:
    return Publisher(workspace)


@pytest.fixture
def target(workspace: Workspace) -> Path:
    return workspace.outbox_of("2556-02", "consolidated") / "ภาพรวม จังหวัดระยอง.xlsx"


def names(target: Path) -> dict[str, bytes]:
    return tree(target.parent)


def test_output_stands_in_its_place__published_twice(publisher: Publisher, target: Path) -> None:
    assert publisher.publish(target, b"one", DAY) == Published(target, PublishState.WRITTEN)
    assert publisher.publish(target, b"two", DAY) == Published(target, PublishState.WRITTEN)
    assert names(target) == {target.name: b"two"}
    assert publisher.changed_since_published(target) is None


def test_unchanged_output_is_not_written(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    with watched() as log:
        assert publisher.publish(target, b"one", date(2013, 3, 1)) == Published(target, PublishState.UNCHANGED)
    assert log.changes == []


def test_changed_output_is_set_aside_and_said(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    target.write_bytes(b"with remarks")
    assert publisher.changed_since_published(target) == b"with remarks"
    published = publisher.publish(target, b"two", DAY)
    aside = f"{target.stem} (แก้ไขโดยผู้ใช้ 1).xlsx"
    assert names(target) == {target.name: b"two", aside: b"with remarks"}
    assert [(finding.code, finding.place.file, finding.found) for finding in published.findings] == [
        ("output-changed-by-user", f"2556-02/consolidated/{target.name}", aside)
    ]
    target.write_bytes(b"more remarks")
    publisher.publish(target, b"two", DAY)
    assert names(target)[f"{target.stem} (แก้ไขโดยผู้ใช้ 2).xlsx"] == b"more remarks"
    assert len(names(target)) == 3


def test_changed_output_is_replaced__its_bytes_are_already_archived(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    target.write_bytes(b"verdicts")
    published = publisher.publish(target, b"two", DAY, safe={hash_of(b"verdicts")})
    assert published == Published(target, PublishState.WRITTEN)
    assert names(target) == {target.name: b"two"}


def test_strange_file_in_the_place_is_set_aside__never_published(publisher: Publisher, target: Path) -> None:
    target.parent.mkdir(parents=True)
    target.write_bytes(b"theirs")
    assert publisher.changed_since_published(target) == b"theirs"
    publisher.publish(target, b"ours", DAY)
    assert names(target) == {target.name: b"ours", f"{target.stem} (แก้ไขโดยผู้ใช้ 1).xlsx": b"theirs"}


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"path":"x"}', b'{"no such field":1}'])
def test_nothing_is_overwritten__record_damaged(
    publisher: Publisher, workspace: Workspace, target: Path, damage: bytes
) -> None:
    publisher.publish(target, b"one", DAY)
    (record,) = (workspace.archive / "published/2556-02/consolidated").iterdir()
    record.write_bytes(damage)
    publisher.publish(target, b"two", DAY)
    assert names(target) == {target.name: b"two", f"{target.stem} (แก้ไขโดยผู้ใช้ 1).xlsx": b"one"}


@pytest.mark.parametrize("lock", ["~$", ".~lock."])
def test_open_output_gets_a_new_one_beside_it__lock_file(publisher: Publisher, target: Path, lock: str) -> None:
    publisher.publish(target, b"one", DAY)
    beside, lock_file = target.with_stem(f"{target.stem} (ใหม่)"), target.with_name(f"{lock}{target.name}")
    if lock == ".~lock.":
        lock_file = lock_file.with_name(f"{lock_file.name}#")
    lock_file.write_bytes(b"")
    published = publisher.publish(target, b"two", DAY)
    assert (published.path, published.state) == (beside, PublishState.BESIDE)
    assert [(finding.code, finding.found) for finding in published.findings] == [("output-open", beside.name)]
    with watched() as log:
        assert publisher.publish(target, b"two", DAY).state is PublishState.BESIDE
    assert log.changes == []
    publisher.publish(target, b"three", DAY)
    lock_file.unlink()
    assert names(target) == {target.name: b"one", beside.name: b"three"}
    assert publisher.published(target.parent) == (target,)
    assert publisher.publish(target, b"three", DAY).state is PublishState.WRITTEN
    assert names(target) == {target.name: b"three"}


def test_open_output_gets_a_new_one_beside_it__windows_refuses(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    with refusing("replace", errno.EACCES, path=target.name):
        assert publisher.publish(target, b"two", DAY).state is PublishState.BESIDE
    assert publisher.changed_since_published(target) is None
    assert publisher.publish(target, b"two", DAY) == Published(target, PublishState.WRITTEN)
    assert names(target) == {target.name: b"two"}


def test_both_open_outputs_are_left__a_second_one_beside_them(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    target.with_name(f"~${target.name}").write_bytes(b"")
    first = publisher.publish(target, b"two", DAY).path
    with refusing("replace", errno.EACCES, path=first.name):
        second = publisher.publish(target, b"three", DAY).path
    assert second.stem == f"{target.stem} (ใหม่ 2)"
    assert {path.name: path.read_bytes() for path in (target, first, second)} == {
        target.name: b"one", first.name: b"two", second.name: b"three",
    }  # fmt: skip


@pytest.mark.parametrize("remarks", [b"remarks", b""])
def test_remarks_typed_beside_are_kept__target_still_open(publisher: Publisher, target: Path, remarks: bytes) -> None:
    publisher.publish(target, b"one", DAY)
    lock = target.with_name(f"~${target.name}")
    lock.write_bytes(b"")
    beside = publisher.publish(target, b"two", DAY).path
    beside.write_bytes(remarks)
    assert publisher.publish(target, b"three", DAY).path.stem == f"{target.stem} (ใหม่ 2)"
    lock.unlink()
    publisher.publish(target, b"three", DAY)
    assert names(target) == {target.name: b"three", beside.name: remarks}


def test_folder_that_may_not_be_written_is_said__not_taken_for_an_open_file(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    with refusing("create", errno.EACCES, path="outbox"), pytest.raises(StoreError, match="path-not-permitted"):
        publisher.publish(target, b"two", DAY)
    assert names(target) == {target.name: b"one"}


def test_full_disk_leaves_the_old_output(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    with filling_up(), pytest.raises(StoreError, match="disk-full"):
        publisher.publish(target, b"two", DAY)
    assert names(target) == {target.name: b"one"}
    assert publisher.changed_since_published(target) is None


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("there", [None, b"ours", b"theirs"])
def test_crash_and_second_run_equal_one_run__stopped_anywhere(
    workspace: Workspace, tmp_path: Path, moment: str, there: bytes | None
) -> None:
    def begin(name: str) -> tuple[Publisher, Path]:
        each = Workspace(tmp_path / name)
        publisher, target = Publisher(each), each.outbox / "2556-02/opdc/ส่ง.xlsx"
        publisher.publish(target, b"ours", DAY)
        if there is None:
            publisher.withdraw(target)
        else:
            target.write_bytes(there)
        return publisher, target

    publisher, target = begin("whole")
    with watched() as log:
        publisher.publish(target, b"new", DAY)
    whole = names(target)
    for position in range(len(log.changes)):
        publisher, target = begin(f"{moment} {position}")
        with pytest.raises(PowerCut), dying_at(position, moment):
            publisher.publish(target, b"new", DAY)
        assert names(target).get(target.name) in (there, b"new")
        publisher.publish(target, b"new", DAY)
        assert {name: data for name, data in names(target).items() if not name.endswith(".tmp")} == whole
        assert publisher.changed_since_published(target) is None


def test_output_is_withdrawn__no_longer_produced(publisher: Publisher, workspace: Workspace) -> None:
    folder = workspace.outbox_of("2556-02", "feedback")
    for agency in ("DPM", "MOPH"):
        publisher.publish(folder / f"{agency}.xlsx", agency.encode(), DAY)
    assert publisher.published(folder) == (folder / "DPM.xlsx", folder / "MOPH.xlsx")
    assert publisher.withdraw(folder / "DPM.xlsx")
    assert publisher.published(folder) == (folder / "MOPH.xlsx",)
    assert list(tree(folder)) == ["MOPH.xlsx"]
    with watched() as log:
        assert publisher.withdraw(folder / "DPM.xlsx")
    assert log.changes == []


def test_changed_output_is_not_withdrawn(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    target.write_bytes(b"remarks")
    assert not publisher.withdraw(target)
    assert names(target) == {target.name: b"remarks"}


def test_open_output_is_not_withdrawn_but_later(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY)
    with refusing("remove", errno.EACCES, path=target.name):
        assert not publisher.withdraw(target)
    assert publisher.withdraw(target)
    assert names(target) == {}


def test_long_thai_name_is_published_and_set_aside__85_letters(publisher: Publisher, workspace: Workspace) -> None:
    target = workspace.outbox / "2556-02/forms" / ("ก" * 83 + ".xlsx")
    publisher.publish(target, b"one", DAY)
    target.write_bytes(b"changed")
    (finding,) = publisher.publish(target, b"two", DAY).findings
    assert str(finding.found).endswith("ก (แก้ไขโดยผู้ใช้ 1).xlsx")
    assert tree(target.parent) == {target.name: b"two", finding.found: b"changed"}


def test_output_belongs_into_the_outbox(publisher: Publisher, workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="outbox"):
        publisher.publish(workspace.registry, b"never", DAY)


def test_output_is_not_taken_for_the_new_one__stopped_before_it_was_in_place(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY, about="first")
    with watched() as log:
        Publisher(Workspace(target.parents[3])).publish(target.with_name("อื่น.xlsx"), b"as many steps", DAY, about="x")
    with pytest.raises(PowerCut), dying_at(log.changes.index("replace"), "after"):
        publisher.publish(target, b"two", DAY, about="second")
    assert (publisher.changed_since_published(target), publisher.about(target)) == (None, "")
    publisher.publish(target, b"two", DAY, about="second")
    assert (names(target)[target.name], publisher.about(target)) == (b"two", "second")


def test_output_is_not_up_to_date_while_another_lies_beside_it(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY, about="first")
    # the output is in place already when its folder refuses
    with watched_by(Strike(Fault.DENIED, 1, frozenset({"sync-folder"}))):
        assert publisher.publish(target, b"two", DAY, about="second").state is PublishState.BESIDE
    assert (target.read_bytes(), publisher.about(target)) == (b"two", "")
    publisher.publish(target, b"two", DAY, about="second")
    assert (names(target), publisher.about(target)) == ({target.name: b"two"}, "second")


def test_same_bytes_stay_made_from_the_same__published_without_saying(publisher: Publisher, target: Path) -> None:
    publisher.publish(target, b"one", DAY, about="first")
    with watched() as log:
        publisher.publish(target, b"one", DAY)
    assert (log.changes, publisher.about(target)) == ([], "first")
    publisher.publish(target, b"two", DAY)
    assert publisher.about(target) == ""
