"""The sheets of who answers for a KPI: people, and changes of host within the year."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.registry import choices
from kpi_excel.workbooks.registry.columns import SheetLayout, column, kpi_column

PEOPLE = SheetLayout(
    "people", "person", Text("ผู้รับผิดชอบ", "People"), Text("ผู้กำกับดูแลและผู้จัดเก็บข้อมูล", "Supervisors and data keepers"),
    Text("เมื่อเปลี่ยนคน อย่าลบแถวเดิม ใส่วันสิ้นสุดแล้วเพิ่มแถวใหม่",
         "When somebody moves, keep the row: give it an end and add a new one"),
    (
        column(
            "kpi_nos", Text("ตัวชี้วัดที่", "KPI no."), FieldType.KPI_NO, 18,
            Text("หนึ่งตัวหรือหลายตัว คั่นด้วยจุลภาค", "One or several, separated by commas"),
            required=True, refers="kpis", many=True, example="3.2.2, 3.2.3", aliases=("เลขตัวชี้วัด", "ตัวชี้วัด"),
        ),
        column(
            "role", Text("หน้าที่", "Role"), FieldType.CHOICE, 22,
            Text("เลือกจากรายการ", "Choose from the list"),
            required=True, choices=choices.ROLES,
        ),
        column(
            "name", Text("ชื่อ นามสกุล", "Name"), FieldType.TEXT, 28,
            Text("มีคำนำหน้า", "With its title"),
            required=True,
        ),
        column(
            "position", Text("ตำแหน่ง", "Position"), FieldType.TEXT, 38,
            Text("ตำแหน่งปัจจุบัน", "Present position"),
        ),
        column(
            "phone", Text("โทรศัพท์", "Telephone"), FieldType.PHONE, 16,
            Text("พิมพ์เลขศูนย์ตัวหน้าด้วย", "With its leading zero"),
            example="0 3869 4101",
        ),
        column(
            "email", Text("อีเมล", "E-mail"), FieldType.TEXT, 30,
            Text("ถ้ามี", "If there is one"),
        ),
        column(
            "since", Text("ตั้งแต่", "From"), FieldType.DAY, 14,
            Text("ว่าง = ตั้งแต่ต้นปี", "Blank: from the start"),
        ),
        column(
            "until", Text("ถึง", "Until"), FieldType.DAY, 14,
            Text("ว่าง = ยังทำอยู่", "Blank: still in charge"),
        ),
    ),
    optional=True, frozen=1,
)  # fmt: skip

HOST_CHANGES = SheetLayout(
    "host_changes", "host_change", Text("เปลี่ยนเจ้าภาพ", "Host changes"), Text("การเปลี่ยนหน่วยงานเจ้าภาพระหว่างปี",
                                                                 "Changes of host in the year"),
    Text("แผ่น ตัวชี้วัด คงเจ้าภาพต้นปีไว้ แล้วบอกการเปลี่ยนที่นี่", "Leave the first host on the KPI sheet and state the change here"),
    (
        kpi_column(),
        column(
            "agency", Text("เจ้าภาพใหม่", "New host"), FieldType.TEXT, 14,
            Text("รหัสหน่วยงาน", "Code of the agency"),
            required=True, refers="agencies",
        ),
        column(
            "since", Text("ตั้งแต่วันที่", "From"), FieldType.DAY, 18,
            Text("วันแรกที่รับผิดชอบ", "First day in charge"),
            required=True,
        ),
    ),
    unique=("kpi_no", "since"), optional=True, spare=6,
)  # fmt: skip
