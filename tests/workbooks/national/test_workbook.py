from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from kpi_excel.core.rollup import Sending
from kpi_excel.core.rollup_ranking import compare_provinces
from kpi_excel.workbooks.national import SHEETS, notes, values
from kpi_excel.workbooks.national.limits import Limits
from kpi_excel.workbooks.writing import Book, CellNotWritten
from tests.core.province import FEB
from tests.workbooks.consolidated.reading import load
from tests.workbooks.consolidated.test_hostile import HOSTILE
from tests.workbooks.national.sample import AS_OF, LEFT, book, nation, provinces, summaries, table, written

_THAI = re.compile("[\u0e00-\u0e7f]")
TITLES = ["สรุป", "จัดอันดับ", "รายตัวชี้วัด", "รายจังหวัด", "ค้างส่ง", "ไม่ส่งและอ่านไม่ได้", "ข้อมูลรวม", "คำอธิบาย"]


def texts(sheet: object) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]  # type: ignore[attr-defined]


def test_sheets_in_reading_order() -> None:
    assert book().sheetnames == TITLES
    assert book("en").sheetnames == ["Summary", "Ranking", "KPIs", "By province", "Overdue", "Absent", "Data", "Notes"]


def test_same_nation_same_bytes() -> None:
    assert written(nation(), provinces()) == written(nation(), provinces())


def test_ranking__figures_places_and_what_is_missing() -> None:
    rows = table(book()["จัดอันดับ"])
    assert [(row["ที่"], row["จังหวัด"]) for row in rows] == [(1, "ตรัง"), (2, "น่าน"), (3, "ตาก"), ("–", "เลย")]
    totals = {one.province: one.total for one in nation().provinces}
    assert [row["คะแนน"] for row in rows[:3]] == [float(totals[row["จังหวัด"]].score or 0) for row in rows[:3]]
    assert (rows[3]["คะแนน"], rows[3]["กรณีต่ำสุด"], rows[3]["น้ำหนักที่รายงาน"]) == ("ยังไม่มีคะแนน", "–", 0)
    assert [row["น้ำหนักที่รายงาน"] for row in rows[:3]] == [50, 100, 100]
    assert book()["จัดอันดับ"]["H6"].number_format == 'General" จาก 100"_)'


def test_kpis__criteria_that_differ_stand_apart_and_are_said() -> None:
    rows = table(book()["รายตัวชี้วัด"])
    assert [(row["ที่"], row["เกณฑ์"], row["มีคะแนน"], row["1"]) for row in rows] == [("1", "แบบ 1 จาก 2", 2, 60), ("1", "แบบ 2 จาก 2", 1, 70), ("2", "เหมือนกัน", 2, 60)]
    assert [(row["จังหวัด"], row["จังหวัด 2"]) for row in rows] == [("น่าน", "ตาก"), ("ตรัง", "–"), ("น่าน", "ตาก")]
    assert "เกณฑ์ต่างกันระหว่างจังหวัด 1 ตัว" in book()["รายตัวชี้วัด"]["A2"].value


def test_by_province__every_score_leads_to_its_cell() -> None:
    rows = table(book()["รายจังหวัด"])
    assert len(rows) == 8
    scored = [row for row in rows if row["คะแนน"] != "–"]
    assert [row["ลำดับ"] for row in scored] == [1, 2, 1, 1, 2]
    assert all(row["ไฟล์ในคลังของจังหวัด"].startswith("2556/2556-02/") and row["แผ่น"] == "รายงาน" and row["ช่อง"] == "B1" for row in scored)
    assert {row["สถานะ"] for row in rows if row["คะแนน"] == "–"} == {"ยังไม่รายงาน"}


def test_overdue__the_most_items_first() -> None:
    rows = table(book()["ค้างส่ง"])
    items = [row["รวม (รายการ)"] for row in rows]
    assert items == sorted(items, reverse=True) and rows[0]["จังหวัด"] == "เลย"
    assert sum(items) == sum(one.overdue_count for one in nation().provinces)
    assert all(row["โทรศัพท์"] == "038-555-101" for row in rows)


def test_agencies__sent_and_missing_add_up_with_those_between() -> None:
    one = replace(nation().ranking[0].summary, sending=Sending(sent=1, missing=14, awaiting=2, not_due=3))
    sheets = load(written(compare_provinces([one], (), FEB, AS_OF), provinces())["national.xlsx"])
    assert any(text.endswith("หน่วยงานส่งครบ 1  ขาด 14  รอแก้ไข 2  ยังไม่ถึงกำหนด 3") for text in texts(sheets["สรุป"]))
    row = table(sheets["ค้างส่ง"])[0]
    assert (row["หน่วยงานขาด"], row["หน่วยงานอื่น"]) == (14, "ส่งครบ 1  รอแก้ไข 2  ยังไม่ถึงกำหนด 3")


def test_absent__who_has_no_score_and_which_folders_are_not_counted() -> None:
    found = texts(book()["ไม่ส่งและอ่านไม่ได้"])
    assert any("2 หน่วยงาน: ส่งครบ 0  ขาด 2  น้ำหนัก" in text for text in found)
    assert any("(registry-unreadable)" in text for text in found) and any("(workspace-locked)" in text for text in found)
    assert {"เลย", "พังงา", "เสีย", "ใช้อยู่", "(ไม่ทราบชื่อจังหวัด)"} <= set(found)


def test_values__each_with_province_folder_file_cell_and_hash() -> None:
    rows = table(book()["ข้อมูลรวม"])
    assert len(rows) == sum(one.values for one in nation().provinces)
    first = next(row for row in rows if row["จังหวัด"] == "ตรัง" and row["ช่องข้อมูล"] == "result")
    assert (first["โฟลเดอร์"], first["รหัส"], first["หน่วยงาน"], first["ตัวชี้วัด"], first["ค่า"]) == ("โฟลเดอร์/2", "DPM", "สำนักงาน ปภ.", "1", 95)
    assert len(first["รหัสไฟล์ SHA-256"]) == 64 and first["ไฟล์ในคลัง"] and first["ช่อง"] == "B1"


def test_summary__one_page_with_a_chart_that_is_described() -> None:
    data = written(nation(), provinces())["national.xlsx"]
    sheet = book()["สรุป"]
    # 1 page wide and high is what is meant where nothing is said
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth, sheet.page_setup.orientation) == (None, None, "portrait")
    found = texts(sheet)
    assert "3" in found and f"{nation().median:.4f}" in found
    assert sheet["A2"].value == "มีคะแนน 3 จังหวัด  ยังไม่มีคะแนน 1 จังหวัด  ไม่ได้นับ 2 โฟลเดอร์"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        chart = package.read("xl/charts/chart1.xml").decode()
    assert 'descr="จำนวนจังหวัดตามช่วงคะแนน: ' in drawing
    # the chart finds its numbers where the notes put them
    reference = re.search(r"<c:val><c:numRef><c:f>([^!]+)!\$B\$(\d+):\$B\$(\d+)</c:f>", chart)
    assert reference and reference[1].strip("'") == "คำอธิบาย"
    counts = [book()["คำอธิบาย"].cell(row, 2).value for row in range(int(reference[2]), int(reference[3]) + 1)]
    assert counts == [one.count for one in nation().classes]


@pytest.mark.parametrize("title", TITLES[1:])
def test_every_list__frozen_repeated_one_page_wide(title: str) -> None:
    sheet = book()[title]
    assert sheet.freeze_panes and sheet.print_title_rows
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, str(sheet.page_setup.fitToHeight), sheet.page_setup.paperSize) == (None, "0", 9)
    assert bool(sheet.auto_filter.ref) == (title not in ("ไม่ส่งและอ่านไม่ได้", "คำอธิบาย"))


def test_row_heights__kept_also_where_a_row_is_empty() -> None:
    heights = book()["สรุป"].row_dimensions
    assert [heights[row].height for row in (4, 8, 12)] == pytest.approx([10, 8, 24], abs=0.5)


def test_document_says_what_it_is() -> None:
    properties = book().properties
    assert (properties.title, properties.subject) == ("เปรียบเทียบผลตัวชี้วัดของจังหวัด กุมภาพันธ์ 2556", "kpi-excel rollup 2556-02")
    assert "31 มี.ค. 2556" in properties.description


def test_english_edition__thai_only_where_it_was_typed() -> None:
    ours = [module.TITLE for module in (*SHEETS, values, notes)]
    typed = re.compile("น่าน|ตาก|ตรัง|เลย|พังงา|เสีย|ใช้อยู่|โฟลเดอร์|งานอื่น|ไฟล์|ตัวชี้วัด|สำนักงานจังหวัดระยอง|สำนักงาน ปภ.|สำนักงานแรงงาน|แห่ง|รายงาน|(ธุรการ)")
    said = [text for sheet in book("en").worksheets for text in texts(sheet) if _THAI.search(typed.sub("", text))]
    assert said == [] and len(ours) == len(book("en").sheetnames)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_names_that_people_typed__stay_text(text: str) -> None:
    one = nation().ranking[0].summary
    hostile = replace(one, province=text, office=text, kpis=tuple(replace(kpi, name=text, unit=text) for kpi in one.kpis))
    others = [summary for summary in summaries(provinces()) if summary.folder != one.folder]
    data = written(compare_provinces([hostile, *others], LEFT, FEB, AS_OF), provinces())["national.xlsx"]
    cells = [cell for sheet in load(data).worksheets for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize("rows", [6, 7, 10])
def test_values_split_before_the_limit__over_sheets_then_files(rows: int) -> None:
    files = written(nation(), provinces(), limits=Limits(rows=rows, sheets=2))
    books = [load(data) for data in files.values()]
    parts = [sheet for one in books for sheet in one.worksheets if sheet.title.startswith("ข้อมูลรวม")]
    count = sum(one.values for one in nation().provinces)
    assert all(sheet.max_row <= rows for sheet in parts) and len(parts) == -(-count // (rows - 5))
    assert [sheet.title for sheet in parts] == ([f"ข้อมูลรวม {at}" for at in range(1, len(parts) + 1)] if len(parts) > 1 else ["ข้อมูลรวม"])
    assert list(files) == ["national.xlsx", *(f"national_data-{at}.xlsx" for at in range(2, -(-len(parts) // 2) + 1))]
    found = [row for sheet in parts for row in sheet.iter_rows(min_row=6, values_only=True)]
    assert found == list(book()["ข้อมูลรวม"].iter_rows(min_row=6, values_only=True))


def test_limit_below_the_headings__is_refused() -> None:
    with pytest.raises(ValueError):
        list(Limits(rows=5).parts(3, 5))


def test_nothing_reported_anywhere__said_and_no_zero() -> None:
    silent = compare_provinces(summaries(provinces())[3:], (), FEB, AS_OF)
    found = load(written(silent, provinces())["national.xlsx"])
    assert found["สรุป"]["A2"].value == "ยังไม่มีจังหวัดใดมีคะแนน"
    assert table(found["จัดอันดับ"])[0]["คะแนน"] == "ยังไม่มีคะแนน"
    assert found["สรุป"]._charts == []


def test_streamed_book__a_row_above_is_refused_never_lost() -> None:
    made = Book("x", stream=io.BytesIO())
    sheet = made.sheet("x")
    sheet.number(3, 0, Decimal(1))
    with pytest.raises(CellNotWritten):
        sheet.number(2, 0, Decimal(1))
    made.close()


def test_full_disk_while_writing__is_the_systems_own_error() -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    made = Book("x", stream=Full())
    made.sheet("x").text(0, 0, "x")
    with pytest.raises(OSError) as raised:
        made.close()
    assert raised.value.errno == 28
