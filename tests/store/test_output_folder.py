from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path

import pytest

from kpi_excel.store import disk
from kpi_excel.store.drafts import begin_draft, finish_draft, open_spool
from kpi_excel.store.errors import StoreError
from kpi_excel.store.operations import CHANGING
from kpi_excel.store.output_folder import Output, OutputFolder
from kpi_excel.store.publish import Published, PublishState

from .conftest import PowerCut, dying_at, filling_up, watched

NOTE = "outputs.json"


def publish(folder: Path, **files: bytes) -> list[Published]:
    """Write files by their names without extension."""
    with ExitStack() as stack:
        outputs = []
        for name, data in files.items():
            path, file = stack.enter_context(begin_draft(folder))
            file.write(data)
            finish_draft(file, path)
            outputs.append(Output(f"{name}.xlsx", path))
        return list(OutputFolder(folder, NOTE).publish(outputs, {"about": "x"}))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_outputs_are_put_in_place__nothing_temporary_stays(tmp_path: Path) -> None:
    (one,) = publish(tmp_path / "ใหม่", a=b"1")
    assert (one.path.read_bytes(), one.state, one.findings) == (b"1", PublishState.WRITTEN, ())
    assert names(tmp_path / "ใหม่") == ["a.xlsx", NOTE]


def test_same_bytes_again__nothing_is_written(tmp_path: Path) -> None:
    publish(tmp_path, a=b"1")
    note = (tmp_path / NOTE).stat().st_mtime_ns
    with watched() as log:
        (one,) = publish(tmp_path, a=b"1")
    assert one.state is PublishState.UNCHANGED
    assert (tmp_path / NOTE).stat().st_mtime_ns == note
    assert "replace" not in log.changes


def test_our_own_earlier_output_is_replaced(tmp_path: Path) -> None:
    publish(tmp_path, a=b"1")
    (one,) = publish(tmp_path, a=b"2")
    assert (one.path.read_bytes(), one.findings) == (b"2", ())
    assert names(tmp_path) == ["a.xlsx", NOTE]


@pytest.mark.parametrize("is_ours", [True, False])
def test_what_somebody_else_wrote_is_set_aside__never_overwritten(tmp_path: Path, is_ours: bool) -> None:
    if is_ours:
        publish(tmp_path, a=b"1")
    (tmp_path / "a.xlsx").write_bytes(b"theirs")
    (one,) = publish(tmp_path, a=b"2")
    assert [finding.code for finding in one.findings] == ["output-changed-by-user"]
    assert (tmp_path / str(one.findings[0].found)).read_bytes() == b"theirs"
    assert one.path.read_bytes() == b"2"


def test_output_open_in_excel__the_new_one_lies_beside_it_until_it_is_closed(tmp_path: Path) -> None:
    publish(tmp_path, a=b"1")
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    (one,) = publish(tmp_path, a=b"2")
    assert (one.state, [finding.code for finding in one.findings]) == (PublishState.BESIDE, ["output-open"])
    assert ((tmp_path / "a.xlsx").read_bytes(), one.path.read_bytes()) == (b"1", b"2")
    (tmp_path / "~$a.xlsx").unlink()
    (again,) = publish(tmp_path, a=b"3")
    assert (again.path.name, again.findings) == ("a.xlsx", ())
    assert names(tmp_path) == ["a.xlsx", NOTE]


def test_output_no_longer_produced__taken_away_unless_changed(tmp_path: Path) -> None:
    publish(tmp_path, a=b"1", b=b"2", c=b"3")
    (tmp_path / "c.xlsx").write_bytes(b"theirs")
    publish(tmp_path, a=b"1")
    assert names(tmp_path) == ["a.xlsx", "c.xlsx", NOTE]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_crash_anywhere__the_next_run_sets_nothing_aside(tmp_path: Path, moment: str) -> None:
    for position in range(60):
        folder = tmp_path / str(position)
        publish(folder, a=b"1", b=b"1")
        try:
            with dying_at(position, moment):
                publish(folder, a=b"2", b=b"2")
        except PowerCut:
            disk.sweep(folder)
            published = publish(folder, a=b"2", b=b"2")
            assert [one.findings for one in published] == [(), ()], position
            assert names(folder) == ["a.xlsx", "b.xlsx", NOTE]
        else:
            return
    raise AssertionError("more operations than were tried")


def test_full_disk__explained_and_no_draft_left(tmp_path: Path) -> None:
    publish(tmp_path, a=b"1")
    with pytest.raises(StoreError) as raised, filling_up():
        publish(tmp_path, a=b"2")
    assert raised.value.code == "disk-full"
    assert (tmp_path / "a.xlsx").read_bytes() == b"1"
    assert names(tmp_path) == ["a.xlsx", NOTE]


def test_draft_that_is_not_put_in_place_is_gone__also_left_ones_at_a_sweep(tmp_path: Path) -> None:
    with begin_draft(tmp_path) as (path, file):
        file.write(b"half")
        assert disk.list_folder(tmp_path) == ()
        left = path.with_name(path.name.replace(".tmp", "9.tmp"))
        left.write_bytes(b"of a killed run")
    disk.sweep(tmp_path)
    assert names(tmp_path) == []


def test_draft_is_written_in_large_pieces__each_an_operation(tmp_path: Path) -> None:
    with watched() as log, begin_draft(tmp_path) as (path, file):
        for number in range(300_000):
            file.write(b"%09d\n" % number)
        finish_draft(file, path)
        assert path.read_bytes() == b"".join(b"%09d\n" % number for number in range(300_000))
    pieces = [operation for operation in log.operations if operation.name == "write"]
    assert 2 <= len(pieces) <= 4
    assert [one.at for one in pieces] == [sum(len(before.data) for before in pieces[:at]) for at in range(len(pieces))]


def test_what_is_set_aside_is_durable_there__before_its_place_is_taken(tmp_path: Path) -> None:
    publish(tmp_path, a=b"1")
    (tmp_path / "a.xlsx").write_bytes(b"theirs")
    with watched() as log:
        publish(tmp_path, a=b"2")
    changes = [(operation.name, operation.path.suffix) for operation in log.operations if operation.name in CHANGING]
    kept = changes.index(("link", ".xlsx"))
    assert changes[kept + 1][0] == "sync-folder" and changes[kept + 2] == ("replace", ".xlsx")


def test_spool_has_no_name(tmp_path: Path) -> None:
    with open_spool() as file:
        file.write(b"rows")
        file.seek(0)
        assert hashlib.sha256(file.read()).digest() == hashlib.sha256(b"rows").digest()
    assert names(tmp_path) == []
