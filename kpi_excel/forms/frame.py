"""What a returned form is read against: the year, the KPIs, and what the form said when it was issued."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kpi_excel.core.model import Kpi
from kpi_excel.core.periods import FiscalYear

_LITERAL = re.compile(r'"((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Issued:
    """What a form said when it was issued, as far as reading needs it.

    `prefilled`: "record|kpi|row code|field" → text written into an input. `labels`: "table.column|row code" → first
    line of the locked text beside the code; of a page, "sheet.field|page's code", and the titles of its raw inputs under
    `title_key`. `texts`: every text we wrote; `words`: what our formulas put together.
    `sheets`, `kpi_nos`: what the form had. `cells`: sheet → A1 address → text and formula of every cell of ours, one of
    them ""; `facts`: KPI number → what the form said of it (`forms.facts`).
    """

    prefilled: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    texts: frozenset[str] = frozenset()
    sheets: tuple[str, ...] = ()
    kpi_nos: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    cells: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def rows_of(self, table: str) -> tuple[str, ...]:
        """The codes of the rows that a table of ours had, as far as they bore a label."""
        named = (name.partition("|") for name in self.labels)
        return tuple(dict.fromkeys(code for name, _, code in named if name.partition(".")[0] == table))

    def labels_of(self, part: str, code: str) -> dict[str, str]:
        """The texts that stood beside one code of a table, or on one page: field → text."""
        named = ((name.partition("|"), text) for name, text in self.labels.items())
        return {name.removeprefix(f"{part}."): text for (name, _, of), text in named if of == code and name.startswith(f"{part}.")}

    def titles_of(self, part: str, code: str) -> dict[str, str]:
        """What the raw inputs of one page were called: field → title. The registry may call them otherwise by now."""
        named = ((name.partition("|"), text) for name, text in self.labels.items())
        return {name.removeprefix(f"{part}@"): text for (name, _, of), text in named if of == code and name.startswith(f"{part}@")}

    def rows_of_list(self, record: str) -> tuple[str, ...]:
        """The codes of the rows of a list in which we wrote anything."""
        names = (name.split("|") for name in self.prefilled)
        return tuple(dict.fromkeys(code for kind, _, code, _ in names if kind == record and code))


@dataclass(frozen=True, slots=True)
class ReadingFrame:
    """`kpis` by number: their units, methods and raw inputs."""

    year: FiscalYear
    kpis: Mapping[str, Kpi]
    issued: Issued = Issued()


def title_key(part: str, field_key: str, code: str) -> str:
    """The name under which an issued form keeps the title of a raw input on a page."""
    return f"{part}@{field_key}|{code}"


def prefill_key(record: str, kpi_no: str, code: str, field_key: str) -> str:
    """The name under which an issued form keeps what it wrote into an input."""
    return f"{record}|{kpi_no}|{code}|{field_key}"


def issued_from(record: Mapping[str, Any]) -> Issued:
    """What reading needs of the record that was kept when a form was issued."""
    words = (found.replace('""', '"') for formula in _texts(record["formulas"]) for found in _LITERAL.findall(formula))
    return Issued(
        record["prefilled"], record["labels"], frozenset(_texts(record["locked"])), tuple(record["sheets"]),
        tuple(record["kpi_nos"]), frozenset(words), _cells(record["locked"], record["formulas"]), record.get("facts", {}),
    )  # fmt: skip


def _cells(
    locked: Mapping[str, Mapping[str, str]], formulas: Mapping[str, Mapping[str, str]]
) -> dict[str, dict[str, tuple[str, str]]]:
    return {
        sheet: {at: (text, "") for at, text in locked.get(sheet, {}).items()}
        | {at: ("", formula.removeprefix("=")) for at, formula in formulas.get(sheet, {}).items()}
        for sheet in {**locked, **formulas}
    }


def _texts(sheets: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for sheet in sheets.values():
        yield from sheet.values()
