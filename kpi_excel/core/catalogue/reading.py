"""Finding codes of finding one's way in a returned form: whose it is, where its sheets, columns and rows are."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    "form-not-identified": Rule(
        E,
        Text("ไม่พบเครื่องหมายประจำแบบในไฟล์นี้ {found}", "No identity mark of a form in this file {found}"),
        Text("ถ้าเป็นแบบของจังหวัด ให้ใช้ assign ระบุหน่วยงาน แบบ และรอบ ถ้าไม่ใช่ ให้ใช้ assign --dismiss",
             "If it is one of our forms, name agency, form and period with assign; if not, assign --dismiss"),
        Text("คัดลอกเฉพาะตารางไปไว้ในสมุดงานใหม่", "Only the table was copied into a new workbook"),
    ),
    "token-damaged": Rule(
        E,
        Text("เครื่องหมายประจำแบบ (บรรทัดเล็กมุมขวาบน) ถูกแก้หรือขาดไป", "The identity mark (small print, top right) was edited or cut"),
        Text("ตรวจว่าเป็นแบบของใคร แล้วใช้ assign ระบุหน่วยงาน แบบ และรอบ", "Find out whose form it is, then name it with assign"),
        Text("ลบท้ายบรรทัด KPIX|… ไปบางส่วน", "Part of the line KPIX|… was deleted"),
    ),
    "token-not-ours": Rule(
        E,
        Text("เครื่องหมายประจำแบบไม่ตรงกับแบบที่จังหวัดออกให้", "The identity mark is not of a form that this province issued"),
        Text("ขอให้หน่วยงานส่งแบบที่จังหวัดส่งให้ หรือใช้ assign เมื่อตรวจแล้วว่าเป็นของใคร",
             "Ask for the form that was sent out, or use assign once it is clear whose it is"),
        Text("แก้รหัสหน่วยงานในเครื่องหมายเอง", "The agency code in the mark was changed by hand"),
    ),
    "identity-conflict": Rule(
        E,
        Text("เครื่องหมายในไฟล์เดียวกันบอกไม่ตรงกัน: {found}", "The marks in one file disagree: {found}"),
        Text("ตรวจว่าเป็นแบบของหน่วยงานใด รอบใด แล้วใช้ assign", "Find out which agency and period it belongs to, then use assign"),
        Text("วางแผ่นงานของหน่วยงานอื่นลงในไฟล์นี้", "A sheet of another agency was pasted into this file"),
    ),
    "form-version-unknown": Rule(
        E,
        Text("แบบรุ่น {found} ไม่มีในพื้นที่ทำงานนี้", "Form version {found} is not known in this workspace"),
        Text("ส่งแบบที่ออกจากพื้นที่ทำงานนี้ให้หน่วยงานกรอกใหม่ หรือใช้ assign เพื่ออ่านตามแบบปัจจุบัน",
             "Send a form issued from this workspace, or use assign to read it as the present form"),
        Text("แบบออกจากเครื่องอื่น", "A form issued from another computer"),
    ),
    "form-version-older": Rule(
        N,
        Text("ไฟล์นี้เป็นแบบรุ่นก่อน ({found}) อ่านตามรุ่นของไฟล์ แล้วยกค่ามาใส่แบบปัจจุบัน",
             "This is an earlier version of the form ({found}); read as such and carried into the present one"),
        Text("ครั้งต่อไปใช้ไฟล์ที่จังหวัดส่งให้ล่าสุด", "Use the latest file next time"),
        Text("ใช้ไฟล์เดือนก่อนที่เก็บไว้", "A file kept from last month"),
    ),
    "form-not-found-inside": Rule(
        E,
        Text("ไม่พบหัวตารางของแบบในแผ่นใดเลย", "No sheet bears the headings of the form"),
        Text("ขอไฟล์แบบใหม่จากจังหวัดแล้วคัดลอกค่าใส่ตามช่อง", "Ask for a fresh form and copy the values into its cells"),
        Text("ลบแผ่นรายงานทิ้งแล้วพิมพ์ตารางเอง", "The report sheet was replaced by a self-made table"),
    ),
    "sheet-missing": Rule(
        W,
        Text("ไม่พบแผ่น “{sheet}” ที่เคยมีในแบบ", "The sheet “{sheet}” of the form is gone"),
        Text("ค่าที่รับไว้ก่อนยังอยู่ ถ้าต้องการส่งข้อมูลแผ่นนั้น ใช้ไฟล์ตอบกลับ", "Accepted values stay; use the feedback file to send that sheet"),
        Text("ลบแผ่นหลักฐาน", "The evidence sheet was deleted"),
    ),
    "page-missing": Rule(
        W,
        Text("ไม่พบแผ่นของตัวชี้วัด {kpi_no} ที่เคยมีในแบบ", "The page of KPI {kpi_no} is gone from the form"),
        Text("ค่าที่รับไว้ก่อนยังอยู่ ถ้าต้องการส่งตัวชี้วัดนั้น ใช้ไฟล์ตอบกลับ", "Accepted values stay; use the feedback file to send that KPI"),
        Text("ลบแผ่น K3.2.2", "The sheet K3.2.2 was deleted"),
    ),
    "table-missing": Rule(
        W,
        Text("ไม่พบตาราง “{expected}” ที่เคยมีในแผ่น “{sheet}”", "The table “{expected}” is gone from “{sheet}”"),
        Text("ค่าที่รับไว้ก่อนยังอยู่ ถ้าต้องการส่งตารางนั้น ใช้ไฟล์ตอบกลับ", "Accepted values stay; use the feedback file to send that table"),
        Text("ลบตาราง “ปัญหาและงานต่อไป”", "The table “Problems and next work” was deleted"),
    ),
    "sheet-not-read": Rule(
        N,
        Text("แผ่น “{sheet}” ไม่ใช่แผ่นของแบบ เก็บไว้กับไฟล์ แต่ไม่ได้อ่าน", "“{sheet}” is no sheet of the form: kept with the file, not read"),
        Text("ถ้ามีข้อมูลที่ต้องการส่ง ย้ายไปช่องในแบบ", "Move what should count into a cell of the form"),
        Text("เพิ่มแผ่นคำนวณของตนเอง", "A sheet for calculations of one's own was added"),
    ),
    "sheet-copied": Rule(
        N,
        Text("มีแผ่น “{sheet}” มากกว่าหนึ่งแผ่น อ่านแผ่นที่กรอกแล้ว", "There are copies of “{sheet}”; the filled one was read"),
        Text("ตรวจว่าเป็นแผ่นที่ต้องการ", "Check that it is the one meant"),
        Text("คัดลอกแผ่นไว้กรอก แล้วปล่อยแผ่นเดิมว่าง", "A copy was filled and the original left blank"),
    ),
    "sheet-copied-twice": Rule(
        E,
        Text("มีแผ่น “{sheet}” ที่กรอกไม่เหมือนกันหลายแผ่น: {found}", "Several differently filled copies of “{sheet}”: {found}"),
        Text("เหลือไว้แผ่นเดียวที่ถูกต้อง แล้วส่งใหม่", "Keep the right one and send again"),
        Text("กรอกทั้งแผ่นเดิมและแผ่นสำเนา", "Both the original and its copy were filled"),
    ),
    "columns-disagree": Rule(
        E,
        Text("แผ่น “{sheet}” หัวคอลัมน์ {found} ไม่ตรงกับตำแหน่งข้อมูล", "Sheet “{sheet}”: headings {found} do not match the data below"),
        Text("ย้ายหัวคอลัมน์กลับให้ตรงกับข้อมูล หรือคัดลอกค่าใส่ไฟล์เดิม", "Put the headings back over their data, or copy the values into the original file"),
        Text("สลับหัวคอลัมน์สองช่อง", "Two headings were exchanged"),
    ),
    "column-copied-twice": Rule(
        E,
        Text("แผ่น “{sheet}” มีคอลัมน์ {found} มากกว่าหนึ่งคอลัมน์ และกรอกไม่เหมือนกัน", "Sheet “{sheet}” has several columns {found}, filled differently"),
        Text("เหลือคอลัมน์ที่ถูกต้องคอลัมน์เดียว แล้วส่งใหม่", "Keep the right one and send again"),
        Text("คัดลอกคอลัมน์ผลไว้ข้าง ๆ แล้วกรอกทั้งสอง", "The column of results was copied and both were filled"),
    ),
    "column-renamed": Rule(
        N,
        Text("หัวคอลัมน์ “{expected}” ในแผ่น “{sheet}” ตอนนี้เป็น “{found}” อ่านเป็นคอลัมน์เดิม", "The heading “{expected}” on “{sheet}” now says “{found}”; read as the same column"),
        Text("ไม่ต้องแก้ ถ้าข้อมูลตรงคอลัมน์", "Nothing to do if the data are in that column"),
        Text("เปลี่ยนหัว “ผลสะสม” เป็นชื่ออื่น", "“Cumulative result” was renamed"),
    ),
    "column-missing": Rule(
        W,
        Text("ไม่พบคอลัมน์ “{expected}” ในแผ่น “{sheet}”", "The column “{expected}” is gone from “{sheet}”"),
        Text("ใช้ไฟล์ตอบกลับที่มีคอลัมน์ครบ", "Use the feedback file, which has every column"),
        Text("ลบคอลัมน์ “งานเดือนถัดไป”", "“Next month's work” was deleted"),
    ),
    "label-missing": Rule(
        W,
        Text("ไม่พบหัวข้อ “{expected}” ในแผ่น “{sheet}”", "The label “{expected}” is gone from “{sheet}”"),
        Text("ใช้ไฟล์ตอบกลับที่มีหัวข้อครบ", "Use the feedback file, which has every label"),
        Text("ลบแถว “เหตุผล”", "The row “Rationale” was deleted"),
    ),
    "page-without-code": Rule(
        E,
        Text("แผ่น “{sheet}” ไม่มีรหัสตัวชี้วัด (ตัวเล็กข้างชื่อ) จึงไม่รู้ว่าเป็นตัวชี้วัดใด", "Sheet “{sheet}” has no KPI code; it is not clear which KPI it is"),
        Text("กรอกในไฟล์ที่จังหวัดส่งให้ อย่าลบรหัส K ใต้ชื่อแบบ", "Fill the file that was sent; keep the K code under the title"),
        Text("ลบหัวแผ่นทั้งแถว", "The title row was deleted"),
    ),
    "row-code-is-a-number": Rule(
        E,
        Text("รหัสแถวกลายเป็นตัวเลข {found} จึงไม่รู้ว่าเป็นตัวชี้วัดใด", "The row code became the number {found}; it is not clear which KPI it is"),
        Text("พิมพ์รหัสที่ขึ้นต้นด้วย K เช่น K3.2 แล้วส่งใหม่", "Type the code with its letter, such as K3.2, and send again"),
        Text("พิมพ์ทับ K3.10 เป็น 3.10 ซึ่งกลายเป็น 3.1", "K3.10 typed over as 3.10, which turns into 3.1"),
    ),
    "row-without-code": Rule(
        E,
        Text("แถวนี้มีข้อมูล “{found}” แต่ไม่มีรหัสตัวชี้วัด (K…)", "This row holds “{found}” but no KPI code (K…)"),
        Text("ย้ายข้อมูลไปแถวที่มีรหัส หรือพิมพ์รหัสที่หายไป", "Move the data to a row with a code, or type the missing code"),
        Text("แทรกแถวแล้วกรอกในแถวใหม่", "A row was inserted and filled"),
    ),
    "raw-input-unknown": Rule(
        E,
        Text("แถว {expected} มีค่า “{found}” แต่ตัวชี้วัดนี้ไม่มีค่าดิบชื่อนั้น", "Row {expected} holds “{found}”, but the KPI has no raw input of that name"),
        Text("พิมพ์รหัสแถวตามแบบที่ได้รับ หรือขอแบบใหม่ถ้าจังหวัดเปลี่ยนส่วนย่อยแล้ว",
             "Type the row's code as it was in the form, or ask for a new form if the parts have changed"),
        Text("พิมพ์ทับ K4.1/G1 เป็น K4.1/G7", "K4.1/G1 typed over as K4.1/G7"),
    ),
    "result-is-computed": Rule(
        N,
        Text("ผลของตัวชี้วัด {kpi_no} คำนวณจากค่าดิบ ค่า “{found}” ในช่องผลจึงไม่ได้ใช้", "KPI {kpi_no} is computed from raw figures, so “{found}” in its result cell was not used"),
        Text("กรอกค่าดิบในแผ่น “ตัวชี้วัดย่อย”", "Fill the raw figures on their own sheet"),
        Text("พิมพ์ผลทับสูตร", "A result was typed over the formula"),
    ),
    "rows-mixed-up": Rule(
        E,
        Text("รหัสแถว {found} อยู่ข้างชื่อของแถวอื่น คอลัมน์ถูกเรียงลำดับไม่ครบ", "Row code {found} stands beside another row's name: some columns were sorted without the others"),
        Text("กดเลิกทำ (Undo) หรือเรียงใหม่โดยเลือกทุกคอลัมน์ แล้วส่งใหม่", "Undo, or sort again with every column selected, then send"),
        Text("เรียงลำดับเฉพาะคอลัมน์ C ถึง I", "Only columns C to I were sorted"),
    ),
    "code-and-kpi-differ": Rule(
        E,
        Text("รหัสแถวเป็นของตัวชี้วัด {expected} แต่พิมพ์เลขตัวชี้วัด {found}", "The row code belongs to {expected}, the KPI number typed is {found}"),
        Text("แก้เลขตัวชี้วัดให้ตรงกับรหัส หรือลบรหัสถ้าเป็นแถวใหม่", "Correct the number, or clear the code if it is a new row"),
        Text("คัดลอกแถวทั้งแถวแล้วเปลี่ยนเลขตัวชี้วัด", "A whole row was copied and its number changed"),
    ),
    "row-left-blank": Rule(
        W,
        Text("ตัวชี้วัด {kpi_no} ยังไม่ได้กรอก", "KPI {kpi_no} was left blank"),
        Text("กรอกแล้วส่งกลับมาอีกครั้ง ค่าที่รับแล้วไม่หาย", "Fill it and send the file again; accepted values stay"),
        Text("กรอก 3 ตัวจาก 6 ตัว", "Three of six were filled"),
    ),
    "step-left-blank": Rule(
        W,
        Text("ยังไม่ได้บอกว่าขั้น {found} เสร็จหรือยัง", "Nothing says whether step {found} is finished"),
        Text("เลือกในช่อง “เสร็จหรือยัง” แล้วส่งไฟล์เดิมกลับมาอีกครั้ง", "Choose it under “Finished?” and send the same file again"),
        Text("ขั้นที่ถึงกำหนดเดือนนี้ยังว่าง", "A step due this month was left blank"),
    ),
    "row-missing": Rule(
        W,
        Text("แถว {expected} หายไปจากแบบ", "The row {expected} is gone from the form"),
        Text("ใช้ไฟล์ตอบกลับซึ่งมีครบทุกแถว อย่าลบแถว", "Use the feedback file, which has every row; please keep the rows"),
        Text("ลบแถวของตัวชี้วัดที่ยังไม่มีผล", "The row of a KPI without result was deleted"),
    ),
    "row-duplicate": Rule(
        E,
        Text("มีแถว {found} มากกว่าหนึ่งแถว และกรอกไม่เหมือนกัน", "There are several rows {found}, filled differently"),
        Text("เหลือแถวที่ถูกต้องแถวเดียว", "Keep the one that is right"),
        Text("คัดลอกแถวของตัวชี้วัดเดิมเพื่อแก้ค่า", "The KPI's row was copied to change a value"),
    ),
    "value-missing": Rule(
        E,
        Text("ช่อง “{expected}” ยังว่าง", "“{expected}” is blank"),
        Text("กรอกช่องนี้ ถ้าเป็นช่องของผลซึ่งยังไม่มีข้อมูล ให้พิมพ์คำว่า ไม่มีข้อมูล อย่าใส่ 0",
             "Fill it; a result without data yet is “no data”, never 0"),
        Text("กรอกผลแล้ว แต่ไม่ได้เลือกสถานะ", "The result is there but no status was chosen"),
    ),
    "value-is-filler": Rule(
        E,
        Text("ช่อง “{expected}” มีแต่ “{found}” ซึ่งไม่ใช่คำตอบ", "“{expected}” holds only “{found}”, which is no answer"),
        Text("พิมพ์คำตอบแทน ถ้าเป็นช่องของผลซึ่งยังไม่มีข้อมูล ให้พิมพ์คำว่า ไม่มีข้อมูล อย่าใส่ 0",
             "Type the answer; a result without data yet is “no data”, never 0"),
        Text("พิมพ์ - ในช่องผล", "A - in the cell of a result"),
    ),
    "head-value-missing": Rule(
        W,
        Text("ช่อง “{expected}” ที่หัวแบบยังว่าง", "“{expected}” at the head of the form is blank"),
        Text("กรอกในครั้งต่อไป เพื่อให้ติดต่อผู้รายงานได้", "Fill it next time, so that the reporter can be reached"),
        Text("ไม่ได้กรอกโทรศัพท์", "No telephone number"),
    ),
}  # fmt: skip
RULES |= {
    "nothing-filled": Rule(
        E,
        Text("ไม่มีช่องใดกรอกไว้ในแบบนี้", "Nothing is filled in on this form"),
        Text("กรอกช่องสีเหลืองแล้วบันทึก ก่อนส่งกลับ", "Fill the yellow cells and save before sending"),
        Text("แนบไฟล์เปล่าที่ได้รับไป แทนไฟล์ที่กรอก", "The blank file was attached instead of the filled one"),
    ),
    "agency-unknown": Rule(
        E,
        Text("ไม่มีหน่วยงานรหัส {found} ในทะเบียน", "The registry has no agency {found}"),
        Text("เพิ่มหน่วยงานในทะเบียน หรือใช้ assign ระบุหน่วยงาน", "Add it to the registry, or name the agency with assign"),
        Text("เปลี่ยนรหัสหน่วยงานกลางปี", "The agency's code was changed in mid-year"),
    ),
    "period-of-another-year": Rule(
        E,
        Text("แบบนี้เป็นของรอบ {found} ซึ่งไม่ใช่ปีงบประมาณของพื้นที่ทำงานนี้", "This form is of {found}, not of this workspace's fiscal year"),
        Text("ตรวจว่าเป็นไฟล์ของปีใด แล้วนำเข้าพื้นที่ทำงานของปีนั้น", "Find out which year it is and ingest it there"),
        Text("ส่งแบบของปีก่อน", "Last year's form was sent"),
    ),
    "registry-not-usable": Rule(
        E,
        Text("ทะเบียน registry.xlsx มี {found} จุดต้องแก้ก่อน", "registry.xlsx has {found} finding(s) to mend first"),
        Text("ใช้คำสั่ง check ดูทุกจุด แก้ แล้วบันทึก", "Run check to see them all, mend and save"),
        Text("น้ำหนักรวม 98", "Weights sum to 98"),
    ),
    "form-spec-mistaken": Rule(
        E,
        Text("แบบ {file} ใน workbook_templates เขียนไม่ถูก: {found}", "{file} in workbook_templates is not right: {found}"),
        Text("แก้ตามที่บอก หรือลบไฟล์เพื่อใช้แบบที่มากับโปรแกรม", "Mend it, or delete the file to use the shipped one"),
        Text("ลืมปิดเครื่องหมายคำพูด", "A quote was left open"),
    ),
    "formula-changed": Rule(
        W,
        Text("สูตรของช่อง {expected} ถูกแก้", "The formula of “{expected}” was changed"),
        Text("คะแนนคิดจากทะเบียน สูตรที่แก้ไม่มีผล ครั้งต่อไปใช้แบบที่จังหวัดส่งให้", "Scores come from the registry, whatever the formula says; next time use the form as sent"),
        Text("เปลี่ยนสูตรคะแนนโดยประมาณ", "The formula of the estimated score was edited"),
    ),
    "locked-text-changed": Rule(
        W,
        Text("ข้อความที่จังหวัดพิมพ์ไว้ถูกแก้เป็น “{found}” (เดิม “{expected}”)", "A text of ours was changed to “{found}” (it was “{expected}”)"),
        Text("ตัวชี้วัด เกณฑ์ และน้ำหนักเป็นไปตามทะเบียน ถ้าไม่ถูกต้อง แจ้งจังหวัดให้แก้ทะเบียน", "KPI, criteria and weight are those of the registry; if it is wrong, ask the province to correct it"),
        Text("แก้น้ำหนักจาก 4 เป็น 5 ในแบบ", "The weight was changed from 4 to 5 in the form"),
    ),
    "shown-score-differs": Rule(
        W,
        Text("แบบแสดงคะแนน {found} แต่ค่าที่กรอกให้คะแนน {expected}", "The form shows a score of {found}, but what was filled in gives {expected}"),
        Text("ใช้คะแนน {expected} เปิดแบบใน Excel ให้คำนวณใหม่ก่อนพิมพ์หรือลงนาม", "{expected} counts; let Excel recalculate the form before it is printed or signed"),
        Text("โปรแกรมไม่ได้คำนวณใหม่ หรือพิมพ์คะแนนทับสูตร", "The program did not recalculate, or a score was typed over the formula"),
        causes=("formula-changed",),
    ),
    "registry-changed-since-issued": Rule(
        N,
        Text("{kpi_no}: ทะเบียนเปลี่ยนหลังออกแบบนี้ ({found} เป็น {expected})", "{kpi_no}: the registry changed after this form went out ({found}, now {expected})"),
        Text("คิดคะแนนตามทะเบียนปัจจุบัน", "Scores follow the present registry"),
        Text("แก้เกณฑ์หลังส่งแบบให้หน่วยงานแล้ว", "Criteria were corrected after the forms were sent out"),
    ),
    "note-to-province": Rule(
        N,
        Text("หน่วยงานฝากบอกจังหวัด: “{found}”", "The agency says: “{found}”"),
        Text("อ่านแล้วพิจารณา", "Read and consider"),
        Text("ขอรถสำหรับลงพื้นที่", "A car is wanted for field work"),
    ),
    "outside-text": Rule(
        N,
        Text("พบข้อความนอกแบบ “{found}”", "Written outside the form: “{found}”"),
        Text("เก็บไว้ครบ ไม่นับเป็นผล ถ้าต้องการให้จังหวัดเห็น ย้ายไปช่องในแบบ", "Kept, not counted; move it into a cell of the form if it matters"),
        Text("พิมพ์หมายเหตุข้างตาราง", "A remark beside the table"),
    ),
}  # fmt: skip
