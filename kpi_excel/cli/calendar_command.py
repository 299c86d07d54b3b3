"""`calendar`: every date of the year in both steps, with its rule."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.output import as_of_line, envelope, next_step, progress, result

if TYPE_CHECKING:
    from kpi_excel.core.deadlines import Deadline
    from kpi_excel.core.model import Registry
    from kpi_excel.stages.deadlines import Calendar


@click.command("calendar")
@click.option("--ics", "target", type=click.Path(path_type=Path, dir_okay=False), default=None, metavar="FILE",
              help="เขียนไฟล์ปฏิทินให้โปรแกรมอื่นนำเข้า / write a calendar file that other programs import")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, target: Path | None, as_json: bool) -> None:
    """กำหนดส่งทั้งปี ทั้งหน่วยงานส่งจังหวัดและจังหวัดส่ง ก.พ.ร. / every date of the year, with its rule."""
    from kpi_excel.stages.deadlines import write_calendar_file, year_calendar

    house = session.open()
    calendar = year_calendar(house, session.as_of)
    if target is not None:
        write_calendar_file(house, calendar, target, session.as_of, session.lang)
    if as_json:
        items = [_as_json(house.registry, calendar, deadline) for deadline in calendar.deadlines]
        totals = {"dates": len(items), "handins": len(calendar.handins), "file": "" if target is None else str(target)}
        envelope("calendar", session.as_of, items, (), totals)
        return
    progress(as_of_line(session.as_of, session.lang))
    month = ""
    for deadline in calendar.deadlines:
        month = _print_month(session, month, deadline)
        _print_line(session, house.registry, calendar, deadline)
    result(session.say(
        f"รวม {len(calendar.deadlines)} กำหนดของหน่วยงาน  {len(calendar.handins)} กำหนดของจังหวัด (ส่งสำนักงาน ก.พ.ร.)",
        f"{len(calendar.deadlines)} date(s) for agencies, {len(calendar.handins)} for the province (to OPDC)",
    ))  # fmt: skip
    if target is not None:
        result(session.say(f"ไฟล์ปฏิทิน: {target}", f"Calendar file: {target}"))
        next_step(
            session.lang,
            session.say(
                "นำเข้าไฟล์นี้ใน Outlook, Google Calendar หรือโทรศัพท์",
                "import the file into Outlook, Google Calendar or a telephone",
            ),
        )
    else:
        next_step(session.lang, "kpi-excel calendar --ics kpi.ics")


def _print_month(session: Session, before: str, deadline: Deadline) -> str:
    """A heading where a new month begins."""
    from kpi_excel.core.periods import Period

    due = deadline.due.due
    month = Period.of_month(due.year, due.month).label(session.lang)
    if month != before:
        result(month)
    return month


def _print_line(session: Session, registry: Registry, calendar: Calendar, deadline: Deadline) -> None:
    """One date: form and period, day, KPIs, rule; then the province's own step."""
    from kpi_excel.core.deadlines import kpis_in_words
    from kpi_excel.core.periods import long_date, short_date

    lang, due = session.lang, deadline.due
    kpis = kpis_in_words(registry, deadline.kpi_nos).say(lang)
    moved = f" ({session.say('เดิม', 'not')} {short_date(due.nominal, lang)})" if due.nominal != due.due else ""
    result(f"  {deadline.period.code:11} {deadline.form:17} {long_date(due.due, lang)}{moved}  "
           f"{kpis}  [{due.rule.say(lang)}]")  # fmt: skip
    step = calendar.handin_of(deadline)
    if due.handin is None or step is None:
        return
    stand = ""
    if step.sent_on is not None:
        stand = session.say(f"  ส่งแล้ว {short_date(step.sent_on)}", f"  sent {short_date(step.sent_on, 'en')}")
    elif late := step.days_late(session.as_of):
        stand = session.say(f"  เลยกำหนด {late} วัน", f"  {late} day(s) late")
    result(f"  {'':11} {'-> OPDC':17} {long_date(due.handin, lang)}  [{due.handin_rule.say(lang)}]{stand}")


def _as_json(registry: Registry, calendar: Calendar, deadline: Deadline) -> dict[str, Any]:
    from kpi_excel.core.deadlines import kpis_in_words

    due, step = deadline.due, calendar.handin_of(deadline)
    return {
        "form": deadline.form, "period": deadline.period.code, "group": due.group,
        "nominal_due": due.nominal, "due": due.due, "rule": due.rule._asdict(),
        "handin_nominal": due.handin_nominal, "handin_due": due.handin,
        "handin_rule": due.handin_rule._asdict() if due.handin else None,
        "handed_in_on": step.sent_on if step else None,
        "kpis": kpis_in_words(registry, deadline.kpi_nos)._asdict(), "kpi_nos": deadline.kpi_nos,
        "agencies": deadline.agencies,
    }  # fmt: skip
