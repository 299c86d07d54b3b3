"""The government-policy report of a month as the province hands it in to OPDC: one row per KPI, nobody left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xlsxwriter.format import Format

from kpi_excel import __version__
from kpi_excel.core.consolidation import Consolidation, ObligationState, ResultState
from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.policy_month import OUT_OF_FORCE, PolicyMonth, PolicyRow
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import result_format
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_remark,
    write_section,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, RESULT_STATES
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, INK, NAVY, ORANGE, PEACH, WHITE
from kpi_excel.workbooks.writing import Book, Sheet

TITLE = Text("นโยบายรัฐบาล", "Government policy")

COLUMNS = (
    Column(Text("ลำดับ", "No."), 52, "center", has_digits=True),
    Column(Text("กลุ่มนโยบาย", "Policy area"), 112),
    Column(Text("ตัวชี้วัด", "KPI"), 270),
    Column(Text("หน่วย", "Unit"), 64),
    Column(Text("เป้าหมาย", "Target"), 72, "right"),
    Column(Text("เดือนนี้", "This month"), 74, "right"),
    Column(Text("ผลสะสม", "To date"), 84, "right"),
    Column(Text("สถานะ", "Status"), 116),
    Column(Text("ผลงานเด่น / กิจกรรมสำคัญ", "Highlights"), 210),
    Column(Text("ปัญหา", "Problems"), 160),
    Column(Text("หน่วยงาน", "Agency"), 124),
    Column(Text("ข้อมูล ณ", "Data as of"), 80, has_digits=True),
)
_TARGET, _MONTH, _RESULT, _STATUS, _PROBLEM = 4, 5, 6, 7, 9
_LAST = len(COLUMNS) - 1
_HAIR = {"bottom": 1, "bottom_color": HAIR}

STATUSES = {
    "on_plan": Text("ตามแผน", "on plan"), "ahead": Text("เร็วกว่าแผน", "ahead of plan"),
    "behind": Text("ช้ากว่าแผน", "behind plan"), "done": Text("เสร็จแล้ว", "done"),
    "not_started": Text("ยังไม่เริ่ม", "not started"), "withdrawn": Text("ขอถอนผล", "withdrawn"),
}  # fmt: skip
_BEING_DEFINED = Text("รอเกณฑ์", "no criteria")
_MISSING, _BY = Text("ยังไม่รายงาน", "not reported"), Text("รับแล้วทาง{}", "received by {}")


def write_policy_month(data: Consolidation, month: PolicyMonth, lang: str = "th") -> bytes:
    """The hand-in workbook; the same data give the same bytes."""
    context = Context.of(data, lang)
    province, label, day = data.registry.settings.province, month.period.label(lang), context.day(data.as_of)
    title = context.pick(f"รายงานผลการดำเนินงานของจังหวัด{province}ตามนโยบายรัฐบาล ประจำเดือน {label}",
                         f"Report of {province} province on the government's policies, {label}")  # fmt: skip
    stamp = context.pick(f"ข้อมูล ณ {day}  kpi-excel {__version__}", f"as of {day}, kpi-excel {__version__}")
    book = Book(title, subject=f"{context.year_words} {month.period.code}", comments=stamp)
    sheet = book.sheet(TITLE.say(lang))
    open_sheet(sheet, context, COLUMNS, Top(title, _headline(context, month), context.say(_HOW)))
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    row = TOP_ROWS + 1
    for number, item in enumerate(month.rows, start=1):
        _write_row(sheet, context, row, number, item)
        row += 1
    if not month.rows:
        write_remark(sheet, row, 1, context.pick("ไม่มีตัวชี้วัดในรายงานนี้", "No KPI belongs to this report"))
        row += 1
    row = _write_missing(sheet, context, row, month)
    _write_signatures(sheet, context, row)
    freeze(sheet, TOP_ROWS, 3)
    numbers_as_text_are_meant(sheet, row)
    return book.close()


_HOW = Text(
    "ผลสะสม = ตั้งแต่ 1 ต.ค. ถึงสิ้นเดือน  ตัวชี้วัดที่อยู่ระหว่างจัดทำรายละเอียดยังไม่มีเกณฑ์ และไม่คิดคะแนน",
    "To date: from 1 October to the end of the month. A KPI still being defined has no criteria and no score",
)


def _headline(context: Context, month: PolicyMonth) -> str:
    missing = month.missing()
    said = context.pick(f"รายงานแล้ว {month.reported} จาก {month.owed} ตัวชี้วัด",
                        f"{month.reported} of {month.owed} KPIs reported")  # fmt: skip
    if not missing:
        return said
    names = [context.agency(agency) for agency in missing]
    shown = ", ".join(names[:3])
    more = context.pick(f" และอีก {len(names) - 3} หน่วยงาน", f" and {len(names) - 3} more") if len(names) > 3 else ""
    return said + context.pick(f"  ยังไม่รายงาน: {shown}{more}", f"; not reported: {shown}{more}")


def _write_row(sheet: Sheet, context: Context, row: int, number: int, item: PolicyRow) -> None:
    formats, line, kpi = sheet.book.formats, item.line, item.kpi
    body = formats(size=13, text_wrap=True, **_HAIR)
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **_HAIR)
    word, style = _status(sheet, context, item)
    cells = (
        Cell(0, str(number), 12, formats(size=12, font_color=GREY, align="center", **_HAIR)),
        Cell(1, item.area, 12, quiet),
        Cell(2, f"{kpi.kpi_no}  {kpi.name}", 13, formats(size=13, bold=item.is_missing, text_wrap=True, **_HAIR)),
        Cell(3, kpi.unit, 12, quiet),
        Cell(_STATUS, word, 13, style),
        Cell(8, line.highlight or DASH, 13, body),
        Cell(_PROBLEM, _problem(context, item), 13, body),
        Cell(10, context.agency(line.agency), 13, formats(size=13, bold=item.is_missing, text_wrap=True, **_HAIR)),
        Cell(11, _data_as_of(context, line.data_as_of), 12, quiet),
        *_figures(sheet, context, row, item),
    )
    write_wrapped(sheet, row, COLUMNS, cells, least=46, most_lines=18)


def _figures(sheet: Sheet, context: Context, row: int, item: PolicyRow) -> list[Cell]:
    """Target, month and result: numbers where there are some, else the state in its own word."""
    formats, kpi, value = sheet.book.formats, item.kpi, item.line.value
    words = formats(size=12, font_color=GREY, align="right", text_wrap=True, **_HAIR)
    is_undefined = kpi.method is ScoringMethod.NOT_ASSESSED or item.line.state is ResultState.BEING_DEFINED
    cells = []
    for column, number, missing in (
        (_TARGET, None if is_undefined else kpi.target, context.say(_BEING_DEFINED) if is_undefined else DASH),
        (_MONTH, item.this_month, DASH),
        (_RESULT, None if isinstance(value, bool) else value, _result_word(context, item)),
    ):
        if number is None:
            cells.append(Cell(column, missing, 12, words))
        else:
            style = formats(size=14, bold=column == _RESULT, num_format=result_format(number) + "_)", align="right",
                            font_color=GREY if column == _TARGET else INK, shrink=True, **_HAIR)  # fmt: skip
            sheet.number(row, column, number, style)
    return cells


def _result_word(context: Context, item: PolicyRow) -> str:
    value, state = item.line.value, item.line.state
    if isinstance(value, bool):
        return context.pick("มี" if value else "ไม่มี", "yes" if value else "no")
    if state is ResultState.REPORTED:
        return "\n".join(_parts(context, item)) or DASH
    return DASH if state in (ResultState.BEING_DEFINED, ResultState.NOT_REPORTED) else context.say(RESULT_STATES[state])


def _parts(context: Context, item: PolicyRow) -> list[str]:
    """The parts of a KPI that has no result of its own, as the agency gave them."""
    names = {f"part:{part.code}": part.code for part in item.kpi.parts}
    return [
        f"{names[row.field]}: {row.typed}" for row in context.data.tidy
        if (row.form, row.period, row.kpi_no) == ("policy_report", item.line.period.code, item.kpi.kpi_no)
        and row.field in names
    ]  # fmt: skip


def _status(sheet: Sheet, context: Context, item: PolicyRow) -> tuple[str, Format]:
    formats, line = sheet.book.formats, item.line
    look = {"size": 13, "text_wrap": True, **_HAIR}
    if line.standing is ObligationState.AWAITING:
        frame = {"border": 2, "border_color": ORANGE}
        return context.say(RESULT_STATES[ResultState.AWAITING]), formats(bold=True, **look | frame)
    if item.is_missing:
        return context.say(_MISSING), formats(bold=True, font_color=WHITE, bg_color=BERRY, **look)
    if line.state in OUT_OF_FORCE or line.standing is None:
        return context.say(RESULT_STATES[line.state]), formats(font_color=GREY, **look)
    if line.standing is ObligationState.EXEMPT:
        return context.pick("ยกเว้น", "exempt"), formats(font_color=GREY, **look)
    if line.channel and line.source is None:
        return context.say(_BY).format(line.channel), formats(font_color=GREY, **look)
    said = context.say(STATUSES.get(line.status, line.status))
    if line.state is ResultState.BEING_DEFINED:
        defined = context.say(RESULT_STATES[line.state])
        return f"{defined}\n{said}".strip(), formats(font_color=GREY, **look)
    if line.status == "behind":
        return said, formats(bold=True, bg_color=PEACH, **look)
    return said or context.say(RESULT_STATES[line.state]), formats(font_color=NAVY, **look)


def _problem(context: Context, item: PolicyRow) -> str:
    """The problem, and what is done about it."""
    line = item.line
    measure = context.pick(f"แก้ไข: {line.measure}", f"measure: {line.measure}") if line.measure else ""
    return "\n".join(part for part in (line.problem, measure) if part) or DASH


def _data_as_of(context: Context, said: date | str | None) -> str:
    return context.day(said) if isinstance(said, date) else said or DASH


def _write_missing(sheet: Sheet, context: Context, row: int, month: PolicyMonth) -> int:
    """The agencies without a report under their full names: the reader at OPDC does not know our short ones."""
    sheet.raw.set_row(row, 12)
    missing = month.missing()
    title = context.pick("หน่วยงานที่ยังไม่รายงาน", "Agencies that have not reported")
    count = context.pick(f"{len(missing)} หน่วยงาน", f"{len(missing)} agencies") if missing else ""
    write_section(sheet, row + 1, 0, _LAST, title, count)
    if not missing:
        write_remark(sheet, row + 2, 1, context.pick("รายงานครบทุกหน่วยงาน", "Every agency has reported"))
        return row + 3
    for at, (agency, items) in enumerate(missing.items(), start=row + 2):
        _write_agency(sheet, context, at, agency, items)
    return row + 2 + len(missing)


def _write_agency(sheet: Sheet, context: Context, row: int, agency: str, items: Sequence[PolicyRow]) -> None:
    formats, due = sheet.book.formats, items[0].line.due
    known = context.data.registry.agency(agency)
    kpis = ", ".join(item.kpi.kpi_no for item in items)
    sheet.raw.set_row(row, 30)
    for column in range(_LAST + 1):
        sheet.blank(row, column, formats(**_HAIR))
    sheet.text(row, 1, known.name if known else agency, formats(bold=True, **_HAIR))
    said = context.pick(f"ตัวชี้วัด {kpis}   ครบกำหนด {context.day(due)}", f"KPI {kpis}, due {context.day(due)}")
    sheet.text(row, _STATUS, said, formats(size=13, **_HAIR))


def _write_signatures(sheet: Sheet, context: Context, row: int) -> None:
    formats = sheet.book.formats
    sheet.raw.set_row(row, 46)
    who = (context.pick("ผู้รวบรวม", "compiled by"), context.pick("หัวหน้าสำนักงานจังหวัด", "head of the provincial office"))
    for column, words in zip((2, 8), who, strict=True):
        dots = context.pick("ลงชื่อ ............................................ ", "signed ............................................ ")
        sheet.text(row, column, dots + words, formats(size=13, font_color=GREY, valign="bottom"))
