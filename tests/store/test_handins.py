from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_excel.core.handins import HandIn
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import StoreError
from kpi_excel.store.handins import load_handins, store_handin
from kpi_excel.store.wholeness import check_archive_is_whole

NOTE = HandIn("policy_report", "2556-02", date(2013, 3, 5), "ab" * 32)


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def test_a_note_comes_back_as_it_was__the_first_of_a_workspace(archive: Archive) -> None:
    assert load_handins(archive) == ()
    assert store_handin(archive, NOTE)
    assert load_handins(archive) == (NOTE,)


def test_the_same_note_is_kept_once(archive: Archive) -> None:
    assert store_handin(archive, NOTE) and not store_handin(archive, replace(NOTE))
    assert load_handins(archive) == (NOTE,)


def test_a_day_is_corrected_and_put_back__each_as_a_note_of_its_own(archive: Archive) -> None:
    wrong = replace(NOTE, sent_on=date(2013, 3, 6))
    for note in (NOTE, wrong, NOTE, replace(NOTE, period="2556-03")):
        assert store_handin(archive, note)
    assert load_handins(archive) == (NOTE, wrong, NOTE, replace(NOTE, period="2556-03"))


def test_notes_are_no_archived_files__the_archive_is_still_whole(archive: Archive) -> None:
    store_handin(archive, NOTE)
    assert list(check_archive_is_whole(archive)) == []


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", b'{"form":"a","period":"b","sent_on":"5/3/2556","sha256":""}'])
def test_a_damaged_note_is_named__not_guessed(archive: Archive, damage: bytes) -> None:
    store_handin(archive, NOTE)
    disk.replace(archive.folder / "handins" / "handin.json", damage)
    with pytest.raises(StoreError) as refusal:
        load_handins(archive)
    assert refusal.value.code == "archive-note-damaged"
