"""คำอธิบาย: how to read the sheets, the rules applied, the workspaces that were read, and the numbers of the chart."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel import __version__
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.figures import score_text
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS, Column, Top, freeze, gap, open_sheet, write_section
from kpi_excel.workbooks.national import absent, by_province, kpis, overdue, ranking, summary, values
from kpi_excel.workbooks.national.chart import class_name
from kpi_excel.workbooks.national.edition import National
from kpi_excel.workbooks.styles import GREY, HAIR
from kpi_excel.workbooks.writing import Sheet

TITLE = summary.CHART_SHEET

COLUMNS = (Column(Text("", ""), 240), *(gap(80) for _ in range(13)))
_LAST = len(COLUMNS) - 1

SHEETS = (
    (summary.TITLE, Text("หนึ่งหน้าสำหรับผู้บริหาร: กี่จังหวัด มัธยฐาน สูงสุด ต่ำสุด การกระจาย ค้างส่ง และที่ไม่อยู่ในตัวเลข",
                         "One page: provinces, median, highest, lowest, distribution, overdue, and who is missing")),
    (ranking.TITLE, Text("ทุกจังหวัดที่อ่านได้ จากคะแนนสูงไปต่ำ พร้อมน้ำหนักที่รายงานและที่รับรอง",
                         "Every province that was read, highest first, with the weight reported and what is certified")),
    (kpis.TITLE, Text("หนึ่งแถวต่อหนึ่งตัวชี้วัดและเกณฑ์: กี่จังหวัดมีคะแนน มัธยฐาน สูงสุด ต่ำสุด",
                      "One row for each KPI and set of criteria: how many score it, median, highest, lowest")),
    (by_province.TITLE, Text("คะแนนของทุกจังหวัดทุกตัวชี้วัด พร้อมไฟล์ แผ่น และช่อง ใช้ตัวกรองได้",
                             "Every score of every province with file, sheet and cell; made for filters")),
    (overdue.TITLE, Text("จังหวัดใดมีอะไรเลยกำหนด พร้อมโทรศัพท์สำนักงาน", "Which province is late with what, with the office's telephone")),
    (absent.TITLE, Text("จังหวัดที่ยังไม่มีคะแนน และโฟลเดอร์ที่ไม่ได้นับพร้อมเหตุผล", "Provinces without a score; folders not counted, and why")),
    (values.TITLE, Text("ทุกค่าที่นับของทุกจังหวัด หนึ่งแถวหนึ่งค่า แยกหลายแผ่นและหลายไฟล์เมื่อเกินจำนวนแถวของ Excel",
                        "Every value that counts, one row each; further sheets and files where Excel's rows do not suffice")),
)  # fmt: skip
RULES = (
    (Text("คะแนนจังหวัด", "Provincial score"), Text("Σ(น้ำหนัก × คะแนน) ÷ Σ น้ำหนักที่มีคะแนน ตามสมุดงานรวมของจังหวัดนั้นเอง งวดที่ปิดแล้วใช้ตัวเลขที่ปิด",
                         "Σ(weight × score) ÷ Σ(weight with a score), as in the province's own workbook; of a closed period the closed figures")),
    (Text("มัธยฐาน", "Median"), Text("ค่ากลางของจังหวัดที่มีคะแนน ถ้าจำนวนคู่ใช้ค่าเฉลี่ยของสองค่ากลาง ปัดครึ่งขึ้น 4 ตำแหน่ง",
                    "The middle of those with a score; of an even number the mean of the middle two, half up, 4 decimals")),
    (Text("อันดับ", "Place"), Text("คะแนนเท่ากันได้อันดับเดียวกัน อันดับถัดไปเว้นตามจำนวน ไม่มีคะแนนไม่มีอันดับ",
                   "Equal scores share a place and the next is skipped; without a score there is no place")),
    (Text("เกณฑ์เดียวกัน", "The same criteria"), Text("วิธีคิด ทิศทาง หน่วย ระดับ 1–5 และส่วนย่อยตรงกันทุกค่า (ไม่รวมเป้าหมายและข้อมูลพื้นฐานซึ่งเป็นของจังหวัด)",
                          "Method, direction, unit, levels 1–5 and parts are equal; targets and baselines are a province's own")),
    (Text("ตัวชี้วัดเดียวกัน", "The same KPI"), Text("เลขที่และชื่อตรงกัน เลขที่เดียวกันแต่ชื่อต่างกันถือเป็นคนละตัว",
                             "Number and name are the same; the same number under another name is another KPI")),
    (Text("ส่งครบ", "Sent"), Text("หน่วยงานที่ต้องส่งแบบของงวดนี้ (ไม่นับที่ยกเว้น) = ส่งครบทุกตัวชี้วัด + ขาด (เลยกำหนด) + รอแก้ไข + ยังไม่ถึงกำหนด",
                   "Agencies that owe this period's form, exempt ones aside = sent for all KPIs + missing (past due) + to correct + not yet due")),
    (Text("กรณีต่ำสุด", "Worst case"), Text("คะแนนรวมถ้าทุกตัวที่ยังไม่รายงาน รอแก้ไข หรือไม่มีข้อมูล ได้ 1.0000",
                       "The total if whatever is not reported, awaiting correction or without data scored 1.0000")),
    (Text("จังหวัดซ้ำ", "A province twice"), Text("สองโฟลเดอร์ของจังหวัดเดียวกันที่ไม่ตรงกันไม่นับทั้งคู่ เพราะไม่มีอะไรบอกว่าฉบับใดถูก สำเนาที่เหมือนกันนับครั้งเดียว",
                       "Two folders of one province that differ count neither; of equal copies one counts")),
)  # fmt: skip


def write(sheet: Sheet, edition: National) -> None:
    """The chart's numbers first, since the chart names their places; then what to know."""
    top = Top(
        what=edition.pick(f"คำอธิบาย {edition.period_words}", f"Notes, {edition.period_words}"),
        headline=edition.pick("อ่านสมุดงานนี้อย่างไร", "How to read this workbook"),
        how=edition.pick(f"ตัวเลขแรกคือข้อมูลของกราฟ  จัดทำโดย kpi-excel รุ่น {__version__}",
                         f"The first numbers feed the chart. Made by kpi-excel {__version__}"),
    )  # fmt: skip
    open_sheet(sheet, edition, COLUMNS, top)
    freeze(sheet, TOP_ROWS - 1, 0, first_repeated=0)
    row = _write_classes(sheet, edition, TOP_ROWS)
    for title, entries in ((Text("แผ่นในสมุดงานนี้", "The sheets"), SHEETS), (Text("กติกาที่ใช้", "The rules applied"), RULES)):
        said = [(edition.say(word), edition.say(meaning)) for word, meaning in entries]
        row = _write_entries(sheet, row, edition.say(title), said)
    _write_entries(sheet, row, edition.pick("พื้นที่ทำงานที่อ่าน", "The workspaces read"), _workspaces(edition))


def _write_classes(sheet: Sheet, edition: National, row: int) -> int:
    """Where `summary` and the chart look for them: `summary.CHART_ROW`."""
    write_section(sheet, row, 0, _LAST, edition.pick("การกระจายของคะแนน (จำนวนจังหวัด)", "Distribution of scores (provinces)"))
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    for at, one in enumerate(edition.nation.classes, start=row + 1):
        sheet.raw.set_row(at, 24)
        sheet.text(at, 0, class_name(edition, one), formats(**hair))
        sheet.number(at, 1, one.count, formats(align="right", num_format="0", **hair))
    end = row + 1 + len(edition.nation.classes)
    sheet.raw.set_row(end, 12)
    return end + 1


def _workspaces(edition: National) -> list[tuple[str, str]]:
    lines = []
    for one in edition.nation.provinces:
        files, counted = edition.count(one.files, "ไฟล์", "files"), edition.count(one.values, "ค่า", "values")
        registry = edition.pick("ทะเบียน", "registry") + f" {one.registry_sha256[:16]}"
        standard = edition.pick("เกณฑ์", "standard") + f" {score_text(one.standard)}"
        lines.append((edition.name(one), "  ·  ".join((one.folder, files, counted, standard, registry))))
    return lines


def _write_entries(sheet: Sheet, row: int, title: str, entries: Sequence[tuple[str, str]]) -> int:
    """The word, its meaning running on to the right."""
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    write_section(sheet, row, 0, _LAST, title)
    for at, (word, meaning) in enumerate(entries, start=row + 1):
        sheet.raw.set_row(at, 25)
        sheet.text(at, 0, word, formats(bold=True, **hair))
        sheet.text(at, 1, meaning, formats(size=13, font_color=GREY, **hair))
        for column in range(2, len(COLUMNS)):
            sheet.blank(at, column, formats(**hair))
    end = row + 1 + len(entries)
    sheet.raw.set_row(end, 12)
    return end + 1
