"""The workbook that is printed for a meeting: of a month what needs attention, of a round the bound summary report."""

from __future__ import annotations

from kpi_excel import __version__
from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.periods import PeriodKind
from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated import SheetModule, overdue, summary
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.pack import approval, attention, card, cover, evidence_index, figures, kpi_pages, resolutions
from kpi_excel.workbooks.pack.own_words import with_monthly_words
from kpi_excel.workbooks.writing import Book

__all__ = ["write_pack"]

MEETING: tuple[SheetModule, ...] = (summary, attention, overdue, resolutions, figures)
"""The heads of agencies: where we stand, what is behind, who owes what, what is to be decided."""

REPORT: tuple[SheetModule, ...] = (
    cover, summary, card, kpi_pages, evidence_index, approval, overdue, figures,
)  # fmt: skip
"""The executives, before a round goes to OPDC: every self-assessment with its evidence, and the governor's approval.

What is overdue stands at the end, because the summary points there.
"""

_MEETING_TITLE = Text("เอกสารประกอบการประชุม", "Meeting pack")
_REPORT_TITLE = Text("รายงานการประเมินผลตนเอง", "Self-assessment report")


def write_pack(data: Consolidation, lang: str = "th") -> bytes:
    """The pack of `data` in Thai ("th") or English ("en"); the same data give the same bytes."""
    context = Context.of(with_monthly_words(data), lang)
    is_round = data.period.kind is PeriodKind.SAR
    title = context.say(_REPORT_TITLE if is_round else _MEETING_TITLE)
    province, period, day = data.registry.settings.province, data.period.label(lang), context.day(data.as_of)
    stamp = context.pick(f"ข้อมูล ณ {day}  kpi-excel {__version__}", f"as of {day}, kpi-excel {__version__}")
    book = Book(
        context.pick(f"{title} จังหวัด{province} {period}", f"{title}, {province} province, {period}"),
        subject=f"{context.year_words} {data.period.code}", comments=stamp,
    )  # fmt: skip
    places = figures.lay_out(context)
    for module in REPORT if is_round else MEETING:
        module.write(book.sheet(module.TITLE.say(lang)), context, places)
    return book.close()
