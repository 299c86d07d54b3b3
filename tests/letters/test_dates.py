from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kpi_excel.core.deadlines import deadlines_of
from kpi_excel.core.model import CalendarRule, Registry, RollRule
from kpi_excel.letters.dates import write_year
from tests.core.province import CALENDAR, SETTINGS, rayong
from tests.letters.reading import calendar_lines, unescaped

AS_OF = date(2013, 2, 8)
PROVINCE = rayong()


def written(registry: Registry = PROVINCE, as_of: date = AS_OF, lang: str = "th") -> bytes:
    return write_year(registry, deadlines_of(registry), as_of, lang)


def values(data: bytes, name: str) -> list[str]:
    return [
        unescaped(line.partition(":")[2]) for line in calendar_lines(data) if line.startswith((f"{name}:", f"{name};"))
    ]


def test_minutes__m14_the_year_has_both_steps_as_events_of_their_own() -> None:
    data = written()
    titles = values(data, "SUMMARY")
    assert len(titles) == 34 == len(set(values(data, "UID")))
    assert "หน่วยงานส่งจังหวัด: รายละเอียดตัวชี้วัด ปี 2556 (ตัวชี้วัด 2.1–2.2, 3.1–3.2)" in titles
    assert "จังหวัดส่ง ก.พ.ร.: รายงานตามนโยบายรัฐบาล ก.พ. 2556" in titles
    assert Counter(title.partition(":")[0] for title in titles) == {"หน่วยงานส่งจังหวัด": 22, "จังหวัดส่ง ก.พ.ร.": 12}
    assert values(data, "DTSTART") == sorted(values(data, "DTSTART"))


def test_an_event_says_who_what_and_by_which_rule() -> None:
    data = written()
    at = values(data, "SUMMARY").index("หน่วยงานส่งจังหวัด: รายงานตามนโยบายรัฐบาล ก.พ. 2556")
    # every alarm repeats the title as its own description
    assert values(data, "DESCRIPTION")[2 * at] == (
        "ตัวชี้วัด 1.1–1.6, 4.1–4.4\n"
        "หน่วยงาน (9): สำนักงาน ADM, สำนักงาน CDD, สำนักงาน COM, สำนักงาน EDU, สำนักงาน FIN, สำนักงาน LAB, "
        "สำนักงาน PHO, สำนักงาน POL, สำนักงาน PRO\n"
        "กำหนด: วันที่ 2 ของเดือนถัดไป\nจังหวัดส่งสำนักงาน ก.พ.ร. วันอังคารที่ 5 มี.ค. 2556"
    )


def test_the_same_day_gives_the_same_bytes__another_day_only_another_stamp() -> None:
    assert written() == written()
    later = written(as_of=date(2013, 3, 1))
    assert later != written()
    assert later.replace(b"20130301T000000Z", b"20130208T000000Z") == written()


def test_a_moved_date_keeps_its_event__uid_names_what_it_is_for() -> None:
    moved = replace(PROVINCE, calendar=(replace(CALENDAR[0], on_date=date(2013, 2, 20)), *CALENDAR[1:]))
    assert set(values(written(moved), "UID")) == set(values(written(), "UID"))
    assert values(written(moved), "DTSTART") != values(written(), "DTSTART")
    elsewhere = replace(PROVINCE, settings=replace(SETTINGS, province="ลำพูน"))
    assert not set(values(written(elsewhere), "UID")) & set(values(written(), "UID"))


def test_a_date_moved_by_a_holiday_says_both_days() -> None:
    rolling = replace(PROVINCE, settings=replace(SETTINGS, roll=RollRule.NEXT))
    texts = " ".join(values(written(rolling), "DESCRIPTION"))
    assert "กำหนด: วันที่ 2 ของเดือนถัดไป ตรงวันหยุดเลื่อนเป็นวันทำการถัดไป (เดิม 2 มี.ค. 2556)" in texts


def test_hostile_names_stay_text__agency_and_province() -> None:
    evil = "ส่ง\r\nEND:VCALENDAR;,\\\x07"
    agencies = tuple(replace(agency, name=evil, short=evil) for agency in PROVINCE.agencies)
    registry = replace(PROVINCE, agencies=agencies, settings=replace(SETTINGS, province=evil))
    lines = calendar_lines(written(registry))
    assert lines.count("END:VCALENDAR") == 1 and lines[-1] == "END:VCALENDAR"
    assert unescaped(lines[4]).startswith("X-WR-CALNAME:ตัวชี้วัดจังหวัดส่ง END:VCALENDAR;,\\")


def test_english_too() -> None:
    assert "Province to OPDC: Government policy report Feb 2013" in values(written(lang="en"), "SUMMARY")


@pytest.mark.parametrize(
    "registry", [PROVINCE, replace(PROVINCE, calendar=(CalendarRule("action_plan", on_date=AS_OF),))]
)
def test_a_real_program_imports_it__icalendar(registry: Registry) -> None:
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(written(registry))
    events = [event for event in calendar.walk("VEVENT")]
    assert len(events) == calendar_lines(written(registry)).count("BEGIN:VEVENT") > 0
    assert not calendar.errors
    for event in events:
        assert not event.errors
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert type(start) is date and end == start + timedelta(days=1)
        alarm = event.walk("VALARM")[0]
        assert alarm.decoded("TRIGGER") == timedelta(days=-5)
        assert event["SUMMARY"] == alarm["DESCRIPTION"]
    early = [event.decoded("DTSTART") for event in events if "2.1–2.2, 3.1–3.2" in event["SUMMARY"]]
    assert early == ([date(2013, 2, 22), date(2013, 2, 28)] if registry is PROVINCE else [])
