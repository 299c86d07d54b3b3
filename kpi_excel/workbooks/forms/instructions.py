"""The instruction sheet: one page, generated from the same spec that checks the file."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks import styles as s
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.pen import Pen
from kpi_excel.workbooks.styles import base_length, height_of
from kpi_excel.workbooks.writing import Sheet

WIDTHS = (1.5, 38.0, 50.0, 44.0, 52.0)
_MOST_FIELDS = 9

_TITLE = Text("อ่านหนึ่งนาทีก่อนกรอก: ", "Read for one minute: ")
_STEPS = (
    (Text("1   กรอก", "1   Fill"), Text("ช่องสีเหลืองในแผ่น “{sheet}”", "the yellow cells of “{sheet}”")),
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
         "blank = not reported; 0 = a real zero; ไม่มีข้อมูล = no figure exists yet; ยังไม่เริ่ม = work has not started"),
    Text("0     ไม่มีข้อมูล     ยังไม่เริ่ม", "0     ไม่มีข้อมูล     ยังไม่เริ่ม"),
    Text("ใส่ 0 หรือ “-” แทนคำว่า ไม่มีข้อมูล", "0 or “-” where there are no data"),
)  # fmt: skip
_DATES = (
    Text("วันที่ทุกช่อง", "Every date"),
    Text("วัน/เดือน/ปี พ.ศ. พิมพ์แบบใดแบบหนึ่งก็ได้ ระบบจะทวนกลับให้ท่านเห็น", "day/month/BE year, in any of these ways; it is echoed back"),
    Text("28/2/2556     28 ก.พ. 2556     ๒๘/๒/๒๕๕๖", "28/2/2556     28 ก.พ. 2556     ๒๘/๒/๒๕๕๖"),
    Text("29/2/2556 (ปีนี้ ก.พ. มี 28 วัน) · สลับวันกับเดือน", "29/2/2556 (28 days this year) · day and month exchanged"),
)  # fmt: skip
_FOOT = Text(
    "* ต้องกรอกทุกครั้ง     ติดขัดโทร. {contact}     ไม่ต้องแก้ชื่อแผ่น ไม่ต้องลบแผ่น แทรกแถวได้ เรียงลำดับได้ (เลือกทุกคอลัมน์) ระบบอ่านจากรหัสแถว",
    "* always needed     Questions: {contact}     Keep the sheets and their names; rows may be inserted and sorted (all columns together): the row code counts",
)


def write_instructions(pen: Pen, sheet: Sheet) -> None:
    """Four steps, the meaning of the colours, one line per field, whom to call."""
    _Instructions(pen, sheet).write()


class _Instructions:
    def __init__(self, pen: Pen, sheet: Sheet) -> None:
        self.pen, self.sheet, self.looks, self.say = pen, sheet, pen.looks, pen.say
        self.row = 0

    def write(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.raw.set_column(column, column, width)
        self._head()
        self._steps()
        self._colours()
        self._notices()
        self._fields()
        settings = self.pen.content.settings
        contact = " ".join(filter(None, (settings.office, settings.office_phone))) or "–"
        self.sheet.text(self.row, 1, self.say(_FOOT).format(contact=contact), self.looks.subtitle)
        self.sheet.raw.set_row(self.row, 30)
        self._page()

    def _head(self) -> None:
        content = self.pen.content
        main = content.sheets[0]
        title = main.heading if main.page is None else f"{self.say(content.spec.title)} {content.period.label(self.pen.lang)}"
        self.sheet.text(0, 4, self.pen.token, self.looks.token)
        self.sheet.raw.set_row(0, 14)
        title = self.say(_TITLE) + title
        size = next((size for size in (24, 22, 20, 18) if base_length(title) * 0.62 * size < 1330), 16)
        self.sheet.text(1, 1, title, self.looks.title[size])
        self.sheet.raw.set_row(1, 42)
        due = Text("ส่งสำนักงานจังหวัดภายใน", "due at the provincial office").say(self.pen.lang)
        subtitle = f"{content.agency.name}  ·  {due}{'วัน' if self.pen.lang == 'th' else ': '}{content.due}"
        self.sheet.text(2, 1, subtitle, self.looks.subtitle)
        self.sheet.raw.set_row(2, 27)
        self.sheet.raw.set_row(3, 8)
        self.row = 4

    def _steps(self) -> None:
        name = self.pen.content.sheets[0].name
        strong = self.pen.book.formats(size=17, bold=True, font_color=s.NAVY, bg_color=s.TINT, align="left", indent=1,
                                       right=2, right_color=s.WHITE)  # fmt: skip
        quiet = self.pen.book.formats(size=14, bg_color=s.TINT, align="left", indent=1, text_wrap=True,
                                      right=2, right_color=s.WHITE)  # fmt: skip
        texts = [(self.say(head), self.say(body).format(sheet=name)) for head, body in _STEPS]
        for column, (head, body) in enumerate(texts, start=1):
            self.sheet.text(self.row, column, head, strong)
            self.sheet.text(self.row + 1, column, body, quiet)
        self.sheet.raw.set_row(self.row, 36)
        self.sheet.raw.set_row(self.row + 1, height_of([(body, WIDTHS[c], 14) for c, (_, body) in enumerate(texts, 1)]))
        self.sheet.raw.set_row(self.row + 2, 8)
        self.row += 3

    def _section(self, title: Text, hint: Text | None = None) -> None:
        self.sheet.text(self.row, 1, self.say(title), self.looks.section_line)
        self.sheet.text(self.row, 2, self.say(hint) if hint else "", self.looks.hint_line)
        for column in (3, 4):
            self.sheet.blank(self.row, column, self.looks.rule_line)
        self.sheet.raw.set_row(self.row, 34)
        self.row += 1

    def _colours(self) -> None:
        self._section(_COLOURS)
        plain = self.pen.book.formats(align="left", indent=1)
        marked = self.looks.input("@", True, marked=True, centre=True)
        samples = (
            ("29.3", self.looks.input("@", True, centre=True), Text("สีเหลืองมีกรอบ: ต้องกรอก", "yellow with a box: fill it"),
             "", self.looks.input("@", False), Text("ขาวมีกรอบ: กรอกเมื่อมี เว้นได้", "white with a box: if it applies")),
            ("2.3500", self.pen.book.formats(align="center", font_color=s.NAVY),
             Text("ไม่มีกรอบ: จังหวัดเตรียมให้ หรือคำนวณให้เอง", "no box: prepared or computed"),
             "29.3 คน", marked, Text("กรอบหนา: ช่องที่ส่งคืนให้แก้", "thick frame: sent back for correction")),
        )  # fmt: skip
        for left, left_look, left_text, right, right_look, right_text in samples:
            self.sheet.text(self.row, 1, left, left_look)
            self.sheet.text(self.row, 2, self.say(left_text), plain)
            self.sheet.text(self.row, 3, right, right_look)
            self.sheet.text(self.row, 4, self.say(right_text), plain)
            self.sheet.raw.set_row(self.row, 30)
            self.row += 1
        self.sheet.raw.set_row(self.row, 8)
        self.row += 1

    def _notices(self) -> None:
        for title, lines in self.pen.content.notices:
            self._section(title)
            for line in lines[:4]:
                self.sheet.text(self.row, 1, f"•  {line}", self.looks.sign)
                self.sheet.raw.set_row(self.row, 27)
                self.row += 1

    def _fields(self) -> None:
        self._section(_WHAT, _WHAT_HINT)
        for column, head in enumerate(_HEADS, start=1):
            self.sheet.text(self.row, column, self.say(head), self.looks.band_left)
        self.sheet.raw.set_row(self.row, 32)
        self.row += 1
        lines = [(field.title, field.help, field.example, field.mistakes, field.required) for field in _told(self.pen)]
        lines += [(*_STATES, False), (*_DATES, False)]
        example = self.pen.book.formats(bold=True, font_color=s.NAVY, text_wrap=True, align="left", indent=1,
                                        bottom=1, bottom_color=s.RULE)  # fmt: skip
        for title, help_text, good, bad, required in lines:
            texts = (self.say(title) + (" *" if required else ""), self.say(help_text), self.say(good), self.say(bad) or "–")
            styles = (self.looks.label, self.looks.locked, example, self.looks.locked)
            for column, (text, style) in enumerate(zip(texts, styles, strict=True), start=1):
                self.sheet.text(self.row, column, text, style)
            self.sheet.raw.set_row(self.row, height_of([(t, WIDTHS[c], 14) for c, t in enumerate(texts, 1)], 34))
            self.row += 1

    def _page(self) -> None:
        raw = self.sheet.raw
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
        raw.center_horizontally()
        raw.fit_to_pages(1, 1)
        raw.set_footer(f"&L&8 {self.pen.token}&R&8 {self.say(w.PAGE)}")
        raw.print_area(0, 0, self.row, 4)
        raw.protect("", {"format_columns": True, "format_rows": True})


def _told(pen: Pen) -> list[FieldSpec]:
    """The fields worth a line: those people get wrong, then other required ones, each title once, in form order."""
    fields: dict[str, FieldSpec] = {}
    for sheet in pen.content.sheets:
        spec = sheet.spec
        every = (*(c for t in sheet.tables for c in t.spec.columns), *(f for b in spec.blocks for f in b.fields))
        for item in every:
            if item.is_input and item.help.th:
                fields.setdefault(pen.say(item.title), item)
    listed = list(fields.values())
    ranked = sorted(listed, key=lambda item: (not item.mistakes.th, not item.required))[:_MOST_FIELDS]
    return [item for item in listed if item in ranked]
