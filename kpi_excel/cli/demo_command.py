"""`demo`: a whole sample province, end to end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kpi_excel.cli.app import Session
from kpi_excel.cli.files import print_file
from kpi_excel.cli.merged import print_merged
from kpi_excel.cli.output import progress, result
from kpi_excel.core.submission import Verdict

if TYPE_CHECKING:
    from kpi_excel.stages.demo import Day, Demo


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.pass_obj
def command(session: Session, folder: Path) -> int:
    """เล่นจังหวัดตัวอย่างทั้งปีงบประมาณใน DIR: สร้างแบบ กรอก (ทั้งถูกและผิด) รับ ทวนสอบ รวม / play the sample province's
    whole fiscal year in DIR: forms out, filled well and badly, taken in, reviewed, merged."""
    from kpi_excel.stages.demo_year import YearDemo

    demo = YearDemo(folder, session.lang, say=lambda th, en: result(session.say(th, en)), workers=session.workers)
    progress(session.say("จังหวัดตัวอย่างทั้งปี ใช้เวลาราวหนึ่งนาที", "The sample province for a whole year; about a minute"))
    told: set[str] = set()
    for day in demo.play():
        _print_day(session, day, told)
    if demo.was_played:
        result(session.say("เล่นไว้แล้วในโฟลเดอร์นี้ ไม่ได้เล่นซ้ำ", "Played here before; it was not played again"))
    result("")
    print_merged(session, demo.last(), False)
    _print_places(session, demo)
    return 0


def _print_day(session: Session, day: Day, told: set[str]) -> None:
    """A day's files in one line, then each that wants attention; a held file is told once, on the day it came."""
    from kpi_excel.core.periods import short_date

    new = [item for item in day.ingested if item.sha256 not in told or item.verdict is Verdict.DUPLICATE]
    told.update(item.sha256 for item in new)
    clean = sum(item.verdict is Verdict.ACCEPTED for item in new)
    result(session.say(
        f"{short_date(day.day)}: รับ {len(new)} ไฟล์  เรียบร้อย {clean}", f"{short_date(day.day, 'en')}: {len(new)} file(s), {clean} clean"
    ))  # fmt: skip
    for item in new:
        if item.verdict is not Verdict.ACCEPTED:
            print_file(item, session.lang)


def _print_places(session: Session, demo: Demo) -> None:
    result(session.say("ดูต่อ:", "Where to look:"))
    for place, th, en in (
        (f"outbox/{demo.last().consolidation.period.code}/consolidated/", "สมุดงานรวม เริ่มที่แผ่น “สรุป”", "the consolidated workbook"),
        (f"outbox/{demo.months[0]}/feedback/", "ไฟล์ตอบกลับที่บอกว่าช่องไหน แก้อย่างไร", "feedback: which cell, how to correct it"),
        (f"outbox/{demo.months[-1]}/forms/", "แบบที่ส่งให้หน่วยงาน", "the forms that went out"),
        ("archive/", "ไฟล์ต้นฉบับทุกไบต์ พร้อมใบรับ", "every original byte, with receipts"),
        ("inbox/", "ไฟล์ที่รอคนตัดสิน", "files that wait for a decision"),
    ):  # fmt: skip
        result(f"  {demo.root / place}   {session.say(th, en)}")
    as_of = demo.last().consolidation.as_of
    result(session.say("ลองสั่ง:", "Try:"))
    for tried in ("status", "trace 3.2.2", "score 3.2.2 --result 29.3"):
        result(f'  kpi-excel --workspace "{demo.root}" --as-of {as_of} {tried}')
