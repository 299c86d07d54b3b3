from __future__ import annotations

import errno
import json
import os
import stat
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.submission import Receipt, Record, Row, Value, Verdict, Word
from kpi_excel.core.text import Text
from kpi_excel.store import archive as archive_module
from kpi_excel.store import names
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import StoreError
from kpi_excel.store.names import hash_of, unassigned_name
from kpi_excel.store.wholeness import check_archive_is_whole

from .conftest import PowerCut, dying_at, make_receipt, name_of, receive, refusing, tree, watched

DATA = b"workbook"
NAME = name_of(DATA)


def test_bytes_are_kept_untouched_and_read_only(archive: Archive) -> None:
    assert archive.store_bytes(NAME, DATA) == NAME
    assert archive.read(NAME) == DATA
    assert stat.S_IMODE((archive.folder / NAME).stat().st_mode) & 0o222 == 0


def test_second_store_writes_nothing__bytes_and_receipt(archive: Archive) -> None:
    receive(archive, DATA)
    with watched() as log:
        receive(archive, DATA)
    assert log.changes == []


def test_bytes_and_receipt_are_durable_before_they_have_a_name(archive: Archive) -> None:
    with watched() as log:
        receive(archive, DATA)
    files = [step for step in log.changes if step in ("write", "sync", "protect", "link")]
    assert files == ["write", "sync", "protect", "link"] * 2
    linked = log.named("link")
    assert [path.name for path in linked] == [Path(NAME).name, f"{Path(NAME).name}.receipt.json"]
    assert log.operations[-1].name == "sync-folder"


def test_torn_copy_is_put_right__power_cut_before_the_receipt(archive: Archive) -> None:
    path = archive.folder / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(DATA[:3])
    assert archive.store_bytes(NAME, DATA) == NAME
    assert archive.read(NAME) == DATA


def test_rotten_copy_is_put_right__the_same_file_came_again(archive: Archive) -> None:
    receive(archive, DATA)
    rot(archive, NAME)
    assert archive.store_bytes(NAME, DATA) == NAME
    assert list(check_archive_is_whole(archive)) == []


def rot(archive: Archive, name: str, data: bytes = b"rotten") -> None:
    path = archive.folder / name
    path.chmod(0o644)
    path.write_bytes(data)


@pytest.fixture
def colliding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes whose first eight digits are the same for every content."""

    def hash_of_colliding(data: bytes) -> str:
        return "1a2b3c4d" + hash_of(data)[8:]

    monkeypatch.setattr(archive_module, "hash_of", hash_of_colliding)


@pytest.mark.usefixtures("colliding")
def test_two_contents_are_both_kept__hashes_begin_alike(archive: Archive) -> None:
    name = "2556/2556-02/DPM_monthly_progress_2556-02_1a2b3c4d.xlsx"
    first, second = archive.store_bytes(name, b"one"), archive.store_bytes(name, b"two")
    assert first == name
    assert second == f"2556/2556-02/DPM_monthly_progress_2556-02_1a2b3c4d{hash_of(b'two')[8:16]}.xlsx"
    assert (archive.read(first), archive.read(second)) == (b"one", b"two")
    with watched() as log:
        assert archive.store_bytes(name, b"two") == second
    assert log.changes == []


def test_damaged_file_of_another_receipt_is_not_overwritten__hashes_begin_alike(archive: Archive) -> None:
    data = b"ours"
    name = name_of(data)
    archive.store_bytes(name, data)
    archive.store_receipt(make_receipt(data, sha256="f" * 64))
    rot(archive, name)
    stored = archive.store_bytes(name, data)
    assert stored != name
    assert archive.read(name) == b"rotten"


def test_receipt_says_what_was_decided__read_back(archive: Archive) -> None:
    receipt = make_receipt(
        DATA, code="value-not-a-number", decided_by="สมชาย", why="โทรยืนยันแล้ว", extra={"reporter": "อ้อ", "a": "b"},
        findings=(Finding("value-not-a-number", Place("f", "s", "D6", "1.10", "x"), "๔๕,๕", Text("ตัวเลข", "number")),),
        records=(Record("kpi", "1.10", (Row("K1.10", {
            "z": Value(Decimal("45.50"), "๔๕.๕๐", "รายงาน", "D6"), "a": Value(date(2013, 2, 28), "28 ก.พ. 56"),
            "w": Value(Word.NO_DATA, "ไม่มีข้อมูล"), "b": Value(True), "n": Value(None), "t": Value("ข้อความ"),
        }),), awaiting=True),),
    )  # fmt: skip
    archive.store_bytes(NAME, DATA)
    name = archive.store_receipt(receipt)
    assert name == f"{NAME}.receipt.json"
    assert archive.read_receipt(name) == receipt
    assert list(archive.receipts()) == [(name, receipt)]


def test_receipt_is_sorted_utf8_and_ends_in_a_newline(archive: Archive) -> None:
    text = archive.read(receive(archive, DATA)).decode("utf-8")
    assert "รายงาน กุมภาพันธ์.xlsx" in text
    assert text.endswith("}\n")
    *names, digest = json.loads(text)
    assert (names, digest) == (sorted(names), "note_digest")


def test_file_name_that_is_no_text_survives__half_characters(archive: Archive) -> None:
    name = os.fsdecode(b"\xa1\xd2\xc3.xlsx")
    assert archive.read_receipt(receive(archive, DATA, name=name)).name == name


def test_later_decision_gets_its_own_receipt__the_first_stays(archive: Archive) -> None:
    first = receive(archive, DATA, verdict=Verdict.RETURNED)
    before = archive.read(first)
    second = receive(archive, DATA, run=2)
    third = receive(archive, DATA, run=3, why="ตรวจใหม่")
    assert (second, third) == (f"{NAME}.receipt-2.json", f"{NAME}.receipt-3.json")
    assert archive.read(first) == before
    assert receive(archive, DATA, run=2) == second


def test_held_file_is_kept_apart_and_again_when_assigned(archive: Archive) -> None:
    held = unassigned_name(hash_of(DATA), "xlsx")
    receive(archive, DATA, archived=held, verdict=Verdict.HELD, agency="", form="", period="")
    receive(archive, DATA, run=2, decided_by="เลขาฯ")
    assert sorted(archive.archived_files()) == [NAME, held]
    assert [name for name, _ in archive.receipt_files()] == [f"{NAME}.receipt.json", f"{held}.receipt.json"]


@pytest.mark.parametrize("receipt", [make_receipt(DATA), make_receipt(DATA, size=5)])
def test_receipt_needs_its_bytes__not_archived_or_of_another_size(archive: Archive, receipt: Receipt) -> None:
    if receipt.size != len(DATA):
        archive.store_bytes(NAME, DATA)
    with pytest.raises(StoreError, match="archived-file-missing"):
        archive.store_receipt(receipt)
    assert list(archive.receipts()) == []


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"{}", b"\xff", b'{"schema":"kpi_excel.receipt/1","findings":3}'])
def test_damaged_receipt_is_a_finding_and_the_others_are_read(archive: Archive, damage: bytes) -> None:
    damaged, whole = receive(archive, DATA), receive(archive, b"other")
    rot(archive, damaged, damage)
    found = dict(archive.receipts())
    assert found[damaged] == Finding("receipt-damaged", Place(file=damaged))
    assert isinstance(found[whole], Receipt)
    with pytest.raises(StoreError, match="receipt-damaged"):
        archive.read_receipt(damaged)


@pytest.mark.parametrize(
    ("written", "rotten"), [(b"45.5", b"45,5"), (b'"run":1', b'"run":"x"'), (b'"agency":"DPM"', b'"agency":["DPM"]')]
)
def test_damaged_value_in_a_receipt_is_a_finding(archive: Archive, written: bytes, rotten: bytes) -> None:
    value = Record("kpi", "1", (Row("K1", {"result": Value(Decimal("45.5"))}),))
    name = receive(archive, DATA, records=(value,))
    rot(archive, name, archive.read(name).replace(written, rotten))
    assert dict(archive.receipts()) == {name: Finding("receipt-damaged", Place(file=name))}


def test_crash_between_archive_and_receipt_leaves_no_trace_after_a_second_try(archive: Archive, tmp_path: Path) -> None:
    whole = Archive(tmp_path / "whole")
    receive(whole, DATA)
    archive.store_bytes(NAME, DATA)
    assert [finding.code for finding in check_archive_is_whole(archive)] == ["archived-file-without-receipt"]
    receive(archive, DATA)
    assert tree(archive.folder) == tree(whole.folder)
    assert list(check_archive_is_whole(archive)) == []


@pytest.mark.parametrize("moment", ["before", "after"])
def test_no_receipt_ever_stands_without_its_bytes__stopped_anywhere(tmp_path: Path, moment: str) -> None:
    whole = Archive(tmp_path / "whole")
    with watched() as log:
        receive(whole, DATA)
    for position in range(len(log.changes)):
        archive = Archive(tmp_path / f"{moment}{position}")
        with pytest.raises(PowerCut), dying_at(position, moment):
            receive(archive, DATA)
        findings = {finding.code for finding in check_archive_is_whole(archive)}
        assert findings <= {"archived-file-without-receipt"}
        receive(archive, DATA)
        left = {name: data for name, data in tree(archive.folder).items() if not name.endswith(".tmp")}
        assert left == tree(whole.folder)


def test_only_filed_receipts_are_found__other_json_in_the_archive(archive: Archive) -> None:
    name = receive(archive, DATA)
    archive.store_numbered("issued/ABCDEF.receipt", {"a": 1})
    (archive.folder / "x.receipt.json").write_bytes(b"{}")
    assert [found for found, _ in archive.receipt_files()] == [name]


def test_archive_tells_what_was_done_to_it__changed_and_missing_files(archive: Archive) -> None:
    receive(archive, DATA)
    receive(archive, b"other")
    rot(archive, NAME)
    (archive.folder / name_of(b"other")).unlink()
    findings = {(finding.code, finding.place.file) for finding in check_archive_is_whole(archive)}
    assert findings == {("archived-file-changed", NAME), ("archived-file-missing", name_of(b"other"))}


def test_name_of_the_archive_must_end_in_the_hash(archive: Archive) -> None:
    with pytest.raises(ValueError, match="not the name of this content"):
        archive.store_bytes(names.archive_name("A", "f", "p", "0" * 64, "xlsx", 2556), DATA)
    with pytest.raises(ValueError, match="not the name of this content"):
        archive.store_bytes(NAME, replace(make_receipt(DATA)).name.encode())


def test_receipt_that_the_disk_does_not_give_out_is_not_passed_over(archive: Archive) -> None:
    receive(archive, DATA)
    with refusing("read", errno.EIO, path=".receipt"), pytest.raises(StoreError, match="disk-faulty"):
        list(archive.receipts())
