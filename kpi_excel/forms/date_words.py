"""The parts of a date as somebody wrote it: words and numbers told apart, nothing decided about the year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kpi_excel.forms.thai_text import arabic_digits, normalise

# Whole names with their usual cuts and misspellings, then the abbreviation with any dots and spaces, then English
_MONTHS = (
    r"มกรา(?:คม)?|ม[.\s]*ค\.?|jan(?:uary)?\.?",
    r"กุม[ภพ]า(?:พันธุ?์?)?|ก[.\s]*พ\.?|feb(?:ruary)?\.?",
    r"มีนา(?:คม)?|มี[.\s]*ค\.?|mar(?:ch)?\.?",
    r"เมษา(?:ยน)?|เม[.\s]*ย\.?|apr(?:il)?\.?",
    r"พฤ[ษศ]ภา(?:คม)?|พ[.\s]*ค\.?|may\.?",
    r"มิถุนา(?:ยน)?|มิ[.\s]*ย\.?|june?\.?",
    r"กรก[ฎฏ]า(?:คม)?|ก[.\s]*ค\.?|july?\.?",
    r"สิงหา(?:คม)?|ส[.\s]*ค\.?|aug(?:ust)?\.?",
    r"กันยา(?:ยน)?|ก[.\s]*ย\.?|sept?(?:ember)?\.?",
    r"ตุลา(?:คม)?|ต[.\s]*ค\.?|oct(?:ober)?\.?",
    r"พฤ[ศษ]จิกา(?:ยน)?|พ[.\s]*ย\.?|nov(?:ember)?\.?",
    r"ธันวา(?:คม)?|ธ[.\s]*ค\.?|dec(?:ember)?\.?",
)
_WEEKDAYS = (
    r"จันทร์|จ\.?|mon(?:day)?\.?",
    r"อังคาร|อ(?!า)\.?|tue(?:sday|s)?\.?",
    r"พุธ|พ(?!ฤ)\.?|wed(?:nesday)?\.?",
    r"พฤหัส(?:บดี|ฯ)?|พฤ\.?|thu(?:rsday|rs|r)?\.?",
    r"ศุกร์|ศ\.?|fri(?:day)?\.?",
    r"เสาร์|ส\.?|sat(?:urday)?\.?",
    r"อาทิตย์|อา\.?|sun(?:day)?\.?",
)
_TOKEN = re.compile(
    "|".join(
        [
            r"(?P<number>\d+)",
            r"(?P<be>พ[.\s]*ศ\.?|พุทธศักราช|b\.?e\.?)",
            r"(?P<ce>ค[.\s]*ศ\.?|คริสต์?ศักราช|a\.?d\.?|c\.?e\.?)",
            *(f"(?P<month{index}>{pattern})" for index, pattern in enumerate(_MONTHS, 1)),
            r"(?P<filler>ภายใน|วันที่|วัน|ที่|ณ|ลง|เดือน|ปี|of|the|th|st|nd|rd)(?![a-z])",
            *(f"(?P<weekday{index}>{pattern})" for index, pattern in enumerate(_WEEKDAYS)),
            r"(?P<separator>[\s/.,()\-\u2010-\u2015\u2212]+)",
        ]
    )
)
_TIME = re.compile(r"[T\s]\s*(?:เวลา\s*)?\d{1,2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:น\.?|Z)?|\.\d{2}\s*น\.?)\Z")


_LONGEST = 80
"""No date is longer; patterns need not be tried on a page of text."""


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date's parts. `year` are its digits as written, "" where there is none; `era` is "be", "ce" or ""."""

    day: int | None
    month: int
    year: str
    era: str = ""
    weekday: int | None = None


def is_buddhist_year(year: int) -> bool:
    """A four-digit year that can only be meant in the Buddhist era."""
    return 2400 <= year <= 2700


def is_christian_year(year: int) -> bool:
    """A four-digit year that can only be meant in the Christian era."""
    return 1900 <= year <= 2100


def parts_of(text: str) -> WrittenDate | None:
    """The parts of a written date; None where a word is left over or the numbers fit no order (day first always)."""
    if len(text) > _LONGEST:
        return None
    shown = unicodedata.normalize("NFKC", arabic_digits(normalise(text))).lstrip("'‘’`")
    tokens = _tokens(_TIME.sub("", shown).lower())
    if tokens is None:
        return None
    numbers = [word for kind, word in tokens if kind == "number"]
    months = [int(kind[5:]) for kind, _ in tokens if kind.startswith("month")]
    weekdays = [int(kind[7:]) for kind, _ in tokens if kind.startswith("weekday")]
    eras = [kind for kind, _ in tokens if kind in ("be", "ce")]
    if max(len(months), len(weekdays), len(eras)) > 1:
        return None
    if months:
        kinds = [kind for kind, _ in tokens if kind == "number" or kind.startswith("month")]
        parts = _around_month(numbers, months[0], kinds.index(f"month{months[0]}"))
    else:
        parts = _from_numbers(numbers)
    if parts is None:
        return None
    day, month, year = parts
    return WrittenDate(day, month, year, eras[0] if eras else "", weekdays[0] if weekdays else None)


_Parts = tuple[int | None, int, str]


def _tokens(text: str) -> list[tuple[str, str]] | None:
    """Kind and text of every token but fillers and separators; None where something is none of them."""
    tokens, end = [], 0
    while end < len(text):
        found = _TOKEN.match(text, end)
        if found is None:
            return None
        if found.lastgroup not in ("filler", "separator"):
            tokens.append((str(found.lastgroup), found[0]))
        end = found.end()
    return tokens


def _around_month(numbers: list[str], month: int, before: int) -> _Parts | None:
    """Parts of a date whose month is a word with `before` numbers in front of it."""
    match numbers, before:
        case [], _:
            return None, month, ""
        case [number], 1 if len(number) <= 2:
            return int(number), month, ""
        case [number], _:
            return None, month, number
        case [year, day], 1 if len(year) == 4 and len(day) <= 2:
            return int(day), month, year
        case [day, year], 0 | 1 if len(day) <= 2:
            return int(day), month, year
    return None


def _from_numbers(numbers: list[str]) -> _Parts | None:
    """Parts of a date that is numbers only."""
    match [len(number) for number in numbers]:
        case [8 | 7 | 6]:
            return _from_digits(numbers[0])
        case [4, 1 | 2]:
            return None, int(numbers[1]), numbers[0]
        case [1 | 2, 4]:
            return None, int(numbers[0]), numbers[1]
        case [1 | 2, 1 | 2] if 1 <= int(numbers[1]) <= 12:
            return int(numbers[0]), int(numbers[1]), ""
        case [1 | 2, 2]:
            return None, int(numbers[0]), numbers[1]
        case [4, 1 | 2, 1 | 2]:
            return int(numbers[2]), int(numbers[1]), numbers[0]
        case [1 | 2, 1 | 2, _]:
            return int(numbers[0]), int(numbers[1]), numbers[2]
    return None


def _from_digits(digits: str) -> _Parts | None:
    """ddmmyyyy (its leading zero may be lost), ddmmyy, or yyyymmdd: the order that gives a possible date."""
    if len(digits) == 6:
        orders = [(digits[:2], digits[2:4], digits[4:])]
    else:
        padded = digits.zfill(8)
        orders = [(padded[:2], padded[2:4], padded[4:]), (padded[6:], padded[4:6], padded[:4])]
    for day, month, year in orders:
        is_year = len(year) == 2 or is_buddhist_year(int(year)) or is_christian_year(int(year))
        if 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and is_year:
            return int(day), int(month), year
    return None
