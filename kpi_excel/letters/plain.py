"""Text that people typed, on its way into a letter: visible characters on one line, so that it begins no other."""

from __future__ import annotations

from kpi_excel.forms.thai_text import normalise

LONGEST_LINE = 500


def one_line(text: str, longest: int = LONGEST_LINE) -> str:
    """Text on one line, cut visibly: what stands in a header, a title, an item of a list."""
    line = " ".join(normalise(text).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
