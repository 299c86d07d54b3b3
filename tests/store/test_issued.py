from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import StoreError
from kpi_excel.store.issued import (
    load_issued,
    load_registry,
    load_spec,
    store_issued,
    store_registry,
    store_spec,
    workspace_key,
)
from kpi_excel.store.names import hash_of
from kpi_excel.store.operations import Operation, watched_by

from .conftest import tree, watched

SERIAL = "ABCDEFGHIJKLMNOPQRSTUVW7"


def test_issued_form_is_remembered__read_back(archive: Archive) -> None:
    store_issued(archive, SERIAL, {"locked": {"D6": "ร้อยละ"}, "formulas": ["=1"]})
    assert load_issued(archive, SERIAL) == {"locked": {"D6": "ร้อยละ"}, "formulas": ["=1"]}


def test_same_form_issued_again_writes_nothing(archive: Archive) -> None:
    store_issued(archive, SERIAL, {"a": 1, "b": 2})
    with watched() as log:
        store_issued(archive, SERIAL, {"b": 2, "a": 1})
    assert log.changes == []


def test_last_issue_counts_and_the_first_is_kept__issued_differently(archive: Archive) -> None:
    store_issued(archive, SERIAL, {"a": 1})
    store_issued(archive, SERIAL, {"a": 2})
    assert load_issued(archive, SERIAL) == {"a": 2}
    assert len(tree(archive.folder / "issued")) == 2


@pytest.mark.parametrize("serial", ["../../registry", "CON", "", "A" * 65, "ABCDEF/GH", "กขคงจฉ", "ABCDEF\n"])
def test_serial_of_a_returned_file_cannot_be_a_path(archive: Archive, serial: str) -> None:
    with watched() as log:
        assert load_issued(archive, serial) is None
        assert load_spec(archive, serial) is None
        assert load_registry(archive, serial) is None
        with pytest.raises(ValueError, match="serial or digest"):
            store_issued(archive, serial, {})
    assert log.operations == []


def test_unknown_serial_is_nothing(archive: Archive) -> None:
    assert load_issued(archive, SERIAL) is None


def test_damaged_record_is_said(archive: Archive) -> None:
    store_issued(archive, SERIAL, {"a": 1})
    path = archive.folder / f"issued/{SERIAL}.json"
    path.chmod(0o644)
    path.write_bytes(b"{")
    with pytest.raises(StoreError, match="issued-record-damaged"):
        load_issued(archive, SERIAL)


def test_first_spec_of_a_digest_stays(archive: Archive) -> None:
    store_spec(archive, "d" * 64, b"first")
    store_spec(archive, "d" * 64, b"other help text")
    assert load_spec(archive, "d" * 64) == b"first"
    assert load_spec(archive, "e" * 64) is None


def test_registry_of_a_run_is_kept_by_its_hash(archive: Archive) -> None:
    sha256 = store_registry(archive, b"registry")
    with watched() as log:
        assert store_registry(archive, b"registry") == sha256 == hash_of(b"registry")
    assert log.changes == []
    assert load_registry(archive, sha256) == b"registry"


def test_key_is_made_once(archive: Archive, tmp_path: Path) -> None:
    key = workspace_key(archive)
    assert len(key) == 32
    assert workspace_key(archive) == key
    assert workspace_key(Archive(tmp_path / "other")) != key


def test_key_is_one_for_all__another_program_was_quicker(archive: Archive) -> None:
    theirs = bytes(range(32))

    def quicker(operation: Operation, act: Callable[[], object]) -> object:
        if operation.name == "create":
            (archive.folder / "workspace.key").write_text(f"{theirs.hex()}\n")
        return act()

    with watched_by(quicker):
        assert workspace_key(archive) == theirs


def test_given_key_begins_a_workspace__demo(archive: Archive) -> None:
    key = bytes(range(32))
    assert workspace_key(archive, key) == workspace_key(archive, key) == workspace_key(archive) == key
    with pytest.raises(StoreError, match="workspace-key-differs"):
        workspace_key(archive, bytes(32))


@pytest.mark.parametrize("damage", [b"", b"00", b"xyz", b"\xff" * 64, b"0" * 66])
def test_damaged_key_is_never_made_again(archive: Archive, damage: bytes) -> None:
    (archive.folder / "workspace.key").write_bytes(damage)
    with pytest.raises(StoreError, match="workspace-key-damaged"):
        workspace_key(archive)
    assert (archive.folder / "workspace.key").read_bytes() == damage


@pytest.mark.parametrize("held", ["issued/1a2b3c.json", "2556/DPM/ก.xlsx.receipt.json", "closed/closing.json"])
def test_missing_key_is_never_made_anew__where_anything_was_issued_received_or_closed(archive: Archive, held: str) -> None:
    path = archive.folder / held
    path.parent.mkdir(parents=True)
    path.write_bytes(b"{}")
    for given in (None, bytes(range(32))):
        with pytest.raises(StoreError, match="workspace-key-missing") as caught:
            workspace_key(archive, given)
        assert caught.value.exit_code == 5
    assert not (archive.folder / "workspace.key").exists()


def test_missing_key_is_made__where_a_run_stopped_before_anything_was_issued(archive: Archive) -> None:
    store_registry(archive, b"registry")
    store_spec(archive, "5" * 16, b"spec")
    assert len(workspace_key(archive)) == 32
