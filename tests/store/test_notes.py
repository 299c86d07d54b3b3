"""Notes seal themselves: a changed byte is found, whichever it is."""

from __future__ import annotations

import pytest

from kpi_excel.store.notes import read_note, write_note

NOTE = {"name": "รายงาน ก.พ..xlsx", "run": 3, "values": [1, "สอง", None]}


@pytest.mark.parametrize("note", [NOTE, {}])
def test_note_comes_back_as_it_was_written(note: dict[str, object]) -> None:
    assert read_note(write_note(note)) == note


def test_note_is_sealed__every_single_byte_changed() -> None:
    data = write_note(NOTE)

    survivors = [
        at for at in range(len(data) - 1) for change in (1, 0x20) if _reads(data[:at] + bytes([data[at] ^ change]) + data[at + 1 :])
    ]

    assert survivors == []


@pytest.mark.parametrize("data", [b"", b"{}", b"[]\n", b"null", b'{"run":1}\n', write_note(NOTE)[:-3], write_note(NOTE) * 2])
def test_note_is_sealed__cut_doubled_or_unsealed(data: bytes) -> None:
    assert not _reads(data)


def _reads(data: bytes) -> bool:
    try:
        read_note(data)
    except ValueError:
        return False
    return True
