"""A form typed into by hand in LibreOffice, saved by LibreOffice and Gnumeric, and read back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_excel.core.submission import Verdict, Word
from tests import office as offices
from tests.office import Office, Shown, Step
from tests.programs import GNUMERIC, skip_reason
from tests.workbooks.forms.workshop import (
    ACTION_PLAN,
    EVIDENCE,
    FEBRUARY,
    INPUTS,
    KPI_TEMPLATE,
    MARCH,
    PLAN,
    REPORT,
    TEMPLATE,
    Workshop,
    place,
    resaved_by_gnumeric,
    values_of,
)

pytestmark = pytest.mark.program

Typed = tuple[str, str]
"""A place and what is typed there."""

BOX, WHERE = "H5", "H6"

HEAD: list[Typed] = [("E7", "นางสาวมาลี ตัวอย่าง"), ("F7", "0 3869 4000 ต่อ 12")]
WORDS: list[Typed] = [
    ("results K3.2.2 result", "29.3"), ("results K3.2.3 result", "ไม่มีข้อมูล"),
    ("words K3.2.2 status", "ช้ากว่าแผน"), ("words K3.2.2 problem", "จุดเสี่ยงสาย 36 ยังไม่ได้ปรับปรุง 2 แห่ง"),
    ("words K3.2.2 measure", "ประสานแขวงการทางติดไฟก่อนสงกรานต์"), ("words K3.2.2 help_wanted", "ต้องการ"),
    ("words K3.2.2 next_work", "ตั้งด่านชุมชน 54 จุด ช่วง 11–17 เม.ย."),
    ("words K3.2.3 status", "ตามแผน"), ("words K3.2.3 next_work", "ฝึกซ้อม 12 หมู่บ้าน อำเภอแกลง"),
]  # fmt: skip
REGISTERED: list[Typed] = [
    ("evidence +1 kpi_no", "3.2.2"), ("evidence +1 level", "3"), ("evidence +1 document", "คำสั่งจังหวัด 112/2556"),
    ("evidence +1 kind", "คำสั่ง"), ("evidence +1 dated", "5/11/2555"), ("evidence +1 place", "แฟ้ม 3.2.2-01 ตู้ 2"),
    ("evidence +1 keeper", "นางสาวมาลี ต."), ("evidence +1 kept_on", "6/11/2555"),
]  # fmt: skip
READ = {
    ("kpi", "3.2.2", "K3.2.2", "result"): Decimal("29.3"), ("kpi", "3.2.3", "K3.2.3", "result"): Word.NO_DATA,
    ("kpi", "3.2.2", "K3.2.2", "status"): "behind", ("kpi", "3.2.3", "K3.2.3", "status"): "on_plan",
    ("kpi", "3.2.2", "K3.2.2", "problem"): "จุดเสี่ยงสาย 36 ยังไม่ได้ปรับปรุง 2 แห่ง",
    ("kpi", "3.2.2", "K3.2.2", "measure"): "ประสานแขวงการทางติดไฟก่อนสงกรานต์",
    ("kpi", "3.2.2", "K3.2.2", "help_wanted"): "yes",
    ("kpi", "3.2.2", "K3.2.2", "next_work"): "ตั้งด่านชุมชน 54 จุด ช่วง 11–17 เม.ย.",
    ("kpi", "3.2.3", "K3.2.3", "next_work"): "ฝึกซ้อม 12 หมู่บ้าน อำเภอแกลง",
    ("evidence", "3.2.2", "0", "kpi_no"): "3.2.2", ("evidence", "3.2.2", "0", "level"): Decimal(3),
    ("evidence", "3.2.2", "0", "document"): "คำสั่งจังหวัด 112/2556", ("evidence", "3.2.2", "0", "kind"): "order",
    ("evidence", "3.2.2", "0", "dated"): date(2012, 11, 5), ("evidence", "3.2.2", "0", "kept_on"): date(2012, 11, 6),
    ("evidence", "3.2.2", "0", "place"): "แฟ้ม 3.2.2-01 ตู้ 2", ("evidence", "3.2.2", "0", "keeper"): "นางสาวมาลี ต.",
}  # fmt: skip


def typing(data: bytes, *typed: Typed) -> list[Step]:
    """The steps that type into places, or into cells of the report's head."""
    return [("type", *(place(data, where) if " " in where or ":" in where else (REPORT, where)), text) for where, text in typed]


@pytest.fixture(scope="module")
def typed(workshop: Workshop, office_on_demand: Callable[[], Office]) -> Shown:
    """The whole form typed once, saved in every format LibreOffice writes."""
    if reason := offices.skip_reason():
        pytest.skip(reason)
    blank = workshop.blank()
    saves: list[Step] = [("save", f"typed.{suffix}") for suffix in ("xlsx", "ods", "xls")]
    return office_on_demand().do(blank, [*typing(blank, *HEAD, *WORDS, *REGISTERED), *saves])


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_typed_values_are_read__saved_by_libreoffice(workshop: Workshop, typed: Shown, suffix: str) -> None:
    judgement = workshop.judged(typed.saved[f"typed.{suffix}"])

    assert judgement.verdict is Verdict.ACCEPTED
    assert (judgement.claim.agency, judgement.claim.period) == ("DPM", FEBRUARY)
    assert values_of(judgement) == READ
    assert judgement.extra["reporter"] == "นางสาวมาลี ตัวอย่าง"
    assert judgement.extra["phone"] == "0 3869 4000 ต่อ 12"


@pytest.mark.skipif(bool(skip_reason(GNUMERIC)), reason=skip_reason(GNUMERIC))
@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_typed_values_are_read__saved_once_more_by_gnumeric(
    workshop: Workshop, typed: Shown, suffix: str, tmp_path: Path
) -> None:
    judgement = workshop.judged(resaved_by_gnumeric(typed.saved["typed.xlsx"], suffix, tmp_path))

    assert judgement.verdict is Verdict.ACCEPTED
    assert values_of(judgement) == READ


def test_box_counts_what_is_left_and_names_the_first__typed_cell_by_cell(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank()
    first = [*HEAD, *WORDS[2:]]
    steps: list[Step] = [("show", REPORT, f"{BOX}:{WHERE}")]
    for step in typing(blank, *first, *WORDS[:2]):
        steps += [step, ("show", REPORT, f"{BOX}:{WHERE}")]

    shown = [(box[0][0], box[1][0]) for box in office.do(blank, steps).read]

    look = "ดูในช่อง “ครบหรือยัง” ท้ายแถว"
    assert shown == [
        ("เหลือ 8 จุด", "ผู้รายงาน (ชื่อ ตำแหน่ง)"), ("เหลือ 7 จุด", "โทรศัพท์"), ("เหลือ 6 จุด", look),
        # "ช้ากว่าแผน" asks for a problem and a measure
        ("เหลือ 7 จุด", look), ("เหลือ 6 จุด", look), ("เหลือ 5 จุด", look),
        # help wanted is optional
        ("เหลือ 5 จุด", look), ("เหลือ 4 จุด", look), ("เหลือ 3 จุด", look), ("เหลือ 2 จุด", look),
        ("เหลือ 1 จุด", look), ("พร้อมส่ง ✓", "บันทึกแล้วส่งไฟล์นี้กลับได้เลย"),
    ]  # fmt: skip


def test_row_says_what_it_lacks_first__typed_cell_by_cell(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank()
    sheet, row_status = place(blank, "words K3.2.2 complete")
    steps: list[Step] = [("show", sheet, row_status)]
    for step in typing(blank, WORDS[0], WORDS[2], *WORDS[3:5], WORDS[6]):
        steps += [step, ("show", sheet, row_status)]

    assert [rows[0][0] for rows in office.do(blank, steps).read] == [
        "เหลือ 3 จุด\nผลสะสมถึงเดือนนี้", "เหลือ 2 จุด\nสถานะ", "เหลือ 3 จุด\nปัญหา อุปสรรค", "เหลือ 2 จุด\nมาตรการแก้ไข",
        "เหลือ 1 จุด\nงานเดือนถัดไป", "ครบ ✓",
    ]  # fmt: skip


def test_withdrawing_asks_for_nothing_more__status_chosen(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank()
    steps = typing(blank, *HEAD, ("words K3.2.2 status", "ขอถอนผล"), ("words K3.2.3 status", "ขอถอนผล"))

    assert office.do(blank, [*steps, ("show", REPORT, BOX)]).read == [[["พร้อมส่ง ✓"]]]


def test_raw_inputs_give_the_result__typed_on_their_own_sheet(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank("PRO")
    row = place(blank, "results K1.5 result")[1].removeprefix("G")
    steps = typing(blank, ("inputs K1.5/numerator value", "38"), ("inputs K1.5/denominator value", "44"))

    shown = office.do(blank, [("show", REPORT, f"F{row}:I{row}"), *steps, ("show", REPORT, f"F{row}:I{row}")]).read

    (before,), (after,) = shown
    assert before[1] == "กรอกในแผ่น “ตัวชี้วัดย่อย”"
    assert after[0].splitlines()[2] == "3   80   ◄ ท่านอยู่ที่นี่"
    assert after[1] == pytest.approx(86.363636363636)
    assert after[2] == "ระดับ 4 เริ่มที่ 90\nต้องเพิ่มอีก 3.6364"
    assert after[3] == 3.6364


def test_first_sheet_points_to_the_others__steps_still_blank(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank("DPM", MARCH)
    steps = [step for step in typing(blank, *HEAD, *WORDS)]
    sheet, first = place(blank, "steps P3.2.2-1 done")

    shown = office.do(
        blank, [*steps, ("show", REPORT, f"{BOX}:{WHERE}"), ("type", sheet, first, "เสร็จแล้ว"), ("show", REPORT, BOX),
                ("type", sheet, place(blank, "steps P3.2.2-1 finished_on")[1], "28/2/2556"), ("show", REPORT, BOX)],
    ).read  # fmt: skip

    assert shown == [[["เหลือ 6 จุด"], ["แผ่น “ขั้นตอนตามแผน”"]], [["เหลือ 6 จุด"]], [["เหลือ 5 จุด"]]]


def test_evidence_is_owed_until_it_is_filed__it_never_keeps_the_form_from_being_ready(
    workshop: Workshop, office: Office
) -> None:
    blank = workshop.blank()
    row_status = place(blank, "evidence +1 complete")
    box = (EVIDENCE, "J5")

    steps: list[Step] = [("show", *box), *typing(blank, *HEAD, *WORDS, *REGISTERED[:3]), ("show", *box), ("show", *row_status)]
    steps += [("show", REPORT, BOX), *typing(blank, *REGISTERED[3:]), ("show", *box), ("show", *row_status)]

    assert [rows[0][0] for rows in office.do(blank, steps).read] == [
        "ไม่มีค้าง ✓", "ค้าง 1 รายการ", "ค้าง", "พร้อมส่ง ✓", "ไม่มีค้าง ✓", "ครบ ✓",
    ]  # fmt: skip


def test_page_checks_its_criteria_and_names_what_is_blank__typed(workshop: Workshop, office: Office) -> None:
    blank, page = workshop.blank("DPM", TEMPLATE, KPI_TEMPLATE), "K3.2.2"
    box, where = "F5", "F6"
    check = place(blank, f"{page}: ตรวจเกณฑ์")
    level_3, mean = place(blank, f"{page}: ระดับ 3"), place(blank, f"{page}: ค่าเฉลี่ยสามปี")
    texts = ("เหตุผล", "สูตรการคำนวณ", "ตัวแปร (ชื่อ = ความหมาย, หน่วย)", "แหล่งข้อมูล", "วิธีการจัดเก็บข้อมูล")
    steps: list[Step] = [("show", *check), ("type", *level_3, "31"), ("show", *check), ("clear", *level_3), ("show", *check)]
    steps += [("type", *level_3, "28"), ("type", *place(blank, f"{page}: ข้อมูลพื้นฐาน ปี 2553"), "ไม่มีข้อมูล"), ("show", *mean)]
    steps += [("type", *place(blank, f"{page}: {label}"), "ข้อความ") for label in texts]
    steps += [("clear", *place(blank, f"{page}: วิธีการประเมินผล")), ("show", page, f"{box}:{where}")]
    steps += [("type", *place(blank, f"{page}: วิธีการประเมินผล"), "เทียบเกณฑ์")]
    steps += [("type", *place(blank, f"{page}: ความถี่ในการรายงาน"), "ทุกเดือน"), ("show", page, f"{box}:{where}")]
    steps += [("type", *place(blank, f"{page}: เปลี่ยนผู้รับผิดชอบหรือไม่"), "ไม่เปลี่ยน"), ("show", page, f"{box}:{where}")]

    shown = office.do(blank, steps).read

    assert [rows[0][0] for rows in shown[:3]] == [
        "✓ เรียงจากมากไปน้อย ถูกทาง  ช่วงปรับ 2 ต่อ 1 คะแนน", "ลำดับไม่ถูก: แต่ละระดับต้องน้อยกว่าระดับก่อน", "กรอกให้ครบ 5 ระดับ",
    ]  # fmt: skip
    assert shown[3] == [[32.4]]
    assert shown[4:] == [
        [["เหลือ 3 จุด"], ["วิธีการประเมินผล · ความถี่ในการรายงาน · เปลี่ยนผู้รับผิดชอบหรือไม่"]],
        [["เหลือ 1 จุด"], ["เปลี่ยนผู้รับผิดชอบหรือไม่"]], [["ครบ ✓"], ["แผ่นอื่นยังไม่ครบ"]],
    ]  # fmt: skip


def test_month_bars_and_coverage_follow_the_typing__plan(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank("ENE", PLAN, ACTION_PLAN)
    sheet, start = place(blank, "plan P8-1 start")
    row = start.removeprefix("F")
    coverage = f"E{int(row) + 12}"
    steps = [("show", sheet, coverage), *typing(blank, ("plan P8-1 step", "ตั้งคณะทำงาน"), ("plan P8-1 start", "15/11/2555"))]
    steps += [*typing(blank, ("plan P8-1 finish", "28/2/56")), ("show", sheet, f"H{row}:S{row}"), ("show", sheet, coverage)]

    before, bars, after = office.do(blank, steps).read

    assert before[0][0].startswith("ระดับ 1 ว่าง    ระดับ 2 ว่าง")
    assert bars == [["", "■", "■", "■", "■", "", "", "", "", "", "", ""]]
    assert after[0][0].startswith("ระดับ 1 ✓    ระดับ 2 ว่าง")


def test_what_was_typed_into_a_plan_is_read__dates_and_money(workshop: Workshop, office: Office) -> None:
    blank = workshop.blank("ENE", PLAN, ACTION_PLAN)
    whole: list[Typed] = [
        ("plan P8-1 step", "ตั้งคณะทำงาน"), ("plan P8-1 start", "15/11/2555"), ("plan P8-1 finish", "28 ก.พ. 2556"),
        ("plan P8-1 responsible", "นายสุรชัย ต."), ("plan P8-1 budget", "120,000"), ("plan P8-1 evidence", "คำสั่ง"),
    ]  # fmt: skip

    judgement = workshop.judged(office.do(blank, [*typing(blank, *whole), ("save", "plan.ods")]).saved["plan.ods"])

    read = values_of(judgement)
    assert read["plan", "8", "P8-1", "finish"] == date(2013, 2, 28)
    assert read["plan", "8", "P8-1", "budget"] == Decimal(120000)


MENDED: list[tuple[str, str, str]] = [
    ("inputs K1.5/numerator value", "มาก", "48"), ("inputs K9/P2 value", "", "60"), ("results K5 result", "72.4%%", "72.4"),
    ("words K10 problem", "", "ขาดบุคลากร"), ("words K10 measure", "", "ขอยืมตัวจากอำเภอ"), ("words K11 status", "พอใช้", "ตามแผน"),
]  # fmt: skip
"""Each item of the list: its place, what does not mend it, what does."""


def test_list_follows_the_corrections__one_by_one(workshop: Workshop, office: Office) -> None:
    returned = workshop.feedback("PRO")
    done = "I10:I15"
    steps: list[Step] = [("show", "สิ่งที่ต้องแก้", done)]
    for where, wrong, right in MENDED:
        steps += [("type", *place(returned, where), wrong)] if wrong else []
        steps += [("show", "สิ่งที่ต้องแก้", done), ("type", *place(returned, where), right)]
        steps += [("show", "สิ่งที่ต้องแก้", done), ("show", REPORT, f"{BOX}:{WHERE}"), ("show", INPUTS, "F5")]

    shown = office.do(returned, steps).read

    still, mended = "ยังไม่แก้", "แก้แล้ว ✓"
    assert shown[0] == [[still]] * 6
    for number in range(6):
        wrong, right, box, other = shown[1 + 4 * number : 5 + 4 * number]
        left = 5 - number
        assert [row[0] for row in wrong] == [mended] * number + [still] * (6 - number)
        assert [row[0] for row in right] == [mended] * (number + 1) + [still] * left
        assert box[0] == other[0] == [f"เหลือแก้ {left} จุด" if left else "พร้อมส่ง ✓"]
    assert [shown[3 + 4 * number][1][0] for number in range(6)] == [
        "แผ่นนี้ 4 จุด  แผ่น “ตัวชี้วัดย่อย” 1 จุด  ", "แผ่นนี้ 4 จุด  ", "แผ่นนี้ 3 จุด  ", "แผ่นนี้ 2 จุด  ", "แผ่นนี้ 1 จุด  ",
        "บันทึกแล้วส่งไฟล์นี้กลับได้เลย",
    ]  # fmt: skip


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_form_sent_back_is_accepted__after_the_corrections(workshop: Workshop, office: Office, suffix: str) -> None:
    returned = workshop.feedback("PRO")
    corrections = typing(returned, *((where, right) for where, _, right in MENDED))

    judgement = workshop.judged(office.do(returned, [*corrections, ("save", f"mended.{suffix}")]).saved[f"mended.{suffix}"])

    read = values_of(judgement)
    assert judgement.verdict is Verdict.ACCEPTED
    assert read["kpi", "5", "K5", "result"] == Decimal("72.4")
    assert read["kpi", "1.5", "K1.5", "numerator"] == Decimal(48)
    assert read["kpi", "10", "K10", "problem"] == "ขาดบุคลากร"


def test_items_of_lists_and_pages_follow_too__plan_evidence_template(workshop: Workshop, office: Office) -> None:
    plan, month, page = (
        workshop.feedback("ADM", PLAN, ACTION_PLAN), workshop.feedback("DPM", MARCH), workshop.feedback("DPM", TEMPLATE, KPI_TEMPLATE)
    )  # fmt: skip
    plan_steps = typing(plan, ("plan P6-1 kpi_no", "6"), ("plan P6-2 finish", "30/2/2556"), ("plan P6-3 level", "3"),
                        ("plan P6-4 evidence", "รายงานผล"))  # fmt: skip
    month_steps = typing(month, ("evidence E3.2.2-1 dated", "28/2/2556"), ("steps P3.2.2-1 finished_on", "28/2/2556"),
                         ("results K3.2.3 result", "70"))  # fmt: skip
    page_steps = typing(page, ("K3.2.2: เป้าหมาย ปี 2556", "28"), ("K3.2.2: ความถี่ในการรายงาน", "ทุกเดือน"), ("K3.2.3: เหตุผล", "เพราะ"))
    again = typing(plan, ("plan P6-2 finish", "28/2/2556"))

    def listed(data: bytes, steps: list[Step], count: int) -> list[list[str]]:
        shown = office.do(data, [*steps, ("show", "สิ่งที่ต้องแก้", f"I10:I{9 + count}"), ("show", "สิ่งที่ต้องแก้", "G5")]).read
        return [[row[0] for row in rows] for rows in shown]

    mended, still = "แก้แล้ว ✓", "ยังไม่แก้"
    # 30 February is no better than 29
    assert listed(plan, plan_steps, 4) == [[mended, still, mended, mended], ["เหลือแก้ 1 จุด"]]
    assert listed(plan, [*plan_steps, *again], 4) == [[mended] * 4, ["พร้อมส่ง ✓"]]
    assert listed(month, month_steps, 3) == [[mended] * 3, ["พร้อมส่ง ✓"]]
    assert listed(page, page_steps, 3) == [[mended] * 3, ["พร้อมส่ง ✓"]]
