"""หลักฐาน: what is owed first, what is filed where by whom; the governor's approvals; hand-overs; papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.evidence_files import compare_files
from kpi_excel.core.registers import ApprovalState, EvidenceState
from kpi_excel.workbooks.styles import AMBER, PEACH
from tests.workbooks.consolidated.reading import full, read, read_formulas, table, texts
from tests.workbooks.consolidated.sample import consolidation

NAME = "หลักฐาน"


def block(sheet: Worksheet, title: str) -> list[dict[str, Any]]:
    """The rows of a block under the register, by the headings of the block."""
    rows = list(sheet.iter_rows(values_only=True))
    at = next(index for index, row in enumerate(rows) if row[0] == title)
    heads, found = rows[at + 1], []
    for row in rows[at + 2 :]:
        if row[0] is None:
            break
        found.append({str(head): value for head, value in zip(heads, row, strict=True) if head})
    return found


def only(**changes: Any) -> Consolidation:
    return replace(consolidation(), **{"evidence": (), "approvals": (), "handovers": ()} | changes)


APPROVALS = "ผู้ว่าราชการจังหวัดเห็นชอบรายงานสรุป (SAR)"
HANDOVERS = "การส่งมอบเมื่อเปลี่ยนผู้จัดเก็บข้อมูลหรือผู้กำกับดูแล"
FILES = "ไฟล์ในโฟลเดอร์หลักฐาน"
PAPERS = "รายงานที่ได้รับโดยไม่มีไฟล์ ถือว่าส่งแล้ว"


def test_headline_says_what_is_owed_and_what_else_is_not_well() -> None:
    said = "ค้างหลักฐาน 3 รายการ จาก 2 หน่วยงาน นานที่สุด 59 วัน  เก็บแล้ว 6"
    assert full()[NAME]["A2"].value == f"{said}  ไม่มีหนังสือเห็นชอบ 3 ตัวชี้วัด  ไม่มีบันทึกส่งมอบ 1"
    filed = tuple(line for line in consolidation().evidence if line.state is EvidenceState.FILED)
    assert read(only(evidence=filed))[NAME]["A2"].value == "ไม่มีหลักฐานค้าง เก็บแล้ว 6 รายการ"
    assert read(only())[NAME]["A2"].value == "ยังไม่มีหลักฐานในทะเบียน"


def test_owed_first_and_longest__then_the_register_by_kpi_and_level__then_what_is_to_come() -> None:
    rows = table(full()[NAME], "ตัวชี้วัด")
    told = [(row["ตัวชี้วัด"], row["ระดับ"], row["สถานะ"]) for row in rows]
    assert told == [
        ("3.2.2", "5", "ค้าง 59 วัน"), ("2.2", "4", "ค้าง 49 วัน"), ("3.2.3", "3", "ค้าง 2 วัน"),
        ("2.2", "1", "เก็บแล้ว"), ("2.2", "2", "เก็บแล้ว"), ("3.2.2", "1", "เก็บแล้ว"), ("3.2.2", "1", "เก็บแล้ว"), ("3.2.2", "2", "เก็บแล้ว"),
        ("3.2.3", "1", "เก็บแล้ว"), ("7.3", "5", "ครบ 30 ต.ค. 2556"), ("3.1.1", "2", "ครบ 1 ธ.ค. 2556"), ("13", "1", "ยังไม่ถึงกำหนด"),
    ]  # fmt: skip


def test_minutes__m09_a_row_says_where_it_is_and_who_keeps_it() -> None:
    row = next(row for row in table(full()[NAME], "ตัวชี้วัด") if row["เลขที่"] == "รย 0021/ว 112")
    assert row["เอกสาร"] == "คำสั่งแต่งตั้งคณะทำงานความปลอดภัยทางถนน" and row["ประเภท"] == "คำสั่ง"
    assert (row["ลงวันที่"], row["ที่เก็บหรือไฟล์"], row["ผู้เก็บ"]) == ("5 พ.ย. 2555", "แฟ้ม 3.2.2-01 ตู้ 2", "นายเอกชัย ตัวอย่าง")
    assert (row["เก็บเมื่อ"], row["ที่มา"]) == ("7 พ.ย. 2555", "E9")


def test_what_is_not_filed_names_its_step_and_who_answers_for_it__and_no_place() -> None:
    row = table(full()[NAME], "ตัวชี้วัด")[1]
    assert row["เอกสาร"] == "บันทึกข้อตกลงกับห้างค้าส่งสองแห่ง\nขั้น P2.2-4" and row["ผู้เก็บ"] == "นายธนกฤต ทองดี"
    assert {row[key] for key in ("ประเภท", "เลขที่", "ลงวันที่", "ที่เก็บหรือไฟล์", "เก็บเมื่อ")} == {"–"}


def test_a_document_filed_without_a_place_says_so() -> None:
    rows = table(full()[NAME], "ตัวชี้วัด")
    assert [row["ที่เก็บหรือไฟล์"] for row in rows if row["เลขที่"] == "รย 0021/18"] == ["ไม่ได้บอกที่เก็บ"]


def test_owed_rows_are_bold_on_a_fill_by_how_long__the_others_are_quiet() -> None:
    sheet = full()[NAME]
    looks = [(sheet.cell(row, 4).font.b, sheet.cell(row, 11).fill.fgColor.rgb) for row in range(6, 18)]
    assert looks[:3] == [(True, f"FF{AMBER[1:]}"), (True, f"FF{AMBER[1:]}"), (True, f"FF{PEACH[1:]}")]
    assert all(not bold and fill == "00000000" for bold, fill in looks[3:])


def test_every_row_leads_to_its_archived_cell() -> None:
    sheet = read_formulas(consolidation())[NAME]
    links = {sheet.cell(row, 12).hyperlink.target for row in range(6, 18)}
    assert all("\\archive\\2556\\" in link for link in links) and any("AGC_action_plan" in link for link in links)


def test_minutes__m08_approvals_by_round__what_is_missing_first_and_each_state_its_own_word() -> None:
    rows = block(full()[NAME], APPROVALS)
    assert [(row["รอบ"], row["หน่วยงาน"], row["ตัวชี้วัด"], row["สถานะ"]) for row in rows[:4]] == [
        ("12", "สนง.เกษตรและสหกรณ์", "2.2", "ยังไม่มีหนังสือเห็นชอบ"),
        ("12", "สนง.ป้องกันและบรรเทาสาธารณภัย", "3.2.2, 3.2.3", "ยังไม่มีหนังสือเห็นชอบ"),
        ("12", "สนง.สถิติ", "13", "ยังไม่ได้รับรายงาน"),
        ("12", "ที่ทำการปกครอง", "1.3, 6, 14", "เห็นชอบแล้ว"),
    ]  # fmt: skip
    assert (rows[3]["เลขที่หนังสือ"], rows[3]["ลงวันที่"], rows[3]["ที่เก็บหรือไฟล์"]) == ("รย 0017/912", "20 ต.ค. 2556", "แฟ้ม SAR 12 เดือน ตู้ 1")
    assert {row["รอบ"] for row in rows} == {"6", "9", "12"} and "83 จาก 87" in texts(full()[NAME])


def test_reports_that_are_not_due_yet_are_one_row_a_round() -> None:
    data = consolidation()
    bare: dict[str, Any] = {"state": ApprovalState.NOT_REPORTED, "number": "", "on": None, "place": "", "source": None}
    lines = tuple(replace(line, due=date(2013, 11, 1), **bare) for line in data.approvals)
    ahead, *rest = block(read(replace(data, approvals=lines))[NAME], APPROVALS)
    assert (ahead["รอบ"], ahead["ตัวชี้วัด"], ahead["หน่วยงาน"], ahead["สถานะ"]) == ("12", "29 ตัว", "16 หน่วยงาน", "ครบ 1 พ.ย. 2556")
    assert [row["รอบ"] for row in rest] == ["9", "6"]
    overdue = replace(data, approvals=tuple(replace(line, due=data.as_of - timedelta(days=1)) for line in lines))
    assert len(block(read(overdue)[NAME], APPROVALS)) == 3 * 16


def test_minutes__m09_a_hand_over_names_the_evidence_that_changes_hands() -> None:
    bare, given, *documents = block(full()[NAME], HANDOVERS)
    assert (bare["ตัวชี้วัด"], bare["ถึง"], bare["สถานะ"]) == ("7.3", "ยังไม่มีผู้รับช่วง", "ยังไม่มีบันทึกส่งมอบ")
    assert (given["ตัวชี้วัด"], given["จาก"], given["ถึง"], given["ตั้งแต่"]) == (
        "3.2.2, 3.2.3", "นายเอกชัย ตัวอย่าง", "นางสาวมาลี ตัวอย่าง", "1 ก.พ. 2556",
    )  # fmt: skip
    assert given["สถานะ"] == "บันทึกแล้ว" and given["หน้าที่"] == "ผู้จัดเก็บข้อมูล" and given["เหตุผล"] == "ย้ายไปจังหวัดชลบุรี"
    assert given["สิ่งที่ส่งมอบ และหลักฐาน"] == "แฟ้มหลักฐานและบัญชีรายชื่อ\nหลักฐาน 3 รายการ"
    assert [(row["ตัวชี้วัด"], row["สิ่งที่ส่งมอบ และหลักฐาน"], row["ที่มา"]) for row in documents] == [
        ("3.2.2", "คำสั่งแต่งตั้งคณะทำงานความปลอดภัยทางถนน (แฟ้ม 3.2.2-01 ตู้ 2)", "E9"),
        ("3.2.2", "บัญชีจุดเสี่ยง 12 จุด (จุดเสี่ยง_56.xlsx)", "E9"),
        ("3.2.3", "บัญชีหมู่บ้านเสี่ยงภัย 92 แห่ง (หมู่บ้านเสี่ยงภัย_56.xlsx)", "E9"),
    ]  # fmt: skip


def test_what_came_without_a_file_is_printed__the_latest_first_and_nothing_of_tomorrow() -> None:
    rows = block(full()[NAME], PAPERS)
    assert [(row["หน่วยงาน"], row["รายงาน"], row["ทาง"], row["วันที่รับ"]) for row in rows] == [
        ("สนง.แรงงาน", "รายงานตามนโยบายรัฐบาล พ.ค. 2556", "LINE", "4 มิ.ย. 2556"),
        ("สนง.ทรัพยากรธรรมชาติและสิ่งแวดล้อม", "รายงานความคืบหน้า ก.พ. 2556", "กระดาษ", "21 มี.ค. 2556"),
    ]
    assert rows[1]["ใครรับ เก็บที่ใด"] == "นางสาวปรียา รับ เก็บแฟ้ม 3"


def in_folder(*names: str) -> Consolidation:
    data = consolidation()
    return replace(data, evidence_files=compare_files(data.evidence, data.approvals, names))


def test_files_of_the_folder__not_found_first_with_their_cell__then_what_no_row_names() -> None:
    sheet = read(in_folder("2556/แผนตลาดผลไม้_56.pdf", "เบ็ดเตล็ด/=1+1.pdf"))[NAME]
    rows = block(sheet, FILES)
    assert [(row["ตัวชี้วัด"], row["ไฟล์"], row["สถานะ"], row["ที่มา"]) for row in rows] == [
        ("3.2.2", "จุดเสี่ยง_56.xlsx", "ไม่พบไฟล์", "E9"), ("3.2.3", "หมู่บ้านเสี่ยงภัย_56.xlsx", "ไม่พบไฟล์", "E9"),
        ("–", "เบ็ดเตล็ด/=1+1.pdf", "ไม่มีแถวใดระบุ", None),
    ]  # fmt: skip
    assert rows[0]["เอกสาร"] == "บัญชีจุดเสี่ยง 12 จุด" and rows[0]["หน่วยงาน"] == "สนง.ป้องกันและบรรเทาสาธารณภัย"
    assert sheet["A2"].value.endswith("  ไม่มีบันทึกส่งมอบ 1  ไม่พบไฟล์ 2") and "ระบุไว้ 3  ไม่พบ 2  ไม่มีแถวใดระบุ 1" in texts(sheet)


def test_files_of_the_folder__all_there__and_no_block_without_a_folder() -> None:
    names = ("แผนตลาดผลไม้_56.pdf", "จุดเสี่ยง_56.xlsx", "หมู่บ้านเสี่ยงภัย_56.xlsx")
    assert "พบครบทุกไฟล์ที่ทะเบียนระบุ และไม่มีไฟล์เกิน" in texts(read(in_folder(*names))[NAME])
    assert FILES not in texts(full()[NAME])


def test_files_of_the_folder__a_whole_disk_does_not_drown_what_is_missing() -> None:
    sheet = read(in_folder(*(f"{number}.pdf" for number in range(1500))))[NAME]
    rows = block(sheet, FILES)
    assert len(rows) == 3 + 200 + 1 and rows[-1]["ตัวชี้วัด"] == "และอีก 1,300 ไฟล์ที่ไม่มีแถวใดระบุ"


def test_empty_blocks_say_so() -> None:
    data = only(registry=replace(consolidation().registry, received=()))
    found = texts(read(data)[NAME])
    assert {"ยังไม่มีแผนหรือทะเบียนหลักฐานที่รับแล้ว", "ยังไม่ถึงรอบประเมินตนเอง", "ไม่มีการเปลี่ยนตัวในปีนี้", "ไม่มี"} <= set(found)
    assert not read(data)[NAME].auto_filter.ref


def test_the_order_of_lines_does_not_matter() -> None:
    data = consolidation()
    turned = replace(data, evidence=data.evidence[::-1], approvals=data.approvals[::-1])
    assert list(read(turned)[NAME].values) == list(full()[NAME].values)


def test_english_edition() -> None:
    sheet = full("en")["Evidence"]
    assert sheet["A2"].value.startswith("3 documents owed at 2 agencies, the longest by 59 days; 6 filed")
    assert [row["Status"] for row in table(sheet, "KPI")][:4] == ["owed 59 d", "owed 49 d", "owed 2 d", "filed"]
    assert {"no approval", "approved", "not received", "recorded", "not recorded", "data keeper"} <= set(texts(sheet))
    sheet = read(in_folder("x.pdf"), "en")["Evidence"]
    assert {"Files in the folder of evidence", "not found", "not named"} <= set(texts(sheet))
    assert sheet["A2"].value.endswith("; files not found: 3")
