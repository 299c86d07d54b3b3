"""`check`: the registry, every problem with its cell, and the form specs beside it."""

from __future__ import annotations

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS, USAGE
from kpi_excel.cli.output import envelope, finding_lines, next_step, result


@click.command("check")
@options.as_json
@click.pass_obj
def command(session: Session, as_json: bool) -> int:
    """ตรวจ registry.xlsx ทุกจุด / check registry.xlsx."""
    from kpi_excel.stages.setup import check_workspace

    reading = check_workspace(session.root)
    registry = reading.registry
    totals = {} if registry is None else {
        "agencies": len(registry.agencies), "kpis": len(registry.leaves()),
        "weight": sum(kpi.weight for kpi in registry.leaves()),
    }  # fmt: skip
    code = USAGE if not reading.is_usable else FINDINGS if reading.findings else CLEAN
    if as_json:
        envelope("check", session.as_of, [], reading.findings, totals)
        return code
    for finding in reading.findings:
        for line in finding_lines(finding, session.lang):
            result(line)
    if registry is not None:
        result(session.say(
            f"registry.xlsx: {totals['agencies']} หน่วยงาน  {totals['kpis']} ตัวชี้วัด  น้ำหนักรวม {totals['weight']}",
            f"registry.xlsx: {totals['agencies']} agencies, {totals['kpis']} KPIs, total weight {totals['weight']}",
        ))  # fmt: skip
    count = len(reading.findings)
    if count:
        result(session.say(f"พบ {count} จุด", f"{count} finding(s)"))
    else:
        result(session.say("ไม่พบสิ่งที่ต้องแก้", "Nothing to correct"))
    mend = session.say("แก้ตามที่บอก บันทึก แล้วสั่ง kpi-excel check อีกครั้ง", "correct what is named, save it, and run kpi-excel check again")
    next_step(session.lang, "kpi-excel generate" if reading.is_usable else mend)
    return code
