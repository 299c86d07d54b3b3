"""One submission as its checks see it: the records, and what the registry says they may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.model import Kpi, Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Record, Row
from kpi_excel.core.text import Text


@dataclass(frozen=True, slots=True)
class Submitted:
    form: str
    records: tuple[Record, ...]
    registry: Registry
    period: Period
    agency: str

    def known(self, kind: str) -> Iterator[tuple[Record, Kpi]]:
        """The records of a kind whose KPI is a leaf of the registry; of others nothing more can be said."""
        for record in self.records:
            kpi = self.registry.kpi(record.kpi_no) if record.kind == kind else None
            if kpi is not None and kpi.is_leaf:
                yield record, kpi


def finding_at(
    code: str, record: Record, key: str = "", row: Row | None = None, found: Text | str = "", expected: Text | str = ""
) -> Finding:
    """A finding on a field of a record; its sheet and cell where the field was filled, else the sheet of its row."""
    rows = (row,) if row is not None else record.rows
    values = [value for item in rows for value in item.values.values()]
    value = next((item.values[key] for item in rows if key in item.values), None)
    sheet = value.sheet if value else next((v.sheet for v in values if v.sheet), "")
    place = Place(sheet=sheet, cell=value.cell if value else "", kpi_no=record.kpi_no, field=f"{record.kind}.{key}")
    return Finding(code, place, found, expected)
