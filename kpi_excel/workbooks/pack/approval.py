"""เห็นชอบ: the page the governor signs, and the letters by which the single reports were approved (M8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kpi_excel.core.scoring.score import Total
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Top,
    numbers_as_text_are_meant,
    open_sheet,
    row_height,
    write_section,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.pack.assessments import Assessment, Letter, assessments
from kpi_excel.workbooks.pack.page import COLUMNS, LAST, merge, wide, write_across, write_air
from kpi_excel.workbooks.pack.words import NO_LETTER, part_words, score_words
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, INK
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("เห็นชอบ", "Approval")

_ROWS_OF_A_PAGE = 36
"""Up to here the page is made to fit: a signature belongs on the page of what is signed."""


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """What is approved, room for the letter and the signature, then the letters there are."""
    every = [one for one in assessments(context.data) if one.is_owed]
    top = Top(
        what=context.pick(f"หน้าเห็นชอบ {context.data.period.label()}", f"Approval, {context.data.period.label('en')}"),
        headline=_headline(context, every),
        how=context.pick("ผู้ตรวจขอดูหน้านี้ทุกครั้ง", "Inspectors ask for this page every time"),
    )
    open_sheet(sheet, context, COLUMNS, top, portrait=True)
    row = write_across(sheet, TOP_ROWS, _statement(context), 86, size=15)
    row = _write_signature(sheet, context, write_air(sheet, row))
    row = _write_letters(sheet, context, write_air(sheet, row, 24), every)
    if row <= _ROWS_OF_A_PAGE:
        sheet.raw.fit_to_pages(1, 1)
    sheet.raw.repeat_rows(0, TOP_ROWS - 1)
    sheet.raw.freeze_panes(TOP_ROWS, 0)
    numbers_as_text_are_meant(sheet, row)


def _headline(context: Context, every: list[Assessment]) -> str:
    bare = sum(1 for one in every if not one.letter.is_complete)
    if not bare:
        return context.pick("ผู้ว่าฯ เห็นชอบครบทุกตัวชี้วัด", "The governor approved every KPI")
    return context.pick(f"ยังไม่มีหนังสือเห็นชอบ {bare} จาก {len(every)} ตัวชี้วัด",
                        f"{bare} of {len(every)} KPIs lack the governor's letter")  # fmt: skip


def _statement(context: Context) -> str:
    data, province = context.data, context.data.registry.settings.province
    scores = [_score_in_words(context, total) for total in (data.claimed, data.total, data.certified)]
    return context.pick(
        f"เห็นชอบรายงานการประเมินผลตนเองตามคำรับรองการปฏิบัติราชการ จังหวัด{province} {data.period.label()} "
        f"คะแนนที่หน่วยงานแจ้ง {scores[0]} คะแนนที่คำนวณ {scores[1]} คะแนนที่รับรอง {scores[2]}",
        f"I approve the self-assessment report of {province} province on its performance agreement, "
        f"{data.period.label('en')}: claimed {scores[0]}, recomputed {scores[1]}, certified {scores[2]}",
    )


def _score_in_words(context: Context, total: Total) -> str:
    """What is approved: a total over part of the weight says so."""
    part = part_words(context, total)
    return score_words(total.score) + (f" ({part})" if part else "")


def _write_signature(sheet: Sheet, context: Context, row: int) -> int:
    """Dotted lines: letter number and date, signature, name, day."""
    formats, province = sheet.book.formats, context.data.registry.settings.province
    label, dotted = formats(font_color=GREY, valign="bottom", align="right"), formats(bottom=4, bottom_color=GREY)
    lines = (
        (40, ((0, context.pick("หนังสือเลขที่ ", "letter no. "), 1, 2), (3, context.pick("ลงวันที่ ", "dated "), 4, 5))),
        (64, ((2, context.pick("ลงชื่อ ", "signed "), 3, 5),)),
    )
    for height, entries in lines:
        sheet.raw.set_row(row, height)
        for column, words, first, last in entries:
            sheet.text(row, column, words, label)
            for at in range(first, last + 1):
                sheet.blank(row, at, dotted)
        row += 1
    title = context.pick(f"ผู้ว่าราชการจังหวัด{province}", f"Governor of {province}")
    for words, look in ((f"( {'.' * 60} )", {"font_color": GREY, "valign": "bottom"}), (title, {"bold": True})):
        sheet.raw.set_row(row, 32)
        merge(sheet, row, 3, LAST, words, align="center", shrink=True, **look)
        row += 1
    sheet.raw.set_row(row, 34)
    sheet.text(row, 2, context.pick("วันที่ ", "date "), label)
    for at in range(3, LAST + 1):
        sheet.blank(row, at, dotted)
    return row + 1


def _write_letters(sheet: Sheet, context: Context, row: int, every: list[Assessment]) -> int:
    """One line per agency and letter; those without one first."""
    groups: dict[tuple[str, Letter], list[str]] = defaultdict(list)
    for one in every:
        groups[one.line.agency, one.letter].append(one.line.kpi.kpi_no)
    write_section(sheet, row, 0, LAST, context.pick("หนังสือเห็นชอบรายหน่วยงาน", "Letters of approval by agency"))
    heads = (Text("หน่วยงาน", "Agency"), Text("เลขที่หนังสือ", "Letter no."), Text("ลงวันที่", "Dated"), Text("ตัวชี้วัด", "KPI"))
    _write_row(sheet, row + 1, [context.say(head) for head in heads], GREY)
    row += 2
    for (agency, letter), numbers in sorted(groups.items(), key=lambda item: item[0][1].is_complete):
        number = letter.number or context.say(NO_LETTER)
        words = (context.agency(agency), number, context.day(letter.dated) or DASH, ", ".join(numbers))
        _write_row(sheet, row, words, INK if letter.is_complete else BERRY)
        row += 1
    return row


def _write_row(sheet: Sheet, row: int, words: Sequence[str], color: str) -> None:
    """Agency, letter, its date and the KPIs it covers, over the columns of the page."""
    spans = tuple(zip(words, ((0, 1), (2, 3), (4, 4), (5, 5)), strict=True))
    heights = [(text, wide(COLUMNS[first : last + 1]), 13.0) for text, (first, last) in spans]
    sheet.raw.set_row(row, row_height(heights, 27))
    style = {"size": 13, "font_color": color, "bold": color == BERRY, "text_wrap": True}
    style |= {"bottom": 1, "bottom_color": HAIR}
    for text, (first, last) in spans:
        if first == last:
            sheet.text(row, first, text, sheet.book.formats(**style))
        else:
            merge(sheet, row, first, last, text, **style)
