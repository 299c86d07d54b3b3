"""Where everything of a form will stand: computed before a cell is written, because formulas look across sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_rowcol_to_cell

from kpi_excel.forms.content import FormContent, RowContent, SheetContent, TableContent
from kpi_excel.forms.heads import HEAD
from kpi_excel.forms.spec import FieldSpec

TOKEN_ROW, TITLE_ROW, SUBTITLE_ROW, CAPTION_ROW, VALUE_ROW = range(5)
FIRST_COLUMN = 1
MONTHS = 12


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Rows and columns of one table; `counter` is the hidden column with each row's count of what is missing."""

    content: TableContent
    section_row: int
    columns: Mapping[str, int]
    counter: int

    @property
    def key_row(self) -> int:
        return self.section_row + 1

    @property
    def header_row(self) -> int:
        return self.section_row + 2

    @property
    def first_row(self) -> int:
        return self.section_row + 3

    @property
    def end_row(self) -> int:
        """The hidden row after the last one, which marks the end."""
        return self.first_row + len(self.content.rows)

    @property
    def code_column(self) -> int:
        return next(self.columns[c.key] for c in self.content.spec.columns if c.content == "code")

    def rows(self) -> Iterator[tuple[int, RowContent]]:
        return enumerate(self.content.rows, start=self.first_row)

    def span(self, column: int, absolute: bool = True) -> str:
        """The column from its heading to the end mark: rows inserted anywhere belong to it, and it is never one cell
        (INDEX of a single cell is an error in Gnumeric)."""
        start = xl_rowcol_to_cell(self.header_row, column, absolute, absolute)
        return f"{start}:{xl_rowcol_to_cell(self.end_row, column, absolute, absolute)}"


@dataclass(frozen=True, slots=True)
class SheetLayout:
    content: SheetContent
    tables: tuple[TableLayout, ...] = ()
    labels: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """For a page: field key → row and column of its label; the value stands one column to the right."""
    blocks: Mapping[str, int] = field(default_factory=dict)
    """For a page: block key → row of its section name."""
    foot_row: int = 0
    """The first row below everything read."""

    @property
    def counter(self) -> int:
        """The hidden column of counters."""
        return len(self.content.spec.widths)

    @property
    def last_column(self) -> int:
        return len(self.content.spec.widths) - 1

    def quoted(self) -> str:
        """The sheet's name as a formula wants it."""
        return "'" + self.content.name.replace("'", "''") + "'"

    @property
    def total(self) -> tuple[int, int]:
        """The hidden cell with the sheet's count of what is missing."""
        return CAPTION_ROW, self.counter


@dataclass(frozen=True, slots=True)
class Layout:
    sheets: tuple[SheetLayout, ...]

    def table(self, key: str) -> tuple[SheetLayout, TableLayout] | None:
        """A table by its key."""
        return next(((s, t) for s in self.sheets for t in s.tables if t.content.spec.key == key), None)

    def place(self, record: str, code: str, field_key: str) -> tuple[SheetLayout, int, int] | None:
        """The sheet, row and column of an input by record kind, row code and field; a head field has no code."""
        for sheet in self.sheets:
            if record == HEAD:
                if field_key in (columns := head_columns(sheet.content)):
                    return sheet, VALUE_ROW + 2, columns[field_key]
                continue
            if sheet.content.page is not None:
                if sheet.content.spec.record == record and sheet.content.page.code == code and field_key in sheet.labels:
                    row, column = sheet.labels[field_key]
                    return sheet, row, column + 1
                continue
            for table in sheet.tables:
                if table.content.spec.record == record and (found := _in_table(table, code, field_key)):
                    return sheet, *found
        return None


def _in_table(table: TableLayout, code: str, field_key: str) -> tuple[int, int] | None:
    for row, content in table.rows():
        if content.code == code or (content.input is not None and content.kpi is not None and content.kpi.row_code == code):
            column = input_column(table, content, field_key)
            if column is not None:
                return row, column
    return None


def input_column(table: TableLayout, content: RowContent, field_key: str) -> int | None:
    """The column that holds a field of a row; raw inputs stand in the column that asks for them."""
    if content.input is not None:
        asks = next((c for c in table.content.spec.columns if c.content == "input"), None)
        return table.columns[asks.key] if asks is not None and content.input.key == field_key else None
    if field_key in ("result", "answer"):
        asks = next((c for c in table.content.spec.columns if c.content == "result"), None)
        return table.columns[asks.key] if asks is not None else None
    spec = table.content.spec.column(field_key)
    return table.columns[field_key] if spec is not None and spec.is_input else None


def lay_out(content: FormContent) -> Layout:
    """Positions of a whole form."""
    return Layout(tuple(_page(sheet) if sheet.page is not None else _tables(sheet) for sheet in content.sheets))


def head_columns(sheet: SheetContent) -> dict[str, int]:
    """The column of each head field; the first place of the line is the supervisor's."""
    return {item.key: column for item, column in zip(sheet.spec.head, sheet.spec.inputs_at[1:], strict=False)}


def head_rows(sheet: SheetContent) -> int:
    """Rows of the head: a second identity line only where there is something to say or type."""
    return VALUE_ROW + (3 if sheet.spec.head else 2)


def _tables(sheet: SheetContent) -> SheetLayout:
    row = head_rows(sheet) + 1
    tables = []
    for table in sheet.tables:
        tables.append(TableLayout(table, row, _columns(table.spec.columns), len(sheet.spec.widths)))
        row = tables[-1].end_row + 2
    return SheetLayout(sheet, tuple(tables), foot_row=row)


def _columns(specs: tuple[FieldSpec, ...]) -> dict[str, int]:
    columns, column = {}, FIRST_COLUMN
    for spec in specs:
        columns[spec.key] = column
        column += MONTHS if spec.content == "month_bars" else 1
    return columns


def _page(sheet: SheetContent) -> SheetLayout:
    """Blocks in pairs, left and right; facing blocks start on one row."""
    assert sheet.page is not None and sheet.page.kpi is not None
    method = sheet.page.kpi.method.value
    labels: dict[str, tuple[int, int]] = {}
    starts: dict[str, int] = {}
    row = head_rows(sheet)
    blocks = list(sheet.spec.blocks)
    while blocks:
        pair = [blocks.pop(0)]
        if blocks and blocks[0].side == "right" and pair[0].side == "left":
            pair.append(blocks.pop(0))
        depth = 0
        for block in pair:
            starts[block.key] = row
            shown = [item for item in block.fields if not item.only_for or method in item.only_for]
            column = FIRST_COLUMN if block.side == "left" else FIRST_COLUMN + 3
            labels |= {item.key: (row + 1 + index, column) for index, item in enumerate(shown)}
            depth = max(depth, len(shown))
        row += depth + 2
    return SheetLayout(sheet, labels=labels, blocks=starts, foot_row=row)
