"""`ingest`: returned workbooks in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.files import (
    exit_code_of,
    file_json,
    findings_of,
    next_after,
    print_answers,
    print_file,
    print_inbox_missing,
    summary_line,
    totals_of,
)
from kpi_excel.cli.output import as_of_line, envelope, next_step, print_findings, progress, progress_bar, result


@click.command("ingest")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--dry-run", is_flag=True, help="ตรวจอย่างเดียว ไม่เก็บ / judge only, write nothing")
@click.option("--again", is_flag=True, help="ตัดสินไฟล์ที่เก็บไว้ใหม่ตามทะเบียนปัจจุบัน / judge archived files under the present registry")
@options.received_on
@options.as_json
@click.pass_obj
def command(
    session: Session, files: tuple[Path, ...], dry_run: bool, again: bool, received_on: date | None, as_json: bool
) -> int:
    """รับไฟล์จาก inbox/ (หรือ FILE) ตรวจ เก็บ และเขียนไฟล์ตอบกลับ / take in returned workbooks."""
    from kpi_excel.stages.answer import ingest_and_answer
    from kpi_excel.stages.closing import amended_by
    from kpi_excel.stages.ingest import IngestOptions, count_files

    house = session.open()
    progress(as_of_line(session.as_of, session.lang))
    wanted = IngestOptions(options.received_day(session, received_on), dry_run, session.workers, session.cluster, again=again)
    items = []
    with progress_bar(count_files(house, files), session.say("รับไฟล์", "ingest")) as wanted.progress:
        report = ingest_and_answer(house, files, wanted, session.as_of, session.lang)
        for item in report.items:
            items.append(item.in_brief())
            if not as_json:
                print_file(item, session.lang)
    if report.inbox_missing:
        print_inbox_missing(session, house.workspace.inbox, not dry_run)
    code, amending = max(exit_code_of(items), FINDINGS if report.damaged else CLEAN), amended_by(house, items, session.as_of)
    if as_json:
        beside = [finding for answer in report.answers for finding in answer.published.findings]
        totals = totals_of(items) | {"feedback": len(report.answers), "feedback_withdrawn": len(report.withdrawn)}
        envelope("ingest", session.as_of, map(file_json, items), [*findings_of(items), *beside, *amending, *report.damaged], totals)
        return code
    result(summary_line(items, session.lang))
    if dry_run:
        result(session.say("ยังไม่ได้เขียนไฟล์ใด", "Nothing was written"))
    print_answers(session, report)
    print_findings((*amending, *report.damaged), session.lang)
    next_step(session.lang, "kpi-excel ingest" if dry_run else next_after(items, "kpi-excel merge"))
    return code
