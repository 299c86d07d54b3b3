"""Finding codes: what a submission says that cannot be so, and what only shows when files are laid side by side."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

_UNREADABLE = (
    "value-missing", "value-is-filler", "value-not-a-number", "value-not-a-date", "value-not-in-list", "value-out-of-range",
)  # fmt: skip
"""Where the cell itself could not be read, what follows from it is not said again."""

_OF_KPI = {
    "kpi-unknown": Rule(
        Severity.ERROR,
        Text("ไม่มีตัวชี้วัดที่ {kpi_no} ในทะเบียนของจังหวัด", "There is no KPI {kpi_no} in the province's registry"),
        Text("ตรวจเลขตัวชี้วัด  เลขที่ใกล้เคียง: {expected}", "Check the KPI number; close to it: {expected}"),
        Text("พิมพ์ 3.2.22 ทะเบียนมี 3.2.2", "Typed 3.2.22, the registry has 3.2.2"),
    ),
    "kpi-is-a-group": Rule(
        Severity.ERROR,
        Text(
            "ตัวชี้วัดที่ {kpi_no} เป็นหัวข้อรวม ไม่ได้รายงานเอง",
            "KPI {kpi_no} is a group and is not reported itself",
        ),
        Text("รายงานที่ตัวชี้วัดย่อย: {expected}", "Report its sub-KPIs: {expected}"),
        Text(
            "รายงานที่ 3.2 ทั้งที่ผลอยู่ที่ 3.2.1 ถึง 3.2.3",
            "Reported 3.2 where the results belong to 3.2.1 to 3.2.3",
        ),
    ),
    "kpi-not-hosted": Rule(
        Severity.ERROR,
        Text("ตัวชี้วัดที่ {kpi_no} มี{expected}เป็นเจ้าภาพ", "KPI {kpi_no} is hosted by {expected}"),
        Text(
            "ลบข้อมูลของตัวชี้วัดนี้ออก หรือถ้าเปลี่ยนเจ้าภาพแล้วให้แจ้งสำนักงานจังหวัด",
            "Remove what was filled for this KPI, or tell the provincial office that the host has changed",
        ),
        Text("สำนักงานแรงงานกรอกตัวชี้วัด 3.2.2", "The labour office filled KPI 3.2.2"),
    ),
    "kpi-not-in-force": Rule(
        Severity.NOTE,
        Text(
            "ตัวชี้วัดที่ {kpi_no} ยังไม่นับคะแนนในงวดนี้: {expected}",
            "KPI {kpi_no} does not count in this period: {expected}",
        ),
        Text("ไม่ต้องแก้ไข ค่าที่กรอกเก็บไว้ให้แล้ว", "Nothing to do: what was filled is kept"),
        Text(
            "รายงาน ก.พ. ของตัวชี้วัดที่เริ่มรอบ 9 เดือน",
            "A report for February of a KPI that starts in the 9-month round",
        ),
    ),
    "kpi-row-twice": Rule(
        Severity.ERROR,
        Text("มีตัวชี้วัดที่ {kpi_no} มากกว่าหนึ่งแถว", "KPI {kpi_no} has more than one row"),
        Text("เหลือไว้แถวเดียวที่ถูกต้อง", "Keep the one row that is right"),
        Text("แถว 3.2.2 ถูกคัดลอกแล้วแก้ตัวเลข", "The row of 3.2.2 was copied and its number changed"),
        causes=("row-duplicate",),
    ),
}

_OF_REPORT = {
    "status-without-reason": Rule(
        Severity.ERROR,
        Text("สถานะ “ช้ากว่าแผน” แต่ยังไม่ได้บอก{expected}", "The status is behind plan, but there is no {expected}"),
        Text(
            "เขียนหนึ่งถึงสองประโยค ว่าติดอะไร และใครจะทำอะไรภายในเมื่อใด",
            "In a sentence or two: what is stuck, who does what by when",
        ),
        Text("เลือก ช้ากว่าแผน แล้วเว้นช่องมาตรการ", "Behind plan was chosen and the measure left blank"),
        causes=_UNREADABLE,
    ),
    "status-contradicts-result": Rule(
        Severity.WARNING,
        Text("สถานะ “{expected}” แต่มีผล {found}", "The status is “{expected}”, but there is a result, {found}"),
        Text("แก้สถานะ หรือลบผลออก ให้ตรงกัน", "Change the status or remove the result, so that they agree"),
        Text("ยังไม่เริ่ม แต่ผลสะสม 12", "Not started, with a cumulative result of 12"),
    ),
    "measure-repeats-problem": Rule(
        Severity.WARNING,
        Text("มาตรการแก้ไขเขียนเหมือนช่องปัญหา", "The measure repeats the problem"),
        Text("เขียนว่าใครจะทำอะไรภายในเมื่อใด", "Say who does what by when"),
        Text("ทั้งสองช่องเขียนว่า งบประมาณไม่พอ", "Both cells say: not enough budget"),
    ),
    "numerator-above-denominator": Rule(
        Severity.WARNING,
        Text("ตัวตั้ง {found} มากกว่าตัวหาร {expected}", "The numerator {found} is above the denominator {expected}"),
        Text("ตรวจว่ากรอกสลับช่องหรือไม่", "Check whether the two were swapped"),
        Text("ยุติ 176 เรื่อง จากทั้งหมด 152 เรื่อง", "176 complaints settled of 152 received"),
    ),
    "percentage-out-of-range": Rule(
        Severity.WARNING,
        Text("ผลร้อยละ {found} อยู่นอกช่วง 0 ถึง 100", "The result {found} percent lies outside 0 to 100"),
        Text(
            "ตรวจจุดทศนิยม และตรวจว่ากรอกเป็นร้อยละ ไม่ใช่จำนวน",
            "Check the decimal point, and that it is a percentage and no count",
        ),
        Text("8150 แทน 81.50", "8150 instead of 81.50"),
        causes=("value-out-of-range",),
    ),
    "steps-not-consecutive": Rule(
        Severity.NOTE,
        Text("ขั้นที่ {found} เสร็จก่อนขั้นที่ {expected}", "Step {found} is done before step {expected}"),
        Text(
            "ถ้าขั้นก่อนหน้าเสร็จแล้วให้เลือกว่าเสร็จ คะแนนนับเฉพาะขั้นที่เสร็จต่อเนื่องกัน",
            "If the earlier step is done, say so: only consecutive steps count for the score",
        ),
        Text("เสร็จขั้น 1 2 4 นับได้สองขั้น", "Steps 1, 2 and 4 done: two count"),
    ),
}

_OF_PLAN = {
    "finish-before-start": Rule(
        Severity.ERROR,
        Text("วันเสร็จ {found} อยู่ก่อนวันเริ่ม {expected}", "It finishes on {found}, before it starts on {expected}"),
        Text("แก้วันเริ่มหรือวันเสร็จ", "Correct the start or the finish"),
        Text("เริ่ม 1/6/2556 เสร็จ 31/5/2556", "Starts 1/6/2556, finishes 31/5/2556"),
    ),
    "date-outside-fiscal-year": Rule(
        Severity.WARNING,
        Text("วันที่ {found} อยู่นอกปีงบประมาณ ({expected})", "{found} lies outside the fiscal year ({expected})"),
        Text("ตรวจปีที่พิมพ์", "Check the year that was typed"),
        Text("31/5/2557 ในแผนปี 2556", "31/5/2557 in the plan of 2556"),
    ),
    "step-level-out-of-range": Rule(
        Severity.ERROR,
        Text("ระดับ {found} ไม่ใช่ระดับ 1 ถึง 5", "{found} is not one of the levels 1 to 5"),
        Text(
            "พิมพ์ระดับที่ขั้นตอนนี้ทำให้ถึง 1 2 3 4 หรือ 5",
            "Type the level that this step reaches: 1, 2, 3, 4 or 5",
        ),
        Text("0 หรือ 2.5", "0 or 2.5"),
        causes=_UNREADABLE,
    ),
    "template-criteria-reversed": Rule(
        Severity.ERROR,
        Text("เกณฑ์เรียง {found} แต่ตัวชี้วัดนี้ {expected}", "The criteria run {found}, but for this KPI {expected}"),
        Text(
            "สลับลำดับเกณฑ์ หรือแจ้งสำนักงานจังหวัดว่าทิศทางเปลี่ยน",
            "Turn the criteria round, or tell the provincial office that the direction changed",
        ),
        Text(
            "ระดับ 1 ถึง 5 เป็น 24 26 28 30 32 แต่ยิ่งต่ำยิ่งดี",
            "Levels 1 to 5 are 24, 26, 28, 30, 32 where lower is better",
        ),
    ),
}

_ACROSS_MONTHS = {
    "result-fell": Rule(
        Severity.WARNING,
        Text("ผลสะสมลดลงจาก {expected} เหลือ {found}", "The cumulative result fell from {expected} to {found}"),
        Text(
            "ผลสะสมต้องไม่น้อยกว่าเดือนก่อน ตรวจว่ากรอกเฉพาะเดือนนี้หรือไม่",
            "It cannot be less than the month before: check that it is not this month alone",
        ),
        Text("ม.ค. 45 แห่ง ก.พ. 12 แห่ง", "January 45 places, February 12"),
    ),
    "result-jumped": Rule(
        Severity.WARNING,
        Text("ผลเปลี่ยนมากจาก {expected} เป็น {found}", "The result changed a lot, from {expected} to {found}"),
        Text(
            "ตรวจจุดทศนิยมและหน่วย ถ้าถูกแล้วไม่ต้องแก้",
            "Check the decimal point and the unit; if it is right, leave it",
        ),
        Text("ม.ค. 45 ก.พ. 450", "January 45, February 450"),
    ),
    "revisions-conflict": Rule(
        Severity.WARNING,
        Text(
            "ได้รับสองไฟล์วันเดียวกัน เนื้อหาไม่ตรงกัน นับไฟล์ {expected}",
            "Two files of one day disagree; {expected} counts",
        ),
        Text(
            "ยืนยันกับหน่วยงานว่าไฟล์ใดถูก อีกไฟล์คือ {found}",
            "Ask the agency which one is right; the other is {found}",
        ),
        Text("รายงานสองไฟล์ ผล 81.5 กับ 85.1", "Two reports, one with 81.5 and one with 85.1"),
    ),
    "value-differs-from-agreed": Rule(
        Severity.WARNING,
        Text("แบบระบุ {found} แต่ค่าที่ตกลงไว้คือ {expected}", "The form says {found}, the agreed value is {expected}"),
        Text(
            "ใช้ค่าที่ตกลงไว้ ถ้าตกลงใหม่แล้วให้จังหวัดแก้ในทะเบียน",
            "The agreed value counts; if it was agreed anew, the province changes the registry",
        ),
        Text("เกณฑ์ระดับ 3 ในแบบ 27 ในทะเบียน 28", "Level 3 is 27 on the form, 28 in the registry"),
    ),
    "results-differ-between-forms": Rule(
        Severity.WARNING,
        Text(
            "รายงานนโยบายระบุ {found} แต่รายงานความคืบหน้าระบุ {expected}",
            "The policy report says {found}, the progress report {expected}",
        ),
        Text(
            "แก้ให้ตรงกัน ระหว่างนี้นับตามรายงานความคืบหน้า",
            "Make them agree; until then the progress report counts",
        ),
        Text("1,388 กับ 1,338 ในเดือนเดียวกัน", "1,388 and 1,338 for one month"),
    ),
}

_ACROSS_FORMS = {
    "level-without-step": Rule(
        Severity.WARNING,
        Text("แผนปฏิบัติการไม่มีขั้นตอนสำหรับเกณฑ์ระดับ {found}", "No planned step serves level {found}"),
        Text("เพิ่มขั้นตอนที่ทำให้ถึงระดับนั้น", "Add a step that reaches it"),
        Text("มีขั้นตอนถึงระดับ 3 แต่ไม่มีของระดับ 4 และ 5", "Steps up to level 3, none for 4 and 5"),
    ),
    "step-without-evidence": Rule(
        Severity.WARNING,
        Text(
            "ขั้นตอน {found} เสร็จแล้วแต่ยังไม่ลงทะเบียนหลักฐาน",
            "Step {found} is done, but its evidence is not registered",
        ),
        Text("ลงทะเบียนหลักฐาน: {expected}", "Register the evidence: {expected}"),
        Text(
            "ประชุมเสร็จแล้ว แต่ไม่มีรายงานการประชุมในทะเบียน",
            "The meeting was held, its minutes are not registered",
        ),
    ),
    "date-after-received": Rule(
        Severity.WARNING,
        Text(
            "วันที่ {found} อยู่หลังวันที่จังหวัดได้รับไฟล์ ({expected})",
            "{found} is later than the day the file was received ({expected})",
        ),
        Text("ตรวจวันและปีที่พิมพ์", "Check the day and the year"),
        Text(
            "ได้รับ 20 ก.พ. 2556 แต่หลักฐานลงวันที่ 25 ก.พ. 2556",
            "Received on 20 Feb 2013, evidence dated 25 Feb 2013",
        ),
    ),
    "claim-differs": Rule(
        Severity.WARNING,
        Text(
            "คะแนนที่แจ้ง {found} ต่างจากที่คำนวณได้ {expected}",
            "The claimed score {found} differs from the recomputed {expected}",
        ),
        Text(
            "ตรวจวิธีคิดกับเกณฑ์ คะแนนที่คำนวณแสดงไว้ให้ทีละขั้น",
            "Check it against the criteria; the recomputed score shows its steps",
        ),
        Text("แจ้ง 4.0000 คำนวณได้ 3.6500", "Claimed 4.0000, recomputed 3.6500"),
    ),
    "certification-void": Rule(
        Severity.WARNING,
        Text(
            "คะแนนเปลี่ยนจาก {found} เป็น {expected} หลังทวนสอบ ผลทวนสอบเดิมจึงใช้ไม่ได้",
            "The score changed from {found} to {expected} after its review, which is void",
        ),
        Text("ให้ที่ปรึกษาทวนสอบใหม่", "The consultant reviews it again"),
        Text("รับรองที่ 3.6500 แล้วหน่วยงานแก้ผล", "Certified at 3.6500, then the agency corrected the result"),
    ),
}

RULES: dict[str, Rule] = _OF_KPI | _OF_REPORT | _OF_PLAN | _ACROSS_MONTHS | _ACROSS_FORMS
