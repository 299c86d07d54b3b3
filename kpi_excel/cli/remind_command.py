"""`remind`: letters and e-mail drafts to those who have something to send."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.output import as_of_line, envelope, finding_lines, next_step, progress, result

if TYPE_CHECKING:
    from kpi_excel.stages.remind import Mailing


@click.command("remind")
@options.period
@click.option("--days", type=click.IntRange(0, 60), default=5, metavar="N",
              help="เตือนล่วงหน้ากี่วันก่อนครบกำหนด / how many days before the date (default: 5)")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, period: object, days: int, as_json: bool) -> int:
    """หนังสือเตือนและร่างอีเมล เฉพาะหน่วยงานที่มีเรื่องค้าง / letters and drafts to those who owe something."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.remind import RemindOptions, remind

    house = session.open()
    assert period is None or isinstance(period, Period)
    mailings = remind(house, RemindOptions(session.as_of, period, days, session.lang))
    findings = [finding for mailing in mailings for finding in mailing.findings]
    late = sum(item.is_late for mailing in mailings for item in mailing.items)
    drafts = sum(mailing.draft is not None for mailing in mailings)
    code = FINDINGS if late or findings else CLEAN
    if as_json:
        totals = {"letters": len(mailings), "drafts": drafts, "without_draft": len(mailings) - drafts, "late": late}
        envelope("remind", session.as_of, map(_as_json, mailings), findings, totals)
        return code
    progress(as_of_line(session.as_of, session.lang))
    for mailing in mailings:
        _print(session, mailing)
    if not mailings:
        result(session.say("ไม่มีหน่วยงานใดค้างหรือใกล้ครบกำหนด", "No agency owes anything, and nothing is due soon"))
        next_step(session.lang, "kpi-excel status")
        return code
    result(
        session.say(f"หนังสือ {len(mailings)} ฉบับ  ร่างอีเมล {drafts} ฉบับ", f"{len(mailings)} letter(s), {drafts} draft(s)")
    )
    result(f"  {mailings[0].letter.path.parent}")
    next_step(session.lang, session.say(
        "เปิดไฟล์ .eml ตรวจแล้วกดส่ง  หน่วยงานที่ไม่มีอีเมลให้โทรหรือส่งหนังสือ .txt",
        "open each .eml, look it over and send it; call those without an address, or send the .txt",
    ))  # fmt: skip
    return code


def _print(session: Session, mailing: Mailing) -> None:
    """The agency, how much it owes of what, and where the message goes."""
    from kpi_excel.letters.reminder import SECTIONS

    counts = Counter(item.section for item in mailing.items)
    owed = "  ".join(f"{title.say(session.lang)} {counts[key]}" for key, title in SECTIONS.items() if counts[key])
    word = mailing.draft.state.value if mailing.draft else "no e-mail"
    to = mailing.agency.email if mailing.draft else mailing.agency.phone
    result(f"[{word:9}] {mailing.agency.code:6} {to:28} {owed}")
    for finding in mailing.findings:
        for line in finding_lines(finding, session.lang):
            result(line)


def _as_json(mailing: Mailing) -> dict[str, Any]:
    return {
        "agency": mailing.agency.code, "email": mailing.agency.email, "phone": mailing.agency.phone,
        "letter": str(mailing.letter.path), "draft": str(mailing.draft.path) if mailing.draft else "",
        "items": [
            {"kind": item.line.kind, "is_late": item.is_late, "form": item.line.form, "period": item.line.period,
             "kpi_nos": item.line.kpi_nos, "what": item.line.what._asdict(), "due": item.line.due,
             "days": item.line.days, "handin_due": item.handin, "attached": item.attached}
            for item in mailing.items
        ],
    }  # fmt: skip
