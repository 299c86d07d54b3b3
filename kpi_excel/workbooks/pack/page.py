"""The printed report's portrait page: label and words, line by line, on pages that end where we say."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.workbooks.consolidated.skeleton import Column, fitted, gap, row_height
from kpi_excel.workbooks.styles import GREY, HAIR, INK
from kpi_excel.workbooks.writing import Sheet

COLUMNS = (gap(150), *(gap(119) for _ in range(5)))
LAST = len(COLUMNS) - 1
SCALE = 84
"""Percent. A page that fits its width by itself would ignore our page breaks; programs differ by 6 % in widths."""
_HAIR = {"bottom": 1, "bottom_color": HAIR}
_MOST_LINES = 14


def end_pages_at(sheet: Sheet, rows: Sequence[int]) -> None:
    """A new page at each of these rows."""
    sheet.raw.set_print_scale(SCALE)
    if rows:
        sheet.raw.set_h_pagebreaks(list(rows))


def write_across(sheet: Sheet, row: int, words: str, least: float = 28, **look: object) -> int:
    """Words over the whole width; gives the row after them."""
    size = float(str(look.get("size", 14)))
    words = fitted(words, COLUMNS, size, _MOST_LINES)
    sheet.raw.set_row(row, row_height([(words, wide(COLUMNS), size)], least))
    merge(sheet, row, 0, LAST, words, text_wrap=True, **look)
    return row + 1


def write_words(sheet: Sheet, row: int, label: str, words: str, least: float = 28, **look: object) -> int:
    """A label and its words; gives the row after them."""
    size = float(str(look.setdefault("size", 14)))
    words = fitted(words, COLUMNS[1:], size, _MOST_LINES)
    sheet.raw.set_row(row, row_height([(words, wide(COLUMNS[1:]), size), (label, COLUMNS[0], 13)], least))
    sheet.text(row, 0, label, sheet.book.formats(size=13, font_color=GREY, text_wrap=True, **_HAIR))
    merge(sheet, row, 1, LAST, words, **{"font_color": INK, "text_wrap": True, **_HAIR, **look})
    return row + 1


def write_centred(sheet: Sheet, row: int, words: str, height: float, **look: object) -> int:
    """One line in the middle of the page; gives the row after it."""
    sheet.raw.set_row(row, height)
    merge(sheet, row, 0, LAST, words, **{"align": "center", "shrink": True, **look})
    return row + 1


def write_air(sheet: Sheet, row: int, height: float = 10) -> int:
    """A low empty row; gives the row after it."""
    sheet.raw.set_row(row, height)
    return row + 1


def merge(sheet: Sheet, row: int, first: int, last: int, words: str, **look: object) -> None:
    """Words over several columns: a printed page, where nobody sorts or types."""
    style = sheet.book.formats(**look)
    sheet.raw.merge_range(row, first, row, last, "", style)
    sheet.text(row, first, words, style)


def wide(columns: Sequence[Column]) -> Column:
    """Several columns as the one that merged words are measured in."""
    return Column(columns[0].title, sum(column.pixels for column in columns))
