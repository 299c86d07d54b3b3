"""`rebuild`: the cache anew from the receipts."""

from __future__ import annotations

import click

from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, VERIFICATION_FAILED
from kpi_excel.cli.output import next_step, print_findings, result


@click.command("rebuild")
@click.pass_obj
def command(session: Session) -> int:
    """สร้างแคชใบรับใหม่ (ไม่ตัดสินไฟล์ใหม่) / build the ledger cache anew from the receipts."""
    from kpi_excel.stages.rebuild import rebuild

    count, damaged = rebuild(session.open())
    result(session.say(f"สร้างแคชใหม่จากใบรับ {count} ใบ", f"Cache rebuilt from {count} receipt(s)"))
    if damaged:
        result(session.say(f"ใบรับที่อ่านไม่ได้ {len(damaged)} ใบ ไม่อยู่ในแคช", f"{len(damaged)} receipt(s) cannot be read and are not in it"))
        print_findings(damaged, session.lang)
    next_step(session.lang, "kpi-excel verify")
    return VERIFICATION_FAILED if damaged else CLEAN
