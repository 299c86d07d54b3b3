"""ตารางสรุป: every KPI of the round in one table, as OPDC's SAR card has them (domain.md 3.3)."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.consolidation import DimensionLine, KpiLine
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import result_format, weight_format
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.verdicts import is_below_standard
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.pack.assessments import Assessment, assessments
from kpi_excel.workbooks.pack.words import APPROVED, certified_words, is_claimed_otherwise, result_words, signoff_of
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, INK, NAVY, SCORE, WHITE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ตารางสรุป", "Overview")

_WEIGHT, _RESULT, _CLAIMED, _SCORE, _CERTIFIED, _SHARE, _SIGNED, _LETTER = range(6, 14)
_HAIR = {"bottom": 1, "bottom_color": HAIR}


def _columns(year: int) -> tuple[Column, ...]:
    years = (Text(f"ปี {year - ago}", f"FY {year - ago}") for ago in (2, 1))
    return (
        Column(Text("ที่", "No."), 58),
        Column(Text("ตัวชี้วัด", "KPI"), 284),
        Column(Text("เจ้าภาพ", "Host"), 140),
        *(Column(title, 84, "right") for title in years),
        Column(Text("เป้าหมาย", "Target"), 84, "right"),
        Column(Text("น้ำหนัก", "Weight"), 66, "right"),
        Column(Text("ผล", "Result"), 96, "right"),
        Column(Text("แจ้ง", "Claimed"), 88, "right"),
        Column(Text("คำนวณ", "Score"), 78, "right"),
        Column(Text("รับรอง", "Certified"), 88, "right"),
        Column(Text("ถ่วงน้ำหนัก", "Weighted"), 92, "right"),
        Column(Text("ผู้กำกับดูแล", "Supervisor"), 98, "center"),
        Column(Text("ผู้ว่าฯ", "Governor"), 92, "center"),
    )


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """Dimension by dimension, each with its own score, the province's at the end."""
    columns, every = _columns(context.year), assessments(context.data)
    top = Top(
        what=context.pick(f"ตารางสรุปการประเมินตนเอง {context.data.period.label()}",
                          f"Self-assessment overview, {context.data.period.label('en')}"),
        headline=_headline(context, every),
        how=context.pick("ปี = ข้อมูลพื้นฐาน  แจ้ง = หน่วยงานประเมินตนเอง  คำนวณ = คิดจากเกณฑ์  รับรอง = ที่ปรึกษารับรองแล้ว",
                         "Years: baselines. Claimed by the agency, score by the criteria, certified by the consultant"),
    )  # fmt: skip
    open_sheet(sheet, context, columns, top)
    write_headings(sheet, context, TOP_ROWS, columns)
    row = TOP_ROWS + 1
    for dimension in context.data.dimensions:
        own = [one for one in every if one.line.kpi.dimension_no == dimension.number]
        row = _write_dimension(sheet, context, row, columns, dimension, own)
    placed = {dimension.number for dimension in context.data.dimensions}
    for one in every:
        if one.line.kpi.dimension_no not in placed:
            row = _write_line(sheet, context, row, columns, one)
    _write_total(sheet, context, row, columns)
    freeze(sheet, TOP_ROWS, 2)
    numbers_as_text_are_meant(sheet, row)


def _headline(context: Context, every: tuple[Assessment, ...]) -> str:
    owed = [one for one in every if one.is_owed]
    came = sum(1 for one in owed if one.is_received)
    differs = sum(1 for one in owed if is_claimed_otherwise(one.line))
    text = context.pick(f"รับรายงานแล้ว {came} จาก {len(owed)} ตัวชี้วัด", f"{came} of {len(owed)} reports received")
    return text + (context.pick(f"  คะแนนแจ้งต่างจากคำนวณ {differs} ตัว", f", {differs} claims differ") if differs else "")


def _write_dimension(
    sheet: Sheet, context: Context, row: int, columns: tuple[Column, ...], dimension: DimensionLine,
    own: list[Assessment],
) -> int:  # fmt: skip
    formats, band = sheet.book.formats, {"bold": True, "bg_color": NAVY, "font_color": WHITE}
    sheet.raw.set_row(row, 32)
    for column in range(len(columns)):
        sheet.blank(row, column, formats(**band))
    name = context.pick(f"มิติที่ {dimension.number} {dimension.name}", f"Dimension {dimension.number} {dimension.name}")
    sheet.text(row, 0, name, formats(size=15, **band))
    weight = dimension.total.weight
    sheet.number(row, _WEIGHT, weight, formats(align="right", num_format=weight_format(weight), **band))
    scores = {_CLAIMED: dimension.claimed.score, _SCORE: dimension.total.score, _CERTIFIED: dimension.certified.score}
    for column, score in {**scores, _SHARE: dimension.contribution}.items():
        _put(sheet, row, column, DASH if score is None else score, SCORE, **band)
    for one in own:
        row = _write_line(sheet, context, row + 1, columns, one) - 1
    return row + 1


def _write_line(sheet: Sheet, context: Context, row: int, columns: tuple[Column, ...], one: Assessment) -> int:
    line, formats = one.line, sheet.book.formats
    wrapped = {"text_wrap": True, **_HAIR}
    cells = [
        Cell(0, line.kpi.kpi_no, 14, formats(**_HAIR)),
        Cell(1, line.kpi.name, 13, formats(size=13, **wrapped)),
        Cell(2, context.agency(line.agency), 12, formats(size=12, font_color=GREY, **wrapped)),
        _mark(sheet, context, _SIGNED, one, context.say(signoff_of(one)), signoff_of(one) is APPROVED),
        _mark(sheet, context, _LETTER, one, context.pick("มีหนังสือ", "letter") if one.letter.is_complete
              else context.pick("ยังไม่มี", "none"), one.letter.is_complete),
    ]  # fmt: skip
    if line.score.result is None:
        word = formats(size=12, font_color=GREY, align="right", **wrapped)
        cells.append(Cell(_RESULT, result_words(context, line), 12, word))
    write_wrapped(sheet, row, columns, cells, least=46)
    if line.score.result is not None:
        _put(sheet, row, _RESULT, line.score.result, result_format(line.score.result), bold=True)
    _write_figures(sheet, context, row, line)
    return row + 1


def _write_figures(sheet: Sheet, context: Context, row: int, line: KpiLine) -> None:
    by_year = {baseline.year: baseline.value for baseline in line.kpi.baselines}
    known = {3: by_year.get(context.year - 2), 4: by_year.get(context.year - 1), 5: line.kpi.target}
    for column, number in known.items():
        shape = SCORE if number is None else result_format(number)
        _put(sheet, row, column, DASH if number is None else number, shape, font_color=GREY)
    _put(sheet, row, _WEIGHT, line.weight if line.weight else DASH, weight_format(line.weight))
    differs = is_claimed_otherwise(line)
    _put(sheet, row, _CLAIMED, DASH if line.claimed is None else line.claimed, f'"≠ "{SCORE}' if differs else SCORE,
         bold=differs)  # fmt: skip
    color = BERRY if is_below_standard(context, line.score.value) else INK
    _put(sheet, row, _SCORE, DASH if line.score.value is None else line.score.value, SCORE, bold=True, font_color=color)
    certified = certified_words(context, line) if line.certified is None else line.certified
    _put(sheet, row, _CERTIFIED, certified, SCORE)
    share = line.contribution if line.weight else None
    _put(sheet, row, _SHARE, DASH if share is None else share, SCORE)


def _mark(sheet: Sheet, context: Context, column: int, one: Assessment, word: str, is_there: bool) -> Cell:
    """Done is quiet; what is missing on a report that came in is not."""
    look: dict[str, object] = {"size": 12, "align": "center", "text_wrap": True, **_HAIR}
    if not one.is_received:
        return Cell(column, DASH, 12, sheet.book.formats(font_color=GREY, **look))
    if is_there:
        return Cell(column, word, 12, sheet.book.formats(font_color=NAVY, **look))
    return Cell(column, word, 12, sheet.book.formats(font_color=BERRY, bold=True, **look))


def _write_total(sheet: Sheet, context: Context, row: int, columns: tuple[Column, ...]) -> None:
    formats, data = sheet.book.formats, context.data
    rule = {"bold": True, "font_color": NAVY, "top": 2, "bottom": 2, "top_color": NAVY, "bottom_color": NAVY}
    sheet.raw.set_row(row, 36)
    for column in range(len(columns)):
        sheet.blank(row, column, formats(**rule))
    sheet.text(row, 0, context.pick("รวม จากเต็ม 5.0000", "Total, out of 5.0000"), formats(size=16, **rule))
    _put(sheet, row, _WEIGHT, data.total.weight, weight_format(data.total.weight), **rule)
    totals = ((_CLAIMED, data.claimed.score), (_SCORE, data.total.score), (_CERTIFIED, data.certified.score))
    for column, score in totals:
        _put(sheet, row, column, DASH if score is None else score, SCORE, **{"size": 15, **rule})


def _put(sheet: Sheet, row: int, column: int, value: Decimal | str, shape: str, **look: object) -> None:
    """A number as a number, a word as a word, both at the right."""
    merged = {"align": "right", "shrink": True, **_HAIR, **look}
    if isinstance(value, Decimal):
        sheet.number(row, column, value, sheet.book.formats(num_format=shape, **merged))
    else:
        quiet = {"font_color": GREY, **merged} if "bg_color" not in merged else merged
        sheet.text(row, column, value, sheet.book.formats(**{"size": 12, **quiet}))
