"""What somebody wrote outside the form: listed in the feedback, never read as data, never lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
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
_LONGEST_LIVE = 200
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
    ours = _OurTexts(issued)
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
    ours = _OurTexts(issued)
    for text in texts:
        shown = [str(cell.value) for cell in text.sheet.cells.values() if cell.kind == "text"]
        is_known = text.number in used or text.sheet.name.startswith(_OURS_IN_HIDING) or text.sheet.hidden
        if is_known or not issued.texts or any(word.startswith(PREFIX) for word in shown):
            continue
        if sum(map(ours.hold, shown)) <= len(shown) / 2:
            yield Finding("sheet-not-read", Place(sheet=text.sheet.name))


def _typed_outside(text: SheetText, used: Collection[Address]) -> Iterator[tuple[Address, RawCell]]:
    """Cells without a formula; bare numbers right of the form are its hidden counters, pasted as values."""
    tokens = [address.column for address, cell in text.sheet.cells.items() if str(cell.value).startswith(PREFIX)]
    for address, cell in sorted(text.sheet.cells.items()):
        is_counter = bool(tokens) and address.column > max(tokens) and cell.kind == "number"
        is_typed = not cell.formula and cell.kind in ("text", "number", "date") and not is_blank(str(cell.value))
        if is_typed and not is_counter and address not in used:
            yield address, cell


class _OurTexts:
    """Every text we wrote, and what our live texts are made of: programs that paste values leave them as plain text."""

    def __init__(self, issued: Issued) -> None:
        self.keys = {key_of(text) for text in issued.texts}
        self.words = {key for word in issued.words if len(key := key_of(word)) > 1 and not key.isdecimal()}
        self.lengths = sorted({len(word) for word in self.words})

    def hold(self, text: str) -> bool:
        """Whether a text is ours."""
        if text.startswith(_MARKS) or _KEY_CELL.fullmatch(text):
            return True
        key = key_of(text)
        return key in self.keys or (len(key) <= _LONGEST_LIVE and self._is_live(key))

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
