"""The drop-downs and limits of a written registry: lists through defined names, which every program keeps."""

from __future__ import annotations

from typing import Any

from kpi_excel.core.text import Text
from kpi_excel.forms.fields import look
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks.registry.layout import SHEETS, Column
from kpi_excel.workbooks.registry.pen import LEFT, Pen, cell_name
from kpi_excel.workbooks.writing import Sheet

LISTS_SHEET = "_lists"
LAST_ROW = 999
"""Drop-downs and warnings reach to row 1000, far below the rows that are drawn."""

_HINTED = (FieldType.DAY, FieldType.MONTH, FieldType.KPI_NO)


def write_lists(pen: Pen, first_row: int) -> None:
    """The hidden sheet of all choices, and the names of the ranges that other sheets refer to."""
    sheet = pen.book.sheet(LISTS_SHEET)
    sheet.raw.hide()
    for at, column in enumerate(_with_own_list()):
        entries = look(column, pen.lang).items
        for row, entry in enumerate(entries):
            sheet.text(row, at, entry)
        cells = f"{cell_name(0, at, True, True)}:{cell_name(len(entries) - 1, at, True, True)}"
        pen.book.raw.define_name(_list_name(column), f"={LISTS_SHEET}!{cells}")
    for layout in SHEETS:
        if layout.key in ("agencies", "kpis"):
            cells = f"{cell_name(first_row, LEFT, True, True)}:{cell_name(LAST_ROW, LEFT, True, True)}"
            pen.book.raw.define_name(f"list_{layout.key}", f"='{pen.say(layout.title)}'!{cells}")


def _with_own_list() -> list[Column]:
    """One column for each different list of choices."""
    by_name = {_list_name(column): column for layout in SHEETS for column in layout.columns if column.choices}
    return list(by_name.values())


def _list_name(column: Column) -> str:
    return "list_" + "_".join(choice.key for choice in column.choices)[:40].replace("-", "_")


def validate(pen: Pen, sheet: Sheet, column: Column, rows: tuple[int, int], at: int) -> None:
    """What the spreadsheet program checks while somebody types into a column."""
    asked = look(column, pen.lang)
    options: dict[str, Any] = {
        "error_title": asked.error_title, "error_message": asked.error_message,
        # With blanks ignored, a list whose range has a blank cell would let everything pass
        "ignore_blank": False,
    }  # fmt: skip
    if column.type in _HINTED or column.many:
        options |= {"input_title": asked.input_title, "input_message": asked.input_message}
    if column.choices:
        options |= {"validate": "list", "source": f"={_list_name(column)}"}
    elif column.refers and not column.many:
        message = Text("ไม่มีในแผ่นที่อ้างถึง ตอบ ใช่ (Yes) ถ้าจะเพิ่มทีหลัง", "Not on the sheet referred to; answer Yes to add it later")
        options |= {"validate": "list", "source": f"=list_{column.refers}", "error_type": "warning",
                    "error_message": pen.say(message)}  # fmt: skip
    elif asked.kind in ("decimal", "whole"):
        options |= {"validate": asked.kind if asked.kind == "decimal" else "integer", "criteria": "between",
                    "minimum": float(asked.low), "maximum": float(asked.high),
                    "error_type": "stop" if asked.stops else "warning"}  # fmt: skip
    elif "input_message" in options:
        options |= {"validate": "any"}
    else:
        return
    sheet.raw.data_validation(rows[0], at, rows[1], at, options)
