"""Each KPI's self-assessment of a round as the report prints it, gathered from the values that count.

Fields are read by key and may be absent: what is not there is said so, it never stops the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation, KpiLine, ResultState, TidyRow

OUT_OF_FORCE = (ResultState.CANCELLED, ResultState.NOT_DUE, ResultState.BEING_DEFINED)
"""A KPI that owes no self-assessment for the round stands in the summary table only."""

_FORM = "self_assessment"
_ROW = re.compile(r"\d+\Z")


@dataclass(frozen=True, slots=True)
class Fields:
    """Values by field key, of one record's row."""

    rows: Mapping[str, TidyRow]

    def text(self, key: str) -> str:
        """The text of a field; "" where it is blank or no text."""
        value = self.rows[key].value if key in self.rows else None
        return " ".join(value.split()) if isinstance(value, str) else ""

    def typed(self, key: str) -> str:
        """A choice in the words that the official chose."""
        return " ".join(self.rows[key].typed.split()) if key in self.rows else ""

    def day(self, key: str) -> date | None:
        value = self.rows[key].value if key in self.rows else None
        return value if isinstance(value, date) else None

    def number(self, key: str) -> Decimal | None:
        value = self.rows[key].value if key in self.rows else None
        return value if isinstance(value, Decimal) else None


@dataclass(frozen=True, slots=True)
class Letter:
    """The governor's approval of one report: number, date and place; any may be blank."""

    number: str
    dated: date | None
    place: str

    @property
    def is_complete(self) -> bool:
        return bool(self.number) and self.dated is not None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A leaf of the agreement in a round. `fields` is empty where no self-assessment counts."""

    line: KpiLine
    fields: Fields
    evidence: tuple[Fields, ...]
    """By criteria level, then in the order they were listed."""
    comment: str = ""
    """The consultant's, on this round."""

    @property
    def is_received(self) -> bool:
        return bool(self.fields.rows)

    @property
    def is_owed(self) -> bool:
        return self.line.state not in OUT_OF_FORCE

    @property
    def letter(self) -> Letter:
        fields = self.fields
        return Letter(fields.text("governor_no"), fields.day("governor_on"), fields.text("governor_place"))


def assessments(data: Consolidation) -> tuple[Assessment, ...]:
    """Every leaf in the order of the agreement."""
    heaps: dict[tuple[str, str], list[TidyRow]] = defaultdict(list)
    for row in data.tidy:
        if row.form == _FORM and row.record == "kpi" and row.period != data.period.code:
            continue
        if row.form == _FORM or row.record in ("evidence", "verdict"):
            heaps[row.record, row.kpi_no].append(row)
    leaves = ((line, line.kpi.kpi_no) for line in data.lines if line.kpi.is_leaf)
    return tuple(
        Assessment(
            line, _report_of(line, heaps["kpi", number]), _evidence_of(line, heaps["evidence", number]),
            _comment_on(data.period.months, heaps["verdict", number]),
        )
        for line, number in leaves
    )  # fmt: skip


def _report_of(line: KpiLine, rows: list[TidyRow]) -> Fields:
    return Fields({row.field: row for row in _of_host(line, rows)})


def _evidence_of(line: KpiLine, rows: list[TidyRow]) -> tuple[Fields, ...]:
    listed = [fields for fields in _entries(_of_host(line, rows)) if fields.text("document")]
    return tuple(sorted(listed, key=lambda fields: fields.number("level") or Decimal(99)))


def _comment_on(months: int, rows: list[TidyRow]) -> str:
    """What the consultant wrote beside the verdict on one round."""
    own = [verdict for verdict in _entries(rows) if verdict.typed("round") == str(months)]
    return own[-1].text("comment") if own else ""


def _entries(rows: Iterable[TidyRow]) -> list[Fields]:
    heaps: dict[tuple[str, str, str], dict[str, TidyRow]] = defaultdict(dict)
    for row in rows:
        heaps[_entry_of(row)][row.field] = row
    return [Fields(heap) for heap in heaps.values()]


def _of_host(line: KpiLine, rows: list[TidyRow]) -> list[TidyRow]:
    """What the host in force sent; where it sent nothing, what the host before it left."""
    return [row for row in rows if row.agency == line.agency] or rows


def _entry_of(row: TidyRow) -> tuple[str, str, str]:
    """Entries that were added have no code: the row of the sheet they stand in tells them apart."""
    number = _ROW.search(row.source.cell)
    return (row.row_code, row.source.sheet, number[0] if number else "")
