"""ต้องเร่งรัด: one row per KPI behind plan or below standard, worst first: problem, measure, next step, help wanted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import KpiLine, PlanState
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import CHANGE_BESIDE_FILL, weight_format
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    gap,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
    write_remark,
    write_section,
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.summary_grid import below_standard
from kpi_excel.workbooks.consolidated.verdicts import is_below_standard, verdict
from kpi_excel.workbooks.consolidated.words import DASH, PLAN_STATES, RESULT_STATES
from kpi_excel.workbooks.styles import AMBER, BERRY, GREY, HAIR, INK, PEACH, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ต้องเร่งรัด", "Needs attention")

COLUMNS = (
    Column(Text("ที่", "No."), 56),
    Column(Text("ตัวชี้วัด", "KPI"), 210),
    gap(8),
    Column(Text("เจ้าภาพ", "Host"), 120),
    Column(Text("น้ำหนัก", "Weight"), 62, "right"),
    Column(Text("คะแนน", "Score"), 70, "right"),
    Column(Text("ต่างแผน", "Off plan"), 78, "right"),
    Column(Text("เพิ่มได้", "Gain"), 78, "right"),
    Column(Text("สถานะ", "Status"), 104, "center"),
    gap(10),
    Column(Text("ปัญหา", "Problem"), 186),
    gap(8),
    Column(Text("มาตรการ", "Measure"), 186),
    gap(8),
    Column(Text("งานต่อไป", "Next step"), 160),
    Column(Text("ขอให้ช่วย", "Help"), 78, "center"),
)
_NAME, _HOST, _WEIGHT, _SCORE, _OFF, _GAIN, _STATE, _HELP = 1, 3, 4, 5, 6, 7, 8, 15
_WORDS = ((10, "problem"), (12, "measure"), (14, "next_work"))
_GAPS = (2, 9, 11, 13)
_MOST_LINES = 8
_LATE = (PlanState.FAR_BEHIND, PlanState.BEHIND)
_HAIR = {"bottom": 1, "bottom_color": HAIR}


def behind_plan(context: Context) -> list[KpiLine]:
    """Leaves behind their monthly plan, furthest first; then those whose host says so where no plan tells."""
    late = [line for line in context.leaves if line.weight and _is_late(line)]
    return sorted(late, key=_worst_first)


def _worst_first(line: KpiLine) -> tuple[bool, Decimal, Decimal]:
    return (line.plan_state not in _LATE, _off_plan(line) or Decimal(0), -line.gain_to_standard)


def wants_help(line: KpiLine) -> bool:
    """The host asked the province for help."""
    return line.words.get("help_wanted") == "yes"


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """First what is behind plan, then what is below standard though it keeps its plan."""
    late = behind_plan(context)
    low = [line for line in below_standard(context) if line not in late]
    top = Top(
        what=context.pick(f"ตัวชี้วัดที่ต้องเร่งรัด {context.data.period.label()}",
                          f"KPIs that need attention, {context.data.period.label('en')}"),
        headline=_headline(context, late, low),
        how=context.pick(
            "เรียงจากหนักที่สุด  ต่างแผน = คะแนน − คะแนนตามแผน  เพิ่มได้ = คะแนนรวมจังหวัดที่จะเพิ่มถ้าถึงระดับ 3",
            "Worst first. Off plan: score − planned score. Gain: what reaching level 3 would add to the total"),
    )  # fmt: skip
    open_sheet(sheet, context, COLUMNS, top)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    row = TOP_ROWS + 1
    blocks = (
        (context.pick("ก. ช้ากว่าแผน", "A. Behind plan"), late),
        (context.pick("ข. ต่ำกว่าเกณฑ์ แต่ไม่ช้ากว่าแผน", "B. Below standard, not behind plan"), low),
    )
    for title, lines in blocks:
        row = _write_block(sheet, context, row, title, lines)
    freeze(sheet, TOP_ROWS, 2, first_repeated=0)
    numbers_as_text_are_meant(sheet, row)


def _headline(context: Context, late: Sequence[KpiLine], low: Sequence[KpiLine]) -> str:
    if all(line.score.value is None for line in context.leaves) and not late:
        return context.pick("ยังไม่มีผลให้เทียบกับแผนและเกณฑ์", "No result to compare with plan and standard yet")
    if not late and not low:
        return context.pick("ไม่มีตัวชี้วัดที่ช้ากว่าแผนหรือต่ำกว่าเกณฑ์", "No KPI is behind plan or below standard")
    helped = sum(1 for line in (*late, *low) if wants_help(line))
    below = len(below_standard(context))
    text = context.pick(f"ช้ากว่าแผน {len(late)} ตัว  ต่ำกว่าเกณฑ์ {below} ตัว",
                        f"{len(late)} behind plan, {below} below standard")  # fmt: skip
    return text + (context.pick(f"  ขอให้จังหวัดช่วย {helped} ตัว", f", {helped} ask for help") if helped else "")


def _write_block(sheet: Sheet, context: Context, row: int, title: str, lines: Sequence[KpiLine]) -> int:
    count = context.pick(f"{len(lines)} ตัวชี้วัด", f"{len(lines)} KPIs") if lines else ""
    write_section(sheet, row, 0, len(COLUMNS) - 1, title, count)
    if not lines:
        write_remark(sheet, row + 1, 1, context.pick("ไม่มี", "none"))
    for at, line in enumerate(lines, start=row + 1):
        _write_line(sheet, context, at, line)
    after = row + 1 + max(1, len(lines))
    sheet.raw.set_row(after, 12)
    return after + 1


def _write_line(sheet: Sheet, context: Context, row: int, line: KpiLine) -> None:
    formats = sheet.book.formats
    quiet = formats(size=13, font_color=GREY, text_wrap=True, **_HAIR)
    cells = [
        Cell(0, line.kpi.kpi_no, 14, formats(bold=True, **_HAIR)),
        Cell(_NAME, line.kpi.name, 13, formats(size=13, text_wrap=True, **_HAIR)),
        Cell(_HOST, context.agency(line.agency), 13, quiet),
        _state_cell(sheet, context, line),
        *(_words_cell(sheet, context, line, column, key) for column, key in _WORDS),
        _help_cell(sheet, context, line),
        *(Cell(column, "", 13, formats(**_HAIR)) for column in _GAPS),
    ]
    write_wrapped(sheet, row, COLUMNS, cells, least=49, most_lines=_MOST_LINES)
    sheet.number(row, _WEIGHT, line.weight, formats(align="right", num_format=weight_format(line.weight), **_HAIR))
    color = BERRY if is_below_standard(context, line.score.value) else INK
    score = formats(size=15, bold=True, font_color=color, align="right", num_format=SCORE, **_HAIR)
    _number_or_word(sheet, row, _SCORE, line.score.value, DASH, score)
    change = formats(align="right", num_format=CHANGE_BESIDE_FILL, **_HAIR)
    on_plan = DASH if line.plan is None or line.score.value is None else context.say(PLAN_STATES[PlanState.ON_PLAN])
    _number_or_word(sheet, row, _OFF, _off_plan(line) or None, on_plan, change)
    _number_or_word(sheet, row, _GAIN, line.gain_to_standard or None, DASH, change)


def _number_or_word(sheet: Sheet, row: int, column: int, number: Decimal | None, word: str, style: Format) -> None:
    """Zeros would be noise: a word stands for them."""
    if number is None:
        sheet.text(row, column, word, sheet.book.formats(size=12, font_color=GREY, align="right", **_HAIR))
    else:
        sheet.number(row, column, number, style)


def _state_cell(sheet: Sheet, context: Context, line: KpiLine) -> Cell:
    """Behind plan stands out; that the others are below standard is said by the block they stand in."""
    look: dict[str, object] = {"size": 13, "align": "center", "text_wrap": True, **_HAIR}
    if not _is_late(line):
        word = verdict(context, line.score.value) if line.score.value is not None else ""
        return Cell(_STATE, word, 13, sheet.book.formats(font_color=GREY, **look))
    fill = AMBER if line.plan_state is PlanState.FAR_BEHIND else PEACH
    is_told = line.plan_state not in _LATE
    word = context.pick("แจ้งว่าช้า", "says: behind") if is_told else context.say(PLAN_STATES[line.plan_state])
    if line.score.value is None:
        word += "\n" + context.say(RESULT_STATES[line.state])
    return Cell(_STATE, word, 13, sheet.book.formats(bold=True, bg_color=fill, **look))


def _words_cell(sheet: Sheet, context: Context, line: KpiLine, column: int, key: str) -> Cell:
    """What the host wrote; behind plan without a measure is what the meeting has to ask about."""
    said = " ".join(line.words.get(key, "").split())
    if said:
        return Cell(column, said, 13, sheet.book.formats(size=13, font_color=INK, text_wrap=True, **_HAIR))
    if key == "measure" and _is_late(line):
        wanted = context.pick("ยังไม่แจ้งมาตรการ", "no measure given")
        style = sheet.book.formats(size=13, bold=True, font_color=BERRY, text_wrap=True, **_HAIR)
        return Cell(column, wanted, 13, style)
    return Cell(column, DASH, 12, sheet.book.formats(size=12, font_color=GREY, **_HAIR))


def _help_cell(sheet: Sheet, context: Context, line: KpiLine) -> Cell:
    if wants_help(line):
        style = sheet.book.formats(size=13, bold=True, bg_color=PEACH, align="center", **_HAIR)
        return Cell(_HELP, context.pick("ต้องการ", "yes"), 13, style)
    return Cell(_HELP, DASH, 12, sheet.book.formats(size=12, font_color=GREY, align="center", **_HAIR))


def _is_late(line: KpiLine) -> bool:
    """By the plan, or by the host's own word."""
    return line.plan_state in _LATE or line.words.get("status") == "behind"


def _off_plan(line: KpiLine) -> Decimal | None:
    return None if line.score.value is None or line.plan is None else line.score.value - line.plan
