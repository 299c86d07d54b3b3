"""What one agency's form says, before any cell has a place: the same content gives the same bytes and the same serial."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal

from kpi_excel.core.findings import Finding
from kpi_excel.core.model import Agency, Kpi, Settings
from kpi_excel.core.periods import Period
from kpi_excel.core.scoring.inputs import Input
from kpi_excel.core.text import Text
from kpi_excel.forms.outside import OutsideText
from kpi_excel.forms.spec import FormSpec, SheetSpec, TableSpec

Filled = str | Decimal
"""What stands in an input: text as typed, or a number."""


BLANK = "row-left-blank"


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on an input of a feedback workbook: its number on the list and what to do."""

    number: int
    finding: Finding


@dataclass(frozen=True, slots=True)
class RowContent:
    """One row of a table. `locked`: column key → text; `filled` and `marks` by the field's key."""

    code: str
    kpi: Kpi | None = None
    input: Input | None = None
    locked: Mapping[str, str] = field(default_factory=dict)
    filled: Mapping[str, Filled] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableContent:
    spec: TableSpec
    rows: tuple[RowContent, ...]


@dataclass(frozen=True, slots=True)
class SheetContent:
    """One sheet: its tables, or the page of one KPI."""

    spec: SheetSpec
    name: str
    heading: str
    captions: tuple[tuple[str, str], ...]
    """Locked identity: (caption, value)."""
    head: Mapping[str, str] = field(default_factory=dict)
    """The head fields; in a feedback the notes box too."""
    tables: tuple[TableContent, ...] = ()
    page: RowContent | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A line of the feedback's list. `stake` is the weighted score that waits for it."""

    number: int
    finding: Finding
    sheet: str
    kpi_no: str
    record: str
    code: str
    field: str
    stake: Decimal | None = None

    @property
    def is_blank(self) -> bool:
        """A KPI that is owed and wholly blank: no cell is marked, the KPI as a whole is to be filled."""
        return self.finding.code == BLANK


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of a submission: what is safe, what to correct, what was read and needs no act.

    `accepted` and `waiting` are KPIs that the form owes, as `status` sees them; the blank ones are corrections.
    """

    received_on: date
    accepted: tuple[str, ...]
    waiting: tuple[str, ...]
    corrections: tuple[Correction, ...]
    confirmations: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    """Warnings: merged, worth a look."""
    outside: tuple[OutsideText, ...] = ()


@dataclass(frozen=True, slots=True)
class FormContent:
    """Everything a form says. `due` is the sentence of its due dates, `covers` what the period covers."""

    spec: FormSpec
    agency: Agency
    period: Period
    settings: Settings
    lang: str
    due: str
    covers: str
    supervisor: str
    sheets: tuple[SheetContent, ...]
    feedback: Feedback | None = None
    notices: tuple[tuple[Text, tuple[str, ...]], ...] = ()
    """Titled lists for the instruction sheet: open lessons, what is owed, corrections waiting."""

    @property
    def kpi_nos(self) -> tuple[str, ...]:
        """KPIs that have a row or page of their own, in order."""
        tables = [table for sheet in self.sheets for table in sheet.tables]
        rows = [row for kind in ("kpis", "target_kpis") for table in tables if table.spec.rows == kind for row in table.rows]
        pages = [sheet.page for sheet in self.sheets if sheet.page is not None]
        return tuple(dict.fromkeys(row.kpi.kpi_no for row in (*pages, *rows) if row.kpi is not None))

    def digest(self) -> str:
        """Digest of all that the form says, the serial's second half."""
        kpis: list[Kpi] = []
        for row in self._rows():
            # Its rows name a KPI, and what is printed of it comes from its facts: they are said once
            kpis += [row.kpi] if row.kpi is not None and row.kpi not in kpis else []
        facts = [_fields(self), [_fields(kpi) for kpi in kpis]]
        canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, default=_plain, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()

    def _rows(self) -> Iterator[RowContent]:
        """Rows and pages, in the order of the sheets."""
        for sheet in self.sheets:
            yield from (row for table in sheet.tables for row in table.rows)
            if sheet.page is not None:
                yield sheet.page


def _plain(value: object) -> object:
    """What JSON does not know: parts of a form by their fields, specs and KPIs by their names, numbers apart from text."""
    match value:
        case FormSpec():
            return value.digest
        case SheetSpec() | TableSpec():
            return value.key
        case Kpi():
            return value.kpi_no
        case Decimal():
            return [str(value)]
    return _fields(value) if is_dataclass(value) else dict(value) if isinstance(value, Mapping) else str(value)


def _fields(value: object) -> dict[str, object]:
    return {item.name: getattr(value, item.name) for item in fields(value)}  # type: ignore[arg-type]
