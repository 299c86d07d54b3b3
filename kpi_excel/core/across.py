"""Findings of a merge: each stands on an archived file, and so has the agency, form and period of that file."""

from __future__ import annotations

from kpi_excel.core.consolidation import FindingLine
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.results import Result
from kpi_excel.core.revisions import Revision
from kpi_excel.core.submission import Row
from kpi_excel.core.text import Text


def finding_on(
    revision: Revision, code: str, key: str, found: Text | str = "", expected: Text | str = "", row: Row | None = None
) -> FindingLine:
    """A finding on a record, at the cell of its field, or at its first cell where the field is not filled."""
    rows = (row,) if row is not None else revision.record.rows
    values = [item.values[key] for item in rows if key in item.values]
    values = values or [value for item in rows for value in item.values.values()]
    receipt = revision.receipt
    place = Place(
        file=receipt.name, sheet=values[0].sheet if values else "", cell=values[0].cell if values else "",
        kpi_no=revision.key.kpi_no, field=f"{revision.key.kind}.{key}",
    )  # fmt: skip
    return FindingLine(Finding(code, place, found, expected), receipt.agency, receipt.form, receipt.period)


def finding_on_result(
    result: Result, kpi_no: str, code: str, found: Text | str, expected: Text | str, key: str = ""
) -> FindingLine:
    """A finding on the report that a result was read from, by its KPI alone where there is no report any more."""
    if result.revision is not None:
        return finding_on(result.revision, code, key, found, expected)
    return FindingLine(Finding(code, Place(kpi_no=kpi_no, field=f"kpi.{key}"), found, expected), "", "", "")
