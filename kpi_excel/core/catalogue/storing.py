"""Finding codes: the workspace, the disk, what came in, what is kept and what went out."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

_DISK: dict[str, Rule] = {
    "disk-full": Rule(
        Severity.ERROR,
        Text("พื้นที่ว่างไม่พอสำหรับเก็บไฟล์ {file}", "There is no room left to store {file}"),
        Text(
            "กรุณาลบหรือย้ายไฟล์ที่ไม่ใช้ออกจากดิสก์ แล้วสั่งงานอีกครั้ง ไฟล์ที่ส่งมาแล้วไม่สูญหาย",
            "Free some space on the disk, then run the command again; nothing that was sent in is lost",
        ),
        Text("ดิสก์เต็มระหว่างเก็บไฟล์เข้าคลัง", "the disk filled up while a file was being archived"),
    ),
    "path-not-permitted": Rule(
        Severity.ERROR,
        Text("ไม่มีสิทธิ์อ่านหรือเขียน {file}", "No permission to read or write {file}"),
        Text(
            "กรุณาปิดไฟล์นี้ในโปรแกรมอื่น หรือขอสิทธิ์เข้าถึงโฟลเดอร์จากผู้ดูแลเครื่อง แล้วสั่งงานอีกครั้ง",
            "Close the file in other programs, or ask for access to the folder, then run the command again",
        ),
        Text("โฟลเดอร์ outbox เปิดให้อ่านอย่างเดียว", "the folder outbox may only be read"),
    ),
    "disk-write-protected": Rule(
        Severity.ERROR,
        Text("ดิสก์ที่เก็บ {file} เขียนไม่ได้", "The disk that holds {file} is write-protected"),
        Text(
            "กรุณาย้ายพื้นที่ทำงานไปไว้ในดิสก์ที่เขียนได้ หรือปลดการป้องกันการเขียน แล้วสั่งงานอีกครั้ง",
            "Move the workspace to another disk, or lift the write protection, then run the command again",
        ),
        Text("พื้นที่ทำงานอยู่ในแฟลชไดรฟ์ที่ล็อกไว้", "the workspace lies on a locked USB stick"),
    ),
    "disk-faulty": Rule(
        Severity.ERROR,
        Text("ดิสก์อ่านหรือเขียน {file} ไม่สำเร็จ ดิสก์อาจชำรุด", "The disk failed at {file}; it may be damaged"),
        Text(
            "กรุณาสำรองข้อมูลทั้งพื้นที่ทำงานไว้ที่อื่นทันที และให้ผู้ดูแลเครื่องตรวจดิสก์",
            "Copy the whole workspace to another disk now, and have the disk examined",
        ),
        Text("แฟลชไดรฟ์ใกล้เสีย", "a failing USB stick"),
    ),
    "file-name-too-long": Rule(
        Severity.ERROR,
        Text("ชื่อไฟล์หรือชื่อโฟลเดอร์ยาวเกินไป: {file}", "A file or folder name is too long: {file}"),
        Text(
            "กรุณาตั้งชื่อให้สั้นลง หรือย้ายพื้นที่ทำงานไปไว้ในโฟลเดอร์ที่ชื่อสั้นกว่า",
            "Choose a shorter name, or move the workspace to a folder with a shorter path",
        ),
        Text("ชื่อไฟล์ภาษาไทยยาวกว่า 85 ตัวอักษร", "a Thai file name of more than 85 characters"),
    ),
    "file-in-use": Rule(
        Severity.ERROR,
        Text("ไฟล์ {file} เปิดใช้อยู่ในโปรแกรมอื่น", "{file} is in use by another program"),
        Text("กรุณาปิดไฟล์นี้ แล้วสั่งงานอีกครั้ง", "Close the file, then run the command again"),
        Text("registry.xlsx เปิดค้างอยู่ใน Excel", "registry.xlsx is still open in Excel"),
    ),
    "path-is-folder": Rule(
        Severity.ERROR,
        Text("{file} เป็นโฟลเดอร์ ไม่ใช่ไฟล์", "{file} is a folder, not a file"),
        Text("กรุณาระบุไฟล์ในโฟลเดอร์นั้น แล้วสั่งงานอีกครั้ง", "Name the file in it, then run the command again"),
        Text("สั่ง assign โดยพิมพ์ชื่อโฟลเดอร์", "a folder's name was typed after assign"),
    ),
    "path-missing": Rule(
        Severity.ERROR,
        Text("ไม่พบ {file}", "{file} is not there"),
        Text(
            "กรุณาตรวจว่าไฟล์ถูกย้ายหรือเปลี่ยนชื่อหรือไม่ แล้วสั่งงานอีกครั้ง",
            "See whether it was moved or renamed, then run the command again",
        ),
        Text("ไฟล์ถูกลบระหว่างทำงาน", "the file was deleted during the run"),
    ),
    "disk-operation-failed": Rule(
        Severity.ERROR,
        Text("อ่านหรือเขียน {file} ไม่สำเร็จ (ระบบแจ้งว่า {found})", "{file} could not be read or written ({found})"),
        Text(
            "กรุณาสั่งงานอีกครั้ง หากยังไม่สำเร็จ กรุณาแจ้งผู้ดูแลเครื่องพร้อมข้อความนี้",
            "Run the command again; if it fails again, show this line to whoever looks after the computer",
        ),
        Text("ดิสก์เครือข่ายหลุดระหว่างทำงาน", "the network disk was disconnected during the run"),
    ),
}

_WORKSPACE: dict[str, Rule] = {
    "workspace-missing": Rule(
        Severity.ERROR,
        Text("ไม่พบโฟลเดอร์พื้นที่ทำงาน {file}", "There is no workspace folder {file}"),
        Text(
            "กรุณาระบุโฟลเดอร์ด้วย --workspace หรือสร้างใหม่ด้วยคำสั่ง kpi-excel init",
            "Name the folder with --workspace, or create one with kpi-excel init",
        ),
        Text("พิมพ์ชื่อโฟลเดอร์ผิด", "the folder's name was mistyped"),
    ),
    "registry-missing": Rule(
        Severity.ERROR,
        Text("ไม่พบทะเบียนตัวชี้วัด {file}", "There is no registry {file}"),
        Text(
            "กรุณาวางไฟล์ registry.xlsx ไว้ที่นั่น หรือสร้างพื้นที่ทำงานใหม่ด้วยคำสั่ง kpi-excel init",
            "Put registry.xlsx there, or create a workspace with kpi-excel init",
        ),
        Text("สั่งงานนอกโฟลเดอร์พื้นที่ทำงาน", "the command was run outside the workspace"),
    ),
    "evidence-folder-missing": Rule(
        Severity.ERROR,
        Text("ไม่พบโฟลเดอร์หลักฐาน {file}", "There is no folder of evidence {file}"),
        Text("กรุณาระบุโฟลเดอร์ที่มีอยู่หลัง --evidence", "Name a folder that exists after --evidence"),
        Text("พิมพ์ชื่อโฟลเดอร์ผิด หรือชี้ไปที่ไฟล์", "the folder's name was mistyped, or a file was named"),
    ),
    "evidence-folder-too-large": Rule(
        Severity.ERROR,
        Text("โฟลเดอร์ {file} มีมากกว่า {expected} รายการ", "The folder {file} holds more than {expected} items"),
        Text("กรุณาระบุเฉพาะโฟลเดอร์ที่เก็บหลักฐานของปีนี้", "Name only the folder with the evidence of this year"),
        Text("ระบุทั้งไดรฟ์ D: แทนโฟลเดอร์หลักฐาน", "the whole drive D: was named"),
    ),
    "folder-not-empty": Rule(
        Severity.ERROR,
        Text("โฟลเดอร์ {file} มีไฟล์อื่นอยู่แล้ว เช่น {found}", "The folder {file} already holds files, such as {found}"),
        Text("กรุณาเลือกโฟลเดอร์ว่าง", "Choose an empty folder"),
        Text("สร้างพื้นที่ทำงานทับโฟลเดอร์เอกสาร", "creating a workspace in the documents folder"),
    ),
    "output-folder-locked": Rule(
        Severity.ERROR,
        Text("โฟลเดอร์ {file} กำลังถูกเขียนโดย {found}", "The folder {file} is being written to by {found}"),
        Text(
            "กรุณารอให้งานนั้นเสร็จก่อน หรือเขียนลงโฟลเดอร์อื่นด้วย --out",
            "Wait until that run has ended, or write to another folder with --out",
        ),
        Text("สองคนรวมจังหวัดลงโฟลเดอร์เดียวกันพร้อมกัน", "two people roll provinces up into one folder at once"),
    ),
    "workspace-locked": Rule(
        Severity.ERROR,
        Text("พื้นที่ทำงานนี้กำลังถูกใช้โดย {found}", "The workspace is in use by {found}"),
        Text(
            "กรุณารอให้งานนั้นเสร็จก่อน แล้วสั่งงานอีกครั้ง",
            "Wait until that run has ended, then run the command again",
        ),
        Text("สองคนสั่งงานพร้อมกันในโฟลเดอร์ที่แชร์กัน", "two people run a command in a shared folder at once"),
    ),
    "workspace-key-damaged": Rule(
        Severity.ERROR,
        Text("กุญแจของพื้นที่ทำงาน {file} เสียหาย", "The workspace key {file} is damaged"),
        Text(
            "กรุณานำไฟล์นี้กลับมาจากข้อมูลสำรอง อย่าสร้างใหม่ เพราะแบบที่ส่งออกไปแล้วจะตรวจไม่ได้",
            "Restore the file from a backup; with a new key, forms already sent out could no longer be recognised",
        ),
        Text("ไฟล์กุญแจว่างเปล่า", "the key file is empty"),
    ),
    "workspace-key-missing": Rule(
        Severity.ERROR,
        Text("กุญแจของพื้นที่ทำงานหายไป ({file})", "The key of the workspace is gone ({file})"),
        Text(
            "นำ {file} กลับจากสำเนาสำรอง ไม่มีการสร้างกุญแจใหม่ เพราะแบบที่ส่งออกไปแล้วจะตรวจไม่ได้",
            "Bring {file} back from a backup; none is made anew, or forms already sent out could no longer be recognised",
        ),
        Text("คัดลอกพื้นที่ทำงานมาไม่ครบ", "the workspace was not copied in full"),
    ),
    "workspace-key-differs": Rule(
        Severity.ERROR,
        Text("พื้นที่ทำงานมีกุญแจอื่นอยู่แล้วที่ {file}", "The workspace already has another key at {file}"),
        Text("กรุณาเลือกโฟลเดอร์ว่าง", "Choose an empty folder"),
        Text("สั่ง demo ในพื้นที่ทำงานจริง", "running the demo in a real workspace"),
    ),
}

_INBOX: dict[str, Rule] = {
    "inbox-link-refused": Rule(
        Severity.WARNING,
        Text("{file} เป็นทางลัด ไม่ใช่ไฟล์จริง จึงไม่ได้เปิดอ่าน", "{file} only points to another place, so it was not read"),
        Text("กรุณาคัดลอกไฟล์จริงมาวางใน inbox", "Copy the file itself into the inbox"),
        Text("ลิงก์ไปยังไฟล์ในโฟลเดอร์อื่น", "a link to a file in another folder"),
    ),
    "inbox-file-open": Rule(
        Severity.NOTE,
        Text(
            "{file} เปิดอยู่ในโปรแกรมตาราง จะอ่านในรอบถัดไป",
            "{file} is open in a spreadsheet program and waits for the next run",
        ),
        Text(
            "กรุณาปิดไฟล์ หากไม่ได้เปิดอยู่ ให้ลบไฟล์ซ่อน {found}",
            "Close the file; if nobody has it open, delete the hidden file {found}",
        ),
        Text("~$รายงาน.xlsx อยู่ข้างไฟล์", "~$report.xlsx lies beside the file"),
    ),
    "inbox-file-not-downloaded": Rule(
        Severity.NOTE,
        Text(
            "{file} ยังอยู่บนคลาวด์ ยังไม่ได้ดาวน์โหลดมาไว้ในเครื่อง จะอ่านในรอบถัดไป",
            "{file} is still in the cloud and not on this machine; it waits for the next run",
        ),
        Text(
            "กรุณาคลิกขวาที่ไฟล์ เลือก เก็บไว้ในอุปกรณ์นี้เสมอ แล้วสั่งงานอีกครั้ง",
            "Right-click the file, choose Always keep on this device, then run the command again",
        ),
        Text("ไฟล์รูปก้อนเมฆใน OneDrive", "a file with a cloud icon in OneDrive"),
    ),
    "inbox-file-being-copied": Rule(
        Severity.NOTE,
        Text(
            "{file} กำลังถูกคัดลอกหรือบันทึก จะอ่านในรอบถัดไป",
            "{file} is still being copied or saved and waits for the next run",
        ),
        Text("กรุณารอให้คัดลอกเสร็จ แล้วสั่งงานอีกครั้ง", "Wait until the copy is complete, then run the command again"),
        Text("ขนาดไฟล์ยังเปลี่ยนอยู่", "the file is still growing"),
    ),
    "inbox-file-too-large": Rule(
        Severity.WARNING,
        Text(
            "{file} มีขนาด {found} เมกะไบต์ เกิน {expected} เมกะไบต์ จึงไม่ได้เปิดอ่าน",
            "{file} has {found} MB, more than {expected} MB, so it was not read",
        ),
        Text(
            "กรุณาส่งแบบโดยไม่แนบรูปหรือไฟล์อื่นในสมุดงาน",
            "Send the form without pictures or other files inside the workbook",
        ),
        Text("วิดีโอถูกวางใน inbox", "a video was dropped into the inbox"),
    ),
    "inbox-file-not-readable": Rule(
        Severity.WARNING,
        Text("เปิด {file} ใน inbox ไม่ได้", "{file} in the inbox cannot be opened"),
        Text(
            "กรุณาตรวจสิทธิ์ของไฟล์หรือคัดลอกมาวางใหม่ ไฟล์อื่นทำงานต่อตามปกติ",
            "Look at the permissions, or copy it in again; the other files go on as usual",
        ),
        Text("โฟลเดอร์ย่อยไม่เปิดให้อ่าน", "a sub-folder may not be read"),
    ),
}

_ARCHIVE: dict[str, Rule] = {
    "receipt-damaged": Rule(
        Severity.ERROR,
        Text("ใบรับ {file} ในคลังอ่านไม่ได้", "The receipt {file} in the archive cannot be read"),
        Text(
            "กรุณานำใบรับกลับมาจากข้อมูลสำรองแล้วสั่ง kpi-excel rebuild หรือวางสำเนาไฟล์ที่อยู่ข้างกันใน inbox เพื่อรับใหม่",
            "Restore it from a backup and run kpi-excel rebuild, or put a copy of the file beside it into the inbox",
        ),
        Text("ไฟล์ใบรับถูกเปิดแก้ไขด้วยมือ", "somebody edited the receipt by hand"),
    ),
    "archived-file-missing": Rule(
        Severity.ERROR,
        Text("ไม่พบไฟล์ {file} ในคลัง ทั้งที่มีใบรับ", "{file} has a receipt but is not in the archive"),
        Text("กรุณานำไฟล์กลับมาจากข้อมูลสำรอง", "Restore the file from a backup"),
        Text("มีผู้ลบไฟล์ในคลัง", "somebody deleted a file in the archive"),
    ),
    "archived-file-changed": Rule(
        Severity.ERROR,
        Text("ไฟล์ {file} ในคลังไม่ตรงกับที่ได้รับ", "{file} in the archive is not what was received"),
        Text("กรุณานำไฟล์เดิมกลับมาจากข้อมูลสำรอง", "Restore the original file from a backup"),
        Text("มีผู้เปิดไฟล์ในคลังแล้วบันทึก", "somebody opened a file in the archive and saved it"),
    ),
    "archived-file-without-receipt": Rule(
        Severity.WARNING,
        Text("ไฟล์ {file} อยู่ในคลังแต่ไม่มีใบรับ จึงไม่ถูกนับ", "{file} lies in the archive without a receipt and is not counted"),
        Text(
            "หากควรนับไฟล์นี้ กรุณาวางสำเนาใน inbox แล้วสั่งรับไฟล์",
            "If it should count, put a copy into the inbox and ingest it",
        ),
        Text("ไฟฟ้าดับก่อนออกใบรับ", "the power failed before the receipt was written"),
    ),
    "issued-record-damaged": Rule(
        Severity.ERROR,
        Text("บันทึกการออกแบบ {file} อ่านไม่ได้", "The record of an issued form, {file}, cannot be read"),
        Text("กรุณานำไฟล์กลับมาจากข้อมูลสำรอง", "Restore the file from a backup"),
        Text("ไฟล์ถูกแก้ไขด้วยมือ", "somebody edited the file by hand"),
    ),
    "archive-note-damaged": Rule(
        Severity.ERROR,
        Text("บันทึก {file} ในคลังอ่านไม่ได้", "The note {file} in the archive cannot be read"),
        Text("กรุณานำไฟล์กลับมาจากข้อมูลสำรอง", "Restore the file from a backup"),
        Text("บันทึกว่าเตือนใครเมื่อใดถูกแก้ไขด้วยมือ", "somebody edited the note of who was reminded"),
    ),
}

_OUTBOX: dict[str, Rule] = {
    "output-changed-by-user": Rule(
        Severity.WARNING,
        Text(
            "{file} ถูกแก้ไขหลังจากเผยแพร่ จึงเก็บฉบับที่แก้ไขไว้ที่ {found}",
            "{file} was changed after it was published; the changed one is kept as {found}",
        ),
        Text(
            "กรุณาดูฉบับที่เก็บไว้ ข้อมูลที่ต้องการให้นับต้องอยู่ในแบบหรือในทะเบียน",
            "Look at the one kept; what should count belongs into a form or into the registry",
        ),
        Text("มีผู้พิมพ์ความเห็นลงในไฟล์รวม", "somebody typed a remark into the consolidated workbook"),
    ),
    "output-open": Rule(
        Severity.WARNING,
        Text("{file} เปิดอยู่ จึงบันทึกฉบับใหม่ไว้ที่ {found}", "{file} is open, so the new one was saved as {found}"),
        Text(
            "กรุณาปิดไฟล์แล้วสั่งงานอีกครั้ง หากไม่ได้เปิดอยู่ ให้ลบไฟล์ซ่อนข้างกันที่ชื่อขึ้นต้นด้วย ~$ หรือ .~lock",
            "Close it, then run the command again; if nobody has it open, delete the hidden ~$ or .~lock file there",
        ),
        Text("ไฟล์รวมเปิดค้างอยู่ใน Excel", "the consolidated workbook is still open in Excel"),
    ),
}

RULES: dict[str, Rule] = {**_DISK, **_WORKSPACE, **_INBOX, **_ARCHIVE, **_OUTBOX}
