"""`demo`: a whole sample province, end to end."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_excel.cli.app import Session
from kpi_excel.cli.files import print_file
from kpi_excel.cli.merged import print_merged
from kpi_excel.cli.output import progress, result
from kpi_excel.core.submission import Verdict


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.pass_obj
def command(session: Session, folder: Path) -> int:
    """เล่นจังหวัดตัวอย่างใน DIR: สร้างแบบ กรอก (ทั้งถูกและผิด) รับ รวม / play the sample province in DIR."""
    from kpi_excel.core.periods import short_date
    from kpi_excel.stages.demo import Demo

    demo = Demo(folder, session.lang, say=lambda th, en: result("\n" + session.say(th, en)), workers=session.workers)
    progress(session.say("จังหวัดตัวอย่าง ใช้เวลาไม่ถึงหนึ่งนาที", "The sample province; less than a minute"))
    for day in demo.play():
        quiet = [item for item in day.ingested if item.verdict is Verdict.ACCEPTED]
        result(session.say(
            f"{short_date(day.day)}: รับ {len(day.ingested)} ไฟล์  เรียบร้อย {len(quiet)}",
            f"{short_date(day.day, 'en')}: {len(day.ingested)} file(s), {len(quiet)} clean",
        ))  # fmt: skip
        for item in day.ingested:
            if item.verdict is not Verdict.ACCEPTED:
                print_file(item, session.lang)
    result("")
    print_merged(session, demo.last(), False)
    result(session.say("ดูต่อ:", "Where to look:"))
    for place, th, en in (
        (f"outbox/{demo.months[-1]}/consolidated/", "สมุดงานรวม เริ่มที่แผ่น “สรุป”", "the consolidated workbook"),
        (f"outbox/{demo.months[0]}/feedback/", "ไฟล์ตอบกลับที่บอกว่าช่องไหน แก้อย่างไร", "feedback: which cell, how to correct it"),
        (f"outbox/{demo.months[-1]}/forms/", "แบบที่ส่งให้หน่วยงาน", "the forms that went out"),
        ("archive/", "ไฟล์ต้นฉบับทุกไบต์ พร้อมใบรับ", "every original byte, with receipts"),
        ("inbox/", "ไฟล์ที่รอคนตัดสิน", "files that wait for a decision"),
    ):  # fmt: skip
        result(f"  {folder / place}   {session.say(th, en)}")
    last = demo.last().consolidation.as_of
    result(f'  kpi-excel --workspace "{folder}" --as-of {last} status')
    result(f'  kpi-excel --workspace "{folder}" --as-of {last} trace 3.2.2')
    return 0
