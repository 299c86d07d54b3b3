"""Finding codes of the registry: what must hold between its values, and (from `registry_cells`) how it was read."""

from __future__ import annotations

from kpi_excel.core.catalogue.registry_cells import CELL_RULES
from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W = Severity.ERROR, Severity.WARNING

_AGREEMENT: dict[str, Rule] = {
    "registry-parent-not-group": Rule(
        E,
        Text("ตัวชี้วัด {kpi_no} อยู่ใต้ {found} ซึ่งไม่ใช่กลุ่ม", "KPI {kpi_no} stands under {found}, which is no group"),
        Text("เปลี่ยนวิธีคิดคะแนนของ {found} เป็น กลุ่ม หรือแก้ช่อง อยู่ใต้", "Make {found} a group, or correct the column Under"),
        Text("3.2.1 อยู่ใต้ 3.2 ที่ยังเป็นตัวชี้วัดมีคะแนน", "3.2.1 under 3.2, which has a score of its own"),
    ),
    "registry-parent-circle": Rule(
        E,
        Text("ตัวชี้วัด {kpi_no} วนกลับมาอยู่ใต้ตัวเอง: {found}", "KPI {kpi_no} ends up under itself: {found}"),
        Text("แก้ช่อง อยู่ใต้ ให้ไปสิ้นสุดที่ชั้นบนสุด", "Correct the column Under so that it ends at the top"),
        Text("3 อยู่ใต้ 3.1 และ 3.1 อยู่ใต้ 3", "3 under 3.1 and 3.1 under 3"),
    ),
    "registry-group-empty": Rule(
        W,
        Text("กลุ่ม {kpi_no} ไม่มีตัวชี้วัดอยู่ใต้", "Group {kpi_no} has no KPI under it"),
        Text("กรอกช่อง อยู่ใต้ ของตัวชี้วัดย่อย หรือเปลี่ยนวิธีคิดคะแนน",
             "Fill Under for its sub-KPIs, or choose another scoring method"),
        Text("เพิ่มกลุ่มไว้ก่อน", "The group was added first"),
    ),
    "registry-group-weight": Rule(
        E,
        Text("กลุ่ม {kpi_no} น้ำหนัก {found} แต่ตัวย่อยรวมกันได้ {expected}",
             "Group {kpi_no} weighs {found}, its children {expected}"),
        Text("แก้น้ำหนักตัวย่อย หรือเว้นน้ำหนักของกลุ่มว่างไว้ ระบบรวมให้",
             "Correct the children, or leave the group's weight blank"),
        Text("กลุ่ม 10 ตัวย่อย 4 + 3 + 4", "Group 10, children 4 + 3 + 4"),
    ),
    "registry-weights-not-100": Rule(
        E,
        Text("น้ำหนักของตัวชี้วัดทั้งหมดรวมกันได้ {found} ต้องเป็น {expected}",
             "The KPIs weigh {found} together; it must be {expected}"),
        Text("ตรวจคอลัมน์น้ำหนัก ไม่นับแถวที่เป็นกลุ่ม", "Check the column of weights, leaving out the groups"),
        Text("เพิ่มตัวชี้วัดแล้วไม่ได้ลดตัวอื่น", "A KPI was added and no other lowered"),
    ),
    "registry-weights-still-open": Rule(
        W,
        Text("น้ำหนักของตัวชี้วัดทั้งหมดรวมกันได้ {found} ไม่ใช่ {expected} และยังมีตัวชี้วัดที่ไม่ได้ตกลง",
             "The KPIs weigh {found} together, not {expected}, and some are not agreed yet"),
        Text("ปรับน้ำหนักให้ครบก่อนบันทึกว่าตกลงทุกตัวชี้วัด สร้างแบบได้ก่อน",
             "Settle the weights before the last KPI is marked as agreed; forms may go out meanwhile"),
        Text("ขึ้นปีใหม่โดยมีตัวชี้วัดที่ยกเลิก", "A KPI was dropped when the year was rolled over"),
    ),
    "registry-criteria-missing": Rule(
        W,
        Text("ตัวชี้วัด {kpi_no} ยังไม่มีเกณฑ์ 5 ระดับ", "KPI {kpi_no} has no criteria yet"),
        Text("กรอกเกณฑ์ที่ตกลงกัน ถ้ายังไม่กรอก จะใช้เกณฑ์ในรายละเอียดตัวชี้วัดที่หน่วยงานส่งมา",
             "Fill in what was agreed; until then the accepted KPI template's criteria count"),
        Text("รอผลการเจรจา", "The negotiation is still open"),
    ),
    "registry-criteria-incomplete": Rule(
        E,
        Text("ตัวชี้วัด {kpi_no} ไม่มีเกณฑ์ระดับ {expected}", "KPI {kpi_no} lacks the criterion of level {expected}"),
        Text("กรอกระดับ 1 และระดับ 5 เสมอ ระดับกลางเว้นได้", "Levels 1 and 5 are always needed; those between may be blank"),
        Text("กรอกเฉพาะระดับ 1 ถึง 4", "Only levels 1 to 4 were filled"),
    ),
    "registry-criteria-not-monotonic": Rule(
        E,
        Text("เกณฑ์ของตัวชี้วัด {kpi_no} ({found}) ไม่เรียงทางเดียว",
             "The criteria of KPI {kpi_no} ({found}) do not run one way"),
        Text("แต่ละระดับต้องมากกว่าระดับก่อนทุกระดับ หรือน้อยกว่าทุกระดับ",
             "Each level must be above the one before, or each below"),
        Text("60 · 70 · 70 · 90 · 100", "60 · 70 · 70 · 90 · 100"),
    ),
    "registry-criteria-against-direction": Rule(
        E,
        Text("เกณฑ์ของตัวชี้วัด {kpi_no} ({found}) สวนทางกับ “{expected}”",
             "The criteria of KPI {kpi_no} ({found}) run against “{expected}”"),
        Text("แก้ช่อง ทิศทาง หรือกลับลำดับเกณฑ์", "Correct the direction, or reverse the criteria"),
        Text("อัตราตาย 32 · 30 · 28 · 26 · 24 แต่เลือกยิ่งสูงยิ่งดี", "A death rate with higher is better"),
    ),
    "registry-baseline-missing": Rule(
        W,
        Text("ตัวชี้วัด {kpi_no} วัดอัตราเพิ่ม แต่ไม่มีข้อมูลปีฐาน", "KPI {kpi_no} measures growth but has no base year"),
        Text("เพิ่มค่าของปีฐานในแผ่น ข้อมูลพื้นฐาน", "Add the base years on the sheet of baselines"),
        Text("ยังไม่ได้กรอกรายได้ปีก่อน", "Last year's income is not filled in"),
    ),
    "registry-baseline-zero": Rule(
        W,
        Text("ปีฐานของตัวชี้วัด {kpi_no} เป็นศูนย์ จึงคิดอัตราเพิ่มไม่ได้",
             "The base of KPI {kpi_no} is zero: growth cannot be computed"),
        Text("ตกลงกับ ก.พ.ร. ว่าจะวัดอย่างไร แล้วเปลี่ยนปีฐานหรือวิธีคิดคะแนน",
             "Agree on another measure, then change the base years or the method"),
        Text("ปีก่อนไม่มีโครงการ ค่าเป็น 0", "There was no project last year"),
    ),
    "registry-baseline-not-earlier": Rule(
        E,
        Text("ข้อมูลพื้นฐานของตัวชี้วัด {kpi_no} เป็นปี {found} ต้องก่อนปี {expected}",
             "A baseline of KPI {kpi_no} is of {found}; it must be before {expected}"),
        Text("แก้ปี พ.ศ. ในแผ่น ข้อมูลพื้นฐาน", "Correct the year on the sheet of baselines"),
        Text("ใส่ผลปีนี้เป็นข้อมูลพื้นฐาน", "This year's result entered as a baseline"),
    ),
    "registry-steps-missing": Rule(
        W,
        Text("ตัวชี้วัด {kpi_no} เป็นแบบขั้นตอน แต่ยังไม่มีชื่อขั้น", "KPI {kpi_no} is a milestone KPI without steps"),
        Text("เพิ่มขั้นในแผ่น ขั้นตอนเกณฑ์ ถ้ายังไม่เพิ่ม จะใช้ขั้นในรายละเอียดตัวชี้วัดที่หน่วยงานส่งมา",
             "Add them on the sheet of steps; until then the accepted KPI template's steps count"),
        Text("ยังไม่ได้คัดลอกขั้นจากคำรับรอง", "The steps were not copied yet"),
    ),
    "registry-parts-missing": Rule(
        E,
        Text("ตัวชี้วัด {kpi_no} คิดจากส่วนย่อย แต่ไม่มีส่วนย่อย", "KPI {kpi_no} is scored by its parts but has none"),
        Text("เพิ่มส่วนย่อยในแผ่น ส่วนย่อย", "Add them on the sheet of parts"),
        Text("เลือกถ่วงน้ำหนักส่วนย่อยไว้ก่อน", "The method was chosen first"),
    ),
    "registry-part-weight-missing": Rule(
        E,
        Text("ส่วน {found} ของตัวชี้วัด {kpi_no} ยังไม่มีน้ำหนัก", "Part {found} of KPI {kpi_no} has no weight"),
        Text("กรอกน้ำหนักในแผ่น ส่วนย่อย วิธีน้ำหนักตามเงื่อนไขกรอกอย่างน้อยหนึ่งกรณี",
             "Fill it in on the sheet of parts; with conditional weights in one case at least"),
        Text("กรอกเกณฑ์แล้วแต่ลืมน้ำหนัก", "Criteria but no weight"),
    ),
    "registry-cancelled-before-start": Rule(
        E,
        Text("ตัวชี้วัด {kpi_no} ยกเลิกรอบ {found} แต่เริ่มรอบ {expected}",
             "KPI {kpi_no} is cancelled at {found} months but starts at {expected}"),
        Text("แก้ช่อง เริ่มรอบ หรือ ยกเลิกรอบ", "Correct Starts at or Cancelled at"),
        Text("เริ่มรอบ 9 ยกเลิกรอบ 6", "Starts at 9, cancelled at 6"),
    ),
}  # fmt: skip

_CALENDAR: dict[str, Rule] = {
    "registry-due-date-missing": Rule(
        E,
        Text("แบบ “{found}” ยังไม่มีกำหนดส่ง", "“{found}” has no due date"),
        Text("กรอกช่องเดียวในสามช่อง: ภายในวันที่ · ทุกวันที่ · ก่อน ก.พ.ร.",
             "Fill one of the three: on date, day of month, days before OPDC"),
        Text("เพิ่มแบบแล้วยังไม่ได้กำหนดวัน", "A form without a date"),
    ),
    "registry-due-date-ambiguous": Rule(
        E,
        Text("แบบ “{found}” มีกำหนดส่งมากกว่าหนึ่งแบบ",
             "“{found}” is due in more than one way"),
        Text("เหลือไว้ช่องเดียวในสามช่อง", "Keep one of the three"),
        Text("กรอกทั้งวันที่ 20 ก.พ. และทุกวันที่ 20", "Both a date and a day of the month"),
    ),
    "registry-first-period-unlikely": Rule(
        W,
        Text("งวดแรก “{found}” ไม่ใช่เดือนของปีงบประมาณ {expected} หรือไม่ตรงกับแบบ",
             "the first period “{found}” is not of fiscal year {expected}, or does not suit the form"),
        Text("แก้งวดแรก หรือเว้นว่างถ้าเริ่มตั้งแต่ต้นปี", "Correct it, or leave it blank if it starts with the year"),
        Text("ยกทะเบียนปีก่อนมาแล้วยังไม่ได้แก้", "Carried over from last year"),
    ),
    "registry-opdc-date-missing": Rule(
        W,
        Text("ยังไม่มีวันของ ก.พ.ร. รอบ {found} เดือน แบบที่ส่งก่อนวันนั้นจึงยังไม่มีกำหนด",
             "OPDC's date of the {found}-month round is missing; what is due before it has no date"),
        Text("กรอกในแผ่น จังหวัด เมื่อทราบวัน", "Fill it in on the province sheet once it is known"),
        Text("ก.พ.ร. ยังไม่แจ้งวัน", "OPDC has not told yet"),
    ),
    "registry-form-without-due-date": Rule(
        W,
        Text("ปฏิทินไม่มีกำหนดส่งทั่วไปของแบบ “{found}” จึงไม่มีการทวง",
             "The calendar has no general row for “{found}”; nobody will be asked for it"),
        Text("เพิ่มแถวของแบบนี้ในแผ่น ปฏิทิน ถ้าต้องการใช้", "Add a row on the calendar sheet if the form is used"),
        Text("ปีนี้ไม่มีรายงานนโยบาย", "No policy report this year"),
    ),
    "registry-due-group-without-date": Rule(
        E,
        Text("ตัวชี้วัด {kpi_no} อยู่กลุ่มกำหนดส่ง “{found}” ซึ่งไม่มีในปฏิทิน",
             "KPI {kpi_no} has due group “{found}”, which the calendar lacks"),
        Text("เพิ่มแถวของกลุ่มนี้ในแผ่น ปฏิทิน หรือแก้ชื่อกลุ่ม ใกล้เคียงที่สุด: {expected}",
             "Add a calendar row for the group or correct its name. Nearest: {expected}"),
        Text("พิมพ์ส่งกอน แทน ส่งก่อน", "A slip in the group's name"),
    ),
    "registry-due-group-unused": Rule(
        W,
        Text("ไม่มีตัวชี้วัดใดอยู่กลุ่ม “{found}”", "no KPI has due group “{found}”"),
        Text("กรอกกลุ่มนี้ในแผ่น ตัวชี้วัด หรือลบแถว", "Give KPIs this group, or delete the row"),
        Text("ยังไม่ได้กรอกกลุ่มกำหนดส่งของตัวชี้วัด", "The KPIs' groups are not filled yet"),
    ),
    "registry-date-of-another-year": Rule(
        W,
        Text("วันที่ {found} ไม่ใช่ของปีงบประมาณ {expected}",
             "{found} is not of fiscal year {expected}"),
        Text("แก้เป็นวันของปีนี้", "Change it to a date of this year"),
        Text("ยกทะเบียนปีก่อนมาแล้วยังไม่ได้แก้วัน", "Carried over from last year"),
    ),
    "registry-keeper-missing": Rule(
        W,
        Text("ยังไม่มีชื่อผู้จัดเก็บข้อมูลของตัวชี้วัด {found}", "No data keeper is named for KPI {found}"),
        Text("เพิ่มชื่อและโทรศัพท์ในแผ่น ผู้รับผิดชอบ", "Add name and telephone on the sheet of people"),
        Text("ผู้รับผิดชอบเดิมย้าย ยังไม่ได้ใส่คนใหม่", "The keeper moved and nobody was named since"),
    ),
    "registry-until-before-since": Rule(
        E,
        Text("{found}: วันสิ้นสุดหน้าที่อยู่ก่อนวันเริ่ม", "{found}: the last day in charge is before the first"),
        Text("แก้ช่อง ตั้งแต่ หรือ ถึง ในแผ่น ผู้รับผิดชอบ", "Correct From or Until on the sheet of people"),
        Text("สลับวันเริ่มกับวันสิ้นสุด", "The two dates were exchanged"),
    ),
    "registry-name-shared": Rule(
        W,
        Text("ชื่อ “{found}” ใช้กับหน่วยงาน {expected} ด้วย",
             "“{found}” also names agency {expected}"),
        Text("ตัดชื่อที่ซ้ำออกจากหน่วยงานหนึ่ง มิฉะนั้นไฟล์ที่มีแต่ชื่อนี้จะจำแนกไม่ได้",
             "Take it from one of them; a file that bears only this name cannot be told apart"),
        Text("เกษตร ใช้เรียกสองหน่วยงาน", "One nickname for two offices"),
    ),
    "registry-unknown-rule": Rule(
        E,
        Text("ไม่มีข้อตรวจหรือแบบชื่อ “{found}”",
             "there is no rule or form “{found}”"),
        Text("ใช้รหัสที่พิมพ์ในรายการสิ่งที่ต้องแก้ หรือชื่อแบบ ใกล้เคียงที่สุด: {expected}",
             "Use the code printed in the list of findings, or a form. Nearest: {expected}"),
        Text("พิมพ์ evidence-mising", "A slip in the code"),
    ),
}  # fmt: skip

RULES: dict[str, Rule] = {**CELL_RULES, **_AGREEMENT, **_CALENDAR}
