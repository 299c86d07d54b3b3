"""Notes that the province did hand in: kept in the archive one after the other, never changed."""

from __future__ import annotations

from datetime import date

from kpi_excel.core.handins import HandIn
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import cannot
from kpi_excel.store.notes import read_note

_STEM = "handins/handin"


def store_handin(archive: Archive, handin: HandIn) -> bool:
    """Note that a form was handed in for a period. False where that is what the last note about it says already.

    A further note corrects the one before: it names the day that it replaces, so that a day may also be put back.
    """
    earlier = [note for note in load_handins(archive) if (note.form, note.period) == (handin.form, handin.period)]
    if earlier and earlier[-1] == handin:
        return False
    note = {
        "schema": "kpi_excel.handin/1", "form": handin.form, "period": handin.period,
        "sent_on": handin.sent_on.isoformat(), "sha256": handin.sha256, "number": len(earlier) + 1,
        "replaces": earlier[-1].sent_on.isoformat() if earlier else "",
    }  # fmt: skip
    archive.store_numbered(_STEM, note)
    return True


def load_handins(archive: Archive) -> tuple[HandIn, ...]:
    """Every note, oldest first.

    Raises:
        StoreError: one is damaged; what the province handed in is then not known.
    """
    return tuple(_parse(note, number) for number, note in enumerate(archive.numbered(_STEM), start=1))


def _parse(data: bytes, number: int) -> HandIn:
    try:
        note = read_note(data)
        return HandIn(str(note["form"]), str(note["period"]), date.fromisoformat(note["sent_on"]), str(note["sha256"]))
    except (ValueError, KeyError, TypeError) as error:
        raise cannot("archive-note-damaged", f"archive/{_STEM} ({number})") from error
