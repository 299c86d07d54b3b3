"""`status`: who has sent, who is overdue."""

from __future__ import annotations

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.output import as_of_line, envelope, next_step, progress, result

_WORDS = {
    "expected": ("ยังไม่ถึงกำหนด", "not yet due"), "received": ("รับแล้ว", "received"),
    "awaiting-correction": ("รอแก้ไข", "awaiting correction"), "missing": ("ขาด", "missing"), "exempt": ("ยกเว้น", "exempt"),
}  # fmt: skip


@click.command("status")
@options.period
@options.as_json
@click.pass_obj
def command(session: Session, period: object, as_json: bool) -> int:
    """ใครส่งแล้ว ใครค้าง ณ วันที่ / who has sent and who is overdue."""
    from kpi_excel.core.periods import Period, short_date
    from kpi_excel.stages.standing import standing

    house = session.open()
    assert period is None or isinstance(period, Period)
    lines, held = standing(house, session.as_of, period)
    late = [line for line in lines if line.state.value in ("missing",) or (line.state.value == "awaiting-correction" and line.days_late)]
    code = FINDINGS if late or held else CLEAN
    if as_json:
        items = ({
            "agency": line.agency, "form": line.form, "period": line.period, "kpi_no": line.kpi_no, "state": line.state.value,
            "nominal_due": line.nominal_due, "due": line.due, "handin_due": line.handin_due,
            "received_on": line.received_on, "days_late": line.days_late,
        } for line in lines)  # fmt: skip
        totals = {state: sum(line.state.value == state for line in lines) for state in _WORDS}
        envelope("status", session.as_of, items, (), totals | {"overdue": len(late), "held": len(held)})
        return code
    progress(as_of_line(session.as_of, session.lang))
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for line in lines:
        groups.setdefault((line.period, line.form, line.agency, line.state.value), []).append(line.kpi_no)
    index = session.lang == "en"
    for (code_, form, agency, state), numbers in groups.items():
        if period is None and state in ("received", "expected", "exempt"):
            continue
        days = max(line.days_late for line in lines if (line.period, line.form, line.agency, line.state.value) == (code_, form, agency, state))
        due = min(line.due for line in lines if (line.period, line.form, line.agency, line.state.value) == (code_, form, agency, state))
        late_text = session.say(f"ช้า {days} วัน", f"{days} day(s) late") if days else ""
        result(f"{code_:10} {form:17} {agency:6} {_WORDS[state][index]:16} {late_text:14} {short_date(due, session.lang)}  {', '.join(numbers)}")
    counts = {state: sum(line.state.value == state for line in lines) for state in _WORDS}
    result(session.say("รวม: ", "Total: ") + "  ".join(f"{_WORDS[state][index]} {count}" for state, count in counts.items() if count))
    for name in held:
        result(session.say(f"[HELD] รอตัดสินใน inbox: {name}", f"[HELD] waiting in inbox: {name}"))
    next_step(session.lang, "kpi-excel run" if not late else session.say("ติดตามหน่วยงานที่ขาด", "follow up the missing ones"))
    return code
