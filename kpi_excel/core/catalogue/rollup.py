"""Finding codes of many provinces: which workspaces are not in the figures, and why."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    "province-twice": Rule(
        E,
        Text("จังหวัด{found}มีมากกว่าหนึ่งพื้นที่ทำงานและข้อมูลไม่ตรงกัน (อีกแห่งคือ {expected}) จึงไม่นับทุกแห่ง",
             "{found} has more than one workspace and they differ (the other: {expected}), so none counts"),
        Text("ระบุเฉพาะโฟลเดอร์ที่เป็นฉบับจริง", "Name only the folder that is the real one"),
        Text("โฟลเดอร์สำรองเก่าอยู่ข้างโฟลเดอร์จริง", "An old backup lies beside the real folder"),
    ),
    "province-copied": Rule(
        W,
        Text("เป็นสำเนาของ {expected} (จังหวัด{found}) นับครั้งเดียว", "It is a copy of {expected} ({found}), which is counted once"),
        Text("ไม่ต้องระบุโฟลเดอร์สำเนา", "Leave the copy out"),
        Text("โฟลเดอร์สำรองที่เหมือนฉบับจริง", "A backup that equals the real folder"),
    ),
    "workspace-broken": Rule(
        E,
        Text("อ่านพื้นที่ทำงาน {file} ไม่ได้ด้วยเหตุที่ไม่คาดคิด ({found})", "{file} could not be read, for an unexpected reason ({found})"),
        Text("สั่ง kpi-excel --workspace ของจังหวัดนั้น verify แล้วแจ้งผู้ดูแลโปรแกรม", "Run kpi-excel verify in that workspace and tell whoever maintains the program"),
        Text("โฟลเดอร์ที่คัดลอกมาไม่ครบ", "A folder that was copied in part"),
    ),
    "rollup-nothing-counted": Rule(
        E,
        Text("ไม่มีจังหวัดใดนับได้ จาก {found} โฟลเดอร์ จึงไม่เขียนสมุดงาน", "None of {found} folder(s) counts, so no workbook was written"),
        Text("ดูเหตุผลของแต่ละโฟลเดอร์ข้างบน แล้วระบุโฟลเดอร์พื้นที่ทำงานของจังหวัด", "See the reason of each above; name the provinces' workspace folders"),
        Text("ระบุโฟลเดอร์ที่ไม่มี registry.xlsx", "Folders without a registry.xlsx were named"),
    ),
    "rollup-output-inside": Rule(
        E,
        Text("{file} อยู่ในพื้นที่ทำงาน {found} ซึ่งอ่านอย่างเดียว", "{file} lies in the workspace {found}, which is only read"),
        Text("เลือกโฟลเดอร์อื่นด้วย --out", "Name another folder with --out"),
        Text("--out ชี้เข้าไปใน archive ของจังหวัด", "--out points into a province's archive"),
    ),
    "rollup-replaces-other": Rule(
        N,
        Text("{file} แทนฉบับก่อนของงวดนี้ซึ่งทำจากโฟลเดอร์อื่น ({found})", "{file} replaces an earlier one of this period that was made from other folders ({found})"),
        Text("ถ้าต้องการทั้งสองฉบับ: สั่งรวมแต่ละชุดลงคนละโฟลเดอร์ด้วย --out", "Where both are wanted: write each to a folder of its own with --out"),
        Text("รวมบางจังหวัดหลังจากรวมทั้งภาค", "A few provinces were compared after the whole region"),
    ),
    "parquet-not-installed": Rule(
        N,
        Text("ไม่ได้เขียนไฟล์ Parquet เพราะไม่มี pyarrow ข้อมูลเดียวกันครบอยู่ในแผ่นข้อมูลรวม",
             "No Parquet file was written, because pyarrow is not installed; the data sheets hold the same data"),
        Text("ถ้าต้องการ: pip install kpi-excel[parquet]", "Where it is wanted: pip install kpi-excel[parquet]"),
        Text("ติดตั้งโปรแกรมโดยไม่มีส่วนเสริม", "The program was installed without extras"),
    ),
}  # fmt: skip
