"""The harness is no better than what it catches: programs that are wrong in one place each, and that it must not let pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.core.findings import Finding
from kpi_excel.core.submission import Receipt
from kpi_excel.stages import ingest, rollup, rollup_reading
from kpi_excel.stages.committing import Decided
from kpi_excel.stages.house import House
from kpi_excel.store import archive, disk
from kpi_excel.store.archive import Archive, numbered_name
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.notes import write_note
from kpi_excel.store.operations import Operation, step
from kpi_excel.store.output_folder import OutputFolder
from kpi_excel.store.publish import Publisher
from tests.faults.hooks import Fault
from tests.faults.invariants import LOST, TORN, TOUCHED, TWICE
from tests.faults.trial import Hit, Theatre

Break = Callable[[pytest.MonkeyPatch], None]


def inbox_emptied_before_the_receipt(patch: pytest.MonkeyPatch) -> None:
    honest = ingest.commit_all

    def commit_all(house: House, ledger: Ledger, files: Sequence[Decided], run: int) -> list[Receipt]:
        for file in files:
            disk.remove(house.workspace.inbox / file.name)
        return honest(house, ledger, files, run)

    patch.setattr(ingest, "commit_all", commit_all)


def data_not_synced(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(disk, "step", lambda operation, act: None if operation.name == "sync" else step(operation, act))


def folders_not_synced(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(disk, "_sync_folder", lambda folder: None)


def same_bytes_not_known_again(patch: pytest.MonkeyPatch) -> None:
    """What has its receipt is received again, and noted again."""

    def store_numbered(archive: Archive, stem: str, data: Mapping[str, Any]) -> str:
        number = 1
        while not disk.write_new(archive.folder / numbered_name(stem, number), write_note(data), read_only=True):
            number += 1
        return numbered_name(stem, number)

    patch.setattr(Ledger, "known", lambda ledger, sha256: [])
    patch.setattr(Archive, "store_numbered", store_numbered)


def replaced_in_place(patch: pytest.MonkeyPatch) -> None:
    """An output is opened and written over, as most programs do."""

    def replace(path: Path, data: bytes, *, read_only: bool = False) -> None:
        disk.make_folder(path.parent)
        step(Operation("create", path), lambda: path.write_bytes(b""))
        step(Operation("write", path, data=data), lambda: path.write_bytes(data))

    patch.setattr(disk, "replace", replace)


def archived_under_its_name_at_once(patch: pytest.MonkeyPatch) -> None:
    """The archive is written to without a temporary file."""

    def write_all_new(files: Sequence[tuple[Path, bytes]], *, read_only: bool = False) -> list[bool]:
        for path, data in files:
            disk.make_folder(path.parent)
            step(Operation("create", path), lambda path=path: path.write_bytes(b""))
            step(Operation("write", path, data=data), lambda path=path, data=data: path.write_bytes(data))
        return [True] * len(files)

    patch.setattr(archive, "write_all_new", write_all_new)


def changed_output_written_over(patch: pytest.MonkeyPatch) -> None:
    """What somebody typed into an output is not set aside."""
    patch.setattr(Publisher, "_set_aside", lambda publisher, path, there, safe: ())


def held_file_taken_out(patch: pytest.MonkeyPatch) -> None:
    """Nobody can decide any more about what nobody sees."""
    patch.setattr(ingest, "_why_left", lambda judgement: None)


def interrupted_run_not_swept_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(disk, "sweep", lambda path, **options: None)


def draft_named_before_it_is_synced(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rollup, "finish_draft", lambda file, path: file.close())


def changed_edition_written_over(patch: pytest.MonkeyPatch) -> None:
    """What somebody typed into the national workbook is not set aside."""
    told = Finding("output-changed-by-user")
    patch.setattr(OutputFolder, "_set_aside", lambda folder, path, there: told)


def province_written_into(patch: pytest.MonkeyPatch) -> None:
    """Who reads leaves something behind."""
    honest = rollup_reading._fingerprint

    def fingerprint(house: House) -> str:
        (house.archive.folder / "lock").write_bytes(b"read")
        return honest(house)

    patch.setattr(rollup_reading, "_fingerprint", fingerprint)


@pytest.mark.parametrize(
    ("broken", "name", "fault", "word"),
    [
        (inbox_emptied_before_the_receipt, "run", Fault.KILLED_BEFORE, LOST),
        (same_bytes_not_known_again, "run", Fault.KILLED_BEFORE, TWICE),
        (replaced_in_place, "run", Fault.KILLED_HALFWAY, TORN),
        (archived_under_its_name_at_once, "run", Fault.KILLED_HALFWAY, TORN),
        (changed_output_written_over, "assign", Fault.KILLED_BEFORE, LOST),
        (held_file_taken_out, "run", Fault.DENIED, LOST),
        (interrupted_run_not_swept_up, "generate", Fault.KILLED_BEFORE, "left behind"),
        (interrupted_run_not_swept_up, "rollup", Fault.KILLED_BEFORE, "left behind"),
        (changed_edition_written_over, "rollup", Fault.KILLED_BEFORE, LOST),
        (province_written_into, "rollup", Fault.DENIED, TOUCHED),
    ],
)
def test_broken_program_is_caught__by_a_fault(
    theatre: Theatre, monkeypatch: pytest.MonkeyPatch, broken: Break, name: str, fault: Fault, word: str
) -> None:
    whole = theatre.whole(name)
    # where files leave is where most mistakes show first
    hits = sorted(whole.hits(fault), key=lambda hit: whole.operations[hit.position].name != "remove")
    broken(monkeypatch)
    found = (text for hit in hits for text in theatre.violations(name, [hit]))
    assert next((text for text in found if text.startswith(f"{name}: {word}")), "")


@pytest.mark.parametrize(
    ("broken", "name", "word"),
    [
        (data_not_synced, "run", TORN),
        (folders_not_synced, "run", LOST),
        (inbox_emptied_before_the_receipt, "run", LOST),
        (draft_named_before_it_is_synced, "rollup", TORN),
        (changed_edition_written_over, "rollup", LOST),
    ],
)
def test_broken_program_is_caught__by_a_power_cut(
    theatre: Theatre, monkeypatch: pytest.MonkeyPatch, broken: Break, name: str, word: str
) -> None:
    theatre.whole(name)
    broken(monkeypatch)
    cuts = theatre.perform(name).power_cuts()
    found = (text for how, state in cuts for text in theatre.violations_in(name, state, how))
    assert next((text for text in found if text.startswith(f"{name}: {word}")), "")


def test_honest_program_is_not_caught__by_the_same(theatre: Theatre) -> None:
    hits = [Hit(Fault.KILLED_BEFORE, at) for at in range(0, len(theatre.whole("run").operations), 60)]
    assert [text for hit in hits for text in theatre.violations("run", [hit])] == []
