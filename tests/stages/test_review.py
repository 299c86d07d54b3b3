"""The consultant's review from the sheet to the certified total: typed where the workbook lies, or sent in."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from kpi_excel.core.catalogue import message_of
from kpi_excel.core.consolidation import Certification, Consolidation, KpiLine
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.stages import answer
from kpi_excel.stages.assign import assign
from kpi_excel.stages.closed_year import close_year
from kpi_excel.stages.consolidate import Merged, consolidated_path, merge
from kpi_excel.stages.ingest import IngestOptions, ingest
from kpi_excel.stages.review import Reviewed, latest_round, review, review_path
from kpi_excel.stages.setup import begin_sample
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import workspace_key
from kpi_excel.store.publish import PublishState
from tests import office
from tests.stages.desk import DEMO_KEY, Desk, codes, day
from tests.stages.review_desk import (
    ROUND_6,
    SHEET,
    headings,
    only_a_few_kpis,
    row_of,
    saved,
    send_sar,
    shown,
    type_into,
    typed,
)

P6, APRIL = Period.parse(ROUND_6), Period.parse("2556-04")
SIGNED = {"signoff": "approved"}
RESULTS: dict[str, dict[str, dict[str, Any]]] = {
    "DPM": {"3.2.2": {"result": 29.3, "claimed": 3, **SIGNED}, "3.2.3": {"result": 85, "claimed": 3.5, **SIGNED}},
    "LAB": {"4.4": {"result": 72, "claimed": 3.4, **SIGNED}},
    "PHO": {"4.2": {"result": 105, "claimed": 2.5, "signoff": "refused"}},
}
MANA = {"ผู้ทวนสอบ": "ดร.มานะ"}
ALL_FOUR = {
    "K3.2.2/6": {"ผลทวนสอบ": "รับรอง", "วันที่": "25/4/2556", **MANA},
    "K3.2.3/6": {"ผลทวนสอบ": "แก้ไข", "รับรอง": 3.2, "ความเห็น": "ตัดรายการซ้ำ", **MANA},
    "K4.4/6": {"ผลทวนสอบ": "ขอหลักฐานเพิ่ม", "ความเห็น": "ขอบัญชีรายชื่อ", **MANA},
    "K4.2/6": {"ผลทวนสอบ": "ไม่รับรอง", "ความเห็น": "ไม่ตรงทะเบียน", **MANA},
}
STANDINGS = {"3.2.2": "certified", "3.2.3": "amended", "4.4": "evidence-wanted", "4.2": "refused"}

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(scope="module")
def merged_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample province with four self-assessments of the first round, merged on 25 April: nobody may change it."""
    root = tmp_path_factory.mktemp("review") / "จังหวัด"
    begin_sample(root)
    workspace_key(Archive(root / "archive"), DEMO_KEY)
    Desk(root).change_registry(only_a_few_kpis)
    house = Desk(root).house
    for agency, results in RESULTS.items():
        send_sar(house, agency, results)
    merge(house, P6, day("2013-04-25"))
    return root


@pytest.fixture
def desk(merged_once: Path, tmp_path: Path) -> Desk:
    return Desk(merged_once).copied(tmp_path / "พื้นที่ ทวนสอบ")


def workbook(desk: Desk, period: Period = P6) -> Path:
    return consolidated_path(desk.house, period)


def merge_on(desk: Desk, on: str = "2013-04-26", period: Period = P6) -> Merged:
    return merge(desk.house, period, day(on))


def lines(data: Consolidation) -> dict[str, KpiLine]:
    return {line.kpi.kpi_no: line for line in data.lines}


def standings(data: Consolidation) -> dict[str, str]:
    """Leaves that are no longer simply open."""
    return {line.kpi.kpi_no: line.certification.value for line in data.lines
            if line.kpi.is_leaf and line.certification is not Certification.OPEN}  # fmt: skip


def reviews(desk: Desk) -> list[Receipt]:
    return [receipt for receipt in desk.receipts() if receipt.form == "review"]


def run_review(desk: Desk, *files: Path, on: str = "2013-04-26", period: Period = P6, export: bool = False) -> Reviewed:
    return review(desk.house, files, period, day(on), IngestOptions(day(on), settle=0), export=export)


def test_verdicts_typed_into_the_outbox_survive_the_next_merge__without_a_word(desk: Desk) -> None:
    data = type_into(workbook(desk), ALL_FOUR)
    merged = merge_on(desk)
    assert standings(merged.consolidation) == STANDINGS
    (receipt,) = reviews(desk)
    assert receipt.verdict is Verdict.ACCEPTED and receipt.archived.startswith(
        f"2556/{ROUND_6}/REVIEW_review_{ROUND_6}_"
    )
    assert desk.house.archive.read(receipt.archived) == data
    assert (merged.published.state, merged.published.findings) == (PublishState.WRITTEN, ())
    assert [path.name for path in workbook(desk).parent.iterdir()] == [workbook(desk).name]
    row = shown(workbook(desk).read_bytes(), "K3.2.3/6")
    assert (row["ผลทวนสอบ"], row["รับรอง"], row["ความเห็น"], row["ผู้ทวนสอบ"], row["วันที่"]) == (
        "แก้ไข", 3.2, "ตัดรายการซ้ำ", "ดร.มานะ", "26/4/2556")  # fmt: skip


def test_verdicts_typed_into_the_outbox_are_in_the_feedback_of_the_same_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_into(workbook(desk), ALL_FOUR)
    answered_from: list[Receipt] = []
    monkeypatch.setattr(answer, "write_feedback", lambda house, gist, *_: answered_from.extend(gist.receipts) or ([], []))
    (item,) = desk.take("2013-04-26")
    assert (item.verdict, item.judgement.claim.form) == (Verdict.ACCEPTED, "review")
    assert "review" in {receipt.form for receipt in answered_from}
    assert merge_on(desk).reviews.items == () and standings(merge_on(desk).consolidation) == STANDINGS


def test_a_dry_run_and_named_files_leave_the_outbox_alone(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    other = desk.root / "แบบอื่น.txt"
    other.write_bytes(b"?")
    assert desk.take("2013-04-26", dry_run=True) == []
    assert [item.name for item in desk.take("2013-04-26", other)] == [other.name]
    assert reviews(desk) == []


def test_a_closed_year_takes_in_no_review__and_says_so(desk: Desk) -> None:
    filled = type_into(workbook(desk), ALL_FOUR)
    close_year(desk.house.workspace, desk.house.registry.settings.fiscal_year, desk.root / "ปีใหม่", day("2013-11-01"))
    merged = merge_on(desk, "2013-11-02")
    assert [(note.code, note.place.file) for note in merged.reviews.notes] == [("review-after-year-end", workbook(desk).name)]
    assert "2556" in message_of(merged.reviews.notes[0], "en")
    assert (reviews(desk), standings(merged.consolidation)) == ([], {})
    (aside,) = (path for path in workbook(desk).parent.iterdir() if path.read_bytes() == filled)
    with pytest.raises(KpiExcelError, match="year-closed"):
        run_review(desk, aside)


def test_the_certified_total_weighs_what_is_certified(desk: Desk) -> None:
    assert merge_on(desk).consolidation.certified.score is None
    type_into(workbook(desk), ALL_FOUR)
    certified = merge_on(desk).consolidation.certified
    # 20 × 2.3500 and 20 × 3.2000, of a hundred
    assert (certified.score, certified.covered, certified.weight) == (Decimal("2.7750"), 40, 100)


def test_a_second_merge_changes_nothing__verdicts_stay(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    merge_on(desk)
    again = merge_on(desk)
    assert (again.published.state, again.reviews.items) == (PublishState.UNCHANGED, ())
    assert standings(merge_on(desk, "2013-06-03").consolidation) == STANDINGS
    assert len(reviews(desk)) == 1


def test_more_verdicts_may_follow__the_earlier_ones_stay(desk: Desk) -> None:
    type_into(workbook(desk), {"K3.2.2/6": ALL_FOUR["K3.2.2/6"]})
    merge_on(desk)
    type_into(workbook(desk), {"K4.4/6": {"ผลทวนสอบ": "ไม่รับรอง", **MANA}})
    assert standings(merge_on(desk, "2013-04-27").consolidation) == {"3.2.2": "certified", "4.4": "refused"}
    assert [len(receipt.records) for receipt in reviews(desk)] == [1, 1]


def test_a_changed_score_voids_its_verdict__with_a_finding_and_a_blank_box(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    merge_on(desk)
    send_sar(desk.house, "DPM", {"3.2.2": {"result": 28, **SIGNED}}, on="2013-05-02", run=9)
    after = merge_on(desk, "2013-05-03").consolidation
    assert standings(after) == STANDINGS | {"3.2.2": "void"}
    assert lines(after)["3.2.2"].certified is None
    assert [line.finding.place.kpi_no for line in after.findings if line.finding.code == "certification-void"] == [
        "3.2.2"
    ]
    row = shown(workbook(desk).read_bytes(), "K3.2.2/6")
    assert (row["ผลทวนสอบ"], row["รับรอง"]) == (None, None)
    assert "2.3500" in row["ข้อสังเกต"]
    # left alone it stays void; certified again it counts
    assert standings(merge_on(desk, "2013-05-04").consolidation)["3.2.2"] == "void"
    type_into(workbook(desk), {"K3.2.2/6": {"ผลทวนสอบ": "รับรอง", **MANA}})
    again = merge_on(desk, "2013-05-05").consolidation
    assert (standings(again)["3.2.2"], lines(again)["3.2.2"].certified) == ("certified", Decimal("3.0000"))


def test_an_old_copy_cannot_certify_a_score_it_never_saw(desk: Desk) -> None:
    old = workbook(desk).read_bytes()
    send_sar(desk.house, "DPM", {"3.2.2": {"result": 28, **SIGNED}}, on="2013-05-02", run=9)
    merge_on(desk, "2013-05-03")
    desk.drop("สำเนาเก่า.xlsx", typed(old, {"K3.2.2/6": {"ผลทวนสอบ": "รับรอง", **MANA}}))
    assert [item.verdict for item in desk.take("2013-05-04")] == [Verdict.ACCEPTED]
    assert standings(merge_on(desk, "2013-05-04").consolidation) == {"3.2.2": "void"}


def test_every_day_can_be_seen_again__verdicts_come_on_their_day(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    merge_on(desk, "2013-05-10")
    assert standings(desk.look(ROUND_6, "2013-05-09")) == {}
    assert standings(desk.look(ROUND_6, "2013-05-10")) == STANDINGS


def test_rows_sorted_moved_or_deleted_are_still_read_right(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(typed(workbook(desk).read_bytes(), ALL_FOUR)), rich_text=True)
    sheet = book[SHEET]
    heading, columns = headings(sheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=heading + 1, max_row=heading + 8)]
    keyed = [row for row in rows if "\nK" in str(row[0])]
    for at, row in enumerate(reversed(keyed[2:] + keyed[:2]), heading + 2):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    sheet.delete_rows(row_of(sheet, "K14/6"))
    desk.drop("เรียงใหม่.xlsx", saved(book))
    (item,) = desk.take("2013-04-26")
    assert (item.verdict, codes(item)) == (Verdict.ACCEPTED, [])
    assert standings(merge_on(desk).consolidation) == STANDINGS
    assert columns["วันที่"] == 15


def test_a_half_sorted_sheet_is_held__not_guessed(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(typed(workbook(desk).read_bytes(), ALL_FOUR)), rich_text=True)
    sheet = book[SHEET]
    first, second = row_of(sheet, "K3.2.2/6"), row_of(sheet, "K4.4/6")
    sheet.cell(first, 1).value, sheet.cell(second, 1).value = sheet.cell(second, 1).value, sheet.cell(first, 1).value
    desk.drop("สลับรหัส.xlsx", saved(book))
    (item,) = desk.take("2013-04-26")
    assert (item.verdict, item.judgement.code) == (Verdict.HELD, "rows-mixed-up")


def test_a_review_in_the_inbox_is_taken_like_any_submission__under_any_name(desk: Desk) -> None:
    desk.drop("ส่งกลับ อ.มานะ (แก้แล้ว).xlsx", typed(workbook(desk).read_bytes(), ALL_FOUR))
    (item,) = desk.take("2013-04-26")
    assert (item.verdict, item.judgement.claim.form, item.judgement.claim.period) == (
        Verdict.ACCEPTED,
        "review",
        ROUND_6,
    )
    assert desk.inbox == []
    assert not (desk.root / "outbox" / ROUND_6 / "feedback").exists()
    assert standings(merge_on(desk).consolidation) == STANDINGS


def test_the_standalone_workbook_is_filled_and_taken_in(desk: Desk) -> None:
    exported = run_review(desk, export=True).exported
    assert exported is not None and exported.path == review_path(desk.house, P6)
    desk.drop("ทวนสอบ.xlsx", typed(exported.path.read_bytes(), ALL_FOUR))
    found = run_review(desk)
    assert [item.verdict for item in found.intake.items] == [Verdict.ACCEPTED]
    assert standings(found.consolidation) == STANDINGS
    assert desk.inbox == []


def test_an_exported_workbook_filled_where_it_lies_is_not_overwritten(desk: Desk) -> None:
    exported = run_review(desk, export=True).exported
    assert exported is not None
    type_into(exported.path, ALL_FOUR)
    again = run_review(desk, export=True)
    assert standings(again.consolidation) == STANDINGS
    assert again.exported is not None and (again.exported.state, again.exported.findings) == (PublishState.WRITTEN, ())
    assert shown(exported.path.read_bytes(), "K4.4/6")["ผลทวนสอบ"] == "ขอหลักฐานเพิ่ม"


def test_reviews_of_other_periods_are_found_too__whatever_is_merged(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    later = merge_on(desk, "2013-05-10", APRIL)
    assert [item.name for item in later.reviews.items] == [f"consolidated_{ROUND_6}.xlsx"]
    assert shown(workbook(desk, APRIL).read_bytes(), "K3.2.3/6")["ผลทวนสอบ"] == "แก้ไข"
    # the filled workbook is replaced by its own merge only, and loses nothing
    assert merge_on(desk, "2013-05-10").published.findings == ()


def test_a_copy_saved_beside_the_workbook_is_taken_in_and_left_there(desk: Desk) -> None:
    copy = workbook(desk).with_name("สำเนาของ อ.มานะ.xlsx")
    copy.write_bytes(typed(workbook(desk).read_bytes(), ALL_FOUR))
    merged = merge_on(desk)
    assert (standings(merged.consolidation), copy.exists()) == (STANDINGS, True)
    assert merge_on(desk).reviews.items == ()


def test_any_other_change_is_set_aside__and_reported(desk: Desk) -> None:
    book = openpyxl.load_workbook(workbook(desk))
    book["สรุป"]["A1"].value = "ฉันเขียนเอง"
    mine = saved(book)
    workbook(desk).write_bytes(mine)
    merged = merge_on(desk)
    assert (merged.reviews.items, reviews(desk)) == ((), [])
    (finding,) = merged.published.findings
    assert finding.code == "output-changed-by-user"
    assert (workbook(desk).parent / str(finding.found)).read_bytes() == mine
    # what was set aside is not asked again
    assert merge_on(desk, "2013-04-27").reviews == merge_on(desk, "2013-04-28").reviews


def test_a_review_whose_mark_was_damaged_is_set_aside_with_the_reason(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(typed(workbook(desk).read_bytes(), ALL_FOUR)), rich_text=True)
    for row in book[SHEET].iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "KPIX|" in cell.value:
                cell.value = cell.value[:-6]
    workbook(desk).write_bytes(saved(book))
    merged = merge_on(desk)
    assert [finding.code for finding in merged.reviews.notes] == ["review-not-read"]
    assert [finding.code for finding in merged.published.findings] == ["output-changed-by-user"]
    assert standings(merged.consolidation) == {}


def without_marks(data: bytes) -> bytes:
    """The workbook after somebody copied its cells into a book of their own: nothing says which review it was."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if "KPIX" in str(cell.value):
                    cell.value = None
        sheet.oddFooter.left.text = sheet.oddFooter.center.text = sheet.oddFooter.right.text = ""
    book.properties.subject = ""
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    return saved(book)


def test_a_review_without_its_mark_is_held__and_assigned_by_a_person(desk: Desk) -> None:
    filled = typed(workbook(desk).read_bytes(), ALL_FOUR)
    desk.drop("ผลทวนสอบ.xlsx", without_marks(filled))
    (item,) = desk.take("2013-04-26")
    assert (item.verdict, item.judgement.code) == (Verdict.HELD, "form-not-identified")
    assert (item.judgement.extra["guess_agency"], item.judgement.extra["guess_form"]) == ("REVIEW", "review")
    item = assign(desk.house, Path("ผลทวนสอบ.xlsx"), "REVIEW", "review", P6, "ปรีชา", day("2013-04-27"), "อ.มานะส่งเอง")
    assert (item.verdict, desk.inbox, codes(item)) == (Verdict.ACCEPTED, [], [])
    receipt = reviews(desk)[-1]
    assert (receipt.decided_by, receipt.why, receipt.received_on) == ("ปรีชา", "อ.มานะส่งเอง", day("2013-04-26"))
    assert standings(merge_on(desk, "2013-04-27").consolidation) == STANDINGS


def test_a_verdict_without_mark_is_still_on_the_score_beside_it(desk: Desk) -> None:
    desk.drop("ผลทวนสอบ.xlsx", without_marks(typed(workbook(desk).read_bytes(), ALL_FOUR)))
    desk.take("2013-04-26")
    assign(desk.house, Path("ผลทวนสอบ.xlsx"), "REVIEW", "review", P6, "ปรีชา", day("2013-04-26"), "อ.มานะส่งเอง")
    send_sar(desk.house, "DPM", {"3.2.2": {"result": 28, "claimed": 3, **SIGNED}}, on="2013-04-28", run=9)
    assert standings(merge_on(desk, "2013-04-29").consolidation)["3.2.2"] == "void"


@pytest.mark.parametrize(
    ("agency", "period", "code"), [("DPM", ROUND_6, "review-has-no-agency"), ("REVIEW", "2556-kpi", "period-does-not-fit")]
)
def test_a_review_is_the_consultants__of_a_month_or_round(desk: Desk, agency: str, period: str, code: str) -> None:
    with pytest.raises(KpiExcelError, match=code):
        assign(desk.house, Path("x.xlsx"), agency, "review", Period.parse(period), "ปรีชา", day("2013-04-26"), "อ.มานะส่งเอง")


def test_faults_are_said_once__the_neighbours_count__and_the_row_comes_back(desk: Desk) -> None:
    type_into(workbook(desk), {
        "K3.2.2/6": {"ผลทวนสอบ": "แก้ไข", **MANA}, "K3.2.3/6": {"ผลทวนสอบ": "แก้ไข", "รับรอง": 32, **MANA},
        "K4.4/6": {"ผลทวนสอบ": "น่าจะได้", **MANA}, "K1.1/6": {"ผลทวนสอบ": "รับรอง", **MANA}, "K4.2/6": ALL_FOUR["K4.2/6"],
    })  # fmt: skip
    merged = merge_on(desk)
    (item,) = merged.reviews.items
    assert item.verdict is Verdict.ACCEPTED_IN_PART
    assert sorted((f.place.kpi_no, f.code) for f in item.judgement.findings) == [
        ("1.1", "verdict-on-nothing"), ("3.2.2", "verdict-without-certified-score"), ("3.2.3", "certified-score-off-scale"),
        ("4.4", "value-not-in-list"),
    ]  # fmt: skip
    assert standings(merged.consolidation) == {"4.2": "refused"}
    rows = {code: shown(workbook(desk).read_bytes(), code) for code in ("K3.2.3/6", "K4.4/6")}
    assert (rows["K3.2.3/6"]["ผลทวนสอบ"], rows["K3.2.3/6"]["รับรอง"], rows["K4.4/6"]["ผลทวนสอบ"]) == (
        "แก้ไข",
        32,
        "น่าจะได้",
    )
    assert "นอกช่วง 1–5" in rows["K3.2.3/6"]["ข้อสังเกต"]
    type_into(workbook(desk), {"K3.2.3/6": {"รับรอง": 3.2}, "K4.4/6": {"ผลทวนสอบ": None, "ผู้ทวนสอบ": None}})
    after = merge_on(desk, "2013-04-27")
    assert standings(after.consolidation) == {"4.2": "refused", "3.2.3": "amended"}
    assert shown(workbook(desk).read_bytes(), "K4.4/6")["ผลทวนสอบ"] is None


def test_a_remark_without_verdict_is_kept__and_decides_nothing(desk: Desk) -> None:
    type_into(workbook(desk), {"K3.2.2/6": {"ความเห็น": "รอถามหัวหน้า"}})
    merged = merge_on(desk)
    assert [codes(item) for item in merged.reviews.items] == [["verdict-not-chosen"]]
    assert standings(merged.consolidation) == {}
    assert shown(workbook(desk).read_bytes(), "K3.2.2/6")["ความเห็น"] == "รอถามหัวหน้า"


def test_clearing_is_not_withdrawing(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    merge_on(desk)
    type_into(workbook(desk), {"K3.2.2/6": {heading: None for heading in ("ผลทวนสอบ", "รับรอง", "ผู้ทวนสอบ", "วันที่")}})
    merged = merge_on(desk, "2013-04-27")
    assert standings(merged.consolidation) == STANDINGS
    assert shown(workbook(desk).read_bytes(), "K3.2.2/6")["ผลทวนสอบ"] == "รับรอง"


def test_an_earlier_round_cannot_be_decided_again_on_a_later_sheet(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    merge_on(desk, "2013-05-10", APRIL)
    type_into(workbook(desk, APRIL), {"K3.2.2/6": {"ผลทวนสอบ": "ไม่รับรอง"}})
    merged = merge_on(desk, "2013-05-11", APRIL)
    assert [codes(item) for item in merged.reviews.items] == [["verdict-of-another-round"]]
    assert standings(desk.look(ROUND_6, "2013-05-11")) == STANDINGS


def test_agencies_words_in_other_sheets_do_not_confuse_the_reader(desk: Desk) -> None:
    book = openpyxl.load_workbook(io.BytesIO(typed(workbook(desk).read_bytes(), ALL_FOUR)), rich_text=True)
    book["ข้อค้นพบ"]["G40"].value = "หน่วยงานเขียนว่า KPIX|monthly_progress|1|DPM|2556-02|ABC"
    book["ข้อมูลรวม"]["J9"].value = "KPIX|"
    desk.drop("ทั้งเล่ม.xlsx", saved(book))
    assert [item.verdict for item in desk.take("2013-04-26")] == [Verdict.ACCEPTED]


def test_the_same_review_again_is_a_duplicate__an_untouched_one_is_returned(desk: Desk) -> None:
    blank = workbook(desk).read_bytes()
    filled = typed(blank, ALL_FOUR)
    desk.drop("1.xlsx", filled)
    desk.take("2013-04-26")
    desk.drop("2.xlsx", filled)
    desk.drop("3.xlsx", blank)
    assert [(item.name, item.verdict) for item in desk.take("2013-04-27")] == [
        ("3.xlsx", Verdict.RETURNED), ("2.xlsx", Verdict.DUPLICATE),
    ]  # fmt: skip
    assert standings(merge_on(desk, "2013-04-27").consolidation) == STANDINGS


def test_the_command_takes_reviews_only__a_report_stays_in_the_inbox(desk: Desk) -> None:
    exported = run_review(desk, export=True).exported
    assert exported is not None
    desk.drop("ทวนสอบ.xlsx", typed(exported.path.read_bytes(), ALL_FOUR))
    desk.drop("อื่น.xlsx", saved(openpyxl.Workbook()))
    run_review(desk)
    assert desk.inbox == ["อื่น.xlsx"]
    found = run_review(desk, desk.root / "inbox" / "อื่น.xlsx")
    assert ([finding.code for finding in found.intake.notes], desk.inbox) == (["not-a-review"], ["อื่น.xlsx"])


def test_a_named_file_elsewhere_is_taken_in_and_left_where_it_lies(desk: Desk, tmp_path: Path) -> None:
    mail = tmp_path / "แนบ.xlsx"
    mail.write_bytes(typed(workbook(desk).read_bytes(), ALL_FOUR))
    found = run_review(desk, mail)
    assert (standings(found.consolidation), mail.exists()) == (STANDINGS, True)


def test_the_round_reviewed_by_default_is_the_one_that_was_over_last(desk: Desk) -> None:
    house = desk.house
    days = {
        "2013-02-10": "2556-02",
        "2013-03-31": "2556-03",
        "2013-04-01": "2556-sar6",
        "2013-07-20": "2556-sar9",
        "2014-01-05": "2556-sar12",
    }
    assert {on: latest_round(house, day(on)).code for on in days} == days


def test_ranking_and_lists_speak_of_the_same_kpis(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    found = run_review(desk)
    assert [rank.line.kpi.kpi_no for rank in found.ranking] == ["4.2", "4.4", "3.2.2"]
    open_with_score = [line.line.kpi.kpi_no for line in found.review.open if line.line.score.value is not None]
    assert open_with_score == ["4.2", "4.4"]


def test_receipts_of_a_review_are_judged_again_to_the_same(desk: Desk) -> None:
    type_into(workbook(desk), ALL_FOUR)
    merge_on(desk)
    house, options = desk.house, IngestOptions(date(2013, 4, 27), settle=0, again=True)
    assert [item for item in ingest(house, (), options) if item.judgement.claim.form == "review"] == []


# What follows is typed and saved by LibreOffice itself.

by_hand = pytest.mark.skipif(bool(office.skip_reason()), reason=office.skip_reason())


@pytest.fixture(scope="module")
def calc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[office.Office]:
    with office.running_office(tmp_path_factory.mktemp("office")) as running:
        yield running


def typing(data: bytes, rows: Mapping[str, Mapping[str, Any]]) -> list[office.Step]:
    """What a person types, box by box."""
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    _, columns = headings(sheet)
    return [
        ("type", SHEET, f"{get_column_letter(columns[heading])}{row_of(sheet, code)}", str(value))
        for code, cells in rows.items()
        for heading, value in cells.items()
    ]


@pytest.mark.program
@by_hand
def test_typed_in_libreoffice_in_the_outbox__saved__merged_again__verdicts_kept(
    desk: Desk, calc: office.Office
) -> None:
    path = workbook(desk)
    steps = [*typing(path.read_bytes(), ALL_FOUR), ("save", "a.xlsx")]
    path.write_bytes(calc.do(path.read_bytes(), steps).saved["a.xlsx"])
    merged = merge_on(desk)
    assert standings(merged.consolidation) == STANDINGS
    assert merged.consolidation.certified.score == Decimal("2.7750")
    assert [(item.verdict, codes(item)) for item in merged.reviews.items] == [(Verdict.ACCEPTED, [])]
    assert shown(path.read_bytes(), "K3.2.2/6")["วันที่"] == "25/4/2556"
    # opened and saved once more without a word typed: set aside as any change, no new review
    path.write_bytes(calc.do(path.read_bytes(), [("save", "b.xlsx")]).saved["b.xlsx"])
    again = merge_on(desk, "2013-04-27")
    assert (again.reviews.items, standings(again.consolidation)) == ((), STANDINGS)


@pytest.mark.program
@by_hand
def test_rows_sorted_and_moved_in_libreoffice_are_still_right(desk: Desk, calc: office.Office) -> None:
    path = workbook(desk)
    data = path.read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    heading, _ = headings(sheet)
    first, last = heading + 2, heading + 7
    steps = [
        *typing(data, ALL_FOUR), ("unprotect", SHEET), ("sort", SHEET, f"A{first}:O{last}", 1, False),
        ("insert_rows", SHEET, first, 1), ("move", SHEET, f"A{last}:O{last}", f"A{first}"), ("save", "a.xlsx"),
    ]  # fmt: skip
    path.write_bytes(calc.do(data, steps).saved["a.xlsx"])
    merged = merge_on(desk)
    assert standings(merged.consolidation) == STANDINGS
    assert [codes(item) for item in merged.reviews.items] == [[]]


@pytest.mark.program
@by_hand
def test_saved_as_ods_and_put_into_the_inbox_it_says_the_same(desk: Desk, calc: office.Office) -> None:
    data = workbook(desk).read_bytes()
    desk.drop("ทวนสอบ ของ อ.มานะ.ods", calc.do(data, [*typing(data, ALL_FOUR), ("save", "a.ods")]).saved["a.ods"])
    (item,) = desk.take("2013-04-26")
    assert item.verdict is Verdict.ACCEPTED and item.receipt is not None and item.receipt.archived.endswith(".ods")
    assert standings(merge_on(desk).consolidation) == STANDINGS


@pytest.mark.program
@by_hand
def test_the_sheet_copied_into_a_book_of_its_own_is_still_a_review(desk: Desk, calc: office.Office) -> None:
    data = workbook(desk).read_bytes()
    steps = [*typing(data, ALL_FOUR), ("into_new_book", SHEET), ("save", "a.xlsx")]
    desk.drop("เฉพาะแผ่น.xlsx", calc.do(data, steps).saved["a.xlsx"])
    (item,) = desk.take("2013-04-26")
    assert (item.verdict, item.judgement.claim.form) == (Verdict.ACCEPTED, "review")
    assert standings(merge_on(desk).consolidation) == STANDINGS
