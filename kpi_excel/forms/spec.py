"""A form's description, once: the writer, the reader, the instruction sheet and the messages all come from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from kpi_excel.core.periods import PeriodKind
from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text

NO_TEXT = Text("", "")

ROWS: Mapping[str, str] = {
    "kpis": "K", "target_kpis": "K", "inputs": "K", "rounds": "K", "steps": "P", "plan": "P", "evidence": "E",
    "handover": "E",
}  # fmt: skip
"""What the rows of a table can be, with the letter of their codes."""

ONE_PER_KPI = frozenset({"kpis", "target_kpis"})

OUR_ROWS = ONE_PER_KPI | {"inputs", "rounds", "steps"}
"""Rows that we wrote: one is found by its code alone. In the other tables people add rows of their own."""

ANSWERS = frozenset({"result", "input"})
"""Contents of inputs that ask for a KPI's raw inputs: on the table itself, or one row for each."""


class FieldType(StrEnum):
    """What a cell holds; each has three faces in `forms.fields`: parse, format, excel."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"
    CHOICE = "choice"
    KPI_NO = "kpi_no"
    YES_NO = "yes_no"
    PHONE = "phone"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a drop-down: `key` is stored, `title` is shown, `aliases` are read as well."""

    key: str
    title: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a form: a column of a table, or a labelled cell.

    `words` are the states that may stand where a value is asked for (ไม่มีข้อมูล …). `longest` counts characters.
    `content` names what the writer puts into a computed cell, or which raw inputs an input asks for.
    """

    key: str
    type: FieldType
    title: Text
    aliases: tuple[str, ...] = ()
    required: bool = False
    locked: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    longest: int = 300
    choices: tuple[Choice, ...] = ()
    words: tuple[Word, ...] = ()
    help: Text = NO_TEXT
    example: Text = NO_TEXT
    mistakes: Text = NO_TEXT
    hint: Text = NO_TEXT
    """Small print under a label."""
    content: str = ""
    width: float = 12
    needed_when: tuple[str, tuple[str, ...]] | None = None
    """(field key, choice keys): required only while that field holds one of those choices."""
    waived_when: tuple[str, tuple[str, ...]] | None = None
    """(field key, choice keys): not required while that field holds one of those choices."""
    only_for: tuple[str, ...] = ()
    """Scoring methods the field belongs to; () for all."""

    @property
    def is_input(self) -> bool:
        """Somebody may type into it."""
        return self.type is not FieldType.COMPUTED and not self.locked


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of a sheet. `record` is the kind of record its rows belong to; `rows` names what its rows are.

    `rows`: "kpis" and "target_kpis" (one row per KPI), "inputs" (one per raw input), "rounds" (one per KPI and
    assessment round), "steps" (the accepted plan's steps that are due), "plan" and "evidence" (lists, after whose own
    rows `spare` blank ones follow).
    """

    key: str
    record: str
    rows: str
    title: Text
    columns: tuple[FieldSpec, ...]
    hint: Text = NO_TEXT
    spare: int = 0

    def column(self, key: str) -> FieldSpec | None:
        return next((column for column in self.columns if column.key == key), None)

    @property
    def code_key(self) -> str:
        """The column with the visible row codes."""
        return next((column.key for column in self.columns if column.content == "code"), "")


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """A numbered block of labelled fields on a page; `side` is "left" or "right"."""

    key: str
    title: Text
    fields: tuple[FieldSpec, ...]
    side: str = "left"
    hint: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One input sheet: "tables" (rows are KPIs or entries) or "page" (one sheet per KPI, labels beside values)."""

    key: str
    kind: str
    title: Text
    heading: Text
    subtitle: Text
    widths: tuple[float, ...] = ()
    head: tuple[FieldSpec, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    blocks: tuple[BlockSpec, ...] = ()
    signatures: tuple[Text, ...] = ()
    record: str = ""
    """For a page: the kind of record it carries."""
    optional: bool = False
    """Written only where it has rows."""
    head_at: tuple[int, ...] = ()
    """Columns of the head's captions, from 0."""
    inputs_at: tuple[int, ...] = ()
    """Columns of the head's second line: the supervisor, then each field of `head`."""
    status_at: tuple[int, int] = (0, 0)
    """First and last column of the status box."""
    notes: Text = NO_TEXT
    """Label of the area for notes that is never read as data; "" for none."""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One of the five forms. `digest` covers the part that reading depends on."""

    form: str
    label: str
    title: Text
    period_kind: PeriodKind
    sheets: tuple[SheetSpec, ...]
    audience: str = "hosts"
    """"hosts" of any KPI, or "policy" hosts only."""
    digest: str = ""
    source: str = field(default="", repr=False)
    """The TOML it was read from, archived with the first form issued under it."""
