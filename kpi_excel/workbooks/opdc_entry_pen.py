"""The page of an entry sheet: field under field, a KPI never divided between two pages where it fits on one."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS, Column, row_height
from kpi_excel.workbooks.pack.page import end_pages_at
from kpi_excel.workbooks.styles import GREY, HAIR, INK
from kpi_excel.workbooks.writing import Sheet

COLUMNS = (
    Column(Text("ช่องในเว็บไซต์", "Field"), 166), Column(Text("ข้อมูลที่กรอก", "What to enter"), 476),
    Column(Text("กรอกแล้ว", "Entered"), 103, "right"),
)  # fmt: skip
LABEL, VALUE, MARK = range(3)

_TICK = "(      )"
_PAGE_POINTS = 780
"""What a page holds under the lines that stand on every page, at the scale of the printed report."""
_HAIR = {"bottom": 1, "bottom_color": HAIR}


class EntryPen:
    """Writes row under row and keeps their heights."""

    def __init__(self, sheet: Sheet, context: Context) -> None:
        self.sheet = sheet
        self.context = context
        self.row = TOP_ROWS
        self._mark = ""
        self._heights: list[float] = []
        self._blocks: list[tuple[int, int]] = []

    def begin_block(self, *, is_ready: bool) -> None:
        """What follows stays together; only what is ready gets a place for a tick."""
        self._mark = _TICK if is_ready else ""
        self._blocks.append((self.row, len(self._heights)))

    def end_row(self, height: float) -> None:
        """Give the row its height and go to the next."""
        self.sheet.raw.set_row(self.row, height)
        self._heights.append(height)
        self.row += 1

    def field(
        self, label: str, value: Decimal | str, *, color: str = INK, fill: str = "", note: str | None = None
    ) -> None:
        """One field: its whole value in one cell, whatever the row can show of it."""
        formats = self.sheet.book.formats
        top: dict[str, object] = {"valign": "top", **_HAIR}
        look = {"font_color": color, "bold": bool(fill), "align": "left", "text_wrap": True, **top}
        look |= {"bg_color": fill} if fill else {}
        self.sheet.text(self.row, LABEL, label, formats(size=13, font_color=GREY, text_wrap=True, **top))
        if isinstance(value, str):
            self.sheet.text(self.row, VALUE, value, formats(**look))
        else:
            self.sheet.number(self.row, VALUE, value, formats(num_format=_shape_of(value), **look))
        mark = self._mark if note is None else note
        self.sheet.text(self.row, MARK, mark, formats(size=12, font_color=GREY, align="right", **top))
        words = value if isinstance(value, str) else ""
        self.end_row(row_height([(words, COLUMNS[VALUE], 14), (label, COLUMNS[LABEL], 13)], 27))

    def end_pages(self) -> None:
        """Page breaks before the blocks that no longer fit."""
        starts = [start for _, start in self._blocks] + [len(self._heights)]
        used, breaks = sum(self._heights[: starts[0]]), []
        for (row, start), end in zip(self._blocks, starts[1:], strict=True):
            height = sum(self._heights[start:end])
            if start != starts[0] and used + height > _PAGE_POINTS:
                breaks.append(row)
                used = 0
            used += height
        end_pages_at(self.sheet, breaks)


def _shape_of(number: Decimal) -> str:
    """As many decimals as the number has, at most four, and a minus that a website reads: what is shown is copied."""
    exponent = number.as_tuple().exponent
    places = min(4, max(0, -exponent)) if isinstance(exponent, int) else 0
    return "0" + ("." + "0" * places if places else "")
