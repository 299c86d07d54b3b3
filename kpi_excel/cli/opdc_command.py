"""`opdc`: what the province hands in to OPDC, and the note that it did."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Day, Session
from kpi_excel.cli.closed import tell_if_closed
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.output import as_of_line, envelope, finding_lines, next_step, progress, result

if TYPE_CHECKING:
    from kpi_excel.core.handins import HandInStep
    from kpi_excel.stages.opdc import Prepared


@click.command("opdc")
@options.period
@click.option("--sent-on", type=Day(), default=None, metavar="DATE",
              help="บันทึกว่าจังหวัดส่งแล้วเมื่อวันที่ / note that the province handed in on this day")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, period: object, sent_on: date | None, as_json: bool) -> int:
    """แบบและร่างอีเมลส่งสำนักงาน ก.พ.ร. หรือบันทึกว่าส่งแล้ว / what is handed in to OPDC, and that it was."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.opdc import note_handin, period_to_hand_in, prepare

    house = session.open()
    assert period is None or isinstance(period, Period)
    wanted = period or period_to_hand_in(house, session.as_of)
    if sent_on is not None:
        return _print_noted(session, note_handin(house, wanted, sent_on, session.as_of), as_json)
    tell_if_closed(session, house, wanted)
    prepared = prepare(house, wanted, session.as_of, session.lang)
    code = FINDINGS if prepared.findings or _is_late(session, prepared.step) else CLEAN
    if as_json:
        items = [*({"file": str(p.path), "state": p.state.value} for p in prepared.files)]
        told = [finding for published in prepared.files for finding in published.findings]
        envelope("opdc", session.as_of, items, [*prepared.findings, *told], _totals(session, prepared))
        return code
    progress(as_of_line(session.as_of, session.lang))
    _print_prepared(session, prepared)
    return code


def _print_prepared(session: Session, prepared: Prepared) -> None:
    from kpi_excel.core.reporting_calendar import form_title

    what = f"{form_title(prepared.step.form).say(session.lang)} {prepared.period.short_label(session.lang)}"
    result(what)
    if prepared.month is not None:
        month = prepared.month
        result(
            session.say(
                f"  รายงานแล้ว {month.reported} จาก {month.owed} ตัวชี้วัด",
                f"  {month.reported} of {month.owed} KPIs reported",
            )
        )
    for finding in prepared.findings:
        # what to do about it is the same for each
        result(next(finding_lines(finding, session.lang)))
    for published in prepared.files:
        result(f"  [{published.state.value:9}] {published.path}")
        for finding in published.findings:
            for line in finding_lines(finding, session.lang):
                result(line)
    if prepared.month is not None and not prepared.to:
        result(session.say("  ร่างอีเมลยังไม่มีผู้รับ: กรอก “อีเมลสำนักงาน ก.พ.ร.” ที่แผ่น “จังหวัด” ของ registry.xlsx",
                           "  The e-mail draft has no To line: fill in OPDC's e-mail on the registry's province sheet"))  # fmt: skip
    result("  " + _standing(session, prepared.step))
    next_step(session.lang, _next(session, prepared))


def _next(session: Session, prepared: Prepared) -> str:
    """What the province does with what was written, and that it notes the day."""
    if prepared.step.sent_on is not None:
        return "kpi-excel calendar"
    note = f"kpi-excel opdc --period {prepared.period.code} --sent-on {session.say('วันที่ส่ง', 'DATE')}"
    if prepared.month is not None:
        do = session.say("เปิดไฟล์ .eml แล้วกดส่ง", "open the .eml and send it")
        if not prepared.to:
            do = session.say("เปิดไฟล์ .eml เติมที่อยู่ ก.พ.ร. แล้วกดส่ง", "open the .eml, fill in OPDC's address, send it")
    elif prepared.files:
        do = session.say("ส่งแบบให้หน่วยงานเจ้าภาพกรอกในเว็บไซต์ ก.พ.ร. เอง", "give each host its sheet to enter at OPDC")
    elif prepared.step.form == "self_assessment":
        return session.say("ติดตามรายงานการประเมินผลตนเอง", "ask for the self-assessments")
    else:
        do = session.say("ส่งแบบที่รับไว้ใน archive ให้สำนักงาน ก.พ.ร.", "send OPDC the forms as they came (archive)")
    return session.say(f"{do} แล้วสั่ง {note}", f"{do}, then run {note}")


def _print_noted(session: Session, step: HandInStep, as_json: bool) -> int:
    if as_json:
        envelope("opdc", session.as_of, [], (), _step_json(session, step))
        return CLEAN
    progress(as_of_line(session.as_of, session.lang))
    result(
        session.say(f"บันทึกแล้ว: {step.form} {step.period}  ", f"Noted: {step.form} {step.period}  ")
        + _standing(session, step)
    )
    next_step(session.lang, "kpi-excel status")
    return CLEAN


def _standing(session: Session, step: HandInStep) -> str:
    """When it is to be handed in, and whether it was."""
    from kpi_excel.core.periods import long_date, short_date

    lang, late = session.lang, step.days_late(session.as_of)
    due = session.say(
        f"จังหวัดต้องส่ง ก.พ.ร. ภายในวัน{long_date(step.due)}", f"To be handed in to OPDC by {long_date(step.due, 'en')}"
    )
    if step.sent_on is not None:
        sent = short_date(step.sent_on, lang)
        return (
            f"{due}  "
            + session.say(f"ส่งแล้ว {sent}", f"handed in {sent}")
            + (session.say(f" (ช้า {late} วัน)", f" ({late} day(s) late)") if late else "")
        )
    return due + (session.say(f"  เลยกำหนด {late} วัน", f", {late} day(s) late") if late else "")


def _is_late(session: Session, step: HandInStep) -> bool:
    return step.sent_on is None and step.days_late(session.as_of) > 0


def _totals(session: Session, prepared: Prepared) -> dict[str, Any]:
    month = prepared.month
    counts = {} if month is None else {"owed": month.owed, "reported": month.reported, "to": prepared.to}
    return _step_json(session, prepared.step) | {"files": len(prepared.files)} | counts


def _step_json(session: Session, step: HandInStep) -> dict[str, Any]:
    return {
        "form": step.form, "period": step.period, "handin_due": step.due, "handed_in_on": step.sent_on,
        "days_late": step.days_late(session.as_of), "kpi_nos": step.kpi_nos,
    }  # fmt: skip
