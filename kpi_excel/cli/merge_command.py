"""`merge`: the consolidated workbook."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.merged import print_merged
from kpi_excel.cli.output import as_of_line, progress, progress_bar


@click.command("merge")
@options.period
@options.evidence
@click.option("--close", is_flag=True, help="ปิดงวด สมุดงานรวมฉบับนี้จะไม่เปลี่ยนอีก / close the period: this workbook stays as it is")
@options.as_json
@click.pass_obj
def command(session: Session, period: object, evidence: Path | None, close: bool, as_json: bool) -> int:
    """รวมเป็นสมุดงานของจังหวัด / write the consolidated workbook."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.consolidate import MERGE_STEPS, latest_period, merge
    from kpi_excel.stages.province import evidence_in

    house = session.open()
    assert period is None or isinstance(period, Period)
    if close and period is None:
        # what cannot be undone is not guessed
        raise click.UsageError(session.say("--close ต้องระบุงวดด้วย --period", "--close needs the period: --period P"))
    files = evidence_in(evidence)
    progress(as_of_line(session.as_of, session.lang))
    progress(session.say("กำลังรวม …", "Merging …"))
    wanted = period or latest_period(house, session.as_of)
    with progress_bar(MERGE_STEPS, session.say("รวม", "merge")) as step:
        merged = merge(house, wanted, session.as_of, session.lang, evidence_files=files, close=close, progress=step)
    return print_merged(session, merged, as_json)
