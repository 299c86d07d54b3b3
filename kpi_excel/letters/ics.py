"""A calendar file (RFC 5545) of all-day events: CRLF, lines folded at 75 octets, equal events give equal bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kpi_excel.forms.thai_text import normalise
from kpi_excel.letters.plain import one_line

FOLD = 75
"""Octets of a line, without its end."""

_PRODUCT = "-//kpi-excel//calendar//TH"
_UID = re.compile(r"[0-9A-Za-z@._-]{1,200}")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


@dataclass(frozen=True, slots=True)
class Event:
    """One all-day event. `uid` names it for good: a program that imports it again moves it instead of doubling it."""

    uid: str
    day: date
    title: str
    details: str = ""
    categories: tuple[str, ...] = ()


def write_calendar(name: str, events: Iterable[Event], stamp: date, alarm_days: int) -> bytes:
    """The calendar file. `stamp` is the day it speaks for; an alarm rings `alarm_days` before each event."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(one_line(name))}",
    ]  # fmt: skip
    for event in events:
        lines += _event(event, stamp, alarm_days)
    lines.append("END:VCALENDAR")
    return b"".join(b"\r\n ".join(_folded(line)) + b"\r\n" for line in lines)


def _event(event: Event, stamp: date, alarm_days: int) -> Iterator[str]:
    if not _UID.fullmatch(event.uid):
        raise ValueError(f"not a UID: {event.uid!r}")
    title = _text(one_line(event.title))
    yield from ("BEGIN:VEVENT", f"UID:{event.uid}", f"DTSTAMP:{stamp:%Y%m%d}T000000Z")
    # an all-day event ends on the day after, which is not part of it
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{title}"
    if event.details:
        yield f"DESCRIPTION:{_text(normalise(event.details))}"
    if event.categories:
        yield "CATEGORIES:" + ",".join(_text(one_line(category)) for category in event.categories)
    # a date to keep does not make anybody busy that day
    yield "TRANSP:TRANSPARENT"
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-P{alarm_days}D", f"DESCRIPTION:{title}", "END:VALARM")
    yield "END:VEVENT"


def _text(text: str) -> str:
    return text.translate(_ESCAPES)


def _folded(line: str) -> Iterator[bytes]:
    """The line in pieces of at most 75 octets, the space before a continuation counted, no character divided."""
    piece, room = b"", FOLD
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > room:
            yield piece
            piece, room = b"", FOLD - 1
        piece += octets
    yield piece
