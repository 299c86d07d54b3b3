"""What every sheet of a written registry shares: the book, the language, the head, the foot, one look per kind of cell."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from kpi_excel.core.submission import Word
from kpi_excel.core.text import Text
from kpi_excel.forms.field_words import WORD_TEXTS
from kpi_excel.forms.fields import format_value
from kpi_excel.forms.spec import FieldType
from kpi_excel.workbooks import styles
from kpi_excel.workbooks.registry.layout import Cell, Column
from kpi_excel.workbooks.writing import Book, Sheet

LEFT = 1
"""The first column that is written: a narrow margin stands before it."""

_MARGIN = 1.5
_NUMERIC = (FieldType.DECIMAL, FieldType.WHOLE)
_SHORT = (*_NUMERIC, FieldType.KPI_NO, FieldType.DAY, FieldType.MONTH)


@dataclass(frozen=True, slots=True)
class Pen:
    """`identity` is the line above every title: whose registry, of which year."""

    book: Book
    lang: str
    identity: str

    def say(self, text: Text) -> str:
        return text.say(self.lang)

    def sheet(self, name: str) -> Sheet:
        """A sheet set up for A4 landscape, with its margin column and foot."""
        sheet = self.book.sheet(name)
        raw = sheet.raw
        raw.set_column(0, 0, _MARGIN)
        raw.hide_gridlines(2)
        raw.set_landscape()
        raw.set_paper(9)
        raw.set_margins(left=0.4, right=0.4, top=0.45, bottom=0.55)
        raw.center_horizontally()
        whose, page = self.identity.replace("&", "&&"), self.say(Text("หน้า &P จาก &N", "page &P of &N"))
        raw.set_footer(f"&L&8 {whose}  {name}&R&8 {page}")
        return sheet

    def head(self, sheet: Sheet, title: Text, help: Text, widths: list[float]) -> None:
        """Rows 1 to 3: identity, title, one sentence of help as wide as the columns below it."""
        formats, last = self.book.formats, LEFT + len(widths) - 1
        sheet.raw.set_row(0, 23)
        sheet.text(0, LEFT, self.identity, formats(size=13, font_color=styles.GREY, **TO_THE_LEFT))
        sheet.raw.set_row(1, 38)
        sheet.text(1, LEFT, self.say(title), formats(size=20, bold=True, font_color=styles.NAVY, **TO_THE_LEFT))
        look = formats(size=13, font_color=styles.GREY, text_wrap=True, bottom=5, bottom_color=styles.NAVY, **TO_THE_LEFT)
        sheet.raw.set_row(2, styles.height_of([(self.say(help), sum(widths), 13)], least=26))
        if len(widths) > 1:
            sheet.raw.merge_range(2, LEFT, 2, last, "", look)
        sheet.text(2, LEFT, self.say(help), look)

    def heading(self, column: Column | None = None) -> Format:
        """A heading lies as the cells below it do."""
        align = _alignment(column) if column else TO_THE_LEFT
        return self.book.formats(size=13, bold=True, font_color=styles.WHITE, bg_color=styles.NAVY, text_wrap=True, **align)

    def input(self, column: Column) -> Format:
        """The look of a cell to be filled: text stays text, whatever it looks like."""
        return self.book.formats(
            num_format=number_format(column), text_wrap=True, border=1, border_color=styles.RULE, **_alignment(column)
        )

    def fill(self, sheet: Sheet, row: int, at: int, column: Column, value: Cell, look: Format) -> None:
        """A value as `read_registry` reads it back."""
        shown = shown_value(column, value, self.lang)
        if isinstance(shown, Decimal):
            sheet.number(row, at, shown, look)
        else:
            sheet.text(row, at, shown, look)

    def missing(self) -> Format:
        """The look that a required cell takes while it is blank."""
        return self.book.formats.raw_format({"bg_color": styles.YELLOW, "border": 1, "border_color": styles.BOX})


TO_THE_LEFT: dict[str, object] = {"align": "left", "indent": 1}


def _alignment(column: Column) -> dict[str, object]:
    return {"align": "center"} if column.type in _SHORT and not column.many else TO_THE_LEFT


def number_format(column: Column) -> str:
    """Text cells hold everything that is no plain number."""
    return {FieldType.DECIMAL: "General", FieldType.WHOLE: "0"}.get(column.type, "@")


def shown_value(column: Column, value: Cell, lang: str) -> str | Decimal:
    """A table's value as it stands in its cell."""
    if isinstance(value, str) and value in column.words:
        return WORD_TEXTS[Word(value)].say(lang)
    return format_value(column, value, lang)


def title_of(column: Column, lang: str) -> str:
    """A heading, with the mark of what must be filled."""
    return column.title.say(lang) + (" *" if column.required else "")


def cell_name(row: int, at: int, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """`$B7` and its kin."""
    return str(xl_rowcol_to_cell(row, at, row_abs=fixed_row, col_abs=fixed_column))
