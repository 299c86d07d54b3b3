"""`rollup`: many provinces in one national workbook."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS, LOCKED, UNREADABLE
from kpi_excel.cli.output import as_of_line, envelope, next_step, print_findings, progress, progress_bar, result
from kpi_excel.core.catalogue import message_of, remedy_of, severity_of
from kpi_excel.core.findings import Severity

if TYPE_CHECKING:
    from kpi_excel.core.rollup import NotCounted, ProvinceSummary
    from kpi_excel.core.rollup_ranking import Nation
    from kpi_excel.stages.rollup import RolledUp

_WORDS = {UNREADABLE: "[BAD] ", LOCKED: "[LOCK]"}


@click.command("rollup")
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR…")
@options.period
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=None, metavar="FOLDER",
              help="เขียนลงโฟลเดอร์นี้ (ไม่ใส่: outbox/rollup ของพื้นที่ทำงาน หรือ rollup) / where it is written (default: outbox/rollup of the workspace, else rollup)")  # fmt: skip
@options.as_json
@click.pass_obj
def command(session: Session, folders: tuple[Path, ...], period: object, out: Path | None, as_json: bool) -> int:
    """รวมหลายจังหวัดเป็นสมุดงานเปรียบเทียบ อ่านพื้นที่ทำงานอย่างเดียว / compare many provinces in one workbook; their workspaces are only read."""
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.rollup import NothingCounted, output_folder, rollup
    from kpi_excel.stages.rollup_reading import find_folders

    assert period is None or isinstance(period, Period)
    if not as_json:
        progress(as_of_line(session.as_of, session.lang))
    target = out or output_folder(session.root)
    try:
        with progress_bar(len(find_folders(folders, target)), session.say("อ่านจังหวัด", "provinces")) as step:
            rolled = rollup(folders, period, session.as_of, target, session.lang, step=step, own=session.root)
    except NothingCounted as error:
        for left in error.left:
            _print_left(session, left)
        raise
    code = _exit_code(rolled)
    if as_json:
        nation = rolled.nation
        findings = [*(one.finding for one in nation.not_counted), *_inside(nation), *rolled.findings]
        envelope("rollup", session.as_of, _items(nation), findings, _totals(rolled))
        return code
    _print_nation(session, rolled)
    return code


def _exit_code(rolled: RolledUp) -> int:
    """3 where a workspace could not be read, 4 where only a lock was in the way, 1 where anything else is open."""
    nation = rolled.nation
    codes = {one.exit_code for one in nation.not_counted}
    if UNREADABLE in codes:
        return UNREADABLE
    if LOCKED in codes:
        return LOCKED
    loud = any(severity_of(finding) is not Severity.NOTE for finding in (*_inside(nation), *rolled.findings))
    is_open = any(summary.overdue_count for summary in nation.provinces)
    return FINDINGS if codes or nation.without_score or loud or is_open else CLEAN


def _inside(nation: Nation) -> list[Any]:
    return [finding for summary in nation.provinces for finding in summary.findings]


def _print_nation(session: Session, rolled: RolledUp) -> None:
    nation = rolled.nation
    result(session.say(f"งวด {nation.period.label()}", f"Period {nation.period.label('en')}"))
    for placed in nation.ranking:
        result(f"[{placed.place:>4}] {_province_line(session, placed.summary)}")
    for summary in nation.without_score:
        result(f"[ -- ] {_province_line(session, summary)}")
    for left in nation.not_counted:
        _print_left(session, left)
    print_findings(_inside(nation), session.lang)
    named, scored = len(nation.provinces) + len(nation.not_counted), len(nation.ranking)
    median = _score(nation.median)
    result(session.say(
        f"มีคะแนน {scored} จังหวัด จาก {named} แห่ง  มัธยฐาน {median}  ต่ำกว่าเกณฑ์ {nation.below_standard}  "
        f"รายงานไม่ครบน้ำหนัก {nation.in_part}  ข้อมูล {rolled.values:,} ค่า",
        f"{scored} of {named} have a score  median {median}  below standard {nation.below_standard}  "
        f"reported in part {nation.in_part}  {rolled.values:,} values",
    ))  # fmt: skip
    print_findings(rolled.findings, session.lang)
    for file in rolled.published:
        result(f"[{file.state.value}] {file.path}")
    next_step(session.lang, session.say("เปิดสมุดงาน เริ่มที่แผ่น “สรุป”", "open the workbook at its first sheet"))


def _province_line(session: Session, summary: ProvinceSummary) -> str:
    """Score, weight, who has sent, what is overdue; the name last, since it has any width."""
    total, sending = summary.total, summary.sending
    covered, weight = (format(number.normalize() + 0, "f") for number in (total.covered, total.weight))
    groups = ((sending.missing, session.say("ขาด", "missing")), (sending.awaiting, session.say("รอแก้ไข", "to correct")),
              (sending.not_due, session.say("ยังไม่ถึงกำหนด", "not yet due")))  # fmt: skip
    others = "".join(f"  {word} {number}" for number, word in groups if number)
    return session.say(
        f"{_score(total.score)}  น้ำหนัก {covered}/{weight}  ส่งครบ {sending.sent}/{sending.owed}{others}  ค้าง {summary.overdue_count}  ",
        f"{_score(total.score)}  weight {covered}/{weight}  sent {sending.sent}/{sending.owed}{others}  overdue {summary.overdue_count}  ",
    ) + f"{summary.province}  ({summary.folder})"


def _print_left(session: Session, left: NotCounted) -> None:
    words = _WORDS.get(left.exit_code, "[SKIP]")
    name = f"{left.province}  " if left.province else ""
    result(f"{words} {left.folder}  {name}{message_of(left.finding, session.lang)}  ({left.finding.code})")
    if remedy := remedy_of(left.finding, session.lang):
        result(f"        {session.say('วิธีแก้', 'Do')}: {remedy}")


def _items(nation: Nation) -> list[dict[str, Any]]:
    places = {placed.summary.folder: placed.place for placed in nation.ranking}
    counted = [
        {
            "folder": one.folder, "province": one.province, "place": places.get(one.folder), "score": one.total.score,
            "weight_covered": one.total.covered, "weight": one.total.weight, "worst_case": one.total.worst_case,
            "certified": one.certified.score, "certified_weight": one.certified.covered,
            "agencies_owed": one.sending.owed, "agencies_sent": one.sending.sent, "agencies_missing": one.sending.missing,
            "agencies_awaiting": one.sending.awaiting, "agencies_not_due": one.sending.not_due,
            "overdue": one.overdue_count, "days_late": one.days_late, "closed_on": one.closed_on, "code": "",
        }
        for one in nation.provinces
    ]  # fmt: skip
    return counted + [
        {"folder": one.folder, "province": one.province, "place": None, "score": None, "code": one.finding.code}
        for one in nation.not_counted
    ]


def _totals(rolled: RolledUp) -> dict[str, Any]:
    nation = rolled.nation
    return {
        "period": nation.period.code, "provinces": len(nation.provinces), "scored": len(nation.ranking),
        "without_score": len(nation.without_score), "not_counted": len(nation.not_counted), "median": nation.median,
        "below_standard": nation.below_standard, "in_part": nation.in_part, "values": rolled.values,
        "overdue": sum(one.overdue_count for one in nation.provinces),
        "files": [{"path": str(file.path), "state": file.state.value} for file in rolled.published],
    }  # fmt: skip


def _score(score: Decimal | None) -> str:
    return "–".center(6) if score is None else f"{score:.4f}"
