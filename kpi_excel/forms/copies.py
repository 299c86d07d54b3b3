"""Several copies of one table or page: the one that somebody filled in is read; two filled differently are held."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.forms.entries import Reading
from kpi_excel.forms.frame import Issued
from kpi_excel.forms.sheet_text import SheetText

Copy = tuple[SheetText, Reading]


def choose_copy(copies: Sequence[Copy], title: Text, issued: Issued) -> Copy:
    """The copy to read; its reading is unclear where any copy's is, or where nobody can know which one is meant."""
    unclear = next((copy for copy in copies if copy[1].unclear), None)
    if unclear is not None or len(copies) == 1:
        return unclear or copies[0]
    filled = [copy for copy in copies if any(entry.is_touched(issued) for entry in copy[1].entries)]
    text, reading = (filled or copies)[0]
    if len({_contents(copy[1]) for copy in filled}) > 1:
        names = " · ".join(copy[0].sheet.name for copy in filled)
        reading.unclear = Finding("sheet-copied-twice", Place(sheet=title.th), found=names)
    reading.findings.append(Finding("sheet-copied", Place(sheet=text.sheet.name)))
    return text, reading


def _contents(reading: Reading) -> frozenset[tuple[object, ...]]:
    return frozenset(
        (entry.kpi_no, entry.code, number if not entry.code else 0, frozenset(entry.typed().items()))
        for number, entry in enumerate(reading.entries)
    )
