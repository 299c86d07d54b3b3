"""`rollover`: end the year, begin the next."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.output import as_of_line, envelope, finding_lines, next_step, progress, result


@click.command("rollover")
@click.option("--to", "year", type=int, required=True, metavar="YEAR",
              help="ปีงบประมาณใหม่ พ.ศ. / the new fiscal year (BE)")  # fmt: skip
@click.option("--out", "folder", type=click.Path(path_type=Path, file_okay=False), default=None, metavar="DIR",
              help="โฟลเดอร์ของปีใหม่ / the folder of the new year (default: beside this one)")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, year: int, folder: Path | None, as_json: bool) -> int:
    """ขึ้นปีใหม่: ยกทะเบียนไปพื้นที่ทำงานใหม่ ปิดปีเก่า / the registry into a new workspace, the old year closed."""
    from kpi_excel.stages.rollover import rollover

    house = session.open()
    done = rollover(house, year, folder, session.as_of, session.lang)
    registry, ended = done.registry, house.registry.settings.fiscal_year.year
    agencies, kpis, lessons = len(registry.agencies), registry.leaves(), len(registry.lessons)
    weight = sum(kpi.weight for kpi in kpis)
    totals = {
        "workspace": str(done.workspace.root), "fiscal_year": year, "closed_year": ended, "agencies": agencies,
        "kpis": len(kpis), "weight": weight, "lessons": lessons, "is_usable": done.check.is_usable,
    }  # fmt: skip
    findings = (*done.findings, *done.check.findings)
    code = FINDINGS if findings else CLEAN
    if as_json:
        items = (
            {"kpi_no": kpi.kpi_no, "host": kpi.host, "weight": kpi.weight, "agreement": kpi.agreement.value,
             "baselines": {str(one.year): one.value for one in kpi.baselines}} for kpi in kpis
        )  # fmt: skip
        envelope("rollover", session.as_of, items, findings, totals)
        return code
    progress(as_of_line(session.as_of, session.lang))
    result(session.say(f"พื้นที่ทำงานปี {year}: {done.workspace.root}", f"Workspace of {year}: {done.workspace.root}"))
    result(session.say(
        f"    ยกมา {agencies} หน่วยงาน  {len(kpis)} ตัวชี้วัด (น้ำหนัก {weight})  {lessons} บทเรียน",
        f"    carried over: {agencies} agencies, {len(kpis)} KPIs (weight {weight}), {lessons} lessons",
    ))  # fmt: skip
    for title, told in ((("ที่ต้องทราบและต้องกรอก", "To know and to fill in"), done.findings),
                        (("ตรวจทะเบียนใหม่ (check)", "Check of the new registry"), done.check.findings)):  # fmt: skip
        if told:
            result(session.say(*title))
        for finding in told:
            for line in finding_lines(finding, session.lang):
                result(line)
    result(session.say(f"[CLOSED] ปิดปี {ended} แล้ว อ่านได้อย่างเดียว", f"[CLOSED] {ended} is closed and read-only"))
    next_step(session.lang, f'kpi-excel --workspace "{done.workspace.root}" check')
    return code
