"""A form's content with what a submission typed into it, and a mark on each faulty cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kpi_excel.core.model import Kpi
from kpi_excel.core.submission import Receipt, Record, Row
from kpi_excel.forms.content import (
    Correction,
    Filled,
    Mark,
    RowContent,
    SheetContent,
    TableContent,
)
from kpi_excel.forms.heads import HEAD, NOTES
from kpi_excel.forms.records import LISTS


def with_typed(sheet: SheetContent, receipt: Receipt, corrections: tuple[Correction, ...]) -> SheetContent:
    """A sheet's content with the submission's own values and marks, and what the notes box said."""
    if sheet.page is not None:
        return replace(sheet, page=_overlay(sheet.page, sheet.spec.record, receipt.records, corrections))
    tables = tuple(_table(table, receipt.records, corrections) for table in sheet.tables)
    faulty = {c.field: receipt.extra.get(c.field, "") for c in corrections if c.record == HEAD}
    return replace(sheet, head={**sheet.head, **faulty, NOTES: receipt.extra.get(NOTES, "")}, tables=tables)


def new_row_code(record: Record, index: int) -> str:
    """A name for a new row within one feedback, until the list is accepted: no code of ours looks like it."""
    return f"+{record.kind}{record.kpi_no}#{index}"


def _table(table: TableContent, records: tuple[Record, ...], corrections: tuple[Correction, ...]) -> TableContent:
    kind = table.spec.record
    if kind not in LISTS:
        return replace(table, rows=tuple(_overlay(row, kind, records, corrections) for row in table.rows))
    sent = {record.kpi_no: record for record in records if record.kind == kind}
    rows: list[RowContent] = []
    done: set[str] = set()
    for row in table.rows:
        kpi_no = row.kpi.kpi_no if row.kpi is not None else ""
        if kind == "steps" and kpi_no in sent:
            rows.append(_step_row(row, sent[kpi_no], corrections))
        elif kpi_no in sent:
            if kpi_no not in done:
                done.add(kpi_no)
                rows += _list_rows(sent[kpi_no], row.kpi, corrections)
        elif not row.code:
            rows += [new for no, record in sent.items() if no not in done for new in _list_rows(record, None, corrections)]
            done |= set(sent)
            rows.append(row)
        else:
            rows.append(row)
    return replace(table, rows=tuple(rows))


def _list_rows(record: Record, kpi: Kpi | None, corrections: tuple[Correction, ...]) -> list[RowContent]:
    rows = []
    for index, row in enumerate(record.rows):
        code = row.code or new_row_code(record, index)
        marks = {c.field: Mark(c.number, c.finding) for c in corrections if c.record == record.kind and c.code == code}
        rows.append(RowContent(code, kpi, filled=_typed(row), marks=marks))
    return rows


def _step_row(row: RowContent, record: Record, corrections: tuple[Correction, ...]) -> RowContent:
    sent = next((item for item in record.rows if item.code == row.code), None)
    marks = {c.field: Mark(c.number, c.finding) for c in corrections if c.record == "steps" and c.code == row.code}
    return replace(row, filled=_typed(sent) if sent else row.filled, marks=marks)


def _overlay(row: RowContent, kind: str, records: tuple[Record, ...], corrections: tuple[Correction, ...]) -> RowContent:
    """A KPI's row, raw input or page: typed values over what was filled in, marks on what is faulty."""
    kpi_no = row.kpi.kpi_no if row.kpi is not None else ""
    record = next((r for r in records if r.kind == kind and r.kpi_no == kpi_no), None)
    typed = _typed(record.rows[0]) if record and record.rows else {}
    mine = {c.field: Mark(c.number, c.finding) for c in corrections if c.record == kind and c.kpi_no == kpi_no}
    if row.input is not None:
        typed = {key: value for key, value in typed.items() if key == row.input.key}
        mine = {key: mark for key, mark in mine.items() if key == row.input.key}
    return replace(row, filled={**row.filled, **typed}, marks=mine)


def _typed(row: Row) -> Mapping[str, Filled]:
    """What stood in the cells: a number as a number (also where text was read as one), all else as it was typed."""
    return {
        key: value.value if isinstance(value.value, Decimal) else value.typed for key, value in row.values.items()
    }
