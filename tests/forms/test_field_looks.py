"""Looks: what a spreadsheet program is told about an input cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.field_looks import LONGEST_MESSAGE, LONGEST_TITLE, Look, look
from kpi_excel.forms.spec import Choice, FieldSpec, FieldType

LONG = Text("คำอธิบายที่ยาวมาก " * 40, "a very long explanation " * 40)


def field(kind, **more):
    return FieldSpec("key", FieldType(kind), more.pop("title", Text("ผลสะสม", "Result")), **more)


@pytest.mark.parametrize("kind", ["text", "long_text", "day", "month", "phone", "kpi_no", "choice", "yes_no"])
def test_look__what_programs_would_convert_is_text(kind):
    assert look(field(kind)).num_format == "@"


@pytest.mark.parametrize(
    ("spec", "wanted"),
    [
        (field("whole", minimum=Decimal(0)), ("whole", Decimal(0), Decimal(10**15 - 1))),
        (field("decimal"), ("decimal", -Decimal(10**15 - 1), Decimal(10**15 - 1))),
        (field("percent", minimum=Decimal(0), maximum=Decimal(100)), ("decimal", Decimal(0), Decimal(100))),
        (field("long_text", longest=900), ("length", Decimal(0), Decimal(900))),
        (field("day", minimum=Decimal(0)), ("length", Decimal(0), Decimal(60))),
    ],
)
def test_look__limits(spec, wanted):
    found = look(spec)
    assert (found.kind, found.low, found.high) == wanted


def test_look__list_shows_titles_then_words():
    choices = (Choice("a", Text("ตามแผน", "On plan")), Choice("b", Text("ช้ากว่าแผน", "Behind")))
    assert look(field("choice", choices=choices, words=(Word.NO_DATA,))).items == ("ตามแผน", "ช้ากว่าแผน", "ไม่มีข้อมูล")
    assert look(field("yes_no"), "en").items == ("yes", "no")


def test_look__number_that_may_be_a_word_is_asked_about_not_refused():
    asked = look(field("decimal", words=(Word.NO_DATA, Word.NOT_STARTED)))
    assert not asked.stops
    assert "ไม่มีข้อมูล หรือ ยังไม่เริ่ม" in asked.error_message
    assert look(field("decimal")).stops


def test_look__text_is_never_refused():
    assert not look(field("long_text")).stops


@pytest.mark.parametrize("spec", [field("computed"), field("decimal", locked=True), field("choice", locked=True)])
def test_look__locked_cells_have_a_format_only(spec):
    found = look(spec)
    assert found == Look(found.num_format)


@pytest.mark.parametrize("kind", [kind for kind in FieldType if kind is not FieldType.COMPUTED])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_look__messages_fit_what_excel_allows(kind, lang):
    spec = field(kind, title=LONG, help=LONG, example=LONG, words=tuple(Word), minimum=Decimal(1), maximum=Decimal(5))
    found = look(spec, lang)
    assert 0 < len(found.input_title) <= LONGEST_TITLE
    assert 0 < len(found.error_title) <= LONGEST_TITLE
    assert 0 < len(found.input_message) <= LONGEST_MESSAGE
    assert 0 < len(found.error_message) <= LONGEST_MESSAGE


def test_look__hint_of_the_type_where_the_field_has_no_help():
    assert look(field("day")).input_message == "พิมพ์วัน/เดือน/ปี พ.ศ. เช่น 28/2/2556"
    assert look(field("day", example=Text("1/3/2556", "1/3/2556"))).input_message.endswith("ตัวอย่าง: 1/3/2556")


def test_look__title_is_never_cut_between_a_letter_and_its_marks():
    assert look(field("text", title=Text("ก" * 30 + "ที่นี่", ""))).input_title == "ก" * 30 + "…"
