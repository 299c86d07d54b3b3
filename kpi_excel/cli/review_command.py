"""`review`: what the consultant decided, what is still open, and where to look first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_excel.cli import options
from kpi_excel.cli.app import Session
from kpi_excel.cli.exits import CLEAN, FINDINGS
from kpi_excel.cli.files import exit_code_of, print_file
from kpi_excel.cli.output import as_of_line, envelope, finding_lines, next_step, progress, result
from kpi_excel.core.consolidation import Certification
from kpi_excel.core.text import Text

if TYPE_CHECKING:
    from kpi_excel.core.ranking import Rank
    from kpi_excel.core.review_lines import ReviewLine
    from kpi_excel.stages.review import Reviewed

_SHOWN = 10
"""KPIs of the ranking on the screen; the JSON and the sheet have them all."""

_WORDS: dict[Certification, tuple[str, Text]] = {
    Certification.CERTIFIED: ("[OK]  ", Text("รับรอง", "certified")),
    Certification.AMENDED: ("[OK]  ", Text("รับรองโดยแก้ไขคะแนน", "certified, score amended")),
    Certification.EVIDENCE_WANTED: ("[WAIT]", Text("ขอหลักฐานเพิ่ม", "evidence wanted")),
    Certification.REFUSED: ("[BACK]", Text("ไม่รับรอง", "refused")),
    Certification.VOID: ("[VOID]", Text("คะแนนเปลี่ยนหลังทวนสอบ ต้องทวนสอบใหม่", "score changed since: review again")),
    Certification.OPEN: ("[OPEN]", Text("รอรับรอง", "not certified yet")),
}


@click.command("review")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@options.period
@click.option("--export", is_flag=True, help="เขียนสมุดทวนสอบให้ที่ปรึกษากรอก / write the review workbook to be filled")
@options.received_on
@options.as_json
@click.pass_obj
def command(
    session: Session, files: tuple[Path, ...], period: object, export: bool, received_on: Any, as_json: bool
) -> int:
    """รับผลทวนสอบของที่ปรึกษา (จาก FILE หรือ inbox/ และ outbox/) บอกว่าควรดูตัวชี้วัดใดก่อน ไม่ใส่ --period: รอบที่สิ้นสุดล่าสุด /
    take in the consultant's review, say what is certified and which KPIs to look at first. Without --period: the
    assessment round that was over last.
    """
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.ingest import IngestOptions
    from kpi_excel.stages.review import latest_round, review

    house = session.open()
    assert period is None or isinstance(period, Period)
    progress(as_of_line(session.as_of, session.lang))
    wanted = IngestOptions(options.received_day(session, received_on), workers=session.workers)
    found = review(house, files, period or latest_round(house, session.as_of), session.as_of, wanted,
                   export=export, lang=session.lang)  # fmt: skip
    if as_json:
        return _print_json(session, found)
    _print_files(session, found)
    _print_standing(session, found)
    _print_ranking(session, found)
    if found.exported is not None:
        for finding in found.exported.findings:
            for line in finding_lines(finding, session.lang):
                result(line)
        result(f"[{found.exported.state.value}] {found.exported.path}")
    next_step(session.lang, _next(session, found))
    return _exit_code(found)


def _next(session: Session, found: Reviewed) -> str:
    code = found.consolidation.period.code
    if found.exported is not None:
        name = found.exported.path.name
        return session.say(
            f"ให้ที่ปรึกษากรอก {name} วางใน inbox/ แล้วสั่ง kpi-excel review --period {code}",
            f"have {name} filled in, put it into inbox/, then kpi-excel review --period {code}",
        )
    return f"kpi-excel merge --period {code}" if found.intake.items else f"kpi-excel review --period {code} --export"


def _exit_code(found: Reviewed) -> int:
    is_open = bool(found.review.open or found.intake.notes)
    return max(exit_code_of(found.intake.items), FINDINGS if is_open else CLEAN)


def _print_files(session: Session, found: Reviewed) -> None:
    for item in found.intake.items:
        print_file(item, session.lang)
    for finding in found.intake.notes:
        for line in finding_lines(finding, session.lang):
            result(line)


def _print_standing(session: Session, found: Reviewed) -> None:
    """The round in one line, then the KPIs by what became of them."""
    data, review = found.consolidation, found.review
    done, all_of_them = len(review.settled), len(review.settled) + len(review.open)
    score = data.certified.score
    certified = session.say("ยังไม่ผ่านการรับรอง", "not certified") if score is None else f"{score:.4f}"
    result(session.say(
        f"{data.period.label()}: รับรองแล้ว {done} จาก {all_of_them} ตัวชี้วัด  คะแนนที่รับรอง {certified}"
        f"  น้ำหนัก {data.certified.covered} จาก {data.certified.weight}",
        f"{data.period.label('en')}: {done} of {all_of_them} KPIs certified, certified score {certified},"
        f" weight {data.certified.covered} of {data.certified.weight}",
    ))  # fmt: skip
    for standing, lines in _by_standing(found):
        ascii_word, words = _WORDS[standing]
        numbers = ", ".join(line.line.kpi.kpi_no for line in lines)
        result(f"{ascii_word} {words.say(session.lang)} {len(lines)}: {numbers}")
        _print_uncounted(session, lines)
    unscored = [line for line in review.open if line.line.score.value is None]
    if unscored:
        word = session.say("ยังไม่มีคะแนนให้รับรอง", "no score to certify yet")
        result(f"[NONE] {word} {len(unscored)}: {', '.join(line.line.kpi.kpi_no for line in unscored)}")
        _print_uncounted(session, unscored)
    disputed = [line.line.kpi.kpi_no for line in (*review.open, *review.settled) if line.difference]
    if disputed:
        word = session.say("แจ้งไม่ตรงกับที่คำนวณ", "claimed otherwise")
        result(f"[DIFF] {word} {len(disputed)}: {', '.join(disputed)}")


def _print_uncounted(session: Session, lines: Iterable[ReviewLine]) -> None:
    """Why a verdict that was typed does not count yet."""
    lead = session.say("ผลทวนสอบที่กรอกยังไม่นับ", "the verdict given does not count yet")
    for line in lines:
        if line.uncounted:
            reasons = "  ·  ".join(reason.say(session.lang) for reason in line.uncounted)
            result(f"       {line.line.kpi.kpi_no}: {lead}: {reasons}")


def _by_standing(found: Reviewed) -> Iterator[tuple[Certification, list[ReviewLine]]]:
    scored = [line for line in (*found.review.settled, *found.review.open) if line.line.score.value is not None]
    for standing in _WORDS:
        if lines := [line for line in scored if line.line.certification is standing]:
            yield standing, lines


def _print_ranking(session: Session, found: Reviewed) -> None:
    """Where to look first, with how it was worked out."""
    if not found.ranking:
        return
    result(session.say("ควรดูก่อน (กระทบคะแนนรวมได้มากที่สุด):", "Look first (may move the total most):"))
    for number, rank in enumerate(found.ranking[:_SHOWN], start=1):
        result(f"  {number:2}. {rank.line.kpi.kpi_no:6} {rank.movement}  {rank.line.kpi.name}")
        result(f"        {'  ·  '.join(step.say(session.lang) for step in rank.steps)}")
    if len(found.ranking) > _SHOWN:
        more = len(found.ranking) - _SHOWN
        result(session.say(f"      … อีก {more} ตัว ดูในแผ่น ทวนสอบ", f"      … {more} more on the review sheet"))


def _print_json(session: Session, found: Reviewed) -> int:
    data = found.consolidation
    places = {rank.line.kpi.kpi_no: (place, rank) for place, rank in enumerate(found.ranking, start=1)}
    lines = (*found.review.open, *found.review.settled)
    findings = [finding for item in found.intake.items for finding in item.judgement.findings]
    findings += [*found.intake.notes, *(found.exported.findings if found.exported else ())]
    totals: dict[str, Any] = {
        "period": data.period.code, "round": found.review.months, "files": len(found.intake.items),
        "certified_score": data.certified.score, "certified_weight": data.certified.covered,
        "weight": data.certified.weight, "unscored": sum(line.line.score.value is None for line in lines),
        "disputed": sum(bool(line.difference) for line in lines),
        "path": str(found.exported.path) if found.exported else "",
    }  # fmt: skip
    totals |= {standing.value: 0 for standing in _WORDS} | {s.value: len(group) for s, group in _by_standing(found)}
    items = (_json(line, session.lang, *places.get(line.line.kpi.kpi_no, (None, None))) for line in lines)
    envelope("review", session.as_of, items, findings, totals)
    return _exit_code(found)


def _json(line: ReviewLine, lang: str, place: int | None, rank: Rank | None) -> dict[str, Any]:
    opinion = line.opinion
    return {
        "kpi_no": line.line.kpi.kpi_no, "agency": line.line.agency, "weight": line.line.weight,
        "claimed": line.line.claimed, "recomputed": line.line.score.value, "certified": line.line.certified,
        "standing": line.line.certification.value, "verdict": opinion.verdict if opinion else None,
        "comment": opinion.comment if opinion else "", "reviewer": opinion.reviewer if opinion else "",
        "reviewed_on": opinion.reviewed_on if opinion else None, "rank": place,
        "movement": rank.movement if rank else None, "steps": [step.say(lang) for step in rank.steps] if rank else [],
        "remarks": [remark.say(lang) for remark in line.remarks],
        "uncounted": [reason.say(lang) for reason in line.uncounted],
    }  # fmt: skip
