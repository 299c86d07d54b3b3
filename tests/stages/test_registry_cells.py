"""What is remembered of the registry is what its workbook says, and is believed only as long as both are whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kpi_excel.forms.raw import Address, RawCell, RawSheet
from kpi_excel.stages import house, registry_cells
from kpi_excel.stages.house import open_house
from kpi_excel.stages.registry_cells import recall_sheets, remember_sheets
from kpi_excel.stages.verify import verify
from kpi_excel.store.ledger import Ledger
from tests.stages.desk import Desk


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How large the registries were that had to be opened."""
    sizes: list[int] = []
    read = house.read_registry
    monkeypatch.setattr(house, "read_registry", lambda data: sizes.append(len(data)) or read(data))
    return sizes


def change_cache(desk: Desk, change: Callable[[bytes], bytes]) -> None:
    with closing(sqlite3.connect(desk.root / "archive" / "ledger.sqlite")) as connection, connection:
        (note,) = connection.execute("SELECT note FROM said WHERE key = 'registry'").fetchone()
        connection.execute("UPDATE said SET note = ? WHERE key = 'registry'", (change(note),))


def test_registry_is_opened_once__and_says_the_same_afterwards(desk: Desk, opened: list[int]) -> None:
    afresh = open_house(desk.root, trusting=False)
    assert len(opened) == 1
    again = open_house(desk.root)

    assert len(opened) == 1
    assert (again.registry, again.notes, again.registry_digest) == (afresh.registry, afresh.notes, afresh.registry_digest)


def test_registry_that_was_edited__is_opened_and_then_remembered(desk: Desk, opened: list[int]) -> None:
    path = desk.root / "registry.xlsx"
    path.write_bytes(edited(path.read_bytes()))
    open_house(desk.root)
    assert len(opened) == 1
    desk.take_one(b"<html>")
    open_house(desk.root)

    assert len(opened) == 2


def edited(registry: bytes) -> bytes:
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(registry))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("damage", [lambda note: note[:-1], lambda note: b"", lambda note: note[:40] + b"\0" + note[41:]])
def test_rotten_memory__is_not_believed_and_is_replaced(desk: Desk, opened: list[int], damage: Callable[[bytes], bytes]) -> None:
    change_cache(desk, damage)
    before = open_house(desk.root)
    assert (len(opened), bool(before.opened)) == (1, True)
    desk.take_one(b"<html>")
    assert len(opened) == 2

    assert not open_house(desk.root).opened


@pytest.mark.parametrize("make", [Path.unlink, lambda path: path.write_bytes(b"no database"), lambda path: path.write_bytes(b"")])
def test_without_a_cache__the_workbook_is_opened(desk: Desk, opened: list[int], make: Callable[[Path], object]) -> None:
    path = desk.root / "archive" / "ledger.sqlite"
    make(path)
    before = path.read_bytes() if path.exists() else None
    assert open_house(desk.root).opened

    assert (path.read_bytes() if path.exists() else None) == before


def test_memory_that_says_something_else__is_found_by_verify(desk: Desk) -> None:
    known = open_house(desk.root, trusting=False)
    assert verify(known)[1] == []
    sheet, *others = known.opened
    forged = RawSheet(sheet.name, {**sheet.cells, Address(90, 1): RawCell("text", "แก้")})
    change_cache(desk, lambda note: b"")
    with Ledger(known.archive) as ledger:
        remember_sheets(ledger, known.registry_digest, [forged, *others])

    assert [finding.code for finding in verify(open_house(desk.root, trusting=False))[1]] == ["registry-cache-differs"]


@pytest.mark.parametrize("value", [float("inf"), "\ud800"])
def test_cell_that_cannot_be_kept__nothing_is(desk: Desk, value: object) -> None:
    sheets = [RawSheet("แผ่น", {Address(0, 0): RawCell("number", value)})]  # type: ignore[arg-type]
    with Ledger(desk.house.archive) as ledger:
        remember_sheets(ledger, "0" * 64, sheets)

    assert recall_sheets(desk.house.archive, "0" * 64) is None


def test_another_program__opens_for_itself(desk: Desk, opened: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "opening.py"
    other.write_text("another")
    monkeypatch.setattr(registry_cells.opening, "__file__", str(other))

    assert open_house(desk.root).opened
