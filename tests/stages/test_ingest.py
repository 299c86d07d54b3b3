"""One verdict per file, and what happens to its bytes: by real files, through the whole of reading and storing."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from kpi_excel.core.model import Registry
from kpi_excel.core.submission import Verdict, Word
from kpi_excel.stages.ingest import IngestOptions, count_files, ingest, validate
from kpi_excel.store.names import hash_of
from tests.stages.desk import MONTHLY, Desk, codes, day, tree, value_of, verdicts

TEXT = "รายงานเดือนกุมภาพันธ์\nผล 12.1".encode()


def archived(desk: Desk) -> list[str]:
    return [name for name in tree(desk.root, "archive/2556", "archive/unassigned") if not name.endswith(".json")]


def test_accepted__bytes_kept_receipt_beside_and_inbox_empty(desk: Desk) -> None:
    data = desk.drop("รายงาน ก.พ..xlsx", desk.filled("DPM"))
    (item,) = desk.take("2013-02-18")

    assert (item.verdict, item.left) == (Verdict.ACCEPTED, None)
    assert item.receipt is not None
    assert item.receipt.archived == f"2556/2556-02/DPM_monthly_progress_2556-02_{hash_of(data)[:8]}.xlsx"
    assert (desk.root / "archive" / item.receipt.archived).read_bytes() == data
    assert (desk.root / "archive" / f"{item.receipt.archived}.receipt.json").exists()
    assert item.receipt.name == "รายงาน ก.พ..xlsx" and item.receipt.received_on == date(2013, 2, 18)
    assert desk.inbox == []
    assert value_of(desk, "3.2.2") == Decimal("12.1")


def test_accepted_in_part__the_faulty_record_waits_and_its_neighbour_counts(desk: Desk) -> None:
    item = desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))

    assert item.verdict is Verdict.ACCEPTED_IN_PART
    assert codes(item) == ["value-not-a-number"]
    assert value_of(desk, "3.2.2") is None
    assert value_of(desk, "3.2.3") == 62


def test_returned__the_form_came_back_as_it_went_out(desk: Desk) -> None:
    item = desk.take_one(desk.form("DPM"))

    assert item.verdict is Verdict.RETURNED
    assert "nothing-filled" in codes(item)
    assert desk.inbox == []
    assert {line.state.value for line in desk.look().obligations if line.agency == "DPM"} == {"expected", "missing"}


def test_held__stays_in_the_inbox_and_its_bytes_are_kept_at_once(desk: Desk) -> None:
    form = desk.filled("DPM")
    form.replace_text({"สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง": "สำนักงานแรงงานจังหวัดระยอง"})
    item = desk.take_one(form, name="ใครส่งมา.xlsx")

    assert (item.verdict, codes(item)) == (Verdict.HELD, ["identity-conflict"])
    assert item.left is not None and desk.inbox == ["ใครส่งมา.xlsx"]
    assert archived(desk) == [f"archive/unassigned/{item.sha256[:8]}.xlsx"]

    (again,) = desk.take("2013-02-19")
    assert again.verdict is Verdict.HELD and again.left == item.left
    assert len(desk.receipts()) == 1
    assert value_of(desk, "3.2.2") is None


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("รายงาน.xlsx", TEXT, "file-is-text"), ("ว่าง.xlsx", b"", "file-empty"), ("สัญญา.pdf", b"%PDF-1.4\n%%EOF\n", "file-is-pdf")],
)
def test_refused__leaves_the_inbox_with_a_note_in_the_outbox(desk: Desk, name: str, data: bytes, code: str) -> None:
    item = desk.take_one(data, name=name)

    assert (item.verdict, codes(item)) == (Verdict.REFUSED, [code])
    assert desk.inbox == []
    assert len(archived(desk)) == 1
    (note,) = desk.path("feedback").glob("refused_*.txt")
    said = note.read_text("utf-8-sig")
    assert name in said and "18 ก.พ. 2556" in said and len(said.splitlines()) == 3


def test_refused__a_truncated_workbook(desk: Desk) -> None:
    whole = desk.filled("DPM").save(day("2013-02-18"))
    item = desk.take_one(whole[: len(whole) // 2])

    assert item.verdict is Verdict.REFUSED


def test_duplicate__listed_taken_out_and_counted_once(desk: Desk) -> None:
    data = desk.filled("DPM").save(day("2013-02-18"))
    first = desk.take_one(data)
    before = tree(desk.root, "archive/2556", "outbox")
    desk.drop("ส่งซ้ำ.xlsx", data)
    desk.drop("ส่งซ้ำ อีก.xlsx", data)
    again = desk.take("2013-02-19")

    assert verdicts(again) == [Verdict.DUPLICATE, Verdict.DUPLICATE]
    assert {item.judgement.claim for item in again} == {first.judgement.claim}
    assert desk.inbox == []
    assert len(desk.receipts()) == 1
    assert tree(desk.root, "archive/2556", "outbox") == before
    assert desk.look().balance.files == 1


def test_duplicate__twice_in_one_run_the_first_by_name_is_the_one_that_counts(desk: Desk) -> None:
    data = desk.filled("DPM").save(day("2013-02-18"))
    desk.drop("ก.xlsx", data)
    desk.drop("ข.xlsx", data)
    items = desk.take("2013-02-18")

    assert [(item.name, item.verdict) for item in items] == [("ก.xlsx", Verdict.ACCEPTED), ("ข.xlsx", Verdict.DUPLICATE)]
    assert items[1].judgement.claim.agency == "DPM"
    assert desk.inbox == []


def test_held_twice__both_copies_stay_until_a_person_has_decided(desk: Desk) -> None:
    book = io.BytesIO()
    form = desk.filled("DPM")
    form.book.remove(form.book["_meta"])
    form.book.save(book)
    form.replace_text({"สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง": "สำนักงานแรงงานจังหวัดระยอง"})
    data = form.save(day("2013-02-18"))
    desk.drop("ก.xlsx", data)
    desk.drop("ข.xlsx", data)

    assert verdicts(desk.take("2013-02-18")) == [Verdict.HELD, Verdict.HELD]
    assert desk.inbox == ["ก.xlsx", "ข.xlsx"]
    assert len(desk.receipts()) == 1


def test_waiting__open_in_a_program_until_its_lock_file_is_gone(desk: Desk) -> None:
    desk.drop("รายงาน.xlsx", desk.filled("DPM"))
    lock = desk.root / "inbox" / "~$รายงาน.xlsx"
    lock.write_bytes(b"x")
    (item,) = desk.take("2013-02-18")

    assert (item.verdict, codes(item)) == (Verdict.WAITING, ["inbox-file-open"])
    assert desk.receipts() == [] and "รายงาน.xlsx" in desk.inbox

    lock.unlink()
    assert verdicts(desk.take("2013-02-19")) == [Verdict.ACCEPTED]


def test_a_bad_file_never_stops_the_others(desk: Desk) -> None:
    desk.drop("1.xlsx", TEXT)
    desk.drop("2.xlsx", desk.filled("DPM"))
    desk.drop("3.xlsx", b"PK\x03\x04 broken")
    desk.drop("ย่อย/4.xlsx", desk.filled("LAB"))

    found = {item.name: item.verdict for item in desk.take("2013-02-18")}
    assert found == {
        "1.xlsx": Verdict.REFUSED, "2.xlsx": Verdict.ACCEPTED, "3.xlsx": Verdict.REFUSED, "ย่อย/4.xlsx": Verdict.ACCEPTED,
    }  # fmt: skip


def test_two_contents_on_one_day__the_later_saved_counts_and_the_conflict_is_told(desk: Desk) -> None:
    early, late = desk.filled("DPM"), desk.filled("DPM", typed={"results K3.2.2 result": 13.5})
    desk.drop("ก.xlsx", late.save(day("2013-02-18")))
    desk.drop("ข.xlsx", early.save(day("2013-02-17")))
    assert verdicts(desk.take("2013-02-18")) == [Verdict.ACCEPTED, Verdict.ACCEPTED]

    data = desk.look()
    assert value_of(desk, "3.2.2") == Decimal("13.5")
    assert "revisions-conflict" in {line.finding.code for line in data.findings}


def test_received_on__given_counts_instead_of_the_day_of_the_run(desk: Desk) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    (item,) = desk.take("2013-02-27", received_on="2013-02-21")

    assert item.receipt is not None and item.receipt.received_on == date(2013, 2, 21)
    late = {line.days_late for line in desk.look().obligations if line.kpi_no == "3.2.2" and line.period == "2556-02" and line.form == MONTHLY}
    assert late == {1}


def test_dry_run__says_the_same_and_writes_nothing(desk: Desk) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    desk.drop("ข.xlsx", TEXT)
    before = tree(desk.root)
    dry = desk.take("2013-02-18", dry_run=True)

    assert verdicts(dry) == [Verdict.ACCEPTED_IN_PART, Verdict.REFUSED]
    assert tree(desk.root) == before
    wet = desk.take("2013-02-18")
    assert [(item.name, item.verdict, item.judgement.findings) for item in dry] == [
        (item.name, item.verdict, item.judgement.findings) for item in wet
    ]


def test_validate__judges_anywhere_and_touches_nothing(desk: Desk, tmp_path: Path) -> None:
    paths = [tmp_path / "ก.xlsx", tmp_path / "ข.xlsx"]
    paths[0].write_bytes(desk.filled("DPM").save(day("2013-02-18")))
    paths[1].write_bytes(TEXT)
    before = tree(desk.root)

    assert verdicts(validate(desk.house, paths, day("2013-02-18"))) == [Verdict.ACCEPTED, Verdict.REFUSED]
    assert tree(desk.root) == before and all(path.exists() for path in paths)


def test_named_file__outside_the_inbox_is_taken_in_and_left_where_it_is(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "จากอีเมล.xlsx"
    path.write_bytes(desk.filled("DPM").save(day("2013-02-18")))

    assert verdicts(desk.take("2013-02-18", path)) == [Verdict.ACCEPTED]
    assert verdicts(desk.take("2013-02-18", path)) == [Verdict.DUPLICATE]
    assert path.exists()


def test_named_file__of_the_archive_itself_is_never_removed(desk: Desk) -> None:
    item = desk.take_one(desk.filled("DPM"))
    assert item.receipt is not None
    path = desk.root / "archive" / item.receipt.archived

    assert verdicts(desk.take("2013-02-19", path)) == [Verdict.DUPLICATE]
    assert path.exists()


def test_named_file__inside_the_inbox_leaves_it(desk: Desk) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))

    assert verdicts(desk.take("2013-02-18", desk.root / "archive" / ".." / "inbox" / "ก.xlsx")) == [Verdict.ACCEPTED]
    assert desk.inbox == []


def test_empty_inbox__nothing_happens(desk: Desk) -> None:
    before = tree(desk.root)

    assert desk.take("2013-02-18") == []
    assert count_files(desk.house, ()) == 0
    assert tree(desk.root) == before


def test_progress__counts_every_file_once(desk: Desk) -> None:
    counts: list[int] = []
    for name, data in (("ก.xlsx", TEXT), ("ข.xlsx", TEXT), ("ค.xlsx", TEXT + b"!")):
        desk.drop(name, data)
    list(ingest(desk.house, (), IngestOptions(day("2013-02-18"), settle=0, progress=counts.append)))

    assert sum(counts) == 3


def test_older_form__is_read_by_its_own_description_with_a_note(desk: Desk) -> None:
    form = desk.filled("DPM", typed={"results K3.2.2 result": Word.NO_DATA.value})
    form.type_into("results K3.2.2 result", 15.5)
    desk.change_template(
        MONTHLY, ('label = "1"', 'label = "2"'), ('title = ["ผลสะสมถึงเดือนนี้"', 'title = ["ผลรวมตั้งแต่ต้นปี"'),
        ('aliases = ["ผลสะสม", "ผลการดำเนินงานสะสม", "ผลการดำเนินงาน"]', "aliases = []"),
    )  # fmt: skip
    item = desk.take_one(form)

    assert (item.verdict, codes(item)) == (Verdict.ACCEPTED, ["form-version-older"])
    assert value_of(desk, "3.2.2") == Decimal("15.5")
    # carried into the present form: the feedback is one
    carried = desk.feedback("DPM")
    cell = carried.cell("results K3.2.2 result")
    assert cell is not None and cell.value == 15.5
    assert any(c.value == "ผลรวมตั้งแต่ต้นปี" for row in carried.book["รายงานเดือน"].iter_rows() for c in row)


def test_form_of_another_workspace__held_with_the_next_step(desk: Desk, sent_out: Desk, tmp_path: Path) -> None:
    stranger = Desk.begun(tmp_path / "อีกแห่ง", ("DPM",), ("2556-02",), key=bytes(range(32)))
    item = desk.take_one(stranger.filled("DPM"))

    assert (item.verdict, codes(item)) == (Verdict.HELD, ["token-not-ours"])
    assert item.judgement.extra == {"guess_agency": "DPM", "guess_form": MONTHLY, "guess_period": "2556-02"}


def without_host(registry: Registry) -> Registry:
    """3.2.2 handed over to another agency."""
    kpis = tuple(replace(kpi, host="LAB") if kpi.kpi_no == "3.2.2" else kpi for kpi in registry.kpis)
    return replace(registry, kpis=kpis)


def test_again__a_registry_changed_since_is_asked_only_then(desk: Desk) -> None:
    original, form = desk.house.registry, desk.filled("DPM")
    desk.change_registry(without_host)
    item = desk.take_one(form)
    assert (item.verdict, codes(item)) == (Verdict.ACCEPTED_IN_PART, ["kpi-not-hosted"])

    desk.change_registry(lambda _: original)
    assert desk.take("2013-02-19") == []
    assert [receipt.verdict for receipt in desk.receipts()] == [Verdict.ACCEPTED_IN_PART]

    (again,) = desk.take("2013-02-20", again=True)
    assert (again.verdict, again.name) == (Verdict.ACCEPTED, item.name)
    assert again.receipt is not None and again.receipt.received_on == date(2013, 2, 18)
    assert len(archived(desk)) == 1
    assert {receipt.verdict for receipt in desk.receipts()} == {Verdict.ACCEPTED_IN_PART, Verdict.ACCEPTED}
    assert value_of(desk, "3.2.2") == Decimal("12.1")
    assert desk.take("2013-02-21", again=True) == []


def test_again__dry_run_only_says_what_would_change(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    desk.change_registry(without_host)
    before = tree(desk.root)
    (item,) = desk.take("2013-02-20", again=True, dry_run=True)

    assert (item.verdict, item.receipt) == (Verdict.ACCEPTED_IN_PART, None)
    assert tree(desk.root) == before


def test_again__what_would_be_held_keeps_its_decision(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    desk.change_registry(lambda registry: replace(
        registry,
        agencies=tuple(replace(agency, code="XDP") if agency.code == "DPM" else agency for agency in registry.agencies),
        kpis=tuple(replace(kpi, supporting=(), host="XDP" if kpi.host == "DPM" else kpi.host) for kpi in registry.kpis),
        lessons=(),
    ))  # fmt: skip
    (item,) = desk.take("2013-02-20", again=True)

    assert item.verdict is Verdict.ACCEPTED
    assert codes(item) == ["earlier-decision-stands", "identity-conflict"]
    assert len(desk.receipts()) == 1


def test_registry_edited_afterwards__changes_no_earlier_acceptance(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    receipts = desk.receipts()
    desk.change_registry(without_host)
    desk.take("2013-02-19")

    assert desk.receipts() == receipts
    assert value_of(desk, "3.2.2") == Decimal("12.1")
    assert {(line.state.value, line.received_on) for line in desk.look().obligations
            if (line.form, line.period, line.kpi_no) == (MONTHLY, "2556-02", "3.2.2")} == {("received", date(2013, 2, 18))}  # fmt: skip


def test_workbook_with_macros_part__macros_never_run_and_values_are_read(desk: Desk) -> None:
    data, out = desk.filled("DPM").save(day("2013-02-18")), io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    item = desk.take_one(out.getvalue(), name="ก.xlsm")

    assert item.verdict is Verdict.ACCEPTED and "macros-present" in codes(item)
