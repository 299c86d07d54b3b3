"""The sheets of the agreement: KPIs, what their scoring needs, and their monthly plan."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.registry import choices
from kpi_excel.workbooks.registry.columns import Column, SheetLayout, column, kpi_column

_ZERO = Decimal(0)
_HUNDRED = Decimal(100)


def _levels() -> tuple[Column, ...]:
    """The five criteria, level 1 to 5."""
    return tuple(
        column(
            f"c{level}", Text(f"ระดับ {level}", f"Level {level}"), FieldType.DECIMAL, 10,
            Text(
                f"ผลที่ได้คะแนน {level} ขั้นตอนและมี/ไม่มี เว้นว่างได้",
                f"Result that earns {level}; blank for steps and yes/no",
            ),
            aliases=(f"เกณฑ์ระดับ {level}", f"เกณฑ์ {level}"),
        )
        for level in range(1, 6)
    )  # fmt: skip


def _round_weight(months: int) -> Column:
    return column(
        f"weight_{months}", Text(f"น้ำหนัก รอบ {months}", f"Weight, {months} months"), FieldType.DECIMAL, 11,
        Text(f"เฉพาะเมื่อรอบ {months} เดือนใช้น้ำหนักต่างจากทั้งปี", f"Only where the {months}-month round differs"),
        minimum=_ZERO, maximum=_HUNDRED,
    )  # fmt: skip


KPIS = SheetLayout(
    "kpis", "kpi", Text("ตัวชี้วัด", "KPIs"), Text("ตัวชี้วัดตามคำรับรองการปฏิบัติราชการ", "The KPIs of the agreement"),
    Text("หนึ่งแถวต่อหนึ่งตัวชี้วัดหรือกลุ่ม น้ำหนักของกลุ่มเว้นว่างได้ ระบบรวมให้ · น้ำหนักของตัวชี้วัดรวมกันต้องได้ 100",
         "One row per KPI or group; a group's weight may be blank; the KPIs' weights add up to 100"),
    (
        column(
            "kpi_no", Text("ตัวชี้วัดที่", "KPI no."), FieldType.KPI_NO, 12,
            Text("เป็นข้อความ 3.1 กับ 3.10 เป็นคนละตัว", "Text: 3.1 and 3.10 are two KPIs"),
            required=True, example="3.2.2", aliases=("เลขตัวชี้วัด",),
        ),
        column(
            "name", Text("ชื่อตัวชี้วัด", "Name"), FieldType.TEXT, 52,
            Text("ตามคำรับรอง", "As in the agreement"),
            required=True,
        ),
        column(
            "parent_no", Text("อยู่ใต้", "Under"), FieldType.KPI_NO, 9,
            Text("เลขของกลุ่มที่อยู่เหนือขึ้นไป ว่าง = ชั้นบนสุด", "Number of the group above; blank: top level"),
            refers="kpis", example="3.2",
        ),
        column(
            "method", Text("วิธีคิดคะแนน", "Scoring method"), FieldType.CHOICE, 23,
            Text("เลือกจากรายการ แถวที่เป็นกลุ่มเลือก กลุ่ม", "Choose from the list; a group has its own entry"),
            required=True, choices=choices.METHODS,
        ),
        column(
            "weight", Text("น้ำหนัก", "Weight"), FieldType.DECIMAL, 11,
            Text("ร้อยละ ทั้งปี กลุ่มเว้นว่างได้", "Percent, whole year; a group's may be blank"),
            required=True, waived_when=("method", ("group", "not_assessed")), minimum=_ZERO, maximum=_HUNDRED,
            example="4", aliases=("น้ำหนัก (ร้อยละ)",),
        ),
        column(
            "unit", Text("หน่วยวัด", "Unit"), FieldType.TEXT, 14,
            Text("ร้อยละ ระดับ แห่ง …", "Percent, level, places …"),
        ),
        column(
            "direction", Text("ทิศทาง", "Direction"), FieldType.CHOICE, 13,
            Text("ว่าง = ยิ่งสูงยิ่งดี", "Blank: higher is better"),
            choices=choices.DIRECTIONS,
        ),
        *_levels(),
        column(
            "target", Text("เป้าหมาย", "Target"), FieldType.DECIMAL, 11,
            Text("เป้าหมายทั้งปี ปกติคือระดับ 3", "For the year; normally level 3"),
        ),
        column(
            "accumulation", Text("การสะสมผล", "Accumulation"), FieldType.CHOICE, 17,
            Text("ผลรายเดือนรวมเป็นผลทั้งปีอย่างไร ว่าง = ค่าล่าสุด", "How months become the year; blank: last value"),
            choices=choices.ACCUMULATIONS,
        ),
        column(
            "host", Text("เจ้าภาพ", "Host"), FieldType.TEXT, 12,
            Text("รหัสหน่วยงานเจ้าภาพ กลุ่มเว้นว่างได้", "Code of the host agency; a group's may be blank"),
            required=True, waived_when=("method", ("group",)), refers="agencies", example="DPM",
            aliases=("หน่วยงานเจ้าภาพ",),
        ),
        column(
            "supporting", Text("สนับสนุน", "Supporting"), FieldType.TEXT, 16,
            Text("รหัสหน่วยงานสนับสนุน คั่นด้วยจุลภาค", "Codes of supporting agencies, separated by commas"),
            refers="agencies", many=True, example="POL, PHO", aliases=("หน่วยงานสนับสนุน",),
        ),
        column(
            "in_policy_report", Text("รายงานนโยบาย", "Policy report"), FieldType.CHOICE, 14,
            Text("อยู่ในรายงานตามนโยบายรัฐบาลหรือไม่ ว่าง = ไม่ใช่", "In the government-policy report? Blank: no"),
            choices=choices.YES_NO,
        ),
        column(
            "due_group", Text("กลุ่มกำหนดส่ง", "Due group"), FieldType.TEXT, 15,
            Text("ชื่อกลุ่มที่มีกำหนดส่งต่างจากทั่วไป ต้องมีในแผ่น ปฏิทิน", "A group with its own due date on the calendar sheet"),
        ),
        column(
            "dimension_no", Text("มิติที่", "Dimension no."), FieldType.TEXT, 8,
            Text("เลขมิติ", "Number of the dimension"),
        ),
        column(
            "dimension", Text("มิติ", "Dimension"), FieldType.TEXT, 22,
            Text("ชื่อมิติ", "Name of the dimension"),
        ),
        column(
            "strategic_issue", Text("ประเด็นยุทธศาสตร์", "Strategic issue"), FieldType.TEXT, 34,
            Text("ตามแผนพัฒนาจังหวัด", "As in the province's plan"),
        ),
        column(
            "goal", Text("เป้าประสงค์", "Goal"), FieldType.TEXT, 34,
            Text("ตามแผนพัฒนาจังหวัด", "As in the province's plan"),
        ),
        column(
            "guideline", Text("แนวทางการประเมิน", "Evaluation guideline"), FieldType.LONG_TEXT, 50,
            Text(
                "หนึ่งถึงสองประโยค พิมพ์ข้างช่องกรอกผลในแบบทุกเดือน",
                "One or two sentences, printed beside the result every month",
            ),
        ),
        column(
            "description", Text("คำอธิบาย", "Description"), FieldType.LONG_TEXT, 40,
            Text("คำใดนับ คำใดไม่นับ", "What counts and what does not"),
        ),
        column(
            "start_round", Text("เริ่มรอบ", "Starts at"), FieldType.CHOICE, 14,
            Text("ว่าง = รอบ 6 เดือน", "Blank: the 6-month round"),
            choices=choices.ROUNDS,
        ),
        column(
            "cancel_round", Text("ยกเลิกรอบ", "Cancelled at"), FieldType.CHOICE, 14,
            Text("ว่าง = ไม่ยกเลิก", "Blank: not cancelled"),
            choices=choices.ROUNDS,
        ),
        column(
            "cancelled_on", Text("ยกเลิกเมื่อ", "Cancelled on"), FieldType.DAY, 14,
            Text("วันที่มีมติ ก่อนวันนี้ยังรายงานตามปกติ ว่าง = ทั้งปี", "Before this day it was reported as usual; blank: the whole year"),
        ),
        *(_round_weight(months) for months in (6, 9, 12)),
        column(
            "agreement", Text("การเจรจา", "Agreement"), FieldType.CHOICE, 16,
            Text("ว่าง = ตกลงแล้ว", "Blank: agreed"),
            choices=choices.AGREEMENTS,
        ),
        column(
            "agreed_from", Text("ตกลงเมื่อ", "Agreed from"), FieldType.DAY, 14,
            Text("เริ่มนับคะแนนตั้งแต่วันนี้ ว่าง = ทั้งปี", "Counts from this day on; blank: the whole year"),
        ),
    ),
    unique=("kpi_no",), spare=8, frozen=2, check="weights",
)  # fmt: skip

PARTS = SheetLayout(
    "parts", "part", Text("ส่วนย่อย", "Parts"), Text("ส่วนย่อยของตัวชี้วัดที่คิดจากหลายส่วน", "The parts of KPIs that have parts"),
    Text("สำหรับวิธี ถ่วงน้ำหนักส่วนย่อย · น้ำหนักตามเงื่อนไข · คะแนนจากระบบอื่น",
         "For composite, conditional weights and external score"),
    (
        kpi_column(),
        column(
            "code", Text("รหัสส่วน", "Part code"), FieldType.TEXT, 11,
            Text("สั้น ไม่ซ้ำในตัวชี้วัดเดียวกัน", "Short, once per KPI"),
            required=True, example="G1",
        ),
        column(
            "name", Text("ชื่อส่วน", "Name"), FieldType.TEXT, 52,
            Text("พิมพ์ในแบบ", "As printed"),
            required=True,
        ),
        column(
            "weight", Text("น้ำหนัก", "Weight"), FieldType.DECIMAL, 10,
            Text("สัดส่วนภายในตัวชี้วัด คะแนนจากระบบอื่นเว้นว่างได้", "Share within the KPI; blank for an external score"),
            minimum=_ZERO, maximum=_HUNDRED, example="0.4",
        ),
        column(
            "other_weight", Text("น้ำหนักกรณีที่ 2", "Weight, case 2"), FieldType.DECIMAL, 12,
            Text("เฉพาะน้ำหนักตามเงื่อนไข", "Conditional weights only"),
            minimum=_ZERO, maximum=_HUNDRED,
        ),
        *_levels(),
    ),
    unique=("kpi_no", "code"), optional=True, frozen=2,
)  # fmt: skip

BASELINES = SheetLayout(
    "baselines", "baseline", Text("ข้อมูลพื้นฐาน", "Baselines"), Text("ข้อมูลพื้นฐานของปีก่อน ๆ", "Results of earlier years"),
    Text("หนึ่งแถวต่อหนึ่งปี ปีที่ไม่มีให้พิมพ์ ไม่มีข้อมูล อย่าใส่ 0", "One row per year; type no data where there is none, never 0"),
    (
        kpi_column(),
        column(
            "year", Text("ปี พ.ศ.", "Year (BE)"), FieldType.WHOLE, 12,
            Text("ปีงบประมาณของข้อมูล", "Fiscal year of the value"),
            required=True, minimum=Decimal(2400), maximum=Decimal(2700), example="2555",
        ),
        column(
            "value", Text("ค่า", "Value"), FieldType.DECIMAL, 18,
            Text("ตัวเลข หรือคำว่า ไม่มีข้อมูล", "A number, or no data"),
            words=(Word.NO_DATA,), example="31.6",
        ),
        column(
            "is_base", Text("เป็นปีฐาน", "Base year"), FieldType.CHOICE, 14,
            Text(
                "ใช้เฉลี่ยเป็นฐานของอัตราเพิ่มหรือไม่ ว่าง = ใช่",
                "Counts into the mean that growth is measured against; blank: yes",
            ),
            choices=choices.YES_NO,
        ),
    ),
    unique=("kpi_no", "year"), optional=True, frozen=1,
)  # fmt: skip

LEVEL_TEXTS = SheetLayout(
    "level_texts", "step", Text("ขั้นตอนเกณฑ์", "Steps"), Text("ขั้นตอนของตัวชี้วัดแบบขั้นตอน", "The steps of milestone KPIs"),
    Text("หนึ่งแถวต่อหนึ่งขั้น เรียงตั้งแต่ขั้นที่ 1 ไม่ข้าม", "One row per step, from 1 without a gap"),
    (
        kpi_column(),
        column(
            "level", Text("ขั้นที่", "Step"), FieldType.WHOLE, 9,
            Text("1 ถึง 5", "1 to 5"),
            required=True, minimum=Decimal(1), maximum=Decimal(20), example="1",
        ),
        column(
            "text", Text("สิ่งที่ต้องทำให้เสร็จ", "What is done"), FieldType.LONG_TEXT, 90,
            Text("ข้อความเดียวกับในคำรับรอง", "As in the agreement"),
            required=True,
        ),
    ),
    unique=("kpi_no", "level"), optional=True, frozen=1,
)  # fmt: skip

PARAMS = SheetLayout(
    "params", "param", Text("ค่าเฉพาะวิธี", "Method values"), Text("ค่าเฉพาะของวิธีคิดคะแนน", "Numbers a scoring method needs"),
    Text("เฉพาะตัวชี้วัดที่วิธีคิดคะแนนต้องใช้ค่าอื่นนอกจากเกณฑ์ 5 ระดับ", "Only where a method needs more than five criteria"),
    (
        kpi_column(),
        column(
            "name", Text("ค่า", "Name"), FieldType.CHOICE, 44,
            Text("เลือกจากรายการ", "Choose from the list"),
            required=True, choices=choices.PARAMS,
        ),
        column(
            "value", Text("เท่ากับ", "Value"), FieldType.DECIMAL, 14,
            Text("ตัวเลข", "A number"),
            required=True, example="5",
        ),
    ),
    unique=("kpi_no", "name"), optional=True, spare=6, frozen=1,
)  # fmt: skip

PLAN_TARGETS = SheetLayout(
    "plan_targets", "plan_target", Text("เป้ารายเดือน", "Monthly plan"), Text("ผลสะสมตามแผนรายเดือน", "Planned cumulative results"),
    Text("ไม่บังคับ เป้าในแผนปฏิบัติการของหน่วยงานใช้ได้อยู่แล้ว กรอกเฉพาะที่จังหวัดตกลงไว้ต่างหาก",
         "Optional: the action plans have them; fill only what the province agreed separately"),
    (
        kpi_column(),
        column(
            "period", Text("เดือน", "Month"), FieldType.MONTH, 16,
            Text("เดือน พ.ศ.", "A month"),
            required=True, example="ก.พ. 2556",
        ),
        column(
            "value", Text("ผลสะสมตามแผน", "Planned result"), FieldType.DECIMAL, 24,
            Text("ตั้งแต่ต้นปีถึงสิ้นเดือน", "From the start of the year to the month's end"),
            required=True,
        ),
    ),
    unique=("kpi_no", "period"), optional=True, frozen=1,
)  # fmt: skip
