"""The words a registry sheet is described in: columns, sheets, and the rows that stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kpi_excel.core.text import Text
from kpi_excel.forms.spec import FieldSpec, FieldType

Cell = str | Decimal | date | None
Row = Mapping[str, Cell]
"""Values by column key: a choice by its key, a month or round by its period code, several codes joined by ", "."""

Tables = Mapping[str, Sequence[Row]]
"""Everything a registry says, by sheet key. A sheet that is a page (settings) has one row."""

LONG_TEXT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Column(FieldSpec):
    """One column of a table, or one labelled cell of a page: a field as forms have them, and what only we need.

    `refers` names the sheet whose first column must hold its entries; `many` allows several, separated by commas.
    `is_code`: the code of an agency. `allows_rounds`: besides months, assessment rounds.
    """

    refers: str = ""
    many: bool = False
    is_code: bool = False
    allows_rounds: bool = False


def column(key: str, title: Text, type: FieldType, width: float, help: Text, example: str = "", **more: Any) -> Column:
    """A column in one line; its example is the same in both languages."""
    more.setdefault("longest", LONG_TEXT_LIMIT if type is FieldType.LONG_TEXT else 300)
    return Column(key, type, title, width=width, help=help, example=Text(example, example), **more)


def kpi_column() -> Column:
    """The column by which a side table names its KPI."""
    return column(
        "kpi_no", Text("ตัวชี้วัดที่", "KPI no."), FieldType.KPI_NO, 12,
        Text("เลขตัวชี้วัดในแผ่น ตัวชี้วัด", "A number of the KPI sheet"),
        required=True, refers="kpis", example="3.2.2", aliases=("เลขตัวชี้วัด", "ตัวชี้วัด"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """One sheet. `record` is what a row is; `unique` names the columns that identify it, none: its place in the list.

    `optional` sheets may be missing. `frozen` counts the columns that stay in view and repeat on every printed page;
    `check` names the live check line.
    """

    key: str
    record: str
    title: Text
    heading: Text
    help: Text
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    optional: bool = False
    page: bool = False
    spare: int = 10
    frozen: int = 0
    check: str = ""
    aliases: tuple[str, ...] = ()

    def column(self, key: str) -> Column:
        """The column of that key.

        Raises:
            KeyError: the sheet has no such column.
        """
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)
