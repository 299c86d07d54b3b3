"""What somebody wrote outside the form: listed in the feedback, never read as data, never lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kpi_excel.forms.anchors import END_OF_TABLE, KEY_MARK
from kpi_excel.forms.raw import Address, RawSheet
from kpi_excel.forms.thai_text import is_blank, key_of
from kpi_excel.forms.token import END_MARK, PREFIX

OWN_WORDS = ("เหลือ", "พร้อมส่ง", "ครบ", "ค้าง", "แก้ข้อ", "ยังไม่แก้", "แก้แล้ว", "ระดับ", "Ready", "Missing", "Complete", "Level")
"""How our live texts begin: programs that paste values leave them behind as plain text."""


class OutsideText(NamedTuple):
    sheet: str
    cell: str
    text: str


def texts_outside(
    sheets: Iterable[RawSheet], used: Mapping[str, set[Address]], issued: frozenset[str]
) -> tuple[OutsideText, ...]:
    """Typed cells that are neither inputs nor anything we wrote."""
    known = {key_of(text) for text in issued}
    found = []
    for sheet in sheets:
        if sheet.name not in used:
            continue
        for address, cell in sorted(sheet.cells.items()):
            if address in used[sheet.name] or cell.formula or cell.kind not in ("text", "number", "date"):
                continue
            text = str(cell.value)
            if not is_blank(text) and not _is_ours(text, known):
                found.append(OutsideText(sheet.name, address.a1(), text))
    return tuple(found)


def _is_ours(text: str, known: set[str]) -> bool:
    marks = (PREFIX, END_MARK, END_OF_TABLE, KEY_MARK, "■")
    return text.startswith(marks) or text.startswith(OWN_WORDS) or key_of(text) in known
