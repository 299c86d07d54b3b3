"""ตัวเลขของกราฟ: the numbers that the first page's total and charts refer to, since a printed page needs them near."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import chart_data, matrix
from kpi_excel.workbooks.consolidated.chart_data import ChartData
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.score_layout import ScoreLayout
from kpi_excel.workbooks.consolidated.skeleton import TOP_ROWS, Column, Top, freeze, gap, open_sheet, write_section
from kpi_excel.workbooks.consolidated.tidy_layout import TidyLayout
from kpi_excel.workbooks.consolidated.words import NO_SCORE
from kpi_excel.workbooks.styles import HAIR, SCORE
from kpi_excel.workbooks.writing import Sheet

TITLE = Text("ตัวเลขของกราฟ", "Chart figures")

COLUMNS = (Column(Text("", ""), 300), *(gap(80) for _ in range(13)))

_BLOCKS = ("dimensions", "months")
_TOTALS = ("computed", "claimed")
_FIRST_TOTAL = TOP_ROWS + 1
_FIRST_BLOCK = _FIRST_TOTAL + len(_TOTALS) + 1


class _Totals(ScoreLayout):
    """The totals stand on this sheet: a pack has no sheet of scores."""

    __slots__ = ()

    def total(self, which: str) -> str:
        return f"'{self.sheet}'!$B${_FIRST_TOTAL + _TOTALS.index(which) + 1}"


def lay_out(context: Context) -> Places:
    """Where the first page finds its figures."""
    title, gathered = context.say(TITLE), matrix.gather(context.data)
    every = chart_data.lay_out(context, gathered, title, _FIRST_BLOCK)
    charts = ChartData(title, {key: every.blocks[key] for key in _BLOCKS})
    return Places(TidyLayout("", (), {}), _Totals(title, ()), charts, gathered)


def write(sheet: Sheet, context: Context, places: Places) -> None:
    """Both totals, then the numbers of the two charts."""
    top = Top(
        what=context.pick(f"ตัวเลขของกราฟ {context.year_words}", f"Chart figures, {context.year_words}"),
        headline=context.pick("ตัวเลขที่หน้าสรุปใช้", "The figures behind the first page"),
        how=context.pick("กราฟในหน้าสรุปอ่านจากแผ่นนี้", "The charts of the first page read them here"),
    )
    open_sheet(sheet, context, COLUMNS, top)
    write_section(sheet, TOP_ROWS, 0, len(COLUMNS) - 1, context.pick("คะแนนรวม", "Total score"))
    labels = (context.pick("คำนวณ", "recomputed"), context.pick("หน่วยงานแจ้งเอง", "claimed"))
    totals = (context.data.total.score, context.data.claimed.score)
    for row, (label, score) in enumerate(zip(labels, totals, strict=True), start=_FIRST_TOTAL):
        _write_total(sheet, context, row, label, score)
    chart_data.write_blocks(sheet, context, places.charts, COLUMNS)
    freeze(sheet, TOP_ROWS - 1, 0, first_repeated=0)


def _write_total(sheet: Sheet, context: Context, row: int, label: str, score: Decimal | None) -> None:
    formats, hair = sheet.book.formats, {"size": 13, "bottom": 1, "bottom_color": HAIR}
    sheet.raw.set_row(row, 24)
    sheet.text(row, 0, label, formats(**hair))
    if score is None:
        sheet.text(row, 1, context.say(NO_SCORE), formats(**hair))
    else:
        sheet.number(row, 1, score, formats(num_format=SCORE, align="right", **hair))
