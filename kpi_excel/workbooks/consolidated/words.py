"""The words of the consolidated workbook: every state has its own, never a number, never a blank."""

from __future__ import annotations

from kpi_excel.core.consolidation import Certification, ObligationState, PlanState, ResultState
from kpi_excel.core.findings import Severity
from kpi_excel.core.model import RollRule
from kpi_excel.core.text import Text

DASH = "–"
NO_SCORE = Text("ยังไม่มีคะแนน", "no score yet")
NOT_CERTIFIED = Text("ยังไม่ผ่านการรับรอง", "not certified yet")
PARTLY = Text("บางส่วน", "in part")
FAR_LATE = 6
"""Days from which lateness is shown in the stronger colour."""

RESULT_STATES: dict[ResultState, Text] = {
    ResultState.REPORTED: Text("รายงานแล้ว", "reported"),
    ResultState.NOT_REPORTED: Text("ยังไม่รายงาน", "not reported"),
    ResultState.AWAITING: Text("รอแก้ไข", "awaiting correction"),
    ResultState.NO_DATA: Text("ไม่มีข้อมูล", "no data"),
    ResultState.NOT_STARTED: Text("ยังไม่เริ่ม", "not started"),
    ResultState.WITHDRAWN: Text("ถอนผล", "withdrawn"),
    ResultState.NOT_DUE: Text("เริ่มรายงานรอบถัดไป", "starts next round"),
    ResultState.CANCELLED: Text("ยกเลิกตัวชี้วัด", "cancelled"),
    ResultState.BEING_DEFINED: Text("อยู่ระหว่างการจัดทำรายละเอียด", "being defined"),
    ResultState.NOT_COMPUTABLE: Text("คำนวณไม่ได้", "not computable"),
}

CERTIFICATIONS: dict[Certification, Text] = {
    Certification.OPEN: Text("รอรับรอง", "open"),
    Certification.CERTIFIED: Text("รับรอง", "certified"),
    Certification.AMENDED: Text("แก้ไข", "amended"),
    Certification.EVIDENCE_WANTED: Text("ขอหลักฐาน", "evidence?"),
    Certification.REFUSED: Text("ไม่รับรอง", "refused"),
    Certification.VOID: Text("รับรองใหม่", "void"),
}

PLAN_STATES: dict[PlanState, Text] = {
    PlanState.NONE: Text("ไม่มีแผนรายเดือน", "no plan"),
    PlanState.FAR_BEHIND: Text("ช้ามาก", "far behind"),
    PlanState.BEHIND: Text("ช้ากว่าแผน", "behind plan"),
    PlanState.ON_PLAN: Text("ตามแผน", "on plan"),
    PlanState.AHEAD: Text("เร็วกว่าแผน", "ahead of plan"),
}

OBLIGATION_STATES: dict[ObligationState, Text] = {
    ObligationState.EXPECTED: Text("ยังไม่ถึง", "not due"),
    ObligationState.RECEIVED: Text("ตรงเวลา", "on time"),
    ObligationState.AWAITING: Text("รอแก้ไข", "correct"),
    ObligationState.MISSING: Text("ขาด", "missing"),
    ObligationState.EXEMPT: Text("ยกเว้น", "exempt"),
}

STEP_STATUSES: dict[str, Text] = {
    "done": Text("แล้วเสร็จ", "finished"),
    "doing": Text("กำลังทำ", "in progress"),
    "not_started": Text("ยังไม่เริ่ม", "not started"),
    "postponed": Text("เลื่อน", "postponed"),
}

def letter_number(number: str) -> Text:
    """The number of a letter; officials mostly type the "ที่" that stands before it themselves."""
    return Text(number if number.startswith(("ที่", "เลขที่")) else f"เลขที่ {number}", f"no. {number}")


OPEN = CERTIFICATIONS[Certification.OPEN]

SEVERITIES: dict[Severity, Text] = {
    Severity.ERROR: Text("ต้องแก้", "correct"),
    Severity.WARNING: Text("ควรตรวจ", "look at"),
    Severity.NOTE: Text("แจ้งให้ทราบ", "note"),
}

EFFECTS: dict[str, Text] = {
    "in": Text("นับ", "counted"),
    "in-part": Text("นับบางส่วน", "counted in part"),
    "superseded": Text("มีฉบับใหม่แทน", "superseded"),
    "returned": Text("ส่งคืน", "returned"),
    "refused": Text("ปฏิเสธ", "refused"),
    "held": Text("รอตัดสิน", "held"),
}

FORMS: dict[str, Text] = {
    "kpi_template": Text("รายละเอียดตัวชี้วัด", "KPI template"),
    "action_plan": Text("แผนปฏิบัติการ", "action plan"),
    "monthly_progress": Text("รายงานความคืบหน้า", "monthly progress"),
    "self_assessment": Text("รายงานประเมินตนเอง (SAR)", "self-assessment (SAR)"),
    "policy_report": Text("รายงานตามนโยบายรัฐบาล", "policy report"),
    "review": Text("ผลทวนสอบ", "review"),
    "registry": Text("ทะเบียนจังหวัด", "provincial registry"),
}

ROLL_RULES = {
    RollRule.NONE: Text("ไม่เลื่อนเมื่อตรงวันหยุด", "not moved by holidays"),
    RollRule.NEXT: Text("เลื่อนเป็นวันทำการถัดไปเมื่อตรงวันหยุด", "moved to the next working day"),
    RollRule.PREVIOUS: Text("เลื่อนเป็นวันทำการก่อนหน้าเมื่อตรงวันหยุด", "moved to the working day before"),
}


def form_word(form: str) -> Text | str:
    """A form's name for people; a key that has none stands as it is."""
    return FORMS.get(form, form)


def late(days: int) -> Text:
    """`ช้า 5 วัน`."""
    return Text(f"ช้า {days} วัน", f"{days} d late")


def out_of(part: int, whole: int) -> Text:
    """`15 จาก 17`: counts are words, so that nobody sums them."""
    return Text(f"{part} จาก {whole}", f"{part} of {whole}")
