"""Finding codes of what leaves: reminders, calendar files, and what the province hands in to OPDC."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_MAIL: dict[str, Rule] = {
    "agency-without-email": Rule(
        W,
        Text(
            "{found} ไม่มีอีเมลในทะเบียน จึงมีแต่หนังสือ ไม่มีร่างอีเมล",
            "{found} has no e-mail in the registry: a letter was written, but no draft",
        ),
        Text(
            "โทรแจ้ง {expected} หรือเติมอีเมลในแผ่น หน่วยงาน",
            "Call {expected}, or fill in the e-mail on the sheet of agencies",
        ),
        Text("หน่วยงานใหม่ที่ยังไม่ได้แจ้งอีเมล", "A new agency that has not given its address yet"),
    ),
    "agency-email-unusable": Rule(
        W,
        Text(
            "อีเมลของ {found} ในทะเบียนใช้ไม่ได้ จึงไม่มีร่างอีเมล",
            "The e-mail of {found} in the registry is no address: no draft was written",
        ),
        Text("แก้ในแผ่น หน่วยงาน ให้เป็นแบบ name@example.go.th ระหว่างนี้โทร {expected}",
             "Correct it on the sheet of agencies, like name@example.go.th; meanwhile call {expected}"),
        Text("พิมพ์ dpm.example แทน dpm@example", "dpm.example was typed instead of dpm@example"),
    ),
    "form-not-attached": Rule(
        N,
        Text(
            "ไม่ได้แนบ {file} เพราะมีผู้แก้ไขไฟล์ใน outbox",
            "{file} was not attached: somebody changed it in the outbox",
        ),
        Text(
            "สั่ง generate อีกครั้งเพื่อให้ได้แบบเปล่าคืนมา แล้วสั่ง remind",
            "Run generate again to have the form back as it was, then remind",
        ),
        Text("เปิดแบบใน outbox แล้วบันทึกทับ", "A form in the outbox was opened and saved"),
    ),
}  # fmt: skip

_CALENDAR: dict[str, Rule] = {
    "file-not-a-calendar": Rule(
        E,
        Text(
            "{file} มีอยู่แล้วและไม่ใช่ไฟล์ปฏิทิน จะไม่เขียนทับ",
            "{file} exists and is no calendar file; it is not overwritten",
        ),
        Text("ใช้ชื่อไฟล์อื่น เช่น kpi.ics", "Give another name, for example kpi.ics"),
        Text("สั่ง calendar --ics registry.xlsx", "calendar --ics registry.xlsx was run"),
    ),
}  # fmt: skip

_OPDC: dict[str, Rule] = {
    "nothing-to-hand-in": Rule(
        E,
        Text(
            "รอบ {found} ไม่มีเรื่องที่จังหวัดต้องส่งสำนักงาน ก.พ.ร.",
            "The province hands in nothing to OPDC for {found}",
        ),
        Text(
            "ใช้รอบที่ปฏิทินในทะเบียนมีวันส่งต่อ เช่น {expected}",
            "Use a period that has a hand-in date in the registry's calendar: {expected}",
        ),
        Text(
            "สั่ง opdc ของเดือนก่อนงวดแรกที่ต้องรายงาน",
            "opdc was run for a month before the first period owed",
        ),
    ),
    "handin-in-future": Rule(
        E,
        Text(
            "วันที่ส่ง {found} อยู่หลังวันที่ {expected} ที่สั่งงาน",
            "Sent on {found}: that is after {expected}, the day of this run",
        ),
        Text(
            "บันทึกเมื่อส่งแล้ว หรือตรวจ --sent-on กับ --as-of",
            "Note it once it was sent, or check --sent-on and --as-of",
        ),
        Text("พิมพ์ปี 2557 แทน 2556", "2557 was typed instead of 2556"),
    ),
    "policy-report-not-received": Rule(
        W,
        Text(
            "{found} ยังไม่ส่งรายงานตามนโยบายรัฐบาล ตัวชี้วัด {kpi_no}",
            "{found} has not sent the policy report on KPI {kpi_no}",
        ),
        Text("ติดตามก่อนส่งสำนักงาน ก.พ.ร. แล้วสั่ง opdc อีกครั้ง หากไม่ทัน แบบที่ส่งจะระบุว่ายังไม่รายงาน",
             "Ask for it before handing in and run opdc again; otherwise the workbook says that it is missing"),
        Text("เจ้าภาพส่งไม่ทันวันที่ 2", "The host missed the 2nd"),
    ),
    "policy-report-not-corrected": Rule(
        W,
        Text(
            "รายงานตามนโยบายรัฐบาลของ {found} ตัวชี้วัด {kpi_no} รอหน่วยงานแก้ไข",
            "The policy report of {found} on KPI {kpi_no} awaits correction",
        ),
        Text("ติดตามฉบับแก้ไข แล้วสั่ง opdc อีกครั้ง", "Ask for the correction, then run opdc again"),
        Text("ผลที่ส่งมาไม่ใช่ตัวเลข", "The result that was sent is no number"),
    ),
    "self-assessment-not-received": Rule(
        W,
        Text(
            "{found} ยังไม่ส่งรายงานการประเมินผลตนเอง ตัวชี้วัด {kpi_no}",
            "{found} has not assessed itself on KPI {kpi_no}",
        ),
        Text(
            "ติดตามให้ส่งก่อน จึงจะมีแบบสำหรับกรอกเว็บไซต์ ก.พ.ร.",
            "Ask for it: only then is there a sheet to enter at OPDC",
        ),
        Text("เจ้าภาพส่งไม่ทันวันที่ 23 เม.ย.", "The host missed the 23rd of April"),
    ),
    "score-not-certified": Rule(
        W,
        Text("{found} ตัวชี้วัด {kpi_no} ยังไม่ผ่านการรับรอง อย่าเพิ่งบันทึกในเว็บไซต์ ก.พ.ร.",
             "{found}: KPI {kpi_no} is not certified; it must not be keyed in at OPDC yet"),
        Text(
            "ให้ที่ปรึกษาทวนสอบก่อน แล้วสั่ง opdc อีกครั้ง",
            "Have the consultant review it first, then run opdc again",
        ),
        Text("รายงานประเมินตนเองที่ที่ปรึกษายังไม่ได้ดู", "A self-assessment that the consultant has not seen"),
    ),
}  # fmt: skip

RULES: dict[str, Rule] = {**_MAIL, **_CALENDAR, **_OPDC}
