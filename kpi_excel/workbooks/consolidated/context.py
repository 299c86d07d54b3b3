"""What every sheet needs to know: the data, the language, and the names people know the agencies by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi_excel.core.consolidation import Consolidation, KpiLine, Overdue
from kpi_excel.core.periods import Period, PeriodKind, short_date
from kpi_excel.core.reviews import REVIEWER
from kpi_excel.core.text import Text, say
from kpi_excel.workbooks.writing import clean_text


@dataclass(frozen=True, slots=True)
class Context:
    """One edition of the workbook: a consolidation in one language."""

    data: Consolidation
    lang: str
    agencies: Mapping[str, tuple[str, ...]]
    """Agency code → its names: the short one that stands on crowded sheets, then the aliases."""

    @staticmethod
    def of(data: Consolidation, lang: str) -> Context:
        """The context of `data` in `lang`."""
        return Context(data, lang, {agency.code: (agency.label, *agency.aliases) for agency in data.registry.agencies})

    def say(self, text: Text | str) -> str:
        return say(text, self.lang)

    def pick(self, th: str, en: str) -> str:
        """A wording that is built where it is used."""
        return en if self.lang == "en" else th

    def agency(self, code: str) -> str:
        """The short name; a code the registry does not know stands as it is."""
        return self.names(code)[0]

    def names(self, code: str) -> tuple[str, ...]:
        """Every name there is for an agency, the usual one first."""
        if code == REVIEWER:
            return (self.pick("ที่ปรึกษา", "Consultant"),)
        return self.agencies.get(code, (code,))

    def debtor(self, line: Overdue) -> str:
        """Who owes a line of the overdue list: an agency, or the provincial office itself."""
        if line.agency:
            return self.agency(line.agency)
        return self.data.registry.settings.office or self.pick("สำนักงานจังหวัด", "provincial office")

    def day(self, day: date | None) -> str:
        """`28 ก.พ. 2556`; "" for no day."""
        return "" if day is None else short_date(day, self.lang)

    def period(self, code: str) -> str:
        """`ก.พ. 2556`; what is no period code stands as it is."""
        try:
            return Period.parse(code).short_label(self.lang)
        except ValueError:
            return code

    def month(self, period: Period) -> str:
        """`ก.พ.`: the month alone, where the year is said elsewhere."""
        return (
            period.short_label(self.lang).split()[0]
            if period.kind is PeriodKind.MONTH
            else period.short_label(self.lang)
        )

    @property
    def as_of(self) -> date:
        return self.data.as_of

    @property
    def whose(self) -> str:
        """The province and its year: what stands at the foot of every page."""
        province = clean_text(self.data.registry.settings.province)[:60]
        return self.pick(f"จังหวัด{province} {self.year_words}", f"{province} province, {self.year_words}")

    @property
    def year(self) -> int:
        """The fiscal year, Buddhist era."""
        return self.data.registry.settings.fiscal_year.year

    @property
    def year_words(self) -> str:
        return self.pick(f"ปีงบประมาณ พ.ศ. {self.year}", f"fiscal year {self.year}")

    @property
    def leaves(self) -> tuple[KpiLine, ...]:
        return tuple(line for line in self.data.lines if line.kpi.is_leaf)
