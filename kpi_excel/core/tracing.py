"""From a number back to its origin: value, score, derivation, cells, and what earlier revisions said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation, KpiLine, Source
from kpi_excel.core.reporting_calendar import RESULT_FORMS
from kpi_excel.core.revisions import Revision, period_end, revisions_of
from kpi_excel.core.text import Text


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything behind one KPI of a consolidation. `history`: all that was reported for it, the latest first."""

    line: KpiLine
    value: Decimal | bool | str | None
    """The result in the KPI's unit; where the method has none, the one thing that was typed."""
    score: Decimal | None
    steps: tuple[Text, ...]
    sources: tuple[tuple[str, Source], ...]
    """Raw input key → the archived cell."""
    history: tuple[Revision, ...]


def trace(consolidation: Consolidation, kpi_no: str) -> Trace | None:
    """Where a KPI's score comes from; None for a number that the agreement does not have."""
    line = next((line for line in consolidation.lines if line.kpi.kpi_no == kpi_no), None)
    if line is None:
        return None
    typed = [value for value, _ in line.inputs.values()]
    value = line.score.result if line.score.result is not None else (typed[0] if len(typed) == 1 else None)
    history = sorted(_history(consolidation, kpi_no), key=lambda r: (period_end(r.key.period), r.precedence))
    return Trace(
        line, value, line.score.value, line.score.steps,
        tuple((key, source) for key, (_, source) in line.inputs.items()), tuple(reversed(history)),
    )  # fmt: skip


def _history(consolidation: Consolidation, kpi_no: str) -> Iterator[Revision]:
    for file in consolidation.files:
        for revision in revisions_of(file.receipt):
            if revision.key.kpi_no == kpi_no and revision.key.kind == "kpi" and file.receipt.form in RESULT_FORMS:
                yield revision
