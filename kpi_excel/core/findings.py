"""A finding: one problem in what somebody filled in, with its place. Findings describe; they never repair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from kpi_excel.core.text import Text, say


class Severity(StrEnum):
    """What a finding obliges: correct it (the record waits), look at it, confirm an automatic reading."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where: any part may be empty. `cell` is an A1 address; `field` the key of the form's field."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    kpi_no: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem. `found` is what was there, as the person typed it; `expected` what was needed."""

    code: str
    place: Place = field(default_factory=Place)
    found: Text | str = ""
    expected: Text | str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means. Templates may use {found} {expected} {sheet} {cell} {kpi_no} {field} {file}."""

    severity: Severity
    message: Text
    remedy: Text
    example: Text = Text("", "")
    causes: tuple[str, ...] = ()
    """Codes that, on the same cell or record, make this finding a mere consequence: it is then dropped."""


def describe(finding: Finding, template: Text, lang: str) -> str:
    """Fill a rule's message or remedy with what a finding says."""
    place = finding.place
    return template.say(lang).format(
        found=say(finding.found, lang), expected=say(finding.expected, lang),
        sheet=place.sheet, cell=place.cell, kpi_no=place.kpi_no, field=place.field, file=place.file,
    )  # fmt: skip


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by place, then code: the same input gives the same list, whatever order the checks ran in."""
    return sorted(
        dict.fromkeys(findings),
        key=lambda f: (f.place.file, f.place.sheet, _cell_key(f.place.cell), f.place.kpi_no, f.place.field, f.code,
                       say(f.found, "th"), say(f.expected, "th")),
    )  # fmt: skip


def _cell_key(cell: str) -> tuple[int, str]:
    """Row before column, so that a list reads down the sheet; AA sorts after Z."""
    column = cell.rstrip("0123456789")
    row = cell[len(column) :]
    return (int(row or 0), column.rjust(3))
