"""`init`: begin a workspace."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_excel.cli.app import Session
from kpi_excel.cli.output import next_step, result


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--sample", is_flag=True, help="จังหวัดตัวอย่าง / the sample province")
@click.option("--province", default="", help="ชื่อจังหวัด / the province's name")
@click.option("--fiscal-year", type=click.IntRange(2400, 2700), default=None, help="ปีงบประมาณ พ.ศ. / fiscal year (BE)")
@click.pass_obj
def command(session: Session, folder: Path, sample: bool, province: str, fiscal_year: int | None) -> None:
    """เริ่มพื้นที่ทำงานใหม่ใน DIR / begin a workspace in DIR."""
    from kpi_excel.stages.setup import begin_empty, begin_sample, is_begun

    was_there = is_begun(folder)
    if sample:
        workspace = begin_sample(folder, session.lang)
    elif province and fiscal_year:
        workspace = begin_empty(folder, province, fiscal_year, session.lang)
    else:
        raise click.UsageError(session.say("ใส่ --sample หรือ --province กับ --fiscal-year", "give --sample, or --province and --fiscal-year"))
    if was_there:
        result(session.say(
            f"มีพื้นที่ทำงานอยู่แล้ว: {workspace.root}  เติมเฉพาะที่ขาด ไม่ได้เปลี่ยน registry.xlsx",
            f"There is a workspace already: {workspace.root}. What was missing was added; registry.xlsx was not changed",
        ))  # fmt: skip
    else:
        result(session.say(f"สร้างพื้นที่ทำงานแล้ว: {workspace.root}", f"Workspace ready: {workspace.root}"))
    for name in ("registry.xlsx", "inbox/", "outbox/", "archive/", "workbook_templates/"):
        result(f"  {name}")
    if not sample and not was_there:
        result(session.say("กรอก registry.xlsx ตามแผ่น “คำอธิบาย” ในไฟล์", "Fill registry.xlsx; its help sheet explains each column"))
    next_step(session.lang, f'kpi-excel --workspace "{folder}" check')
