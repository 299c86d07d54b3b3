"""The national workbook: many provinces compared. One module per sheet, in reading order; each written from top to bottom."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

from kpi_excel import __version__
from kpi_excel.core.consolidation import TidyRow
from kpi_excel.core.rollup_ranking import Nation
from kpi_excel.core.text import Text
from kpi_excel.workbooks.national import absent, by_province, kpis, notes, overdue, ranking, summary
from kpi_excel.workbooks.national.edition import National
from kpi_excel.workbooks.national.limits import EXCEL, Limits
from kpi_excel.workbooks.national.values import ValueSheets
from kpi_excel.workbooks.writing import Book, Sheet

Rows = Callable[[str], Iterator[tuple[str, TidyRow]]]
"""The values of a province, by its folder: each with the name of its agency."""


class SheetModule(Protocol):
    """What a module of this package offers to be a sheet."""

    TITLE: Text

    def write(self, sheet: Sheet, edition: National) -> None:
        """Fill the sheet."""


SHEETS: tuple[SheetModule, ...] = (summary, ranking, kpis, by_province, overdue, absent)


def write_national(
    nation: Nation, rows: Rows, begin: Callable[[str], BinaryIO], stem: str, lang: str = "th", limits: Limits = EXCEL
) -> None:
    """Write the workbook and, where its values need more sheets than one file holds, further files of values.

    `begin` gives the file of a name to write to. The same nation and rows give the same bytes.
    """
    edition = National.of(nation, lang)
    values = ValueSheets(edition, rows, limits)
    book = _book(edition, begin(f"{stem}.xlsx"))
    for module in SHEETS:
        module.write(book.sheet(module.TITLE.say(lang)), edition)
    values.write(book)
    notes.write(book.sheet(notes.TITLE.say(lang)), edition)
    book.close()
    number = 2
    while values.are_left:
        further = _book(edition, begin(f"{stem}_data-{number}.xlsx"))
        values.write(further)
        further.close()
        number += 1


def _book(edition: National, file: BinaryIO) -> Book:
    nation = edition.nation
    title = edition.pick(f"เปรียบเทียบผลตัวชี้วัดของจังหวัด {edition.period_words}", f"Provinces compared, {edition.period_words}")
    day = edition.day(nation.as_of)
    stamp = edition.pick(f"ข้อมูล ณ {day}  kpi-excel {__version__}", f"as of {day}, kpi-excel {__version__}")
    return Book(title, subject=f"kpi-excel rollup {nation.period.code}", comments=stamp, stream=file)
