from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.scoring.formulas import NO_WORDS, YES_WORDS
from kpi_excel.core.scoring.inputs import Input, inputs_of
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.fields import ReadingContext, parse
from kpi_excel.forms.input_fields import STEP, YES_NO, field_for_input
from kpi_excel.forms.raw import RawCell
from kpi_excel.forms.spec import FieldSpec, FieldType
from tests.core.scoring.samples import kpi_of
from tests.forms.descriptions import YEAR

COLUMN = FieldSpec(
    "value", FieldType.DECIMAL, Text("ค่า", "Figure"), required=True, content="input",
    words=(Word.NO_DATA, Word.NOT_STARTED, Word.WITHDRAWN),
)  # fmt: skip


def asked(kind: str) -> FieldSpec:
    return field_for_input(COLUMN, Input("x", Text("เอกซ์", "X"), kind))


def test_number__is_the_column_under_the_inputs_key() -> None:
    field = asked("number")

    assert (field.key, field.type, field.content, field.required) == ("x", FieldType.DECIMAL, "input", True)


def test_fraction__is_a_percentage_of_the_whole() -> None:
    field = asked("fraction")

    assert (field.type, field.minimum, field.maximum) == (FieldType.PERCENT, Decimal(0), Decimal(100))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("yes_no", "มี", "yes"), ("yes_no", "ใช่", "yes"), ("yes_no", "YES", "yes"), ("yes_no", "ไม่มี", "no"), ("yes_no", "ไม่", "no"),
        ("step", "เสร็จ", "yes"), ("step", "แล้วเสร็จ", "yes"), ("step", "ยังไม่เสร็จ", "no"), ("step", "ยัง", "no"), ("step", "มี", "yes"), ("step", "ไม่มี", "no"),
        ("yes_no", "ไม่มีข้อมูล", Word.NO_DATA), ("step", "ยังไม่เริ่ม", Word.NOT_STARTED), ("yes_no", "ถอนผล", Word.WITHDRAWN),
        ("number", "ไม่มีข้อมูล", Word.NO_DATA), ("number", "45.5", Decimal("45.5")), ("fraction", "ยังไม่เริ่ม", Word.NOT_STARTED),
    ],
)  # fmt: skip
def test_answers_and_states__are_told_apart(kind: str, typed: str, value: object) -> None:
    assert parse(asked(kind), RawCell("text", typed), ReadingContext(YEAR)).value == value


@pytest.mark.parametrize("kind", ["step", "yes_no"])
@pytest.mark.parametrize("yes", [True, False])
def test_words_that_the_forms_formula_counts__are_read_the_same(kind: str, yes: bool) -> None:
    for typed in YES_WORDS if yes else NO_WORDS:
        assert parse(asked(kind), RawCell("text", typed), ReadingContext(YEAR)).value == ("yes" if yes else "no"), typed


def test_names_of_answers__none_means_two_things() -> None:
    for choices in (YES_NO, STEP):
        names = [name for choice in choices for name in {choice.key, *choice.title, *choice.aliases}]
        assert len(names) == len(set(names))


@pytest.mark.parametrize("method", [m for m in ScoringMethod if m is not ScoringMethod.GROUP])
def test_every_method__each_of_its_inputs_has_a_field(method: ScoringMethod) -> None:
    for wanted in inputs_of(kpi_of(method, (1, 2, 3, 4, 5), level_texts=("ก", "ข"))):
        assert field_for_input(COLUMN, wanted).key == wanted.key


def test_no_input__the_column_as_it_is() -> None:
    assert field_for_input(COLUMN, None) is COLUMN
