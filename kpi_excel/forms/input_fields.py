"""The field that asks for one raw input: a number, a percentage or a choice, as the scoring method wants it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.scoring.inputs import Input
from kpi_excel.core.text import Text
from kpi_excel.forms.spec import Choice, FieldSpec, FieldType

YES_NO = (Choice("yes", Text("มี", "Yes"), ("ใช่", "ได้", "yes", "y")), Choice("no", Text("ไม่มี", "No"), ("ไม่ใช่", "ไม่", "no", "n")))
STEP = (
    Choice("yes", Text("เสร็จ", "Done"), ("เสร็จแล้ว", "แล้วเสร็จ", "ครบ", "yes")),
    Choice("no", Text("ยังไม่เสร็จ", "Not done"), ("ไม่เสร็จ", "ยัง", "no")),
)


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
