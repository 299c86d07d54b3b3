"""Finding codes of a single cell: what somebody typed, and what it can be read as."""

from __future__ import annotations

from kpi_excel.core.findings import Rule, Severity
from kpi_excel.core.text import Text

E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_IF_WRONG = Text("ถ้าไม่ใช่ แก้ที่ช่องนั้นได้เลย", "If that is not what was meant, correct the cell")

_CELLS: dict[str, Rule] = {
    "cell-shows-error": Rule(
        E,
        Text("สูตรในช่องนี้คำนวณไม่ได้ ขึ้นว่า “{found}”", "The formula in this cell failed and shows “{found}”"),
        Text("ลบสูตรในช่องนี้ แล้วพิมพ์ค่าลงไปตรง ๆ", "Delete the formula in this cell and type the value itself"),
        Text("ช่องผลขึ้น #DIV/0! เพราะตัวหารว่าง", "A result shows #DIV/0! because the divisor is blank"),
    ),
    "formula-not-computed": Rule(
        E,
        Text("ช่องนี้เป็นสูตรที่ยังไม่มีโปรแกรมใดคำนวณ จึงยังไม่มีค่า", "This cell holds a formula that no program has computed yet"),
        Text(
            "เปิดไฟล์ด้วย Excel กดบันทึก แล้วส่งอีกครั้ง หรือพิมพ์ค่าลงไปแทนสูตร",
            "Open the file in Excel, save it and send it again, or type the value in place of the formula",
        ),
        Text("ไฟล์ที่โปรแกรมอื่นสร้างแล้วส่งมาโดยไม่ได้เปิดใน Excel", "A file made by another program and never opened in Excel"),
    ),
    "text-too-long": Rule(
        W,
        Text(
            "ข้อความยาวเกินที่กำหนด เก็บไว้ครบแล้ว แต่อาจแสดงในรายงานไม่หมด",
            "The text is longer than asked for; all of it is kept, but a report may not show it in full",
        ),
        Text("สรุปให้สั้นลงในครั้งต่อไป รายละเอียดแนบเป็นหลักฐานได้", "Shorten it next time; details may be attached as evidence"),
        Text("ปัญหา อุปสรรค ยาว 412 ตัวอักษร จากที่ให้ 300", "A problem of 412 characters where 300 are asked for"),
    ),
    "text-became-date": Rule(
        W,
        Text(
            "โปรแกรมตารางเปลี่ยนข้อความในช่องนี้เป็นวันที่ “{found}”",
            "The spreadsheet program turned this text into the date “{found}”",
        ),
        Text(
            "จัดรูปแบบช่องเป็น “ข้อความ” แล้วพิมพ์ใหม่ตามเอกสาร", "Format the cell as text and type it again as in the document"
        ),
        Text("เลขที่หนังสือ 3/2556 กลายเป็นวันที่ 1/3/2556", "Letter number 3/2556 became the date 1/3/2556"),
    ),
    "value-not-in-list": Rule(
        E,
        Text("“{found}” ไม่มีในรายการให้เลือก", "“{found}” is not in the list"),
        Text("กดลูกศรที่ช่อง แล้วเลือกจากรายการ", "Click the arrow at the cell and choose from the list"),
        Text("พิมพ์ “ช้ากว่ากำหนด” แทน “ช้ากว่าแผน”", "“Late” typed instead of “Behind plan”"),
    ),
    "kpi-number-is-a-number": Rule(
        E,
        Text(
            "เลขตัวชี้วัดกลายเป็นตัวเลขหรือวันที่ “{found}” จึงไม่แน่ว่าเป็น 1.1 หรือ 1.10",
            "The KPI number became a number or a date, “{found}”, so 1.1 and 1.10 look alike",
        ),
        Text("พิมพ์ใหม่โดยมีตัว K นำหน้า เช่น K1.10", "Type it again with a K in front, such as K1.10"),
        Text("พิมพ์ 1.10 แล้วโปรแกรมเก็บเป็น 1.1", "1.10 was typed and the program kept 1.1"),
    ),
    "value-not-a-kpi-number": Rule(
        E,
        Text("“{found}” ไม่ใช่เลขตัวชี้วัด", "“{found}” is not a KPI number"),
        Text(
            "พิมพ์เฉพาะเลขตัวชี้วัดตามคำรับรอง เช่น K3.2 ไม่ต้องใส่ชื่อ",
            "Type only the number in the agreement, such as K3.2, without the name",
        ),
        Text("พิมพ์ “ข้อสาม” หรือ “3.2 ด้านสังคม”", "“third” or “3.2 society” was typed"),
    ),
    "phone-not-clear": Rule(
        W,
        Text("หมายเลขโทรศัพท์ “{found}” อาจไม่ครบ", "The telephone number “{found}” may be incomplete"),
        Text("ตรวจหมายเลขแล้วพิมพ์ใหม่ให้ครบทุกหลัก", "Check the number and type all its digits"),
        Text("0 3869 400 ขาดไปหนึ่งหลัก", "0 3869 400 lacks a digit"),
    ),
    "phone-zero-added": Rule(
        N,
        Text(
            "เลขศูนย์ข้างหน้าหมายเลขโทรศัพท์ “{found}” หายไป อ่านเป็น {expected}",
            "The telephone number “{found}” has lost its leading zero; it was read as {expected}",
        ),
        _IF_WRONG,
        Text("812345678 อ่านเป็น 0812345678", "812345678 was read as 0812345678"),
    ),
}

_NUMBERS: dict[str, Rule] = {
    "value-not-a-number": Rule(
        E,
        Text("“{found}” เป็นข้อความ ไม่ใช่ตัวเลข", "“{found}” is text, not a number"),
        Text(
            "ลบคำและเครื่องหมายออกให้เหลือแต่ตัวเลข หน่วยมีบอกไว้ในแบบแล้ว", "Leave digits only; the form already states the unit"
        ),
        Text("“29.3 คน” ควรเป็น 29.3", "“29.3 people” should be 29.3"),
    ),
    "number-ambiguous": Rule(
        E,
        Text("“{found}” อ่านเป็นตัวเลขได้มากกว่าหนึ่งแบบ", "“{found}” can be read as more than one number"),
        Text("พิมพ์ตัวเลขใหม่ ใช้จุดสำหรับทศนิยมเท่านั้น", "Type the number again, with a dot for the decimals only"),
        Text("“1.250,50” อาจเป็น 1250.50 หรือ 1.25", "“1.250,50” may be 1250.50 or 1.25"),
    ),
    "number-became-date": Rule(
        E,
        Text(
            "ช่องนี้ต้องเป็นตัวเลข แต่โปรแกรมตารางเก็บเป็นวันที่หรือเวลา “{found}”",
            "A number belongs here, but the spreadsheet program keeps a date or time, “{found}”",
        ),
        Text("จัดรูปแบบช่องเป็น “ทั่วไป” แล้วพิมพ์ตัวเลขใหม่", "Format the cell as General and type the number again"),
        Text("พิมพ์ 3/5 แล้วกลายเป็นวันที่ 3/5/2556", "3/5 was typed and became the date 3/5/2556"),
    ),
    "value-not-whole": Rule(
        E,
        Text("“{found}” มีทศนิยม ช่องนี้ต้องเป็นจำนวนเต็ม", "“{found}” has decimals; this cell takes whole numbers"),
        Text("พิมพ์จำนวนเต็ม เช่น 12", "Type a whole number, such as 12"),
        Text("จำนวนแห่ง 12.5", "12.5 places"),
    ),
    "value-out-of-range": Rule(
        E,
        Text("“{found}” อยู่นอกช่วงที่ช่องนี้รับ", "“{found}” is outside what this cell takes"),
        Text("ตรวจตัวเลขแล้วพิมพ์ใหม่ให้อยู่ในช่วง: {expected}", "Check the number and type one within the limits: {expected}"),
        Text("ระดับ 6 ในช่องที่รับตั้งแต่ 1 ถึง 5", "Level 6 where 1 to 5 is asked for"),
    ),
    "percent-maybe-fraction": Rule(
        W,
        Text(
            "ค่า {found} ในช่องที่หน่วยเป็นร้อยละ น้อยกว่าร้อยละ 1", "{found} stands in a percent cell and is less than 1 percent"
        ),
        Text(
            "ถ้าพิมพ์ “85%” โปรแกรมจะเก็บเป็น 0.85 ให้พิมพ์ 85 โดยไม่ใส่ % ถ้าค่าถูกแล้วไม่ต้องทำอะไร",
            "Typing “85%” leaves 0.85 in the cell: type 85 without %. If the value is right, leave it",
        ),
        Text("พิมพ์ 85% แล้วในช่องเหลือ 0.85", "85% was typed and the cell keeps 0.85"),
    ),
    "number-read-from-text": Rule(
        N,
        Text("ท่านพิมพ์ “{found}” อ่านเป็น {expected}", "“{found}” was read as {expected}"),
        _IF_WRONG,
        Text("“๘๑.๕” อ่านเป็น 81.5", "“๘๑.๕” was read as 81.5"),
    ),
}

_DATES: dict[str, Rule] = {
    "value-not-a-date": Rule(
        E,
        Text("“{found}” อ่านเป็นวันที่ไม่ได้", "“{found}” cannot be read as a date"),
        Text("พิมพ์วัน/เดือน/ปี พ.ศ. เช่น 28/2/2556", "Type day/month/year (BE), such as 28/2/2556"),
        Text("“ปลายเดือนหน้า” หรือ “1–15 ก.พ. 2556”", "“end of next month” or “1–15 ก.พ. 2556”"),
    ),
    "no-such-date": Rule(
        E,
        Text("วันที่ “{found}” ไม่มีในปฏิทิน", "There is no such day as “{found}”"),
        Text("ดูวันที่บนเอกสารแล้วพิมพ์ใหม่ เช่น 28/2/2556", "Look at the document and type the date again, such as 28/2/2556"),
        Text("29/2/2556 (ก.พ. 2556 มี 28 วัน)", "29/2/2556 (Feb 2013 has 28 days)"),
    ),
    "date-without-day": Rule(
        E,
        Text("“{found}” บอกเดือน แต่ไม่บอกวันที่", "“{found}” names a month but no day"),
        Text("เติมวันที่ เช่น 28/2/2556", "Add the day, such as 28/2/2556"),
        Text("วันสิ้นสุด “ก.พ. 56”", "“ก.พ. 56” as the finishing date"),
    ),
    "value-not-a-month": Rule(
        E,
        Text("“{found}” อ่านเป็นเดือนไม่ได้", "“{found}” cannot be read as a month"),
        Text("พิมพ์เดือนและปี พ.ศ. เช่น ก.พ. 2556", "Type month and year (BE), such as ก.พ. 2556"),
        Text("“ไตรมาส 2”", "“second quarter”"),
    ),
    "day-month-maybe-swapped": Rule(
        W,
        Text(
            "วันที่ในช่องนี้คือ {found} แต่โปรแกรมที่ตั้งเป็นภาษาอังกฤษอาจสลับวันกับเดือน",
            "The cell holds {found}, but a program set to English may have swapped day and month",
        ),
        Text(
            "ดูว่าเป็น {expected} ถ้าไม่ตรงกับที่ตั้งใจ ให้พิมพ์ใหม่เป็น วัน/เดือน/ปี พ.ศ.",
            "Look whether {expected} is meant; if the cell is wrong, type day/month/year (BE) again",
        ),
        Text("พิมพ์ 5/3/2556 แล้วกลายเป็น 3 พ.ค. 2556", "5/3/2556 was typed and became 3 May 2013"),
    ),
    "date-outside-year": Rule(
        W,
        Text("วันที่ “{found}” อยู่นอกช่วงของแบบนี้", "“{found}” is outside the time this form is about"),
        Text(
            "ตรวจปีอีกครั้ง ช่วงของแบบนี้คือ {expected} ถ้าถูกแล้วไม่ต้องทำอะไร",
            "Check the year; this form is about {expected}. If it is right, leave it",
        ),
        Text("28/2/2565 แทน 28/2/2556", "28/2/2565 instead of 28/2/2556"),
        causes=("day-month-maybe-swapped",),
    ),
    "weekday-does-not-match": Rule(
        W,
        Text("วันในสัปดาห์ไม่ตรงกับวันที่ “{found}”", "The weekday does not fit the date “{found}”"),
        Text(
            "ตรวจกับเอกสาร ({expected}) แล้วแก้วันที่หรือชื่อวันให้ตรงกัน",
            "Check with the document ({expected}) and correct the date or the weekday",
        ),
        Text("“วันจันทร์ที่ 28 ก.พ. 2556” แต่วันนั้นเป็นวันพฤหัสบดี", "“Monday 28 Feb 2013”, a Thursday"),
    ),
    "era-does-not-fit-year": Rule(
        W,
        Text(
            "คำว่า พ.ศ. หรือ ค.ศ. ไม่เข้ากับปีใน “{found}” อ่านเป็น {expected}",
            "The era does not fit the year in “{found}”; it was read as {expected}",
        ),
        Text(
            "ถ้าไม่ใช่ ให้พิมพ์ใหม่เป็นปี พ.ศ. เช่น 28/2/2556",
            "If that is wrong, type the date again with a BE year, such as 28/2/2556",
        ),
        Text("“28 ก.พ. พ.ศ. 2013”", "“28 Feb B.E. 2013”"),
    ),
    "two-digit-year": Rule(
        N,
        Text(
            "ปีใน “{found}” อ่านจากเลขสองหลัก เป็น {expected}",
            "The year in “{found}” was read from two digits, as {expected}",
        ),
        _IF_WRONG,
        Text("28/02/13 อ่านเป็น 28 ก.พ. 2556", "28/02/13 was read as 28 Feb 2013"),
    ),
    "date-in-buddhist-era": Rule(
        N,
        Text(
            "โปรแกรมตารางเก็บ “{found}” เป็นปี ค.ศ. อ่านเป็นปี พ.ศ. คือ {expected}",
            "The spreadsheet program keeps “{found}” as a CE year; it was read in the Buddhist era, as {expected}",
        ),
        _IF_WRONG,
        Text("พิมพ์ 28/2/2556 ใน Excel ภาษาอังกฤษ", "28/2/2556 typed into an English Excel"),
    ),
    "date-from-serial": Rule(
        N,
        Text("ตัวเลข {found} ในช่องวันที่ อ่านเป็น {expected}", "The number {found} in a date cell was read as {expected}"),
        _IF_WRONG,
        Text("วางวันที่แบบเฉพาะค่า เหลือเป็น 41333", "A date pasted as a value leaves 41333"),
    ),
    "year-added": Rule(
        N,
        Text("“{found}” ไม่บอกปี อ่านเป็น {expected}", "“{found}” has no year; it was read as {expected}"),
        _IF_WRONG,
        Text("28 ก.พ. อ่านเป็น 28 ก.พ. 2556", "28 Feb was read as 28 Feb 2013"),
    ),
    "month-from-date": Rule(
        N,
        Text("ช่องนี้ถามเดือน “{found}” อ่านเป็น {expected}", "This cell asks for a month; “{found}” was read as {expected}"),
        _IF_WRONG,
        Text("28/2/2556 อ่านเป็น ก.พ. 2556", "28/2/2556 was read as Feb 2013"),
    ),
}

RULES: dict[str, Rule] = _CELLS | _NUMBERS | _DATES
