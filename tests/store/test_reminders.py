from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_excel.core.reminders import EMAIL, LETTER, Reminder
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import StoreError
from kpi_excel.store.reminders import load_reminders, store_reminders

FIRST = Reminder(date(2013, 2, 25), EMAIL, "DPM", "monthly_progress", "2556-02", ("3.2.2", "3.2.3"))
STEP = replace(FIRST, channel=LETTER, form="action_plan", period="2556-plan", kpi_nos=("3.2.2",), step="P3.2.2-1")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def notes_in(archive: Archive) -> list[str]:
    return [item.name for item in disk.list_folder(archive.folder / "reminders")]


def test_reminders_come_back_as_they_were__over_several_runs(archive: Archive) -> None:
    later = replace(FIRST, on=date(2013, 3, 1))
    store_reminders(archive, [STEP, FIRST])
    store_reminders(archive, [later])
    assert set(load_reminders(archive)) == {FIRST, STEP, later}


def test_a_run_repeated_on_a_day_is_noted_once__in_whatever_order(archive: Archive) -> None:
    store_reminders(archive, [FIRST, STEP])
    store_reminders(archive, [STEP, FIRST])
    assert notes_in(archive) == ["reminder.json"]


def test_nobody_reminded_is_no_note(archive: Archive) -> None:
    store_reminders(archive, [])
    assert notes_in(archive) == [] and load_reminders(archive) == ()


@pytest.mark.parametrize("damage", [b"x", b'{"reminders":[{}]}', b'{"reminders":3}'])
def test_a_damaged_note_is_named__not_guessed(archive: Archive, damage: bytes) -> None:
    store_reminders(archive, [FIRST])
    disk.replace(archive.folder / "reminders" / "reminder.json", damage)
    with pytest.raises(StoreError) as refusal:
        load_reminders(archive)
    assert refusal.value.code == "archive-note-damaged"
