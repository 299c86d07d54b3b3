"""The upper half of a KPI's page: result and scores, the criteria that judge them, the derivation, the years before."""

from __future__ import annotations

from kpi_excel.core.consolidation import KpiLine
from kpi_excel.core.model import Direction, Part, ScoringMethod
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.verdicts import is_below_standard
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.pack.page import write_words
from kpi_excel.workbooks.pack.words import (
    certified_words,
    is_claimed_otherwise,
    number_words,
    result_words,
    score_words,
)
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, INK, NAVY, SKY
from kpi_excel.workbooks.writing import Sheet


def write_judgement(sheet: Sheet, context: Context, row: int, line: KpiLine) -> int:
    """All of it; gives the row after it."""
    row = _write_scores(sheet, context, row, line)
    row = _write_criteria(sheet, context, row, line)
    row = write_words(sheet, row, context.pick("วิธีคิด", "Derivation"), _derivation(context, line), size=13)
    return write_words(sheet, row, context.pick("ข้อมูลพื้นฐาน", "Baseline"), _baseline(context, line))


def _write_scores(sheet: Sheet, context: Context, row: int, line: KpiLine) -> int:
    """The result and the three scores, large; captions above."""
    mark = "≠ " if is_claimed_otherwise(line) else ""
    low = is_below_standard(context, line.score.value)
    figures = (
        (context.pick("ผล", "result"), result_words(context, line), INK),
        (context.pick("แจ้ง", "claimed"), mark + score_words(line.claimed), INK),
        (context.pick("คำนวณ", "recomputed"), score_words(line.score.value), BERRY if low else NAVY),
        (context.pick("รับรอง", "certified"), certified_words(context, line), INK),
        (context.pick("ถ่วงน้ำหนัก", "weighted"), score_words(line.contribution if line.weight else None), INK),
    )
    formats = sheet.book.formats
    sheet.raw.set_row(row, 26)
    sheet.raw.set_row(row + 1, 36)
    sheet.text(row + 1, 0, context.pick("ผลและคะแนน", "Result and score"),
               formats(size=13, font_color=GREY, bottom=1, bottom_color=HAIR))  # fmt: skip
    for column, (caption, words, color) in enumerate(figures, start=1):
        sheet.text(row, column, caption, formats(size=12, font_color=GREY, shrink=True))
        # a word beside numbers: smaller, so that it stays within its column
        size = 17 if words[-1:].isdigit() else 13
        style = formats(size=size, bold=True, shrink=True, font_color=color, bottom=1, bottom_color=HAIR)
        sheet.text(row + 1, column, words, style)
    return row + 2


def _write_criteria(sheet: Sheet, context: Context, row: int, line: KpiLine) -> int:
    """The five levels with the one reached marked; where steps or parts are the criteria, their names."""
    kpi, levels = line.kpi, context.pick("เกณฑ์ระดับ 1 ถึง 5", "Criteria")
    if kpi.level_texts:
        steps = "\n".join(f"{number}  {text}" for number, text in enumerate(kpi.level_texts, 1))
        return write_words(sheet, row, levels, steps, size=13)
    if kpi.parts:
        label = context.pick("ส่วนย่อย (น้ำหนัก)", "Parts (weight)")
        return write_words(sheet, row, label, "\n".join(map(_part, kpi.parts)), size=13)
    if not any(level is not None for level in kpi.levels):
        is_yes_no = kpi.method is ScoringMethod.YES_NO
        said = context.pick("มี = 5.0000   ไม่มี = 1.0000", "yes = 5.0000   no = 1.0000") if is_yes_no else DASH
        return write_words(sheet, row, levels, said, size=13)
    if kpi.direction is Direction.DOWN:
        levels += context.pick("\nยิ่งต่ำยิ่งดี", "\nlower is better")
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    sheet.raw.set_row(row, 48 if "\n" in levels else 32)
    sheet.text(row, 0, levels, formats(size=13, font_color=GREY, text_wrap=True, **hair))
    for level, criterion in enumerate(kpi.levels, start=1):
        is_reached = line.score.level == level and line.score.value is not None
        look = {"bold": True, "bg_color": SKY} if is_reached else {}
        word = context.pick(f"ระดับ {level} = ", f"level {level} = ") + number_words(criterion)
        sheet.text(row, level, word, formats(size=13, shrink=True, **look, **hair))
    return row + 1


def _part(part: Part) -> str:
    return (part.name or part.code) + ("" if part.weight is None else f" ({plain(part.weight)})")


def _derivation(context: Context, line: KpiLine) -> str:
    said = [context.say(step) for step in line.score.steps]
    if line.score.value is None and line.note:
        said.append(context.say(line.note))
    return "\n".join(dict.fromkeys(said)) or DASH


def _baseline(context: Context, line: KpiLine) -> str:
    """The two years before, and the year's target."""
    by_year = {baseline.year: baseline.value for baseline in line.kpi.baselines}
    years = (context.year - 2, context.year - 1)
    said = [context.pick(f"ปี {year}  ", f"FY {year}  ") + number_words(by_year.get(year)) for year in years]
    said.append(context.pick("เป้าหมาย  ", "target  ") + number_words(line.kpi.target))
    return "        ".join(said)
