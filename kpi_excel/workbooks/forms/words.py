"""The fixed words of a form in both languages: what stands on it beyond the spec's own titles."""

from __future__ import annotations

from kpi_excel.core.text import Text

STATUS = Text("สถานะของแบบนี้", "Status of this form")
STATUS_SHEET = Text("สถานะของแผ่นนี้", "Status of this sheet")
SHEET = Text("แผ่น ", "sheet ")
THIS_SHEET = Text("แผ่นนี้", "this sheet")
READY = Text("พร้อมส่ง ✓", "Ready ✓")
MISSING = Text("เหลือ ", "Missing ")
SPOTS = Text(" จุด", "")
TO_FIX = Text("เหลือแก้ ", "To correct: ")
OWED = Text("ค้าง ", "Owed: ")
ITEMS = Text(" รายการ", "")
NONE_OWED = Text("ไม่มีค้าง ✓", "None owed ✓")
SEND = Text("บันทึกแล้วส่งไฟล์นี้กลับได้เลย", "Save and send this file back")
OTHERS_OPEN = Text("แผ่นอื่นยังไม่ครบ", "Other sheets are not complete yet")
LOOK_COVERAGE = Text("ระดับที่ยังว่าง ท้ายตาราง", "Levels without a step, below the table")
LOOK_AT = Text("ดูในช่อง “ครบหรือยัง” ท้ายแถว", "See “Complete?” at the end of each row")
LOOK_AT_PAGE = Text("ช่องสีเหลืองที่ยังว่าง", "Yellow cells still blank")
LOOK_OWED = Text("แถวที่ช่องท้ายขึ้นว่า “ค้าง”", "Rows whose last cell says “Owed”")
LOOK_LIST = Text("ดูแผ่น “สิ่งที่ต้องแก้”", "See the sheet “To correct”")
COMPLETE = Text("ครบ ✓", "Complete ✓")
OWED_ROW = Text("ค้าง", "Owed")
NOT_YET = Text("กรอกผลแล้วจะบอกว่าได้กี่คะแนน และระดับถัดไปต้องทำอีกเท่าใด", "Fill the result to see the score and what the next level takes")
POINT_TO_INPUTS = Text("กรอกในแผ่น “ตัวชี้วัดย่อย”", "Fill the sheet “Raw inputs”")
UNIT = Text("หน่วย", "Unit")
WEIGHT = Text("น้ำหนัก", "Weight")
HIGHER = Text("ยิ่งสูงยิ่งดี", "higher is better")
LOWER = Text("ยิ่งต่ำยิ่งดี", "lower is better")
SIGN = Text("ลงชื่อ", "Signed")
DATE = Text("วันที่", "Date")
RETURNED = Text(" · ส่งคืนเพื่อแก้ไข", " · returned for correction")
RETURNED_SUBTITLE = Text(
    "แก้เฉพาะช่องที่มีกรอบเข้ม แล้วส่งไฟล์นี้กลับได้เลย  ค่าอื่นที่ท่านกรอกไว้ยังอยู่ครบ",
    "Correct the cells with a thick frame and send this file back. Everything else you typed is still here.",
)
RETURNED_BLANK = Text(
    "แก้ช่องที่มีกรอบเข้ม และกรอกตัวชี้วัดที่ยังว่าง แล้วส่งไฟล์นี้กลับได้เลย  ค่าอื่นที่ท่านกรอกไว้ยังอยู่ครบ",
    "Correct the cells with a thick frame, fill the blank KPIs and send this file back. Everything else you typed is still here.",
)
FIX = Text("แก้ข้อ ", "Item ")
INSTRUCTIONS = Text("คำแนะนำ", "Instructions")
CORRECTIONS = Text("สิ่งที่ต้องแก้", "To correct")
COVERAGE = Text("เกณฑ์ทุกระดับมีขั้นตอนรองรับหรือยัง", "Does every level have a step?")
COVERAGE_HINT = Text("ระดับที่ว่างคือระดับที่จะไม่มีใครทำให้ถึง", "a level without a step is one nobody will reach")
LEVEL = Text("ระดับ ", "Level ")
EMPTY_LEVEL = Text(" ว่าง", " open")
CRITERIA_DOWN = Text("✓ เรียงจากมากไปน้อย ถูกทาง", "✓ descending, right way")
CRITERIA_UP = Text("✓ เรียงจากน้อยไปมาก ถูกทาง", "✓ ascending, right way")
CRITERIA_WRONG_UP = Text("ลำดับไม่ถูก: แต่ละระดับต้องมากกว่าระดับก่อน", "Out of order: each level must exceed the one before")
CRITERIA_WRONG_DOWN = Text("ลำดับไม่ถูก: แต่ละระดับต้องน้อยกว่าระดับก่อน", "Out of order: each level must be below the one before")
CRITERIA_OPEN = Text("กรอกให้ครบ 5 ระดับ", "Fill all five levels")
PAGE = Text("หน้า &P จาก &N", "Page &P of &N")
