"""One palette, one type scale, one way to measure Thai text: every workbook's look comes from here.

Colours and sizes follow the visual specification; the measuring constants are those of the widest fallback font,
because the Thai font is often missing where a form is opened.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

FONT = "TH SarabunPSK"

NAVY = "#12436D"
INK = "#1F1F1F"
GREY = "#595959"
FAINT = "#8C8C8C"
RULE = "#BFBFBF"
HAIR = "#DDE2E8"
PALE = "#EEF4FA"
TINT = "#EAF1F8"
SKY = "#DCE9F5"
PEACH = "#FBD5BF"
AMBER = "#F7A36F"
BERRY = "#801650"
ORANGE = "#F46A25"
LIGHT_BLUE = "#6BACE6"
YELLOW = "#FFF2CC"
YELLOW_DONE = "#FFFBF0"
BOX = "#8A6D00"
LINK = "#2073BC"
WHITE = "#FFFFFF"

SCORE = "0.0000"
CHANGE = "+0.0000;\u22120.0000;0.0000"

_TEXT = "@"

_PX_PER_BASE = 10.4
"""Pixels a base character takes at 14 pt in the widest fallback font."""
_LINE = 1.56
"""Line height over font size that no fallback font clips."""


@lru_cache(maxsize=4096)
def base_length(text: str) -> int:
    """Characters that take room: upper and lower marks sit on others."""
    return sum(1 for char in text if unicodedata.category(char) not in ("Mn", "Cf"))


def lines_of(text: str, width: float, size: float = 14, indent: int = 1, digits: bool = False) -> int:
    """Lines that `text` wraps to in a column `width` Excel units wide; forced line breaks count on their own."""
    room = max(width * 7 + 5 - 10 - 9 * indent, 1)
    per_char = (7.9 if digits else _PX_PER_BASE) * size / 14
    if "\n" not in text:
        return max(1, math.ceil(base_length(text) * per_char / room))
    return sum(max(1, math.ceil(base_length(line) * per_char / room)) for line in text.split("\n"))


def height_of(cells: list[tuple[str, float, float]], least: float = 0, indent: int = 1) -> float:
    """Row height in points for wrapped cells given as (text, column width, font size)."""
    tallest = max((lines_of(text, width, size, indent) * size * _LINE + 8 for text, width, size in cells), default=0)
    return min(409.0, max(least, tallest))


class Formats:
    """Formats of one workbook by their properties: the same look is the same format, built once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def raw_format(self, properties: dict[str, Any]) -> Format:
        """A conditional format: only what it changes, nothing of the house look."""
        key = (("differential", True), *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def __call__(self, **properties: Any) -> Format:
        """A format in the house font; `valign` is middle and `size` 14 unless told.

        A number that is too wide for its cell becomes smaller, never ###: another font may have wider digits.
        """
        if properties.get("num_format", _TEXT) != _TEXT and not properties.get("text_wrap"):
            properties.setdefault("shrink", True)
        merged = {"font_name": FONT, "font_size": properties.pop("size", 14), "font_color": INK, "valign": "vcenter"}
        merged.update(properties)
        key = tuple(sorted(merged.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(merged)
        return self._made[key]
