"""A returned workbook as plain data: values with cell addresses, nothing else. What the reader gives, what rules see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kpi_excel.core.findings import Finding


class RawCell(NamedTuple):
    """One non-blank cell.

    `kind`: "text", "number" (float), "bool", "date" (ISO text, with a time part only where there is one),
    "duration" (text), "error" (text such as #N/A) or "uncached" (a formula that no program has computed; value "").
    `formula` is the formula's text without "=", or "" for a cell that has none (a shared formula without text: "…").
    """

    kind: str
    value: str | float | bool
    formula: str = ""


class Address(NamedTuple):
    """Row and column, both from 0."""

    row: int
    column: int

    def a1(self) -> str:
        """`D14` for Address(13, 3)."""
        letters, number = "", self.column + 1
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row + 1}"

    @staticmethod
    def of(a1: str) -> Address:
        """Address(13, 3) for `D14`."""
        letters = a1.rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        return Address(int(a1[len(letters) :]) - 1, column - 1)


@dataclass(frozen=True, slots=True)
class RawSheet:
    name: str
    cells: Mapping[Address, RawCell]
    hidden: bool = False
    footer: str = ""


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """`kind` is "xlsx", "xlsm", "ods" or "xls"; `modified` the document's own time stamp (ISO, may be empty)."""

    kind: str
    sheets: tuple[RawSheet, ...]
    custom: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    modified: str = ""
    findings: tuple[Finding, ...] = ()
    """What the gate and reader noticed without refusing the file (macros present, reduced checks, …)."""
