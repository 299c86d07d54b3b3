"""How results are printed: ASCII status words first, Thai last on the line, JSON in one envelope, the next step at the end."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

import click

from kpi_excel.core.catalogue import message_of, remedy_of, severity_of
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.core.periods import short_date
from kpi_excel.core.submission import Verdict, finding_to_json

WORDS = {
    Verdict.ACCEPTED: "[OK]  ", Verdict.ACCEPTED_IN_PART: "[PART]", Verdict.RETURNED: "[BACK]", Verdict.HELD: "[HELD]",
    Verdict.DUPLICATE: "[DUP] ", Verdict.REFUSED: "[BAD] ", Verdict.WAITING: "[WAIT]",
}  # fmt: skip
SEVERITIES = {
    Severity.ERROR: ("ต้องแก้", "ERROR"), Severity.WARNING: ("เตือน", "WARNING"), Severity.NOTE: ("แจ้ง", "NOTE"),
}  # fmt: skip


_BLANKS = "\u00a0\u202f"
"""Not printable to Python, but they are in our own words."""


_clear_bar = False
"""A progress bar stands on the terminal's last line."""


def result(line: str = "") -> None:
    """A line of the result (stdout)."""
    if _clear_bar:
        click.echo("\r\033[K", nl=False, err=True)
    click.echo(_in_one_line(line))


def progress(line: str) -> None:
    """A line about how it goes (stderr)."""
    click.echo(_in_one_line(line), err=True)


def _in_one_line(line: str) -> str:
    """A file's name or a cell's text stands in many lines, and cannot write one of its own."""
    return "".join(char if char.isprintable() or char in _BLANKS else "·" for char in line)


def as_of_line(day: date, lang: str) -> str:
    """The day as it was understood."""
    if lang == "en":
        return f"As of {short_date(day, 'en')} ({day.isoformat()})"
    return f"ณ วันที่ {short_date(day)} ({day.isoformat()})"


def next_step(lang: str, command: str) -> None:
    """What to do after this."""
    progress(("Next: " if lang == "en" else "ทำต่อ: ") + command)


def finding_lines(finding: Finding, lang: str) -> Iterator[str]:
    """A finding: where, what, how to mend it, and its code for `explain`."""
    place = finding.place
    where = " ".join(filter(None, (place.sheet, f"[{place.cell}]" if place.cell else "")))
    word = SEVERITIES[severity_of(finding)][lang == "en"]
    lead = f"{where}: " if where else ""
    yield f"    {word}: {lead}{message_of(finding, lang)}  ({finding.code})"
    remedy = remedy_of(finding, lang)
    if remedy and severity_of(finding) is not Severity.NOTE:
        yield f"        {'Do' if lang == 'en' else 'วิธีแก้'}: {remedy}"


def print_findings(findings: Iterable[Finding], lang: str) -> None:
    """The lines of several findings."""
    for finding in findings:
        for line in finding_lines(finding, lang):
            result(line)


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding with its severity and words in both languages."""
    return finding_to_json(finding) | {
        "severity": severity_of(finding).value,
        "message": {"th": message_of(finding, "th"), "en": message_of(finding, "en")},
        "remedy": {"th": remedy_of(finding, "th"), "en": remedy_of(finding, "en")},
    }


def envelope(
    command: str, as_of: date, items: Iterable[Mapping[str, Any]], findings: Iterable[Finding] = (),
    totals: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Print the one JSON envelope, ASCII-escaped so that no code page can harm it."""
    data = {
        "schema": f"kpi_excel.{command}/1", "as_of": as_of.isoformat(), "items": list(items),
        "findings": [finding_json(finding) for finding in findings], "totals": dict(totals or {}),
    }  # fmt: skip
    click.echo(json.dumps(data, ensure_ascii=True, indent=1, default=str))


@contextmanager
def progress_bar(length: int, label: str) -> Iterator[Callable[[int], None]]:
    """A bar with rate and remaining time on a terminal; silent elsewhere. Lines of the result push it down."""
    global _clear_bar
    stream = sys.stderr
    if not stream.isatty() or length < 2:
        yield lambda count: None
        return
    began, done = time.monotonic(), 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        bar.update(count, f"{done / max(time.monotonic() - began, 0.01):,.1f}/s")

    with click.progressbar(
        length=length, label=label, file=stream, show_pos=True, show_eta=True, item_show_func=lambda rate: rate
    ) as bar:
        _clear_bar = True
        try:
            yield advance
        finally:
            _clear_bar = False
