"""The consolidated workbook depends on what was received when, and on nothing else."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.stages import consolidate as stage
from kpi_excel.stages.consolidate import consolidated_path, latest_period, look, merge
from kpi_excel.stages.ingest import IngestOptions, ingest
from kpi_excel.stages.merge_summary import summary_of
from kpi_excel.stages.province import consolidation_of, evidence_in
from kpi_excel.store.publish import PublishState
from tests.stages.desk import FILED, Desk, Played, day, tree, verdicts

FEB, MAR = Period.parse("2556-02"), Period.parse("2556-03")


@pytest.fixture(scope="module")
def arrived(demo: Played) -> list[tuple[Receipt, bytes]]:
    """Every file of the demo as it arrived."""
    archive = demo.root / "archive"
    return [(receipt, (archive / receipt.archived).read_bytes()) for receipt in Desk(demo.root).receipts()]


@pytest.fixture
def emptied(demo: Played, tmp_path: Path) -> Desk:
    """The demo's workspace with its forms out, and nothing received or merged yet."""
    desk = Desk(demo.root).copied(tmp_path / "อีกครั้ง")
    for folder in ("archive/2556", "archive/unassigned", "inbox", "archive/published"):
        shutil.rmtree(desk.root / folder)
    for output in desk.root.glob("outbox/*/*"):
        if output.name in ("feedback", "consolidated"):
            shutil.rmtree(output)
    (desk.root / "inbox").mkdir()
    (desk.root / "archive" / "ledger.sqlite").unlink()
    return desk


def take_in(desk: Desk, arrived: Sequence[tuple[Receipt, bytes]], order: Callable[[Receipt], object]) -> None:
    """Take the files in as runs of one day each, the runs in an order of their own."""
    runs: dict[tuple[object, date], list[tuple[Receipt, bytes]]] = {}
    for receipt, data in sorted(arrived, key=lambda pair: order(pair[0])):  # type: ignore[arg-type,return-value]
        runs.setdefault((order(receipt), receipt.received_on), []).append((receipt, data))
    for (_, received_on), files in runs.items():
        for receipt, data in files:
            desk.drop(receipt.name, data)
        assert list(ingest(desk.house, (), IngestOptions(received_on, settle=0)))


def consolidated(root: Path, period: Period = MAR) -> bytes:
    return (root / "outbox" / period.code / "consolidated" / f"consolidated_{period.code}.xlsx").read_bytes()


def feedback(root: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(root, "outbox").items() if "/feedback/" in name}


ORDERS: dict[str, Callable[[Receipt], object]] = {
    "all on their day, latest day first": lambda receipt: -receipt.received_on.toordinal(),
    "march before february": lambda receipt: ({"2556-03": 0, "2556-02": 1}.get(receipt.period, 2), receipt.received_on),
    "in many small runs by hash": lambda receipt: receipt.sha256[0] < "8",
}


@pytest.mark.parametrize("order", ORDERS.values(), ids=list(ORDERS))
def test_order_of_files__gives_the_same_workbook(
    demo: Played, emptied: Desk, arrived: list[tuple[Receipt, bytes]], order: Callable[[Receipt], object]
) -> None:
    take_in(emptied, arrived, order)

    assert emptied.merged("2556-03", "2013-03-31") == consolidated(demo.root)
    assert emptied.take(demo.days[-1].day.isoformat()) and feedback(emptied.root) == feedback(demo.root)
    assert {receipt.sha256: receipt.verdict for receipt in emptied.receipts()} == {r.sha256: r.verdict for r, _ in arrived}


def test_ingested_twice__the_same_workbook(demo: Played, played: Desk, arrived: list[tuple[Receipt, bytes]]) -> None:
    held = set(played.inbox)
    for number, (receipt, data) in enumerate(arrived):
        if receipt.name not in held:
            played.drop(f"{number} {receipt.name}", data)
    again = played.take("2013-03-31")

    assert {item.verdict for item in again} == {Verdict.DUPLICATE, Verdict.HELD}
    assert verdicts(again).count(Verdict.DUPLICATE) == len(arrived) - len(held)
    assert set(played.inbox) == held
    assert played.merged("2556-03", "2013-03-31") == consolidated(demo.root)


def test_ledger_deleted__the_same_workbook(demo: Played, played: Desk) -> None:
    (played.root / "archive" / "ledger.sqlite").unlink()
    consolidated_path(played.house, MAR).unlink()

    assert played.merged("2556-03", "2013-03-31") == consolidated(demo.root)


def test_as_of_an_earlier_day__what_came_later_is_not_seen(demo: Played) -> None:
    house = Desk(demo.root).house

    assert look(house, FEB, day("2013-02-19")).balance.files < look(house, FEB, day("2013-02-28")).balance.files
    assert look(house, FEB, day("2013-02-10")).balance.files == 0


def test_merged_again__nothing_is_written(played: Desk) -> None:
    before = tree(played.root, "outbox")
    merged = merge(played.house, MAR, day("2013-03-31"))

    assert merged.published.state is PublishState.UNCHANGED
    assert tree(played.root, "outbox") == before


def test_workbook_changed_by_somebody__is_set_aside(played: Desk) -> None:
    path = consolidated_path(played.house, MAR)
    path.write_bytes(path.read_bytes() + b" ")
    changed = path.read_bytes()
    merged = merge(played.house, MAR, day("2013-03-31"))

    assert [finding.code for finding in merged.published.findings] == ["output-changed-by-user"]
    assert changed in [other.read_bytes() for other in path.parent.glob("*.xlsx")]


def test_workbook_open_in_excel__the_new_one_lies_beside(played: Desk) -> None:
    path = consolidated_path(played.house, MAR)
    before = path.read_bytes()
    path.with_name(f"~${path.name}").write_bytes(b"x")
    merged = merge(played.house, MAR, day("2013-04-02"))

    assert merged.published.state is PublishState.BESIDE
    assert path.read_bytes() == before and merged.published.path.read_bytes() != before


@pytest.mark.parametrize("period", ["2556-kpi", "2556-plan", "2557-02", "2555-09"])
def test_period_without_results__is_refused(demo: Played, period: str) -> None:
    with pytest.raises(KpiExcelError) as told:
        merge(Desk(demo.root).house, Period.parse(period), day("2013-03-31"))

    assert (told.value.code, told.value.exit_code) == ("period-does-not-fit", 2)


@pytest.mark.parametrize(
    ("on", "period"), [("2013-03-15", "2556-03"), ("2012-09-01", "2555-10"), ("2014-01-01", "2556-09"), ("2012-12-31", "2555-12")]
)
def test_latest_period__the_month_of_the_day_within_the_year(demo: Played, on: str, period: str) -> None:
    assert latest_period(Desk(demo.root).house, day(on)).code == period


def test_balance__a_lost_file_fails_the_merge(played: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def forgetful(*args: Any) -> Consolidation:
        data = consolidation_of(*args)
        return replace(data, balance=replace(data.balance, files=data.balance.files + 1))

    monkeypatch.setattr("kpi_excel.stages.consolidate.consolidation_of", forgetful)
    before = tree(played.root, "outbox")
    with pytest.raises(KpiExcelError) as told:
        merge(played.house, FEB, day("2013-02-28"))

    assert (told.value.code, told.value.exit_code) == ("balance-broken", 5)
    assert tree(played.root, "outbox") == before


def said_of_evidence(desk: Desk, evidence_files: Collection[str] | None) -> tuple[bytes, list[str]]:
    """The consolidated workbook, and the files that it says are missing."""
    merged = merge(desk.house, FEB, day("2013-02-28"), evidence_files=evidence_files)
    missing = [line.finding.found for line in merged.consolidation.findings if line.finding.code == "evidence-file-missing"]
    return merged.published.path.read_bytes(), [str(name) for name in missing]


def test_evidence_folder__what_is_named_and_not_there_is_found(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", typed=FILED))
    plain, told = said_of_evidence(desk, None)
    assert told == []
    empty, told = said_of_evidence(desk, ())
    assert told == ["จุดเสี่ยง_56.xlsx"] and empty != plain
    there, told = said_of_evidence(desk, ("ปี 2556/จุดเสี่ยง_56.xlsx",))
    assert told == [] and there not in (plain, empty)
    assert said_of_evidence(desk, None)[0] == plain, "without the folder nothing of it is left"


def test_evidence_folder__the_same_names_give_the_same_bytes_wherever_it_lies(desk: Desk, tmp_path: Path) -> None:
    desk.take_one(desk.filled("DPM", typed=FILED))
    found = set()
    for place, order in (("ก", ("2.pdf", "1.pdf")), ("ที่อื่น", ("1.pdf", "2.pdf"))):
        for name in order:
            (tmp_path / place / "ย่อย").mkdir(parents=True, exist_ok=True)
            (tmp_path / place / "ย่อย" / name).write_bytes(place.encode())
        found.add(said_of_evidence(desk, evidence_in(tmp_path / place))[0])
    found.add(said_of_evidence(desk, {"ย่อย/2.pdf", "ย่อย/1.pdf"})[0])
    assert len(found) == 1
    assert evidence_in(None) is None


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[Period]:
    """The periods of the workbooks that are built."""
    from kpi_excel.workbooks import consolidated as writer

    built: list[Period] = []
    write = writer.write_consolidated

    def noted(data: Consolidation, *rest: Any) -> bytes:
        built.append(data.period)
        return write(data, *rest)

    monkeypatch.setattr(writer, "write_consolidated", noted)
    return built


def test_merge_with_nothing_new__builds_no_workbook(desk: Desk, writes: list[Period]) -> None:
    merge(desk.house, MAR, day("2013-03-31"))
    before = consolidated(desk.root)
    writes.clear()
    again = merge(desk.house, MAR, day("2013-03-31"))

    assert (writes, again.published.state, consolidated(desk.root)) == ([], PublishState.UNCHANGED, before)
    assert again.consolidation == look(desk.house, MAR, day("2013-03-31"))
    assert again.known is not None and again.known == summary_of(again.consolidation)


def test_what_was_remembered_of_a_merge__is_counted_anew_where_it_rotted(desk: Desk) -> None:
    first = merge(desk.house, MAR, day("2013-03-31"))
    with sqlite3.connect(desk.root / "archive" / "ledger.sqlite") as cache:
        cache.execute("UPDATE said SET note = replace(note, '\"files\"', '\"filed\"')")
    again = merge(desk.house, MAR, day("2013-03-31"))

    assert (again.known, again.summary) == (None, first.summary)


def test_workbook_that_was_deleted_or_changed__is_built_again(desk: Desk, writes: list[Period]) -> None:
    merge(desk.house, MAR, day("2013-03-31"))
    path = consolidated_path(desk.house, MAR)
    before = path.read_bytes()
    writes.clear()
    path.unlink()
    merge(desk.house, MAR, day("2013-03-31"))

    assert (writes, path.read_bytes()) == ([MAR], before)

    path.write_bytes(before + b"typed into")
    changed = merge(desk.house, MAR, day("2013-03-31"))

    assert (writes, path.read_bytes()) == ([MAR, MAR], before)
    assert [finding.code for finding in changed.published.findings] == ["output-changed-by-user"]


@pytest.mark.parametrize("what", ["day", "language", "evidence", "program", "receipt"])
def test_whatever_the_workbook_is_made_from__builds_it_again(
    desk: Desk, writes: list[Period], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    merge(desk.house, MAR, day("2013-03-31"))
    writes.clear()
    if what == "program":
        monkeypatch.setattr(stage, "program_stamp", lambda: "another")
    if what == "receipt":
        desk.drop("ไม่ใช่แบบ.xlsx", b"<html>")
        assert list(ingest(desk.house, (), IngestOptions(day("2013-03-31"), settle=0)))
    on = day("2013-04-01" if what == "day" else "2013-03-31")
    merge(desk.house, MAR, on, "en" if what == "language" else "th", evidence_files=["a.pdf"] if what == "evidence" else None)

    assert writes == [MAR]
