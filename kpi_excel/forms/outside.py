"""What somebody wrote outside the form: listed in the feedback, never read as data, never lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from kpi_excel.core.findings import Finding, Place
from kpi_excel.forms.anchors import END_OF_TABLE, KEY_MARK
from kpi_excel.forms.cells import typed_text
from kpi_excel.forms.frame import Issued
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.forms.sheet_text import SheetText
from kpi_excel.forms.thai_text import is_blank, key_of
from kpi_excel.forms.token import END_MARK, PREFIX

_MARKS = (PREFIX, END_MARK, END_OF_TABLE, "■")
_KEY_CELL = re.compile(rf"{KEY_MARK}[a-z][a-z0-9_]*\.[a-z0-9_]+")
_LONGEST_LIVE = 1000
_OURS_IN_HIDING = "_"
"""How the names of our hidden sheets begin; some programs show them."""


class OutsideText(NamedTuple):
    sheet: str
    cell: str
    text: str


def texts_outside(
    texts: Sequence[SheetText], used: Mapping[int, Collection[Address]], issued: Issued
) -> tuple[OutsideText, ...]:
    """Typed cells of the form's sheets that are neither inputs nor anything we wrote, where it is known what we wrote."""
    if not issued.texts:
        return ()
    ours = OurTexts(issued)
    return tuple(
        OutsideText(text.sheet.name, address.a1(), typed_text(cell))
        for text in texts if text.number in used
        for address, cell in _typed_outside(text, used[text.number])
        if not ours.hold(typed_text(cell))
    )  # fmt: skip


def check_every_sheet_is_ours(
    texts: Sequence[SheetText], used: Mapping[int, Collection[Address]], issued: Issued
) -> Iterator[Finding]:
    """A sheet that somebody added is kept with the file; that nobody reads it has to be said."""
    ours = OurTexts(issued)
    for text in texts:
        if text.number in used or text.sheet.hidden or text.sheet.name.startswith(_OURS_IN_HIDING) or not issued.texts:
            continue
        shown = [str(cell.value) for cell in text.sheet.cells.values() if cell.kind == "text"]
        if not any(word.startswith(PREFIX) for word in shown) and sum(map(ours.hold, shown)) <= len(shown) / 2:
            yield Finding("sheet-not-read", Place(sheet=text.sheet.name))


def _typed_outside(text: SheetText, used: Collection[Address]) -> Iterator[tuple[Address, RawCell]]:
    """Cells without a formula; bare numbers right of the form are its hidden counters, pasted as values."""
    tokens = [a.column for a, cell in text.sheet.cells.items() if cell.kind == "text" and str(cell.value).startswith(PREFIX)]
    edge = max(tokens, default=None)
    for address, cell in ((Address(row, column), cell) for row, cells in text.by_row.items() for column, cell in cells.items()):
        if address in used or cell.formula or cell.kind not in ("text", "number", "date"):
            continue
        is_counter = edge is not None and address.column > edge and cell.kind == "number"
        if not is_counter and not is_blank(str(cell.value)):
            yield address, cell


class OurTexts:
    """Every text we wrote, and what our live texts are made of: programs that paste values leave them as plain text."""

    def __init__(self, issued: Issued) -> None:
        self.issued = issued

    def hold(self, text: str) -> bool:
        """Whether a text is ours."""
        if text in self.issued.texts or text.startswith(_MARKS) or _KEY_CELL.fullmatch(text):
            return True
        key = key_of(text)
        return key in self.keys or (len(key) <= _LONGEST_LIVE and self._is_live(key))

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(map(key_of, self.issued.texts))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(key for word in self.issued.words if len(key := key_of(word)) > 1 and not key.isdecimal())

    @cached_property
    def lengths(self) -> frozenset[int]:
        return frozenset(map(len, self.words))

    def _is_live(self, key: str) -> bool:
        """Made of nothing but our words and numbers, with at least one word."""
        reached = {0}
        for start in range(len(key)):
            if start not in reached:
                continue
            if key[start].isdecimal() or key[start] == ".":
                reached.add(start + 1)
            reached |= {start + length for length in self.lengths if key[start : start + length] in self.words}
        return len(key) in reached and not key.replace(".", "").isdecimal()
