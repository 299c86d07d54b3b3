"""How an input cell looks and what its spreadsheet program checks while one types, as plain data."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.forms.field_words import WORD_TEXTS, choices_of, joined, limits_text
from kpi_excel.forms.spec import FieldSpec, FieldType

LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""Excel's limits for the title and the text of a cell's message."""

_TEXT_CELL = "@"
_FORMATS = {
    # General shows a result as it was typed, and shows a number that turned into a date as the date it became
    FieldType.DECIMAL: "General",
    FieldType.PERCENT: "General",
    FieldType.COMPUTED: "General",
    FieldType.WHOLE: "#,##0",
}
_ANY_NUMBER = Decimal(10**15 - 1)
_LONGEST_DATE = Decimal(60)
_CHECK_TITLE = Text("โปรดดูช่องนี้อีกครั้ง", "Please look again")
_HINTS = {
    FieldType.WHOLE: Text("พิมพ์จำนวนเต็ม ตัวเลขล้วน", "A whole number, digits only"),
    FieldType.DECIMAL: Text("พิมพ์ตัวเลขล้วน ไม่ต้องใส่หน่วย", "Digits only, without the unit"),
    FieldType.PERCENT: Text("พิมพ์ตัวเลขล้วน ไม่ต้องใส่ % เช่น 85", "Digits only, without %, such as 85"),
    FieldType.DAY: Text("พิมพ์วัน/เดือน/ปี พ.ศ. เช่น 28/2/2556", "Day/month/year (BE), such as 28/2/2556"),
    FieldType.MONTH: Text("พิมพ์เดือนและปี พ.ศ. เช่น ก.พ. 2556", "Month and year (BE), such as ก.พ. 2556"),
    FieldType.CHOICE: Text("เลือกจากรายการ", "Choose from the list"),
    FieldType.YES_NO: Text("เลือกจากรายการ", "Choose from the list"),
    FieldType.KPI_NO: Text("พิมพ์เลขตัวชี้วัด เช่น K3.2", "The KPI number, such as K3.2"),
    FieldType.PHONE: Text("พิมพ์หมายเลขโทรศัพท์ เช่น 0 3869 4000 ต่อ 12", "A telephone number, such as 0 3869 4000 ext. 12"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """An input cell's number format and its validation.

    `kind` is "list" (of `items`), "decimal", "whole" or "length" (from `low` to `high`), or None: a message at most.
    `stops`: what does not fit is refused; otherwise the program only asks.
    """

    num_format: str
    kind: str | None = None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    items: tuple[str, ...] = ()
    stops: bool = True
    input_title: str = ""
    input_message: str = ""
    error_title: str = ""
    error_message: str = ""


def look(field: FieldSpec, lang: str = "th") -> Look:
    """The look of a field's cell; locked and computed cells have a number format only."""
    num_format = _FORMATS.get(field.type, _TEXT_CELL)
    if field.locked or field.type is FieldType.COMPUTED:
        return Look(num_format)
    kind, low, high, items = _validation(field, lang)
    return Look(
        num_format, kind, low, high, items,
        # A number's check would refuse the states that may be typed in its place; a long text is worth keeping
        stops=kind == "list" or (not field.words and field.type not in (FieldType.TEXT, FieldType.LONG_TEXT)),
        input_title=_cut(field.title.say(lang), LONGEST_TITLE),
        input_message=_cut(_input_message(field).say(lang), LONGEST_MESSAGE),
        error_title=_CHECK_TITLE.say(lang),
        error_message=_cut(_error_message(field).say(lang), LONGEST_MESSAGE),
    )  # fmt: skip


def _validation(field: FieldSpec, lang: str) -> tuple[str, Decimal, Decimal, tuple[str, ...]]:
    match field.type:
        case FieldType.CHOICE | FieldType.YES_NO:
            texts = (*(choice.title for choice in choices_of(field)), *_words(field))
            return "list", Decimal(0), Decimal(0), tuple(text.say(lang) for text in texts)
        case FieldType.WHOLE | FieldType.DECIMAL | FieldType.PERCENT:
            low = -_ANY_NUMBER if field.minimum is None else field.minimum
            high = _ANY_NUMBER if field.maximum is None else field.maximum
            return ("whole" if field.type is FieldType.WHOLE else "decimal"), low, high, ()
        case FieldType.TEXT | FieldType.LONG_TEXT | FieldType.PHONE:
            return "length", Decimal(0), Decimal(field.longest), ()
    return "length", Decimal(0), _LONGEST_DATE, ()


def _words(field: FieldSpec) -> tuple[Text, ...]:
    return tuple(WORD_TEXTS[word] for word in field.words)


def _input_message(field: FieldSpec) -> Text:
    """The field's own help, or what its type asks for; then its example."""
    message = field.help if field.help.th else _HINTS.get(field.type, Text("", ""))
    if not field.example.th:
        return message
    return joined([message, Text(f"ตัวอย่าง: {field.example.th}", f"Example: {field.example.en}")], "\n", "\n")


def _error_message(field: FieldSpec) -> Text:
    if field.type in (FieldType.TEXT, FieldType.LONG_TEXT):
        return Text(f"ข้อความยาวกว่า {field.longest} ตัวอักษร", f"The text is longer than {field.longest} characters")
    hint, limits = _HINTS[field.type], limits_text(field)
    if limits.th and field.type in (FieldType.WHOLE, FieldType.DECIMAL, FieldType.PERCENT):
        hint = joined([hint, limits], " ", ", ")
    if field.words and field.type not in (FieldType.CHOICE, FieldType.YES_NO):
        words = joined(_words(field), " หรือ ", " or ")
        return Text(f"{hint.th}\nถ้าตั้งใจพิมพ์คำว่า {words.th} ให้ตอบ ใช่ (Yes)", f"{hint.en}\nAnswer Yes to keep: {words.en}")
    return hint


def _cut(text: str, longest: int) -> str:
    """At most `longest` characters, never parting a mark from its letter."""
    if len(text) <= longest:
        return text
    end = longest - 1
    while end and unicodedata.category(text[end]) == "Mn":
        end -= 1
    return text[:end] + "…"
