"""Visible row codes: what ties a row to its KPI wherever it is sorted, moved or copied to.

`K3.2.2` a KPI, `K4.1/G1` one of its raw inputs, `P3.2.2-4` a planned step, `E3.2.2-2` a piece of evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kpi_excel.core.model import Kpi

_CODE = re.compile(r"(?<![0-9A-Za-z])([KPE])(\d+(?:\.\d+)*)(?:/([^\s/|]+)|-(\d+))?(?![0-9.])")


@dataclass(frozen=True, slots=True)
class RowCode:
    kind: str
    kpi_no: str
    rest: str = ""
    """The raw input of a K code, the number of a P or E code."""

    @property
    def text(self) -> str:
        joint = "/" if self.kind == "K" else "-"
        return f"{self.kind}{self.kpi_no}" + (f"{joint}{self.rest}" if self.rest else "")


def read_code(text: str) -> RowCode | None:
    """The row code in a cell's text (it may stand below the KPI number in small print)."""
    found = _CODE.search(text)
    if not found:
        return None
    return RowCode(found[1], found[2], found[3] or found[4] or "")


def input_code(kpi: Kpi, key: str) -> str:
    """The code of a raw input's row: `K4.1/G1` for the input "part:G1"."""
    return RowCode("K", kpi.kpi_no, key.removeprefix("part:")).text


def entry_number(code: str) -> int:
    """The running number of a P or E code, 0 where there is none."""
    found = read_code(code)
    return int(found.rest) if found and found.rest.isdigit() else 0
