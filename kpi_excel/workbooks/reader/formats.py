"""Number formats: which of them show a number as a day or as a time, and what that number then says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum

from kpi_excel.forms.raw import RawCell
from kpi_excel.workbooks.gate import limits
from kpi_excel.workbooks.gate.refusal import refusal
from kpi_excel.workbooks.gate.xml import local_name
from kpi_excel.workbooks.reader.addresses import read_count
from kpi_excel.workbooks.reader.texts import unescape_xml


class Shows(Enum):
    """What a number format makes of a number."""

    NUMBER = "number"
    DAY = "day"
    TIME = "time"
    MOMENT = "moment"
    """Day and time of day."""
    ELAPSED = "elapsed"
    """Hours beyond 24."""


_BUILT_IN: Mapping[int, Shows] = {
    **dict.fromkeys((*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58), Shows.DAY),
    **dict.fromkeys((*range(18, 22), *range(32, 36), 45, 47, 55, 56), Shows.TIME),
    22: Shows.MOMENT,
    46: Shows.ELAPSED,
    # a Thai Excel has its own: ว/ด/ปปปป and the like
    **dict.fromkeys((*range(71, 75), 81), Shows.DAY),
    **dict.fromkeys((75, 76, 78, 80), Shows.TIME),
    77: Shows.MOMENT,
    79: Shows.ELAPSED,
}
"""Formats that have a number and no code (ECMA-376 part 1, 18.8.30)."""

_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].')
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)

_HEAD = re.compile(r'\s*(?:<\?xml [^<>]*\?>\s*)?<styleSheet [^<>]*?xmlns="[^"<>]*"')
_XFS = re.compile(r"<cellXfs(?: [^<>]*)?(?<!/)>(.*?)</cellXfs>", re.DOTALL)
_A = r'(?: \w++="[^"<>]*+")*+ ?+'
_XF = re.compile(
    rf'<xf(?: (?!numFmtId=)\w++="[^"<>]*+")*+(?: numFmtId="([0-9]{{1,9}}+)")?+{_A}'
    rf"(?:/>|>\s*+(?:<(?:alignment|protection){_A}(?:/>|></(?:alignment|protection)>)\s*+)*+</xf>)\s*+"
)
_NUMBER_FORMATS = re.compile(r"<numFmts(?: [^<>]*)?(?<!/)>(.*?)</numFmts>", re.DOTALL)
_NUMBER_FORMAT = re.compile(r'<numFmt numFmtId="([0-9]{1,9}+)" formatCode="([^"<\n\t]*+)" ?/>\s*+')

_LAST_SERIAL = 2_958_466
"""The day after 9999-12-31."""
_PHANTOM_DAY = 60
"""Excel believes in 29 Feb 1900; days before it count from a day later."""
_DAYS_TO_1904 = 1462
_EPOCH = datetime(1899, 12, 30)


def classify_format(code: str) -> Shows:
    """What a number format's code shows; only the section for positive numbers counts."""
    bare = _LITERAL.sub("", code).split(";")[0]
    if _ELAPSED.search(bare):
        return Shows.ELAPSED
    letters = set(_BRACKETS.sub("", bare).lower())
    if "general" in bare.lower():
        return Shows.NUMBER
    has_time = bool(letters & {"h", "s"})
    has_day = bool(letters & {"d", "y", "b"}) or ("m" in letters and not has_time)
    if has_day:
        return Shows.MOMENT if has_time else Shows.DAY
    return Shows.TIME if has_time else Shows.NUMBER


def read_formats(styles: ET.Element) -> dict[str, Shows]:
    """The cell formats of a styles part that show days or times, by their index as cells write it.

    A cell that names no format ("") has the first.
    """
    codes: dict[str, Shows] = {}
    numbers: list[str] = []
    for group in styles:
        name = local_name(group)
        if name == "numFmts":
            codes = {item.get("numFmtId", ""): classify_format(item.get("formatCode", "")) for item in group}
        elif name == "cellXfs":
            numbers = [item.get("numFmtId", "0") for item in group]
    return _shown(codes, numbers)


def scan_formats(text: str) -> dict[str, Shows] | None:
    """What `read_formats` reads, by patterns in a well-formed part; None where it has another shape than programs write."""
    group = _XFS.search(text)
    if _HEAD.match(text) is None or group is None or "<!" in text or text.count("cellXfs") != 2 or text.count("numFmts") > 2:
        return None
    before, listed = text[: group.start()], group[1]
    codes = _NUMBER_FORMATS.search(before)
    if (codes is None) == ("numFmts" in text) or "extLst" in before:
        # no list that belongs to an extension is ours
        return None
    defined = codes[1] if codes else ""
    if _XF.sub("", listed).strip() or _NUMBER_FORMAT.sub("", defined).strip():
        return None
    numbers, found = _XF.findall(listed), _NUMBER_FORMAT.findall(defined)
    try:
        return _shown({number: classify_format(unescape_xml(code)) for number, code in found}, [number or "0" for number in numbers])
    except ValueError:
        return None


def _shown(codes: Mapping[str, Shows], numbers: Sequence[str]) -> dict[str, Shows]:
    """By the number formats of a workbook, and the one that each cell format names."""
    if len(numbers) > limits.FORMATS:
        raise refusal("too-many-formats", str(len(numbers)), str(limits.FORMATS))
    shown: dict[str, Shows] = {}
    for index, number in enumerate(numbers):
        shows = codes.get(number) or _BUILT_IN.get(read_count(number) or 0)
        if shows and shows is not Shows.NUMBER:
            shown[str(index)] = shows
    if "0" in shown:
        shown[""] = shown["0"]
    return shown


def read_serial(number: float, shows: Shows, from_1904: bool, formula: str) -> RawCell:
    """The day, moment or duration a number stands for; a number that can be none of them stays a number."""
    has_hours = shows is Shows.ELAPSED and abs(number) < _LAST_SERIAL
    if has_hours or (shows is not Shows.DAY and 0 <= number < 1):
        return RawCell("duration", format_duration(number * 86_400), formula)
    serial = number + _DAYS_TO_1904 if from_1904 else number
    if not 1 <= serial < _LAST_SERIAL:
        return RawCell("number", number, formula)
    if serial < _PHANTOM_DAY:
        serial += 1
    return RawCell("date", format_moment(_EPOCH + timedelta(seconds=round(serial * 86_400))), formula)


def format_moment(moment: datetime) -> str:
    """ISO, with a time only where there is one."""
    plain = moment.replace(microsecond=0, tzinfo=None)
    return plain.date().isoformat() if plain.time() == datetime.min.time() else plain.isoformat()


def format_duration(seconds: float) -> str:
    """`30:05:00`: hours, minutes and seconds; hours pass 24."""
    minutes, second = divmod(round(abs(seconds)), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hour}:{minute:02}:{second:02}"
