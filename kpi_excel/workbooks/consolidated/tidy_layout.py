"""Which value stands in which row of `ข้อมูลรวม`: the formulas of `คะแนน` read their raw inputs there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation, KpiLine, Source, TidyRow
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS

FIRST_ROW = TOP_ROWS + 1
VALUE = 8
"""The column of the values, from 0."""


@dataclass(frozen=True, slots=True)
class TidyLayout:
    """The rows in their order, and where each raw input stands."""

    sheet: str
    rows: tuple[TidyRow, ...]
    inputs: Mapping[tuple[str, str], int]
    """(KPI number, input key) → the sheet's row, from 0."""

    def cell(self, kpi_no: str, key: str) -> str:
        """The address of an input's value, for a formula on another sheet."""
        return f"'{self.sheet}'!${chr(ord('A') + VALUE)}${self.inputs[kpi_no, key] + 1}"


def lay_out(data: Consolidation, sheet: str) -> TidyLayout:
    """Every tidy row, then the inputs that came from elsewhere than a counted row (a baseline of the registry)."""
    rows = list(data.tidy)
    known = {_key(row.source): index for index, row in enumerate(rows) if row.source.cell}
    inputs: dict[tuple[str, str], int] = {}
    for line in data.lines:
        for key, (value, source) in line.inputs.items():
            index = known.get(_key(source))
            # True equals 1: the same value is also the same kind of value
            if index is None or (type(rows[index].value), rows[index].value) != (type(value), value):
                index = len(rows)
                rows.append(_input_row(data, line, key, value, source))
            inputs[line.kpi.kpi_no, key] = FIRST_ROW + index
    return TidyLayout(sheet, tuple(rows), inputs)


def _key(source: Source) -> tuple[str, str, str]:
    return (source.archived, source.sheet, source.cell)


def _input_row(data: Consolidation, line: KpiLine, key: str, value: Decimal | bool | str, source: Source) -> TidyRow:
    form = "" if source.archived else "registry"
    agency = source.agency or line.agency
    return TidyRow(agency, form, data.period.code, line.kpi.kpi_no, "input", "", key, value, "", source)
