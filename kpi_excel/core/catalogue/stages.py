"""Finding codes of running a stage: what was asked for does not exist, or was done before."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    "file-already-received": Rule(
        N,
        Text("ไฟล์นี้รับไว้แล้ว ({found}) ไม่นับซ้ำ", "This very file was received before ({found}); it is not counted twice"),
        Text("ไม่ต้องทำอะไร", "Nothing to do"),
        Text("ส่งอีเมลฉบับเดิมสองครั้ง", "The same e-mail was sent twice"),
    ),
    "inbox-file-stays": Rule(
        W,
        Text("รับไฟล์ {file} แล้ว แต่นำออกจาก inbox ไม่ได้", "{file} was taken in but could not be removed from the inbox"),
        Text("ปิดไฟล์ในโปรแกรมอื่น ครั้งต่อไปจะนำออกให้ ไม่นับซ้ำ", "Close it in other programs; the next run removes it and does not count it twice"),
        Text("ไฟล์เปิดอยู่ใน Excel", "The file is open in Excel"),
    ),
    "file-dismissed": Rule(
        E,
        Text("พักไฟล์นี้ไว้ ไม่ใช่แบบของจังหวัด: {found}", "Set aside, none of ours: {found}"),
        Text("ตัวไฟล์ยังอยู่ใน archive/unassigned", "Its bytes stay in archive/unassigned"),
        Text("ใบแจ้งหนี้ที่แนบมาผิด", "An invoice attached by mistake"),
    ),
    "form-unknown": Rule(
        E,
        Text("ไม่มีแบบชื่อ {found} มีแต่ {expected}", "There is no form {found}; there are {expected}"),
        Text("พิมพ์ชื่อแบบให้ตรง", "Type one of these names"),
        Text("monthly แทน monthly_progress", "monthly instead of monthly_progress"),
    ),
    "period-malformed": Rule(
        E,
        Text("“{found}” ไม่ใช่ชื่อรอบ", "“{found}” is not a period"),
        Text("ใช้ 2556-02, 2556-sar6, 2556-kpi หรือ 2556-plan", "Use 2556-02, 2556-sar6, 2556-kpi or 2556-plan"),
        Text("พิมพ์ 02-2556", "02-2556 was typed"),
    ),
    "nothing-to-generate": Rule(
        E,
        Text("ไม่มีแบบใดที่ต้องส่งตามที่เลือก", "No form is owed by that selection"),
        Text("ตรวจ --form --period --agency หรือปฏิทินในทะเบียน", "Check --form, --period, --agency or the registry's calendar"),
        Text("เดือนก่อนรอบแรกที่ต้องส่ง", "A month before the first period owed"),
    ),
}  # fmt: skip
