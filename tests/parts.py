"""Workbooks as the XML they are: every cell with its value and its formula, and something else typed into some of them.

Quick, for workbooks by the hundred; an error stays the word that it shows. Nothing else of the file is touched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isclose
from typing import NamedTuple
from xml.etree import ElementTree
from xml.sax.saxutils import escape

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


class Cell(NamedTuple):
    """What a cell shows, and its formula without "=", "" where it has none."""

    value: float | str | bool | None
    formula: str


At = tuple[int, int]
"""Row and column, both from 0."""

Book = Mapping[str, Mapping[At, Cell]]
"""Sheet name → place → cell."""

Typed = str | Decimal | None
"""A text, a number, or nothing: the cell is cleared."""


def cells_in(workbook: bytes) -> Book:
    """Every cell that has a value or a formula."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        texts = _shared_texts(parts)
        return {name: dict(_cells(parts.read(part), texts)) for name, part in _parts_of_sheets(parts).items()}


def typed_into(workbook: bytes, typed: Mapping[str, Mapping[At, Typed]]) -> bytes:
    """The workbook with other values in some cells; what it says of its formulas is now out of date.

    Raises:
        AssertionError: a cell is not there to be typed into.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        changed = {part: typed[name] for name, part in _parts_of_sheets(old).items() if name in typed}
        assert len(changed) == len(typed), typed.keys()
        for item in old.infolist():
            data = old.read(item)
            new.writestr(item, _with_values(data, changed[item.filename]) if item.filename in changed else data)
    return out.getvalue()


def open_cells(workbook: bytes) -> dict[str, list[At]]:
    """The cells of every sheet that can be typed into although the sheet is protected."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        looks = ElementTree.fromstring(parts.read("xl/styles.xml")).find(f"{_MAIN}cellXfs")
        assert looks is not None
        unlocked = {
            str(number) for number, look in enumerate(looks)
            if (guard := look.find(f"{_MAIN}protection")) is not None and guard.get("locked") == "0"
        }  # fmt: skip
        return {
            name: [_place(cell) for cell in ElementTree.fromstring(parts.read(part)).iter(f"{_MAIN}c") if cell.get("s") in unlocked]
            for name, part in _parts_of_sheets(parts).items()
        }


def _with_values(part: bytes, typed: Mapping[At, Typed]) -> bytes:
    left = set(typed)

    def write(found: re.Match[str]) -> str:
        at = int(found[2]) - 1, _column(found[1])
        if at not in typed:
            return found[0]
        left.remove(at)
        value, opened = typed[at], f'<c r="{found[1]}{found[2]}"{found[3] or ""}'
        if value is None or value == "":
            return f"{opened}/>"
        if isinstance(value, Decimal):
            return f"{opened}><v>{float(value)!r}</v></c>"
        return f'{opened} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'

    text = _CELL.sub(write, part.decode())
    assert not left, left
    return text.encode()


def _parts_of_sheets(parts: zipfile.ZipFile) -> dict[str, str]:
    targets = {
        item.attrib["Id"]: item.attrib["Target"] for item in ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    }
    sheets = ElementTree.fromstring(parts.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {sheet.attrib["name"]: f"xl/{targets[sheet.attrib[_LINK]].removeprefix('/xl/')}" for sheet in sheets}


def _shared_texts(parts: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in parts.namelist():
        return []
    return [_text(item) for item in ElementTree.fromstring(parts.read("xl/sharedStrings.xml"))]


def _text(item: ElementTree.Element) -> str:
    """Runs one after the other; readings are none of it."""
    pieces = item.iter(f"{_MAIN}t") if item.find(f"{_MAIN}rPh") is None else item.findall(f"{_MAIN}t")
    return "".join(piece.text or "" for piece in pieces)


def _cells(part: bytes, texts: list[str]) -> Iterator[tuple[At, Cell]]:
    for cell in ElementTree.fromstring(part).iter(f"{_MAIN}c"):
        formula = cell.find(f"{_MAIN}f")
        value = _value(cell, texts)
        if value is not None or formula is not None:
            yield _place(cell), Cell(value, "" if formula is None else formula.text or "shared")


def _place(cell: ElementTree.Element) -> At:
    found = re.fullmatch(r"([A-Z]+)(\d+)", cell.attrib["r"])
    assert found
    return int(found[2]) - 1, _column(found[1])


def _value(cell: ElementTree.Element, texts: list[str]) -> float | str | bool | None:
    kind, value = cell.get("t", "n"), cell.find(f"{_MAIN}v")
    if kind == "inlineStr":
        return _text(cell)
    if value is None or value.text is None:
        return None
    if kind == "s":
        return texts[int(value.text)]
    if kind == "b":
        return value.text == "1"
    return float(value.text) if kind == "n" else value.text


def _column(letters: str) -> int:
    return sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(letters))) - 1


class Difference(NamedTuple):
    """A formula whose value is another one than was written beside it."""

    sheet: str
    at: At
    formula: str
    written: float | str | bool | None
    computed: float | str | bool | None


def differences(written: Book, computed: Book) -> list[Difference]:
    """Where a program computes something else than stands beside a formula."""
    return [
        Difference(sheet, at, cell.formula[:100], cell.value, found)
        for sheet, cells in written.items() for at, cell in cells.items()
        if cell.formula and not is_same(cell.value, found := computed[sheet].get(at, Cell(None, "")).value)
    ]  # fmt: skip


def is_same(written: object, computed: object) -> bool:
    """Text for text; a number to the last binary digits; blank and empty text are one."""
    if isinstance(written, float) and isinstance(computed, float):
        return isclose(written, computed, rel_tol=1e-12, abs_tol=1e-9)
    return (None if written == "" else written) == (None if computed == "" else computed)
