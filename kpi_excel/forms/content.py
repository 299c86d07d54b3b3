"""What one agency's form says, before any cell has a place: the same content gives the same bytes and the same serial."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
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


@dataclass(frozen=True, slots=True)
class Feedback:
    """What came of a submission: what is safe, what to correct, what was read and needs no act."""

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
        rows = [row for sheet in self.sheets for table in sheet.tables if table.spec.rows == "kpis" for row in table.rows]
        rows += [sheet.page for sheet in self.sheets if sheet.page is not None]
        rows += [row for sheet in self.sheets for table in sheet.tables if table.spec.rows == "target_kpis"
                 for row in table.rows]  # fmt: skip
        return tuple(dict.fromkeys(row.kpi.kpi_no for row in rows if row.kpi is not None))

    def digest(self) -> str:
        """Digest of all that the form says, the serial's second half."""
        plain = asdict(self)
        plain["spec"] = self.spec.digest
        for sheet, content in zip(plain["sheets"], self.sheets, strict=True):
            sheet["spec"] = content.spec.key
            for table, inner in zip(sheet["tables"], content.tables, strict=True):
                table["spec"] = inner.spec.key
        canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
