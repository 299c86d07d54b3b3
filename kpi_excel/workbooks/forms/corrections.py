"""The feedback's first sheet, `สิ่งที่ต้องแก้`: what to correct, each with a link to its cell and a live “done?”."""

from __future__ import annotations

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.text import Text, say
from kpi_excel.forms.content import Correction, Feedback, RowContent
from kpi_excel.forms.heads import HEAD
from kpi_excel.forms.spec import FieldSpec
from kpi_excel.workbooks import styles as s
from kpi_excel.workbooks.forms import words as w
from kpi_excel.workbooks.forms.blank_kpis import blank_kpi
from kpi_excel.workbooks.forms.corrections_rest import write_rest
from kpi_excel.workbooks.forms.corrections_top import (
    HEADER_ROW,
    TOTAL,
    WIDTHS,
    write_section,
    write_top,
)
from kpi_excel.workbooks.forms.head import Box, write_box
from kpi_excel.workbooks.forms.layout import SheetLayout
from kpi_excel.workbooks.forms.marks import valid_formula
from kpi_excel.workbooks.forms.measure import tall
from kpi_excel.workbooks.forms.needs import asked_field
from kpi_excel.workbooks.forms.pen import Pen, cell
from kpi_excel.workbooks.forms.printing import set_paper
from kpi_excel.workbooks.writing import Sheet

_DONE_COLUMN, _SHEET_COLUMN = 8, 9
_DONE = Text("แก้แล้ว ✓", "Done ✓")
_OPEN = Text("ยังไม่แก้", "Open")
_HEADS = (
    Text("ข้อ", "Item"), Text("ช่อง", "Cell"), Text("ตัวชี้วัดที่", "KPI no."), Text("พบว่า", "Found"),
    Text("ควรเป็น", "Expected"), Text("แก้อย่างไร", "How to correct"), Text("คะแนนถ่วงที่รออยู่", "Weighted score waiting"),
    Text("แก้แล้วหรือยัง", "Done?"),
)  # fmt: skip


def total_reference(pen: Pen) -> str:
    """How many are still open, as the other sheets refer to it."""
    return f"'{pen.say(w.CORRECTIONS)}'!{cell(*TOTAL, absolute=True)}"


def open_on(pen: Pen, name: str) -> tuple[str, int]:
    """How many are still open on one sheet: as a formula, and now."""
    assert pen.content.feedback is not None
    corrections = pen.content.feedback.corrections
    sheet = f"'{pen.say(w.CORRECTIONS)}'!"
    done, names = (f"{sheet}{_span(column, len(corrections))}" for column in (_DONE_COLUMN, _SHEET_COLUMN))
    return f'COUNTIFS({done},"{pen.say(_OPEN)}",{names},"{name}")', sum(_sheet_name(pen, item) == name for item in corrections)


def write_corrections(pen: Pen, sheet: Sheet, feedback: Feedback) -> None:
    """Write the list; its title is the message."""
    write_top(pen, sheet, feedback)
    if feedback.corrections:
        write_box(sheet, (6, 8), pen.looks, _box(pen, len(feedback.corrections)), cell(*TOTAL, absolute=True))
        _write_list(pen, sheet, feedback)
    row = write_rest(pen, sheet, feedback, HEADER_ROW + 1 + len(feedback.corrections) if feedback.corrections else HEADER_ROW - 1)
    set_paper(pen, sheet.raw, row, len(WIDTHS) - 1)
    sheet.raw.fit_to_pages(1, 0)
    sheet.raw.freeze_panes(3, 0)
    sheet.raw.set_tab_color(s.BERRY)
    sheet.raw.protect("", {"format_columns": True, "format_rows": True})


def _span(column: int, count: int) -> str:
    """From the heading on: one cell alone is no range everywhere."""
    return f"{cell(HEADER_ROW, column, True)}:{cell(HEADER_ROW + count, column, True)}"


def _box(pen: Pen, count: int) -> Box:
    total = cell(*TOTAL, absolute=True)
    ready, lead, tail, send = (pen.say(word) for word in (w.READY, w.TO_FIX, w.SPOTS, w.SEND))
    where = Text("กดที่ชื่อช่องเพื่อไปยังช่องนั้น  แก้แล้วช่องท้ายจะขึ้นว่า “แก้แล้ว ✓”",
                 "Click a cell's name to go there; the last column turns to “Done ✓”").say(pen.lang)  # fmt: skip
    value = f'IF({total}=0,"{ready}","{lead}"&{total}&"{tail}")'
    return Box(pen.say(w.STATUS), value, f"{lead}{count}{tail}", f'IF({total}=0,"{send}","{where}")', where)


def _write_list(pen: Pen, sheet: Sheet, feedback: Feedback) -> None:
    write_section(pen, sheet, HEADER_ROW - 1, Text("ต้องแก้", "To correct"))
    for column, head in enumerate(_HEADS, start=1):
        centred = column in (1, 3, 7, _DONE_COLUMN)
        sheet.text(HEADER_ROW, column, pen.say(head), pen.looks.band_centre if centred else pen.looks.band_left)
    sheet.raw.set_row(HEADER_ROW, 50)
    count = len(feedback.corrections)
    sheet.formula(*TOTAL, f'=COUNTIF({_span(_DONE_COLUMN, count)},"{pen.say(_OPEN)}")', pen.looks.hidden, count)
    for row, item in enumerate(feedback.corrections, start=HEADER_ROW + 1):
        _write_item(pen, sheet, row, item)


def _write_item(pen: Pen, sheet: Sheet, row: int, item: Correction) -> None:
    looks, lang = pen.looks, pen.lang
    spec, content = _asked(pen, item)
    found, remedy = message_of(item.finding, lang), remedy_of(item.finding, lang)
    expected = say(item.finding.expected, lang)
    if spec is not None and expected == pen.say(spec.title) and spec.help.th:
        # The field's own name says nothing beside "this cell is blank"
        expected = pen.say(spec.help)
    number = pen.book.formats(size=18, bold=True, font_color=s.BERRY, align="center", bottom=1, bottom_color=s.RULE)
    kpi_no = pen.book.formats(size=16, bold=True, font_color=s.NAVY, align="center", bottom=1, bottom_color=s.RULE)
    stake = pen.book.formats(align="center", num_format=s.SCORE, bottom=1, bottom_color=s.RULE)
    sheet.number(row, 1, item.number, number)
    _write_link(pen, sheet, row, item)
    sheet.text(row, 3, item.kpi_no, kpi_no)
    sheet.text(row, 4, found, looks.locked)
    sheet.text(row, 5, expected or "–", looks.locked)
    sheet.text(row, 6, remedy, looks.label)
    if item.stake is None:
        sheet.text(row, 7, "–", stake)
    else:
        sheet.number(row, 7, item.stake, stake)
    _write_done(pen, sheet, row, item, spec, content)
    sheet.text(row, _SHEET_COLUMN, _sheet_name(pen, item), looks.hidden)
    sheet.raw.set_row(row, tall([(found, WIDTHS[4], 14), (expected, WIDTHS[5], 14), (remedy, WIDTHS[6], 14)], 64))


def _place(pen: Pen, item: Correction) -> tuple[SheetLayout, int, int] | None:
    if item.is_blank:
        found = blank_kpi(pen.layout, item.kpi_no)
        return found and (found.sheet, found.row, found.column)
    return pen.layout.place(item.record, item.code, item.field)


def _sheet_name(pen: Pen, item: Correction) -> str:
    place = _place(pen, item)
    return place[0].content.name if place is not None else pen.say(w.CORRECTIONS)


def _write_link(pen: Pen, sheet: Sheet, row: int, item: Correction) -> None:
    """The cell and its sheet as a link, on one line: LibreOffice joins the lines of a link."""
    place = _place(pen, item)
    if place is None:
        sheet.text(row, 2, item.sheet, pen.looks.locked)
        return
    layout, at, column = place
    link = pen.book.formats(font_color=s.LINK, underline=1, align="left", indent=1, bottom=1, bottom_color=s.RULE, text_wrap=True)
    sheet.link(row, 2, f"internal:{layout.quoted()}!{cell(at, column)}", f"{cell(at, column)}  {layout.content.name}", link)


def _write_done(
    pen: Pen, sheet: Sheet, row: int, item: Correction, spec: FieldSpec | None, content: RowContent | None
) -> None:
    """Live where the cell is known; else a box for the official to say so."""
    done, still, test = pen.say(_DONE), pen.say(_OPEN), _done_test(pen, item, spec, content)
    if test is None:
        sheet.text(row, _DONE_COLUMN, still, pen.looks.input("@", True, align="center"))
        source = {"validate": "list", "source": f"={pen.list_name((still, done))}"}
        sheet.raw.data_validation(row, _DONE_COLUMN, row, _DONE_COLUMN, source)
        return
    sheet.formula(row, _DONE_COLUMN, f'=IF({test},"{done}","{still}")', pen.looks.state, still)
    rule = {"type": "formula", "criteria": f'={cell(row, _DONE_COLUMN)}="{done}"', "format": pen.looks.complete_font}
    sheet.raw.conditional_format(row, _DONE_COLUMN, row, _DONE_COLUMN, rule)


def _done_test(pen: Pen, item: Correction, spec: FieldSpec | None, content: RowContent | None) -> str | None:
    """TRUE once an item is mended; None where the cell is not one of ours."""
    if item.is_blank:
        blank = blank_kpi(pen.layout, item.kpi_no)
        return blank and blank.filled
    place = _place(pen, item)
    if place is None or spec is None or content is None:
        return None
    layout, at, column = place
    return valid_formula(spec, f"{layout.quoted()}!{cell(at, column)}", content.filled.get(item.field), pen.lang)


def _asked(pen: Pen, item: Correction) -> tuple[FieldSpec | None, RowContent | None]:
    """The field that an item is about, and the row or page that holds it."""
    for sheet in pen.content.sheets:
        if item.record == HEAD:
            spec = next((spec for spec in sheet.spec.head if spec.key == item.field), None)
            if spec is not None:
                return spec, RowContent("", filled=sheet.head)
            continue
        if sheet.page is not None and item.field in sheet.page.marks and sheet.page.code == item.code:
            fields = [spec for block in sheet.spec.blocks for spec in block.fields]
            return next((spec for spec in fields if spec.key == item.field), None), sheet.page
        for table in sheet.tables:
            for content in table.rows:
                mark = content.marks.get(item.field)
                if mark is None or mark.number != item.number:
                    continue
                asked = [asked_field(column, content) for column in table.spec.columns if column.is_input]
                spec = next((spec for spec in asked if spec is not None and spec.key == item.field), None)
                if spec is not None:
                    return spec, content
    return None, None
