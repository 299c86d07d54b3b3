"""The hidden sheets of a form: the drop-downs' lists, and `_meta`, which any program may show but nobody need touch."""

from __future__ import annotations

from kpi_excel.forms.content import FormContent
from kpi_excel.workbooks.forms.layout import Layout
from kpi_excel.workbooks.forms.pen import Pen, cell
from kpi_excel.workbooks.writing import Sheet

LONGEST_META = 255
"""Old formats cut text at 255 characters."""


def write_lists(pen: Pen, sheet: Sheet) -> None:
    """One column per list, each with its defined name: validations through names survive every program."""
    for column, (items, name) in enumerate(pen.lists.items()):
        for row, item in enumerate(items):
            sheet.text(row, column, item)
        span = f"{cell(0, column, True)}:{cell(len(items) - 1, column, True)}"
        pen.book.raw.define_name(name, f"={sheet.name}!{span}")
    sheet.raw.hide()


def write_meta(pen: Pen, sheet: Sheet) -> None:
    """Key and value rows: the token again, what it means, and which columns the form has."""
    rows = [
        ("kpi-excel", "แผ่นนี้ใช้ระบุแบบ โปรดอย่าแก้ / identifies the form, please do not edit"),
        ("token", pen.token), ("form", pen.content.spec.form), ("version", pen.content.spec.label),
        ("spec", pen.content.spec.digest), ("agency", pen.content.agency.code), ("period", pen.content.period.code),
        ("lang", pen.lang), *_columns(pen.content, pen.layout),
    ]  # fmt: skip
    for row, (key, value) in enumerate(rows):
        sheet.text(row, 0, key)
        sheet.text(row, 1, value)
    sheet.raw.hide()
    sheet.raw.protect("")


def _columns(content: FormContent, layout: Layout) -> list[tuple[str, str]]:
    """Column keys of each table, in pieces that no format cuts."""
    rows = []
    for sheet in layout.sheets:
        for table in sheet.tables:
            keys = ",".join(table.columns)
            for start in range(0, len(keys), LONGEST_META):
                rows.append((f"columns.{table.content.spec.key}", keys[start : start + LONGEST_META]))
    return rows
