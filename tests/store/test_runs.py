from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_excel.store.archive import Archive
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.runs import next_run, numbered_run

from .conftest import receive, tree, watched


def run(archive: Archive, *contents: bytes, dies: bool = False) -> int:
    with Ledger(archive) as ledger, numbered_run(archive, ledger) as number:
        for content in contents:
            ledger.add(receive(archive, content, run=number))
        if dies:
            raise KeyboardInterrupt
    return number


def test_run_numbers_count_up__runs_that_received_something(archive: Archive) -> None:
    assert [run(archive, b"a"), run(archive, b"b", b"c"), run(archive, b"d")] == [1, 2, 3]


def test_run_that_received_nothing_writes_nothing_and_uses_no_number(archive: Archive) -> None:
    run(archive, b"a")
    with watched() as log:
        assert run(archive) == 2
    assert log.changes == []
    assert run(archive, b"b") == 2


def test_interrupted_run_goes_on_under_its_number__its_files_stay_one_delivery(
    archive: Archive, tmp_path: Path
) -> None:
    whole = Archive(tmp_path / "whole")
    for each in (archive, whole):
        run(each, b"before")
    run(whole, b"a", b"b")
    with pytest.raises(KeyboardInterrupt):
        run(archive, b"a", dies=True)
    assert run(archive, b"b") == 2
    assert run(archive, b"next") == run(whole, b"next") == 3
    assert tree(archive.folder, but=("ledger.sqlite",)) == tree(whole.folder, but=("ledger.sqlite",))


def test_run_that_died_before_its_first_receipt_used_no_number(archive: Archive) -> None:
    run(archive, b"a")
    with pytest.raises(KeyboardInterrupt):
        run(archive, dies=True)
    assert run(archive, b"b") == 2


@pytest.mark.parametrize("mark", [None, b"", b"[]", b"{}", b'{"run":null}'])
def test_number_comes_from_the_receipts__mark_lost_or_damaged(archive: Archive, mark: bytes | None) -> None:
    receive(archive, b"a", run=7, received_on=date(2013, 2, 28))
    if mark is not None:
        (archive.folder / "run-not-ended.json").write_bytes(mark)
    with Ledger(archive) as ledger:
        assert next_run(archive, ledger) == 8


def test_number_comes_from_the_receipts__ledger_deleted(archive: Archive) -> None:
    run(archive, b"a")
    (archive.folder / "ledger.sqlite").unlink()
    assert run(archive, b"b") == 2
