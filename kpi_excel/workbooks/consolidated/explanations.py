"""What `คำอธิบาย` says: each line a word and what it means, one printed line long."""

from __future__ import annotations

from kpi_excel.core.model import NoDataRule
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain, score_text
from kpi_excel.workbooks.consolidated.words import ROLL_RULES
from kpi_excel.workbooks.styles import AMBER, BERRY, NAVY, PALE, PEACH, SKY

Explained = tuple[Text, Text]
"""A word and its meaning; a meaning's continuation has an empty word."""

SHEETS: tuple[Explained, ...] = (
    (Text("สรุป", "Summary"), Text("หนึ่งหน้าสำหรับผู้บริหาร: คะแนนรวม ตัวชี้วัดต่ำกว่าเกณฑ์ เรื่องค้าง และเรื่องที่ขอให้พิจารณา",
                                 "One page for executives: total, KPIs below standard, overdue items, decisions wanted")),
    (Text("สถานะการส่ง", "Submissions"), Text("หน่วยงานใดส่งงวดใดเมื่อใด หน่วยงานที่ต้องติดตามอยู่บนสุด  ขาด 1/3 = ขาด 1 จาก 3 ตัวชี้วัด",
                                        "Who sent what when, worst first. 1/3 missing = missing for one of three KPIs")),
    (Text("ค้างส่ง", "Overdue"), Text("สิ่งที่เลยกำหนดและจะครบกำหนดใน 7 วัน พร้อมผู้ประสานและโทรศัพท์",
                                   "What is overdue or due within 7 days, with contact and telephone")),
    (Text("คะแนน", "Scores"), Text("อ่านจากซ้ายไปขวา: เกณฑ์ → ผล → คะแนน → ถ่วงน้ำหนัก  ช่องคะแนนเป็นสูตรที่ตรวจตามได้",
                                 "Left to right: criteria, result, score, weighted. Scores are formulas that can be followed")),
    (Text("", ""), Text("คอลัมน์ นับ: 1 = ตัวชี้วัดที่สูตรรวมใช้  แถวกลุ่มเว้นว่างเพราะรวมจากตัวชี้วัดในกลุ่มอยู่แล้ว",
                        "Column Use: 1 = a KPI that the totals use; groups are blank, because they gather their KPIs")),
    (Text("ความคืบหน้า", "Progress"), Text("คะแนนสะสมรายเดือนเทียบแผน ตัวที่ช้ากว่าแผนที่สุดอยู่บนสุด",
                                       "Cumulative score by month against plan, furthest behind first")),
    (Text("แผนปฏิบัติการ", "Action plans"), Text("ขั้นตอนตามแผนของทุกตัวชี้วัด แถบคือเดือนที่วางแผน",
                                           "The planned steps of every KPI; bars are the planned months")),
    (Text("ข้อค้นพบ", "Findings"), Text("สิ่งที่โปรแกรมตรวจพบในแบบที่ส่งมา และวิธีแก้", "What the checks found in the forms sent in, and what to do")),
    (Text("ที่มา", "Sources"), Text("ทุกไฟล์ที่เข้าคลังและผลของไฟล์นั้น จำนวนไฟล์เข้าต้องเท่ากับจำนวนที่ลงบัญชี",
                               "Every archived file and what became of it; files in = files accounted for")),
    (Text("ข้อมูลรวม", "Data"), Text("ทุกค่าที่นับ หนึ่งแถวหนึ่งค่า พร้อมไฟล์ แผ่น และช่องที่กรอก ใช้ตัวกรองได้",
                                  "Every value that counts, one row each, with file, sheet and cell; made for filters")),
)  # fmt: skip

STATES: tuple[Explained, ...] = (
    (Text("ยังไม่รายงาน", "not reported"), Text("ยังไม่ได้รับผลของงวดนี้ ไม่ใช่ศูนย์ ไม่เข้าคะแนนรวม นับเป็น 1.0000 เฉพาะในกรณีต่ำสุด",
                                           "Nothing received for this period; not zero, outside the total, 1.0000 in the worst case only")),
    (Text("รอแก้ไข", "awaiting correction"), Text("ได้รับแล้วแต่มีข้อที่ต้องแก้ จึงยังไม่นับ", "Received with an error, not counted yet")),
    (Text("ไม่มีข้อมูล", "no data"), Text("หน่วยงานแจ้งว่ายังไม่มีข้อมูล เช่น ตัวเลขที่ประกาศภายหลัง", "The agency says that there are no data yet")),
    (Text("ยังไม่เริ่ม", "not started"), Text("หน่วยงานแจ้งว่ายังไม่เริ่มดำเนินการ", "The agency says that work has not started")),
    (Text("ถอนผล", "withdrawn"), Text("หน่วยงานขอถอนผลที่เคยส่ง", "The agency withdrew the result it had sent")),
    (Text("เริ่มรายงานรอบถัดไป", "starts next round"), Text("ตัวชี้วัดเริ่มวัดในรอบถัดไป ไม่มีน้ำหนักในรอบนี้",
                                                    "Measured from the next round on; no weight in this one")),
    (Text("ยกเลิกตัวชี้วัด", "cancelled"), Text("ยกเลิกตั้งแต่รอบนี้ ไม่มีน้ำหนัก", "Cancelled from this round on; no weight")),
    (Text("อยู่ระหว่างการจัดทำรายละเอียด", "being defined"), Text("ยังไม่มีเกณฑ์ จึงยังไม่มีคะแนน", "No criteria yet, so no score")),
    (Text("คำนวณไม่ได้", "not computable"), Text("ผลหรือฐานที่ส่งมาใช้คำนวณไม่ได้ เหตุผลอยู่ในคอลัมน์วิธีคิด",
                                           "The result or its base cannot be computed with; the derivation says why")),
)  # fmt: skip

COLOURS: tuple[tuple[Text, str, str, Text], ...] = (
    (Text("ตรงเวลา", "on time"), PALE, NAVY, Text("ปกติ เรียบร้อย", "Quiet, in order")),
    (Text("ระดับที่ถึง", "level reached"), SKY, "#1F1F1F", Text("ระดับของเกณฑ์ที่ผลถึงแล้ว แถวกลุ่ม และแท่งแผน", "The level reached; group rows; bars of the plan")),
    (Text("ต่ำกว่าเกณฑ์", "below standard"), PEACH, "#1F1F1F", Text("ควรดู: ต่ำกว่าเกณฑ์ ช้า 1–5 วัน คะแนนที่แจ้งต่างจากที่คำนวณ (มี ≠ นำหน้า)",
                                                              "Look here: below standard, 1–5 days late, a claim unlike the score (marked ≠)")),
    (Text("ช้ามาก", "far behind"), AMBER, "#1F1F1F", Text("หนักกว่า: ช้า 6 วันขึ้นไป หรือช้ากว่าแผนตั้งแต่หนึ่งระดับ", "Worse: 6 days late or more, a level or more behind plan")),
    (Text("ขาด", "missing"), BERRY, "#FFFFFF", Text("ยังไม่ส่งและเลยกำหนดแล้ว", "Not sent and past its date")),
)  # fmt: skip


def rules(context: Context) -> list[Explained]:
    """The rules that this edition was computed by, with the settings of the year."""
    settings = context.data.registry.settings
    lines: list[Explained] = [
        (Text("ข้อมูล ณ วันที่", "As of"), Text(f"{context.day(context.data.as_of)}  ปีงบประมาณ พ.ศ. {context.year}  งวด {context.period(context.data.period.code)}",
                                         f"{context.day(context.data.as_of)}, fiscal year {context.year}, period {context.period(context.data.period.code)}")),
        (Text("คะแนนตัวชี้วัด", "KPI score"), Text("เทียบบัญญัติไตรยางศ์ระหว่างระดับเกณฑ์ ไม่ปัดผลก่อนคิดคะแนน ปัดครึ่งขึ้น 4 ตำแหน่งครั้งเดียว",
                                           "Interpolated between two levels; the result is not rounded first; half up to 4 decimals, once")),
        (Text("คะแนนรวม", "Total score"), Text("Σ(น้ำหนัก × คะแนน) ÷ Σ น้ำหนักที่มีคะแนน จากคะแนนตัวชี้วัดโดยตรง ปัดครั้งเดียว",
                                         "Σ(weight × score) ÷ Σ(weight with a score), straight from KPI scores, rounded once")),
        (Text("ถ่วงน้ำหนัก", "Weighted"), Text("คะแนน × น้ำหนัก ÷ น้ำหนักทั้งหมดที่ใช้ในรอบ", "Score × weight ÷ all weight in force")),
        (Text("กรณีต่ำสุด", "Worst case"), Text("คะแนนรวมถ้าทุกตัวที่ยังไม่รายงาน รอแก้ไข หรือไม่มีข้อมูล ได้ 1.0000",
                                         "The total if whatever is not reported, awaiting or without data scored 1.0000")),
        (Text("คะแนนภายในปี", "Within the year"), Text("ผลสะสมถึงเดือนนั้นเทียบกับเกณฑ์ทั้งปี จึงต่ำในต้นปีเป็นปกติ ดูคู่กับแผนรายเดือน",
                                                "Cumulative result against the criteria of the whole year: low early on; read beside the plan")),
        (Text("เกณฑ์มาตรฐาน", "Standard"), Text(f"{score_text(settings.standard_score)}  เพิ่มได้ = คะแนนรวมที่จะเพิ่มถ้าตัวชี้วัดนั้นถึงเกณฑ์",
                                          f"{score_text(settings.standard_score)}. Gain: what the total would gain if the KPI reached it")),
        (Text("เทียบแผน", "Against plan"), Text(
            f"ช้ามาก ตั้งแต่ {plain(settings.far_behind_plan)}  ช้ากว่าแผน ตั้งแต่ {plain(settings.behind_plan)}  เร็วกว่าแผน ตั้งแต่ +{plain(settings.ahead_of_plan)}",
            f"Far behind at {plain(settings.far_behind_plan)} or less, behind at {plain(settings.behind_plan)}, ahead at +{plain(settings.ahead_of_plan)} or more")),
        (Text("แจ้ง คำนวณ รับรอง", "Claimed, recomputed"), Text("แจ้ง = หน่วยงานคิดเอง  คำนวณ = โปรแกรมคิดจากผล  รับรอง = ผู้กำกับดูแลลงนามและที่ปรึกษารับรองแล้ว",
                                                     "Claimed by the agency, recomputed here, certified: signed by the supervisor and the consultant")),
        (Text("วันครบกำหนด", "Due dates"), Text(ROLL_RULES[settings.roll].th, ROLL_RULES[settings.roll].en)),
        (Text("ช้า", "Late"), Text("นับวันปฏิทินหลังวันครบกำหนด ครบกำหนดวันนี้ยังไม่ช้า", "Calendar days after the due date; due today is not late")),
        (Text("ไม่มีข้อมูลเมื่อสิ้นรอบ", "Final no data"), _NO_DATA[settings.no_data]),
        (Text("เรื่องที่ขอให้พิจารณา", "Decisions"), Text("ให้เวลา 3 วันทำการสำหรับส่งรายงานที่ค้าง และ 5 วันทำการสำหรับมาตรการ",
                                               "Three working days for overdue reports, five for measures")),
    ]  # fmt: skip
    if settings.bands:
        words = "  ".join(
            f"{band.word} {score_text(band.low)} ถึงก่อน {score_text(band.high)}" for band in settings.bands
        )
        english = "  ".join(
            f"{band.word} {score_text(band.low)} to below {score_text(band.high)}" for band in settings.bands
        )
        lines.append((Text("เทียบเกณฑ์", "Bands"), Text(words, english)))
    return lines


_NO_DATA = {
    NoDataRule.EXCLUDED: Text("ไม่นับในคะแนนรวม (ค่าที่ตั้งไว้ในทะเบียน)", "Left out of the total (setting of the registry)"),
    NoDataRule.LOWEST: Text("นับเป็น 1.0000 (ค่าที่ตั้งไว้ในทะเบียน)", "Counts as 1.0000 (setting of the registry)"),
}
