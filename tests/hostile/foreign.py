"""Valid workbooks that are no form of ours, as offices have them by the hundred: each is held or refused, with a reason."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import openpyxl
import xlsxwriter
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from kpi_excel.forms.raw import Address
from tests.hostile.building import ods
from tests.hostile.xls import xls

Rows = Sequence[Sequence[object]]

_OFFICES = ("สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง", "สำนักงานแรงงานจังหวัดระยอง", "ที่ทำการปกครองจังหวัดระยอง")
_BUDGET: Rows = (("แผนงาน", "งบประมาณ", "เบิกจ่าย", "ร้อยละ", "หน่วยงาน"), *(
    (f"โครงการที่ {n}", n * 10_000, n * 7_000, 70.0, _OFFICES[n % 3]) for n in range(1, 40)))  # fmt: skip
_OWN_KPIS: Rows = (
    ("รายงานผลตัวชี้วัดประจำเดือน กุมภาพันธ์ 2556",), ("หน่วยงานเจ้าภาพ",), (_OFFICES[0],), (),
    ("ตัวชี้วัดที่", "ตัวชี้วัด", "หน่วยวัด", "เป้าหมาย", "น้ำหนัก", "ผลสะสม", "สถานะ", "คะแนน"),
    *((f"K{n}.1", f"ระดับความสำเร็จที่ {n}", "ร้อยละ", 80, 5, 45.5, "ตามแผน", 3.5) for n in range(1, 20)),
)  # fmt: skip
_PLAN: Rows = (("แผนปฏิบัติการ ปีงบประมาณ พ.ศ. 2556",), ("ตัวชี้วัดที่", "ขั้นตอน", "เริ่ม", "สิ้นสุด", "ผู้รับผิดชอบ"),
               *(("3.2.2", f"ขั้นที่ {n}", f"1/{n}/2556", f"28/{n}/2556", "นางสาวมาลี") for n in range(1, 12)))  # fmt: skip
_EVIDENCE: Rows = (("ทะเบียนหลักฐาน",), ("ตัวชี้วัดที่", "ระดับ", "เอกสาร", "เลขที่", "ลงวันที่", "สถานที่เก็บ"),
                   *(("1.1", 1, f"คำสั่งที่ {n}", f"{n}/2556", date(2013, 1, n), "ตู้ 2") for n in range(1, 20)))  # fmt: skip


def table(*sheets: Rows, names: Sequence[str] = (), change: Callable[[openpyxl.Workbook], None] | None = None) -> bytes:
    """A workbook of plain tables."""
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for number, rows in enumerate(sheets or ((),)):
        sheet = book.create_sheet(names[number] if names else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(list(row))
    if change:
        change(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _charted(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=20), titles_from_data=True)
    sheet.add_chart(chart, "H2")


def _decorated(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    sheet.merge_cells("A1:E1")
    sheet["A1"].fill = PatternFill("solid", "FFF2CC")
    sheet["A2"].comment = Comment("ตรวจแล้ว", "x")
    sheet["A3"].hyperlink = "http://127.0.0.1:9"
    choices = DataValidation("list", formula1='"ก,ข"')
    sheet.add_data_validation(choices)
    choices.add("F2:F90")
    sheet.protection.enable()
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = "A1:E40"


def _hidden(book: openpyxl.Workbook) -> None:
    book.worksheets[1].sheet_state = "veryHidden"


def _by_xlsxwriter() -> bytes:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data)
    sheet = book.add_worksheet("งบ")
    for at, row in enumerate(_BUDGET):
        sheet.write_row(at, 0, row)
    sheet.add_table(50, 0, 60, 3, {"columns": [{"header": name} for name in ("ก", "ข", "ค", "ง")]})
    sheet.write_formula(70, 0, "=SUM(B2:B40)", None, 7_800_000)
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=งบ!$B$2:$B$40"})
    book.add_chartsheet("กราฟ").set_chart(chart)
    book.close()
    return data.getvalue()


def _grid(rows: int, columns: int) -> Rows:
    return [[row * column for column in range(columns)] for row in range(rows)]


FOREIGN: Mapping[str, Callable[[], bytes]] = {
    "empty": table,
    "three empty sheets": lambda: table((), (), ()),
    "one number": lambda: table([[45.5]]),
    "one word of ours": lambda: table([["ตัวชี้วัดที่"]]),
    "budget": lambda: table(_BUDGET),
    "budget of three offices": lambda: table(_BUDGET, _BUDGET, _BUDGET, names=("ปภ.", "แรงงาน", "ปกครอง")),
    "somebody's own table of KPIs": lambda: table(_OWN_KPIS),
    "the same under our sheet names": lambda: table((("คำแนะนำ",),), _OWN_KPIS, _EVIDENCE, names=("คำแนะนำ", "รายงานเดือน", "หลักฐาน")),
    "somebody's own plan": lambda: table(_PLAN, names=("แผนปฏิบัติการ",)),
    "somebody's own register of evidence": lambda: table(_EVIDENCE, names=("หลักฐาน",)),
    "all three in one": lambda: table(_OWN_KPIS, _PLAN, _EVIDENCE),
    "survey": lambda: table([("ลำดับ", "ข้อคำถาม", *range(5, 0, -1)), *((n, f"ข้อ {n}", "", "", "✓") for n in range(1, 60))]),
    "survey answers of a web form": lambda: table(
        [("ประทับเวลา", "ท่านสังกัดหน่วยงานใด", "ความพึงพอใจ"), *((datetime(2013, 2, 1, 9, n), _OFFICES[n % 3], n % 5 + 1) for n in range(60))]),
    "personnel": lambda: table([("เลขประจำตัว", "ชื่อ", "ตำแหน่ง", "โทร."), *((f"1210{n:09}", "นายวิชัย", "นักวิเคราะห์", "038-694000") for n in range(300))]),
    "leave calendar": lambda: table([("ชื่อ", *range(1, 32)), *((f"คนที่ {n}", *["ล" if (n + day) % 9 == 0 else None for day in range(31)]) for n in range(40))]),
    "telephone directory": lambda: table([(office, f"038-69{n:04}") for n, office in enumerate(_OFFICES * 40)]),
    "minutes": lambda: table([("รายงานการประชุมหัวหน้าส่วนราชการ ครั้งที่ 2/2556",), *((f"ระเบียบวาระที่ {n} " + "ก" * 500,) for n in range(1, 7))]),
    "timetable": lambda: table([(None, "จันทร์", "อังคาร", "พุธ"), *((f"{hour}.00 น.", "ประชุม", None, "ตรวจราชการ") for hour in range(8, 17))]),
    "prices": lambda: table([("สินค้า", "ราคา"), *((f"ทุเรียน เกรด {n}", 100.25 + n) for n in range(500))]),
    "loan with formulas nobody computed": lambda: table([("งวด", "ดอกเบี้ย"), *((n, f"=A{n}*0.05") for n in range(2, 200))]),
    "errors": lambda: table([("=1/0", "=NA()", "#REF!", "#N/A")]),
    "dates": lambda: table([(date(2013, 1, 1), datetime(2013, 1, 1, 12, 30), "28/2/2556", "ก.พ. 56")]),
    "chart": lambda: table(_BUDGET, change=_charted),
    "chart sheet and table": _by_xlsxwriter,
    "merged, commented, linked, protected": lambda: table(_BUDGET, change=_decorated),
    "hidden sheet": lambda: table(_BUDGET, _OWN_KPIS, change=_hidden),
    "pivot laid flat": lambda: table([("ป้ายชื่อแถว", "ผลรวม ของ งบประมาณ"), *((office, 1_000_000) for office in _OFFICES), ("ผลรวมทั้งหมด", 3_000_000)]),
    "a thousand by a hundred": lambda: table(_grid(1000, 100)),
    "twenty thousand rows": lambda: table(_grid(20_000, 8)),
    "two thousand columns": lambda: table(_grid(20, 2_000)),
    "a hundred sheets": lambda: table(*[_BUDGET[:10]] * 100),
    "long texts": lambda: table([["".join(f"{n:x}ก" for n in range(k, k + 6000)) for k in range(3)]] * 5),
    "only names of offices": lambda: table([[office] for office in _OFFICES]),
    "a list of our sheet names": lambda: table([["รายงานเดือน"], ["หลักฐาน"], ["_meta"], ["_lists"]]),
    "a _meta of somebody else": lambda: table([("key", "value"), ("form", "monthly_progress"), ("agency", "DPM"), ("period", "2556-02")], names=("_meta",)),
    "words that look like our codes": lambda: table([(f"K{n}.{m}", f"P{n}.{m}-1", f"E{n}.{m}-1") for n in range(20) for m in range(5)]),
    "an old .xls": lambda: xls({Address(row, column): f"{value}" for row, cells in enumerate(_BUDGET) for column, value in enumerate(cells)}),
    "an old .xls of KPIs": lambda: xls({Address(row, column): str(value) for row, cells in enumerate(_OWN_KPIS) for column, value in enumerate(cells)}),
    "an .ods": lambda: ods("".join("<table:table-row>" + "".join(
        f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in cells) + "</table:table-row>" for cells in _BUDGET)),
    "an .ods of KPIs": lambda: ods("".join("<table:table-row>" + "".join(
        f"<table:table-cell><text:p>{value}</text:p></table:table-cell>" for value in cells) + "</table:table-row>" for cells in _OWN_KPIS)),
}  # fmt: skip
"""What it is → how it is made. Those that our own program writes are made in the test."""
