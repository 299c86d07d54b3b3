"""The lower half of `สรุป`: KPIs below standard, what is overdue, the decisions wanted, and the signature."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.consolidation import KpiLine, Overdue
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.decisions import decisions, handin_date
from kpi_excel.workbooks.consolidated.figures import change_text, result_format, score_text
from kpi_excel.workbooks.consolidated.score_cells import result_word
from kpi_excel.workbooks.consolidated.skeleton import fitted, size_that_fits, write_remark, write_section
from kpi_excel.workbooks.consolidated.summary_grid import COLUMNS, LAST, SPLIT, below_standard, leave_air, merge
from kpi_excel.workbooks.consolidated.words import DASH, FAR_LATE, NO_SCORE, late, out_of
from kpi_excel.workbooks.styles import AMBER, BERRY, CHANGE, GREY, HAIR, INK, NAVY, PEACH, RULE, SCORE
from kpi_excel.workbooks.writing import Sheet

MOST_KPIS, MOST_OVERDUE = 5, 4
"""The page never grows: what is beyond stands on its own sheet, and the heading says so."""

_SIZES = (14, 13, 12)
_HAIR = {"bottom": 1, "bottom_color": HAIR}


def write(sheet: Sheet, context: Context, row: int) -> None:
    """All blocks from `row` down."""
    row = _write_below_standard(sheet, context, row)
    row = _write_overdue(sheet, context, row)
    row = _write_decisions(sheet, context, row)
    _write_signature(sheet, context, row)


def _write_below_standard(sheet: Sheet, context: Context, row: int) -> int:
    low = below_standard(context)
    standard = score_text(context.data.registry.settings.standard_score)
    title = context.pick(f"ตัวชี้วัดที่ต่ำกว่าเกณฑ์ {standard}", f"KPIs below the standard {standard}")
    write_section(sheet, row, 0, LAST, title, _gain_words(context, low))
    if not low:
        none = context.pick("ไม่มีตัวชี้วัดต่ำกว่าเกณฑ์", "No KPI is below the standard")
        if context.data.total.score is None:
            none = context.pick("ยังไม่มีผลให้เทียบเกณฑ์", "No result to compare yet")
        return _say_so(sheet, row, none)
    _write_low_headings(sheet, context, row + 1)
    shown = low[:MOST_KPIS]
    for at, line in enumerate(shown, start=row + 2):
        _write_low(sheet, context, at, line)
    return leave_air(sheet, row + 2 + len(shown))


def _gain_words(context: Context, low: list[KpiLine]) -> str:
    """What the total would gain if all of them reached the standard, and how many of them are shown."""
    if not low:
        return ""
    gain = change_text(sum((line.gain_to_standard for line in low), Decimal(0)))
    shown = context.pick(f"แสดง {MOST_KPIS} ตัว  ", f"{MOST_KPIS} shown, ") if len(low) > MOST_KPIS else ""
    all_of_them = context.pick(f"ถ้าแก้ได้ทั้ง {len(low)} ตัว คะแนนรวม {gain}", f"total {gain} if all {len(low)} reach it")
    return shown + all_of_them


def _say_so(sheet: Sheet, row: int, words: str) -> int:
    """The one line of a block that has nothing to show."""
    write_remark(sheet, row + 1, 0, words)
    return leave_air(sheet, row + 2)


def _write_low_headings(sheet: Sheet, context: Context, row: int) -> None:
    sheet.raw.set_row(row, 23)
    heads = {
        0: context.pick("ที่", "No."), 1: context.pick("ตัวชี้วัด", "KPI"), SPLIT: context.pick("เจ้าภาพ", "host"),
        LAST - 3: context.pick("ระดับ 3", "level 3"), LAST - 2: context.pick("ผล", "result"),
        LAST - 1: context.pick("คะแนน", "score"), LAST: context.pick("เพิ่มได้", "gain"),
    }  # fmt: skip
    for column in range(LAST + 1):
        align = "right" if column >= LAST - 3 else "left"
        style = sheet.book.formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE, align=align)
        sheet.text(row, column, heads.get(column, ""), style)


def _write_low(sheet: Sheet, context: Context, row: int, line: KpiLine) -> None:
    formats = sheet.book.formats
    sheet.raw.set_row(row, 46)
    sheet.text(row, 0, line.kpi.kpi_no, formats(bold=True, shrink=True, **_HAIR))
    name = fitted(line.kpi.name, COLUMNS[1:SPLIT], 13, 2)
    merge(sheet, row, 1, SPLIT - 1, name, formats(size=13, text_wrap=True, **_HAIR))
    merge(sheet, row, SPLIT, LAST - 4, _host(context, line), formats(size=12, text_wrap=True, font_color=GREY, **_HAIR))
    for column, number, color in ((LAST - 3, line.kpi.levels[2], GREY), (LAST - 2, line.score.result, INK)):
        if number is None:
            word = result_word(context, line) if column == LAST - 2 else DASH
            sheet.text(row, column, word, formats(size=13, align="right", font_color=GREY, **_HAIR))
        else:
            style = formats(align="right", shrink=True, num_format=result_format(number), font_color=color, **_HAIR)
            sheet.number(row, column, number, style)
    style = formats(align="right", bold=True, font_color=BERRY, num_format=SCORE, **_HAIR)
    if line.score.value is None:
        sheet.text(row, LAST - 1, context.say(NO_SCORE), style)
    else:
        sheet.number(row, LAST - 1, line.score.value, style)
    sheet.number(row, LAST, line.gain_to_standard, formats(align="right", num_format=CHANGE, **_HAIR))


def _host(context: Context, line: KpiLine) -> str:
    """The first of the host's names that two short lines hold."""
    names, room = context.names(line.agency), COLUMNS[SPLIT : LAST - 3]
    # measured larger than printed: words that do not fit at a line's end leave much of it unused
    return next((name for name in names if fitted(name, room, 13, 2) == name), fitted(names[0], room, 13, 2))


def _write_overdue(sheet: Sheet, context: Context, row: int) -> int:
    overdue = sorted(context.data.overdue, key=lambda item: -item.days)
    shown = overdue[:MOST_OVERDUE]
    aside = ""
    if len(overdue) > len(shown):
        count = context.say(out_of(len(shown), len(overdue)))
        aside = context.pick(f"ช้าที่สุด {count} รายการ ดูแผ่น ค้างส่ง", f"the latest {count}; see Overdue")
    write_section(sheet, row, 0, LAST, context.pick("ค้างส่งและเลยกำหนด", "Overdue"), aside)
    if not shown:
        return _say_so(sheet, row, context.pick("ไม่มีรายการค้างส่งหรือเลยกำหนด", "Nothing is overdue"))
    for at, item in enumerate(shown, start=row + 1):
        _write_late(sheet, context, at, item)
    return leave_air(sheet, row + 1 + len(shown))


def _write_late(sheet: Sheet, context: Context, row: int, item: Overdue) -> None:
    formats = sheet.book.formats
    sheet.raw.set_row(row, 26)
    fill = AMBER if item.days >= FAR_LATE else PEACH
    merge(sheet, row, 0, 1, context.say(late(item.days)), formats(bold=True, align="center", bg_color=fill, **_HAIR))
    what, kpis = context.say(item.what), ", ".join(item.kpi_nos)
    numbered = f"{what} ({context.pick('ตัวชี้วัด', 'KPI')} {kpis})"
    if kpis and fitted(numbered, COLUMNS[SPLIT:], _SIZES[-1]) == numbered:
        what = numbered
    for first, last, words, indent in ((2, SPLIT - 1, context.debtor(item), 1), (SPLIT, LAST, what, 0)):
        room = COLUMNS[first : last + 1]
        size = size_that_fits(words, room, _SIZES)
        merge(sheet, row, first, last, fitted(words, room, size), formats(size=size, indent=indent, **_HAIR))


def _write_decisions(sheet: Sheet, context: Context, row: int) -> int:
    sentences, day = decisions(context), handin_date(context)
    aside = context.pick(f"กำหนดส่ง ก.พ.ร. {context.day(day)}", f"due at OPDC {context.day(day)}") if day else ""
    write_section(sheet, row, 0, LAST, context.pick("ขอให้พิจารณา", "Decisions wanted"), aside)
    if not sentences:
        return _say_so(sheet, row, context.pick("ไม่มีเรื่องที่ต้องขอให้พิจารณา", "Nothing needs a decision"))
    formats, room = sheet.book.formats, COLUMNS[1 : LAST - 1]
    agree = context.pick("(      ) เห็นชอบ", "(      ) agreed")
    for at, sentence in enumerate(sentences, start=1):
        kept, size = fitted(sentence, room, 13, 2), size_that_fits(sentence, room, (14, 13))
        is_long = fitted(sentence, room, 13) != sentence
        sheet.raw.set_row(row + at, 46 if is_long else 28)
        sheet.text(row + at, 0, str(at), formats(bold=True, font_color=NAVY))
        merge(sheet, row + at, 1, LAST - 2, kept, formats(size=size, text_wrap=is_long))
        sheet.text(row + at, LAST, agree, formats(align="right"))
    return leave_air(sheet, row + 1 + len(sentences), 6)


def _write_signature(sheet: Sheet, context: Context, row: int) -> None:
    """Dotted lines to write on: the page becomes the record of the decision."""
    formats = sheet.book.formats
    sheet.raw.set_row(row, 40)
    words = {
        0: (context.pick("ข้อสั่งการ", "orders"), "left"), SPLIT: (context.pick("ลงนาม", "signed"), "left"),
        LAST - 2: (context.pick("วันที่", "date"), "right"),
    }  # fmt: skip
    for column in range(LAST + 1):
        if column in words:
            label, align = words[column]
            sheet.text(row, column, label, formats(font_color=GREY, valign="bottom", align=align))
        elif column not in (1, SPLIT - 1):
            sheet.blank(row, column, formats(bottom=4, bottom_color=GREY))
