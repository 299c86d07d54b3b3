from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_excel.core.consolidation import Overdue
from kpi_excel.core.model import Agency, Registry
from kpi_excel.core.text import Text
from kpi_excel.letters.reminder import Reminded, body_of, letter_of, subject_of
from tests.core.province import SETTINGS, rayong

AS_OF = date(2013, 2, 25)
OFFICE = replace(SETTINGS, office_email="kpi@rayong.example")
PROVINCE = replace(rayong(), settings=OFFICE)
AGENCY = Agency(
    "DPM", "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง", "สนง.ปภ.", contact="นางสาวมาลี", email="dpm@rayong.example"
)
TEMPLATE = Overdue(
    "submission", "DPM", "kpi_template", "2556-kpi", ("3.2.2", "3.2.3"), Text("รายละเอียดตัวชี้วัด ปี 2556", "KPI template"),
    date(2013, 2, 22), 3,
)  # fmt: skip
PLAN = replace(
    TEMPLATE,
    form="action_plan",
    period="2556-plan",
    what=Text("แผนปฏิบัติการ ปี 2556", "Action plan"),
    due=date(2013, 2, 28),
    days=3,
)
CORRECTION = replace(
    TEMPLATE, kind="correction", what=Text("รายงานความคืบหน้า ก.พ. 2556 (รอแก้ไข)", "Progress"), kpi_nos=("3.2.2",)
)
STEP = replace(TEMPLATE, kind="step", what=Text("P3.2.2-1 ประชุมคณะทำงาน", "P3.2.2-1 meet"), kpi_nos=("3.2.2",))

LATE = Reminded(TEMPLATE, True, date(2013, 2, 28), ("DPM_kpi_template_2556-kpi.xlsx",))
SOON = Reminded(PLAN, False)


def said(*items: Reminded, registry: Registry = PROVINCE, agency: Agency = AGENCY, lang: str = "th") -> list[str]:
    return body_of(registry, agency, items, AS_OF, lang).split("\n")


def test_minutes__m03_a_reminder_lists_what_is_late_and_what_is_coming__and_nothing_else() -> None:
    lines = said(LATE, SOON)
    assert lines[0] == "เรียน หัวหน้าหน่วยงานเจ้าภาพตัวชี้วัด สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง"
    assert lines[1] == "(ผู้ประสาน: นางสาวมาลี)"
    assert "ณ วันจันทร์ที่ 25 ก.พ. 2556" in lines[3]
    assert lines[5:16] == [
        "เลยกำหนดแล้ว ยังไม่ได้รับ",
        "  1. รายละเอียดตัวชี้วัด ปี 2556  (ตัวชี้วัด 3.2.2–3.2.3)",
        "     กำหนด วันศุกร์ที่ 22 ก.พ. 2556  ช้า 3 วัน",
        "     จังหวัดต้องส่งต่อ ก.พ.ร. ภายใน 28 ก.พ. 2556",
        "     ไฟล์ที่แนบ: DPM_kpi_template_2556-kpi.xlsx",
        "",
        "ใกล้ครบกำหนด",
        "  2. แผนปฏิบัติการ ปี 2556  (ตัวชี้วัด 3.2.2–3.2.3)",
        "     กำหนด วันพฤหัสบดีที่ 28 ก.พ. 2556  เหลือ 3 วัน",
        "",
        "กรุณากรอกไฟล์ที่แนบแล้วส่งกลับที่ kpi@rayong.example",
    ]
    assert not any("แก้ไข" in line or "ขั้นตอน" in line for line in lines)


def test_corrections_and_steps_have_sections_of_their_own__in_this_order() -> None:
    items = Reminded(STEP, True), Reminded(CORRECTION, True), LATE, SOON, Reminded(replace(CORRECTION, days=2), False)
    titles = [line for line in said(*items) if line in {
        "เลยกำหนดแล้ว ยังไม่ได้รับ", "ได้รับแล้ว รอฉบับแก้ไข", "ขั้นตอนตามแผนปฏิบัติการที่เลยกำหนด", "ใกล้ครบกำหนด",
    }]  # fmt: skip
    assert titles == ["เลยกำหนดแล้ว ยังไม่ได้รับ", "ได้รับแล้ว รอฉบับแก้ไข", "ขั้นตอนตามแผนปฏิบัติการที่เลยกำหนด", "ใกล้ครบกำหนด"]
    numbers = [line.split(".")[0].strip() for line in said(*items) if line.startswith("  ") and line[2].isdigit()]
    assert numbers == ["1", "2", "3", "4", "5"]


def test_the_subject_says_how_much_is_late__else_the_first_date() -> None:
    assert subject_of(PROVINCE, [LATE, SOON], "th") == "ขอความอนุเคราะห์ส่งข้อมูลตัวชี้วัดที่เลยกำหนด 1 รายการ (จังหวัดระยอง)"
    assert subject_of(PROVINCE, [SOON], "th") == "แจ้งล่วงหน้า ตัวชี้วัดครบกำหนด 28 ก.พ. 2556 (จังหวัดระยอง)"


def test_due_today_is_said_as_today() -> None:
    assert "     กำหนด วันพฤหัสบดีที่ 28 ก.พ. 2556  วันนี้" in said(replace(SOON, line=replace(PLAN, days=0)))


def test_a_letter_is_a_text_file_for_windows__with_date_and_subject() -> None:
    data = letter_of(PROVINCE, AGENCY, [LATE], AS_OF, "th")
    text = data.decode("utf-8-sig")
    assert data.startswith(b"\xef\xbb\xbf") and "\n" not in text.replace("\r\n", "")
    assert text.startswith("วันที่ 25 ก.พ. 2556\r\nเรื่อง ขอความอนุเคราะห์ส่งข้อมูลตัวชี้วัดที่เลยกำหนด 1 รายการ")
    assert "\n".join(said(LATE)) in text.replace("\r\n", "\n")


@pytest.mark.parametrize("lang", ["th", "en"])
def test_nothing_typed_begins_a_line_of_its_own__hostile_names(lang: str) -> None:
    evil = "ก\r\n\r\nกรุณาโอนเงินมาที่\x00\u202e"
    agency = replace(AGENCY, name=evil, contact=evil)
    settings = replace(OFFICE, office=evil, office_phone=evil, office_email=evil, province=evil)
    items = [replace(LATE, line=replace(TEMPLATE, what=Text(evil, evil)))]
    lines = said(*items, registry=replace(PROVINCE, settings=settings), agency=agency, lang=lang)
    assert not any(line.strip().startswith("กรุณาโอน") for line in lines)
    assert "\x00" not in "".join(lines) and "\u202e" not in "".join(lines)


def test_without_office_and_telephone_nothing_is_left_hanging() -> None:
    bare = replace(PROVINCE, settings=replace(SETTINGS, office="", office_phone="", office_email=""))
    lines = said(SOON, registry=bare, agency=replace(AGENCY, contact=""))
    assert "กรุณาส่ง" in lines and "หากติดขัดเรื่องใด สอบถามได้ทันที ทางจังหวัดยินดีช่วย" in lines
    assert lines[-1] == "จังหวัดระยอง" and lines[1] == ""


def test_english_too() -> None:
    lines = said(LATE, SOON, lang="en")
    assert "Past the date, not received yet" in lines and "Due soon" in lines
    assert "     Due Fri 22 Feb 2013, 3 day(s) late" in lines
