"""Finding codes of running a stage: what was asked for does not exist, does not fit, or was done before."""

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
    "earlier-decision-stands": Rule(
        W,
        Text("ตัดสินไฟล์นี้ใหม่ไม่ได้ ผลการตัดสินเดิมยังใช้อยู่", "This file cannot be judged anew; the earlier decision stands"),
        Text("แก้ทะเบียนตามสาเหตุที่บอกไว้ แล้วสั่ง ingest --again อีกครั้ง", "Mend the cause named beside it, then run ingest --again"),
        Text("ลบหน่วยงานออกจากทะเบียนแล้วสั่ง ingest --again", "An agency was removed from the registry before ingest --again"),
    ),
    "received-in-future": Rule(
        E,
        Text("วันที่ได้รับ {found} อยู่หลังวันที่ {expected} ที่สั่งงาน", "Received on {found}: that is after {expected}, the day of this run"),
        Text("ตรวจ --received-on กับ --as-of", "Check --received-on and --as-of"),
        Text("พิมพ์ปี 2557 แทน 2556", "2557 was typed instead of 2556"),
    ),
    "no-such-agency": Rule(
        E,
        Text("ไม่มีหน่วยงาน “{found}” ในทะเบียน", "The registry has no agency “{found}”"),
        Text("ใช้รหัส ชื่อ หรือชื่อย่อในแผ่น หน่วยงาน เช่น {expected}", "Use a code, name or alias of its sheet of agencies: {expected}"),
        Text("DMP แทน DPM", "DMP instead of DPM"),
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
    "period-does-not-fit": Rule(
        E,
        Text("รอบ {found} ใช้กับคำสั่งนี้ไม่ได้", "Period {found} does not fit here"),
        Text("ใช้ {expected}", "Use {expected}"),
        Text("สั่งรวมรอบ 2557-02 ในพื้นที่ทำงานของปี 2556", "2557-02 was to be merged in the workspace of 2556"),
    ),
    "demo-folder-taken": Rule(
        E,
        Text("โฟลเดอร์ {file} มีของอยู่แล้ว จังหวัดตัวอย่างจะไม่เขียนทับ", "{file} is not empty; the demo overwrites nothing"),
        Text("ใช้ชื่อโฟลเดอร์ใหม่ หรือถ้าเป็นจังหวัดตัวอย่างที่เล่นค้างไว้ ลบโฟลเดอร์นั้นแล้วสั่งใหม่",
             "Name a new folder; or, if an interrupted demo is all it holds, delete it and run the demo again"),
        Text("สั่ง demo ในพื้นที่ทำงานจริง", "demo was run in a real workspace"),
    ),
    "balance-broken": Rule(
        E,
        Text("จำนวนไฟล์ที่รับกับไฟล์ที่แจ้งผลไว้ไม่เท่ากัน จึงไม่เขียนสมุดงานรวม", "Files in are not files accounted for; no consolidated workbook was written"),
        Text("ไฟล์ใน archive ไม่เสียหาย กรุณาแจ้งผู้ดูแลโปรแกรม ({found})", "The archive is unharmed; please report this ({found})"),
        Text("ข้อผิดพลาดของโปรแกรม", "A mistake of the program"),
    ),
    "nothing-to-generate": Rule(
        E,
        Text("ไม่มีแบบใดที่ต้องส่งตามที่เลือก", "No form is owed by that selection"),
        Text("ตรวจ --form --period --agency หรือปฏิทินในทะเบียน", "Check --form, --period, --agency or the registry's calendar"),
        Text("เดือนก่อนรอบแรกที่ต้องส่ง", "A month before the first period owed"),
    ),
    "cluster-not-installed": Rule(
        E,
        Text("ใช้ --cluster {found} ไม่ได้ เพราะเครื่องนี้ยังไม่มีโปรแกรม Dask", "--cluster {found} needs Dask, which is not installed here"),
        Text('ติดตั้งด้วย pip install "kpi-excel[cluster]" หรือสั่งใหม่โดยไม่ใส่ --cluster (ทำงานบนเครื่องนี้)',
             'Install it with pip install "kpi-excel[cluster]", or leave --cluster out and work on this machine'),
        Text("สั่ง ingest --cluster บนเครื่องที่ติดตั้งแบบธรรมดา", "ingest --cluster on an ordinary installation"),
    ),
    "cluster-not-answering": Rule(
        E,
        Text("ติดต่อ scheduler ที่ {found} ไม่ได้ ยังไม่มีไฟล์ใดถูกอ่าน", "No scheduler answers at {found}; no file was read"),
        Text("ตรวจว่าสั่ง dask scheduler ไว้แล้ว ที่อยู่ถูกต้อง (tcp://เครื่อง:8786) และไม่มี firewall กั้น หรือสั่งใหม่โดยไม่ใส่ --cluster",
             "See that dask scheduler runs, that the address is right (tcp://host:8786) and no firewall stands between, or leave --cluster out"),
        Text("พิมพ์ที่อยู่ผิด หรือ scheduler ดับไปแล้ว", "a mistyped address, or a scheduler that was shut down"),
    ),
    "cluster-without-workers": Rule(
        E,
        Text("scheduler ที่ {found} ยังไม่มีเครื่องทำงาน (worker) เลย ยังไม่มีไฟล์ใดถูกอ่าน", "The scheduler at {found} has no worker; no file was read"),
        Text("สั่ง dask worker {found} บนเครื่องที่จะช่วยอ่าน แล้วสั่งใหม่", "Start dask worker {found} on the machines that are to read, then run again"),
        Text("เปิดแต่ scheduler", "only the scheduler was started"),
    ),
    "cluster-of-another-version": Rule(
        E,
        Text("เครื่องใน cluster ใช้ kpi-excel คนละรุ่น หรือไม่มี ({found}) เครื่องนี้ใช้ {expected} ยังไม่มีไฟล์ใดถูกอ่าน",
             "Workers have another kpi-excel, or none ({found}); here it is {expected}. No file was read"),
        Text("ติดตั้ง kpi-excel รุ่นเดียวกันทุกเครื่อง แล้วเปิด worker ใหม่", "Install the same kpi-excel on every machine and start the workers again"),
        Text("ปรับรุ่นเฉพาะเครื่องของเลขานุการ", "only the secretary's machine was upgraded"),
    ),
    "cluster-lost-file": Rule(
        E,
        Text("cluster ไม่ตอบ จึงยังไม่ได้อ่านไฟล์ {file} ไฟล์ยังอยู่ที่เดิม", "The cluster gave no answer for {file}; it was not read and is where it was"),
        Text("สั่งคำสั่งเดิมอีกครั้ง", "Run the same command again"),
        Text("worker หรือ scheduler ดับระหว่างทำงาน", "a worker or the scheduler died in the middle"),
    ),
    "cluster-lost": Rule(
        E,
        Text("cluster หยุดตอบระหว่างทำงาน ยังไม่ได้อ่าน {found} ไฟล์: {expected}  ที่รับแล้วไม่หาย ที่ยังไม่ได้อ่านอยู่ที่เดิม",
             "The cluster stopped answering; {found} file(s) were not read: {expected}. What was taken in is safe, the rest is where it was"),
        Text("สั่งคำสั่งเดิมอีกครั้ง จะอ่านเฉพาะไฟล์ที่เหลือ หรือไม่ใส่ --cluster เพื่ออ่านบนเครื่องนี้",
             "Run the same command again: only what is left is read. Without --cluster it is read on this machine"),
        Text("เครื่องที่เป็น worker ถูกปิด", "the machine of the worker was switched off"),
    ),
}  # fmt: skip
