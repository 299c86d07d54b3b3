"""`assign`: a held file, decided by a person."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.files import exit_code_of, print_file
from kpi_excel.cli.output import next_step, result


@click.command("assign")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--agency", default="", help="รหัสหน่วยงาน / agency code")
@click.option("--form", default="", help="แบบ / form")
@click.option("--period", "period_code", default="", help="รอบ / period")
@click.option("--dismiss", is_flag=True, help="ไม่ใช่แบบของเรา / none of ours")
@click.option("--why", default="", help="เหตุผล / the reason")
@click.option("--by", default="", help="ใครตัดสิน / who decides (default: the user name)")
@options.received_on
@click.pass_obj
def command(
    session: Session, file: Path, agency: str, form: str, period_code: str, dismiss: bool, why: str, by: str,
    received_on: date | None,
) -> int:  # fmt: skip
    """ตัดสินไฟล์ที่ค้างใน inbox / decide about a held file."""
    from kpi_excel.forms.identity import Claim
    from kpi_excel.stages import assign

    who = by or getpass.getuser()
    day = received_on or session.as_of
    if dismiss and not why:
        raise click.UsageError(session.say("--dismiss ต้องมี --why", "--dismiss needs --why"))
    if not dismiss and not (agency and form and period_code):
        raise click.UsageError(session.say("ใส่ --agency --form --period หรือ --dismiss --why", "give --agency --form --period, or --dismiss --why"))
    house = session.open()
    if dismiss:
        item = assign.dismiss(house, file, who, why, day)
        result(session.say(f"พักไฟล์ {item.name} ไว้แล้ว ({why}) ตัวไฟล์ยังอยู่ใน archive", f"{item.name} set aside ({why}); its bytes stay in the archive"))
        return 0
    item = assign.assign(house, file, Claim(agency, form, period_code), who, day)
    print_file(item, session.lang)
    next_step(session.lang, "kpi-excel run")
    return exit_code_of([item])
