"""The one way anything reaches a cell: text as text, numbers as numbers, formulas only ours, every return code checked.

Nothing an agency typed can become a formula, a link or markup here (design.md principle 8).
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format

from kpi_excel.workbooks.checking import check_output
from kpi_excel.workbooks.styles import Formats
from kpi_excel.workbooks.worksheet import FastWorksheet

LONGEST_TEXT = 32_767
CUT_MARK = "…[ตัด]"

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")

_FIXED_CREATED = datetime(2000, 1, 1)
"""Document dates are fixed: the same input gives the same bytes."""


class CellNotWritten(RuntimeError):
    """XlsxWriter refused a cell (outside the sheet, too long): never silently."""


def clean_text(text: str) -> str:
    """Text as a cell may hold it: composed, without control, direction and lone surrogate characters, cut visibly."""
    return _cleaned_word(text) if len(text) <= _WORD else _cleaned(text)


def _cleaned(text: str) -> str:
    cleaned = _UNPRINTABLE.sub("", unicodedata.normalize("NFC", text.replace("\r\n", "\n")))
    # Excel counts UTF-16 units, not characters
    if len(cleaned.encode("utf-16-le")) // 2 > LONGEST_TEXT:
        kept = cleaned.encode("utf-16-le")[: (LONGEST_TEXT - len(CUT_MARK)) * 2]
        cleaned = kept.decode("utf-16-le", errors="ignore") + CUT_MARK
    return cleaned


_WORD = 100
"""Short texts come again and again in a workbook: cleaned once, kept in bounded memory."""
_cleaned_word = lru_cache(maxsize=4096)(_cleaned)


class _Stream:
    """Where a streamed workbook goes. Once the system refused, the rest goes nowhere: a zip given up says its farewell late."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._is_refused = False
        self._place = 0
        """Where the zip believes to be: its farewell counts on."""

    def write(self, data: bytes) -> int:
        try:
            if not self._is_gone:
                self._file.write(data)
        except BaseException:
            self._is_refused = True
            raise
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        return self._place

    def seek(self, place: int, whence: int = 0) -> int:
        self._place = place if self._is_gone else self._file.seek(place, whence)
        return self._place

    def flush(self) -> None:
        """The one who opened the file flushes it."""

    @property
    def _is_gone(self) -> bool:
        return self._is_refused or self._file.closed


class Book:
    """One workbook being written in memory, byte-identical for the same calls.

    With `stream` it is written there instead, in memory that does not grow: each sheet row by row from top to bottom.
    """

    def __init__(
        self, title: str, subject: str = "", author: str = "kpi-excel", comments: str = "", stream: BinaryIO | None = None
    ) -> None:
        self._buffer, self._stream = io.BytesIO(), stream
        self.raw = xlsxwriter.Workbook(
            self._buffer if stream is None else _Stream(stream),
            {"in_memory": not self.is_streamed, "constant_memory": self.is_streamed,
             "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )  # fmt: skip
        self.raw.set_properties(
            {"title": clean_text(title), "subject": subject, "author": author, "comments": comments,
             "created": _FIXED_CREATED}
        )  # fmt: skip
        self.formats = Formats(self.raw)
        self._sheets: list[Sheet] = []

    @property
    def is_streamed(self) -> bool:
        return self._stream is not None

    def sheet(self, name: str) -> Sheet:
        """A new sheet; the name comes from our own words, never from an agency."""
        self._sheets.append(Sheet(self, self.raw.add_worksheet(name, worksheet_class=FastWorksheet)))
        return self._sheets[-1]

    def close(self) -> bytes:
        """The finished workbook, opened once more and checked; b"" where it went to a stream.

        Raises:
            OutputNotSafe: it holds what we did not put there.
            OSError: the stream, or the system's folder for temporary files, takes no more.
        """
        try:
            self.raw.close()
        except FileCreateError as error:
            # XlsxWriter wraps what the system said
            raise OSError(*getattr(error.args[0], "args", error.args)) from error
        file = self._stream or self._buffer
        # what the system refuses only now is its refusal, not a workbook that is not whole
        file.flush()
        check_output(file, self._sheets)
        file.seek(0, io.SEEK_END)
        return self._buffer.getvalue()


class Sheet:
    """A worksheet that can only be written through checked methods. Rows and columns count from 0."""

    def __init__(self, book: Book, raw: FastWorksheet) -> None:
        self.book = book
        self.raw = raw
        self.formulas: set[tuple[int, int]] = set()
        """Where we put formulas: the check before publishing allows no others. A streamed book remembers none of it."""
        self.texts: dict[tuple[int, int], str] = {}
        self.formula_texts: dict[tuple[int, int], str] = {}
        self.links: list[str] = []

    @property
    def name(self) -> str:
        return str(self.raw.get_name())

    def text(self, row: int, column: int, text: str, style: Format | None = None) -> None:
        """Write text as text, whatever it looks like; "" leaves a formatted blank."""
        cleaned = clean_text(text)
        if not cleaned:
            self.blank(row, column, style)
            return
        if code := self.raw.put_string(row, column, cleaned, style):
            _check(code, row, column)
        if not self.book.is_streamed:
            self.texts[row, column] = cleaned

    def number(self, row: int, column: int, number: Decimal | int | float, style: Format | None = None) -> None:
        """Write a finite number."""
        _check(self.raw.put_number(row, column, float(number), style), row, column)

    def line(self, row: int, values: Sequence[str | Decimal], styles: Sequence[Format]) -> None:
        """A whole row from the first column on, as `text` and `number` write it; for long lists, whose rows all have the same
        `styles`. It is not remembered in `texts`."""
        cells = [value if isinstance(value, str) else float(value) for value in values]
        _check(self.raw.put_line(row, cells, styles, clean_text), row, 0)

    def blank(self, row: int, column: int, style: Format | None = None) -> None:
        """A cell that has only a look."""
        _check(self.raw.put_blank(row, column, style), row, column)

    def formula(
        self, row: int, column: int, formula: str, style: Format | None, value: str | Decimal | float | int
    ) -> None:
        """Write one of our formulas with the value we computed for it: viewers that never recalculate show that."""
        shown = float(value) if isinstance(value, Decimal) else value
        _check(self.raw.put_formula(row, column, formula, style, shown), row, column)
        self.formulas.add((row, column))
        self.formula_texts[row, column] = formula

    def rich(self, row: int, column: int, parts: list[Any], style: Format | None) -> None:
        """Locked cells only: fragments of (format, text) in one cell; plain text where fewer than two of them say anything."""
        texts = [(before, clean_text(part)) for before, part in zip([None, *parts], parts, strict=False) if isinstance(part, str)]
        kept = [(look, text) for look, text in texts if text]
        whole = "".join(text for _, text in kept)
        if len(kept) < 2 or clean_text(whole) != whole:
            self.text(row, column, whole, style)
            return
        fragments = [item for look, text in kept for item in ((text,) if look is None or isinstance(look, str) else (look, text))]
        _check(self.raw.write_rich_string(row, column, *fragments, style), row, column)
        self.texts[row, column] = whole

    def link(self, row: int, column: int, target: str, text: str, style: Format | None, tip: str = "") -> None:
        """A link to a place of ours (`internal:` or `external:` with a relative path), never to what an agency typed."""
        self.links.append(target)
        _check(self.raw.write_url(row, column, target, style, clean_text(text), tip or None), row, column)


def _check(code: int | None, row: int, column: int) -> None:
    if code not in (0, None):
        raise CellNotWritten(f"cell ({row}, {column}): code {code}")
