"""`registry.xlsx` read into the model, with everything wrong with it at once, each with its sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.checks_registry import check_registry
from kpi_excel.core.findings import Finding, Severity, in_order
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import FiscalYear
from kpi_excel.core.text import say
from kpi_excel.forms.fields import ReadingContext
from kpi_excel.forms.raw import RawSheet
from kpi_excel.workbooks.registry.anchoring import FoundSheet, find_sheets
from kpi_excel.workbooks.registry.building import build_registry, build_settings, check_steps_are_consecutive
from kpi_excel.workbooks.registry.consequences import without_consequences
from kpi_excel.workbooks.registry.layout import SHEETS
from kpi_excel.workbooks.registry.opening import CannotOpen, open_sheets
from kpi_excel.workbooks.registry.rows import ReadRow, check_references, read_rows

_UNKNOWN_YEAR = ReadingContext(FiscalYear(2500))
"""Settles nothing that is used: without its own fiscal year no registry is built."""


@dataclass(frozen=True, slots=True)
class RegistryReading:
    """What a registry file says. `registry` is None where the file, its province or its fiscal year cannot be read.

    `findings` hold the reader's and those of `check_registry`, in reading order; with an ERROR among them the
    registry is good for looking at, not for running a year on.
    """

    registry: Registry | None
    findings: tuple[Finding, ...]
    sheets: tuple[RawSheet, ...] = ()
    """What it was read from."""

    @property
    def is_usable(self) -> bool:
        return self.registry is not None and all(severity_of(finding) is not Severity.ERROR for finding in self.findings)


def read_registry(data: bytes) -> RegistryReading:
    """Read a registry workbook. Never raises for what a person did to it.

    `Registry.cells` names a value by (record, name, column): ("kpi", "3.2.2", "weight"), ("part", "4.1/G1", "c3"),
    ("baseline", "1.1/2555", "value"), ("step", "6/1", "text"), ("plan_target", "3.1.1/2556-02", "value"),
    ("person", "3.2.2/keeper/name", "phone"), ("agency", "DPM", "name"), ("settings", "", "opdc_6"), and lists
    without a key of their own by their place: ("calendar", "1", "on_date"), ("exemption", "1", "rule").
    """
    try:
        sheets = open_sheets(data)
    except CannotOpen as refusal:
        return RegistryReading(None, (Finding("registry-unreadable", found=refusal.reason),))
    return read_sheets(sheets)


def read_sheets(sheets: Sequence[RawSheet]) -> RegistryReading:
    """What the sheets of an opened registry say."""
    found, findings = find_sheets(sheets)
    context = _context_of(found.get("settings"))
    rows: dict[str, list[ReadRow]] = {layout.key: [] for layout in SHEETS}
    for key, sheet in found.items():
        rows[key], told = read_rows(sheet, context)
        findings += told
    known = _known(rows, findings)
    for of_sheet in rows.values():
        findings += check_references(of_sheet, known)
    findings += check_steps_are_consecutive(rows["level_texts"])
    settings = build_settings(rows["settings"][0], rows["bands"]) if rows["settings"] else None
    registry = build_registry(settings, rows) if settings else None
    if registry:
        findings += without_consequences(check_registry(registry), list(findings))
    order = {sheet.name: number for number, sheet in enumerate(sheets, 1)}
    # Tab by tab, as one walks through the workbook; what stands on no sheet comes first
    ordered = sorted(in_order(findings), key=lambda f: order.get(f.place.sheet, 0))
    return RegistryReading(registry, tuple(ordered), tuple(sheets))


def _context_of(settings: FoundSheet | None) -> ReadingContext:
    """The fiscal year comes first: every other cell is read in its light."""
    rows = read_rows(settings, _UNKNOWN_YEAR)[0] if settings else []
    year = rows[0].get("fiscal_year") if rows else None
    return ReadingContext(FiscalYear(int(year))) if year else _UNKNOWN_YEAR


def _known(rows: Mapping[str, list[ReadRow]], findings: list[Finding]) -> dict[str, set[str]]:
    """Codes that may be referred to; also those whose own cell has a finding, for that is the cause then."""
    known = {}
    for key, own in (("agencies", "code"), ("kpis", "kpi_no")):
        sheets = {row.sheet for row in rows[key]}
        doubtful = {say(f.found, "th") for f in findings if f.place.field == own and f.place.sheet in sheets}
        known[key] = {row.text(own) for row in rows[key]} | doubtful
    return known
