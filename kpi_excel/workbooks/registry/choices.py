"""The words of the registry's drop-downs: what is stored, what is shown, and what is read as well."""

from __future__ import annotations

from kpi_excel.core.exemptions import OVERDUE
from kpi_excel.core.reporting_calendar import FORM_TITLES
from kpi_excel.core.text import Text
from kpi_excel.forms.field_words import NO_WORDS, YES_WORDS
from kpi_excel.forms.spec import Choice


def _choice(key: str, th: str, en: str, *aliases: str) -> Choice:
    return Choice(key, Text(th, en), aliases)


METHODS = (
    _choice("group", "กลุ่ม", "group", "กลุ่มตัวชี้วัด"),
    _choice("linear", "เทียบบัญญัติไตรยางศ์", "linear", "บัญญัติไตรยางศ์", "ค่าตัวเลข"),
    _choice("growth", "เพิ่มจากปีฐาน", "growth over base years", "อัตราเพิ่ม", "growth"),
    _choice("milestone", "ขั้นตอน", "milestone", "ระดับความสำเร็จ", "ขั้นตอนความสำเร็จ"),
    _choice("yes_no", "มี/ไม่มี", "yes/no", "มีหรือไม่มี"),
    _choice("composite", "ถ่วงน้ำหนักส่วนย่อย", "composite", "ค่าเฉลี่ยถ่วงน้ำหนัก", "ส่วนย่อย"),
    _choice("conditional_weights", "น้ำหนักตามเงื่อนไข", "conditional weights"),
    _choice("external_score", "คะแนนจากระบบอื่น", "external score", "คะแนนภายนอก", "ภายนอก"),
    _choice("two_sided_band", "ใกล้ค่ากลางยิ่งดี", "two-sided band", "สองด้าน"),
    _choice("not_assessed", "ยังไม่ประเมิน", "not assessed", "อยู่ระหว่างการจัดทำรายละเอียด", "ไม่ประเมิน"),
)
DIRECTIONS = (
    _choice("up", "ยิ่งสูงยิ่งดี", "higher is better", "สูง", "มากดี"),
    _choice("down", "ยิ่งต่ำยิ่งดี", "lower is better", "ต่ำ", "น้อยดี"),
)
ACCUMULATIONS = (
    _choice("last", "ค่าล่าสุด", "last value", "สะสม"),
    _choice("sum", "ผลรวมทุกเดือน", "sum of months", "ผลรวม"),
    _choice("average", "ค่าเฉลี่ย", "average"),
    _choice("ratio", "ตัวตั้งหารตัวหาร", "ratio of sums", "อัตราส่วน", "ratio"),
)
AGREEMENTS = (
    _choice("proposed", "เสนอ", "proposed"),
    _choice("negotiated", "อยู่ระหว่างเจรจา", "negotiated", "เจรจาแล้ว"),
    _choice("agreed", "ตกลงแล้ว", "agreed", "ลงนามแล้ว"),
)
ROLL_RULES = (
    _choice("none", "ไม่เลื่อน", "as written"),
    _choice("next", "เลื่อนไปวันทำการถัดไป", "next working day"),
    _choice("previous", "เลื่อนมาวันทำการก่อนหน้า", "previous working day"),
)
NO_DATA_RULES = (
    _choice("excluded", "ไม่นำมาคิด", "excluded"),
    _choice("lowest", "คิดเป็น 1.0000", "counts as 1.0000"),
)
ROUNDS = (
    _choice("6", "รอบ 6 เดือน", "6 months", "6", "6 เดือน"),
    _choice("9", "รอบ 9 เดือน", "9 months", "9", "9 เดือน"),
    _choice("12", "รอบ 12 เดือน", "12 months", "12", "12 เดือน"),
)
YES_NO = (
    _choice("yes", "ใช่", "yes", *YES_WORDS),
    _choice("no", "ไม่ใช่", "no", *NO_WORDS),
)
_FORM_ALIASES = {
    "kpi_template": ("KPI Template",),
    "action_plan": ("แผนดำเนินงาน", "แผนปฏิบัติการตามตัวชี้วัด"),
    "monthly_progress": ("รายงานความคืบหน้า", "รายงานเดือน", "รายงานผลตัวชี้วัดประจำเดือน"),
    "self_assessment": ("SAR", "รายงานประเมินตนเอง", "รายงานการประเมินผลตนเอง"),
    "policy_report": ("รายงานนโยบาย", "นโยบายรัฐบาล"),
}
FORMS = tuple(Choice(form, title, _FORM_ALIASES.get(form, ())) for form, title in FORM_TITLES.items())
LATENESS = _choice(OVERDUE, "ค้างส่ง", "overdue", "ส่งช้า")
ROLES = (
    _choice("supervisor", "ผู้กำกับดูแลตัวชี้วัด", "supervisor", "ผู้กำกับดูแล"),
    _choice("keeper", "ผู้จัดเก็บข้อมูล", "data keeper", "ผู้รับผิดชอบ"),
)
PARAMS = (
    _choice("fraction", "ขั้นสุดท้ายวัดเป็นสัดส่วน (1 = ใช่)", "last step measured as a fraction (1 = yes)"),
    _choice("bonus_percent", "คะแนนเพิ่ม (ร้อยละ)", "bonus (percent)"),
    _choice("cap", "คะแนนสูงสุด", "highest score"),
    _choice("places", "ตำแหน่งทศนิยม", "decimal places"),
    _choice("centre", "ค่ากลาง", "centre"),
    _choice("full", "ห่างค่ากลางไม่เกิน ได้เต็ม", "full marks within"),
    _choice("zero", "ห่างค่ากลางตั้งแต่ ได้ต่ำสุด", "lowest from"),
    _choice("top", "คะแนนเมื่อได้เต็ม", "score for full marks"),
    _choice("floor", "คะแนนต่ำสุด", "lowest score"),
    _choice("factor", "ตัวคูณของอัตราส่วน", "factor of the ratio"),
)
