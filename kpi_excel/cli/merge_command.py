"""`merge`: the consolidated workbook."""

from __future__ import annotations

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.merged import print_merged
from kpi_excel.cli.output import as_of_line, progress


@click.command("merge")
@options.period
@options.as_json
@click.pass_obj
def command(session: Session, period: object, as_json: bool) -> int:
    """รวมเป็นสมุดงานของจังหวัด / write the consolidated workbook."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.consolidate import latest_period, merge

    house = session.open()
    assert period is None or isinstance(period, Period)
    progress(as_of_line(session.as_of, session.lang))
    progress(session.say("กำลังรวม …", "Merging …"))
    return print_merged(session, merge(house, period or latest_period(house, session.as_of), session.as_of, session.lang), as_json)
