"""States, yes and no, and choices: read in any spelling, suggested when near, never guessed."""

from __future__ import annotations

import pytest

from kpi_excel.core.periods import FiscalYear
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.fields import NO_WORDS, YES_WORDS, ReadingContext, format_value, parse
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.spec import Choice, FieldSpec, FieldType

CONTEXT = ReadingContext(FiscalYear(2556))
STATUS = (
    Choice("on-plan", Text("ตามแผน", "On plan"), ("เป็นไปตามแผน",)),
    Choice("behind", Text("ช้ากว่าแผน", "Behind plan"), ("ล่าช้า",)),
    Choice("ahead", Text("เร็วกว่าแผน", "Ahead of plan")),
)
ROUNDS = tuple(Choice(number, Text(number, number)) for number in ("6", "9", "12"))


def field(kind, **more):
    return FieldSpec("key", FieldType(kind), Text("ช่อง", "Cell"), **more)


def text(value):
    return RawCell("text", value)


def number(value):
    return RawCell("number", float(value))


def read(spec, cell):
    """Value and codes."""
    parsed = parse(spec, cell, CONTEXT)
    return parsed.value, [issue.code for issue in parsed.issues]


@pytest.mark.parametrize("typed", ["ไม่มีข้อมูล", "N/A", "NA", "n.a.", " ไม่มี ข้อมูล ", "ยังไม่มีข้อมูล", "no data"])
def test_parse__no_data_in_its_spellings(typed):
    assert read(field("decimal", words=(Word.NO_DATA,)), text(typed)) == (Word.NO_DATA, [])


def test_parse__word_that_the_field_does_not_take():
    parsed = parse(field("decimal", words=(Word.NO_DATA, Word.WITHDRAWN)), text("ยังไม่เริ่ม"), CONTEXT)
    assert [issue.code for issue in parsed.issues] == ["value-not-a-number"]
    assert parsed.issues[0].expected.th == "ตัวเลขล้วน เช่น 81.5 หรือคำว่า ไม่มีข้อมูล หรือ ถอนผล"


def test_parse__none_may_be_zero_or_no_data_so_it_is_neither():
    assert read(field("decimal", words=tuple(Word)), text("ไม่มี")) == (None, ["value-not-a-number"])


@pytest.mark.parametrize("typed", ["behind", "ช้ากว่าแผน", "ช้ากว่าเเผน ", "Behind  plan", "ล่าช้า", "BEHIND PLAN"])
def test_parse__choice_by_key_title_or_alias(typed):
    assert read(field("choice", choices=STATUS), text(typed)) == ("behind", [])


@pytest.mark.parametrize("cell", [number(6), text("6"), text("๖"), text(" 6.")])
def test_parse__choice_that_looks_like_a_number(cell):
    assert read(field("choice", choices=ROUNDS), cell) == ("6", [])


def test_parse__near_miss_is_suggested_never_taken():
    parsed = parse(field("choice", choices=STATUS), text("ช้ากว่าแผ่น"), CONTEXT)
    assert (parsed.value, parsed.issues[0].code) == (None, "value-not-in-list")
    assert parsed.issues[0].expected.th.split(" หรือ ")[0] == "ช้ากว่าแผน"


def test_parse__far_miss_names_the_list():
    (issue,) = parse(field("choice", choices=STATUS), text("zzz"), CONTEXT).issues
    assert issue.expected.en == "On plan, Behind plan, Ahead of plan"


def test_parse__choice_that_two_entries_share_is_not_guessed():
    twins = (Choice("a", Text("แผน ก", "Plan A")), Choice("b", Text("แผน-ก", "Plan B")))
    assert read(field("choice", choices=twins), text("แผน (ก)")) == (None, ["value-not-in-list"])
    assert read(field("choice", choices=twins), text("แผน-ก")) == ("b", [])


@pytest.mark.parametrize("typed", [*YES_WORDS, "Yes", " มี "])
def test_parse__yes(typed):
    assert read(field("yes_no"), text(typed)) == (True, [])


@pytest.mark.parametrize("typed", [*NO_WORDS, "NO", "ไม่ มี"])
def test_parse__no(typed):
    assert read(field("yes_no"), text(typed)) == (False, [])


@pytest.mark.parametrize("cell", [text("อาจจะ"), number(1), text("x"), text("/")])
def test_parse__neither_yes_nor_no(cell):
    assert read(field("yes_no"), cell) == (None, ["value-not-in-list"])


def test_parse__yes_no_in_the_words_of_the_field():
    own = (Choice("yes", Text("อนุมัติ", "Approved")), Choice("no", Text("ไม่อนุมัติ", "Not approved")))
    spec = field("yes_no", choices=own)
    assert read(spec, text("ไม่อนุมัติ")) == (False, [])
    assert format_value(spec, True, "th") == "อนุมัติ"
