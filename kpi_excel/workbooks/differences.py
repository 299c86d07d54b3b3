"""What changed between two periods as one printed sheet: the totals, then every KPI that changed, worst first."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal

from kpi_excel import __version__
from kpi_excel.core.consolidation import Consolidation, KpiLine, ResultState, Source
from kpi_excel.core.differences_between import Differences, KpiDifference, Mark, TotalDifference
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.text import Text, say
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import result_format
from kpi_excel.workbooks.consolidated.links import source_words, sources_of, write_link
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
    write_wrapped,
)
from kpi_excel.workbooks.consolidated.words import CERTIFICATIONS, DASH, PLAN_STATES, RESULT_STATES
from kpi_excel.workbooks.pack.words import result_words
from kpi_excel.workbooks.styles import AMBER, CHANGE, GREY, HAIR, INK, LINK, SCORE, TINT
from kpi_excel.workbooks.writing import Book, Sheet

TITLE = Text("เปลี่ยนแปลง", "Changes")

_MARK = "kpi-excel diff"
"""Begins the subject of every such workbook, so that a later one may take its place."""
_NOWHERE = Source("", "")
_FLAGS = {
    Mark.LOST: Text("ยังไม่มีผล", "no result yet"),
    Mark.JUMPED: Text("คะแนนต่างมาก", "score jumped"),
    Mark.CERTIFICATION_LOST: Text("หลุดการรับรอง", "certification lost"),
    Mark.WORSE: Text("ผลถอยลง", "result worse"),
}
_CHANGES = {
    "state": Text("สถานะ", "state"), "result": Text("ผล", "result"), "weight": Text("น้ำหนัก", "weight"),
    "plan": Text("แผน", "plan"), "certified": Text("รับรอง", "certified"),
}  # fmt: skip
_SHOWN_ABOVE = ("state", "result")
"""Changes that have columns of their own on the sheet."""
_HAIR = {"bottom": 1, "bottom_color": HAIR}
_LOOK, _NUMBER, _NAME, _HOST, _THEN, _NOW, _CHANGE, _WEIGHTED, _OTHER, _FROM = 0, 2, 3, 5, 6, 8, 11, 12, 14, 15
_GAPS = (1, 4, 10, 13)


def write_differences(found: Differences, data: Consolidation, lang: str = "th", to_archive: str = "") -> bytes:
    """The workbook; the same differences give the same bytes. `data`: the later period's.

    `to_archive`: the way from the workbook to the archive as links want it, "" where there is none.
    """
    context = Context.of(data, lang)
    title = context.pick(
        f"สิ่งที่เปลี่ยน {found.before.label()} ถึง {found.after.label()}",
        f"What changed, {found.before.label('en')} to {found.after.label('en')}",
    )
    stamp = context.pick(f"ข้อมูล ณ {context.day(data.as_of)}", f"as of {context.day(data.as_of)}")
    subject = f"{_MARK} {found.before.code} {found.after.code}"
    book = Book(title, subject=subject, comments=f"{stamp}  kpi-excel {__version__}")
    months = context.month(found.before), context.month(found.after)
    write_changes(book.sheet(context.say(TITLE)), context, found, title, months, to_archive)
    return book.close()


def is_differences(data: bytes) -> bool:
    """A workbook that `write_differences` wrote, as it left here."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return f"<dc:subject>{_MARK} ".encode() in book.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def other_changes(kpi: KpiDifference, lang: str) -> Iterator[tuple[str, str]]:
    """What changed beside the score: its key, and `title: before -> after`."""
    told: list[dict[str, Text | str]] = [
        {} if line is None else {
            "state": RESULT_STATES[line.state], "weight": shown(line.weight), "plan": PLAN_STATES[line.plan_state],
            "result": DASH if line.score.result is None else shown(line.score.result, 2),
            "certified": CERTIFICATIONS[line.certification],
        }
        for line in (kpi.before, kpi.after)
    ]  # fmt: skip
    for name, title in _CHANGES.items():
        if name in kpi.changed:
            before, after = (say(side.get(name, DASH), lang) for side in told)
            yield name, f"{title.say(lang)}: {before} -> {after}"


def _columns(then: str, now: str) -> tuple[Column, ...]:
    def of(period: str, th: str, en: str, pixels: int, align: str = "right") -> Column:
        return Column(Text(f"{th}\n{period}", f"{en}\n{period}"), pixels, align)

    return (
        Column(Text("ควรดู", "Look at"), 122, "center"),
        gap(8),
        Column(Text("ที่", "No."), 58),
        Column(Text("ตัวชี้วัด", "KPI"), 250),
        gap(10),
        Column(Text("เจ้าภาพ", "Host"), 124),
        of(then, "ผล", "Result", 84), of(then, "คะแนน", "Score", 78),
        of(now, "ผล", "Result", 84), of(now, "คะแนน", "Score", 78),
        gap(6),
        Column(Text("ต่าง", "Change"), 78, "right"),
        Column(Text("ถ่วงน้ำหนัก", "Weighted"), 94, "right"),
        gap(12),
        Column(Text("เปลี่ยนอื่น", "Also changed"), 170),
        of(then, "ที่มา", "Source", 100, "left"), of(then, "แผ่นและแฟ้ม", "Sheet and file", 208, "left"),
        of(now, "ที่มา", "Source", 100, "left"), of(now, "แผ่นและแฟ้ม", "Sheet and file", 208, "left"),
    )  # fmt: skip


def write_changes(
    sheet: Sheet, context: Context, found: Differences, title: str, sides: tuple[str, str], to_archive: str
) -> None:
    """The sheet of differences. `sides`: what the columns of each side are headed with."""
    columns, jumps = _columns(*sides), len(found.findings)
    top = Top(
        what=title,
        headline=context.pick(
            f"เปลี่ยน {len(found.kpis)} ตัวชี้วัด  ไม่เปลี่ยน {found.unchanged}  ควรสอบถาม {jumps}",
            f"{len(found.kpis)} KPIs changed, {found.unchanged} did not, {jumps} to ask about",
        ),
        how=context.pick(
            "เรียงจากที่ฉุดคะแนนรวมมากที่สุด  ถ่วงน้ำหนัก = ส่วนที่เปลี่ยนในคะแนนรวมจังหวัด  – = ไม่มีค่าให้เทียบ",
            "Worst for the total first. Weighted: what it changes in the provincial total. –: nothing to compare",
        ),
    )
    open_sheet(sheet, context, columns, top)
    write_headings(sheet, context, TOP_ROWS, columns)
    sheet.raw.set_row(TOP_ROWS, 50)
    row = TOP_ROWS + 1
    for total in (found.total, *found.dimensions):
        _write_total(sheet, context, row, total)
        row += 1
    if not found.kpis:
        write_remark(sheet, row, _NAME, context.pick("ไม่มีตัวชี้วัดใดเปลี่ยน", "No KPI changed"))
    for kpi in found.kpis:
        _write_kpi(sheet, context, row, columns, kpi, to_archive)
        row += 1
    freeze(sheet, TOP_ROWS, _NAME + 1, first_repeated=0)
    numbers_as_text_are_meant(sheet, row)


def _write_total(sheet: Sheet, context: Context, row: int, total: TotalDifference) -> None:
    """The province, then each dimension, on a tint: the same columns as the KPIs below."""
    formats, look = sheet.book.formats, {"bg_color": TINT, "bold": not total.number, **_HAIR}
    sheet.raw.set_row(row, 28)
    for column in range(_FROM + 4):
        sheet.blank(row, column, formats(**look))
    sheet.text(row, _NUMBER, total.number, formats(**look))
    sheet.text(row, _NAME, total.name or context.pick("คะแนนรวม", "Total score"), formats(**look))
    for column, figure, shape in (
        (_THEN + 1, total.before.score, SCORE), (_NOW + 1, total.after.score, SCORE), (_CHANGE, total.change, CHANGE),
    ):  # fmt: skip
        _write_figure(sheet, row, column, figure, shape, **look)


def _write_kpi(
    sheet: Sheet, context: Context, row: int, columns: tuple[Column, ...], kpi: KpiDifference, to_archive: str
) -> None:
    formats, line = sheet.book.formats, kpi.after or kpi.before
    quiet = formats(size=12, font_color=GREY, text_wrap=True, **_HAIR)
    file = formats(size=11, font_color=GREY, text_wrap=True, **_HAIR)
    flags = [context.say(_FLAGS[mark]) for mark in kpi.marks if mark in _FLAGS]
    flag = {"bg_color": AMBER, "bold": True} if flags else {}
    others = [words for name, words in other_changes(kpi, context.lang) if name not in _SHOWN_ABOVE]
    sides = ((kpi.before, _THEN, _FROM), (kpi.after, _NOW, _FROM + 2))
    cells = (
        Cell(_LOOK, "\n".join(flags), 13,
             formats(size=13, align="center", text_wrap=True, **flag, **_HAIR)),
        Cell(_NUMBER, kpi.kpi.kpi_no, 14, formats(bold=True, **_HAIR)),
        Cell(_NAME, kpi.kpi.name, 13, formats(size=13, text_wrap=True, **_HAIR)),
        Cell(_HOST, context.agency(line.agency) if line else "", 13, formats(size=13, font_color=GREY, text_wrap=True, **_HAIR)),
        *(Cell(column, "", 13, quiet) for column in _GAPS),
        Cell(_OTHER, "\n".join(others) or DASH, 12, quiet),
        *(Cell(column + 1, _file_words(side), 11, file) for side, _, column in sides),
        *(Cell(column, "" if side is None else result_words(context, side), 12, quiet) for side, column, _ in sides),
    )  # fmt: skip
    # three lines of a file's name, which programs break where they like
    write_wrapped(sheet, row, columns, cells, least=60)
    for side, column, source_column in sides:
        _write_result(sheet, context, row, column, side)
        _write_figure(sheet, row, column + 1, side.score.value if side else None, SCORE, bold=True, **_HAIR)
        _write_source(sheet, context, row, source_column, side, to_archive)
    _write_figure(sheet, row, _CHANGE, kpi.score_change, CHANGE, **_HAIR)
    _write_figure(sheet, row, _WEIGHTED, kpi.weighted_change, CHANGE, bold=True, **_HAIR)


def _write_result(sheet: Sheet, context: Context, row: int, column: int, line: KpiLine | None) -> None:
    """The result as a number, or the word that stands for it."""
    formats = sheet.book.formats
    if line is not None and line.state is ResultState.REPORTED and line.score.result is not None:
        shape = result_format(line.score.result)
        sheet.number(row, column, line.score.result, formats(size=13, num_format=shape, align="right", **_HAIR))
    else:
        words = DASH if line is None else result_words(context, line)
        sheet.text(row, column, words, formats(size=12, font_color=GREY, align="right", text_wrap=True, **_HAIR))


def _write_figure(sheet: Sheet, row: int, column: int, figure: Decimal | None, shape: str, **look: object) -> None:
    """A figure; what is missing is no zero."""
    if figure is None:
        sheet.text(row, column, DASH, sheet.book.formats(font_color=GREY, align="right", **look))
    else:
        sheet.number(row, column, figure, sheet.book.formats(font_color=INK, num_format=shape, align="right", **look))


def _file_words(line: KpiLine | None) -> str:
    """The sheet and the archived file's name: they find their way also where no link leads."""
    source = _source_of(line)
    return "\n".join(filter(None, (source.sheet, source.archived.rpartition("/")[2]))) or DASH


def _source_of(line: KpiLine | None) -> Source:
    return next(iter(sources_of(line)), _NOWHERE) if line is not None else _NOWHERE


def _write_source(
    sheet: Sheet, context: Context, row: int, column: int, line: KpiLine | None, to_archive: str
) -> None:
    words = DASH if line is None else source_words(context, line)
    linked = sheet.book.formats(size=12, font_color=LINK, underline=1, **_HAIR)
    plain = sheet.book.formats(size=12, font_color=GREY, **_HAIR)
    write_link(sheet, row, column, _source_of(line), words, linked, plain, to_archive)
