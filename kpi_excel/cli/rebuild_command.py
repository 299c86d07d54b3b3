"""`rebuild`: the cache anew from the receipts."""

from __future__ import annotations

import click

from kpi_excel.cli.app import Session
from kpi_excel.cli.output import next_step, result


@click.command("rebuild")
@click.pass_obj
def command(session: Session) -> int:
    """สร้างแคชใบรับใหม่ (ไม่ตัดสินไฟล์ใหม่) / build the ledger cache anew from the receipts."""
    from kpi_excel.stages.rebuild import rebuild

    count = rebuild(session.open())
    result(session.say(f"สร้างแคชใหม่จากใบรับ {count} ใบ", f"Cache rebuilt from {count} receipt(s)"))
    next_step(session.lang, "kpi-excel verify")
    return 0
