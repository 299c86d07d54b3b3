"""คำอธิบาย: how to read each sheet, what words and colours mean, the rules applied, and the numbers of the charts."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel import __version__
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.chart_data import write_blocks
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.explanations import COLOURS, SHEETS, STATES, Entry, rules
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Column,
    Top,
    freeze,
    gap,
    numbers_as_text_are_meant,
    open_sheet,
    write_section,
)
from kpi_excel.workbooks.styles import HAIR
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("คำอธิบาย", "Notes")

COLUMNS = (Column(Text("", ""), 300), *(gap(80) for _ in range(13)))

_Part = tuple[Text, Sequence[Entry]]


def _parts(context: Context) -> tuple[_Part, ...]:
    return (
        (Text("แผ่นในสมุดงานนี้", "The sheets"), SHEETS),
        (Text("เมื่อไม่มีคะแนน", "Where there is no score"), STATES),
        (Text("สีและคำ (ไม่มีสีก็อ่านได้จากคำ)", "Colours and words (the words alone suffice)"), COLOURS),
        (Text("กติกาที่ใช้", "The rules applied"), rules(context)),
    )


def foot_row(context: Context) -> int:
    """Where the numbers of the charts begin: after all parts, each with its heading and a free row."""
    return TOP_ROWS + sum(len(entries) + 2 for _, entries in _parts(context))


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """The explanations, then the chart data."""
    top = Top(
        what=context.pick(f"คำอธิบาย {context.year_words}", f"Notes, {context.year_words}"),
        headline=context.pick("อ่านสมุดงานนี้อย่างไร", "How to read this workbook"),
        how=context.pick(
            f"ตัวเลขท้ายแผ่นนี้คือข้อมูลของกราฟ  จัดทำโดย kpi-excel รุ่น {__version__}",
            f"The numbers at the foot feed the charts. Made by kpi-excel {__version__}",
        ),
    )
    open_sheet(sheet, context, COLUMNS, top)
    row = TOP_ROWS
    for title, entries in _parts(context):
        write_section(sheet, row, 0, len(COLUMNS) - 1, context.say(title))
        for at, entry in enumerate(entries, start=row + 1):
            _write_entry(sheet, context, at, entry)
        row += len(entries) + 2
        sheet.raw.set_row(row - 1, 12)
    write_blocks(sheet, context, places.charts, COLUMNS)
    freeze(sheet, TOP_ROWS - 1, 0, first_repeated=0)
    numbers_as_text_are_meant(sheet, places.charts.last_row)


def _write_entry(sheet: Sheet, context: Context, row: int, entry: Entry) -> None:
    """The word in its own colours, its meaning running on to the right."""
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    fill = {"bg_color": entry.fill, "font_color": entry.ink} if entry.fill else {}
    sheet.raw.set_row(row, 25)
    sheet.text(row, 0, context.say(entry.word), formats(bold=True, **fill, **hair))
    for column in range(2, len(COLUMNS)):
        sheet.blank(row, column, formats(size=13, **hair))
    sheet.text(row, 1, context.say(entry.meaning), formats(size=13, **hair))
