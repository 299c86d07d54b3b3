"""ขอมติ: every matter that wants a decision, with room to write the resolution: the page becomes the minutes."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Cell,
    Column,
    Top,
    freeze,
    gap,
    open_sheet,
    write_headings,
    write_remark,
    write_wrapped,
)
from kpi_excel.workbooks.pack.matters import Matter, matters
from kpi_excel.workbooks.styles import GREY, HAIR, NAVY
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ขอมติ", "Decisions")

COLUMNS = (
    Column(Text("ข้อ", "No."), 44),
    Column(Text("เรื่อง", "Matter"), 264),
    gap(12),
    Column(Text("ข้อเท็จจริง", "Facts"), 450),
    gap(12),
    Column(Text("ขอให้ที่ประชุมพิจารณา", "Decision wanted"), 320),
    gap(12),
    Column(Text("มติที่ประชุม", "Resolution"), 250),
)
_MOST_LINES = 8


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """One row per matter, then who signs."""
    wanted = matters(context)
    top = Top(
        what=context.pick(f"เรื่องที่ขอมติที่ประชุม {context.data.period.label()}",
                          f"Decisions wanted, {context.data.period.label('en')}"),
        headline=_headline(context, len(wanted)),
        how=context.pick("เรื่องของจังหวัดก่อน แล้วเรื่องที่เจ้าภาพขอ แล้วเรื่องที่ขอจากเจ้าภาพ  จดมติในช่องขวา",
                         "The province's own first, then what hosts ask, then what is asked of them"),
    )  # fmt: skip
    open_sheet(sheet, context, COLUMNS, top)
    write_headings(sheet, context, TOP_ROWS, COLUMNS)
    for number, matter in enumerate(wanted, start=1):
        _write_matter(sheet, TOP_ROWS + number, number, matter)
    last = TOP_ROWS + max(1, len(wanted))
    if not wanted:
        write_remark(sheet, last, 1, context.pick("ไม่มีเรื่องที่ต้องขอมติ", "Nothing needs a decision"))
    _write_signature(sheet, context, last + 1)
    freeze(sheet, TOP_ROWS, 0, first_repeated=0)


def _headline(context: Context, count: int) -> str:
    if not count:
        return context.pick("ไม่มีเรื่องที่ต้องขอมติที่ประชุม", "Nothing needs a decision")
    return context.pick(f"ขอมติที่ประชุม {count} เรื่อง", f"{count} decisions wanted")


def _write_matter(sheet: Sheet, row: int, number: int, matter: Matter) -> None:
    formats, hair = sheet.book.formats, {"bottom": 1, "bottom_color": HAIR}
    cells = (
        Cell(0, str(number), 14, formats(bold=True, font_color=NAVY, **hair)),
        Cell(1, matter.what, 14, formats(bold=True, text_wrap=True, **hair)),
        Cell(3, matter.facts, 13, formats(size=13, font_color=GREY, text_wrap=True, **hair)),
        Cell(5, matter.wanted, 13, formats(size=13, text_wrap=True, **hair)),
        Cell(7, "", 13, formats(bottom=4, bottom_color=GREY)),
        *(Cell(column, "", 13, formats(**hair)) for column in (2, 4, 6)),
    )
    write_wrapped(sheet, row, COLUMNS, cells, least=56, most_lines=_MOST_LINES)


def _write_signature(sheet: Sheet, context: Context, row: int) -> None:
    sheet.raw.set_row(row, 56)
    style = sheet.book.formats(font_color=GREY, valign="bottom", align="right")
    line = "." * 48
    words = context.pick(f"ประธานที่ประชุม {line} วันที่ {'.' * 24}", f"Chair {line} date {'.' * 24}")
    sheet.text(row, len(COLUMNS) - 1, words, style)
