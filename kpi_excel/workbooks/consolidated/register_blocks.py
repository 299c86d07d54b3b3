"""What the blocks under the evidence register share: one grid, one heading, one look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format

from kpi_excel.core.consolidation import Source
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.links import MOST_LINKS, write_link
from kpi_excel.workbooks.consolidated.skeleton import Cell, Column, write_remark, write_section, write_wrapped
from kpi_excel.workbooks.styles import BERRY, GREY, HAIR, LINK, NAVY, PEACH, RULE
from kpi_excel.workbooks.writing import Sheet

STATUS, SOURCE = 10, 11
"""Columns of the register that every block uses alike."""
KPI, AGENCY = Text("ตัวชี้วัด", "KPI"), Text("หน่วยงาน", "Agency")
STATE, ORIGIN = Text("สถานะ", "Status"), Text("ที่มา", "Source")

_MOST_LINES = 14


@dataclass(frozen=True, slots=True)
class Block:
    """A block's heading, what stands there when it is empty, its column names by place."""

    title: Text
    empty: Text
    heads: Mapping[int, Text]


def open_block(
    sheet: Sheet, context: Context, columns: Sequence[Column], row: int, block: Block, aside: Text | None
) -> int:
    """Heading and column names; without an aside the block is empty and says so. Returns the last row written."""
    write_section(sheet, row, 0, len(columns) - 1, context.say(block.title), context.say(aside or ""))
    if aside is None:
        write_remark(sheet, row + 1, 0, context.say(block.empty))
        return row + 1
    sheet.raw.set_row(row + 1, 24)
    style = sheet.book.formats(size=13, font_color=GREY, bottom=1, bottom_color=RULE)
    for at in range(len(columns)):
        sheet.text(row + 1, at, context.say(block.heads.get(at, "")), style)
    return row + 1


def looks(sheet: Sheet) -> tuple[Format, Format, Format]:
    """Body, second voice, and what needs attention."""
    formats, hair = sheet.book.formats, {"text_wrap": True, "bottom": 1, "bottom_color": HAIR}
    strong = formats(size=13, bold=True, font_color=BERRY, **hair)
    return formats(size=13, **hair), formats(size=12, font_color=GREY, **hair), strong


def status_style(sheet: Sheet, *, is_bad: bool, is_good: bool) -> Format:
    """Bold on a fill where it is not well, navy where it is, grey where nothing can be said yet."""
    look = {"size": 12, "text_wrap": True, "indent": 1, "bottom": 1, "bottom_color": HAIR}
    if is_bad:
        return sheet.book.formats(bold=True, bg_color=PEACH, **look)
    return sheet.book.formats(font_color=NAVY if is_good else GREY, **look)


def write_row(sheet: Sheet, columns: Sequence[Column], row: int, cells: Iterable[Cell]) -> None:
    """A row with its hairline all the way."""
    rule = sheet.book.formats(bottom=1, bottom_color=HAIR)
    for at in range(len(columns)):
        sheet.blank(row, at, rule)
    write_wrapped(sheet, row, columns, cells, most_lines=_MOST_LINES)


def write_source(sheet: Sheet, row: int, source: Source | None) -> None:
    """The link to the archived cell, where there is one."""
    if source is not None and row < MOST_LINKS:
        formats, hair = sheet.book.formats, {"size": 12, "bottom": 1, "bottom_color": HAIR}
        linked, plain = formats(font_color=LINK, underline=1, **hair), formats(font_color=GREY, **hair)
        write_link(sheet, row, SOURCE, source, source.cell, linked, plain)
