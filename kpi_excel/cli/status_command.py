"""`status`: who has sent, who is overdue."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS, VERIFICATION_FAILED
from kpi_excel.cli.output import as_of_line, envelope, next_step, print_findings, progress, result

if TYPE_CHECKING:
    from kpi_excel.core.consolidation import Obligation

_WORDS = {
    "expected": ("ยังไม่ถึงกำหนด", "not yet due"), "received": ("รับแล้ว", "received"),
    "awaiting-correction": ("รอแก้ไข", "awaiting correction"), "missing": ("ขาด", "missing"), "exempt": ("ยกเว้น", "exempt"),
}  # fmt: skip
_ASCII = {"expected": "[..]", "received": "[OK]", "awaiting-correction": "[FIX]", "missing": "[LATE]", "exempt": "[--]"}

_YEAR_IS_PAST = 366
"""Days after a year's end from which nobody works on it by today's date."""


@click.command("status")
@options.period
@options.as_json
@click.pass_obj
def command(session: Session, period: object, as_json: bool) -> int:
    """ใครส่งแล้ว ใครค้าง ณ วันที่ (ไม่ใส่ --period: เฉพาะที่ค้าง) / who has sent and who is overdue (without --period: only what is open)."""
    from kpi_excel.core.periods import Period, short_date
    from kpi_excel.stages.deadlines import late_steps
    from kpi_excel.stages.standing import standing

    house = session.open()
    assert period is None or isinstance(period, Period)
    now = standing(house, session.as_of, period)
    lines, held = now.obligations, now.held
    overdue = [line for line in lines if _is_open(line) and line.days_late]
    waiting = [line for line in lines if _is_open(line)]
    own = late_steps(house, session.as_of, period)
    code = VERIFICATION_FAILED if now.damaged else FINDINGS if waiting or held or own else CLEAN
    totals = {state: sum(line.state.value == state for line in lines) for state in _WORDS}
    if as_json:
        envelope("status", session.as_of, map(_json, lines), now.damaged, totals | {
            "overdue": len(overdue), "held": len(held), "closed": dict(now.closed),
            "handins_overdue": [{"form": step.form, "period": step.period, "due": step.due,
                                 "days_late": step.days_late(session.as_of)} for step in own],
        })  # fmt: skip
        return code
    progress(as_of_line(session.as_of, session.lang))
    year = house.registry.settings.fiscal_year
    if (session.as_of - year.end).days > _YEAR_IS_PAST:
        progress(session.say(f"ทะเบียนนี้เป็นของปีงบประมาณ พ.ศ. {year.year} ซึ่งผ่านไปแล้ว ถ้าจะดู ณ วันใดในปีนั้น ใส่ --as-of ก่อนคำสั่ง เช่น --as-of 25/2/{year.year}",
                             f"The registry is of fiscal year {year.year}, long past. For a day in it give --as-of, such as --as-of 25/2/{year.year}"))  # fmt: skip
    _print_lines(session, lines if period is not None else waiting)
    counts = "  ".join(f"{session.say(*_WORDS[state])} {count}" for state, count in totals.items() if count)
    result(session.say("รวม: ", "Total: ") + (counts or session.say("ไม่มีแบบที่ต้องส่ง", "nothing is owed")))
    for step in own:
        days = step.days_late(session.as_of)
        result(session.say(f"[LATE] จังหวัดยังไม่ส่ง ก.พ.ร.: {step.form} {step.period}  ช้า {days} วัน",
                           f"[LATE] not handed in to OPDC: {step.form} {step.period}, {days} day(s) late"))  # fmt: skip
    for closed, day in now.closed:
        words = short_date(day, session.lang)
        result(session.say(f"[CLOSED] {closed} ปิดแล้ว ณ {words}", f"[CLOSED] {closed} closed as of {words}"))
    for name in held:
        result(session.say(f"[HELD] รอตัดสินใน inbox: {name}", f"[HELD] waiting in inbox: {name}"))
    print_findings(now.damaged, session.lang)
    next_step(session.lang, session.say("ติดตามหน่วยงานที่ขาด", "follow up the missing ones") if overdue else "kpi-excel run")
    return code


def _is_open(line: Obligation) -> bool:
    """Somebody still has to do something: it is missing, or has to be corrected."""
    return line.state.value in ("missing", "awaiting-correction")


def _json(line: Obligation) -> dict[str, Any]:
    return {
        "agency": line.agency, "form": line.form, "period": line.period, "kpi_no": line.kpi_no, "state": line.state.value,
        "nominal_due": line.nominal_due, "due": line.due, "handin_due": line.handin_due,
        "received_on": line.received_on, "days_late": line.days_late,
    }  # fmt: skip


def _print_lines(session: Session, lines: Iterable[Obligation]) -> None:
    """One line per agency, form, state and due date, with the KPIs it is about."""
    from kpi_excel.core.periods import short_date

    groups: dict[tuple[Any, ...], list[str]] = {}
    for line in lines:
        key = (line.period, line.form, line.agency, line.state.value, line.due, line.days_late)
        groups.setdefault(key, []).append(line.kpi_no)
    for (period, form, agency, state, due, days), numbers in groups.items():
        late = session.say(f"  ช้า {days} วัน", f"  {days} day(s) late") if days else ""
        day = short_date(due, session.lang)
        said = session.say(f"{_WORDS[state][0]}  กำหนด {day}", f"{_WORDS[state][1]}, due {day}")
        result(f"{_ASCII[state]:6} {period:9} {form:17} {agency:6} {', '.join(numbers):24} {said}{late}")
