"""`assign`: a held file, decided by a person."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.files import exit_code_of, print_file
from kpi_excel.cli.output import next_step, print_findings, result
from kpi_excel.core.certification import REVIEW


@click.command("assign")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--agency", default="", metavar="A",
              help="รหัสหรือชื่อหน่วยงาน (REVIEW: ที่ปรึกษา) / the agency's code or name (REVIEW: the consultant)")  # fmt: skip
@click.option("--form", default="", metavar="F", help="แบบ เช่น monthly_progress / the form")
@options.period
@click.option("--dismiss", is_flag=True, help="ไม่ใช่แบบของจังหวัด พักไว้ / none of our forms: set it aside")
@click.option("--why", default="", metavar="TEXT",
              help="เหตุผลที่พักไว้ หรือที่รับเป็นผลทวนสอบ / why it is set aside, or taken as a review")  # fmt: skip
@click.option("--by", default="", metavar="NAME", help="ใครตัดสิน (ไม่ใส่: ชื่อผู้ใช้เครื่อง) / who decides (default: the user name)")
@options.received_on
@click.pass_obj
def command(
    session: Session, file: Path, agency: str, form: str, period: object, dismiss: bool, why: str, by: str,
    received_on: date | None,
) -> int:  # fmt: skip
    """ตัดสินไฟล์ที่ค้างใน inbox ว่าเป็นแบบของใคร หรือพักไว้ / decide whose form a held file is, or set it aside."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages import assign
    from kpi_excel.stages.closing import amended_by

    assert period is None or isinstance(period, Period)
    day = options.received_day(session, received_on)
    if dismiss and not why:
        raise click.UsageError(session.say("--dismiss ต้องบอกเหตุผลด้วย --why", "--dismiss needs a reason: --why"))
    if not dismiss and not (agency and form and period):
        wanted = "--agency --form --period"
        raise click.UsageError(session.say(f"ใส่ {wanted} ให้ครบ หรือ --dismiss --why", f"give {wanted}, or --dismiss --why"))
    if form == REVIEW and not why:
        raise click.UsageError(session.say("ผลทวนสอบที่ไม่มีรหัสต้องบอกเหตุผลที่รับด้วย --why", "a review without its mark needs a reason: --why"))
    house = session.open()
    if dismiss or period is None:
        item = assign.dismiss(house, file, by or _user(), why, day)
        result(session.say(f"พักไฟล์ {item.name} ไว้แล้ว ({why}) ตัวไฟล์ยังอยู่ใน archive", f"{item.name} set aside ({why}); its bytes stay in the archive"))
        next_step(session.lang, "kpi-excel status")
        return 0
    item = assign.assign(house, file, agency, form, period, by or _user(), day, why)
    print_file(item, session.lang)
    print_findings(amended_by(house, [item], session.as_of), session.lang)
    next_step(session.lang, "kpi-excel run")
    return exit_code_of([item])


def _user() -> str:
    """Who is logged in; a machine may have no name for its user."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
