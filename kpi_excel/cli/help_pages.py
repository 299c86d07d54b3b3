"""Help pages in one language: every help text is written "ไทย / English", and each page shows its half."""

from __future__ import annotations

from collections.abc import Iterable

import click

_THAI_WORDS = {
    "Options": "ตัวเลือก",
    "Show this message and exit.": "แสดงวิธีใช้นี้",
    "Show the version and exit.": "แสดงรุ่นของโปรแกรม",
}


class Formatter(click.HelpFormatter):
    """Keeps the half of each text that is in the language wanted."""

    lang = "th"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, "Usage: " if self.lang == "en" else "วิธีใช้: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._half(heading))

    def write_text(self, text: str) -> None:
        said = self._half(text.replace("\n", " "))
        super().write_text(said[:1].upper() + said[1:])

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, self._half(text)) for term, text in rows], col_max, col_spacing)

    def _half(self, text: str) -> str:
        # what click appends itself ("[required]", a range) stands after two spaces and belongs to both languages
        said, gap, appended = text.partition("  [")
        thai, slash, english = said.partition(" / ")
        if self.lang == "en":
            return (english if slash else said) + gap + appended
        return _THAI_WORDS.get(thai, thai) + gap + appended


class Context(click.Context):
    """The context of every command: its help pages speak the language of `--lang`."""

    def make_formatter(self) -> click.HelpFormatter:
        formatter = Formatter(width=self.terminal_width, max_width=self.max_content_width)
        formatter.lang = self.find_root().params.get("lang", "th")
        return formatter
