"""The sheets of decisions: exemptions, reports that came without a file, lessons."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.registry import choices
from kpi_excel.workbooks.registry.columns import SheetLayout, column

_AGENCY = Text("หน่วยงาน", "Agency")
_KPI = Text("ตัวชี้วัดที่", "KPI no.")

EXEMPTIONS = SheetLayout(
    "exemptions", "exemption", Text("ยกเว้น", "Exemptions"), Text("ข้อยกเว้นที่ผู้มีอำนาจอนุมัติแล้ว", "Exemptions that were granted"),
    Text("ข้อยกเว้นทุกข้อพิมพ์ไว้ในรายงานรวม พร้อมชื่อผู้อนุมัติและเหตุผล",
         "Each is printed in the consolidated workbook with who and why"),
    (
        column(
            "rule", Text("เรื่องที่ยกเว้น", "Rule"), FieldType.TEXT, 30,
            Text(
                "รหัสข้อตรวจที่พิมพ์ในรายการสิ่งที่ต้องแก้ หรือชื่อแบบที่ไม่ต้องส่ง",
                "The code of the rule as printed, or the form that need not be sent",
            ),
            required=True, example="evidence-missing",
        ),
        column(
            "agency", _AGENCY, FieldType.TEXT, 15,
            Text("รหัส ว่าง = ทุกหน่วยงาน", "Code; blank: every agency"),
            refers="agencies",
        ),
        column(
            "kpi_no", _KPI, FieldType.KPI_NO, 12,
            Text("ว่าง = ทุกตัวชี้วัด", "Blank: every KPI"),
            refers="kpis",
        ),
        column(
            "who", Text("ผู้อนุมัติ", "Granted by"), FieldType.TEXT, 30,
            Text("ชื่อและตำแหน่ง", "Name and position"),
            required=True,
        ),
        column(
            "why", Text("เหตุผล", "Why"), FieldType.LONG_TEXT, 50,
            Text("หนึ่งประโยค", "One sentence"),
            required=True,
        ),
        column(
            "until", Text("ถึงวันที่", "Until"), FieldType.DAY, 16,
            Text("ว่าง = ตลอดปี", "Blank: the whole year"),
        ),
    ),
    optional=True, spare=8,
)  # fmt: skip

RECEIVED = SheetLayout(
    "received", "received", Text("รับโดยไม่มีไฟล์", "Received otherwise"), Text("รายงานที่ได้รับทางอื่น", "Reports that came without a file"),
    Text("รายงานกระดาษ LINE หรือโทรศัพท์ ถือว่าส่งแล้วในวันที่รับ แต่ยังไม่มีตัวเลขจนกว่าจะได้ไฟล์",
         "On paper, by LINE or telephone: sent on that day, without figures until a file comes"),
    (
        column(
            "agency", _AGENCY, FieldType.TEXT, 15,
            Text("รหัสหน่วยงาน", "Code of the agency"),
            required=True, refers="agencies",
        ),
        column(
            "form", Text("แบบ", "Form"), FieldType.CHOICE, 28,
            Text("เลือกจากรายการ", "Choose from the list"),
            required=True, choices=choices.FORMS,
        ),
        column(
            "period", Text("งวด", "Period"), FieldType.MONTH, 16,
            Text("เดือน เช่น ก.พ. 2556 หรือ รอบ 6 เดือน", "A month such as 2556-02, or a round such as 2556-sar6"),
            required=True, allows_rounds=True, waived_when=("form", ("kpi_template", "action_plan")),
            example="ก.พ. 2556",
        ),
        column(
            "kpi_no", _KPI, FieldType.KPI_NO, 12,
            Text("ว่าง = ทุกตัวของหน่วยงาน", "Blank: all of the agency's"),
            refers="kpis",
        ),
        column(
            "received_on", Text("วันที่รับ", "Received on"), FieldType.DAY, 16,
            Text("วันที่ได้รับจริง", "The day it came"),
            required=True,
        ),
        column(
            "channel", Text("ทาง", "Channel"), FieldType.TEXT, 16,
            Text("กระดาษ LINE โทรศัพท์ …", "Paper, LINE, telephone …"),
            required=True, example="LINE",
        ),
        column(
            "note", Text("หมายเหตุ", "Note"), FieldType.LONG_TEXT, 44,
            Text("ใครรับ เก็บไว้ที่ใด", "Who took it, where it is"),
        ),
    ),
    optional=True, spare=8,
)  # fmt: skip

LESSONS = SheetLayout(
    "lessons", "lesson", Text("บทเรียน", "Lessons"), Text("บทเรียนและข้อแก้ไขที่ตกลงกันไว้", "Lessons and what was agreed"),
    Text("บทเรียนที่ยังไม่ปิดพิมพ์ไว้บนแบบของหน่วยงานนั้น", "An open lesson is printed on that agency's forms"),
    (
        column(
            "number", Text("ข้อ", "No."), FieldType.TEXT, 7,
            Text("ลำดับ ไม่ซ้ำ", "A number, once"),
            required=True, example="1",
        ),
        column(
            "agency", _AGENCY, FieldType.TEXT, 15,
            Text("รหัส ว่าง = ทุกหน่วยงาน", "Code; blank: every agency"),
            refers="agencies",
        ),
        column(
            "kpi_no", _KPI, FieldType.KPI_NO, 12,
            Text("ว่าง = ทุกตัวชี้วัด", "Blank: every KPI"),
            refers="kpis",
        ),
        column(
            "lesson", Text("บทเรียน", "Lesson"), FieldType.LONG_TEXT, 52,
            Text("เกิดอะไรขึ้น", "What happened"),
            required=True,
        ),
        column(
            "measure", Text("มาตรการ", "Measure"), FieldType.LONG_TEXT, 52,
            Text("จะทำอะไรต่างไปจากเดิม", "What will be different"),
        ),
        column(
            "source", Text("ที่มา", "Source"), FieldType.TEXT, 24,
            Text("ประชุมหรือการตรวจครั้งใด", "Which meeting or inspection"),
        ),
        column(
            "closed_on", Text("ปิดเมื่อ", "Closed on"), FieldType.DAY, 15,
            Text("ว่าง = ยังไม่ปิด", "Blank: still open"),
        ),
        column(
            "closed_how", Text("ปิดอย่างไร", "Closed how"), FieldType.TEXT, 30,
            Text("หลักฐานว่าแก้แล้ว", "What shows that it is solved"),
        ),
    ),
    unique=("number",), optional=True, spare=6,
)  # fmt: skip
