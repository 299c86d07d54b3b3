"""Finding codes of whole files: why one cannot be read at all, and what was noticed in one that can."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

_SAVE_AS = Text(
    "กรุณาเปิดไฟล์ด้วย Excel หรือ LibreOffice แล้วบันทึกเป็น (Save As) ชนิด Excel Workbook (.xlsx) และส่งไฟล์ใหม่",
    "Open it in Excel or LibreOffice, save it as an Excel Workbook (.xlsx), and send the new file",
)
_SEND_FORM = Text(
    "กรุณากรอกในแบบ Excel ที่จังหวัดส่งให้ แล้วส่งไฟล์ .xlsx นั้นกลับมา",
    "Fill in the Excel form that the province sent, and send that .xlsx file back",
)
_SEND_AGAIN = Text(
    "กรุณาเปิดไฟล์ต้นฉบับเพื่อตรวจว่าเปิดได้ครบถ้วน แล้วส่งใหม่อีกครั้ง ถ้าเปิดไม่ได้ ให้กรอกในแบบที่จังหวัดส่งให้",
    "Check that the original opens completely and send it once more; if it does not open, fill in the form again",
)
_FEWER = Text(
    "กรุณาคัดลอกเฉพาะค่าที่กรอกไปใส่ในแบบที่จังหวัดส่งให้ แล้วบันทึกเป็น .xlsx และส่งใหม่",
    "Copy only the values into the form that the province sent, save it as .xlsx, and send that",
)


def _refused(th: str, en: str, remedy: Text, example_th: str, example_en: str) -> Rule:
    return Rule(Severity.ERROR, Text(th, en), remedy, Text(example_th, example_en))


def _noted(th: str, en: str, remedy_th: str, remedy_en: str, example_th: str, example_en: str) -> Rule:
    return Rule(Severity.NOTE, Text(th, en), Text(remedy_th, remedy_en), Text(example_th, example_en))


_ANOTHER_KIND: dict[str, Rule] = {
    "file-encrypted": _refused(
        "ไฟล์ถูกตั้งรหัสผ่านไว้ จึงเปิดอ่านไม่ได้", "The file is locked with a password",
        Text("กรุณาเปิดไฟล์ เลือก ไฟล์ > ข้อมูล > ป้องกันสมุดงาน > เข้ารหัสด้วยรหัสผ่าน ลบรหัสผ่านออก บันทึกเป็น .xlsx แล้วส่งใหม่",
             "Open it, remove the password under File > Info > Protect Workbook, save it as .xlsx, and send it again"),
        "ตั้งรหัสผ่านก่อนส่งอีเมล", "A password was set before mailing",
    ),
    "file-is-binary-workbook": _refused(
        "ไฟล์เป็นสมุดงาน Excel ชนิดไบนารี (.xlsb) ซึ่งยังอ่านไม่ได้", "The file is a binary Excel workbook (.xlsb)", _SAVE_AS,
        "บันทึกเป็น Excel Binary Workbook", "Saved as Excel Binary Workbook",
    ),
    "file-is-numbers": _refused(
        "ไฟล์เป็นของโปรแกรม Numbers (Apple)", "The file belongs to Apple Numbers",
        Text("กรุณาเปิดด้วย Numbers เลือก ไฟล์ > ส่งออกไปยัง > Excel เพื่อบันทึกเป็น .xlsx แล้วส่งไฟล์ใหม่",
             "In Numbers choose File > Export To > Excel to save it as .xlsx, and send that file"),
        "กรอกแบบบน iPad แล้วส่งไฟล์ .numbers", "The form was filled in on an iPad",
    ),
    "file-is-html": _refused(
        "ไฟล์เป็นหน้าเว็บ (HTML) แม้ชื่อจะลงท้ายด้วย .xls หรือ .xlsx", "The file is a web page, whatever its name says",
        _SAVE_AS, "ไฟล์ .xls ที่ส่งออกจากระบบบนเว็บ", "An .xls exported by a web system",
    ),
    "file-is-xml": _refused(
        "ไฟล์เป็น XML ไม่ใช่สมุดงาน .xlsx", "The file is plain XML, not an .xlsx workbook", _SAVE_AS,
        "บันทึกเป็น XML Spreadsheet 2003", "Saved as XML Spreadsheet 2003",
    ),
    "file-is-text": _refused(
        "ไฟล์เป็นข้อความหรือ CSV ซึ่งไม่มีเครื่องหมายประจำแบบ", "The file is text or CSV and bears no identity mark of a form",
        Text("กรุณาคัดลอกค่าไปใส่ในแบบที่จังหวัดส่งให้ แล้วบันทึกเป็น .xlsx และส่งไฟล์นั้น",
             "Copy the values into the form that the province sent, save it as .xlsx, and send that"),
        "บันทึกแบบเป็น .csv", "The form was saved as .csv",
    ),
    "file-is-pdf": _refused(
        "ไฟล์เป็น PDF", "The file is a PDF", _SEND_FORM, "พิมพ์แบบออกเป็น PDF แล้วส่ง", "The form was printed to PDF",
    ),
    "file-is-document": _refused(
        "ไฟล์เป็นเอกสารหรืองานนำเสนอ ไม่ใช่ตาราง Excel", "The file is a document or a presentation, not a workbook",
        _SEND_FORM, "ส่งหนังสือนำส่ง (Word) แทนแบบ", "The covering letter was sent instead of the form",
    ),
    "file-is-picture": _refused(
        "ไฟล์เป็นรูปภาพ", "The file is a picture", _SEND_FORM, "ถ่ายภาพแบบที่กรอกด้วยมือ", "A photograph of a form on paper",
    ),
    "file-is-archive": _refused(
        "ไฟล์เป็นไฟล์บีบอัด ไม่ใช่สมุดงาน", "The file is an archive, not a workbook",
        Text("กรุณาแตกไฟล์ แล้วส่งสมุดงาน .xlsx ที่อยู่ข้างในโดยตรง", "Unpack it and send the .xlsx workbooks inside"),
        "บีบอัดหลายแบบรวมเป็น .zip", "Several forms packed into one .zip",
    ),
    "file-is-program": _refused(
        "ไฟล์เป็นโปรแกรม จึงไม่ถูกเปิด", "The file is a program and was not opened", _SEND_FORM,
        "ไฟล์ .exe ที่ตั้งชื่อเป็น .xlsx", "An .exe named .xlsx",
    ),
    "file-unknown": _refused(
        "ไม่ทราบว่าไฟล์เป็นชนิดใด", "It is not clear what kind of file this is", _SAVE_AS,
        "ไฟล์จากโปรแกรมเก่าที่ไม่ใช่ Excel", "A file of some older program",
    ),
}  # fmt: skip

_NOT_WHOLE: dict[str, Rule] = {
    "file-empty": _refused(
        "ไฟล์ว่างเปล่า (0 ไบต์)", "The file is empty (0 bytes)", _SEND_AGAIN, "คัดลอกไฟล์ไม่สำเร็จ", "Copying had failed",
    ),
    "file-only-zeros": _refused(
        "ไฟล์ยังไม่มีเนื้อหา อาจยังดาวน์โหลดหรือซิงค์ไม่เสร็จ", "The file has no content yet: it was not synchronised completely",
        Text("กรุณารอให้ OneDrive หรือ Google Drive ซิงค์เสร็จ เปิดไฟล์ตรวจดู แล้วส่งใหม่",
             "Wait until OneDrive or Google Drive is done, check that it opens, and send it again"),
        "ไฟล์จาก OneDrive ที่ยังไม่ได้ดาวน์โหลด", "A OneDrive file that had not been downloaded",
    ),
    "file-truncated": _refused(
        "ไฟล์มาไม่ครบ ส่วนท้ายขาดหาย", "The end of the file is missing", _SEND_AGAIN,
        "การส่งหรือดาวน์โหลดถูกตัดกลางทาง", "A transfer broke off",
    ),
    "file-damaged": _refused(
        "ไฟล์เสียหาย อ่านเนื้อหาไม่ได้ {found}", "The file is damaged {found}", _SEND_AGAIN,
        "ไฟล์จากแฟลชไดรฟ์ที่ชำรุด", "A file from a faulty USB stick",
    ),
    "file-part-missing": _refused(
        "ไฟล์ขาดส่วนประกอบภายใน: {found}", "A part of the file is missing: {found}", _SAVE_AS,
        "ไฟล์ที่โปรแกรมอื่นสร้างไม่ครบ", "A file that some program wrote incompletely",
    ),
    "workbook-without-sheets": _refused(
        "สมุดงานไม่มีแผ่นงาน", "The workbook has no sheets", _SEND_FORM, "สมุดงานเปล่า", "A workbook without any sheet",
    ),
    "cell-twice": _refused(
        "เซลล์ {cell} มีสองค่าในไฟล์เดียวกัน จึงไม่ทราบว่าค่าใดถูก", "The cell {cell} stands in the file twice", _SAVE_AS,
        "ไฟล์ที่โปรแกรมอื่นเขียนซ้ำ", "A program wrote the cell twice",
    ),
    "cell-outside-sheet": _refused(
        "ไฟล์อ้างถึงเซลล์ที่ไม่มีอยู่ในแผ่นงาน {cell}", "The file names a cell that no sheet has {cell}", _SAVE_AS,
        "แถวที่เกิน 1,048,576", "A row beyond 1,048,576",
    ),
}  # fmt: skip

_TOO_MUCH: dict[str, Rule] = {
    code: _refused(
        f"{th} ({{found}}) รับได้ไม่เกิน {{expected}}", f"{en} ({{found}}); at most {{expected}}", _FEWER, *example
    )
    for code, th, en, *example in (
        ("file-too-large", "ไฟล์ใหญ่เกินไป", "The file is too large",
         "ใส่ภาพถ่ายหลายสิบภาพ", "Dozens of photographs inside"),
        ("zip-too-many-parts", "ไฟล์มีส่วนประกอบมากเกินไป", "The file has too many parts",
         "ภาพนับพันภาพ", "A thousand pictures"),
        ("zip-part-too-large", "ส่วนหนึ่งของไฟล์ใหญ่เกินไป", "A part of the file is too large",
         "แผ่นงานล้านแถว", "A million rows"),
        ("zip-too-large", "เนื้อหาในไฟล์ใหญ่เกินไป", "The content is too large",
         "ข้อมูลหลายล้านแถว", "Millions of rows"),
        ("too-many-sheets", "มีแผ่นงานมากเกินไป", "There are too many sheets",
         "วันละหนึ่งแผ่น", "A sheet for every day"),
        ("too-many-cells", "มีเซลล์มากเกินไป", "There are too many cells",
         "วางฐานข้อมูลทั้งชุด", "A whole database pasted in"),
        ("too-many-strings", "มีข้อความมากเกินไป", "There are too many texts",
         "วางฐานข้อมูลทั้งชุด", "A whole database pasted in"),
        ("too-many-formats", "มีรูปแบบเซลล์มากเกินไป", "There are too many cell formats",
         "ไฟล์ที่คัดลอกต่อกันหลายปี", "Copied on for years"),
        ("too-many-names", "มีชื่อที่กำหนดไว้มากเกินไป", "There are too many defined names",
         "ไฟล์ที่คัดลอกต่อกันหลายปี", "Copied on for years"),
        ("too-many-merges", "มีเซลล์ที่ผสานมากเกินไป", "Too many cells are merged",
         "ผสานทั้งแผ่นงาน", "A whole sheet merged"),
        ("too-many-rules", "มีกฎตรวจสอบหรือการจัดรูปแบบมากเกินไป", "There are too many rules",
         "วางรูปแบบซ้ำหลายพันครั้ง", "Pasted a thousand times"),
        ("cell-text-too-long", "มีข้อความยาวเกินไปในเซลล์เดียว", "A text is too long for one cell",
         "วางรายงานทั้งเล่ม", "A whole report pasted in"),
        ("text-total-too-large", "มีข้อความรวมยาวเกินไป", "All texts together are too long",
         "ข้อความเดียวกันทุกเซลล์", "One text in every cell"),
    )
}  # fmt: skip

_NOT_SAFE: dict[str, Rule] = {
    code: _refused(
        f"ไฟล์มีโครงสร้างผิดปกติ จึงไม่ถูกเปิด: {th}", f"The file is built in an unsafe way: {en}", _SAVE_AS, *example
    )
    for code, th, en, *example in (
        ("zip-bomb", "ส่วนที่ขยายแล้วใหญ่ผิดปกติ {found}", "a part that grows out of all proportion {found}",
         "ไฟล์เล็กที่ขยายเป็นหลายกิกะไบต์", "A small file that unpacks to gigabytes"),
        ("zip-part-twice", "มีส่วนชื่อซ้ำกัน {found}", "two parts of one name {found}",
         "แผ่นงานเดียวกันสองฉบับในไฟล์", "Two versions of one sheet"),
        ("zip-parts-overlap", "ส่วนประกอบซ้อนทับกัน {found}", "parts that overlap {found}",
         "ไฟล์ที่ถูกดัดแปลง", "A file tampered with"),
        ("zip-name-unsafe", "ชื่อส่วนประกอบไม่ปลอดภัย {found}", "a part with an unsafe name {found}",
         "ชื่อที่ชี้ออกนอกไฟล์", "A name that points outside"),
        ("zip-method-unknown", "วิธีบีบอัดที่ไม่รู้จัก {found}", "an unknown way of packing {found}",
         "บีบอัดใหม่ด้วยโปรแกรมอื่น", "Packed anew by another program"),
        ("xml-has-doctype", "มีคำสั่งแทรกเนื้อหาจากภายนอก {found}", "instructions to insert content {found}",
         "ไฟล์ที่ถูกดัดแปลง", "A file tampered with"),
        ("xml-encoding-unknown", "รหัสอักขระที่ไม่รองรับ {found}", "a character encoding that is not supported {found}",
         "เขียนด้วยโปรแกรมเก่า", "Written by an old program"),
        ("xml-too-deep", "โครงสร้างซ้อนลึกเกินไป {found}", "parts nested too deeply {found}",
         "ไฟล์ที่ถูกดัดแปลง", "A file tampered with"),
        ("xml-too-many-elements", "มีหน่วยย่อยมากเกินไป {found}", "too many elements {found}",
         "ไฟล์ที่ถูกดัดแปลง", "A file tampered with"),
        ("xml-run-too-long", "มีข้อความหรือคำสั่งยาวผิดปกติ {found}", "a text or tag of abnormal length {found}",
         "ไฟล์ที่ถูกดัดแปลง", "A file tampered with"),
        ("part-outside-file", "แผ่นงานอยู่นอกไฟล์ {found}", "a sheet that lies outside the file {found}",
         "แผ่นงานที่ชี้ไปยังเว็บไซต์", "A sheet that points to a web site"),
    )
}  # fmt: skip

_READER_GAVE_UP: dict[str, Rule] = {
    "file-crashes-reader": _refused(
        "อ่านไฟล์นี้ไม่สำเร็จ โปรแกรมอ่านหยุดทำงาน", "The file could not be read: the reader stopped", _SAVE_AS,
        "ไฟล์ .xls เก่าที่เสียหายบางส่วน", "An old, partly damaged .xls",
    ),
    "file-takes-too-long": _refused(
        "ใช้เวลาอ่านไฟล์นี้นานเกินกำหนด", "Reading the file took too long", _FEWER,
        "ไฟล์ที่มีข้อมูลมากผิดปกติ", "A file with far too much in it",
    ),
    "file-needs-too-much-memory": _refused(
        "ไฟล์นี้ต้องใช้หน่วยความจำมากเกินกำหนด", "Reading the file needs too much memory", _FEWER,
        "ไฟล์ที่มีข้อมูลมากผิดปกติ", "A file with far too much in it",
    ),
}  # fmt: skip

_NOTICED: dict[str, Rule] = {
    "macros-present": _noted(
        "ไฟล์มีแมโคร โปรแกรมอ่านเฉพาะค่าและไม่เรียกใช้แมโคร", "The file holds macros; only values were read, nothing was run",
        "ครั้งต่อไปกรุณาส่งเป็น .xlsx", "Send an .xlsx next time", "ไฟล์ .xlsm", "An .xlsm file",
    ),
    "external-links-present": _noted(
        "ไฟล์มีสูตรที่เชื่อมกับสมุดงานอื่น อ่านเฉพาะค่าที่บันทึกไว้", "Formulas point to other workbooks; the saved values were read",
        "กรุณาตรวจว่าค่าเป็นปัจจุบัน แล้ววางเป็นค่า", "Check that the values are current, and paste them as values",
        "=[สรุป.xlsx]แผ่น1!B2", "=[summary.xlsx]Sheet1!B2",
    ),
    "embedded-objects-present": _noted(
        "ไฟล์มีวัตถุฝังอยู่ ซึ่งไม่ได้อ่าน", "Objects are embedded in the file; they were not read",
        "ถ้าเป็นหลักฐาน กรุณาส่งแยกและระบุในทะเบียนหลักฐาน", "Send evidence apart and list it in the evidence register",
        "เอกสาร Word ในเซลล์", "A Word document in a cell",
    ),
    "data-connections-present": _noted(
        "ไฟล์เชื่อมกับฐานข้อมูลภายนอก อ่านเฉพาะค่าที่บันทึกไว้", "The file is connected to outside data; the saved values were read",
        "กรุณาตรวจว่าค่าเป็นปัจจุบัน", "Check that the values are current", "ตารางจาก Power Query", "A Power Query table",
    ),
    "strict-open-xml": _noted(
        "ไฟล์เป็นชนิด Strict Open XML อ่านได้ครบถ้วน", "The file is Strict Open XML; it was read completely",
        "ครั้งต่อไปกรุณาเลือกชนิด Excel Workbook (.xlsx)", "Choose Excel Workbook (.xlsx) next time",
        "บันทึกเป็น Strict Open XML", "Saved as Strict Open XML Spreadsheet",
    ),
    "reduced-checks": _noted(
        "ไฟล์เป็น .xls หรือ .ods ตรวจสูตรและเซลล์ที่ผิดพลาดได้ไม่ครบ",
        "The file is .xls or .ods; formulas and error cells are checked less",
        "กรุณาตรวจค่าที่อ่านได้ ครั้งต่อไปบันทึกเป็น .xlsx", "Check the values that were read; save as .xlsx next time",
        "บันทึกด้วย LibreOffice เป็น .ods", "Saved by LibreOffice as .ods",
    ),
    "cells-disagree": Rule(
        Severity.WARNING,
        Text("แผ่น “{sheet}” เขียนในรูปแบบที่ไม่ปกติ ผู้อ่านอีกทางเห็นค่าเพิ่มที่ {found}",
             "Sheet “{sheet}” is written in an unusual way; another reader sees more at {found}"),
        _SAVE_AS,
        Text("ไฟล์จากโปรแกรมที่ไม่รู้จัก", "A file of an unknown program"),
    ),
}  # fmt: skip

RULES: dict[str, Rule] = {**_ANOTHER_KIND, **_NOT_WHOLE, **_TOO_MUCH, **_NOT_SAFE, **_READER_GAVE_UP, **_NOTICED}
