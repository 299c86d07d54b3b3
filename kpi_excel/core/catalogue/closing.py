"""Finding codes of closed periods: what is closed, what came later, and what was changed that may not change."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_BACKUP = Text("อย่าแก้อะไรใน archive นำสำเนาสำรองมาเทียบ แล้วสั่ง kpi-excel verify", "Change nothing in archive; compare with a backup, then run kpi-excel verify")

RULES: dict[str, Rule] = {
    "period-closed": Rule(
        N,
        Text("{found} ปิดแล้ว ณ {expected} สมุดงานรวมเป็นฉบับที่ปิด เหมือนเดิมทุกไบต์", "{found} was closed as of {expected}; its consolidated workbook is the closed one, byte for byte"),
        Text("ค่าที่แก้ภายหลังอยู่ในรายการแก้ไขหลังปิดงวด และนับในงวดถัดไป", "Later corrections are listed as amendments and count in later periods"),
        Text("สั่งรวมเดือนที่ปิดไปแล้ว", "A closed month was merged again"),
    ),
    "period-closed-later": Rule(
        N,
        Text("{found} ปิดแล้ว ณ {expected} แต่สั่งงาน ณ วันก่อนหน้านั้น สมุดงานรวมใน outbox จึงไม่ใช่ฉบับที่ปิด", "{found} was closed as of {expected}, after the day of this run: the consolidated workbook in outbox is not the closed one"),
        Text("สั่ง merge โดยไม่ใส่ --as-of จะได้ฉบับที่ปิดกลับมา", "merge without --as-of puts the closed one back"),
        Text("ดูย้อนหลังว่าก่อนปิดเป็นอย่างไร", "Looking back at how it was before closing"),
    ),
    "closed-period-amended": Rule(
        W,
        Text("{found} มีการแก้ไขหลังปิด {expected} รายการ อยู่ใน {file}", "{found}: {expected} amendment(s) since it was closed, listed in {file}"),
        Text("แจ้งที่ประชุม ตัวเลขที่ปิดแล้วไม่เปลี่ยน งวดถัดไปนับค่าที่แก้แล้ว", "Tell the meeting; what was closed stays, later periods count the corrected values"),
        Text("หน่วยงานส่งค่าที่แก้มาหลังปิดเดือน", "An agency sent a correction after the month was closed"),
    ),
    "closed-period-as-now": Rule(
        N,
        Text("{found} ปิดแล้ว ณ {expected} ที่แสดงนี้เป็นค่าปัจจุบัน ซึ่งอาจต่างจากฉบับที่ปิด", "{found} was closed as of {expected}; shown here is what counts now, which may differ"),
        Text("ตัวเลขที่ปิดอยู่ในสมุดงานรวมของงวด สิ่งที่ต่างอยู่ในรายการแก้ไขหลังปิดงวด", "The closed figures stand in the period's consolidated workbook, what differs in its amendments"),
        Text("สั่ง trace หรือ pack ของเดือนที่ปิดแล้ว", "trace or pack of a closed month"),
    ),
    "file-amends-closed-period": Rule(
        N,
        Text("{file}: {found} ปิดแล้ว ค่าที่เปลี่ยนจะเป็นรายการแก้ไขหลังปิดงวด", "{file}: {found} is closed; what it changes there becomes an amendment"),
        Text("สั่ง kpi-excel merge --period ของงวดนั้น เพื่อดูรายการแก้ไข", "Run kpi-excel merge --period for that period to see the amendments"),
        Text("แบบที่แก้แล้วของเดือนที่ปิดไปแล้ว", "The corrected form of a closed month"),
    ),
    "closing-before-end": Rule(
        E,
        Text("ยังปิด {found} ไม่ได้ งวดสิ้นสุดวันที่ {expected}", "{found} cannot be closed yet: it ends on {expected}"),
        Text("ปิดหลังสิ้นงวด การปิดแล้วเปิดอีกไม่ได้", "Close it after its end; a closed period is not opened again"),
        Text("พิมพ์ 2556-03 แทน 2556-02", "2556-03 was typed instead of 2556-02"),
    ),
    "closing-without-reports": Rule(
        E,
        Text("ยังปิด {found} ไม่ได้ ยังไม่มีหน่วยงานใดรายงาน: ได้รับ {expected}", "{found} cannot be closed: nobody has reported yet, {expected} came"),
        Text(
            "วางแบบที่ได้รับใน inbox แล้วสั่ง kpi-excel run แล้วจึงปิด หรือดูว่าพิมพ์งวดถูกหรือไม่ การปิดแล้วเปิดอีกไม่ได้",
            "Put the returned forms into inbox, run kpi-excel run, then close; or check the period that was typed. A closed period is not opened again",
        ),
        Text("พิมพ์ 2556-04 แทน 2556-02", "2556-04 was typed instead of 2556-02"),
    ),
    "closing-with-missing-forms": Rule(
        W,
        Text("ปิดงวดทั้งที่ยังขาดแบบ {found} ของ {expected}", "Closed while {found} have not come, of {expected}"),
        Text("แบบที่มาหลังจากนี้เป็นรายการแก้ไขหลังปิดงวด ทวงด้วย kpi-excel remind", "Forms that come from now on become amendments; kpi-excel remind asks for them"),
        Text("บางหน่วยงานยังไม่ส่งรายงานเมื่อปิดเดือน", "Some agencies had not reported when the month was closed"),
    ),
    "closing-leaves-earlier-open": Rule(
        W,
        Text("งวดก่อนหน้ายังไม่ปิด: {found}", "Earlier periods are still open: {found}"),
        Text("ปิดด้วย kpi-excel merge --period … --close ถ้างวดนั้นนำเสนอไปแล้ว", "Close them with kpi-excel merge --period … --close if they were presented"),
        Text("ปิดมีนาคมโดยที่กุมภาพันธ์ยังไม่ปิด", "March was closed while February is open"),
    ),
    "closing-with-open-files": Rule(
        W,
        Text("ปิดงวดทั้งที่ยังมี {found} ไฟล์ใน inbox ที่ยังไม่รับหรือรอตัดสิน: {expected}", "Closed with {found} file(s) in the inbox not taken in or waiting for a decision: {expected}"),
        Text("สิ่งที่รับหลังจากนี้เป็นรายการแก้ไขหลังปิดงวด", "Whatever is taken in from now on becomes an amendment"),
        Text("ยังไม่ได้สั่ง run หรือ assign", "run or assign was not done yet"),
    ),
    "closing-gone": Rule(
        E,
        Text("ไม่พบบันทึกการปิดงวด {file} ทั้งที่มีฉบับถัดไป", "The manifest {file} is gone, though a later one is there"),
        _BACKUP,
        Text("มีผู้ลบบันทึกการปิดงวด", "Somebody deleted a manifest"),
    ),
    "closing-not-ours": Rule(
        E,
        Text("บันทึกการปิดงวด {file} ไม่ใช่ของพื้นที่ทำงานนี้", "The manifest {file} is not of this workspace"),
        _BACKUP,
        Text("คัดลอกจากพื้นที่ทำงานอื่นมาวาง", "It was copied from another workspace"),
    ),
    "closing-key-missing": Rule(
        E,
        Text("ไม่พบกุญแจของพื้นที่ทำงาน {file} จึงตรวจบันทึกการปิดงวดไม่ได้", "The workspace key {file} is gone: its closings cannot be checked"),
        Text(
            "นำ {file} กลับมาจากสำเนาสำรองของจังหวัดนั้น แล้วสั่ง rollup อีกครั้ง",
            "Bring {file} back from that province's backup, then run rollup again",
        ),
        Text("คัดลอกพื้นที่ทำงานมาโดยไม่เอากุญแจมา", "The workspace was copied without its key"),
    ),
    "closing-out-of-chain": Rule(
        E,
        Text("บันทึกการปิดงวด {file} ไม่ได้ต่อจากฉบับก่อนหน้า", "The manifest {file} does not follow the one before it"),
        _BACKUP,
        Text("สลับหรือถอดบันทึกฉบับก่อนหน้า", "An earlier manifest was exchanged or taken out"),
    ),
    "closed-file-changed": Rule(
        E,
        Text("{file} ซึ่งอยู่ในบันทึกการปิดงวด {found} หายหรือถูกแก้", "{file}, recorded when {found} was closed, is gone or changed"),
        _BACKUP,
        Text("เปิดสมุดงานที่ปิดแล้วใน archive แล้วบันทึก", "The closed workbook in archive was opened and saved"),
    ),
    "closed-file-not-named": Rule(
        W,
        Text("{file} ไม่มีบันทึกการปิดงวดใดอ้างถึง", "No manifest names {file}"),
        Text("ถ้าการปิดงวดถูกขัดจังหวะ สั่ง merge --close อีกครั้ง ถ้าไม่ใช่ บันทึกการปิดงวดฉบับสุดท้ายอาจถูกลบ", "If closing was interrupted, run merge --close again; if not, the last manifest may have been deleted"),
        Text("ไฟฟ้าดับระหว่างปิดงวด", "The power failed while a period was being closed"),
    ),
    "closed-values-differ": Rule(
        E,
        Text("คิด {found} ใหม่จากใบรับและทะเบียนที่ปิดไว้แล้วไม่ได้เท่าเดิม: {expected}", "{found} computed again from its receipts and registry differs from what was closed: {expected}"),
        _BACKUP,
        Text("โปรแกรมคนละรุ่นคิดคะแนนต่างกัน", "Another version of the program computes a score differently"),
    ),
}  # fmt: skip
