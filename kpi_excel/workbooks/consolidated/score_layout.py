"""Which KPI stands in which row of `คะแนน`, and the formulas that gather leaves: groups, dimensions, the total."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_excel.core.consolidation import Consolidation, DimensionLine, KpiLine
from kpi_excel.core.scoring.expressions import rounded
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS, Column

HEADING_ROW = TOP_ROWS + 1
FIRST_ROW = TOP_ROWS + 2

COLUMNS = (
    Column(Text("ที่", "No."), 58),
    Column(Text("ตัวชี้วัด", "KPI"), 252),
    Column(Text("หน่วย", "Unit"), 52),
    Column(Text("น้ำหนัก", "Weight"), 58, "right"),
    *(Column(Text(level, level), 40, "center") for level in "12345"),
    Column(Text("ผล", "Result"), 76, "right"),
    Column(Text("แจ้ง", "Claimed"), 80, "right"),
    Column(Text("คำนวณ", "Score"), 66, "right"),
    Column(Text("รับรอง", "Certified"), 74, "right"),
    Column(Text("ถ่วงน้ำหนัก", "Weighted"), 86, "right"),
    Column(Text("เทียบเกณฑ์", "Standard"), 114),
    Column(Text("วิธีคิด", "Derivation"), 230, has_digits=True),
    Column(Text("ที่มา", "Source"), 94, has_digits=True),
    Column(Text("นับ", "Use"), 28, "center"),
)
_KEYS = (
    *("number", "name", "unit", "weight", "levels", *"2345", "result", "claimed", "computed", "certified"),
    *("weighted", "verdict", "steps", "source", "leaf"),
)
INDEX = {key: at for at, key in enumerate(_KEYS)}
"""Where a column stands, from 0; "levels" is the first of five."""


def letter(key: str) -> str:
    """The letter of a column, for formulas."""
    return chr(ord("A") + INDEX[key])


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One row: a dimension, or a node of the tree. Its leaves stand in the rows up to `last`."""

    row: int
    last: int
    dimension: DimensionLine | None = None
    line: KpiLine | None = None


@dataclass(frozen=True, slots=True)
class ScoreLayout:
    """The rows of the sheet, from 0; the total follows the last of them."""

    sheet: str
    rows: tuple[ScoreRow, ...]

    @property
    def total_row(self) -> int:
        return FIRST_ROW + len(self.rows)

    @property
    def last_row(self) -> int:
        """The last row that the total gathers; a workbook without KPIs still has a range."""
        return max(self.total_row - 1, FIRST_ROW)

    def total(self, which: str) -> str:
        """Where the total "claimed" or "computed" stands, for a formula on another sheet."""
        return f"'{self.sheet}'!${letter(which)}${self.total_row + 1}"

    def mean(self, which: str, first: int, last: int, nothing: str) -> str:
        """Σ(w·s)/Σw over the leaves in rows `first` to `last`, rounded once; states are words and count nowhere."""
        leaf, weight, score = (_span(key, first, last) for key in ("leaf", "weight", which))
        # a condition on numbers passes over words; ISNUMBER over a range is no array in Gnumeric
        covered = f'SUMIFS({weight},{leaf},1,{score},">=0")'
        mean = rounded(f"SUMPRODUCT({leaf},{weight},{score})/{covered}")
        return f'=IF({covered}=0,"{nothing}",{mean})'

    def share(self, first: int, last: int) -> str:
        """What the leaves in rows `first` to `last` add to the provincial total."""
        leaf, weight, score = (_span(key, first, last) for key in ("leaf", "weight", "computed"))
        points = rounded(f"SUMPRODUCT({leaf},{weight},{score})/{self.weight_in_force}")
        return f"=IF({self.weight_in_force}=0,0,{points})"

    @property
    def weight_in_force(self) -> str:
        return f"${letter('weight')}${self.total_row + 1}"

    def weight_sum(self) -> str:
        """The province's weight in force."""
        leaf, weight = (_span(key, FIRST_ROW, self.last_row) for key in ("leaf", "weight"))
        return f"=SUMPRODUCT({leaf},{weight})"


def _span(key: str, first: int, last: int) -> str:
    return f"{letter(key)}{first + 1}:{letter(key)}{last + 1}"


def lay_out(data: Consolidation, sheet: str) -> ScoreLayout:
    """Dimensions in the order of the agreement, each with its part of the tree; then what belongs to no dimension."""
    rows: list[ScoreRow] = []
    placed: set[str] = set()
    for dimension in data.dimensions:
        lines = [line for line in data.lines if line.kpi.dimension_no == dimension.number]
        row = FIRST_ROW + len(rows)
        rows.append(ScoreRow(row, row + len(lines), dimension=dimension))
        rows.extend(_tree(lines, row + 1))
        placed.update(line.kpi.kpi_no for line in lines)
    rest = [line for line in data.lines if line.kpi.kpi_no not in placed]
    rows.extend(_tree(rest, FIRST_ROW + len(rows)))
    return ScoreLayout(sheet, tuple(rows))


def _tree(lines: Sequence[KpiLine], first: int) -> list[ScoreRow]:
    rows = []
    for index, line in enumerate(lines):
        last = index
        while last + 1 < len(lines) and lines[last + 1].depth > line.depth:
            last += 1
        rows.append(ScoreRow(first + index, first + last, line=line))
    return rows
