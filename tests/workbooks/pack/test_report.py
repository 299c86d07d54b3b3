"""The bound report of a round: what each page says, and what it says where something is missing."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.core.consolidation import Certification, Source, TidyRow
from kpi_excel.core.periods import FiscalYear
from kpi_excel.forms.spec import BlockSpec
from kpi_excel.letters.pdf import to_pdf
from kpi_excel.workbooks.pack import assessments as assessments_module
from kpi_excel.workbooks.pack import write_pack
from kpi_excel.workbooks.pack.assessments import Fields, assessments
from tests.forms.issuing import specs_of
from tests.programs import LIBREOFFICE, skip_reason
from tests.workbooks.consolidated.reading import row_of, texts
from tests.workbooks.pack.reading import read, report, rows_between
from tests.workbooks.pack.sample import NOT_RECEIVED, SAR6, WITHOUT_EVIDENCE, WITHOUT_LETTER, round_report

BERRY = "FF801650"


def page_of(sheet: Worksheet, kpi_no: str) -> dict[str, Any]:
    """The label and the words beside it, of one KPI's page."""
    starts = [at for at, row in enumerate(sheet.iter_rows(values_only=True)) if re.match(r"[\d.]+  ", str(row[0]))]
    rows = list(sheet.iter_rows(values_only=True))
    start = next(at for at in starts if str(rows[at][0]).startswith(f"{kpi_no}  "))
    stop = next((at for at in starts if at > start), len(rows))
    return {str(row[0]).split("\n")[0]: row[1:] for row in rows[start:stop] if row[0]}


def font_of(sheet: Worksheet, text: str) -> Any:
    return next(cell.font for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_cover_names_the_round_and_counts_what_is_missing() -> None:
    said = texts(report()["ปก"])
    assert {
        "รายงานการประเมินผลตนเอง",
        "จังหวัดระยอง",
        "รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2556",
        "1 ต.ค. 2555 – 31 มี.ค. 2556",
    } <= set(said)
    beside = {row[0]: row[1] for row in report()["ปก"].iter_rows(values_only=True) if row[1]}
    assert beside["รับรายงานแล้ว"] == "25 จาก 27 ตัวชี้วัด"
    assert beside["ผู้กำกับดูแลอนุมัติ"] == "24 จาก 27 ตัวชี้วัด"
    assert beside["ผู้ว่าฯ เห็นชอบ"] == "23 จาก 27 ตัวชี้วัด"
    assert beside["กำหนดส่ง ก.พ.ร."] == "30 เม.ย. 2556"


def test_a_total_over_part_of_the_weight_says_so__on_the_cover_and_where_the_governor_signs() -> None:
    data = round_report()
    certified = data.certified
    assert certified.covered < certified.weight
    part = f"น้ำหนัก {certified.covered.normalize():f} จาก {certified.weight.normalize():f}"
    assert f"ที่ปรึกษารับรอง  {part}" in texts(report()["ปก"])
    statement = next(text for text in texts(report()["เห็นชอบ"]) if text.startswith("เห็นชอบรายงาน"))
    assert statement.endswith(f"คะแนนที่รับรอง {certified.score} ({part})")
    whole = replace(data, certified=replace(certified, covered=certified.weight))
    assert "ที่ปรึกษารับรอง" in texts(read(whole)["ปก"])


def test_overview_has_every_kpi_with_two_baselines_and_three_scores() -> None:
    sheet = report()["ตารางสรุป"]
    heads = [cell.value for cell in sheet[5]]
    assert heads[3:5] == ["ปี 2554", "ปี 2555"]
    row = dict(zip(heads, row_of(sheet, "2.1"), strict=True))
    assert (row["ปี 2554"], row["ปี 2555"]) == (17210, 18955)
    assert row["คำนวณ"] == row["แจ้ง"] == row["รับรอง"] == pytest.approx(4.8359)
    assert (row["ผู้กำกับดูแล"], row["ผู้ว่าฯ"]) == ("อนุมัติ", "มีหนังสือ")


def test_overview_keeps_states_apart__never_zero() -> None:
    sheet = report()["ตารางสรุป"]
    words = {number: row_of(sheet, number)[7] for number in ("1.4", "7.2", "11", "13", "4.4", "1.6")}
    assert words == {
        "1.4": "ไม่มีข้อมูล", "7.2": "ยกเลิกตัวชี้วัด", "11": "เริ่มรายงานรอบถัดไป", "13": "ยังไม่เริ่ม", "4.4": "ยังไม่รายงาน",
        "1.6": "อยู่ระหว่างการจัดทำรายละเอียด",
    }  # fmt: skip
    assert all(row_of(sheet, number)[9] == "–" for number in words)
    assert [row_of(sheet, "1.5")[10], row_of(sheet, "8")[10]] == ["รอรับรอง", "ขอหลักฐาน"]


def test_every_report_has_a_page_with_result_scores_derivation_and_baseline() -> None:
    page = page_of(report()["รายตัวชี้วัด"], "3.2.2")
    assert page["ผลและคะแนน"] == ("29.3", "2.3500", "2.3500", "2.3500", "0.1000")
    assert page["วิธีคิด"][0].splitlines()[-1] == "2 + (30 − 29.3) ÷ 2 = 2.3500"
    assert page["เกณฑ์ระดับ 1 ถึง 5"] == ("ระดับ 1 = 32", "ระดับ 2 = 30", "ระดับ 3 = 28", "ระดับ 4 = 26", "ระดับ 5 = 24")
    assert page["ข้อมูลพื้นฐาน"][0].startswith("ปี 2554  –")
    assert page["ปัจจัยสนับสนุน"][0] == "องค์กรปกครองส่วนท้องถิ่นร่วมตั้งด่านทุกตำบล"
    assert page["ข้อเสนอแนะปีต่อไป"][0] == "–"


def test_a_refusal_and_its_remark_stand_out() -> None:
    sheet = report()["รายตัวชี้วัด"]
    words = page_of(sheet, "3.1.3")["ผู้กำกับดูแล"][0]
    assert words.startswith("ไม่อนุมัติ  นายวิชัย ตัวอย่าง") and words.endswith("ให้แนบบัญชีแปลงที่ผ่านการรับรอง")
    assert font_of(sheet, words).color.rgb == BERRY


def test_minutes__m08_a_report_without_the_governors_letter_stands_out() -> None:
    sheet = report()["รายตัวชี้วัด"]
    assert page_of(sheet, "1.1")["ผู้ว่าฯ เห็นชอบ"][0] == "เลขที่ รย 0021/902  ลงวันที่ 22 เม.ย. 2556  เก็บที่ แฟ้ม SAR 6 เดือน ตู้ 1"
    words = page_of(sheet, "3.2.2")["ผู้ว่าฯ เห็นชอบ"][0]
    assert words == "ยังไม่มีหนังสือเห็นชอบ" and font_of(sheet, words).color.rgb == BERRY


def test_reports_not_received_are_listed_not_printed_as_empty_pages() -> None:
    sheet = report()["รายตัวชี้วัด"]
    assert sheet["A2"].value == "ยังไม่ได้รับรายงาน 2 จาก 27 ตัวชี้วัด"
    listed = [row[0] for row in rows_between(sheet, "ยังไม่ได้รับรายงานการประเมินผลตนเอง") if row[0]]
    assert listed == list(NOT_RECEIVED)


def test_pages_break_before_every_kpi() -> None:
    sheet = report()["รายตัวชี้วัด"]
    breaks = [one.id for one in sheet.row_breaks.brk]
    assert len(breaks) == 25
    assert all(re.match(r"[\d.]+  |ยังไม่ได้รับ", str(sheet.cell(row + 1, 1).value)) for row in breaks)
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.program
@pytest.mark.skipif(bool(skip_reason(LIBREOFFICE)), reason=skip_reason(LIBREOFFICE))
def test_every_kpi_is_exactly_one_page__printed_by_libreoffice() -> None:
    pdf = to_pdf(write_pack(round_report()))
    assert pdf is not None
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    # cover, summary, three of overview, 25 KPIs, the missing ones, seven of evidence, approval, overdue, figures
    assert pages == 1 + 1 + 3 + 25 + 1 + 7 + 1 + 1 + 1


def test_minutes__m11_evidence_is_indexed_by_kpi_and_level() -> None:
    rows = rows_between(report()["ดัชนีหลักฐาน"], "3.2.2  ", "3.2.3  ")
    assert [(row[0], row[1]) for row in rows] == [("3.2.2-1", "1"), ("3.2.2-2", "2"), ("3.2.2-3", "3")]
    assert rows[0][2:] == ["คำสั่งแต่งตั้งคณะทำงานลดอุบัติเหตุทางถนนจังหวัด", "คำสั่ง", "112/2556", "5 ก.พ. 2556", "แฟ้ม 3.2.2-1",
                           "นางสาวมาลี ตัวอย่าง", "1 มี.ค. 2556"]  # fmt: skip
    assert rows[2][6] == "ยังไม่บอกที่เก็บ"


def test_a_kpi_without_evidence_is_named() -> None:
    sheet = report()["ดัชนีหลักฐาน"]
    assert rows_between(sheet, f"{WITHOUT_EVIDENCE}  ")[0][2] == "ไม่มีในทะเบียนหลักฐาน"
    assert sheet["A2"].value == "หลักฐาน 72 รายการ  ยังไม่บอกที่เก็บ 24  ไม่มีหลักฐาน 3 ตัวชี้วัด"


def test_approval_page_has_room_for_letter_and_signature__and_names_who_lacks_a_letter_first() -> None:
    sheet = report()["เห็นชอบ"]
    said = texts(sheet)
    assert sheet["A2"].value == "ยังไม่มีหนังสือเห็นชอบ 4 จาก 27 ตัวชี้วัด"
    assert "ผู้ว่าราชการจังหวัดระยอง" in said and "หนังสือเลขที่ " in said and "ลงชื่อ " in said
    rows = [[row[0], row[2], row[4], row[5]] for row in rows_between(sheet, "หน่วยงาน")]
    lacking = [row for row in rows if row[1] == "ยังไม่มีหนังสือเห็นชอบ"]
    assert rows[: len(lacking)] == lacking
    assert sorted(", ".join(str(row[3]) for row in lacking).split(", ")) == sorted((*NOT_RECEIVED, *WITHOUT_LETTER))
    assert ["ตำรวจภูธร", "รย 0021/902", "22 เม.ย. 2556", "1.1, 4.1"] in rows


def test_fields_that_are_absent_or_of_another_kind_are_blank() -> None:
    data = round_report()
    source = Source("รายงาน", "D99")
    odd = TidyRow("TOU", "self_assessment", SAR6.code, "2.1", "kpi", "", "governor_on", "เมื่อวาน", "เมื่อวาน", source)
    other = TidyRow(
        "TOU", "self_assessment", SAR6.code, "2.1", "kpi", "", "a_field_of_tomorrow", Decimal(1), "1", source
    )
    kept = tuple(
        row for row in data.tidy if (row.kpi_no, row.field) not in (("2.1", "governor_on"), ("2.1", "signoff"))
    )
    one = next(a for a in assessments(replace(data, tidy=(*kept, odd, other))) if a.line.kpi.kpi_no == "2.1")
    assert one.letter.dated is None and not one.letter.is_complete
    page = page_of(read(replace(data, tidy=(*kept, odd, other)))["รายตัวชี้วัด"], "2.1")
    assert page["ผู้กำกับดูแล"][0] == "ยังไม่ลงนาม  นายวิชัย ตัวอย่าง หัวหน้าสำนักงาน  19 เม.ย. 2556"


def test_the_host_in_force_is_heard_before_the_one_before_it() -> None:
    data = round_report()
    former = tuple(replace(row, agency="PRO", value="ของเจ้าภาพเดิม") for row in data.tidy
                   if row.kpi_no == "2.1" and row.field in ("explanation", "document"))  # fmt: skip
    both = next(a for a in assessments(replace(data, tidy=(*data.tidy, *former))) if a.line.kpi.kpi_no == "2.1")
    assert both.fields.text("explanation") != "ของเจ้าภาพเดิม" and len(both.evidence) == 3
    gone = tuple(row for row in data.tidy if row.kpi_no != "2.1")
    alone = next(a for a in assessments(replace(data, tidy=(*gone, *former))) if a.line.kpi.kpi_no == "2.1")
    assert alone.fields.text("explanation") == "ของเจ้าภาพเดิม" and len(alone.evidence) == 3


def test_the_consultants_verdict_and_comment_on_this_round_are_printed() -> None:
    data, source = round_report(), Source("ทวนสอบ", "P12")

    def verdict(months: str, comment: str, cell: str) -> tuple[TidyRow, ...]:
        at = replace(source, cell=cell)
        rows = {"round": months, "verdict": "amend", "comment": comment}
        return tuple(TidyRow("", "review", "", "1.5", "verdict", "", key, said, said, at) for key, said in rows.items())

    said = (*verdict("6", "ใช้ผลจากทะเบียนกลาง", "P12"), *verdict("9", "รอบหลัง", "P40"))
    lines = tuple(replace(line, certification=Certification.AMENDED, certified=Decimal("3.5000")) if line.kpi.kpi_no == "1.5" else line
                  for line in data.lines)  # fmt: skip
    page = page_of(read(replace(data, tidy=(*data.tidy, *said), lines=lines))["รายตัวชี้วัด"], "1.5")
    assert page["ที่ปรึกษาทวนสอบ"][0] == "แก้ไข  3.5000  ใช้ผลจากทะเบียนกลาง"


class _Asked(dict[str, TidyRow]):
    """A record's values that note which keys the report asks for."""

    keys_asked: ClassVar[set[str]] = set()

    def __contains__(self, key: object) -> bool:
        self.keys_asked.add(str(key))
        return super().__contains__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.keys_asked.add(key)
        return super().get(key, default)


def test_every_field_that_the_report_asks_for_stands_in_the_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assessments_module, "Fields", lambda rows: Fields(_Asked(rows)))
    monkeypatch.setattr(_Asked, "keys_asked", set())
    write_pack(round_report())
    known = {
        item.key
        for sheet in specs_of(FiscalYear(2556))["self_assessment"].sheets
        for part in (*sheet.blocks, *sheet.tables)
        for item in (part.fields if isinstance(part, BlockSpec) else part.columns)
    }
    assert _Asked.keys_asked - known == set()
    assert {"explanation", "suggestion", "signoff", "signoff_remark", "governor_no", "document", "kept_on"} <= _Asked.keys_asked
