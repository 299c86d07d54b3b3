"""Finding codes of reading the registry: the file, its sheets, its headings and its cells."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, N = Severity.ERROR, Severity.NOTE

_FILE: dict[str, Rule] = {
    "registry-unreadable": Rule(
        E,
        Text("เปิดทะเบียนของจังหวัดไม่ได้: {found}", "The registry cannot be opened: {found}"),
        Text("เปิดใน Excel หรือ LibreOffice แล้วบันทึกเป็น .xlsx โดยไม่ใส่รหัสผ่าน",
             "Open it in Excel or LibreOffice and save as .xlsx, without a password"),
        Text("ตั้งรหัสผ่านเปิดไฟล์ไว้", "The file was given a password"),
    ),
    "registry-sheet-missing": Rule(
        E,
        Text("ไม่พบแผ่น “{expected}” ในทะเบียน", "The registry has no sheet “{expected}”"),
        Text("ตั้งชื่อแผ่นให้ตรง หรือคัดลอกแผ่นนี้จากทะเบียนเปล่าที่คำสั่ง init สร้าง แผ่นที่ชื่อใกล้เคียง: {found}",
             "Name the sheet so, or copy it from a blank registry made by init. Nearest name: {found}"),
        Text("ลบแผ่นหน่วยงาน", "The sheet of agencies was deleted"),
    ),
    "registry-headings-missing": Rule(
        E,
        Text("แผ่น “{sheet}” ไม่มีแถวหัวตารางที่รู้จัก", "Sheet “{sheet}” has no row of headings"),
        Text("พิมพ์หัวตารางกลับตามแผ่น คำอธิบาย ข้อมูลที่กรอกไว้ไม่ต้องย้าย",
             "Put the headings back as on the help sheet; the data may stay"),
        Text("ลบแถวหัวตารางไปพร้อมแถวอื่น", "The headings were deleted with other rows"),
    ),
    "registry-column-missing": Rule(
        E,
        Text("แผ่น “{sheet}” ไม่มีคอลัมน์ “{expected}” ซึ่งจำเป็น", "Sheet “{sheet}” lacks the column “{expected}”"),
        Text("เพิ่มคอลัมน์นี้ วางตำแหน่งใดก็ได้ หัวคอลัมน์ต้องตรงตามแผ่น คำอธิบาย",
             "Add it anywhere, with the heading shown on the help sheet"),
        Text("ลบคอลัมน์รหัสหน่วยงาน", "The column of agency codes was deleted"),
    ),
    "registry-column-absent": Rule(
        N,
        Text("แผ่น “{sheet}” ไม่มีคอลัมน์ “{expected}” อ่านเป็นช่องว่างทั้งหมด",
             "Sheet “{sheet}” has no column “{expected}”; read as blank"),
        Text("ถ้าลบโดยตั้งใจไม่ต้องทำอะไร ถ้าเปลี่ยนหัวคอลัมน์ ให้ตั้งกลับ",
             "Nothing, if that is intended; otherwise restore the heading"),
        Text("ลบคอลัมน์น้ำหนัก รอบ 9", "The column of 9-month weights was deleted"),
    ),
    "registry-column-renamed": Rule(
        N,
        Text("แผ่น “{sheet}” คอลัมน์ “{found}” อ่านเป็น “{expected}”",
             "Sheet “{sheet}”: column “{found}” was read as “{expected}”"),
        Text("ถ้าไม่ใช่ ให้แก้หัวคอลัมน์", "Correct the heading if that is wrong"),
        Text("พิมพ์หัวคอลัมน์ว่า น้ำหนกั", "A slip in a heading"),
    ),
    "registry-empty": Rule(
        E,
        Text("ทะเบียนยังไม่มีหน่วยงานหรือตัวชี้วัด", "The registry has no agencies or no KPIs yet"),
        Text("กรอกแผ่น หน่วยงาน แล้วกรอกแผ่น ตัวชี้วัด", "Fill the sheet of agencies, then the sheet of KPIs"),
        Text("เปิดทะเบียนใหม่แล้วยังไม่ได้กรอก", "A new registry, not filled yet"),
    ),
}  # fmt: skip

_CELLS: dict[str, Rule] = {
    "registry-value-missing": Rule(
        E,
        Text("“{expected}” ยังว่าง", "“{expected}” is blank"),
        Text("กรอกช่องนี้ หรือลบทั้งแถวถ้าไม่ใช้", "Fill it, or delete the row if it is not needed"),
        Text("เพิ่มหน่วยงานแต่ยังไม่ได้ตั้งรหัส", "An agency without a code"),
    ),
    "registry-code-malformed": Rule(
        E,
        Text("รหัสหน่วยงาน “{found}” ใช้ไม่ได้",
             "“{found}” cannot be an agency code"),
        Text("ใช้อักษรอังกฤษหรือตัวเลข 2–10 ตัว ไม่เว้นวรรค เพราะรหัสเป็นส่วนของชื่อไฟล์",
             "Use 2 to 10 Latin letters or digits without spaces; codes become part of file names"),
        Text("พิมพ์รหัสว่า ปภ.", "A Thai abbreviation as code"),
    ),
    "registry-unknown-agency": Rule(
        E,
        Text("ไม่มีหน่วยงานรหัส “{found}”",
             "there is no agency with code “{found}”"),
        Text("แก้รหัส หรือเพิ่มหน่วยงานในแผ่น หน่วยงาน ใกล้เคียงที่สุด: {expected}",
             "Correct the code or add the agency. Nearest: {expected}"),
        Text("พิมพ์ DPN แทน DPM", "DPN instead of DPM"),
    ),
    "registry-unknown-kpi": Rule(
        E,
        Text("ไม่มีตัวชี้วัดที่ {found}", "there is no KPI {found}"),
        Text("แก้เลข หรือเพิ่มตัวชี้วัดในแผ่น ตัวชี้วัด ใกล้เคียงที่สุด: {expected}",
             "Correct the number or add the KPI. Nearest: {expected}"),
        Text("อ้างถึงตัวชี้วัด 3.22", "KPI 3.22 was named"),
    ),
    "registry-duplicate": Rule(
        E,
        Text("“{found}” มีแล้วที่ช่อง {expected}",
             "“{found}” stands already in {expected}"),
        Text("เหลือไว้แถวเดียว หรือแก้ให้ต่างกัน", "Keep one row, or make them differ"),
        Text("ตัวชี้วัด 3.1 มีสองแถว", "KPI 3.1 has two rows"),
    ),
    "registry-steps-not-consecutive": Rule(
        E,
        Text("แผ่น “{sheet}” ขั้นของตัวชี้วัด {kpi_no} มี {found} ต้องเรียงตั้งแต่ 1 ไม่ข้าม",
             "Sheet “{sheet}”: the steps of KPI {kpi_no} are {found}; they must run from 1 without a gap"),
        Text("เพิ่มขั้นที่ขาด หรือแก้เลขขั้น", "Add the missing step or renumber"),
        Text("มีขั้น 1, 2, 4, 5", "Steps 1, 2, 4, 5"),
    ),
}  # fmt: skip

CELL_RULES: dict[str, Rule] = {**_FILE, **_CELLS}
