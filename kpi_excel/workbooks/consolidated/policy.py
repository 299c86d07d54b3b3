"""นโยบายรัฐบาล: the policy report month by month: who has sent, what each KPI says, when it goes to OPDC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import ObligationState, ResultState, Source
from kpi_excel.core.periods import short_date
from kpi_excel.core.registers import PolicyLine
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import result_format, score_text
from kpi_excel.workbooks.consolidated.links import MOST_LINKS, write_link
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.policy_months import (
    MonthOfReports,
    handin_words,
    latest_due,
    months_of,
    write_months,
)
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    fitted,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_remark,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import DASH, FAR_LATE, OBLIGATION_STATES, RESULT_STATES, late, out_of
from kpi_excel.workbooks.styles import AMBER, BERRY, GREY, HAIR, INK, LINK, NAVY, ORANGE, PEACH, SKY, WHITE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("นโยบายรัฐบาล", "Policy report")

COLUMNS = (
    Column(Text("เดือน", "Month"), 96, has_digits=True),
    Column(Text("ผล", "Result"), 104, "right"),
    Column(Text("สถานะ", "Status"), 150),
    Column(Text("การส่ง", "Sent"), 128, has_digits=True),
    Column(Text("ผลงานเด่น", "Highlight"), 258),
    Column(Text("ปัญหา", "Problem"), 224),
    Column(Text("มาตรการ", "Measure"), 224),
    Column(Text("ข้อมูล ณ", "Data as of"), 104, has_digits=True),
    Column(Text("ที่มา", "Source"), 60),
)
_RESULT, _STATUS, _SENT, _SOURCE = 1, 2, 3, 8
_MOST_LINES = 6

STATUSES = {
    "on_plan": Text("ตามแผน", "on plan"),
    "ahead": Text("เร็วกว่าแผน", "ahead of plan"),
    "behind": Text("ช้ากว่าแผน", "behind plan"),
    "done": Text("เสร็จแล้ว", "done"),
    "not_started": RESULT_STATES[ResultState.NOT_STARTED],
    "withdrawn": RESULT_STATES[ResultState.WITHDRAWN],
}
_GRAVITY = {ObligationState.MISSING: 0, ObligationState.AWAITING: 1}


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """The months with who has not sent; then every KPI with its months, the latest month first."""
    months = months_of(context.data.policy)
    top = Top(
        what=context.pick(
            f"รายงานตามนโยบายรัฐบาล {context.year_words}", f"Government-policy report, {context.year_words}"
        ),
        headline=_headline(context, months),
        how=context.pick(
            "เดือนล่าสุดอยู่บนสุด ตัวที่ขาดหรือช้ากว่าแผนอยู่ก่อน  ตัวที่อยู่ระหว่างจัดทำรายละเอียดไม่มีเกณฑ์และคะแนน",
            "Latest month first, KPIs missing or behind plan first. A KPI being defined has no criteria and no score",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    if not months:
        none = context.pick("ไม่มีตัวชี้วัดในรายงานตามนโยบายรัฐบาล", "No KPI is in the policy report")
        write_remark(sheet, TOP_ROWS, 0, none)
        freeze(sheet, TOP_ROWS - 1, 0, first_repeated=0)
        return
    row = write_months(sheet, context, COLUMNS, TOP_ROWS, months)
    write_headings(sheet, context, row, COLUMNS)
    sheet.raw.repeat_rows(row)
    sheet.raw.freeze_panes(TOP_ROWS, 1)
    for lines in _by_kpi(context, months):
        row = _write_kpi(sheet, context, row + 1, lines)
    numbers_as_text_are_meant(sheet, row)


def _headline(context: Context, months: Sequence[MonthOfReports]) -> str:
    """The last month that was due: how many came, and the province's own step."""
    month = latest_due(months, context.data.as_of)
    if month is None:
        return context.pick("ยังไม่มีรายงานตามนโยบายรัฐบาลที่ถึงกำหนด", "No policy report is due yet")
    name, missing, waiting = context.period(month.period.code), len(month.missing), len(month.awaiting)
    came = out_of(month.received, len(month.owed))
    said = context.pick(f"{name} ส่งแล้ว {came.th} ตัวชี้วัด", f"{name}: {came.en} KPIs received")
    said += context.pick(f"  ขาด {missing}", f", {missing} missing") if missing else ""
    said += context.pick(f"  รอแก้ไข {waiting}", f", {waiting} to correct") if waiting else ""
    if month.handin_due is not None:
        handin, _ = handin_words(context, month)
        said += context.pick(f"  จังหวัดส่ง ก.พ.ร. {handin}", f"; province to OPDC {handin}")
    return said


def _by_kpi(context: Context, months: Sequence[MonthOfReports]) -> list[list[PolicyLine]]:
    """The lines of each KPI, the latest month first; the KPIs that need attention in the last month due first."""
    latest = latest_due(months, context.data.as_of)
    groups: dict[str, list[PolicyLine]] = {}
    for line in context.data.policy:
        groups.setdefault(line.kpi_no, []).append(line)
    order = {line.kpi.kpi_no: at for at, line in enumerate(context.data.lines)}
    found = [sorted(lines, key=lambda line: line.period.sort_key, reverse=True) for lines in groups.values()]
    return sorted(found, key=lambda lines: _worst_first(lines, latest, order))


def _worst_first(
    lines: list[PolicyLine], latest: MonthOfReports | None, order: Mapping[str, int]
) -> tuple[int, int, str]:
    now = next((line for line in lines if latest is not None and line.period == latest.period), lines[0])
    gravity = 3 if now.standing is None else _GRAVITY.get(now.standing, 3)
    if gravity == 3 and now.status == "behind":
        gravity = 2
    return (gravity, order.get(now.kpi_no, len(order)), now.kpi_no)


def _write_kpi(sheet: Sheet, context: Context, row: int, lines: list[PolicyLine]) -> int:
    """A band with the KPI, its host and unit; then its months. Returns the last row."""
    formats, last = sheet.book.formats, len(COLUMNS) - 1
    known = next((line for line in context.data.lines if line.kpi.kpi_no == lines[0].kpi_no), None)
    name, unit = (known.kpi.name, known.kpi.unit) if known else ("", "")
    band = {"bold": True, "bg_color": SKY, "font_color": NAVY}
    sheet.raw.set_row(row, 30)
    for column in range(last + 1):
        sheet.blank(row, column, formats(**band))
    about = context.pick(f"หน่วย {unit}", f"unit {unit}") if unit else ""
    if all(line.state is ResultState.BEING_DEFINED for line in lines):
        about = context.say(RESULT_STATES[ResultState.BEING_DEFINED])
    aside = "  ·  ".join(part for part in (context.agency(lines[0].agency), about) if part)
    sheet.text(row, 0, fitted(f"{lines[0].kpi_no}  {name}", COLUMNS[:5], 14), formats(**band))
    beside = formats(size=13, align="right", bg_color=SKY, font_color=NAVY)
    sheet.text(row, last, fitted(aside, COLUMNS[5:], 13), beside)
    for at, line in enumerate(lines, start=row + 1):
        _write_line(sheet, context, at, line)
    return row + len(lines)


def _write_line(sheet: Sheet, context: Context, row: int, line: PolicyLine) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    body = formats(size=13, text_wrap=True, **hair)
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **hair)
    said, nothing = (formats(size=12, font_color=ink, text_wrap=True, indent=1, **hair) for ink in (INK, GREY))
    cells = (
        Cell(0, context.period(line.period.code), 13, body),
        Cell(_STATUS, _status(context, line), 12, _status_style(sheet, line)),
        Cell(_SENT, _sent(context, line), 12, _sent_style(sheet, line)),
        Cell(4, line.highlight or DASH, 12, said if line.highlight else nothing),
        Cell(5, line.problem or DASH, 12, said if line.problem else nothing),
        Cell(6, line.measure or DASH, 12, said if line.measure else nothing),
        Cell(7, _data_as_of(context, line), 12, quiet),
    )
    write_wrapped(sheet, row, COLUMNS, cells, most_lines=_MOST_LINES)
    _write_result(sheet, context, row, line)
    source = line.source if line.source and row < MOST_LINKS else Source("", "")
    words = source.cell or (context.pick("เปิด", "open") if source.archived else "")
    write_link(sheet, row, _SOURCE, source, words, formats(size=12, font_color=LINK, underline=1, **hair), quiet)


def _write_result(sheet: Sheet, context: Context, row: int, line: PolicyLine) -> None:
    """The result as a number; what stands for one in words. Nothing is never zero."""
    formats, look = sheet.book.formats, {"align": "right", "bottom": 1, "bottom_color": HAIR}
    if isinstance(line.value, bool):
        answer = Text("มี", "yes") if line.value else Text("ไม่มี", "no")
        sheet.text(row, _RESULT, context.say(answer), formats(size=13, **look))
    elif line.value is not None:
        sheet.number(row, _RESULT, line.value, formats(size=13, num_format=result_format(line.value) + "_)", **look))
    elif line.score is not None:
        score = score_text(line.score)
        sheet.text(row, _RESULT, context.pick(f"คะแนน {score}", f"score {score}"), formats(size=12, **look))
    else:
        sheet.text(row, _RESULT, DASH, formats(size=12, font_color=GREY, **look))


def _status(context: Context, line: PolicyLine) -> str:
    """What the agency says about a result; the state where there is none."""
    if line.state is ResultState.REPORTED and line.status:
        return context.say(STATUSES.get(line.status, line.status))
    return context.say(RESULT_STATES[line.state])


def _status_style(sheet: Sheet, line: PolicyLine) -> Format:
    look = {"size": 12, "text_wrap": True, "indent": 1, "bottom": 1, "bottom_color": HAIR}
    if line.state is ResultState.REPORTED and line.status == "behind":
        return sheet.book.formats(bold=True, bg_color=PEACH, **look)
    return sheet.book.formats(font_color=NAVY if line.state is ResultState.REPORTED else GREY, **look)


def _sent(context: Context, line: PolicyLine) -> str:
    if line.standing is None:
        return context.pick("ไม่ต้องส่ง", "not owed")
    if line.standing is ObligationState.EXPECTED:
        return context.pick(f"ครบ {context.day(line.due)}", f"due {context.day(line.due)}")
    if line.standing is ObligationState.MISSING:
        return context.pick(f"ขาด {line.days_late} วัน", f"missing {line.days_late} d")
    if line.standing is ObligationState.RECEIVED:
        said = context.say(late(line.days_late) if line.days_late else OBLIGATION_STATES[line.standing])
        return f"{said} ({line.channel})" if line.channel else said
    return context.say(OBLIGATION_STATES[line.standing])


def _sent_style(sheet: Sheet, line: PolicyLine) -> Format:
    formats, look = sheet.book.formats, {"size": 12, "text_wrap": True, "indent": 1, "bottom": 1, "bottom_color": HAIR}
    if line.standing is ObligationState.MISSING:
        return formats(bold=True, bg_color=BERRY, font_color=WHITE, **look)
    if line.standing is ObligationState.AWAITING:
        return formats(bold=True, **look | {"border": 2, "border_color": ORANGE, "bottom": 2, "bottom_color": ORANGE})
    if line.standing is ObligationState.RECEIVED and line.days_late:
        return formats(bold=True, bg_color=AMBER if line.days_late >= FAR_LATE else PEACH, **look)
    return formats(font_color=NAVY if line.standing is ObligationState.RECEIVED else GREY, **look)


def _data_as_of(context: Context, line: PolicyLine) -> str:
    said = line.data_as_of
    if said is None:
        return DASH
    return said if isinstance(said, str) else short_date(said, context.lang)
