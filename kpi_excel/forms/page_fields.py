"""A page's fields for one KPI: those of its scoring method, and one for each raw input that it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.forms.input_fields import field_for_input
from kpi_excel.forms.spec import FieldSpec, SheetSpec


def page_for(spec: SheetSpec, kpi: Kpi | None) -> SheetSpec:
    """`spec` as the page of `kpi` has it; unchanged where the KPI is not known."""
    if kpi is None:
        return spec
    blocks = (replace(block, fields=tuple(_fields(block.fields, kpi))) for block in spec.blocks)
    return replace(spec, blocks=tuple(block for block in blocks if block.fields))


def _fields(fields: tuple[FieldSpec, ...], kpi: Kpi) -> Iterator[FieldSpec]:
    for item in fields:
        if item.only_for and kpi.method.value not in item.only_for:
            continue
        if item.content != "input":
            yield item
        elif is_direct(kpi):
            yield field_for_input(item, inputs_of(kpi)[0])
        else:
            for wanted in inputs_of(kpi):
                yield replace(field_for_input(item, wanted), title=wanted.title, aliases=())
