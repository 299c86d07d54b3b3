"""What a cell of a worksheet means, however its XML was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.reader.formats import Shows, format_moment, read_serial
from kpi_excel.workbooks.reader.texts import decode_escapes

FORMULA_WITHOUT_TEXT = "…"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What cells refer to, by index as they write it, and where their days count from."""

    strings: Mapping[str, RawCell | None] = field(default_factory=dict)
    """The shared strings, each as the cell it makes; an empty one makes none."""
    longest: int = 0
    """Characters of the longest of them."""
    dates: Mapping[str, Shows] = field(default_factory=dict)
    """The formats that show days or times; a cell that names no format has that of ""."""
    from_1904: bool = False


def read_cell(meaning: Meaning, kind: str, style: str, value: str, formula: str) -> RawCell | None:
    """The cell with type `kind` and the text of its value; None for a blank one.

    A formula of type text without value is one that gave an empty text. A value that its type does not fit is kept
    as the text it is.

    Raises:
        Refusal: a shared string that does not exist, or a text longer than any cell takes.
    """
    if kind in ("str", "inlineStr"):
        text = decode_escapes(value)
        check_length(len(text))
        return RawCell("text", text, formula) if text or formula else None
    if not value:
        return RawCell("uncached", "", formula) if formula else None
    match kind:
        case "s":
            return _read_shared(meaning, value, formula)
        case "b":
            return RawCell("bool", value.strip() in ("1", "true"), formula)
        case "e":
            return RawCell("error", value, formula)
        case "d":
            return _read_iso(value, formula)
    return _read_number(meaning, style, value, formula)


def check_length(characters: int) -> None:
    """No spreadsheet program lets anyone type a longer text."""
    if characters > limits.TEXT_LENGTH:
        raise refusal("cell-text-too-long", f"{characters:,}", f"{limits.TEXT_LENGTH:,}")


def check_text_is_bounded(sheets: Iterable[Mapping[Address, RawCell]]) -> None:
    """A long text repeated in every cell is small in the file and enormous once written out."""
    total = sum(len(cell.value) for cells in sheets for cell in cells.values() if isinstance(cell.value, str))
    if total > limits.TEXT_TOTAL:
        raise refusal("text-total-too-large", f"{total:,}", f"{limits.TEXT_TOTAL:,}")


def _read_shared(meaning: Meaning, value: str, formula: str) -> RawCell | None:
    index = value.strip()
    if index not in meaning.strings:
        raise refusal("file-damaged", "sharedStrings")
    cell = meaning.strings[index]
    return cell._replace(formula=formula) if cell and formula else cell


def _read_iso(value: str, formula: str) -> RawCell:
    try:
        return RawCell("date", format_moment(datetime.fromisoformat(value)), formula)
    except ValueError:
        return RawCell("text", value, formula)


def _read_number(meaning: Meaning, style: str, value: str, formula: str) -> RawCell:
    try:
        number = float(value) if value.isascii() and "_" not in value else float("nan")
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        return RawCell("text", value, formula)
    if shows := meaning.dates.get(style):
        return read_serial(number, shows, meaning.from_1904, formula)
    return RawCell("number", number, formula)
