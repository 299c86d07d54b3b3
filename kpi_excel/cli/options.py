"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli.app import Day, Session, language

if TYPE_CHECKING:
    from kpi_excel.core.periods import Period

    PeriodType = click.ParamType[Period]
else:
    PeriodType = click.ParamType


class PeriodCode(PeriodType):
    """A period's code: 2556-02, 2556-sar6, 2556-kpi, 2556-plan."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        from kpi_excel.core.catalogue import message_of, remedy_of
        from kpi_excel.core.findings import Finding
        from kpi_excel.core.periods import Period

        if isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except ValueError:
            finding, lang = Finding("period-malformed", found=str(value)), language(ctx)
            self.fail(f"{message_of(finding, lang)}  {remedy_of(finding, lang)}", param, ctx)


as_json = click.option("--json", "as_json", is_flag=True, help="ผลเป็น JSON / the result as JSON")
period = click.option("--period", type=PeriodCode(), default=None, metavar="P", help="รอบ เช่น 2556-02 / the period")

evidence = click.option("--evidence", type=click.Path(path_type=Path), default=None, metavar="DIR",
                        help="โฟลเดอร์ไฟล์หลักฐาน ดูเฉพาะชื่อว่าครบตามทะเบียนหรือไม่ / a folder with the evidence: are all files there?")  # fmt: skip


def received_day(session: Session, given: date | None) -> date:
    """The day the files came: as given, else the day of the run.

    Raises:
        KpiExcelError: it lies after the day of the run.
    """
    from kpi_excel.core.errors import KpiExcelError
    from kpi_excel.core.findings import Finding
    from kpi_excel.core.periods import day_text

    if given is not None and given > session.as_of:
        days = [day_text(day) for day in (given, session.as_of)]
        raise KpiExcelError(Finding("received-in-future", found=days[0], expected=days[1]))
    return given or session.as_of


received_on = click.option("--received-on", type=Day(), default=None, metavar="DATE",
                           help="วันที่ได้รับ / the day the files came (default: --as-of)")  # fmt: skip
