"""The consolidated workbook: one module per sheet, in reading order. A new sheet is a module and a line in `SHEETS`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kpi_excel import __version__
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import (
    chart_data,
    evidence,
    findings,
    lessons,
    matrix,
    notes,
    origins,
    overdue,
    plan,
    policy,
    progress,
    score_layout,
    scores,
    status,
    summary,
    tidy,
    tidy_layout,
)
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.origins import BalanceBroken
from kpi_excel.workbooks.consolidated.places import Places
from kpi_excel.workbooks.consolidated.review import ReviewSheet
from kpi_excel.workbooks.writing import Book, Sheet

__all__ = ["BalanceBroken", "ReviewSheet", "write_consolidated"]


class SheetModule(Protocol):
    """What a module of this package offers to be a sheet."""

    TITLE: Text

    def write(self, sheet: Sheet, context: Context, places: Places) -> None:
        """Fill the sheet."""


SHEETS: tuple[SheetModule, ...] = (
    summary,
    status,
    overdue,
    scores,
    progress,
    plan,
    evidence,
    policy,
    findings,
    lessons,
    origins,
    tidy,
    notes,
)


def write_consolidated(
    data: Consolidation, lang: str = "th", review: ReviewSheet | None = None,
    done: Callable[[int], None] = lambda sheets: None,
) -> bytes:  # fmt: skip
    """The workbook of `data` in Thai ("th") or English ("en"); the same data give the same bytes.

    `review`: the consultant's sheet, which stands before the findings. `done` is told of every sheet.

    Raises:
        BalanceBroken: files in are not files accounted for.
    """
    origins.check_files_are_accounted_for(data)
    context = Context.of(data, lang)
    places = _lay_out(context)
    province, period, day = data.registry.settings.province, data.period.label(lang), context.day(data.as_of)
    title = context.pick(
        f"สมุดรวมตัวชี้วัดจังหวัด{province} {period}", f"Consolidated KPI workbook of {province} province, {period}"
    )
    stamp = context.pick(f"ข้อมูล ณ {day}  kpi-excel {__version__}", f"as of {day}, kpi-excel {__version__}")
    book = Book(title, subject=f"{context.year_words} {data.period.code}", comments=stamp)
    for module in SHEETS:
        if review is not None and module is findings:
            review.write(book.sheet(review.TITLE.say(lang)), context, places)
        module.write(book.sheet(module.TITLE.say(lang)), context, places)
        done(1)
    if review is not None:
        review.write_lists(book)
    return book.close()


def _lay_out(context: Context) -> Places:
    """Where formulas, links and charts will point, before anything is written."""
    gathered = matrix.gather(context.data)
    return Places(
        tidy=tidy_layout.lay_out(context.data, context.say(tidy.TITLE)),
        scores=score_layout.lay_out(context.data, context.say(scores.TITLE)),
        charts=chart_data.lay_out(context, gathered, context.say(notes.TITLE), notes.foot_row(context)),
        matrix=gathered,
    )
