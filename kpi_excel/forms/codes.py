"""Visible row codes: what ties a row to its KPI wherever it is sorted, moved or copied to.

`K3.2.2` a KPI, `K4.1/G1` one of its raw inputs, `P3.2.2-4` a planned step, `E3.2.2-2` a piece of evidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kpi_excel.core.model import Kpi
from kpi_excel.forms.spec import ONE_PER_KPI, ROWS
from kpi_excel.forms.thai_text import arabic_digits, normalise

# A letter first, nothing of a number or word around it; a part's own code is Thai as often as not and may hold spaces
_CODE = re.compile(r"(?<![0-9A-Za-z.])([KPE]) ?(\d+(?:\.\d+)*)(?:/([^\n|]+)|-(\d+))?(?!\.?\d)", re.IGNORECASE)
_LONGEST = 60


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


@lru_cache(maxsize=4096)
def read_code(text: str) -> RowCode | None:
    """The row code in a cell's text (it may stand below the KPI number in small print)."""
    return _code(_CODE.search(normalise(text)))


def code_of_row(text: str, rows: str) -> RowCode | None:
    """The row code in a text, if it is of the kind that a table's rows have (`spec.ROWS`)."""
    code = read_code(text)
    if code is None or code.kind != ROWS[rows] or bool(code.rest) is (rows in ONE_PER_KPI):
        return None
    return code


def bare_code(text: str) -> RowCode | None:
    """The row code that a text is, with nothing around it."""
    return _code(_CODE.fullmatch(normalise(text))) if len(text) <= _LONGEST else None


def _code(found: re.Match[str] | None) -> RowCode | None:
    if found is None:
        return None
    kind, kpi_no, part, number = found.groups(default="")
    return RowCode(kind.upper(), arabic_digits(kpi_no), part.strip() or arabic_digits(number))


def input_code(kpi: Kpi, key: str) -> str:
    """The code of a raw input's row: `K4.1/G1` for the input "part:G1"."""
    return RowCode("K", kpi.kpi_no, key.removeprefix("part:")).text


def entry_number(code: str) -> int:
    """The running number of a P or E code, 0 where there is none."""
    found = read_code(code)
    return int(found.rest) if found and found.rest.isdigit() else 0
