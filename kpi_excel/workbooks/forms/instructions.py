"""The instruction sheet: one page, generated from the same spec that checks the file."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks import styles as s
from kpi_excel.workbooks.forms.head import write_title
from kpi_excel.workbooks.forms.layout import SUBTITLE_ROW, TITLE_ROW, TOKEN_ROW
from kpi_excel.workbooks.forms.measure import BOLD, column_px, cut_to, tall, text_px
from kpi_excel.workbooks.forms.pen import Pen
from kpi_excel.workbooks.forms.printing import set_paper
from kpi_excel.workbooks.writing import Sheet

WIDTHS = (1.5, 40.0, 52.0, 46.0, 54.0)
_MOST_FIELDS = 8
_MOST_NOTICES = 4

_TITLE = Text("อ่านหนึ่งนาทีก่อนกรอก: ", "Read for one minute: ")
_STEPS = (
    (Text("1   กรอก", "1   Fill"), Text("ช่องสีเหลืองในแผ่น {sheets}", "the yellow cells of {sheets}")),
    (Text("2   ดูมุมขวาบน", "2   Look at the top right"), Text("แก้จนขึ้นว่า “พร้อมส่ง ✓”", "until it says “Ready ✓”")),
    (Text("3   บันทึกแล้วส่งกลับ", "3   Save and send back"),
     Text("ตั้งชื่อไฟล์อย่างไรก็ได้ ส่งทางช่องทางเดิม", "any file name, the usual way")),
    (Text("4   รอผล", "4   Wait"),
     Text("ถ้ามีที่ต้องแก้ จะได้ไฟล์กลับพร้อมบอกว่าช่องไหน แก้อย่างไร", "if something is wrong, a file tells which cell and how")),
)  # fmt: skip
_COLOURS = Text("สีและกรอบบอกอะไร", "What colours and boxes say")
_WHAT = Text("กรอกอะไร อย่างไร", "What to fill, and how")
_WHAT_HINT = Text("ข้อความนี้มาจากกฎเดียวกันกับที่ใช้ตรวจไฟล์ของท่าน", "from the same rules that check your file")
_HEADS = (Text("ช่อง", "Field"), Text("กรอกอะไร", "What to fill"), Text("ตัวอย่างที่ถูก", "Right examples"),
          Text("ที่พบผิดบ่อย", "Common mistakes"))  # fmt: skip
_STATES = (
    Text("ว่าง · 0 · ไม่มีข้อมูล · ยังไม่เริ่ม", "blank · 0 · no data · not started"),
    Text("ว่าง = ยังไม่รายงาน  0 = ผลเป็นศูนย์จริง  ไม่มีข้อมูล = วัดแล้วแต่ยังไม่มีตัวเลข  ยังไม่เริ่ม = งานยังไม่เริ่ม",
         "blank = not reported; 0 = a real zero; no data = no figure exists yet; not started = work has not started"),
    Text("0     ไม่มีข้อมูล     ยังไม่เริ่ม", "0     no data     not started"),
    Text("ใส่ 0 หรือ “-” แทนคำว่า ไม่มีข้อมูล", "0 or “-” where there are no data"),
)  # fmt: skip
_DATES = (
    Text("วันที่ทุกช่อง", "Every date"),
    Text("วัน/เดือน/ปี พ.ศ. พิมพ์แบบใดแบบหนึ่งก็ได้ ระบบจะทวนกลับให้ท่านเห็น", "day/month/BE year, in any of these ways; it is echoed back"),
    Text("28/2/2556     28 ก.พ. 2556     ๒๘/๒/๒๕๕๖", "28/2/2556     28 Feb 2556     2013-02-28"),
    Text("29/2/2556 (ปีนี้ ก.พ. มี 28 วัน) · สลับวันกับเดือน", "29/2/2556 (28 days this year) · day and month exchanged"),
)  # fmt: skip
_FOOT = (
    Text("* ต้องกรอกทุกครั้ง     ติดขัดโทร. {contact}", "* always needed     Questions: {contact}"),
    Text("ไม่ต้องแก้ชื่อแผ่น ไม่ต้องลบแผ่น  แทรกแถวได้  เรียงลำดับได้ (เลือกทุกคอลัมน์)  ระบบอ่านจากรหัสแถว",
         "Keep the sheets and their names; rows may be inserted and sorted (all columns together): the row code counts"),
)  # fmt: skip


def write_instructions(pen: Pen, sheet: Sheet) -> None:
    """Four steps, the meaning of the colours, one line per field, whom to call. One page, always."""
    for column, width in enumerate(WIDTHS):
        sheet.raw.set_column(column, column, width)
    _write_head(pen, sheet)
    row = _write_steps(pen, sheet, SUBTITLE_ROW + 2)
    row = _write_colours(pen, sheet, row)
    row = _write_notices(pen, sheet, row)
    row = _write_fields(pen, sheet, row)
    settings = pen.content.settings
    contact = " ".join(filter(None, (settings.office, settings.office_phone))) or "–"
    for at, line in enumerate(_FOOT, start=row):
        sheet.text(at, 1, pen.say(line).format(contact=contact), pen.looks.subtitle)
        sheet.raw.set_row(at, 26)
    set_paper(pen, sheet.raw, row + len(_FOOT) - 1, len(WIDTHS) - 1)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.protect("", {"format_columns": True, "format_rows": True})


def _write_head(pen: Pen, sheet: Sheet) -> None:
    content = pen.content
    main = content.sheets[0]
    title = main.heading if main.page is None else f"{pen.say(content.spec.title)} {content.period.label(pen.lang)}"
    sheet.text(TOKEN_ROW, len(WIDTHS) - 1, pen.token, pen.looks.token)
    write_title(sheet, pen.say(_TITLE) + title, WIDTHS, pen.looks.title)
    due = Text("ส่งสำนักงานจังหวัดภายในวัน", "due at the provincial office: ").say(pen.lang)
    sheet.text(SUBTITLE_ROW, 1, f"{content.agency.name}  ·  {due}{content.due}", pen.looks.subtitle)
    for row, height in ((TOKEN_ROW, 14), (TITLE_ROW, 42), (SUBTITLE_ROW, 27), (SUBTITLE_ROW + 1, 8)):
        sheet.raw.set_row(row, height)


def _sheets_to_fill(pen: Pen) -> str:
    """The sheets with something required, by name: all of them, or the first and the last."""
    names = [
        sheet.name for sheet in pen.content.sheets
        if sheet.page is not None or any(c.is_input and c.required for t in sheet.tables for c in t.spec.columns)
    ]  # fmt: skip
    until = Text(" ถึง ", " to ").say(pen.lang)
    return " ".join(f"“{name}”" for name in names) if len(names) <= 4 else f"“{names[0]}”{until}“{names[-1]}”"


def _write_steps(pen: Pen, sheet: Sheet, row: int) -> int:
    edge = {"bg_color": s.TINT, "align": "left", "indent": 1, "right": 2, "right_color": s.WHITE}
    strong = pen.book.formats(size=17, bold=True, font_color=s.NAVY, **edge)
    quiet = pen.book.formats(size=14, text_wrap=True, **edge)
    texts = [(pen.say(head), pen.say(body).format(sheets=_sheets_to_fill(pen))) for head, body in _STEPS]
    for column, (head, body) in enumerate(texts, start=1):
        sheet.text(row, column, head, strong)
        sheet.text(row + 1, column, body, quiet)
    sheet.raw.set_row(row, 36)
    sheet.raw.set_row(row + 1, tall([(body, WIDTHS[column], 14) for column, (_, body) in enumerate(texts, 1)]))
    sheet.raw.set_row(row + 2, 8)
    return row + 3


def _write_section(pen: Pen, sheet: Sheet, row: int, title: Text, hint: Text | None = None) -> int:
    looks = pen.looks
    if hint is None:
        sheet.text(row, 1, pen.say(title), looks.section_line)
    else:
        sheet.rich(row, 1, [looks.section, pen.say(title), looks.hint, f"     {pen.say(hint)}"], looks.section_line)
    for column in range(2, len(WIDTHS)):
        sheet.blank(row, column, looks.rule_line)
    sheet.raw.set_row(row, 34)
    return row + 1


def _write_colours(pen: Pen, sheet: Sheet, row: int) -> int:
    """Four real samples."""
    row = _write_section(pen, sheet, row, _COLOURS)
    sheet.raw.set_row(row, 6)
    looks, plain = pen.looks, pen.book.formats(align="left", indent=1)
    samples = (
        ("29.3", looks.input("@", True, align="center"), Text("สีเหลืองมีกรอบ: ต้องกรอก", "yellow with a box: fill it"),
         "", looks.input("@", False), Text("ขาวมีกรอบ: กรอกเมื่อมี เว้นได้", "white with a box: if it applies")),
        ("2.3500", pen.book.formats(align="center", font_color=s.NAVY),
         Text("ไม่มีกรอบ: จังหวัดเตรียมให้ หรือคำนวณให้เอง", "no box: prepared or computed"),
         Text("29.3 คน", "29.3 people").say(pen.lang), looks.input("@", True, marked=True, align="center"),
         Text("กรอบหนา: ช่องที่ส่งคืนให้แก้", "thick frame: sent back for correction")),
    )  # fmt: skip
    for left, left_look, left_text, right, right_look, right_text in samples:
        row += 1
        sheet.text(row, 1, left, left_look)
        sheet.text(row, 2, pen.say(left_text), plain)
        sheet.text(row, 3, right, right_look)
        sheet.text(row, 4, pen.say(right_text), plain)
        sheet.raw.set_row(row, 30)
    sheet.raw.set_row(row + 1, 8)
    return row + 2


def _write_notices(pen: Pen, sheet: Sheet, row: int) -> int:
    """Lessons and the like, each on one or two lines across the page."""
    room = sum(map(column_px, WIDTHS[1:])) - 30
    for title, lines in pen.content.notices:
        row = _write_section(pen, sheet, row, title)
        for line in lines[:_MOST_NOTICES]:
            first, rest = _parted(f"•  {line}", room)
            for text in filter(None, (first, cut_to(f"    {rest}", room) if rest else "")):
                sheet.text(row, 1, text, pen.looks.sign)
                sheet.raw.set_row(row, 27)
                row += 1
    return row


def _parted(line: str, room: float) -> tuple[str, str]:
    """A line parted at the last blank that fits: a cell's text runs on over its neighbours, but never wraps there."""
    if text_px(line) <= room:
        return line, ""
    words = line.split(" ")
    kept = max((n for n in range(1, len(words)) if text_px(" ".join(words[:n])) <= room), default=0)
    return (" ".join(words[:kept]), " ".join(words[kept:])) if kept else (cut_to(line, room), "")


def _write_fields(pen: Pen, sheet: Sheet, row: int) -> int:
    row = _write_section(pen, sheet, row, _WHAT, _WHAT_HINT)
    for column, head in enumerate(_HEADS, start=1):
        sheet.text(row, column, pen.say(head), pen.looks.band_left)
    sheet.raw.set_row(row, 32)
    lines = [(field.title, field.help, field.example, field.mistakes, field.required) for field in _told(pen)]
    lines += [(*_STATES, False), (*_DATES, False)]
    example = pen.book.formats(bold=True, font_color=s.NAVY, text_wrap=True, align="left", indent=1, bottom=1, bottom_color=s.RULE)
    styles = (pen.looks.label, pen.looks.locked, example, pen.looks.locked)
    for title, help_text, good, bad, required in lines:
        row += 1
        # No break between a title and its star
        texts = (pen.say(title) + ("\u00a0*" if required else ""), pen.say(help_text), pen.say(good), pen.say(bad) or "–")
        for column, (text, style) in enumerate(zip(texts, styles, strict=True), start=1):
            sheet.text(row, column, text, style)
        widths = [WIDTHS[column] / (BOLD if style is example else 1) for column, style in enumerate(styles, 1)]
        sheet.raw.set_row(row, tall([(text, width, 14) for text, width in zip(texts, widths, strict=True)], 34))
    return row + 1


def _told(pen: Pen) -> list[FieldSpec]:
    """The fields worth a line: those people get wrong, then other required ones, each help once, in form order."""
    fields: dict[str, FieldSpec] = {}
    for sheet in pen.content.sheets:
        method = sheet.page.kpi.method.value if sheet.page is not None and sheet.page.kpi is not None else ""
        every = (*(c for t in sheet.tables for c in t.spec.columns), *(f for b in sheet.spec.blocks for f in b.fields))
        for item in every:
            if item.is_input and item.help.th and (not item.only_for or method in item.only_for):
                fields.setdefault(pen.say(item.help), item)
    listed = list(fields.values())
    ranked = sorted(listed, key=lambda item: (not item.mistakes.th, not item.required))[:_MOST_FIELDS]
    return [item for item in listed if item in ranked]
