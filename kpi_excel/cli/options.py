"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli.app import Day

if TYPE_CHECKING:
    from kpi_excel.core.periods import Period


class PeriodCode(click.ParamType["Period"]):
    """A period's code: 2556-02, 2556-sar6, 2556-kpi, 2556-plan."""

    name = "period"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        from kpi_excel.core.periods import Period

        if isinstance(value, Period):
            return value
        try:
            return Period.parse(str(value))
        except ValueError:
            self.fail(f"{value!r}: 2556-02 · 2556-sar6 · 2556-kpi · 2556-plan", param, ctx)


as_json = click.option("--json", "as_json", is_flag=True, help="ผลเป็น JSON / the result as JSON")
period = click.option("--period", type=PeriodCode(), default=None, metavar="P", help="รอบ เช่น 2556-02 / the period")
received_on = click.option("--received-on", type=Day(), default=None, metavar="DATE",
                           help="วันที่ได้รับ / the day the files came (default: --as-of)")  # fmt: skip
