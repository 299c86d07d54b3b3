"""Finding codes of the evidence register, of hand-overs, and of what a self-assessment is signed with."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W = Severity.ERROR, Severity.WARNING

_UNREADABLE = ("value-missing", "value-is-filler", "value-not-a-date", "value-not-in-list")
"""Where the cell itself is blank or unreadable, what follows from it is not said again."""

_OF_REGISTER: dict[str, Rule] = {
    "evidence-outside-year": Rule(
        W,
        Text(
            "หลักฐานลงวันที่ {found} อยู่นอกปีงบประมาณ ({expected})",
            "The evidence is dated {found}, outside the fiscal year ({expected})",
        ),
        Text(
            "ตรวจปีที่พิมพ์ ถ้าพิมพ์ถูกแล้ว ให้ใช้เอกสารของปีงบประมาณนี้",
            "Check the year; if it is right, use a document of this fiscal year",
        ),
        Text("คำสั่งลงวันที่ 5/11/2554 ในทะเบียนปี 2556", "An order dated 5/11/2554 in the register of 2556"),
        causes=_UNREADABLE,
    ),
    "evidence-filed-before-dated": Rule(
        W,
        Text(
            "วันที่เก็บ {found} อยู่ก่อนวันที่บนเอกสาร ({expected})",
            "Filed on {found}, before the date on the document ({expected})",
        ),
        Text(
            "ตรวจทั้งสองวัน วันที่เก็บต้องไม่ก่อนวันที่บนเอกสาร",
            "Check both days: a document is filed on its date or later",
        ),
        Text("ลงวันที่ 11/1/2556 เก็บ 4/1/2556", "Dated 11/1/2556, filed 4/1/2556"),
        causes=_UNREADABLE,
    ),
    "evidence-still-missing": Rule(
        W,
        Text(
            "ตัวชี้วัด {kpi_no} ยังขาดหลักฐาน {found} รายการ ขณะใกล้หรือถึง{expected}",
            "KPI {kpi_no} still lacks {found} documents, at or near {expected}",
        ),
        Text(
            "รวบรวมและลงทะเบียนให้ครบ รายการอยู่ในแผ่น หลักฐาน",
            "Collect and register them; the sheet Evidence lists them",
        ),
        Text(
            "ผู้ตรวจมา 15 พ.ย. วันนี้ 20 ต.ค. ยังขาด 2 รายการ",
            "Inspectors come on 15 November; on 20 October two are missing",
        ),
    ),
    "evidence-file-missing": Rule(
        W,
        Text("ไม่พบไฟล์ {found} ในโฟลเดอร์หลักฐาน", "The file {found} is not in the folder of evidence"),
        Text(
            "นำไฟล์ของ {expected} มาไว้ในโฟลเดอร์ หรือแก้ชื่อไฟล์ในทะเบียน",
            "Put the file of {expected} there, or correct its name in the register",
        ),
        Text(
            "ทะเบียนบอก จุดเสี่ยง_56.xlsx แต่ในโฟลเดอร์ไม่มี",
            "The register says risk_56.xlsx, the folder has no such file",
        ),
    ),
}

_OF_PEOPLE: dict[str, Rule] = {
    "handover-missing": Rule(
        W,
        Text(
            "{found} พ้นหน้าที่แล้ว แต่ยังไม่มีบันทึกส่งมอบ",
            "No hand-over is recorded for the {found}, who has left",
        ),
        Text(
            "บันทึกการส่งมอบให้{expected} ในแบบฉบับถัดไป พร้อมหลักฐานที่ส่งมอบ",
            "Record in the next form what was handed over to {expected}",
        ),
        Text(
            "ผู้จัดเก็บข้อมูลย้าย 31 ม.ค. คนใหม่เริ่ม 1 ก.พ. ไม่มีบันทึกส่งมอบ",
            "The keeper left on 31 January, the next began on 1 February, nothing was recorded",
        ),
    ),
    "governor-approval-missing": Rule(
        W,
        Text(
            "รายงานตัวชี้วัด {kpi_no} ยังไม่มีหนังสือที่แสดงว่าผู้ว่าราชการจังหวัดเห็นชอบครบถ้วน",
            "The report on KPI {kpi_no} lacks the letter that shows the governor's approval",
        ),
        Text("เสนอผู้ว่าราชการจังหวัด แล้วกรอก: {expected}", "Submit it to the governor, then fill in {expected}"),
        Text(
            "รายงานรอบ 6 เดือนที่ไม่มีเลขที่และวันที่หนังสือเห็นชอบ",
            "A 6-month report without number and date of the letter",
        ),
        causes=_UNREADABLE,
    ),
    "signoff-remark-missing": Rule(
        E,
        Text(
            "ผู้กำกับดูแลตัวชี้วัด {kpi_no} ไม่อนุมัติ แต่ยังไม่ได้บอกเหตุผล",
            "The supervisor of KPI {kpi_no} refused without saying why",
        ),
        Text("เขียนเหตุผลในช่องหมายเหตุ หรือแก้ผลการพิจารณา", "Say why in the remark, or change the decision"),
        Text("เลือก ไม่อนุมัติ แล้วเว้นช่องหมายเหตุ", "Refused was chosen and the remark left blank"),
        causes=_UNREADABLE,
    ),
    "claim-without-reason": Rule(
        W,
        Text(
            "คะแนนที่แจ้ง {found} ต่างจากที่คำนวณได้ {expected} และยังไม่ได้บอกเหตุผล",
            "The claimed score {found} differs from the recomputed {expected}, and nothing says why",
        ),
        Text(
            "ตรวจกับเกณฑ์ ถ้ายืนยันคะแนนที่แจ้ง ให้เขียนเหตุผล",
            "Check it against the criteria; if the claim stands, say why",
        ),
        Text("แจ้ง 4.0000 คำนวณได้ 3.6500 ช่องเหตุผลว่าง", "Claimed 4.0000, recomputed 3.6500, the reason is blank"),
        causes=_UNREADABLE,
    ),
}

RULES: dict[str, Rule] = _OF_REGISTER | _OF_PEOPLE
