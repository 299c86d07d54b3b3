"""Finding codes of the consultant's review: verdicts that cannot be taken as they were written."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    "verdict-without-certified-score": Rule(
        E,
        Text("เลือก “แก้ไข” แต่ไม่ได้ใส่คะแนนที่รับรอง", "“Amend” was chosen without a certified score"),
        Text(
            "พิมพ์คะแนนในช่อง “รับรอง” หรือเลือก “รับรอง” ถ้าเห็นด้วยกับคะแนนที่คำนวณ",
            "Type the score in “Certified”, or choose “Certify” if you agree with the recomputed one",
        ),
        Text("เลือกแก้ไข แล้วอธิบายในความเห็นอย่างเดียว", "Amend, with the new score only in the comment"),
        causes=("value-not-a-number",),
    ),
    "certified-score-off-scale": Rule(
        E,
        Text(
            "คะแนนที่รับรอง {found} อยู่นอกช่วง {expected} ของตัวชี้วัดนี้",
            "The certified score {found} lies outside {expected}, this KPI's scale",
        ),
        Text("พิมพ์คะแนนในช่วง {expected}", "Type a score within {expected}"),
        Text("พิมพ์ 36 แทน 3.6", "36 was typed instead of 3.6"),
    ),
    "verdict-certifies-another-score": Rule(
        E,
        Text(
            "เลือก “รับรอง” แต่พิมพ์คะแนน {found} ซึ่งไม่ใช่คะแนนที่คำนวณ {expected}",
            "“Certify” was chosen, but the score typed is {found}, not the recomputed {expected}",
        ),
        Text("ถ้าต้องการใช้คะแนนที่พิมพ์ ให้เลือก “แก้ไข” ถ้าไม่ ให้ลบคะแนนออก", "Choose “Amend” to use it, or clear it"),
        Text("เลือกรับรอง แล้วพิมพ์ 3.5 ทับ 3.6500", "Certify, with 3.5 typed over 3.6500"),
    ),
    "verdict-on-nothing": Rule(
        E,
        Text(
            "ตัวชี้วัด {kpi_no} ยังไม่มีคะแนนที่คำนวณได้ จึงยังทวนสอบคะแนนไม่ได้",
            "KPI {kpi_no} has no recomputed score to decide about",
        ),
        Text("เลือก “ขอหลักฐานเพิ่ม” หรือเว้นไว้จนมีคะแนน", "Choose “Evidence wanted”, or leave it until there is a score"),
        Text("รับรองตัวชี้วัดที่หน่วยงานยังไม่รายงาน", "A KPI that was not reported was certified"),
    ),
    "verdict-of-another-round": Rule(
        E,
        Text(
            "แถวนี้เป็นของรอบ {found} เดือน ซึ่งทวนสอบในแผ่นของรอบ {expected} เดือนไม่ได้",
            "This row belongs to the {found}-month round and cannot be decided on the sheet of the {expected}-month round",
        ),
        Text(
            "เปิดสมุดงานของรอบนั้น (merge หรือ review --export พร้อม --period ของรอบ) แล้วแก้ในแผ่น ทวนสอบ",
            "Open the workbook of that round (merge or review --export with its --period) and decide there",
        ),
        Text("แก้ผลทวนสอบรอบ 6 เดือน ในสมุดงานรอบ 9 เดือน", "A 6-month verdict changed in the 9-month workbook"),
    ),
    "verdict-not-chosen": Rule(
        W,
        Text(
            "ตัวชี้วัด {kpi_no} มีความเห็นหรือคะแนน แต่ไม่ได้เลือกผลทวนสอบ", "KPI {kpi_no} has a comment or score, but no verdict"
        ),
        Text("เลือกผลทวนสอบ ข้อความที่พิมพ์ไว้ยังอยู่", "Choose a verdict; what was typed is kept"),
        Text("จดข้อสังเกตไว้ก่อน ยังไม่ตัดสิน", "A remark noted, the decision left for later"),
    ),
    "verdict-without-reviewer": Rule(
        W,
        Text("ไม่มีชื่อผู้ทวนสอบของตัวชี้วัด {found}", "No reviewer is named for KPI {found}"),
        Text("พิมพ์ชื่อในช่อง “ผู้ทวนสอบ” ผลทวนสอบนับแล้ว", "Type a name in “Reviewer”; the verdict counts"),
        Text("กรอกผลทวนสอบอย่างเดียว", "Only the verdict was filled in"),
    ),
    "verdict-left-out": Rule(
        N,
        Text(
            "ผลทวนสอบเดิมของตัวชี้วัด {found} ไม่อยู่ในไฟล์นี้ จึงยังใช้ผลเดิม",
            "Earlier verdicts on KPI {found} are not in this file; they stay as they were",
        ),
        Text(
            "ถ้าต้องการเปลี่ยน ให้เลือกผลทวนสอบใหม่ การลบไม่ใช่การถอน",
            "To change one choose another verdict; clearing is not withdrawing",
        ),
        Text("ลบแถวที่รับรองแล้วออกก่อนส่ง", "Rows already certified were deleted before sending"),
    ),
    "not-a-review": Rule(
        W,
        Text(
            "ไฟล์ {file} ไม่มีแผ่น ทวนสอบ ที่จังหวัดออกให้ จึงไม่ได้รับ", "{file} has no review sheet of ours; it was not taken in"
        ),
        Text(
            "ถ้าเป็นแบบของหน่วยงาน ใช้ ingest ถ้าเป็นผลทวนสอบ ใช้ไฟล์จาก review --export",
            "For an agency's form use ingest; for a review, the file of review --export",
        ),
        Text("ส่งแบบรายงานของหน่วยงานให้คำสั่ง review", "An agency's report was given to review"),
    ),
    "review-not-read": Rule(
        W,
        Text("อ่านผลทวนสอบใน {file} ไม่ได้: {found}", "The review in {file} could not be read: {found}"),
        Text(
            "ไฟล์เดิมเก็บไว้ข้างไฟล์ใหม่ คัดลอกผลทวนสอบจากไฟล์เดิมใส่แผ่น ทวนสอบ ของไฟล์ใหม่",
            "It is kept beside the new file; copy the verdicts from there into the new review sheet",
        ),
        Text("ลบเครื่องหมายประจำแบบในแผ่น ทวนสอบ ไปบางส่วน", "Part of the sheet's identity mark was deleted"),
    ),
    "review-has-no-agency": Rule(
        E,
        Text("ผลทวนสอบเป็นของที่ปรึกษา ไม่ใช่ของหน่วยงาน {found}", "A review is the consultant's, not {found}'s"),
        Text("ใช้ --agency {expected}", "Use --agency {expected}"),
        Text("assign … --agency DPM --form review", "assign … --agency DPM --form review"),
    ),
    "review-after-year-end": Rule(
        W,
        Text("ปีงบประมาณ {found} ปิดแล้ว จึงไม่รับผลทวนสอบที่กรอกใน {file}",
             "Fiscal year {found} is closed: the review filled in on {file} is not taken in"),
        Text("คะแนนที่รับรองคงเดิมตามวันที่ปิดปี บันทึกความเห็นไว้ในทะเบียนของปีใหม่",
             "Certified scores stay as they were when the year was closed; note the remarks in the new year's registry"),
        Text("กรอกแผ่น ทวนสอบ หลังสั่ง rollover", "The review sheet was filled in after rollover"),
    ),
}
