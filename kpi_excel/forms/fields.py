"""The faces of every field type: a cell becomes a value (`parse`), a value becomes a cell (`format_value`, `look`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_excel.core.periods import BE_OFFSET, FiscalYear, Period, short_date
from kpi_excel.core.submission import Plain, Word
from kpi_excel.core.text import Text
from kpi_excel.forms.cells import Issue, decimal_of, issue_of_broken, typed_text
from kpi_excel.forms.field_looks import Look, look
from kpi_excel.forms.field_words import (
    NO_WORDS,
    WORD_TEXTS,
    YES_WORDS,
    choice_of,
    choices_of,
    joined,
    limits_text,
    nearest_choices,
    word_of,
)
from kpi_excel.forms.numbers import read_number
from kpi_excel.forms.phones import read_phone
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.spec import FieldSpec, FieldType
from kpi_excel.forms.thai_dates import read_date, read_month
from kpi_excel.forms.thai_text import arabic_digits, is_blank, key_of, normalise

__all__ = ["NO_WORDS", "YES_WORDS", "Issue", "Look", "Parsed", "ReadingContext", "format_value", "look", "parse"]


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What a cell cannot say itself: the form's fiscal year, and the unit of the KPI a number is for."""

    fiscal_year: FiscalYear
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A cell's value, what stood there, and what to tell the person. None without issues: the cell is blank.

    A day is a `date`, a month the code of its period ("2556-02"), a choice its key, yes and no a `bool`.
    """

    value: Plain
    typed: str = ""
    issues: tuple[Issue, ...] = ()


_Read = tuple[Plain, tuple[Issue, ...]]


def parse(field: FieldSpec, cell: RawCell | None, context: ReadingContext) -> Parsed:
    """What a cell means for a field. Whether it must be filled is not asked here.

    Limits of a number are in its unit; limits of a day or month count fiscal years from the form's own (0 to 0: in it).
    """
    if cell is None:
        return Parsed(None)
    typed = typed_text(cell)
    if field.type is FieldType.COMPUTED:
        return Parsed(_computed(cell), typed)
    if broken := issue_of_broken(cell):
        return Parsed(None, typed, (broken,))
    if cell.kind == "text":
        if is_blank(typed):
            return Parsed(None, typed)
        if field.words and (word := word_of(typed)) in field.words:
            return Parsed(word, typed)
    value, issues = _READERS[field.type](field, cell, context)
    return Parsed(value, typed, issues)


def format_value(field: FieldSpec, value: Plain, lang: str = "th") -> str | Decimal:
    """What the writer puts into a cell so that `parse` gives the value back: text, or a number as `Decimal`."""
    match value:
        case None:
            return ""
        case Word():
            return WORD_TEXTS[value].say(lang)
        case bool():
            return _title(field, "yes" if value else "no", lang)
        case Decimal():
            return value
        case date():
            return f"{value.day}/{value.month}/{value.year + BE_OFFSET}"
    if field.type is FieldType.MONTH:
        return Period.parse(value).short_label(lang)
    return _title(field, value, lang) if field.type is FieldType.CHOICE else value


def _title(field: FieldSpec, key: str, lang: str) -> str:
    return next((choice.title.say(lang) for choice in choices_of(field) if choice.key == key), key)


def _computed(cell: RawCell) -> Plain:
    """What a formula of ours showed, only to be compared: whatever is wrong with it is not the person's doing."""
    match cell.kind:
        case "number":
            return decimal_of(float(cell.value))
        case "text":
            return normalise(str(cell.value)) or None
        case "bool":
            return bool(cell.value)
    return None


def _read_text(field: FieldSpec, cell: RawCell, context: ReadingContext) -> _Read:
    text = normalise(typed_text(cell))
    if field.type is FieldType.TEXT:
        text = re.sub(r"\s*\n\s*", " ", text)
    issues = []
    if cell.kind in ("date", "duration"):
        issues.append(Issue("text-became-date"))
    if len(text) > field.longest:
        issues.append(Issue("text-too-long", _length_text(field.longest, len(text))))
    return text, tuple(issues)


def _length_text(longest: int, length: int) -> Text:
    th = f"ไม่เกิน {longest} ตัวอักษร (ขณะนี้ {length})"
    return Text(th, f"at most {longest} characters (now {length})")


def _read_number(field: FieldSpec, cell: RawCell, context: ReadingContext) -> _Read:
    is_percent = field.type is FieldType.PERCENT or "%" in context.unit or "ร้อยละ" in key_of(context.unit)
    reading = read_number(cell, is_percent)
    value = reading.value
    if value is None:
        return None, tuple(_or_words(field, issue) for issue in reading.issues)
    if field.type is FieldType.WHOLE and value != value.to_integral_value():
        return value, (*reading.issues, Issue("value-not-whole"))
    if (field.minimum is not None and value < field.minimum) or (field.maximum is not None and value > field.maximum):
        return value, (*reading.issues, Issue("value-out-of-range", limits_text(field)))
    return value, reading.issues


def _or_words(field: FieldSpec, issue: Issue) -> Issue:
    """Names the states that may be typed where no number is known."""
    if issue.code != "value-not-a-number" or not field.words or not isinstance(issue.expected, Text):
        return issue
    words = joined([WORD_TEXTS[word] for word in field.words], " หรือ ", " or ")
    return Issue(issue.code, Text(f"{issue.expected.th} หรือคำว่า {words.th}", f"{issue.expected.en}, or {words.en}"))


def _read_day(field: FieldSpec, cell: RawCell, context: ReadingContext) -> _Read:
    reading = read_date(cell, context.fiscal_year)
    return reading.day, (*reading.issues, *_outside_year(field, reading.day, context.fiscal_year))


def _read_month(field: FieldSpec, cell: RawCell, context: ReadingContext) -> _Read:
    reading = read_month(cell, context.fiscal_year)
    if reading.month is None:
        return None, reading.issues
    period = Period.of_month(*reading.month)
    return period.code, (*reading.issues, *_outside_year(field, period.start, context.fiscal_year))


def _outside_year(field: FieldSpec, day: date | None, year: FiscalYear) -> tuple[Issue, ...]:
    if day is None:
        return ()
    distance = FiscalYear.of(day).year - year.year
    first, last = field.minimum, field.maximum
    if (first is None or distance >= first) and (last is None or distance <= last):
        return ()
    texts = []
    if first is not None:
        start = FiscalYear(year.year + int(first)).start
        texts.append(Text(f"ตั้งแต่ {short_date(start)}", f"from {short_date(start, 'en')}"))
    if last is not None:
        end = FiscalYear(year.year + int(last)).end
        texts.append(Text(f"ถึง {short_date(end)}", f"to {short_date(end, 'en')}"))
    return (Issue("date-outside-year", joined(texts, " ", " ")),)


def _read_choice(field: FieldSpec, cell: RawCell, context: ReadingContext) -> _Read:
    choices = choices_of(field)
    typed = typed_text(cell)
    if chosen := choice_of(choices, typed):
        is_yes_no = field.type is FieldType.YES_NO
        return (chosen.key == "yes" if is_yes_no else chosen.key), ()
    titles = [choice.title for choice in nearest_choices(choices, typed)]
    near = joined(titles, " หรือ ", " or ") if titles else joined([choice.title for choice in choices[:6]])
    return None, (Issue("value-not-in-list", near),)


_KPI_NUMBER = re.compile(
    r"(?:ตัวชี้วัด(?:ย่อย)?(?:ที่)?|ตชว\.?(?:ที่)?|kpi|k)?[\s.:#]*(\d+(?:\s*\.\s*\d+)*)\s*\.?", re.IGNORECASE
)
_A_KPI_NUMBER = Text("ข้อความ เช่น 3.2 หรือ K3.2", "text, such as 3.2 or K3.2")


def _read_kpi_number(field: FieldSpec, cell: RawCell, context: ReadingContext) -> _Read:
    if cell.kind in ("number", "date", "duration"):
        return None, (Issue("kpi-number-is-a-number", _A_KPI_NUMBER),)
    text = arabic_digits(normalise(typed_text(cell)))
    found = _KPI_NUMBER.fullmatch(text) if len(text) <= 60 else None
    if found is None:
        return None, (Issue("value-not-a-kpi-number", _A_KPI_NUMBER),)
    return re.sub(r"\s", "", found[1]), ()


def _read_phone(field: FieldSpec, cell: RawCell, context: ReadingContext) -> _Read:
    return read_phone(cell)


_READERS: dict[FieldType, Callable[[FieldSpec, RawCell, ReadingContext], _Read]] = {
    FieldType.TEXT: _read_text,
    FieldType.LONG_TEXT: _read_text,
    FieldType.WHOLE: _read_number,
    FieldType.DECIMAL: _read_number,
    FieldType.PERCENT: _read_number,
    FieldType.DAY: _read_day,
    FieldType.MONTH: _read_month,
    FieldType.CHOICE: _read_choice,
    FieldType.YES_NO: _read_choice,
    FieldType.KPI_NO: _read_kpi_number,
    FieldType.PHONE: _read_phone,
}
