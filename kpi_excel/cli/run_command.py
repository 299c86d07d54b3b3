"""`run`: the month in one command."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.files import exit_code_of, print_answers, print_file, print_inbox_missing, summary_line
from kpi_excel.cli.merged import print_merged
from kpi_excel.cli.output import as_of_line, next_step, print_findings, progress, progress_bar, result

if TYPE_CHECKING:
    from kpi_excel.stages.ingest import Ingested


@click.command("run")
@options.period
@options.received_on
@options.evidence
@click.pass_obj
def command(session: Session, period: object, received_on: date | None, evidence: Path | None) -> int:
    """รับไฟล์ ตอบกลับ และรวม ในคำสั่งเดียว / ingest, feedback and merge."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.answer import ingest_and_answer
    from kpi_excel.stages.closing import amended_by
    from kpi_excel.stages.consolidate import MERGE_STEPS, latest_period, merge
    from kpi_excel.stages.ingest import IngestOptions, count_files
    from kpi_excel.stages.province import evidence_in
    from kpi_excel.stages.selection import RESULT_PERIODS, check_period

    house = session.open()
    assert period is None or isinstance(period, Period)
    progress(as_of_line(session.as_of, session.lang))
    # before anything is taken in: a mistyped period or folder is not to be told afterwards
    wanted_period = period or latest_period(house, session.as_of)
    check_period(house, wanted_period, RESULT_PERIODS)
    files = evidence_in(evidence)
    wanted = IngestOptions(options.received_day(session, received_on), workers=session.workers, cluster=session.cluster)
    items = []
    with progress_bar(count_files(house, ()), session.say("รับไฟล์", "ingest")) as wanted.progress:
        report = ingest_and_answer(house, (), wanted, session.as_of, session.lang)
        for item in report.items:
            items.append(item.in_brief())
            print_file(item, session.lang)
    result(summary_line(items, session.lang))
    if report.inbox_missing:
        print_inbox_missing(session, house.workspace.inbox, True)
    print_answers(session, report)
    print_findings(amended_by(house, items, session.as_of), session.lang)
    progress(session.say("กำลังรวม …", "Merging …"))
    with progress_bar(MERGE_STEPS, session.say("รวม", "merge")) as step:
        merged = merge(house, wanted_period, session.as_of, session.lang, evidence_files=files, progress=step)
    code = max(exit_code_of(items), print_merged(session, merged, False))
    for other in _other_periods(items, wanted_period.code):
        next_step(session.lang, session.say(f"kpi-excel merge --period {other}  (มีไฟล์ของงวดนี้เข้ามาด้วย)",
                                            f"kpi-excel merge --period {other}  (files of it came in, too)"))  # fmt: skip
    return code


def _other_periods(items: list[Ingested], merged: str) -> list[str]:
    """Periods with a workbook of their own for which values came in, but the one that was merged."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.selection import RESULT_PERIODS

    came = {item.judgement.claim.period for item in items if item.verdict.carries_records}
    return sorted(code for code in came if code != merged and Period.parse(code).kind in RESULT_PERIODS)
