"""What `ingest`, `validate`, `assign` and `run` print about files, and the exit code that follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kpi_excel.cli.exits import CLEAN, FINDINGS, UNREADABLE
from kpi_excel.cli.output import SEVERITIES, WORDS, finding_lines, print_findings, progress, result
from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.certification import REVIEW
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.core.submission import Verdict

if TYPE_CHECKING:
    from pathlib import Path

    from kpi_excel.cli.app import Session
    from kpi_excel.stages.answer import Report
    from kpi_excel.stages.ingest import Ingested

_SHOWN = 12
"""Findings printed per file; the feedback workbook and the JSON have them all."""


def print_file(item: Ingested, lang: str) -> None:
    """One line about a file, then what is wrong with it."""
    claim = item.judgement.claim
    identity = f"{claim.agency:6} {claim.form:17} {claim.period:10}" if claim.agency else " " * 35
    counts = _counts(item, lang)
    result(f"{WORDS[item.verdict]} {identity} {item.name}{counts}")
    # a file that was not read has nothing to tell but the reason
    is_unread = item.verdict in (Verdict.REFUSED, Verdict.WAITING)
    told = [f for f in item.judgement.findings if is_unread or severity_of(f) is not Severity.NOTE]
    for finding in told[:_SHOWN]:
        for line in finding_lines(finding, lang):
            result(line)
    if len(told) > _SHOWN:
        more = len(told) - _SHOWN
        result(f"    … {more} more" if lang == "en" else f"    … อีก {more} จุด ดูในไฟล์ตอบกลับ")
    if item.verdict is Verdict.HELD:
        result(f"        {assign_line(item)}")


def print_inbox_missing(session: Session, inbox: Path, is_made: bool) -> None:
    """No file came in because there was no folder for it: not the same as an empty one."""
    then = session.say("  สร้างให้แล้ว วางไฟล์ที่ได้รับไว้ในนั้น", "  It is made now: drop returned files there") if is_made else ""
    progress(session.say(f"ไม่มีโฟลเดอร์ {inbox} จึงไม่มีไฟล์ให้รับ{then}", f"There was no folder {inbox}: no file came in.{then}"))


def print_answers(session: Session, report: Report) -> None:
    """Where the feedback lies that was written now, and which was taken back."""
    for answer in report.answers:
        result(session.say(f"  ตอบกลับ: {answer.published.path}", f"  feedback: {answer.published.path}"))
        print_findings(answer.published.findings, session.lang)
    for path in report.withdrawn:
        result(session.say(f"  ไม่มีอะไรต้องแก้แล้ว ถอนไฟล์ตอบกลับ: {path}", f"  nothing left to correct, feedback taken back: {path}"))


def assign_line(item: Ingested) -> str:
    """The command that decides about a held file, with what can be guessed of it."""
    name, guess = item.name.replace('"', ""), item.judgement.extra
    wanted = " ".join(f"--{key} {guess.get(f'guess_{key}') or '…'}" for key in ("agency", "form", "period"))
    wanted += " --why …" if guess.get("guess_form") == REVIEW else ""
    return f'kpi-excel assign "{name}" {wanted}'


def _counts(item: Ingested, lang: str) -> str:
    """How many findings of each severity, in brackets; nothing where there are none."""
    severities = [severity_of(finding) for finding in item.judgement.findings]
    parts = [f"{SEVERITIES[severity][lang == 'en'].lower()} {count}" for severity in Severity if (count := severities.count(severity))]
    return f"  ({', '.join(parts)})" if parts else ""


def findings_of(items: Iterable[Ingested]) -> list[Finding]:
    """Every finding of a run, each with the name of its file."""
    return [replace(f, place=replace(f.place, file=item.name)) for item in items for f in item.judgement.findings]


def file_json(item: Ingested) -> dict[str, Any]:
    """An item of the JSON envelope (design.md §12)."""
    claim = item.judgement.claim
    return {
        "file": item.name, "sha256": item.sha256, "verdict": item.verdict.value, "code": item.judgement.code,
        "agency": claim.agency, "form": claim.form, "period": claim.period,
        "records": len(item.judgement.records), "awaiting": sum(record.awaiting for record in item.judgement.records),
        "left_in_inbox": item.left is not None,
    }  # fmt: skip


def next_after(items: Iterable[Ingested], otherwise: str) -> str:
    """What to do after a run: decide about the first file that waits for it."""
    held = next((item for item in items if item.verdict is Verdict.HELD), None)
    return assign_line(held) if held is not None else otherwise


def totals_of(items: Iterable[Ingested]) -> dict[str, int]:
    """Files by verdict, and in all."""
    listed = list(items)
    totals = {verdict.value: 0 for verdict in Verdict}
    for item in listed:
        totals[item.verdict.value] += 1
    return {"files": len(listed), **totals}


def exit_code_of(items: Iterable[Ingested]) -> int:
    """3 where a file could not be read, 1 where anything wants attention, 0 where all is well."""
    code = CLEAN
    for item in items:
        if item.verdict is Verdict.REFUSED:
            return UNREADABLE
        loud = any(severity_of(finding) is not Severity.NOTE for finding in item.judgement.findings)
        if item.verdict not in (Verdict.ACCEPTED, Verdict.DUPLICATE) or (loud and item.verdict is not Verdict.DUPLICATE):
            code = FINDINGS
    return code


def summary_line(items: Iterable[Ingested], lang: str) -> str:
    """Counts by verdict in words."""
    totals = totals_of(items)
    names = {
        "accepted": ("รับแล้ว", "accepted"), "accepted-in-part": ("รับบางส่วน", "accepted in part"),
        "returned": ("ส่งคืน", "returned"), "held": ("รอตัดสิน", "held"), "duplicate": ("ซ้ำ", "duplicate"),
        "refused": ("อ่านไม่ได้", "refused"), "waiting": ("รอไฟล์นิ่ง", "waiting"),
    }  # fmt: skip
    parts = [f"{names[key][lang == 'en']} {count}" for key, count in totals.items() if key in names and count]
    lead = f"{totals['files']} file(s)" if lang == "en" else f"{totals['files']} ไฟล์"
    return f"{lead}: {'  '.join(parts) or '–'}"
