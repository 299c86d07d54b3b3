"""Notes of who was reminded of what on a day: one per run of `remind`, kept in the archive."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from kpi_excel.core.reminders import Reminder
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import cannot
from kpi_excel.store.notes import read_note

_STEM = "reminders/reminder"


def store_reminders(archive: Archive, reminders: Collection[Reminder]) -> None:
    """Note what agencies were reminded of in one run; the same said twice is kept once, nothing said not at all."""
    if reminders:
        note = {"schema": "kpi_excel.reminders/1", "reminders": sorted(map(_to_json, reminders), key=str)}
        archive.store_numbered(_STEM, note)


def load_reminders(archive: Archive) -> tuple[Reminder, ...]:
    """Every reminder ever noted.

    Raises:
        StoreError: a note is damaged.
    """
    found: list[Reminder] = []
    for number, data in enumerate(archive.numbered(_STEM), start=1):
        try:
            found += map(_from_json, read_note(data)["reminders"])
        except (ValueError, KeyError, TypeError) as error:
            raise cannot("archive-note-damaged", f"archive/{_STEM} ({number})") from error
    return tuple(found)


def _to_json(reminder: Reminder) -> dict[str, Any]:
    return {
        "on": reminder.on.isoformat(), "channel": reminder.channel, "agency": reminder.agency, "form": reminder.form,
        "period": reminder.period, "kpi_nos": list(reminder.kpi_nos), "step": reminder.step,
    }  # fmt: skip


def _from_json(data: Mapping[str, Any]) -> Reminder:
    return Reminder(
        on=date.fromisoformat(data["on"]), channel=str(data["channel"]), agency=str(data["agency"]),
        form=str(data["form"]), period=str(data["period"]), kpi_nos=tuple(map(str, data["kpi_nos"])),
        step=str(data["step"]),
    )  # fmt: skip
