"""What all sheets share: the top block, column headings, section headings, page set-up. One family, one look."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Protocol

from xlsxwriter.format import Format

from kpi_excel.core.text import Text
from kpi_excel.workbooks.styles import GREY, NAVY, height_of, lines_of
from kpi_excel.workbooks.writing import Sheet

TOP_ROWS = 4
"""Rows of the top block; what follows starts at this row."""
_NARROW = 150
"""Pixels below which words that do not fit at a line's end leave much of it unused."""


class Edition(Protocol):
    """What every sheet needs to know of the workbook it stands in: its language, its day, whose it is."""

    @property
    def as_of(self) -> date: ...
    @property
    def whose(self) -> str: ...
    def say(self, text: Text | str) -> str: ...
    def pick(self, th: str, en: str) -> str: ...
    def day(self, day: date | None) -> str: ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, its width in pixels at 100 %, and where its text stands."""

    title: Text
    pixels: int
    align: str = "left"
    has_digits: bool = False
    """Mostly figures, which are narrower than letters."""

    @property
    def width(self) -> float:
        """In Excel's units, as the measuring functions want it."""
        return (self.pixels - 5) / 7


@dataclass(frozen=True, slots=True)
class Top:
    """The three lines above every sheet: what it is, what it found, how to read it."""

    what: str
    headline: str
    how: str


def gap(pixels: int) -> Column:
    """An empty column between two groups."""
    return Column(Text("", ""), pixels)


def open_sheet(sheet: Sheet, context: Edition, columns: Sequence[Column], top: Top, *, portrait: bool = False) -> None:
    """Columns, page and top block."""
    for index, column in enumerate(columns):
        sheet.raw.set_column_pixels(index, index, column.pixels)
    _set_page(sheet, context, portrait)
    _write_top(sheet, context, columns, top)


def _set_page(sheet: Sheet, context: Edition, portrait: bool) -> None:
    raw = sheet.raw
    raw.set_paper(9)
    if portrait:
        raw.set_portrait()
    else:
        raw.set_landscape()
    raw.fit_to_pages(1, 0)
    raw.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    raw.center_horizontally()
    raw.hide_gridlines(2)
    # a header code begins with &, and Excel allows 255 characters in all
    where = context.whose.replace("&", "&&")
    sheet_word, page = context.pick("แผ่น ", ""), context.pick("หน้า &P/&N", "page &P/&N")
    raw.set_footer(f"&L&10 {where}  {sheet_word}{sheet.name}&R&10 {page}")


def _write_top(sheet: Sheet, context: Edition, columns: Sequence[Column], top: Top) -> None:
    formats = sheet.book.formats
    last = len(columns) - 1
    for row, height in enumerate((22, 37, 22, 10)):
        sheet.raw.set_row(row, height)
    sheet.text(0, 0, top.what, formats(size=13, font_color=GREY))
    as_of = context.day(context.as_of)
    stamp = context.pick(f"ข้อมูล ณ {as_of}", f"as of {as_of}")
    sheet.text(0, last, stamp, formats(size=13, font_color=GREY, align="right"))
    # bold letters are wider than those that are measured
    size = size_that_fits(top.headline, columns, (22, 19.8, 17.6, 15.4, 13.2)) / 1.1
    sheet.text(1, 0, top.headline, formats(size=size, bold=True, font_color=NAVY))
    # what runs over the last column makes a page of its own
    size = size_that_fits(top.how, columns, (13, 12, 11, 10))
    under = formats(size=size, font_color=GREY, bottom=5, bottom_color=NAVY)
    for column in range(1, last + 1):
        sheet.blank(2, column, under)
    sheet.text(2, 0, top.how, under)


def write_headings(sheet: Sheet, context: Edition, row: int, columns: Sequence[Column]) -> None:
    """One line of headings over a navy rule."""
    formats = sheet.book.formats
    sheet.raw.set_row(row, 28)
    for index, column in enumerate(columns):
        beside_number = column.align == "left" and index > 0 and columns[index - 1].align == "right"
        look = {"align": column.align, "indent": int(beside_number), "bottom": 2, "bottom_color": NAVY}
        style = formats(size=13.5, bold=True, font_color=NAVY, shrink=True, **look)
        sheet.text(row, index, context.say(column.title), style)


def write_section(sheet: Sheet, row: int, first: int, last: int, title: str, aside: str = "") -> None:
    """A block's heading over a navy rule from one column to another, with a grey remark at its right end."""
    formats, rule = sheet.book.formats, {"bottom": 2, "bottom_color": NAVY}
    sheet.raw.set_row(row, 28)
    for column in range(first + 1, last):
        sheet.blank(row, column, formats(**rule))
    sheet.text(row, first, title, formats(size=16, bold=True, font_color=NAVY, **rule))
    sheet.text(row, last, aside, formats(size=13, font_color=GREY, align="right", **rule))


def write_remark(sheet: Sheet, row: int, column: int, words: str) -> None:
    """What stands where a block or list has nothing to show."""
    sheet.raw.set_row(row, 28)
    sheet.text(row, column, words, sheet.book.formats(font_color=GREY))


def freeze(sheet: Sheet, heading_row: int, frozen_columns: int, *, first_repeated: int | None = None) -> None:
    """Headings stay in view and stand on every printed page."""
    sheet.raw.repeat_rows(heading_row if first_repeated is None else first_repeated, heading_row)
    sheet.raw.freeze_panes(heading_row + 1, frozen_columns)


def numbers_as_text_are_meant(sheet: Sheet, last_row: int) -> None:
    """KPI numbers, codes and telephones are text on purpose: no green corners."""
    sheet.raw.ignore_errors({"number_stored_as_text": f"A1:R{last_row + 1}"})


def add_bars(sheet: Sheet, first_row: int, last_row: int, column: int, color: str, longest: int) -> None:
    """The numbers of a column as bars alone; one of `longest` or more fills the cell."""
    sheet.raw.conditional_format(first_row, column, last_row, column, {
        "type": "data_bar", "bar_only": True, "bar_solid": True, "bar_no_border": True, "bar_color": color,
        "min_type": "num", "min_value": 0, "max_type": "num", "max_value": longest, "data_bar_2010": True,
    })  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """Wrapped text on its way into a row: its column, its size in points, its look."""

    column: int
    text: str
    size: float
    style: Format


def write_wrapped(
    sheet: Sheet, row: int, columns: Sequence[Column], cells: Iterable[Cell], *, least: float = 29, most_lines: int = 6
) -> None:
    """A row as high as its longest text needs; what is longer than `most_lines` is cut visibly."""
    shown = [(cell, fitted(cell.text, [columns[cell.column]], cell.size, most_lines)) for cell in cells]
    sheet.raw.set_row(row, row_height([(text, columns[cell.column], cell.size) for cell, text in shown], least))
    for cell, text in shown:
        sheet.text(row, cell.column, text, cell.style)


def row_height(cells: Iterable[tuple[str, Column, float]], least: float = 29) -> float:
    """The height of a row of wrapped cells, given as (text, column, font size), in the widest fallback font."""
    lines = [("\n" * (_lines_in(text, column, size) - 1), column.width, size) for text, column, size in cells]
    return height_of(lines, least=least, indent=0)


def _lines_in(text: str, column: Column, size: float) -> int:
    if column.has_digits:
        if lines_of(text, column.width, size, indent=0, digits=True) == 1:
            return 1
        # the figures of fallback fonts differ by a seventh, and a sum like 3 + (86.36 − 80) ÷ 10 breaks at a blank
        return lines_of(text, column.width * 0.85, size, indent=0, digits=True)
    lines = _lines_of(text, column.width, size)
    return lines + 1 if lines > 1 and column.pixels < _NARROW else lines


@lru_cache(maxsize=4096)
def _lines_of(text: str, width: float, size: float) -> int:
    """Latin letters are as narrow as figures: text that is mostly Latin is measured like them."""
    is_latin = len(text.encode("ascii", "ignore")) * 3 >= len(text) * 2
    return lines_of(text, width, size, indent=0, digits=is_latin)


def size_that_fits(text: str, columns: Iterable[Column], sizes: Sequence[float]) -> float:
    """The largest of `sizes`, given from large to small, in which `text` stays on one line across `columns`."""
    width = _width_of(columns)
    return next((size for size in sizes if _lines_of(text, width, size) == 1), sizes[-1])


def fitted(text: str, columns: Iterable[Column], size: float, lines: int = 1) -> str:
    """`text` cut with … so that it takes no more lines than a row of fixed height has; the whole stands elsewhere."""
    width = _width_of(columns)
    # no character is narrower than a pixel: what is cut here could not fit, and measuring stays quick
    kept = text[: int(lines * width * 7)]
    if kept == text and _lines_of(text, width, size) <= lines:
        return text
    fits, over = 0, len(kept)
    while fits < over:
        middle = (fits + over + 1) // 2
        if _lines_of(kept[:middle] + "…", width, size) <= lines:
            fits = middle
        else:
            over = middle - 1
    return kept[:fits].rstrip() + "…"


def _width_of(columns: Iterable[Column]) -> float:
    return (sum(column.pixels for column in columns) - 5) / 7
