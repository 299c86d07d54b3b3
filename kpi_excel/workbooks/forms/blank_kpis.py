"""A KPI that came back wholly blank: where it is to be filled, and the formula by which the list knows that it is."""

from __future__ import annotations

from typing import NamedTuple

from kpi_excel.workbooks.forms.layout import Layout, SheetLayout, TableLayout
from kpi_excel.workbooks.forms.pen import cell, code_text, quote

_OWED = ("kpi", "plan")
"""Kinds of record by which a form's obligation is met."""


class BlankKpi(NamedTuple):
    """`filled` is TRUE once nothing that must be filled is missing; a plan must have a step, too."""

    sheet: SheetLayout
    row: int
    column: int
    filled: str


def blank_kpi(layout: Layout, kpi_no: str) -> BlankKpi | None:
    """Where a KPI is to be filled, None where the form has no place for it."""
    found = None
    for sheet in layout.sheets:
        page = sheet.content.page
        if page is not None and page.kpi is not None and page.kpi.kpi_no == kpi_no and sheet.content.spec.record in _OWED:
            row, column = next(iter(sheet.labels.values()))
            return BlankKpi(sheet, row, column + 1, f"{sheet.quoted()}!{cell(*sheet.total, absolute=True)}=0")
        for table in sheet.tables:
            if table.content.spec.record not in _OWED or table.content.spec.rows not in _FILLED:
                continue
            row = next((row for row, c in table.rows() if c.kpi is not None and c.kpi.kpi_no == kpi_no), 0)
            if row:
                first = found or BlankKpi(sheet, row, table.code_column, "")
                # The last table of a KPI counts for those above it
                found = first._replace(filled=_FILLED[table.content.spec.rows](sheet, table, row, kpi_no))
    return found


def _row_is_complete(sheet: SheetLayout, table: TableLayout, row: int, kpi_no: str) -> str:
    """By code, not by position: the table may be sorted."""
    content = dict(table.rows())[row]
    assert content.kpi is not None
    counters, codes = (f"{sheet.quoted()}!{table.span(column)}" for column in (table.counter, table.code_column))
    return f"INDEX({counters},MATCH({quote(code_text(content.kpi))},{codes},0))=0"


def _has_a_step(sheet: SheetLayout, table: TableLayout, row: int, kpi_no: str) -> str:
    columns = (table.columns["kpi_no"], table.columns["step"], table.counter)
    numbers, steps, counters = (f"{sheet.quoted()}!{table.span(column)}" for column in columns)
    its_own = f'({numbers}&""="{kpi_no}")'
    return f'AND(SUMPRODUCT({its_own}*({steps}<>""))>0,SUMPRODUCT({its_own}*({counters}<>"")*({counters}<>0))=0)'


_FILLED = {"kpis": _row_is_complete, "plan": _has_a_step}
