"""How much room a text takes, measured for the widest of the usual fallback fonts: the Thai font is often missing.

Widths are pixels at 96 dpi, heights points. Thai wraps between words that nobody marks, so a wrapped line loses room.
"""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

BOLD = 1.17
"""How much wider bold letters are."""
_LETTER, _NARROW = 10.6, 6.2
"""Pixels at 14 pt; upper and lower marks take none."""
_NARROW_CHARS = frozenset(" .,:;·'()|/-")
_LOST = 26.0
"""Pixels that a wrapped line leaves empty, on average."""
_LINE = 1.56
_TALLEST = 409.0
_LEADING_VOWELS = "เแโใไ"

Wrapped = tuple[str, float, float]
"""A text, the width of its column in Excel units, its size in points."""


def column_px(width: float) -> float:
    """The inside of a column that is `width` Excel units wide."""
    return width * 7 + 5


@lru_cache(maxsize=4096)
def text_px(text: str, size: float = 14) -> float:
    """The width of one line of text."""
    return sum(_NARROW if char in _NARROW_CHARS else _LETTER for char in text if not _is_mark(char)) * size / 14


def line_count(text: str, width: float, size: float = 14) -> int:
    """Lines that a text wraps to in an indented cell; forced line breaks count on their own."""
    room = max(column_px(width) - 19, 30)
    wrapped = room - min(_LOST, room / 4)
    return sum(
        1 if (px := text_px(line, size)) <= room else max(2, math.ceil(px / wrapped)) for line in text.split("\n")
    )


def tall(cells: list[Wrapped], least: float = 0) -> float:
    """The height of a row that shows every one of its wrapped cells."""
    tallest = max((line_count(text, width, size) * size * _LINE + 8 for text, width, size in cells), default=0)
    return min(_TALLEST, max(least, tallest))


def stacked(paragraphs: list[Wrapped], least: float = 0) -> float:
    """The height of one cell whose paragraphs differ in size."""
    whole = sum(line_count(text, width, size) * size * _LINE for text, width, size in paragraphs) + 8
    return min(_TALLEST, max(least, whole))


def cut_to(text: str, room: float, size: float = 14) -> str:
    """The text, or its beginning with “…” where it is wider than `room`; never a vowel without its letter."""
    if text_px(text, size) <= room:
        return text
    kept = ""
    for char in text:
        if text_px(f"{kept}{char}…", size) > room:
            break
        kept += char
    return kept.rstrip(_LEADING_VOWELS + " (·,") + "…"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Cf")
