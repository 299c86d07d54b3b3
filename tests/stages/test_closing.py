"""A closed period stays as it was, byte for byte; what comes later stands beside it and is told."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding
from kpi_excel.core.obligations import forms_not_sent, forms_of
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Verdict
from kpi_excel.core.text import Text
from kpi_excel.stages.closing import amended_by, values_of
from kpi_excel.stages.consolidate import Merged, consolidated_path, merge
from kpi_excel.stages.house import open_house
from kpi_excel.stages.standing import standing
from kpi_excel.stages.verify import verify
from kpi_excel.store.closed import load_closings
from kpi_excel.store.notes import write_note
from kpi_excel.store.operations import CHANGING
from tests.faults.hooks import PowerCut, dying_at, refusing, watched
from tests.stages.desk import Desk, day, tree, value_of, verdicts
from tests.workbooks.consolidated.reading import load

FEB, MAR = Period.parse("2556-02"), Period.parse("2556-03")
CLOSED_ON, LATER = "2013-03-12", "2013-04-20"


def merged(desk: Desk, on: str = CLOSED_ON, period: Period = FEB, *, close: bool = False, lang: str = "th") -> Merged:
    return merge(desk.house, period, day(on), lang, close=close)


def output(desk: Desk, period: Period = FEB) -> Path:
    return consolidated_path(desk.house, period)


def amendments(desk: Desk) -> Path:
    return output(desk).with_name("amendments_2556-02.xlsx")


def codes(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def close_with_one_report(desk: Desk) -> bytes:
    """DPM reports February, the month is closed; gives back the closed workbook."""
    desk.take_one(desk.filled("DPM"))
    assert merged(desk, close=True).closed_now
    return output(desk).read_bytes()


def close_march(desk: Desk) -> Merged:
    """DPM reports March too, and the month is closed."""
    desk.take_one(desk.filled("DPM", "2556-03"), "2013-04-10")
    return merged(desk, LATER, MAR, close=True)


def correct(desk: Desk, result: str = "31", on: str = "2013-04-02") -> None:
    item = desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": result}), on)
    assert item.verdict is Verdict.ACCEPTED


def manifest(desk: Desk, number: int = 1) -> Path:
    return desk.root / "archive/closed" / ("closing.json" if number == 1 else f"closing-{number}.json")


def errors(desk: Desk) -> set[tuple[str, str]]:
    return {(finding.code, finding.place.file) for finding in verify(desk.house)[1]}


def test_closing_keeps_workbook_registry_and_a_manifest_of_everything_counted(desk: Desk) -> None:
    data = close_with_one_report(desk)
    (closing,) = load_closings(desk.house.archive)
    archive = desk.root / "archive"
    assert (archive / closing.workbook.name).read_bytes() == data
    assert (archive / closing.registry.name).read_bytes() == (desk.root / "registry.xlsx").read_bytes()
    assert {(archive / name).name for name in closing.receipts} == {path.name for path in archive.rglob("*.receipt.json")}
    assert (closing.period, closing.closed_on, closing.run) == ("2556-02", day(CLOSED_ON), 1)
    assert closing.values == values_of(desk.look(as_of=CLOSED_ON))
    assert errors(desk) == set()


def test_a_correction_after_closing__changes_no_closed_byte_and_is_listed_with_who_and_where(desk: Desk) -> None:
    closed = close_with_one_report(desk)
    before = desk.look(as_of=CLOSED_ON)
    correct(desk)
    again = merged(desk, LATER)

    assert output(desk).read_bytes() == closed
    assert (again.consolidation.total, again.consolidation.lines) == (before.total, before.lines)
    assert codes(again.told) == ["period-closed", "closed-period-amended"]
    assert again.amended is not None and again.amended.path == amendments(desk)
    values = load(amendments(desk).read_bytes(), data_only=True)["ค่าที่เปลี่ยน"]
    rows = [row for row in values.iter_rows(min_row=6, values_only=True) if row[0] == "3.2.2" and "ผลสะสม" in str(row[4])]
    (row,) = rows
    was = value_of(desk, "3.2.2", as_of=CLOSED_ON)
    assert row[5:7] == (format(was, "f"), "31") and row[8] == "2 เม.ย. 2556" and row[9]
    assert "DPM_monthly_progress_2556-02" in row[10]


def test_later_periods_count_the_correction(desk: Desk) -> None:
    close_with_one_report(desk)
    correct(desk)
    assert value_of(desk, "3.2.2", as_of=LATER) == Decimal(31)
    with_closing = desk.merged("2556-03", LATER)
    for path in sorted((desk.root / "archive/closed").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert desk.merged("2556-03", LATER) == with_closing


@pytest.mark.parametrize("lang", ["th", "en"])
def test_closing_twice__nothing_new(desk: Desk, lang: str) -> None:
    closed = close_with_one_report(desk)
    before = tree(desk.root)
    again = merged(desk, "2013-03-20", close=True, lang=lang)
    assert not again.closed_now and codes(again.told) == ["period-closed"] and again.amendments is None
    assert output(desk).read_bytes() == closed
    assert tree(desk.root) == before


def test_an_earlier_day_knows_nothing_of_the_closing__and_says_so(desk: Desk) -> None:
    closed = close_with_one_report(desk)
    earlier = merged(desk, "2013-03-05", close=True)
    assert codes(earlier.told) == ["period-closed-later"] and earlier.closing is None and not earlier.closed_now
    assert output(desk).read_bytes() != closed and len(load_closings(desk.house.archive)) == 1
    assert standing(desk.house, day("2013-03-05")).closed == ()
    assert standing(desk.house, day(CLOSED_ON)).closed == (("2556-02", day(CLOSED_ON)),)
    merged(desk)
    assert output(desk).read_bytes() == closed


def test_a_file_dated_back_before_the_closing__is_an_amendment_all_the_same(desk: Desk) -> None:
    closed = close_with_one_report(desk)
    desk.take_one(desk.filled("LAB"), "2013-04-02", received_on="2013-03-01")
    again = merged(desk, LATER)
    assert output(desk).read_bytes() == closed
    assert again.amendments is not None and {one.row.agency for one in again.amendments.values} == {"LAB"}


def test_passing_time_amends_nothing(desk: Desk) -> None:
    close_with_one_report(desk)
    again = merged(desk, "2013-09-30")
    assert again.amendments is None and not amendments(desk).exists()


def test_what_is_taken_back_is_no_amendment_any_more(desk: Desk) -> None:
    close_with_one_report(desk)
    original = value_of(desk, "3.2.2")
    correct(desk)
    merged(desk, LATER)
    correct(desk, str(original), "2013-04-05")
    assert merged(desk, LATER).amendments is None and not amendments(desk).exists()


def test_a_registry_edited_after_closing__amends_the_scores(desk: Desk) -> None:
    closed = close_with_one_report(desk)
    moved = {"3.2.2": 1, "3.2.3": -1}
    desk.change_registry(lambda registry: replace(registry, kpis=tuple(
        replace(kpi, weight=kpi.weight + moved.get(kpi.kpi_no, 0)) for kpi in registry.kpis
    )))  # fmt: skip
    again = merged(desk, LATER)
    assert output(desk).read_bytes() == closed
    assert again.amendments is not None and again.amendments.values == ()
    assert {kpi.kpi.kpi_no for kpi in again.amendments.differences.kpis} == set(moved)
    assert errors(desk) == set()


def test_a_period_that_is_not_over_is_refused(desk: Desk) -> None:
    with pytest.raises(KpiExcelError, match="closing-before-end"):
        merged(desk, "2013-02-27", close=True)
    assert not (desk.root / "archive/closed").exists()


def test_a_period_that_nobody_reported_is_refused__as_soon_as_somebody_did_it_is_closed(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    with pytest.raises(KpiExcelError, match="closing-without-reports") as caught:
        merged(desk, LATER, MAR, close=True)
    owed = forms_of(desk.look("2556-03", LATER).obligations, MAR)
    assert (caught.value.exit_code, caught.value.finding.expected) == (2, Text(f"0 จาก {len(owed)} แบบ", f"0 of {len(owed)} forms"))
    assert not (desk.root / "archive/closed").exists() and not output(desk, MAR).exists()
    assert close_march(desk).closed_now


def test_forms_that_did_not_come_are_told_at_closing__the_first_five_agencies_by_name(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    told = {finding.code: finding for finding in merged(desk, close=True).told}["closing-with-missing-forms"]
    data = desk.look(as_of=CLOSED_ON)
    owed, missing = forms_of(data.obligations, FEB), forms_not_sent(data.obligations, FEB)
    assert set(owed) - set(missing) == {("DPM", "monthly_progress")}
    assert told.found == Text(f"{len(owed) - 1} จาก {len(owed)} แบบ", f"{len(owed) - 1} of {len(owed)} forms")
    names = str(told.expected).removesuffix(" …").split(" · ")
    labels = {agency.code: agency.label for agency in data.registry.agencies}
    assert names == list(dict.fromkeys(labels[agency] for agency, _ in missing))[:5] and str(told.expected).endswith(" …")


def test_earlier_open_months_and_undecided_files_are_told__not_refused(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", "2556-03"), "2013-04-10")
    desk.drop("ใบแจ้งหนี้.xlsx", b"PK")
    closed = merged(desk, LATER, MAR, close=True)
    told = {finding.code: finding for finding in closed.told}
    assert closed.closed_now
    assert set(told) == {"closing-leaves-earlier-open", "closing-with-open-files", "closing-with-missing-forms"}
    assert told["closing-leaves-earlier-open"].found == "2556-02"
    assert told["closing-with-open-files"].expected == "ใบแจ้งหนี้.xlsx"


def test_a_run_says_which_closed_periods_a_file_amends(desk: Desk) -> None:
    close_with_one_report(desk)
    close_march(desk)
    desk.drop("แก้.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "31"}))
    desk.drop("เมษา.xlsx", b"<html>")
    items = desk.take("2013-04-25")
    assert sorted(verdicts(items)) == [Verdict.ACCEPTED, Verdict.REFUSED]
    (told,) = amended_by(desk.house, items, day("2013-04-25"))
    assert (told.code, told.place.file, told.found) == ("file-amends-closed-period", "แก้.xlsx", "2556-02 · 2556-03")


def test_verify_finds_any_changed_byte_of_what_was_closed(desk: Desk) -> None:
    close_with_one_report(desk)
    close_march(desk)
    kept = [path for path in sorted((desk.root / "archive/closed").rglob("*.*")) if path.is_file()]
    assert len(kept) == 6
    for number, path in enumerate(kept):
        data = path.read_bytes()
        path.chmod(0o644)
        at = (0, len(data) // 2, len(data) - 1)[number % 3]
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert path.relative_to(desk.root).as_posix() in {file for _, file in errors(desk)}, at
        path.write_bytes(data)
    assert errors(desk) == set()


def test_verify_misses_no_link_of_the_chain(desk: Desk, tmp_path: Path) -> None:
    close_with_one_report(desk)
    close_march(desk)
    first, second = manifest(desk).read_bytes(), manifest(desk, 2).read_bytes()

    manifest(desk).unlink()
    assert ("closing-gone", "archive/closed/closing.json") in errors(desk)
    with pytest.raises(KpiExcelError, match="closing-gone") as caught:
        merged(desk, LATER)
    assert caught.value.exit_code == 5

    manifest(desk).write_bytes(second)
    assert ("closing-out-of-chain", "archive/closed/closing.json") in errors(desk)

    manifest(desk).chmod(0o644)
    manifest(desk).write_bytes(first)
    assert errors(desk) == set()
    manifest(desk, 2).unlink()
    assert {code for code, _ in errors(desk)} == {"closed-file-not-named"}


def test_a_manifest_of_another_workspace__or_one_edited_and_resealed_as_a_note__is_found(desk: Desk, tmp_path: Path) -> None:
    other = desk.copied(tmp_path / "อีกจังหวัด")
    other.take_one(other.filled("DPM"))
    key = other.root / "archive/workspace.key"
    key.chmod(0o644)
    key.write_text("ab" * 32 + "\n")
    merged(other, close=True)
    close_with_one_report(desk)
    manifest(desk).chmod(0o644)
    ours = manifest(desk).read_bytes()

    manifest(desk).write_bytes(manifest(other).read_bytes())
    assert ("closing-not-ours", "archive/closed/closing.json") in errors(desk)

    note = json.loads(ours)
    del note["note_digest"]
    note["values"]["total"][0] = "5.0000"
    manifest(desk).write_bytes(write_note(note))
    assert ("closing-not-ours", "archive/closed/closing.json") in errors(desk)


def test_a_receipt_that_was_counted_and_is_gone_with_its_file__is_found(desk: Desk) -> None:
    close_with_one_report(desk)
    (receipt,) = (desk.root / "archive/2556").rglob("*.receipt.json")
    receipt.unlink()
    receipt.with_name(receipt.name.removesuffix(".receipt.json")).unlink()
    assert ("closed-file-changed", receipt.relative_to(desk.root).as_posix()) in errors(desk)
    with pytest.raises(KpiExcelError, match="closed-file-changed"):
        merged(desk, LATER)


def test_a_score_that_comes_out_otherwise_is_found(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    close_with_one_report(desk)
    monkeypatch.setattr("kpi_excel.stages.closing.values_of", lambda data: {**values_of(data), "3.2.2": ["reported", "1"]})
    (finding,) = verify(desk.house)[1]
    assert finding.code == "closed-values-differ" and str(finding.expected).endswith("→ reported 1")


def test_closed_bytes_that_were_changed__are_never_put_back(desk: Desk) -> None:
    close_with_one_report(desk)
    (kept,) = (desk.root / "archive/closed").rglob("consolidated_*.xlsx")
    kept.chmod(0o644)
    kept.write_bytes(b"forged")
    with pytest.raises(KpiExcelError, match="closed-file-changed") as caught:
        merged(desk, LATER)
    assert caught.value.exit_code == 5 and output(desk).read_bytes() != b"forged"


def test_stopped_anywhere_in_closing__one_clean_run_closes_it_whole(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # what is closed is the same each time, and quickly written
    monkeypatch.setattr("kpi_excel.stages.consolidate._written", lambda *_: b"workbook")
    desk.take_one(desk.filled("DPM"))
    merged(desk)
    whole = desk.copied(tmp_path / "whole")
    with watched() as log:
        merged(whole, close=True)
    changes = [operation for operation in log.operations if operation.name in CHANGING]
    links = [number for number, one in enumerate(changes) if one.name == "link" and "/closed" in one.path.as_posix()]
    wanted = tree(whole.root)
    assert len(links) == 3
    for number, moment in product(links, ("before", "after")):
        stopped = desk.copied(tmp_path / f"{moment} {number}")
        with pytest.raises(PowerCut), dying_at(number, moment):
            merged(stopped, close=True)
        closings = load_closings(stopped.house.archive)
        assert [one.period for one in closings] in ([], ["2556-02"])
        merged(stopped, close=True)
        assert tree(stopped.root) == wanted


def test_a_full_disk_closes_nothing(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    merged(desk)
    with refusing("link", errno.ENOSPC, path="closing.json"), pytest.raises(KpiExcelError, match="disk-full"):
        merged(desk, close=True)
    assert load_closings(open_house(desk.root).archive) == ()
    assert merged(desk, close=True).closed_now
