"""A found sheet as rows of values: every cell read, required ones there, no row twice, every code known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.findings import Finding, Place, Severity
from kpi_excel.forms.cells import Issue, plain, typed_text
from kpi_excel.forms.fields import ReadingContext
from kpi_excel.workbooks.registry.anchoring import Entry, FoundSheet
from kpi_excel.workbooks.registry.layout import Column, SheetLayout
from kpi_excel.workbooks.registry.parsing import Value, parse_cell


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its values by column key, and where each column's cell stands ("D7")."""

    layout: SheetLayout
    sheet: str
    values: Mapping[str, Value]
    cells: Mapping[str, str]

    def get(self, key: str) -> Any:
        """A value of the type its column has; None where the cell is blank."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        """A text, "" where blank."""
        return str(self.values.get(key) or "")

    def several(self, key: str) -> tuple[str, ...]:
        """The entries of a cell that may hold several."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()

    def place(self, key: str) -> Place:
        return Place(sheet=self.sheet, cell=self.cells.get(key, ""), kpi_no=self.text("kpi_no"), field=key)

    @property
    def name(self) -> str:
        """What identifies the row within its sheet, as `Registry.cells` names it."""
        return "/".join(_shown(self.values.get(key)) for key in self.layout.unique)


def read_rows(sheet: FoundSheet, context: ReadingContext) -> tuple[list[ReadRow], list[Finding]]:
    """The sheet's rows that can stand, and everything wrong with them. A row that repeats another is left out."""
    rows: list[ReadRow] = []
    findings: list[Finding] = []
    first: dict[str, ReadRow] = {}
    for entry in sheet.entries():
        row, told = _read_entry(sheet, entry, context)
        findings += told
        if not row.values and not sheet.layout.page:
            continue
        findings += _missing(row, {finding.place.field for finding in told})
        if any(row.get(key) is None for key in sheet.layout.unique):
            continue
        earlier = first.setdefault(row.name, row) if sheet.layout.unique else row
        if earlier is row:
            rows.append(row)
        else:
            key = sheet.layout.unique[0]
            findings.append(Finding("registry-duplicate", row.place(key), row.name.replace("/", " · "), earlier.cells[key]))
    return rows, findings


def _read_entry(sheet: FoundSheet, entry: Entry, context: ReadingContext) -> tuple[ReadRow, list[Finding]]:
    values: dict[str, Value] = {}
    told: list[tuple[str, str, Issue]] = []
    for column in sheet.layout.columns:
        if column.key in entry.cells:
            cell = entry.cells[column.key]
            value, issues = parse_cell(cell, column, context)
            # A number outside its limits, a day 32, could not be worked with: it counts as unread
            if value not in (None, ()) and all(CATALOGUE[issue.code].severity is not Severity.ERROR for issue in issues):
                values[column.key] = value
            told += [(column.key, typed_text(cell), issue) for issue in issues]
    row = ReadRow(sheet.layout, sheet.name, values, {key: sheet.address(entry.line, key).a1() for key in sheet.columns})
    return row, [Finding(issue.code, row.place(key), typed, issue.expected) for key, typed, issue in told]


def _missing(row: ReadRow, told: set[str]) -> Iterator[Finding]:
    """Required cells that are blank; one that could not be read was told already."""
    for column in row.layout.columns:
        if column.key not in row.cells or column.key in row.values or column.key in told or not column.required:
            continue
        if column.waived_when and row.get(column.waived_when[0]) in (None, *column.waived_when[1]):
            continue
        yield Finding("registry-value-missing", row.place(column.key), expected=column.title)


def check_references(rows: Iterable[ReadRow], known: Mapping[str, Iterable[str]]) -> Iterator[Finding]:
    """Every code that names an agency or a KPI names one there is; the nearest is suggested. `known`: by sheet key."""
    codes = {"agencies": "registry-unknown-agency", "kpis": "registry-unknown-kpi"}
    for row in rows:
        for column in row.layout.columns:
            for code in _codes(row, column) if known.get(column.refers) else ():
                if code not in known[column.refers]:
                    near = difflib.get_close_matches(code, known[column.refers], 2, 0.5)
                    yield Finding(codes[column.refers], row.place(column.key), code, ", ".join(near) or "–")


def _codes(row: ReadRow, column: Column) -> tuple[str, ...]:
    return row.several(column.key) if column.many else tuple(filter(None, (row.text(column.key),)))


def _shown(value: Value) -> str:
    match value:
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
    return str(value or "")
