"""`pack`: what is printed for the heads of agencies, or bound for the executives."""

from __future__ import annotations

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.closed import tell_if_closed
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.output import as_of_line, envelope, finding_lines, next_step, progress, result
from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Severity


@click.command("pack")
@options.period
@click.option("--pdf/--no-pdf", "with_pdf", default=True,
              help="ทำ PDF ด้วยถ้ามี LibreOffice / a PDF too, where LibreOffice is installed")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, period: object, with_pdf: bool, as_json: bool) -> int:
    """เอกสารประชุมหัวหน้าส่วนราชการ หรือรายงานรวมเล่มของรอบ / the meeting pack of a month, the bound report of a round."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.consolidate import latest_period
    from kpi_excel.stages.pack import pack

    house = session.open()
    assert period is None or isinstance(period, Period)
    progress(as_of_line(session.as_of, session.lang))
    progress(session.say("กำลังทำเล่ม …", "Making the pack …"))
    wanted = period or latest_period(house, session.as_of)
    tell_if_closed(session, house, wanted)
    packed = pack(house, wanted, session.as_of, session.lang, with_pdf=with_pdf)
    data, files = packed.consolidation, [file for file in (packed.workbook, packed.pdf) if file]
    loud = [finding for finding in packed.findings if severity_of(finding) is not Severity.NOTE]
    code = FINDINGS if data.overdue or loud else CLEAN
    if as_json:
        items = ({"file": str(file.path), "state": file.state.value} for file in files)
        totals = {"period": data.period.code, "score": data.total.score, "weight_covered": data.total.covered,
                  "weight": data.total.weight, "overdue": len(data.overdue)}  # fmt: skip
        envelope("pack", session.as_of, items, packed.findings, totals)
        return code
    for finding in packed.findings:
        for line in finding_lines(finding, session.lang):
            result(line)
    for file in files:
        result(f"[{file.state.value}] {file.path}")
    next_step(session.lang, session.say("พิมพ์ทั้งสมุดงาน หรือไฟล์ PDF", "print the entire workbook, or the PDF"))
    return code
