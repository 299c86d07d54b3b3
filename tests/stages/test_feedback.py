"""What agencies are told: a workbook to fill and send back, taken back when it is settled."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import openpyxl
import pytest

from kpi_excel.core.submission import Record, Verdict
from kpi_excel.workbooks.officials import FilledForm
from tests.stages.desk import FILED, MONTHLY, Desk, codes, tree, value_of, verdicts

LIST, REPORT = "สิ่งที่ต้องแก้", "รายงานเดือน"
NOTE = "ขอรถยนต์หนึ่งคัน"


def feedback_files(desk: Desk, period: str = "2556-02") -> list[str]:
    return sorted(path.name for path in desk.path("feedback", period).glob("*"))


def texts(form: FilledForm, sheet: str) -> Iterator[str]:
    return (str(cell.value) for row in form.book[sheet].iter_rows() for cell in row if cell.value is not None)


def said(records: tuple[Record, ...]) -> list[object]:
    """What records say, without the cells they stand in."""
    return [
        (record.kind, record.kpi_no, record.awaiting, [(row.code, {key: row.get(key) for key in row.values}) for row in record.rows])
        for record in records
    ]  # fmt: skip


def test_feedback__lists_the_fault_and_marks_its_cell(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))

    assert feedback_files(desk) == ["DPM_monthly_progress_2556-02_feedback.xlsx"]
    form = desk.feedback("DPM")
    assert form.book.sheetnames[0] == LIST
    listed = " ".join(texts(form, LIST))
    assert "12.1 คน" in listed and "3.2.2" in listed
    cell = form.cell("results K3.2.2 result")
    assert cell is not None and cell.value == "12.1 คน"
    other = form.cell("results K3.2.3 result")
    assert other is not None and other.value == 62


def test_feedback__not_written_for_what_is_clean(desk: Desk) -> None:
    assert codes(desk.take_one(desk.filled("DPM"))) == []
    assert feedback_files(desk) == []


def test_feedback__corrected_and_sent_back_settles_it_and_is_taken_back(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    answer = desk.feedback("DPM")
    answer.type_into("results K3.2.2 result", 12.1)
    item = desk.take_one(answer, "2013-02-20", name="แก้แล้ว.xlsx")

    assert (item.verdict, codes(item)) == (Verdict.ACCEPTED, [])
    assert feedback_files(desk) == []
    assert value_of(desk, "3.2.2") == Decimal("12.1")
    assert not list((desk.root / "archive" / "published").glob("2556-02/feedback/*"))


def test_feedback__sent_back_as_it_is_says_the_same_once_more(desk: Desk) -> None:
    first = desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน", "results K3.2.3 result": "ร้อยละ 62"}))
    again = desk.take_one(desk.feedback("DPM"), "2013-02-20", name="ส่งกลับ.xlsx")

    assert again.verdict is Verdict.ACCEPTED_IN_PART
    assert codes(again) == ["value-not-a-number"]
    assert said(again.judgement.records) == said(first.judgement.records)
    assert value_of(desk, "3.2.3") == 62 and value_of(desk, "3.2.2") is None


def test_feedback__of_lists_can_be_sent_back_too(desk: Desk) -> None:
    """A plan with a bad date: its steps come back in the feedback, and only the date is typed."""
    plan = desk.filled("DPM", "2556-plan", "action_plan", {"plan P3.2.2-3 finish": "31/2/2556"})
    first = desk.take_one(plan)
    assert (first.verdict, codes(first)) == (Verdict.ACCEPTED_IN_PART, ["no-such-date"])
    answer = desk.feedback("DPM", "2556-plan", "action_plan")
    rows = answer.rows(answer.book["แผนปฏิบัติการ"], "plan")
    cell = next(row["finish"] for row in rows.values() if row["finish"].value == "31/2/2556")
    cell.value = "31/3/2556"
    item = desk.take_one(answer, "2013-02-20", name="แก้แล้ว.xlsx")

    assert (item.verdict, codes(item)) == (Verdict.ACCEPTED, [])
    steps = [step for step in desk.look().steps if step.kpi_no == "3.2.2"]
    assert len(steps) == 5


def test_feedback__a_new_step_with_a_fault_keeps_its_place(desk: Desk) -> None:
    plan = desk.filled("LAB", "2556-plan", "action_plan")
    rows = plan.rows(plan.book["แผนปฏิบัติการ"], "plan")
    spare = next(row for code, row in rows.items() if code.startswith("+"))
    typed: dict[str, str | int] = {"kpi_no": "4.4", "step": "ติดตามผู้ผ่านการฝึก", "level": 5, "start": "1/9/2556", "finish": "เร็ว ๆ นี้",
             "responsible": "นายสมชาย", "evidence": "รายงานติดตาม"}  # fmt: skip
    for key, value in typed.items():
        spare[key].value = value
    item = desk.take_one(plan)
    assert (item.verdict, codes(item)) == (Verdict.ACCEPTED_IN_PART, ["value-not-a-date"])

    answer = desk.feedback("LAB", "2556-plan", "action_plan")
    rows = answer.rows(answer.book["แผนปฏิบัติการ"], "plan")
    (new,) = [row for row in rows.values() if row["step"].value == "ติดตามผู้ผ่านการฝึก"]
    assert new["finish"].value == "เร็ว ๆ นี้"
    new["finish"].value = "15/9/2556"
    item = desk.take_one(answer, "2013-02-20", name="แก้แล้ว.xlsx")
    assert (item.verdict, codes(item)) == (Verdict.ACCEPTED, [])
    assert [step.text for step in desk.look().steps if step.kpi_no == "4.4"][-1] == "ติดตามผู้ผ่านการฝึก"


def test_feedback__written_outside_the_form_is_listed_not_lost(desk: Desk) -> None:
    form = desk.filled("DPM")
    form.book["รายงานเดือน"]["M30"] = "โปรดโทรกลับก่อนเที่ยง"
    item = desk.take_one(form)

    assert item.verdict is Verdict.ACCEPTED and codes(item) == ["outside-text"]
    assert any("โปรดโทรกลับก่อนเที่ยง" in text for text in texts(desk.feedback("DPM"), LIST))


def test_feedback__the_notes_box_comes_back_and_stays_when_the_correction_is_sent(desk: Desk) -> None:
    form = desk.filled("DPM", typed={"results K3.2.2 result": "85 คน"})
    assert form.type_beside("เรื่องอื่นที่อยากบอกจังหวัด (ถ้ามี)", NOTE, "รายงานเดือน")
    desk.take_one(form)
    answer = desk.feedback("DPM")
    assert NOTE in texts(answer, "รายงานเดือน")
    answer.type_into("results K3.2.2 result", 85)
    item = desk.take_one(answer, "2013-02-20", name="แก้แล้ว.xlsx")

    assert codes(item) == ["note-to-province"]
    assert [line.finding.found for line in desk.look().findings if line.finding.code == "note-to-province"] == [NOTE]


def test_feedback__of_a_blank_form_is_the_form_once_more(desk: Desk) -> None:
    desk.take_one(desk.form("DPM"))
    answer = desk.feedback("DPM")
    house = desk.house
    assert answer.cell("results K3.2.2 result") is not None
    answer.type_into("results K3.2.2 result", 12.1)
    answer.type_into("words K3.2.2 status", "ตามแผน")
    answer.type_into("words K3.2.2 next_work", "ตั้งด่าน")
    desk.take_one(answer, "2013-02-20", name="กรอกแล้ว.xlsx")
    assert house.registry.kpi("3.2.2") is not None
    assert value_of(desk, "3.2.2") == Decimal("12.1")


def test_feedback__an_older_fault_stays_on_the_list_while_only_another_kpi_was_sent(desk: Desk) -> None:
    """The second file leaves the faulty row out: what waits is still told, what was accepted is not asked for again."""
    desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    partial = desk.filled("DPM", typed={"results K3.2.3 result": 63})
    sheet = partial.book["รายงานเดือน"]
    for table in ("results", "words"):
        for cell in partial.rows(sheet, table)["K3.2.2"].values():
            if not str(cell.value or "").startswith(("=", "3.2.2")):
                cell.value = None
    item = desk.take_one(partial, "2013-02-20", name="บางตัว.xlsx")

    assert item.verdict is Verdict.ACCEPTED
    assert value_of(desk, "3.2.3") == 63
    answer = desk.feedback("DPM")
    assert any("12.1 คน" in text for text in texts(answer, LIST))
    answer.type_into("results K3.2.2 result", 12.1)
    assert desk.take_one(answer, "2013-02-21", name="แก้แล้ว.xlsx").verdict is Verdict.ACCEPTED
    assert (value_of(desk, "3.2.2"), value_of(desk, "3.2.3")) == (Decimal("12.1"), 63)
    assert feedback_files(desk) == []


def test_feedback__what_was_accepted_is_not_asked_for_again(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    partial = desk.form("DPM")
    partial.type_into("results K3.2.2 result", 12.5)
    for key, typed in (("status", "ตามแผน"), ("next_work", "ตั้งด่าน")):
        partial.type_into(f"words K3.2.2 {key}", typed)
    for caption, typed in (("ผู้รายงาน (ชื่อ ตำแหน่ง)", "มาลี"), ("โทรศัพท์", "038-111-111")):
        partial.type_below(caption, typed)
    item = desk.take_one(partial, "2013-02-20", name="บางตัว.xlsx")

    assert codes(item) == ["row-left-blank"]
    assert (value_of(desk, "3.2.2"), value_of(desk, "3.2.3")) == (Decimal("12.5"), 62)
    assert feedback_files(desk) == []


def test_feedback__the_same_run_twice_writes_the_same_bytes(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    before = tree(desk.root, "outbox", "archive")
    desk.take("2013-02-18")

    assert tree(desk.root, "outbox", "archive") == before


def test_feedback__an_agencys_own_notes_in_the_file_are_set_aside_not_overwritten(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    path = desk.path("feedback") / "DPM_monthly_progress_2556-02_feedback.xlsx"
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"] = "เลขานุการเขียนเอง"
    book.save(path)
    mine = path.read_bytes()
    assert verdicts(desk.take("2013-02-19")) == []

    assert mine in [other.read_bytes() for other in desk.path("feedback").glob("*.xlsx")]
    assert path.read_bytes() != mine


def test_feedback__in_english_is_read_like_any_other(desk: Desk) -> None:
    desk.send_out("2013-02-01", "2556-02", agencies=("DPM",), forms=(MONTHLY,), lang="en")
    form = desk.form("DPM")
    for where, typed in (("results K3.2.2 result", 12.1), ("words K3.2.2 status", "On plan"), ("words K3.2.2 next_work", "Road blocks"),
                         ("results K3.2.3 result", 62), ("words K3.2.3 status", "On plan"), ("words K3.2.3 next_work", "Drills")):  # fmt: skip
        assert form.type_into(where, typed)
    item = desk.take_one(form)

    assert item.verdict is Verdict.ACCEPTED and set(codes(item)) == {"head-value-missing"}
    assert (value_of(desk, "3.2.2"), value_of(desk, "3.2.3")) == (Decimal("12.1"), 62)


def without(form: FilledForm, sheet: str, tables: tuple[str, ...], kpi_no: str) -> FilledForm:
    """The form with the rows of one KPI left blank."""
    for table in tables:
        for row in form.rows(form.book[sheet], table).values():
            for key, cell in row.items():
                mine = kpi_no in str(row["kpi_no"].value)
                if mine and key not in ("kpi_no", "code", "level") and not str(cell.value or "").startswith("="):
                    cell.value = None
    return form


def head_of(form: FilledForm) -> list[object]:
    """What is accepted, and what waits."""
    return [form.book[LIST][cell].value for cell in ("B5", "E5")]


def test_feedback__a_blank_kpi_stands_as_missing_not_as_accepted(desk: Desk) -> None:
    form = without(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}), "รายงานเดือน", ("results", "words"), "3.2.3")
    desk.take_one(form)
    answer = desk.feedback("DPM")

    assert head_of(answer) == ["0 จาก 2 ตัวชี้วัด", "3.2.2"]
    listed = list(texts(answer, LIST))
    assert "สิ่งที่ต้องแก้ 2 จุด แล้วส่งไฟล์นี้กลับได้เลย" in listed
    assert listed.count("ตัวชี้วัด 3.2.3 ยังไม่ได้กรอก") == 1
    assert not {"ขอให้ดูอีกครั้ง", "รับไว้แล้ว แต่มีข้อสังเกต"} & set(listed)


def test_feedback__kpis_without_a_step_are_named_and_counted__action_plan(desk: Desk) -> None:
    plan = desk.filled("DPM", "2556-plan", "action_plan", {"plan P3.2.2-3 finish": "31/2/2556"})
    desk.take_one(without(plan, "แผนปฏิบัติการ", ("plan",), "3.2.3"))
    answer = desk.feedback("DPM", "2556-plan", "action_plan")

    assert head_of(answer) == ["0 จาก 2 ตัวชี้วัด", "3.2.2"]
    assert "ตัวชี้วัด 3.2.3 ยังไม่ได้กรอก" in texts(answer, LIST)


def test_feedback__a_kpi_of_nobody_is_not_counted(desk: Desk) -> None:
    """Typed into a row of evidence: the row is to be corrected, both KPIs of the agency were accepted."""
    item = desk.take_one(desk.filled("DPM", typed={**FILED, "evidence +1 kpi_no": "9.9"}))
    assert "kpi-unknown" in codes(item)
    answer = desk.feedback("DPM")

    assert head_of(answer) == ["2 จาก 2 ตัวชี้วัด", "–"]
    assert any("9.9" in text for text in texts(answer, LIST))


def test_feedback__a_kpi_filled_by_a_later_file_is_no_longer_asked_for(desk: Desk) -> None:
    """The second file leaves out what the first one brought: nothing is blank, and only the old fault is listed."""
    first = without(desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}), "รายงานเดือน", ("results", "words"), "3.2.3")
    desk.take_one(first)
    second = without(desk.filled("DPM"), "รายงานเดือน", ("results", "words"), "3.2.2")
    desk.take_one(second, "2013-02-20", name="ที่เหลือ.xlsx")
    answer = desk.feedback("DPM")

    assert head_of(answer) == ["1 จาก 2 ตัวชี้วัด", "3.2.2"]
    assert "สิ่งที่ต้องแก้ 1 จุด แล้วส่งไฟล์นี้กลับได้เลย" in texts(answer, LIST)


@pytest.mark.parametrize("typed", ["=A1", '=HYPERLINK("x","y")'])
def test_feedback__a_fault_in_the_head_is_linked_framed_and_done_when_mended(desk: Desk, typed: str) -> None:
    form = desk.filled("DPM")
    sheet = form.book[REPORT]
    sheet["E7"] = typed
    item = desk.take_one(form)
    assert codes(item) == ["formula-not-computed"]

    answer = desk.feedback("DPM")
    listed = answer.book[LIST]
    assert listed["C10"].value == f"E7  {REPORT}"
    assert listed["C10"].hyperlink.location == f"'{REPORT}'!E7"
    assert listed["I10"].data_type == "f" and f"'{REPORT}'!E7" in listed["I10"].value
    assert listed["J10"].value == REPORT
    asked = answer.book[REPORT]["E7"]
    assert asked.value == typed and asked.data_type != "f"
    assert asked.comment is not None and asked.border.left.style != sheet["E7"].border.left.style

    answer.book[REPORT]["E7"] = "นางมาลี ใจดี"
    again = desk.take_one(answer, "2013-02-20", name="แก้แล้ว.xlsx")
    assert codes(again) == [] and feedback_files(desk) == []
