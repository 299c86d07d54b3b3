"""What `คำอธิบาย` says: each entry a word and what it means, short enough for one printed line."""

from __future__ import annotations

from typing import NamedTuple

from kpi_excel.core.consolidation import ResultState
from kpi_excel.core.model import NoDataRule
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.decisions import DAYS_FOR_MEASURES, DAYS_TO_SEND
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.words import RESULT_STATES, ROLL_RULES
from kpi_excel.workbooks.styles import AMBER, BERRY, INK, NAVY, PALE, PEACH, SKY, WHITE


class Entry(NamedTuple):
    """A word and its meaning; `fill` and `ink` where the word stands in its own colours."""

    word: Text
    meaning: Text
    fill: str = ""
    ink: str = INK


def _entry(word: tuple[str, str], th: str, en: str, fill: str = "", ink: str = INK) -> Entry:
    return Entry(Text(*word), Text(th, en), fill, ink)


def _state(state: ResultState, th: str, en: str) -> Entry:
    return Entry(RESULT_STATES[state], Text(th, en))


SHEETS = (
    _entry(
        ("สรุป", "Summary"),
        "หนึ่งหน้าสำหรับผู้บริหาร: คะแนนรวม ตัวชี้วัดต่ำกว่าเกณฑ์ เรื่องค้าง และเรื่องที่ขอให้พิจารณา",
        "One page for executives: total, KPIs below standard, overdue items, decisions wanted",
    ),
    _entry(
        ("สถานะการส่ง", "Submissions"),
        "หน่วยงานใดส่งงวดใดเมื่อใด หน่วยงานที่ต้องติดตามอยู่บนสุด  ขาด 1/3 = ขาด 1 จาก 3 ตัวชี้วัด  นอกงวด = ดูสมุดงานงวดหลัง",
        "Who sent what when, worst first. 1/3 missing: for one of three KPIs. Later: in a later workbook",
    ),
    _entry(
        ("ค้างส่ง", "Overdue"),
        "สิ่งที่เลยกำหนดและจะครบกำหนดใน 7 วัน พร้อมผู้ประสานและโทรศัพท์",
        "What is overdue or due within 7 days, with contact and telephone",
    ),
    _entry(
        ("คะแนน", "Scores"),
        "อ่านจากซ้ายไปขวา: เกณฑ์ ผล คะแนน ถ่วงน้ำหนัก  ช่องคะแนนเป็นสูตรที่ตรวจตามได้",
        "Left to right: criteria, result, score, weighted. Scores are formulas that can be followed",
    ),
    _entry(
        ("", ""),
        "คอลัมน์ นับ: 1 = ตัวชี้วัดที่สูตรรวมใช้  แถวกลุ่มเว้นว่างเพราะรวมจากตัวชี้วัดในกลุ่มอยู่แล้ว",
        "Column Use: 1 for a KPI that the totals use; groups are blank, because they gather their KPIs",
    ),
    _entry(
        ("ความคืบหน้า", "Progress"),
        "คะแนนสะสมรายเดือนเทียบแผน ตัวที่ช้ากว่าแผนที่สุดอยู่บนสุด",
        "Cumulative score by month against plan, furthest behind first",
    ),
    _entry(
        ("แผนปฏิบัติการ", "Action plans"),
        "ขั้นตอนตามแผนของทุกตัวชี้วัด แถบคือเดือนที่วางแผน",
        "The planned steps of every KPI; bars are the planned months",
    ),
    _entry(
        ("หลักฐาน", "Evidence"),
        "เอกสารของทุกตัวชี้วัด: ที่ค้าง ที่เก็บแล้วอยู่ที่ใดกับใคร หนังสือเห็นชอบของผู้ว่าฯ และการส่งมอบ",
        "Every document: owed, filed where and by whom; the governor's approvals; hand-overs",
    ),
    _entry(
        ("นโยบายรัฐบาล", "Policy report"),
        "รายงานตามนโยบายรัฐบาลรายเดือน: ใครยังไม่ส่ง ผล ผลงานเด่น ปัญหา และวันที่จังหวัดส่ง ก.พ.ร.",
        "The policy report by month: who has not sent, results, problems, when it goes to OPDC",
    ),
    _entry(
        ("ทวนสอบ", "Review"),
        "ที่ปรึกษากรอกผลทวนสอบของแต่ละตัวชี้วัดและรอบ คะแนนที่รับรองนับเฉพาะที่กรอกในแผ่นนี้",
        "The consultant's verdict on each KPI and round; only these scores are certified",
    ),
    _entry(
        ("ข้อค้นพบ", "Findings"),
        "สิ่งที่โปรแกรมตรวจพบในแบบที่ส่งมา และวิธีแก้ พร้อมข้อยกเว้นในทะเบียน",
        "What the checks found in the forms sent in and what to do; the exemptions of the registry",
    ),
    _entry(
        ("บทเรียน", "Lessons"),
        "บทเรียนจากปีก่อนและการประชุม ที่ยังไม่ปิดอยู่บนสุด พร้อมมาตรการ",
        "Lessons of earlier years and meetings, open ones first, with their measures",
    ),
    _entry(
        ("ที่มา", "Sources"),
        "ทุกไฟล์ที่เข้าคลังและผลของไฟล์นั้น จำนวนไฟล์เข้าต้องเท่ากับจำนวนที่ลงบัญชี",
        "Every archived file and what became of it; files in equal files accounted for",
    ),
    _entry(
        ("ข้อมูลรวม", "Data"),
        "ทุกค่าที่นับ หนึ่งแถวหนึ่งค่า พร้อมไฟล์ แผ่น และช่องที่กรอก ใช้ตัวกรองได้",
        "Every value that counts, one row each, with file, sheet and cell; made for filters",
    ),
)

STATES = (
    _state(
        ResultState.NOT_REPORTED,
        "ยังไม่ได้รับผลของงวดนี้ ไม่ใช่ศูนย์ ไม่เข้าคะแนนรวม นับเป็น 1.0000 เฉพาะในกรณีต่ำสุด",
        "Nothing received for this period; not zero, outside the total, 1.0000 in the worst case only",
    ),
    _state(
        ResultState.AWAITING,
        "ได้รับแล้วแต่มีข้อที่ต้องแก้ จึงยังไม่นับ",
        "Received with an error, so not counted yet",
    ),
    _state(
        ResultState.NO_DATA,
        "หน่วยงานแจ้งว่ายังไม่มีข้อมูล เช่น ตัวเลขที่ประกาศภายหลัง",
        "The agency says that there are no data yet, such as figures published later",
    ),
    _state(ResultState.NOT_STARTED, "หน่วยงานแจ้งว่ายังไม่เริ่มดำเนินการ", "The agency says that work has not started"),
    _state(ResultState.WITHDRAWN, "หน่วยงานขอถอนผลที่เคยส่ง", "The agency withdrew the result it had sent"),
    _state(
        ResultState.NOT_DUE,
        "ตัวชี้วัดเริ่มวัดในรอบถัดไป ไม่มีน้ำหนักในรอบนี้",
        "Measured from the next round on; no weight in this one",
    ),
    _state(ResultState.CANCELLED, "ยกเลิกตั้งแต่รอบนี้ ไม่มีน้ำหนัก", "Cancelled from this round on; no weight"),
    _state(ResultState.BEING_DEFINED, "ยังไม่มีเกณฑ์ จึงยังไม่มีคะแนน", "No criteria yet, so no score"),
    _state(
        ResultState.NOT_COMPUTABLE,
        "ผลหรือฐานที่ส่งมาใช้คำนวณไม่ได้ เหตุผลอยู่ในคอลัมน์วิธีคิด",
        "The result or its base cannot be computed with; the derivation says why",
    ),
)

COLOURS = (
    _entry(("ตรงเวลา", "on time"), "ปกติ เรียบร้อย", "Quiet, in order", PALE, NAVY),
    _entry(
        ("ระดับที่ถึง", "level reached"),
        "ระดับของเกณฑ์ที่ผลถึงแล้ว แถวกลุ่ม และแถบหรือแท่งของแผน",
        "The level reached; group rows; bars of the plan",
        SKY,
    ),
    _entry(
        ("ต่ำกว่าเกณฑ์", "below standard"),
        "ควรดู: ต่ำกว่าเกณฑ์ ช้า 1–5 วัน ช้ากว่าแผน คะแนนที่แจ้งต่างจากที่คำนวณ (มี ≠ นำหน้า)",
        "Look here: below standard, 1–5 days late, behind plan, a claim unlike the score (marked ≠)",
        PEACH,
    ),
    _entry(
        ("ช้ามาก", "far behind"),
        "หนักกว่า: ช้า 6 วันขึ้นไป หรือช้ากว่าแผนมาก",
        "Worse: 6 days late or more, or far behind plan",
        AMBER,
    ),
    _entry(("ขาด", "missing"), "ยังไม่ส่งและเลยกำหนดแล้ว", "Not sent and past its date", BERRY, WHITE),
)

_NO_DATA = {
    NoDataRule.EXCLUDED: Text("ไม่นับในคะแนนรวม (ค่าที่ตั้งไว้ในทะเบียน)", "Left out of the total (setting of the registry)"),
    NoDataRule.LOWEST: Text("นับเป็น 1.0000 (ค่าที่ตั้งไว้ในทะเบียน)", "Counts as 1.0000 (setting of the registry)"),
}

_SCORING = (
    _entry(
        ("คะแนนตัวชี้วัด", "KPI score"),
        "เทียบบัญญัติไตรยางศ์ระหว่างระดับเกณฑ์ ไม่ปัดผลก่อนคิดคะแนน ปัดครึ่งขึ้น 4 ตำแหน่งครั้งเดียว",
        "Interpolated between two levels; the result is not rounded first; half up to 4 decimals, once",
    ),
    _entry(
        ("คะแนนรวม", "Total score"),
        "Σ(น้ำหนัก × คะแนน) ÷ Σ น้ำหนักที่มีคะแนน จากคะแนนตัวชี้วัดโดยตรง ปัดครั้งเดียว",
        "Σ(weight × score) ÷ Σ(weight with a score), straight from KPI scores, rounded once",
    ),
    _entry(
        ("ถ่วงน้ำหนัก", "Weighted"),
        "คะแนน × น้ำหนัก ÷ น้ำหนักทั้งหมดที่ใช้ในรอบ",
        "Score × weight ÷ all weight in force",
    ),
    _entry(
        ("กรณีต่ำสุด", "Worst case"),
        "คะแนนรวมถ้าทุกตัวที่ยังไม่รายงาน รอแก้ไข หรือไม่มีข้อมูล ได้ 1.0000",
        "The total if whatever is not reported, awaiting correction or without data scored 1.0000",
    ),
    _entry(
        ("คะแนนภายในปี", "Within the year"),
        "ผลสะสมถึงเดือนนั้นเทียบกับเกณฑ์ทั้งปี จึงต่ำในต้นปีเป็นปกติ ดูคู่กับแผนรายเดือน",
        "Cumulative result against the criteria of the whole year: low early on; read beside the plan",
    ),
    _entry(
        ("แจ้ง คำนวณ รับรอง", "Claimed, score, certified"),
        "แจ้ง = หน่วยงานคิดเอง  คำนวณ = โปรแกรมคิดจากผล  รับรอง = ผู้กำกับดูแลและที่ปรึกษารับรองแล้ว",
        "Claimed by the agency; recomputed here; certified by the supervisor and the consultant",
    ),
    _entry(
        ("ช้า", "Late"),
        "นับวันปฏิทินหลังวันครบกำหนด ครบกำหนดวันนี้ยังไม่ช้า",
        "Calendar days after the due date; due today is not late",
    ),
    _entry(
        ("เรื่องที่ขอให้พิจารณา", "Decisions wanted"),
        f"ให้เวลา {DAYS_TO_SEND} วันทำการสำหรับส่งรายงานที่ค้าง และ {DAYS_FOR_MEASURES} วันทำการสำหรับมาตรการ",
        f"{DAYS_TO_SEND} working days for overdue reports, {DAYS_FOR_MEASURES} for measures",
    ),
)


def rules(context: Context) -> tuple[Entry, ...]:
    """The rules that this edition was computed by: first the settings of the year, then what always holds."""
    settings = context.data.registry.settings
    day, period = context.day(context.data.as_of), context.period(context.data.period.code)
    standard = score_text(settings.standard_score)
    far, behind, ahead = map(plain, (settings.far_behind_plan, settings.behind_plan, settings.ahead_of_plan))
    lines = [
        _entry(
            ("ข้อมูล ณ วันที่", "As of"),
            f"{day}  {context.year_words}  งวด {period}",
            f"{day}, {context.year_words}, {period}",
        ),
        _entry(
            ("เกณฑ์มาตรฐาน", "Standard"),
            f"{standard}  เพิ่มได้ = คะแนนรวมที่จะเพิ่มถ้าตัวชี้วัดนั้นถึงเกณฑ์",
            f"{standard}. Gain: what the total would gain if the KPI reached it",
        ),
        _entry(
            ("เทียบแผน", "Against plan"),
            f"ช้ามาก: คะแนนต่างจากแผน {far} ลงไป  ช้ากว่าแผน: {behind} ลงไป  เร็วกว่าแผน: +{ahead} ขึ้นไป",
            f"Far behind: {far} or less off plan; behind: {behind} or less; ahead: +{ahead} or more",
        ),
        Entry(Text("วันครบกำหนด", "Due dates"), ROLL_RULES[settings.roll]),
        Entry(Text("ไม่มีข้อมูลเมื่อสิ้นปี", "Final no data"), _NO_DATA[settings.no_data]),
    ]
    if settings.bands:
        bands = [(band.word, score_text(band.low), score_text(band.high)) for band in settings.bands]
        thai = "  ".join(f"{word} {low} ถึงก่อน {high}" for word, low, high in bands)
        english = "  ".join(f"{word} {low} to below {high}" for word, low, high in bands)
        lines.append(_entry(("เทียบเกณฑ์", "Bands"), thai, english))
    return (*lines, *_SCORING)
