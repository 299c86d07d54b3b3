from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.letters.ics import Event, write_calendar
from tests.letters.reading import calendar_lines, unescaped

STAMP = date(2013, 2, 8)
HOSTILE = "ส่ง; รายงาน, \\แบบ\\\nEND:VEVENT\r\nBEGIN:VEVENT\x00\u202e\ud800 :x"


def one(title: str = "ส่งรายงาน", details: str = "", uid: str = "a@b") -> bytes:
    return write_calendar("ปฏิทิน", [Event(uid, date(2013, 2, 28), title, details)], STAMP, 5)


def test_lines_end_in_crlf_and_fold_at_75_octets__between_characters() -> None:
    data = one("รายงานการประเมินผลตนเองตามคำรับรองการปฏิบัติราชการ " * 8)
    assert data.endswith(b"END:VCALENDAR\r\n") and not data.startswith(b"\xef\xbb\xbf")
    raw = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, raw)) == 75 or max(map(len, raw)) in (73, 74)
    assert all(line.decode("utf-8") for line in raw)
    assert b"\r" not in b"".join(raw) and b"\n" not in b"".join(raw)


def test_an_event_is_all_day_with_an_alarm__as_the_format_wants_it() -> None:
    lines = calendar_lines(one(details="บรรทัดหนึ่ง\nบรรทัดสอง"))
    assert lines[:5] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kpi-excel//calendar//TH", "CALSCALE:GREGORIAN", "X-WR-CALNAME:ปฏิทิน",
    ]  # fmt: skip
    assert lines[5:] == [
        "BEGIN:VEVENT", "UID:a@b", "DTSTAMP:20130208T000000Z", "DTSTART;VALUE=DATE:20130228", "DTEND;VALUE=DATE:20130301",
        "SUMMARY:ส่งรายงาน", "DESCRIPTION:บรรทัดหนึ่ง\\nบรรทัดสอง", "TRANSP:TRANSPARENT",
        "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P5D", "DESCRIPTION:ส่งรายงาน", "END:VALARM",
        "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


def test_what_people_typed_stays_inside_its_line__hostile_title() -> None:
    lines = calendar_lines(one(HOSTILE, HOSTILE))
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    summary = next(line for line in lines if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    assert summary == "ส่ง\\; รายงาน\\, \\\\แบบ\\\\ END:VEVENT BEGIN:VEVENT :x"
    assert unescaped(summary) == "ส่ง; รายงาน, \\แบบ\\ END:VEVENT BEGIN:VEVENT :x"


@pytest.mark.parametrize("uid", ["", "a b", "a\r\nX:1", "ก", "x" * 201])
def test_a_uid_is_plain__anything_else_is_refused(uid: str) -> None:
    with pytest.raises(ValueError, match="UID"):
        one(uid=uid)


@given(st.text(max_size=300), st.text(max_size=300), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_text_gives_a_whole_calendar__whatever_was_typed(title: str, details: str, day: date) -> None:
    data = write_calendar(title, [Event("u@x", day, title, details, (title,))], day, 5)
    lines = calendar_lines(data)
    assert all(re.match(r"[A-Z-]+[:;]", line) for line in lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("BEGIN:VALARM") == 1
    assert f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}" in lines
    assert data == write_calendar(title, [Event("u@x", day, title, details, (title,))], day, 5)
