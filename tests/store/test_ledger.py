from __future__ import annotations

import errno
import os
import random
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import StoreError
from kpi_excel.store.ledger import LEDGER, Ledger
from kpi_excel.store.names import hash_of, unassigned_name

from .conftest import make_receipt, receive, refusing, tree, watched


def fill(archive: Archive, count: int = 6) -> list[str]:
    """Reports of two agencies, received on different days, out of order."""
    return [
        receive(archive, f"workbook {n}".encode(), agency=("DPM", "MOPH")[n % 2], run=1 + n // 2,
                received_on=date(2013, 2, 28 - n), modified=f"2013-02-{n:02d}")
        for n in range(count)
    ]  # fmt: skip


def opened(archive: Archive) -> list[Receipt]:
    with Ledger(archive) as ledger:
        return list(ledger.receipts())


def reads(archive: Archive) -> int:
    """How many receipts an opening reads from the folder."""
    with watched() as log, Ledger(archive):
        return len(log.named("read"))


def test_receipts_come_in_the_order_in_which_revisions_count(archive: Archive) -> None:
    fill(archive)
    receipts = opened(archive)
    assert receipts == sorted(receipts, key=lambda receipt: receipt.order)
    assert {receipt.sha256 for receipt in receipts} == {hash_of(f"workbook {n}".encode()) for n in range(6)}


def test_digest_is_of_what_the_receipts_say__not_of_when_their_files_were_written(archive: Archive) -> None:
    fill(archive)
    with Ledger(archive) as ledger:
        before = ledger.digest()
    for path in archive.folder.rglob("*.receipt.json"):
        os.utime(path, ns=(1, 1))
    with Ledger(archive) as ledger:
        assert ledger.digest() == before
    receive(archive, b"one more")
    with Ledger(archive) as ledger:
        assert ledger.digest() != before


def test_document_saved_later_counts_as_the_later_revision__one_day_and_run(archive: Archive) -> None:
    for data, modified in ((b"a", "2013-02-27T10:00:00Z"), (b"b", "2013-02-26T10:00:00Z"), (b"c", "")):
        receive(archive, data, modified=modified)
    assert [receipt.sha256 for receipt in opened(archive)] == [hash_of(data) for data in (b"c", b"b", b"a")]


def test_second_opening_reads_and_writes_nothing__nothing_changed(archive: Archive) -> None:
    fill(archive)
    opened(archive)
    with watched() as log:
        opened(archive)
    assert log.changes == []
    assert log.named("read") == []


def test_only_new_receipts_are_read__some_were_added(archive: Archive) -> None:
    fill(archive)
    opened(archive)
    receive(archive, b"new one")
    assert reads(archive) == 1
    assert len(opened(archive)) == 7


def test_receipt_is_known_at_once__added_in_this_run(archive: Archive) -> None:
    with Ledger(archive) as ledger:
        assert ledger.known(hash_of(b"a")) == []
        ledger.add(receive(archive, b"a"))
        assert [receipt.sha256 for receipt in ledger.known(hash_of(b"a"))] == [hash_of(b"a")]
    assert reads(archive) == 0


def test_receipt_is_found_later__run_died_before_the_cache_was_saved(archive: Archive) -> None:
    ledger = Ledger(archive)
    ledger.add(receive(archive, b"a"))
    ledger._table.close()
    assert len(opened(archive)) == 1


def test_receipts_are_chosen__by_day_period_form_and_agency(archive: Archive) -> None:
    fill(archive)
    receive(archive, b"plan", form="action_plan", period="2556-plan", received_on=date(2012, 11, 30))
    with Ledger(archive) as ledger:
        assert len(list(ledger.receipts(date(2013, 2, 25)))) == 4
        assert {r.agency for r in ledger.receipts(agency="MOPH")} == {"MOPH"}
        assert [r.form for r in ledger.receipts(period="2556-plan")] == ["action_plan"]
        assert len(list(ledger.receipts(form="monthly_progress", agency="DPM", period="2556-02"))) == 3
        assert list(ledger.receipts(date(2012, 1, 1))) == []


def hold_and_assign(archive: Archive, run: int = 2) -> None:
    held = unassigned_name(hash_of(b"a"), "xlsx")
    receive(archive, b"a", archived=held, verdict=Verdict.HELD, agency="", form="", period="")
    receive(archive, b"a", run=run, agency="DPM")


@pytest.mark.parametrize("run", [1, 2])
def test_latest_decision_stands__held_then_assigned(archive: Archive, run: int) -> None:
    hold_and_assign(archive, run)
    with Ledger(archive) as ledger:
        assert [receipt.verdict for receipt in ledger.standing()] == [Verdict.ACCEPTED]
        assert [receipt.verdict for receipt in ledger.known(hash_of(b"a"))] == [Verdict.HELD, Verdict.ACCEPTED]
        assert len(list(ledger.receipts())) == 2


def test_earlier_agency_has_it_no_longer__assigned_to_another(archive: Archive) -> None:
    receive(archive, b"a", agency="DPM")
    receive(archive, b"a", agency="MOPH", run=2)
    with Ledger(archive) as ledger:
        assert list(ledger.standing(agency="DPM")) == []
        assert [receipt.run for receipt in ledger.standing(agency="MOPH")] == [2]


def test_earlier_decision_stands__as_of_a_day_before_the_later_one(archive: Archive) -> None:
    receive(archive, b"a", verdict=Verdict.RETURNED, received_on=date(2013, 2, 1))
    receive(archive, b"a", run=2, received_on=date(2013, 2, 20))
    with Ledger(archive) as ledger:
        assert [receipt.verdict for receipt in ledger.standing(date(2013, 2, 10))] == [Verdict.RETURNED]
        assert [receipt.verdict for receipt in ledger.standing(date(2013, 2, 20))] == [Verdict.ACCEPTED]


def test_nothing_changes__ledger_deleted(archive: Archive) -> None:
    fill(archive)
    before = opened(archive)
    (archive.folder / LEDGER).unlink()
    assert opened(archive) == before


@pytest.mark.parametrize("name", ["ledger.sqlite-journal", "ledger.sqlite"])
@pytest.mark.parametrize("rubbish", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_nothing_changes__rubbish_in_place_of_the_cache(archive: Archive, name: str, rubbish: bytes) -> None:
    fill(archive)
    before = opened(archive)
    (archive.folder / name).write_bytes(rubbish)
    assert opened(archive) == before
    assert reads(archive) == 0


def test_nothing_changes__any_byte_of_the_cache_rotted(archive: Archive) -> None:
    fill(archive)
    before = opened(archive)
    path = archive.folder / LEDGER
    whole = path.read_bytes()
    chance = random.Random(2556)
    for _ in range(150):
        place = chance.randrange(len(whole))
        path.write_bytes(whole[:place] + bytes([chance.randrange(256)]) + whole[place + 1 :])
        assert opened(archive) == before, place
    for length in (len(whole) // 2, 4096, 100, 1):
        path.write_bytes(whole[:length])
        assert opened(archive) == before, length


def test_row_that_was_changed_is_noticed__valid_database(archive: Archive) -> None:
    fill(archive)
    before = opened(archive)
    connection = sqlite3.connect(archive.folder / LEDGER)
    with connection:
        connection.execute("UPDATE receipt SET received_on = '2001-01-01', agency = 'X'")
    connection.close()
    assert opened(archive) == before


def test_cache_is_built_anew__made_by_another_version(archive: Archive) -> None:
    fill(archive)
    before = opened(archive)
    connection = sqlite3.connect(archive.folder / LEDGER)
    connection.execute("ALTER TABLE receipt ADD COLUMN channel TEXT")
    connection.close()
    assert opened(archive) == before
    assert reads(archive) == 0


def test_cache_follows_the_receipts__one_removed_one_replaced(archive: Archive) -> None:
    names = fill(archive)
    opened(archive)
    (archive.folder / names[0]).unlink()
    other = make_receipt(b"workbook 1", why="another receipt")
    os.replace(archive.folder / receive(archive, b"x"), archive.folder / names[1])
    receipts = opened(archive)
    assert len(receipts) == 5
    assert hash_of(b"x") in {receipt.sha256 for receipt in receipts}
    assert other not in receipts


def test_damaged_receipt_is_said_and_the_others_count(archive: Archive) -> None:
    names = fill(archive)
    (archive.folder / names[2]).chmod(0o644)
    (archive.folder / names[2]).write_bytes(b"{")
    for _ in range(2):
        with Ledger(archive) as ledger:
            assert ledger.damaged() == (Finding("receipt-damaged", Place(file=names[2])),)
            assert len(list(ledger.receipts())) == 5
            assert len(list(ledger.standing())) == 5
    assert reads(archive) == 0


def test_text_that_sqlite_does_not_take_is_no_obstacle__half_characters(archive: Archive) -> None:
    receive(archive, b"a", modified="\udcff", agency="\ud800")
    for _ in range(2):
        assert [(receipt.modified, receipt.agency) for receipt in opened(archive)] == [("\udcff", "\ud800")]


def test_rebuilding_gives_the_same(archive: Archive) -> None:
    fill(archive)
    with Ledger(archive) as ledger:
        before = list(ledger.receipts())
        ledger.rebuild()
        assert list(ledger.receipts()) == before
    assert reads(archive) == 0


def test_receipts_are_read_without_a_cache__folder_may_not_be_written(archive: Archive) -> None:
    fill(archive)
    (archive.folder / LEDGER).mkdir()
    assert len(opened(archive)) == 6
    assert tree(archive.folder / LEDGER) == {}


def test_nothing_changes__name_of_a_column_rotted(archive: Archive) -> None:
    fill(archive)
    before = opened(archive)
    path = archive.folder / LEDGER
    path.write_bytes(path.read_bytes().replace(b"decided INTEGER", b"decades INTEGER"))
    assert opened(archive) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_receipts_are_read_and_written_without_a_cache__it_cannot_be_saved(archive: Archive, number: int) -> None:
    fill(archive)
    with refusing("commit-cache", number, path=LEDGER), Ledger(archive) as ledger:
        ledger.add(receive(archive, b"new"))
        assert len(list(ledger.receipts())) == 7
        assert len(ledger.known(hash_of(b"new"))) == 1
    assert len(opened(archive)) == 7


def test_two_programs_read_at_once__one_is_writing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi_excel.store.disk._PATIENCE_SECONDS", 0)
    fill(archive)
    with Ledger(archive) as writer:
        writer.add(receive(archive, b"new"))
        with Ledger(archive) as reader:
            assert len(list(reader.receipts())) == 7
    assert reads(archive) == 0


def test_unreadable_archive_is_said__not_taken_for_an_empty_one(archive: Archive) -> None:
    fill(archive)
    opened(archive)
    with refusing("list", errno.EACCES, path="2556-02"), pytest.raises(StoreError, match="path-not-permitted"):
        opened(archive)


def test_archive_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    with Ledger(Archive(tmp_path / "none")) as ledger:
        assert (list(ledger.receipts()), ledger.last_run(), ledger.damaged()) == ([], 0, ())
    assert tree(tmp_path) == {}


def test_full_disk_hinders_nobody_who_only_asks(archive: Archive) -> None:
    fill(archive)
    with refusing("commit-cache", errno.ENOSPC), Ledger(archive) as ledger:
        assert len(list(ledger.receipts())) == 6
