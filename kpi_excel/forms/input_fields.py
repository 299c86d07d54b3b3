"""The field that asks for one raw input: a number, a percentage or a choice, as the scoring method wants it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.scoring.formulas import NO_WORDS, YES_WORDS
from kpi_excel.core.scoring.inputs import Input
from kpi_excel.core.text import Text
from kpi_excel.forms.spec import Choice, FieldSpec, FieldType

YES_NO = (Choice("yes", Text("มี", "Yes"), YES_WORDS), Choice("no", Text("ไม่มี", "No"), NO_WORDS))
STEP = (Choice("yes", Text("เสร็จ", "Done"), YES_WORDS), Choice("no", Text("ยังไม่เสร็จ", "Not done"), NO_WORDS))
"""What the form's own formulas count as done or not done is read so, too."""


def field_for_input(column: FieldSpec, wanted: Input | None) -> FieldSpec:
    """`column` as it asks for `wanted`; its key becomes the raw input's key."""
    if wanted is None:
        return column
    named = replace(column, key=wanted.key)
    if wanted.kind in ("yes_no", "step"):
        choices = STEP if wanted.kind == "step" else YES_NO
        return replace(named, type=FieldType.CHOICE, choices=choices)
    if wanted.kind == "fraction":
        return replace(named, type=FieldType.PERCENT, minimum=Decimal(0), maximum=Decimal(100))
    return named
