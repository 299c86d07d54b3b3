"""Finding codes of keeping: what `verify` and `doctor` look at."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

RULES: dict[str, Rule] = {
    "receipt-not-rederived": Rule(
        E,
        Text("ตัดสินไฟล์ {file} ใหม่แล้วได้ไม่ตรงกับใบรับ: {found}", "{file} judged anew does not give what its receipt says: {found}"),
        Text("อย่าแก้อะไรใน archive นำสำเนาสำรองมาเทียบ แล้วแจ้งผู้ดูแลโปรแกรม", "Change nothing in archive; compare with a backup and tell whoever maintains the program"),
        Text("ใบรับหรือแบบที่ออกถูกแก้ หรือโปรแกรมเปลี่ยนรุ่น", "A receipt or issued form was edited, or the program's version changed"),
    ),
    "registry-of-receipt-missing": Rule(
        E,
        Text("ไม่พบทะเบียนฉบับที่ใช้ตัดสินไฟล์ {file} ({found})", "The registry that {file} was judged by is gone ({found})"),
        Text("นำ archive/registry จากสำเนาสำรองกลับมา", "Restore archive/registry from a backup"),
        Text("ลบโฟลเดอร์ archive/registry", "archive/registry was deleted"),
    ),
    "ledger-differs": Rule(
        E,
        Text("แคช {file} ({found} ใบ) ไม่ตรงกับใบรับใน archive ({expected} ใบ)", "The cache {file} ({found}) differs from the receipts ({expected})"),
        Text("สั่ง kpi-excel rebuild", "Run kpi-excel rebuild"),
        Text("แคชเสียหาย", "The cache was damaged"),
    ),
    "registry-cache-differs": Rule(
        E,
        Text("แคช {file} จำทะเบียนไว้ไม่ตรงกับ registry.xlsx", "The cache {file} remembers another registry than registry.xlsx says"),
        Text("สั่ง kpi-excel rebuild แล้วรวมงวดที่รวมหลังจากนั้นใหม่", "Run kpi-excel rebuild, then merge again what was merged since"),
        Text("แคชถูกแก้", "The cache was edited"),
    ),
    "kept-spec-changed": Rule(
        E,
        Text("แบบที่เก็บไว้ {file} ไม่ตรงกับลายนิ้วมือของมัน", "The kept form spec {file} no longer has its digest"),
        Text("นำไฟล์นี้จากสำเนาสำรองกลับมา", "Restore the file from a backup"),
        Text("แก้ไฟล์ TOML ใน archive", "A TOML in archive was edited"),
    ),
    "output-changed": Rule(
        W,
        Text("{file} ถูกแก้หลังจากที่โปรแกรมเขียน", "{file} was changed after the program wrote it"),
        Text("ถ้าเป็นผลทวนสอบ สั่ง run แล้วจะรับเข้าให้ ไฟล์ที่แก้ไม่ถูกเขียนทับ", "A review is taken in by the next run; a changed file is never overwritten"),
        Text("พิมพ์ความเห็นในสมุดรวม", "A comment typed into the consolidated workbook"),
    ),
    "output-gone": Rule(
        N,
        Text("{file} ที่โปรแกรมเคยเขียนไม่อยู่แล้ว", "{file}, which the program wrote, is gone"),
        Text("ถ้าต้องการอีก สั่งคำสั่งเดิม จะได้ไฟล์เดิมทุกไบต์", "Run the same command to get the same bytes again"),
        Text("ย้ายไฟล์ไปส่งอีเมล", "The file was moved to be e-mailed"),
    ),
    "console-cannot-show-thai": Rule(
        W,
        Text("หน้าจอนี้ใช้รหัส {found} ซึ่งแสดงภาษาไทยไม่ได้ครบ", "This console uses {found} and cannot show all Thai"),
        Text("Windows: สั่ง chcp 65001 ก่อน หรือใช้ --lang en", "Windows: run chcp 65001 first, or use --lang en"),
        Text("cp1252", "cp1252"),
    ),
    "file-names-not-thai": Rule(
        W,
        Text("ระบบนี้ตั้งชื่อไฟล์ด้วยรหัส {found} ชื่อไฟล์ภาษาไทยอาจเสีย", "File names are in {found} here: Thai names may be damaged"),
        Text("ตั้ง LANG เป็น C.UTF-8 หรือ th_TH.UTF-8 แล้วสั่งใหม่", "Set LANG to C.UTF-8 or th_TH.UTF-8, then run again"),
        Text("LANG=C บน Linux รุ่นเก่า", "LANG=C on an old Linux"),
    ),
    "clock-in-buddhist-era": Rule(
        W,
        Text("นาฬิกาเครื่องบอกวันที่ {found} ซึ่งเป็นปี พ.ศ.", "The machine's clock says {found}: a Buddhist-era year"),
        Text("ตั้งปีของเครื่องเป็น ค.ศ. หรือใส่ --as-of ทุกครั้ง", "Set the machine's year to the common era, or give --as-of every time"),
        Text("ตั้งปีเครื่องเป็น 2569", "The year was set to 2569"),
    ),
    "clock-behind-receipts": Rule(
        W,
        Text("นาฬิกาเครื่องบอกวันที่ {found} ก่อนใบรับล่าสุดที่เขียนเมื่อ {expected}", "The machine's clock says {found}, before the latest receipt was written ({expected})"),
        Text("ตั้งนาฬิกาให้ตรงก่อนรับไฟล์ หรือใส่ --as-of วันที่ล่าช้าและลำดับการส่งคิดจากวันที่นี้", "Set the clock before files are taken in, or give --as-of: days late and the order of revisions hang on it"),
        Text("ถ่านนาฬิกาหมด เครื่องกลับไปปี 2545", "The clock's battery is flat: it is 2002 again"),
    ),
    "file-open-elsewhere": Rule(
        N,
        Text("{file} เปิดอยู่ในโปรแกรมตาราง ({found})", "{file} is open in a spreadsheet program ({found})"),
        Text("ปิดก่อนสั่งงาน ไฟล์ผลลัพธ์ที่เปิดอยู่จะไม่ถูกเขียนทับ จะได้ไฟล์ใหม่ข้างกัน", "Close it first; an open output is not overwritten, the new one is put beside it"),
        Text("~$registry.xlsx อยู่ข้างไฟล์", "~$registry.xlsx lies beside it"),
    ),
    "thai-font-missing": Rule(
        N,
        Text("เครื่องนี้ไม่มีแบบอักษร {found} สมุดงานจะแสดงด้วยแบบอักษรอื่น", "This machine lacks the font {found}; workbooks show in another"),
        Text("ติดตั้งแบบอักษรราชการ 13 แบบ หรือใช้ต่อได้ ข้อความไม่ถูกตัด", "Install the official Thai fonts, or go on: nothing is clipped"),
        Text("เครื่องใหม่", "A new machine"),
    ),
    "libreoffice-missing": Rule(
        N,
        Text("ไม่พบ LibreOffice จึงทำ PDF ไม่ได้", "LibreOffice is not installed: no PDF"),
        Text("ติดตั้ง LibreOffice ถ้าต้องการ PDF นอกนั้นไม่จำเป็น", "Install it if PDFs are wanted; nothing else needs it"),
        Text("pack --pdf", "pack --pdf"),
    ),
    "folder-is-synced": Rule(
        W,
        Text("พื้นที่ทำงานอยู่ในโฟลเดอร์ที่ซิงค์ ({found})", "The workspace lies in a synced folder ({found})"),
        Text("ย้ายไปไว้ในดิสก์ของเครื่อง แล้วสำรอง archive ตามรอบ การซิงค์อาจทำไฟล์ค้างครึ่งทาง", "Move it to a local disk and back archive up; syncing can leave files half written"),
        Text("โฟลเดอร์ OneDrive", "An OneDrive folder"),
    ),
    "folder-is-on-the-network": Rule(
        W,
        Text("พื้นที่ทำงานอยู่บนไดรฟ์เครือข่าย", "The workspace lies on a network drive"),
        Text("ย้ายไปไว้ในดิสก์ของเครื่อง การล็อกบนเครือข่ายเชื่อถือไม่ได้", "Move it to a local disk; locks on network drives cannot be relied on"),
        Text(r"\\server\kpi", r"\\server\kpi"),
    ),
    "disk-nearly-full": Rule(
        W,
        Text("ดิสก์เหลือ {found} MB น้อยกว่า {expected} MB", "{found} MB free, less than {expected} MB"),
        Text("เพิ่มที่ว่างก่อนรับไฟล์ ถ้าดิสก์เต็มกลางทาง ไฟล์ใน inbox จะยังอยู่ครบ", "Make room first; should the disk fill up, files stay in inbox"),
        Text("เหลือ 120 MB", "120 MB free"),
    ),
}  # fmt: skip
