"""`doctor`: is this machine and this folder fit for the work?"""

from __future__ import annotations

import platform
import sys
from datetime import datetime

import click

from kpi_excel import __version__
from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.output import envelope, finding_lines, next_step, result
from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.findings import Severity


@click.command("doctor")
@options.as_json
@click.pass_obj
def command(session: Session, as_json: bool) -> int:
    """ตรวจเครื่องและโฟลเดอร์ / examine this machine and this folder."""
    from kpi_excel.stages.doctor import examine

    findings = examine(session.root, datetime.now())
    code = FINDINGS if any(severity_of(finding) is not Severity.NOTE for finding in findings) else CLEAN
    totals = {"python": platform.python_version(), "system": platform.system(), "encoding": sys.stdout.encoding, "version": __version__}
    if as_json:
        envelope("doctor", session.as_of, [], findings, totals)
        return code
    result("  ".join(f"{key} {value}" for key, value in totals.items()))
    for finding in findings:
        for line in finding_lines(finding, session.lang):
            result(line)
    if not findings:
        result(session.say("พร้อมใช้งาน", "All fit"))
    next_step(session.lang, "kpi-excel check")
    return code
