"""Fiscal years and periods: what a form is about. Codes are ASCII and sortable (`2556-02`, `2556-sar6`)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from kpi_excel.core.text import Text

BE_OFFSET = 543

MONTHS_SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
MONTHS_FULL = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
ROUNDS = (6, 9, 12)


def short_date(day: date, lang: str = "th") -> str:
    """`28 ก.พ. 2556`; English: `28 Feb 2013`."""
    if lang == "en":
        return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"
    return f"{day.day} {MONTHS_SHORT[day.month - 1]} {day.year + BE_OFFSET}"


def day_text(day: date) -> Text:
    """A day in both languages."""
    return Text(short_date(day), short_date(day, "en"))


def long_date(day: date, lang: str = "th") -> str:
    """With its weekday: `พฤหัสบดีที่ 28 ก.พ. 2556`; English: `Thu 28 Feb 2013`."""
    if lang == "en":
        return f"{calendar.day_abbr[day.weekday()]} {short_date(day, 'en')}"
    return f"{WEEKDAYS[day.weekday()]}ที่ {short_date(day)}"


class PeriodKind(StrEnum):
    """What a period is: a calendar month, the year's two one-off forms, or an assessment round."""

    MONTH = "month"
    KPI = "kpi"
    PLAN = "plan"
    SAR = "sar"


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A Thai fiscal year, named by the Buddhist-era year in which it ends: 2556 = 1 Oct 2012 to 30 Sep 2013."""

    year: int

    @property
    def start(self) -> date:
        return date(self.year - BE_OFFSET - 1, 10, 1)

    @property
    def end(self) -> date:
        return date(self.year - BE_OFFSET, 9, 30)

    def months(self) -> tuple[Period, ...]:
        """The twelve months, October first."""
        first = self.year - BE_OFFSET - 1
        return tuple(
            Period.of_month(first + (9 + index) // 12, (9 + index) % 12 + 1) for index in range(12)
        )

    def round_end(self, months: int) -> date:
        """The last day of the 6-, 9- or 12-month assessment round."""
        return self.months()[months - 1].end

    @staticmethod
    def of(day: date) -> FiscalYear:
        """The fiscal year a day falls in (domain.md 5.1: CE + 543, plus one from October)."""
        return FiscalYear(day.year + BE_OFFSET + (1 if day.month >= 10 else 0))


_MONTH_CODE = re.compile(r"(\d{4})-(\d{2})\Z")
_YEAR_CODE = re.compile(r"(\d{4})-(kpi|plan|sar(6|9|12))\Z")


@dataclass(frozen=True, slots=True)
class Period:
    """What a form is about. `code` is its ASCII name; `start` and `end` are its first and last day."""

    code: str
    kind: PeriodKind
    start: date
    end: date
    months: int = 0
    """For an assessment round: 6, 9 or 12; otherwise 0."""

    @staticmethod
    @lru_cache(maxsize=1024)
    def parse(code: str) -> Period:
        """The period a code names.

        Raises:
            ValueError: the code is none of `YYYY-MM`, `YYYY-kpi`, `YYYY-plan`, `YYYY-sar6|sar9|sar12`.
        """
        if found := _MONTH_CODE.match(code):
            month = int(found[2])
            if 1 <= month <= 12:
                return Period.of_month(int(found[1]) - BE_OFFSET, month)
        if found := _YEAR_CODE.match(code):
            year = FiscalYear(int(found[1]))
            if found[3]:
                months = int(found[3])
                return Period(code, PeriodKind.SAR, year.start, year.round_end(months), months)
            kind = PeriodKind.KPI if found[2] == "kpi" else PeriodKind.PLAN
            return Period(code, kind, year.start, year.end)
        raise ValueError(f"not a period: {code!r}")

    @staticmethod
    @lru_cache(maxsize=1024)
    def of_month(year_ce: int, month: int) -> Period:
        """The period of one calendar month of a CE year."""
        last = calendar.monthrange(year_ce, month)[1]
        code = f"{year_ce + BE_OFFSET}-{month:02d}"
        return Period(code, PeriodKind.MONTH, date(year_ce, month, 1), date(year_ce, month, last))

    @property
    def fiscal_year(self) -> FiscalYear:
        return FiscalYear.of(self.end)

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """By the day it ends, so that a month comes before the round it closes."""
        return (self.end, self.start, self.code)

    def label(self, lang: str = "th") -> str:
        """`กุมภาพันธ์ 2556`, `รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2556`, `ปีงบประมาณ พ.ศ. 2556`."""
        if self.kind is PeriodKind.MONTH:
            return _month_label(self.start, lang)
        year = self.fiscal_year.year
        whole = Text(f"ปีงบประมาณ พ.ศ. {year}", f"fiscal year {year}").say(lang)
        if self.kind is PeriodKind.SAR:
            return Text(f"รอบ {self.months} เดือน {whole}", f"{self.months}-month round, {whole}").say(lang)
        return whole

    def short_label(self, lang: str = "th") -> str:
        """`ก.พ. 2556`, `รอบ 6 เดือน`, `ปี 2556`."""
        if self.kind is PeriodKind.MONTH:
            if lang == "en":
                return f"{calendar.month_abbr[self.start.month]} {self.start.year}"
            return f"{MONTHS_SHORT[self.start.month - 1]} {self.start.year + BE_OFFSET}"
        if self.kind is PeriodKind.SAR:
            return Text(f"รอบ {self.months} เดือน", f"{self.months} months").say(lang)
        return Text(f"ปี {self.fiscal_year.year}", f"FY {self.fiscal_year.year}").say(lang)


def _month_label(first: date, lang: str) -> str:
    if lang == "en":
        return f"{calendar.month_name[first.month]} {first.year}"
    return f"{MONTHS_FULL[first.month - 1]} {first.year + BE_OFFSET}"
