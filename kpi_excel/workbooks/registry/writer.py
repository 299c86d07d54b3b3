"""A registry as a workbook that reads back as itself: everything on it comes from the layout."""

from __future__ import annotations

from kpi_excel.core.text import Text
from kpi_excel.workbooks.registry.drop_downs import write_lists
from kpi_excel.workbooks.registry.help_sheet import write_help
from kpi_excel.workbooks.registry.layout import SHEETS, Row, Tables
from kpi_excel.workbooks.registry.page_sheet import write_page
from kpi_excel.workbooks.registry.pen import Pen
from kpi_excel.workbooks.registry.table_sheet import FIRST_ROW, write_table
from kpi_excel.workbooks.registry.tables import empty_tables, tables_of
from kpi_excel.workbooks.writing import Book

__all__ = ["empty_tables", "tables_of", "write_registry"]


def write_registry(tables: Tables, lang: str = "th") -> bytes:
    """`registry.xlsx`, byte-identical for the same tables and language."""
    settings: Row = tables["settings"][0] if tables.get("settings") else {}
    title = Text("ทะเบียนคำรับรองการปฏิบัติราชการ", "Registry of the performance agreement").say(lang)
    whose = Text(f"จังหวัด{settings.get('province') or ' –'}  ปีงบประมาณ พ.ศ. {settings.get('fiscal_year') or '–'}",
                 f"{settings.get('province') or '–'}, fiscal year {settings.get('fiscal_year') or '–'}").say(lang)  # fmt: skip
    book = Book(title, subject=whose)
    pen = Pen(book, lang, whose)
    for layout in SHEETS:
        rows = tables.get(layout.key, ())
        if layout.page:
            write_page(pen, layout, rows[0] if rows else {})
        else:
            write_table(pen, layout, rows)
    write_help(pen)
    write_lists(pen, FIRST_ROW)
    return book.close()
