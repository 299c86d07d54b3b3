"""What a returned form is read against: the year, the KPIs, and what the form said when it was issued."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import FiscalYear


@dataclass(frozen=True, slots=True)
class Issued:
    """What a form said when it was issued, as far as reading needs it.

    `prefilled`: "record|kpi|row code|field" → text written into an input. `labels`: "table|row code" → first line of
    the locked text beside the code. `texts`: every text we wrote. `sheets`, `kpi_nos`: what the form had.
    """

    prefilled: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    sheets: tuple[str, ...] = ()
    kpi_nos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingFrame:
    """`kpis` by number: their units, methods and raw inputs."""

    year: FiscalYear
    kpis: Mapping[str, Kpi]
    issued: Issued = Issued()


def prefill_key(record: str, kpi_no: str, code: str, field_key: str) -> str:
    """The name under which an issued form keeps what it wrote into an input."""
    return f"{record}|{kpi_no}|{code}|{field_key}"
