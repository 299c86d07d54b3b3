"""One edition of the national workbook: the nation in one language, and the words that its sheets share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xlsxwriter.format import Format

from kpi_excel.core.periods import short_date
from kpi_excel.core.rollup import ProvinceSummary, Sending
from kpi_excel.core.rollup_kpis import Variant, compare_kpis
from kpi_excel.core.rollup_ranking import Nation
from kpi_excel.core.text import Text, say
from kpi_excel.workbooks.consolidated.figures import BESIDE_FILL
from kpi_excel.workbooks.consolidated.skeleton import (
    TOP_ROWS,
    Column,
    Top,
    freeze,
    numbers_as_text_are_meant,
    open_sheet,
    write_headings,
)
from kpi_excel.workbooks.consolidated.words import DASH
from kpi_excel.workbooks.styles import GREY
from kpi_excel.workbooks.writing import Sheet

NO_SCORE = Text("ยังไม่มีคะแนน", "no score yet")
UNNAMED = Text("(ไม่ทราบชื่อจังหวัด)", "(province unknown)")


@dataclass(frozen=True, slots=True)
class National:
    """What every sheet needs to know."""

    nation: Nation
    lang: str
    variants: tuple[Variant, ...]
    places: Mapping[str, int] = field(default_factory=dict)
    """Folder → place in the ranking."""

    @staticmethod
    def of(nation: Nation, lang: str) -> National:
        """The edition of `nation` in `lang`."""
        places = {placed.summary.folder: placed.place for placed in nation.ranking}
        return National(nation, lang, compare_kpis(nation.provinces), places)

    @property
    def as_of(self) -> date:
        return self.nation.as_of

    @property
    def whose(self) -> str:
        """What stands at the foot of every page."""
        return self.pick(f"เปรียบเทียบจังหวัด {self.period_words}", f"Provinces compared, {self.period_words}")

    @property
    def period_words(self) -> str:
        return self.nation.period.label(self.lang)

    def say(self, text: Text | str) -> str:
        return say(text, self.lang)

    def pick(self, th: str, en: str) -> str:
        """A wording that is built where it is used."""
        return en if self.lang == "en" else th

    def day(self, day: date | None) -> str:
        return "" if day is None else short_date(day, self.lang)

    def name(self, summary: ProvinceSummary) -> str:
        """A province as sheets name it; its folder too where another of the same name counts."""
        return summary.province or self.say(UNNAMED)

    def sending(self, sending: Sending) -> str:
        """`ส่งครบ 1  ขาด 14  รอแก้ไข 2`: what of it is none is not said, except who has sent; the figures add up."""
        others = ((sending.missing, self.pick("ขาด", "missing")), (sending.awaiting, self.pick("รอแก้ไข", "to correct")),
                  (sending.not_due, self.pick("ยังไม่ถึงกำหนด", "not yet due")))  # fmt: skip
        told = [(sending.sent, self.pick("ส่งครบ", "sent")), *(other for other in others if other[0])]
        return self.pick("  ", ", ").join(self.pick(f"{word} {number}", f"{number} {word}") for number, word in told)

    def count(self, count: int, th: str, en: str) -> str:
        """`4 จังหวัด`, `4 provinces`; English in the singular where there is one."""
        return self.pick(f"{count:,} {th}", f"{count:,} {en.removesuffix('s') if count == 1 else en}")


def begin_list(sheet: Sheet, edition: National, columns: Sequence[Column], top: Top, rows: int, frozen: int) -> int:
    """Top and headings of a list of `rows`, with its filter; `frozen` columns stay in view. Its last row, at least one."""
    open_sheet(sheet, edition, columns, top)
    last = TOP_ROWS + max(rows, 1)
    freeze(sheet, TOP_ROWS, frozen, first_repeated=0)
    numbers_as_text_are_meant(sheet, last)
    if rows:
        sheet.raw.autofilter(TOP_ROWS, 0, last, len(columns) - 1)
    write_headings(sheet, edition, TOP_ROWS, columns)
    return last


def number_or_dash(sheet: Sheet, row: int, column: int, number: Decimal | int | None, style: Format, **quiet: object) -> None:
    """A figure; what is missing is no zero."""
    if number is None:
        sheet.text(row, column, DASH, sheet.book.formats(font_color=GREY, align="right", **quiet))
    else:
        sheet.number(row, column, number, style)


def out_of_format(lang: str, whole: Decimal | int) -> str:
    """The number format of `15 จาก 17`: the cell stays a number that can be sorted."""
    digits = format(whole.normalize() + 0, "f") if isinstance(whole, Decimal) else str(whole)
    return f'General" {"of" if lang == "en" else "จาก"} {digits}"{BESIDE_FILL}'
