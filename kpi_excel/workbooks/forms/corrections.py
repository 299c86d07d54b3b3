"""The feedback's first sheet, `สิ่งที่ต้องแก้`: what is safe, what to correct with a link to each cell, what to confirm."""

from __future__ import annotations

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.findings import Finding
from kpi_excel.core.periods import short_date
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.text import Text, say
from kpi_excel.forms.content import Correction, Feedback, RowContent
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks import styles as s
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.layout import SheetLayout
from kpi_excel.workbooks.forms.marks import valid_formula
from kpi_excel.workbooks.forms.pen import Pen, cell
from kpi_excel.workbooks.styles import height_of
from kpi_excel.workbooks.writing import Sheet

WIDTHS = (1.5, 7.0, 23.0, 13.0, 38.0, 36.0, 46.0, 14.0, 15.0)
TOTAL = (3, len(WIDTHS))
"""The hidden cell that counts what is still to be corrected; every status box of the feedback shows it."""

_DONE = Text("แก้แล้ว ✓", "Done ✓")
_OPEN = Text("ยังไม่แก้", "Open")
_HEADS = (
    Text("ข้อ", "Item"), Text("ช่อง", "Cell"), Text("ตัวชี้วัดที่", "KPI no."), Text("พบว่า", "Found"),
    Text("ควรเป็น", "Expected"), Text("แก้อย่างไร", "How to correct"), Text("คะแนนถ่วงที่รออยู่", "Weighted score waiting"),
    Text("แก้แล้วหรือยัง", "Done?"),
)  # fmt: skip


def total_reference(pen: Pen) -> str:
    """The count as the other sheets refer to it."""
    return f"'{pen.say(w.CORRECTIONS)}'!{cell(*TOTAL, absolute=True)}"


def write_corrections(pen: Pen, sheet: Sheet, feedback: Feedback) -> None:
    """Write the list; its title is the message."""
    _List(pen, sheet, feedback).write()


class _List:
    def __init__(self, pen: Pen, sheet: Sheet, feedback: Feedback) -> None:
        self.pen, self.sheet, self.feedback = pen, sheet, feedback
        self.looks, self.say = pen.looks, pen.say
        self.row = 0

    def write(self) -> None:
        for column, width in enumerate(WIDTHS):
            self.sheet.raw.set_column(column, column, width)
        self.sheet.raw.set_column(len(WIDTHS), len(WIDTHS), None, None, {"hidden": True})
        self._head()
        first = self._corrections()
        self._status(first)
        self._plain_list(Text("ช่วยยืนยัน", "Please confirm"),
                         Text("ระบบอ่านให้แล้ว ถ้าถูกต้องไม่ต้องทำอะไร", "read automatically; nothing to do if it is right"),
                         self.feedback.confirmations, Text("รับแล้ว", "accepted"))  # fmt: skip
        self._plain_list(Text("ขอให้ดูอีกครั้ง", "Worth a second look"),
                         Text("รับไว้แล้ว แต่มีข้อสังเกต", "accepted, with a remark"),
                         self.feedback.remarks, Text("รับแล้ว", "accepted"))  # fmt: skip
        self._outside()
        self._closing()
        self._page()

    def _head(self) -> None:
        pen, feedback = self.pen, self.feedback
        count = len(feedback.corrections)
        title = Text(f"สิ่งที่ต้องแก้ {count} จุด แล้วส่งไฟล์นี้กลับได้เลย", f"{count} to correct, then send this file back")
        if not count:
            title = Text("ไม่มีสิ่งที่ต้องแก้", "Nothing to correct")
        self.sheet.text(0, len(WIDTHS) - 1, pen.token, self.looks.token)
        self.sheet.raw.set_row(0, 14)
        self.sheet.text(1, 1, self.say(title), self.looks.title[24])
        self.sheet.raw.set_row(1, 42)
        received = Text("ได้รับเมื่อ", "received").say(pen.lang)
        subtitle = f"{pen.content.sheets[0].heading if not pen.content.sheets[0].page else pen.say(pen.content.spec.title)}"
        self.sheet.text(2, 1, f"{subtitle}  ·  {pen.content.agency.name}  ·  {received} {short_date(feedback.received_on, pen.lang)}",
                        self.looks.subtitle)  # fmt: skip
        self.sheet.raw.set_row(2, 27)
        whole = len(feedback.accepted) + len(feedback.waiting)
        of = Text(f"{len(feedback.accepted)} จาก {whole} ตัวชี้วัด", f"{len(feedback.accepted)} of {whole} KPIs")
        safe = Text("เข้าระบบแล้ว ไม่ต้องทำซ้ำ", "safe, nothing to repeat")
        counted = Text("ยังนับว่า “รอแก้ไข” จนกว่าจะแก้", "count as awaiting correction")
        blocks = (
            (1, Text("รับแล้ว", "Accepted"), of.say(pen.lang), safe.say(pen.lang) if feedback.accepted else ""),
            (4, Text("รอแก้", "Waiting"), ", ".join(feedback.waiting) or "–", counted.say(pen.lang) if feedback.waiting else ""),
            (5, Text("ส่งกลับภายใน", "Send back by"), pen.content.due, ""),
        )  # fmt: skip
        for column, caption, value, small in blocks:
            self.sheet.text(3, column, self.say(caption), self.looks.caption)
            self.sheet.text(4, column, value, self.looks.identity if len(value) < 34 else self.looks.identity_wrap)
            self.sheet.text(5, column, small, self.looks.caption)
        self.sheet.raw.set_row(3, 23)
        self.sheet.raw.set_row(4, max(40, height_of([(blocks[1][2], WIDTHS[4], 14), (pen.content.due, WIDTHS[5], 14)])))
        self.sheet.raw.set_row(5, 25)
        self.sheet.raw.set_row(6, 10)
        self.row = 7

    def _corrections(self) -> int:
        """The list proper; its first row."""
        self._title(Text("ต้องแก้", "To correct"))
        for column, head in enumerate(_HEADS, start=1):
            centred = column in (1, 3, 7, 8)
            self.sheet.text(self.row, column, self.say(head), self.looks.band_centre if centred else self.looks.band_left)
        self.sheet.raw.set_row(self.row, 50)
        self.row += 1
        first = self.row
        for correction in self.feedback.corrections:
            self._correction(correction)
        if not self.feedback.corrections:
            self.sheet.text(self.row, 1, "–", self.looks.locked)
            self.row += 1
        return first

    def _correction(self, item: Correction) -> None:
        pen, looks, lang = self.pen, self.looks, self.pen.lang
        place = pen.layout.place(item.record, item.code, item.field)
        found, expected = message_of(item.finding, lang), say(item.finding.expected, lang)
        remedy = remedy_of(item.finding, lang)
        number = pen.book.formats(size=18, bold=True, font_color=s.BERRY, align="center", bottom=1, bottom_color=s.RULE)
        self.sheet.number(self.row, 1, item.number, number)
        self._cell_link(item, place)
        self.sheet.text(self.row, 3, item.kpi_no, pen.book.formats(
            size=16, bold=True, font_color=s.NAVY, align="center", bottom=1, bottom_color=s.RULE))  # fmt: skip
        self.sheet.text(self.row, 4, found, looks.locked)
        self.sheet.text(self.row, 5, expected or "–", looks.locked)
        self.sheet.text(self.row, 6, remedy, looks.label)
        score = pen.book.formats(align="center", num_format=s.SCORE, bottom=1, bottom_color=s.RULE)
        if item.stake is None:
            self.sheet.text(self.row, 7, "–", score)
        else:
            self.sheet.number(self.row, 7, item.stake, score)
        self._done(item, place)
        height = height_of([(found, WIDTHS[4], 14), (expected, WIDTHS[5], 14), (remedy, WIDTHS[6], 14)], 64)
        self.sheet.raw.set_row(self.row, height)
        self.row += 1

    def _cell_link(self, item: Correction, place: tuple[SheetLayout, int, int] | None) -> None:
        style = self.pen.book.formats(font_color=s.LINK, underline=1, align="left", indent=1, bottom=1, bottom_color=s.RULE)
        if place is None:
            self.sheet.text(self.row, 2, item.sheet, self.looks.locked)
            return
        layout, row, column = place
        target = f"internal:{layout.quoted()}!{cell(row, column)}"
        self.sheet.link(self.row, 2, target, f"{cell(row, column)}  {layout.content.name}", style)

    def _done(self, item: Correction, place: tuple[SheetLayout, int, int] | None) -> None:
        looks = self.looks
        spec = None if place is None else self._field_of(item)
        if place is None or spec is None:
            self.sheet.text(self.row, 8, "–", looks.state)
            return
        layout, row, column = place
        ref = f"{layout.quoted()}!{cell(row, column)}"
        original = next((content.filled.get(item.field) for content in self._rows(layout) if item.field in content.marks), None)
        test = valid_formula(spec, ref, original, self.pen.lang)
        self.sheet.formula(self.row, 8, f'=IF({test},"{self.say(_DONE)}","{self.say(_OPEN)}")', looks.state, self.say(_OPEN))
        self.sheet.raw.conditional_format(
            self.row, 8, self.row, 8,
            {"type": "formula", "criteria": f'={cell(self.row, 8)}="{self.say(_DONE)}"', "format": looks.complete_font},
        )  # fmt: skip

    def _rows(self, layout: SheetLayout) -> list[RowContent]:
        page = layout.content.page
        return [page] if page is not None else [content for table in layout.tables for _, content in table.rows()]

    def _field_of(self, item: Correction) -> FieldSpec | None:
        for sheet in self.pen.content.sheets:
            for block in sheet.spec.blocks:
                for spec in block.fields:
                    if spec.key == item.field and sheet.page is not None and sheet.page.code == item.code:
                        return spec
            for table in sheet.tables:
                for content in table.rows:
                    if item.field in content.marks and content.marks[item.field].number == item.number:
                        column = table.spec.column(item.field)
                        if column is not None and column.content not in ("result", "input"):
                            return column
                        asks = next(c for c in table.spec.columns if c.content in ("result", "input"))
                        direct = inputs_of(content.kpi)[0] if content.kpi is not None and is_direct(content.kpi) else None
                        wanted = content.input or direct
                        return field_for_input(asks, wanted)
        return None

    def _status(self, first: int) -> None:
        looks, count = self.looks, len(self.feedback.corrections)
        span = f"{cell(first, 8, True)}:{cell(max(first, first + count - 1), 8, True)}"
        total = cell(*TOTAL, absolute=True)
        formula = f'=COUNTIF({span},"{self.say(_OPEN)}")'
        followed = sum(self.pen.layout.place(c.record, c.code, c.field) is not None for c in self.feedback.corrections)
        self.sheet.formula(*TOTAL, formula, looks.hidden, followed)
        ready, lead, tail = self.say(w.READY), self.say(w.TO_FIX), self.say(w.SPOTS)
        where = Text("กดที่ชื่อช่องเพื่อไปยังช่องนั้น  แก้แล้วช่องท้ายจะขึ้นว่า “แก้แล้ว ✓”",
                     "Click a cell's name to go there; the last column turns to “Done ✓”").say(self.pen.lang)  # fmt: skip
        self.sheet.text(3, 6, self.say(w.STATUS), looks.status("caption"))
        self.sheet.formula(4, 6, f'=IF({total}=0,"{ready}","{lead}"&{total}&"{tail}")', looks.status("value"),
                           f"{lead}{followed}{tail}" if followed else ready)  # fmt: skip
        self.sheet.formula(5, 6, f'=IF({total}=0,"{self.say(w.SEND)}","{where}")', looks.status("where"),
                           where if followed else self.say(w.SEND))  # fmt: skip
        for column in (7, 8):
            self.sheet.blank(3, column, looks.frame(top=True, right=column == 8))
            self.sheet.blank(4, column, looks.frame(right=column == 8))
            self.sheet.blank(5, column, looks.frame(bottom=True, right=column == 8))
        self.sheet.raw.conditional_format(3, 6, 5, 8, {"type": "formula", "criteria": f"={total}=0", "format": looks.ready_fill})

    def _title(self, title: Text, hint: Text | None = None) -> None:
        self.sheet.text(self.row, 1, self.say(title), self.looks.section_line)
        for column in range(2, len(WIDTHS)):
            self.sheet.blank(self.row, column, self.looks.rule_line)
        if hint is not None:
            self.sheet.text(self.row, 4, self.say(hint), self.looks.hint_line)
        self.sheet.raw.set_row(self.row, 34)
        self.row += 1

    def _plain_list(self, title: Text, hint: Text, findings: tuple[Finding, ...], end: Text) -> None:
        if not findings:
            return
        self.row += 1
        self._title(title, hint)
        looks, lang = self.looks, self.pen.lang
        for finding in findings:
            found, expected, remedy = message_of(finding, lang), say(finding.expected, lang), remedy_of(finding, lang)
            where = " ".join(filter(None, (finding.place.cell, finding.place.sheet)))
            for column, text in ((2, where), (3, finding.place.kpi_no), (4, found), (5, expected or "–"), (6, remedy)):
                self.sheet.text(self.row, column, text, looks.locked)
            self.sheet.blank(self.row, 1, looks.locked)
            self.sheet.blank(self.row, 7, looks.locked)
            self.sheet.text(self.row, 8, self.say(end), looks.locked_centre)
            cells = [(where, WIDTHS[2], 14.0), (found, WIDTHS[4], 14.0), (expected, WIDTHS[5], 14.0), (remedy, WIDTHS[6], 14.0)]
            self.sheet.raw.set_row(self.row, height_of(cells, 34))
            self.row += 1

    def _outside(self) -> None:
        if not self.feedback.outside:
            return
        self.row += 1
        self._title(Text("ข้อความที่พบนอกแบบ", "Written outside the form"), Text("เก็บไว้ครบ ไม่นับเป็นผล", "kept, not counted as data"))
        looks = self.looks
        note = Text("ถ้าต้องการให้จังหวัดเห็น ย้ายไปช่องในแบบ", "move it into a cell of the form if the province should act on it")
        for text in self.feedback.outside[:30]:
            where = f"{text.cell} {text.sheet}"
            for column in range(1, len(WIDTHS)):
                self.sheet.blank(self.row, column, looks.locked)
            self.sheet.text(self.row, 2, where, looks.locked)
            self.sheet.text(self.row, 4, f"“{text.text}”", looks.locked)
            self.sheet.text(self.row, 6, self.say(note), looks.locked)
            self.sheet.raw.set_row(self.row, height_of([(where, WIDTHS[2], 14), (text.text, WIDTHS[4], 14), (self.say(note), WIDTHS[6], 14)], 34))
            self.row += 1

    def _closing(self) -> None:
        settings = self.pen.content.settings
        contact = " ".join(filter(None, (settings.office, settings.office_phone)))
        line = Text(f"ไฟล์เดิมของท่านเก็บไว้ครบทุกไบต์ ไม่มีการแก้ไข     สงสัยโทร. {contact}",
                    f"Your original file is kept untouched, byte for byte.     Questions: {contact}")  # fmt: skip
        self.row += 1
        self.sheet.text(self.row, 1, self.say(line), self.looks.subtitle)
        self.sheet.raw.set_row(self.row, 30)

    def _page(self) -> None:
        raw = self.sheet.raw
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.5)
        raw.center_horizontally()
        raw.fit_to_pages(1, 0)
        raw.set_footer(f"&L&8 {self.pen.token}&R&8 {self.say(w.PAGE)}")
        raw.print_area(0, 0, self.row, len(WIDTHS) - 1)
        raw.freeze_panes(3, 0)
        raw.set_tab_color(s.BERRY)
        raw.protect("", {"format_columns": True, "format_rows": True})
