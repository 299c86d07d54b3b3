"""What every writer of a form's sheet needs at hand: the book, the looks, the layout, the language and the lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlsxwriter.utility import xl_rowcol_to_cell

from kpi_excel.core.model import Kpi
from kpi_excel.core.text import Text
from kpi_excel.forms.content import Filled, FormContent, Mark, RowContent
from kpi_excel.forms.field_looks import look
from kpi_excel.forms.spec import FieldSpec, FieldType
from kpi_excel.workbooks.forms.layout import Layout, SheetLayout
from kpi_excel.workbooks.forms.looks import Looks
from kpi_excel.workbooks.forms.marks import note_text
from kpi_excel.workbooks.writing import Book, Sheet, clean_text

_CENTRED = (FieldType.CHOICE, FieldType.WHOLE, FieldType.KPI_NO, FieldType.DECIMAL, FieldType.PERCENT, FieldType.DAY)
_BAHT = "บาท"
"""In a title: the number is money."""


@dataclass(slots=True)
class Pen:
    """One form being written. `lists` gathers the drop-downs: items → defined name."""

    book: Book
    looks: Looks
    content: FormContent
    layout: Layout
    token: str
    lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, Filled]] = field(default_factory=dict)
    """KPI number → what its inputs hold, over all tables: the live texts are computed from it."""

    @property
    def lang(self) -> str:
        return self.content.lang

    @property
    def is_returned(self) -> bool:
        """Sent back with something to correct; feedback may also only confirm what was read."""
        return self.content.feedback is not None and bool(self.content.feedback.corrections)

    def say(self, text: Text) -> str:
        return text.say(self.lang)

    def list_name(self, items: tuple[str, ...]) -> str:
        """The defined name of a drop-down's items; the sheet of lists is written at the end."""
        return self.lists.setdefault(items, f"lst_{len(self.lists) + 1}")


@dataclass(slots=True)
class SheetPen:
    """One sheet being written."""

    pen: Pen
    sheet: Sheet
    layout: SheetLayout
    heights: dict[int, float] = field(default_factory=dict)

    def height(self, row: int, points: float) -> None:
        """Give a row at least this height; set once at the end."""
        self.heights[row] = max(points, self.heights.get(row, 0))

    def finish_heights(self) -> None:
        for row, points in self.heights.items():
            self.sheet.raw.set_row(row, points)

    def width(self, column: int) -> float:
        return self.layout.content.spec.widths[column]

    def input(self, row: int, column: int, spec: FieldSpec, content: RowContent, required: bool, role: str = "") -> None:
        """An input cell with its look, its validation, what it holds and, in a feedback, its mark."""
        mark = content.marks.get(spec.key)
        is_money = _BAHT in spec.title.th and spec.type is FieldType.DECIMAL
        number_format = "#,##0" if is_money else look(spec, self.pen.lang).num_format
        align = "right" if is_money else "center" if role != "page" and (role or spec.type in _CENTRED) else "left"
        kind = "number" if role == "page" and spec.type is FieldType.DECIMAL else role
        shrinks = role == "result" or spec.type in (FieldType.DAY, FieldType.PHONE)
        style = self.pen.looks.input(number_format, required, kind, mark is not None, align, shrinks)
        value = content.filled.get(spec.key)
        if isinstance(value, Decimal):
            self.sheet.number(row, column, value, style)
        else:
            self.sheet.text(row, column, value or "", style)
        self._validate(row, column, spec)
        if mark is not None:
            self._note(row, column, mark)

    def _validate(self, row: int, column: int, spec: FieldSpec) -> None:
        looked = look(spec, self.pen.lang)
        if looked.kind is None:
            return
        options: dict[str, object] = {
            "input_title": looked.input_title, "input_message": looked.input_message,
            "error_title": looked.error_title, "error_message": looked.error_message,
            "error_type": "stop" if looked.stops else "warning",
        }  # fmt: skip
        if looked.kind == "list":
            options |= {"validate": "list", "source": f"={self.pen.list_name(looked.items)}"}
        else:
            validate = {"decimal": "decimal", "whole": "integer", "length": "length"}[looked.kind]
            options |= {"validate": validate, "criteria": "between", "minimum": float(looked.low), "maximum": float(looked.high)}
            if looked.kind != "decimal":
                options |= {"minimum": int(looked.low), "maximum": int(looked.high)}
        self.sheet.raw.data_validation(row, column, row, column, options)

    def _note(self, row: int, column: int, mark: Mark) -> None:
        text = clean_text(note_text(mark, self.pen.lang))
        self.sheet.raw.write_comment(row, column, text, {"x_scale": 2, "y_scale": 1.4, "author": "kpi-excel", "font_size": 10})


def cell(row: int, column: int, absolute: bool = False) -> str:
    """An A1 reference."""
    return str(xl_rowcol_to_cell(row, column, absolute, absolute))


def quote(text: str) -> str:
    """A text literal of a formula, split where Excel's 255 characters end; line breaks as CHAR(10)."""
    lines = []
    for line in text.split("\n"):
        chunks = [line[start : start + 250] for start in range(0, len(line), 250)] or [""]
        lines.append("&".join('"' + chunk.replace('"', '""') + '"' for chunk in chunks))
    return "&CHAR(10)&".join(lines)


def code_text(kpi: Kpi) -> str:
    """What the code cell of a KPI's row holds: the number people know, and the code that survives everything."""
    return f"{kpi.kpi_no}\n{kpi.row_code}"
