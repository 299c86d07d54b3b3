"""The numbers behind charts and sparklines. They stand visibly at the foot of `คำอธิบาย`: hidden ranges draw blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import plain
from kpi_excel.workbooks.consolidated.matrix import MONTHLY, Matrix
from kpi_excel.workbooks.consolidated.skeleton import Column, write_section
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.styles import GREY, HAIR, NAVY, SCORE
from kpi_excel.workbooks.writing import Sheet

Figure = Decimal | int | None

SCORES, PLAN, STANDARD, FIRST, LAST = range(5)
"""Rows of the block "months"."""
LONG, SHORT = range(2)
"""Columns of the block "dimensions": bars that hold their label, and bars too short for it."""
_LONG_BAR = Decimal("2.4")


@dataclass(frozen=True, slots=True)
class Block:
    """A small table: names down, figures across. `row` is its first row of figures on the sheet."""

    key: str
    title: Text
    head: tuple[str, ...]
    names: tuple[str, ...]
    figures: tuple[tuple[Figure, ...], ...]
    row: int
    index: Mapping[str, int]
    """What a row is about (agency code, KPI number) → its place in the block."""


@dataclass(frozen=True, slots=True)
class ChartData:
    """The blocks with their places on the sheet."""

    sheet: str
    blocks: Mapping[str, Block]

    @property
    def last_row(self) -> int:
        return max(block.row + len(block.names) for block in self.blocks.values())

    def row(self, key: str, place: int) -> list[object]:
        """A row's figures, as charts name ranges."""
        block = self.blocks[key]
        row = block.row + place
        return [self.sheet, row, 1, row, len(block.head)]

    def heads(self, key: str) -> list[object]:
        """The headings over a block's figures."""
        block = self.blocks[key]
        return [self.sheet, block.row - 1, 1, block.row - 1, len(block.head)]

    def names(self, key: str) -> list[object]:
        block = self.blocks[key]
        return [self.sheet, block.row, 0, block.row + len(block.names) - 1, 0]

    def column(self, key: str, place: int) -> list[object]:
        """A column of figures."""
        block = self.blocks[key]
        return [self.sheet, block.row, 1 + place, block.row + len(block.names) - 1, 1 + place]

    def spark(self, key: str, what: str) -> str | None:
        """The range of one row as a sparkline wants it; None where the block has no such row or no columns."""
        block = self.blocks[key]
        if what not in block.index or not block.head:
            return None
        row = block.row + block.index[what] + 1
        return f"'{self.sheet}'!$B${row}:${_letter(len(block.head))}${row}"

    def row_has_figures(self, key: str, place: int) -> bool:
        return any(figure is not None for figure in self.blocks[key].figures[place])

    def column_has_figures(self, key: str, place: int) -> bool:
        return any(figures[place] is not None for figures in self.blocks[key].figures)


def _letter(column: int) -> str:
    return chr(ord("A") + column)


def lay_out(context: Context, matrix: Matrix, sheet: str, first_row: int) -> ChartData:
    """All blocks, one under the other from `first_row`: two rows of headings before each, one free row after it."""
    blocks: dict[str, Block] = {}
    row = first_row
    makers = (_dimensions(context), _months(context), _days_late(context, matrix), _series(context))
    for key, title, head, lines in makers:
        names = tuple(name for _, name, _ in lines)
        figures = tuple(tuple(figures) for _, _, figures in lines)
        index = {what: place for place, (what, _, _) in enumerate(lines)}
        blocks[key] = Block(key, title, tuple(head), names, figures, row + 2, index)
        row += 3 + len(lines)
    return ChartData(sheet, blocks)


_Maker = tuple[str, Text, Sequence[str], list[tuple[str, str, Sequence[Figure]]]]


def _dimensions(context: Context) -> _Maker:
    lines: list[tuple[str, str, Sequence[Figure]]] = []
    for dimension in context.data.dimensions:
        name = f"{dimension.name} ({plain(dimension.total.weight)})"
        if dimension.total.score is None:
            # a name of two lines makes programs leave out its neighbours
            name += f" {DASH}"
        score = dimension.total.score
        is_long = score is not None and score >= _LONG_BAR
        lines.append((dimension.number, name, [score if is_long else None, None if is_long else score]))
    head = [context.pick("คะแนน", "Score"), context.pick("แท่งสั้น", "Short bar")]
    return "dimensions", Text("คะแนนตามมิติ (น้ำหนัก)", "Score by dimension (weight)"), head, lines


def _months(context: Context) -> _Maker:
    months = context.data.months
    scores = [month.score for month in months]
    scored = [at for at, score in enumerate(scores) if score is not None]
    standard = context.data.registry.settings.standard_score
    # with a single point the first label would stand on the last one
    first = scored[0] if len(scored) > 1 else None
    last = scored[-1] if scored else None
    lines: list[tuple[str, str, Sequence[Figure]]] = [
        ("score", context.pick("คะแนนรวม", "Total score"), scores),
        ("plan", context.pick("แผน", "Plan"), [month.plan for month in months]),
        (
            "standard",
            context.pick(f"เกณฑ์มาตรฐาน {standard:.4f}", f"Standard {standard:.4f}"),
            [standard for _ in months],
        ),
        ("first", context.pick("ค่าแรก", "First value"), [s if at == first else None for at, s in enumerate(scores)]),
        ("last", context.pick("ค่าล่าสุด", "Latest value"), [s if at == last else None for at, s in enumerate(scores)]),
    ]
    head = [context.month(month.period) for month in months]
    return "months", Text("คะแนนรวมรายเดือน", "Total score by month"), head, lines


def _days_late(context: Context, matrix: Matrix) -> _Maker:
    due = [at for at, slot in enumerate(matrix.slots) if slot.form == MONTHLY and slot.is_due]
    lines: list[tuple[str, str, Sequence[Figure]]] = []
    for row in matrix.rows:
        tiles = [row.tiles[at] for at in due]
        figures = [tile.days if tile and tile.is_due else None for tile in tiles]
        lines.append((row.agency, context.agency(row.agency), figures))
    head = [context.month(matrix.slots[at].period) for at in due]
    return "days", Text("วันที่ช้ารายเดือน", "Days late by month"), head, lines


def _series(context: Context) -> _Maker:
    months = context.data.months
    lines: list[tuple[str, str, Sequence[Figure]]] = []
    for line in context.leaves:
        scores = {month.period.code: month.score for month in line.series}
        lines.append((line.kpi.kpi_no, line.kpi.kpi_no, [scores.get(month.period.code) for month in months]))
    head = [context.month(month.period) for month in months]
    return "series", Text("คะแนนตัวชี้วัดรายเดือน", "KPI scores by month"), head, lines


def write_blocks(sheet: Sheet, context: Context, charts: ChartData, columns: Sequence[Column]) -> None:
    """Every block at its place: heading, names of the columns, figures."""
    formats = sheet.book.formats
    hair = {"bottom": 1, "bottom_color": HAIR}
    name = formats(size=13, **hair)
    head = formats(size=13, font_color=GREY, align="right", **hair)
    score = formats(size=13, num_format=SCORE, align="right", **hair)
    count = formats(size=13, num_format="0", align="right", **hair)
    blank = formats(font_color=NAVY, **hair)
    for block in charts.blocks.values():
        write_section(sheet, block.row - 2, 0, len(columns) - 1, context.say(block.title))
        sheet.raw.set_row(block.row - 1, 24)
        for column, title in enumerate(block.head, start=1):
            sheet.text(block.row - 1, column, title, head)
        for place, (label, figures) in enumerate(zip(block.names, block.figures, strict=True)):
            row = block.row + place
            sheet.raw.set_row(row, 24)
            sheet.text(row, 0, label, name)
            for column, figure in enumerate(figures, start=1):
                if figure is None:
                    sheet.blank(row, column, blank)
                else:
                    sheet.number(row, column, figure, score if isinstance(figure, Decimal) else count)
