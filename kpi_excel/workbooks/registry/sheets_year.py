"""The sheets of the year: province and settings, agencies, calendar, holidays, words for scores."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.registry import choices
from kpi_excel.workbooks.registry.columns import SheetLayout, column

_ONE = Decimal(1)
_FIVE = Decimal(5)
_FIRST_YEAR, _LAST_YEAR = Decimal(2400), Decimal(2700)

SETTINGS = SheetLayout(
    "settings", "settings", Text("จังหวัด", "Province"), Text("จังหวัดและข้อกำหนดของปี", "The province and its choices for the year"),
    Text("ช่องสีเหลืองต้องกรอก ช่องขาวมีค่าเริ่มต้นให้แล้ว แก้ได้", "Yellow must be filled; white has a default and may be changed"),
    (
        column(
            "province", Text("จังหวัด", "Province"), FieldType.TEXT, 48,
            Text("ชื่อจังหวัด ไม่ต้องมีคำว่า จังหวัด", "Name of the province"),
            required=True, example="ลำพูน",
        ),
        column(
            "fiscal_year", Text("ปีงบประมาณ พ.ศ.", "Fiscal year (BE)"), FieldType.WHOLE, 48,
            Text("ปีที่สิ้นสุด 30 กันยายน", "The year that ends on 30 September"),
            required=True, minimum=_FIRST_YEAR, maximum=_LAST_YEAR, example="2556",
        ),
        column(
            "office", Text("หน่วยงานผู้รวบรวม", "Collecting office"), FieldType.TEXT, 48,
            Text("ชื่อที่พิมพ์บนแบบและหนังสือเตือน", "Printed on forms and reminders"),
        ),
        column(
            "office_phone", Text("โทรศัพท์", "Telephone"), FieldType.PHONE, 48,
            Text("พิมพ์ไว้ท้ายแบบทุกแบบ ให้หน่วยงานติดต่อเมื่อสงสัย", "Printed on every form, for questions"),
        ),
        column(
            "office_email", Text("อีเมล", "E-mail"), FieldType.TEXT, 48,
            Text("ที่อยู่ที่หน่วยงานส่งไฟล์กลับ", "Where agencies send their files"),
        ),
        column(
            "opdc_email", Text("อีเมลสำนักงาน ก.พ.ร.", "OPDC's e-mail"), FieldType.TEXT, 48,
            Text("ที่อยู่ที่จังหวัดส่งรายงานตามนโยบายรัฐบาลทุกเดือน เว้นว่างได้", "Where the monthly policy report goes; may be blank"),
        ),
        column(
            "roll", Text("กำหนดส่งตรงวันหยุด", "Due date on a holiday"), FieldType.CHOICE, 48,
            Text("ใช้กับทุกแบบที่ไม่ได้กำหนดเองในแผ่น ปฏิทิน", "For every form without its own rule on the calendar sheet"),
            choices=choices.ROLL_RULES,
        ),
        column(
            "no_data", Text("สิ้นปีแล้วยังไม่มีข้อมูล", "No data at the year's end"), FieldType.CHOICE, 48,
            Text("ตัวชี้วัดที่ไม่มีข้อมูลเมื่อประเมินรอบ 12 เดือน", "A KPI without data in the 12-month round"),
            choices=choices.NO_DATA_RULES,
        ),
        column(
            "standard_score", Text("คะแนนมาตรฐาน", "Standard score"), FieldType.DECIMAL, 48,
            Text("ต่ำกว่านี้ถือว่าต่ำกว่าเกณฑ์ ปกติ 3", "Below it a score is below standard; normally 3"),
            minimum=_ONE, maximum=_FIVE, example="3",
        ),
        column(
            "opdc_6", Text("ก.พ.ร. รอบ 6 เดือน", "OPDC date, 6 months"), FieldType.DAY, 48,
            Text("วันที่จังหวัดต้องบันทึกผลรอบ 6 เดือนในระบบ ก.พ.ร.", "When the province keys in the 6-month round"),
            example="30 เม.ย. 2556",
        ),
        column(
            "opdc_9", Text("ก.พ.ร. รอบ 9 เดือน", "OPDC date, 9 months"), FieldType.DAY, 48,
            Text("เช่นเดียวกัน รอบ 9 เดือน", "The same for the 9-month round"),
            example="31 ก.ค. 2556",
        ),
        column(
            "opdc_12", Text("ก.พ.ร. รอบ 12 เดือน", "OPDC date, 12 months"), FieldType.DAY, 48,
            Text("เช่นเดียวกัน รอบ 12 เดือน", "The same for the 12-month round"),
            example="31 ต.ค. 2556",
        ),
        column(
            "inspection_date", Text("วันตรวจประเมิน", "Inspection date"), FieldType.DAY, 48,
            Text("วันที่ผู้ตรวจประเมินมาจังหวัด ถ้าทราบแล้ว", "When the inspectors come, once it is known"),
        ),
        column(
            "evidence_days", Text("เตือนหลักฐานล่วงหน้า (วัน)", "Evidence, days ahead"), FieldType.WHOLE, 48,
            Text("ก่อนวันตรวจประเมินหรือสิ้นปีกี่วัน จึงเตือนหลักฐานที่ยังขาด", "Days before inspection or year's end from which gaps are told"),
            minimum=Decimal(0), maximum=Decimal(366), example="30",
        ),
        column(
            "behind_plan", Text("ช้ากว่าแผน", "Behind plan"), FieldType.DECIMAL, 48,
            Text("คะแนนลบด้วยคะแนนตามแผน ตั้งแต่ค่านี้ลงไปถือว่าช้า", "Score minus plan at or below this is behind"),
            maximum=Decimal(0), example="-0.0001",
        ),
        column(
            "far_behind_plan", Text("ช้ามาก", "Far behind plan"), FieldType.DECIMAL, 48,
            Text("ตั้งแต่ค่านี้ลงไปถือว่าช้ามาก", "At or below this is far behind"),
            maximum=Decimal(0), example="-1",
        ),
        column(
            "ahead_of_plan", Text("เร็วกว่าแผน", "Ahead of plan"), FieldType.DECIMAL, 48,
            Text("ตั้งแต่ค่านี้ขึ้นไปถือว่าเร็วกว่าแผน", "At or above this is ahead"),
            minimum=Decimal(0), example="0.2",
        ),
    ),
    page=True,
)  # fmt: skip

AGENCIES = SheetLayout(
    "agencies", "agency", Text("หน่วยงาน", "Agencies"), Text("หน่วยงานเจ้าภาพและหน่วยงานสนับสนุน", "Host and supporting agencies"),
    Text("หนึ่งแถวต่อหนึ่งหน่วยงาน รหัสใช้อ้างในแผ่นอื่นทุกแผ่น ตั้งแล้วไม่ควรเปลี่ยนระหว่างปี",
         "One row per agency; every other sheet refers to its code, so keep it through the year"),
    (
        column(
            "code", Text("รหัส", "Code"), FieldType.TEXT, 10,
            Text("อักษรอังกฤษหรือตัวเลข 2–10 ตัว ไม่เว้นวรรค", "2 to 10 Latin letters or digits, no spaces"),
            required=True, is_code=True, example="DPM",
        ),
        column(
            "name", Text("ชื่อหน่วยงาน", "Name"), FieldType.TEXT, 46,
            Text("ชื่อเต็มตามที่พิมพ์ในแบบ", "In full, as printed"),
            required=True, example="สำนักงานเกษตรจังหวัด",
        ),
        column(
            "short", Text("ชื่อย่อ", "Short name"), FieldType.TEXT, 22,
            Text("ใช้ในตารางที่ที่แคบ", "Used where there is little room"),
            example="สนง.เกษตร",
        ),
        column(
            "aliases", Text("ชื่อเรียกอื่น", "Other names"), FieldType.TEXT, 30,
            Text(
                "ทุกชื่อที่คนใช้เรียก คั่นด้วยเครื่องหมายจุลภาค ใช้จำแนกไฟล์ที่ไม่มีรหัส",
                "Every name people use, separated by commas; identifies files without a mark",
            ),
            many=True, example="เกษตรจังหวัด, กษจ.",
        ),
        column(
            "contact", Text("ผู้ประสานงาน", "Contact"), FieldType.TEXT, 26,
            Text("ผู้ที่จะโทรหาเมื่อค้างส่ง", "Whom to call"),
        ),
        column(
            "phone", Text("โทรศัพท์", "Telephone"), FieldType.PHONE, 16,
            Text("พิมพ์เลขศูนย์ตัวหน้าด้วย", "With its leading zero"),
            example="0 3855 5111",
        ),
        column(
            "email", Text("อีเมล", "E-mail"), FieldType.TEXT, 30,
            Text("ใช้ในร่างอีเมลเตือน", "For the drafts of reminders"),
        ),
    ),
    unique=("code",), spare=8, frozen=1,
)  # fmt: skip

CALENDAR = SheetLayout(
    "calendar", "calendar", Text("ปฏิทิน", "Calendar"), Text("แบบใดต้องส่งเมื่อใด", "When each form is due"),
    Text("หนึ่งแถวต่อหนึ่งแบบ กรอกกำหนดส่งเพียงแบบเดียวในสามช่อง: วันที่ · ทุกวันที่ · ก่อนวันของ ก.พ.ร.",
         "One row per form; fill exactly one of the three: date, day of the month, days before OPDC's date"),
    (
        column(
            "form", Text("แบบ", "Form"), FieldType.CHOICE, 36,
            Text("เลือกจากรายการ", "Choose from the list"),
            required=True, choices=choices.FORMS,
        ),
        column(
            "due_group", Text("เฉพาะกลุ่ม", "Only for group"), FieldType.TEXT, 16,
            Text("ว่าง = ทุกตัวชี้วัด หรือชื่อกลุ่มกำหนดส่งในแผ่น ตัวชี้วัด", "Blank: every KPI; or a due group of the KPI sheet"),
        ),
        column(
            "on_date", Text("ภายในวันที่", "On date"), FieldType.DAY, 16,
            Text("วันเดียวในปี เช่น แผนปฏิบัติการ", "A single day in the year"),
            example="28 ก.พ. 2556",
        ),
        column(
            "day_of_month", Text("ทุกวันที่", "Day of month"), FieldType.WHOLE, 11,
            Text("ทุกเดือน เช่น 20", "Every month, for example 20"),
            minimum=_ONE, maximum=Decimal(31), example="20",
        ),
        column(
            "days_before_handin", Text("ก่อน ก.พ.ร. (วัน)", "Days before OPDC"), FieldType.WHOLE, 13,
            Text("จำนวนวันก่อนวันของ ก.พ.ร. ในแผ่น จังหวัด", "Days before OPDC's date on the province sheet"),
            minimum=Decimal(0), maximum=Decimal(60), example="7",
        ),
        column(
            "month_offset", Text("ส่งเดือนถัดไป", "Months later"), FieldType.WHOLE, 13,
            Text("0 = ส่งภายในเดือนที่รายงาน  1 = ส่งในเดือนถัดไป", "0: due in the month reported; 1: in the month after"),
            minimum=Decimal(0), maximum=Decimal(6), example="0",
        ),
        column(
            "first_period", Text("เริ่มงวดแรก", "First period"), FieldType.MONTH, 14,
            Text("เดือนแรกที่ต้องรายงาน ว่าง = ตั้งแต่ต้นปี", "First month owed; blank: from the start of the year"),
            example="ก.พ. 2556",
        ),
        column(
            "handin_date", Text("ส่งต่อวันที่", "Province hands in on"), FieldType.DAY, 16,
            Text("วันที่จังหวัดต้องส่งต่อ ก.พ.ร.", "When the province hands it in to OPDC"),
            example="28 ก.พ. 2556",
        ),
        column(
            "handin_day", Text("ส่งต่อทุกวันที่", "Hands in on day"), FieldType.WHOLE, 13,
            Text("วันที่ของเดือนที่จังหวัดส่งต่อ", "Day of the due month the province hands it in"),
            minimum=_ONE, maximum=Decimal(31), example="5",
        ),
        column(
            "roll", Text("ตรงวันหยุด", "On a holiday"), FieldType.CHOICE, 24,
            Text("ว่าง = ตามแผ่น จังหวัด", "Blank: as on the province sheet"),
            choices=choices.ROLL_RULES,
        ),
    ),
    spare=4, frozen=1,
)  # fmt: skip

HOLIDAYS = SheetLayout(
    "holidays", "holiday", Text("วันหยุด", "Holidays"), Text("วันหยุดราชการ", "Public holidays"),
    Text("รวมวันหยุดชดเชยและวันหยุดตามมติ ครม. ไม่ต้องใส่เสาร์อาทิตย์", "With days in lieu; weekends need not be listed"),
    (
        column(
            "day", Text("วันที่", "Date"), FieldType.DAY, 22,
            Text("พิมพ์แบบใดก็ได้ ระบบทวนกลับให้", "In any form"),
            required=True, example="25 ก.พ. 2556",
        ),
        column(
            "name", Text("วันหยุด", "Holiday"), FieldType.TEXT, 60,
            Text("ชื่อวันหยุด", "Its name"),
            example="วันมาฆบูชา",
        ),
    ),
    unique=("day",), optional=True, spare=8,
)  # fmt: skip

BANDS = SheetLayout(
    "bands", "band", Text("คำเรียกคะแนน", "Score words"), Text("คำที่ใช้เรียกคะแนน", "The words for scores"),
    Text("แต่ละคำใช้ตั้งแต่คะแนนในช่องแรก จนถึงก่อนคะแนนของคำถัดไป จึงไม่มีช่องว่างระหว่างคำ",
         "Each word holds from its score up to the next word's, so there can be no gap"),
    (
        column(
            "low", Text("ตั้งแต่คะแนน", "From score"), FieldType.DECIMAL, 18,
            Text("คะแนนต่ำสุดของคำนี้", "Lowest score of this word"),
            required=True, minimum=Decimal(0), maximum=_FIVE, example="3",
        ),
        column(
            "word", Text("คำ", "Word"), FieldType.TEXT, 40,
            Text("คำสั้น ๆ", "A short word"),
            required=True, example="ได้เกณฑ์",
        ),
    ),
    unique=("low",), optional=True, spare=3,
)  # fmt: skip
