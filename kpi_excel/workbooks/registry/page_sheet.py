"""The settings page: a label, the cell to fill, and what it is for, one below the other."""

from __future__ import annotations

from kpi_excel.workbooks import styles
from kpi_excel.workbooks.registry.anchoring import KEY_MARK
from kpi_excel.workbooks.registry.drop_downs import validate
from kpi_excel.workbooks.registry.layout import Row, SheetLayout
from kpi_excel.workbooks.registry.pen import LEFT, TO_THE_LEFT, Pen, cell_name, number_format, shown_value, title_of

FIRST_ROW = 4
_LABEL, _VALUE, _HELP, _KEY = LEFT, LEFT + 1, LEFT + 2, LEFT + 3
_WIDTHS = [34.0, 48.0, 78.0]


def write_page(pen: Pen, layout: SheetLayout, values: Row) -> None:
    """One sheet of labelled cells; the hidden last column bears their keys."""
    sheet = pen.sheet(pen.say(layout.title))
    formats = pen.book.formats
    pen.head(sheet, layout.heading, layout.help, _WIDTHS)
    sheet.raw.set_row(3, 10)
    for at, width in enumerate(_WIDTHS, LEFT):
        sheet.raw.set_column(at, at, width)
    sheet.raw.set_column(_KEY, _KEY, 20, None, {"hidden": True})
    label = formats(bold=True, bottom=1, bottom_color=styles.HAIR, **TO_THE_LEFT)
    help = formats(size=13, font_color=styles.GREY, bottom=1, bottom_color=styles.HAIR, **TO_THE_LEFT)
    for row, column in enumerate(layout.columns, FIRST_ROW):
        sheet.text(row, _LABEL, title_of(column, pen.lang), label)
        look = formats(num_format=number_format(column), border=1, border_color=styles.BOX, text_wrap=True, **TO_THE_LEFT)
        shown = str(shown_value(column, values.get(column.key), pen.lang))
        sheet.raw.set_row(row, styles.height_of([(shown, _WIDTHS[1], 14)], least=32))
        pen.fill(sheet, row, _VALUE, column, values.get(column.key), look)
        sheet.text(row, _HELP, pen.say(column.help), help)
        sheet.text(row, _KEY, f"{KEY_MARK}{layout.key}.{column.key}")
        validate(pen, sheet, column, (row, row), _VALUE)
        if column.required:
            rule = {"type": "formula", "criteria": f'={cell_name(row, _VALUE, True, True)}=""', "format": pen.missing()}
            sheet.raw.conditional_format(row, _VALUE, row, _VALUE, rule)
    sheet.raw.fit_to_pages(1, 1)
    sheet.raw.freeze_panes(FIRST_ROW, 0)
