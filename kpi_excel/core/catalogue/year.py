"""Finding codes of what looks over more than one period: comparing two, meeting about one, and ending the year."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_DIFFERENCES: dict[str, Rule] = {
    "kpi-score-jumped": Rule(
        W,
        Text("คะแนนตัวชี้วัด {kpi_no} เปลี่ยนจาก {expected} เป็น {found}", "KPI {kpi_no} went from {expected} to {found}"),
        Text("สอบถามเจ้าภาพว่าเปลี่ยนเพราะผลงาน หรือเพราะกรอกผิด", "Ask the host: better work, or a typing mistake?"),
        Text("เดือนก่อน 2.3500 เดือนนี้ 4.1000", "2.3500 last month, 4.1000 now"),
    ),
    "kpi-state-worsened": Rule(
        W,
        Text("ตัวชี้วัด {kpi_no} เคยมีผลดีกว่านี้ งวดหลังผลขาดหรือรอแก้ไข", "KPI {kpi_no} had more than it has now: its result is missing or waits"),
        Text("ติดตามเจ้าภาพให้ส่งหรือแก้ไขผล", "Ask the host for the result or its correction"),
        Text("เดือนก่อนรายงานแล้ว เดือนนี้ยังไม่รายงาน", "Reported last month, not reported now"),
    ),
    "kpi-certification-lost": Rule(
        W,
        Text("ตัวชี้วัด {kpi_no} เคยผ่านการรับรอง งวดหลังยังไม่ผ่าน", "KPI {kpi_no} was certified and no longer is"),
        Text("ให้ที่ปรึกษาทวนสอบอีกครั้ง", "Have the consultant review it again"),
        Text("คะแนนที่คำนวณเปลี่ยนไปหลังรับรองแล้ว", "The recomputed score changed after it was certified"),
    ),
    "file-not-differences": Rule(
        E,
        Text("{file} มีอยู่แล้วและไม่ใช่สมุดงานที่ diff เขียน จะไม่เขียนทับ", "{file} exists and was not written by diff; it is not overwritten"),
        Text("ใช้ชื่อไฟล์อื่น เช่น diff.xlsx หรือย้ายไฟล์เดิมออกก่อน", "Give another name, for example diff.xlsx, or move the file away"),
        Text("สั่ง diff … --out registry.xlsx", "diff … --out registry.xlsx was run"),
    ),
}  # fmt: skip

_PACK: dict[str, Rule] = {
    "pdf-not-made": Rule(
        N,
        Text("ไม่ได้ทำไฟล์ PDF เพราะไม่พบ LibreOffice หรือโปรแกรมไม่ตอบ", "No PDF was made: LibreOffice was not found, or did not answer"),
        Text("พิมพ์จากไฟล์ Excel ได้เลย หรือติดตั้ง LibreOffice แล้วสั่งอีกครั้ง", "Print the workbook, or install LibreOffice and run it again"),
        Text("เครื่องที่มีแต่ Excel", "A computer that only has Excel"),
    ),
}  # fmt: skip

_ROLLOVER: dict[str, Rule] = {
    "year-closed": Rule(
        E,
        Text("ปีงบประมาณ {found} ปิดแล้ว พื้นที่ทำงานนี้อ่านได้อย่างเดียว", "Fiscal year {found} is closed; this workspace is read-only"),
        Text("ทำงานต่อในพื้นที่ทำงานของปีใหม่: {expected}", "Go on in the workspace of the new year: {expected}"),
        Text("รับไฟล์เข้าพื้นที่ทำงานปี 2556 หลังขึ้นปี 2557 แล้ว", "A file is taken in for 2556 after the rollover to 2557"),
    ),
    "year-not-over": Rule(
        E,
        Text("ปีงบประมาณ {found} ยังมีกำหนดส่งถึง {expected} จึงยังขึ้นปีใหม่ไม่ได้", "Fiscal year {found} still has due dates until {expected}; it cannot end yet"),
        Text("สั่งอีกครั้งหลังวันดังกล่าว เพราะเมื่อขึ้นปีใหม่แล้วปีเก่าจะรับไฟล์ไม่ได้", "Run it after that day: once the year has ended it takes no more files"),
        Text("สั่ง rollover ในเดือนกันยายน", "rollover was run in September"),
    ),
    "rollover-year-not-next": Rule(
        E,
        Text("ขึ้นปีใหม่ได้ทีละปี จากปี {expected} ไม่ใช่เป็นปี {found}", "A year is followed by the next one: from {expected} not to {found}"),
        Text("ใส่ปีถัดไปใน --to", "Give the next year with --to"),
        Text("พิมพ์ --to 2575", "--to 2575 was typed"),
    ),
    "rollover-folder-taken": Rule(
        E,
        Text("โฟลเดอร์ {file} มีพื้นที่ทำงานอื่นอยู่แล้ว จะไม่เขียนทับ", "{file} already holds another workspace; it is not overwritten"),
        Text("ใช้ --out ตั้งชื่อโฟลเดอร์ใหม่", "Name a new folder with --out"),
        Text("เคยสร้างพื้นที่ทำงานปี 2557 ไว้ก่อนแล้ว", "The workspace of 2557 was begun before"),
    ),
    "rollover-kpi-dropped": Rule(
        N,
        Text("ไม่ยกมา เพราะยกเลิกในปีเก่า: {found}", "Not carried over, cancelled in the old year: {found}"),
        Text("ถ้าปีใหม่ยังใช้ ให้เพิ่มในแผ่น ตัวชี้วัด", "Add it to the KPI sheet if the new year wants it"),
        Text("ตัวชี้วัดที่ยกเลิกรอบ 9 เดือน", "A KPI cancelled at the 9-month round"),
    ),
    "rollover-host-taken-over": Rule(
        N,
        Text("เจ้าภาพปีใหม่คือเจ้าภาพเมื่อสิ้นปี: {found}", "The host at the year's end is the host of the new year: {found}"),
        Text("ไม่ต้องทำอะไร", "Nothing to do"),
        Text("เปลี่ยนเจ้าภาพในเดือนพฤษภาคม", "The host changed in May"),
    ),
    "rollover-person-left": Rule(
        N,
        Text("พ้นหน้าที่แล้ว ไม่ยกมา: {found}", "No longer in office, not carried over: {found}"),
        Text("ตรวจว่ามีผู้รับช่วงในแผ่น ผู้รับผิดชอบ", "See that the sheet of people names a successor"),
        Text("ผู้จัดเก็บข้อมูลที่ย้ายในเดือนมิถุนายน", "A data keeper who was transferred in June"),
    ),
    "rollover-lesson-closed": Rule(
        N,
        Text("บทเรียนที่ปิดแล้ว ไม่ยกมา: ข้อ {found}", "Lessons already closed, not carried over: {found}"),
        Text("ยังอ่านได้ในพื้นที่ทำงานปีเก่า", "They can still be read in the old workspace"),
        Text("บทเรียนที่แก้แล้วในปีเก่า", "A lesson solved in the old year"),
    ),
    "rollover-list-emptied": Rule(
        N,
        Text("ล้างรายการของปีเก่า: {found}", "Lists of the old year emptied: {found}"),
        Text("กรอกใหม่เท่าที่ใช้ในปีใหม่", "Fill in what the new year needs"),
        Text("ข้อยกเว้นที่อนุมัติเฉพาะปีเก่า", "An exemption granted for the old year only"),
    ),
    "rollover-target-to-fill": Rule(
        W,
        Text("ตัวชี้วัด {found} ตัวรอตกลงเป้าหมายและเกณฑ์ของปีใหม่", "Targets and criteria of {found} KPIs are to be agreed for the new year"),
        Text("กรอกเป้าหมาย ทวนเกณฑ์และน้ำหนัก แล้วเปลี่ยนช่อง การเจรจา เป็น ตกลงแล้ว", "Fill the target, review criteria and weight, then set Agreement to agreed"),
        Text("ทุกตัวชี้วัดเริ่มปีใหม่เป็นข้อเสนอ", "Every KPI begins the year as a proposal"),
    ),
    "rollover-baseline-to-fill": Rule(
        W,
        Text("ไม่มีผลสิ้นปีให้ใช้เป็นข้อมูลพื้นฐาน: {found}", "No result of the year to serve as baseline: {found}"),
        Text("ขอผลจากเจ้าภาพ แล้วกรอกในแผ่น ข้อมูลพื้นฐาน", "Ask the host, then fill the sheet of baselines"),
        Text("ตัวชี้วัดที่ไม่ได้รายงานรอบ 12 เดือน", "A KPI that was not reported in the 12-month round"),
    ),
    "rollover-baseline-not-certified": Rule(
        W,
        Text("ข้อมูลพื้นฐานมาจากผลที่ที่ปรึกษาไม่ได้รับรอง: {found}", "The baseline is a result that the consultant did not certify: {found}"),
        Text("ตรวจค่าปีล่าสุดในแผ่น ข้อมูลพื้นฐาน", "Look at the latest year on the sheet of baselines"),
        Text("ผลที่ยังรอหลักฐานเมื่อปิดปี", "A result that still wanted evidence when the year closed"),
    ),
    "rollover-date-to-confirm": Rule(
        W,
        Text("วันกำหนดส่งเลื่อนมาปีใหม่ วันและเดือนเดิม: {found}", "Due dates moved into the new year, day and month as before: {found}"),
        Text("ตรวจกับหนังสือของ ก.พ.ร. และมติที่ประชุม แล้วแก้ในแผ่น จังหวัด และ ปฏิทิน", "Compare with OPDC's letter, then correct the sheets of the province and the calendar"),
        Text("28 ก.พ. 2556 เป็น 28 ก.พ. 2557", "28 Feb 2013 becomes 28 Feb 2014"),
    ),
    "rollover-inbox-not-empty": Rule(
        W,
        Text("ใน inbox ของปีเก่ายังมีไฟล์ที่ไม่ได้รับ: {found}", "Files were left in the old year's inbox: {found}"),
        Text("ถ้าเป็นของปีเก่า ย้าย {file} ออกชั่วคราวเพื่อรับไฟล์", "If they belong to the old year, move {file} away while they are taken in"),
        Text("ไฟล์ที่รอคนตัดสินเมื่อสิ้นปี", "A file that was still waiting for a decision"),
    ),
    "rollover-holiday-to-fill": Rule(
        W,
        Text("ยกวันหยุดที่ตรงกันทุกปีมา {found} วัน ยังขาดวันสำคัญทางศาสนาและวันหยุดชดเชยของปี {expected}", "{found} fixed holidays carried over; the movable ones and days in lieu of {expected} are missing"),
        Text("กรอกวันหยุดที่ประกาศแล้วในแผ่น วันหยุด", "Fill the sheet of holidays from the announcement"),
        Text("วันมาฆบูชาเปลี่ยนทุกปี", "Makha Bucha moves every year"),
    ),
}  # fmt: skip

RULES: dict[str, Rule] = _DIFFERENCES | _PACK | _ROLLOVER
