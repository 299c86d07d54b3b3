from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_excel.core.model import Lesson, Person, Registry
from kpi_excel.forms.build import due_sentence
from kpi_excel.forms.content import FormContent
from kpi_excel.forms.known import Known
from tests.core.province import linear, small
from tests.forms.issuing import issue

TWENTIETH, LAST = date(2013, 2, 20), date(2013, 2, 28)


def content(form: str = "monthly_progress", lang: str = "th", registry: Registry | None = None, known: Known | None = None) -> FormContent:
    return issue(form, "DPM", lang, known, registry or small(linear("1"), linear("1.10"), linear("2", "LAB"))).content


@pytest.mark.parametrize(
    ("dues", "th", "en"),
    [
        ({}, "", ""),
        ({"1": TWENTIETH, "2": TWENTIETH}, "พุธที่ 20 ก.พ. 2556", "Wed 20 Feb 2013"),
        ({"2.1": LAST, "1": TWENTIETH, "3": LAST}, "พุธที่ 20 ก.พ. 2556 (1)  ·  พฤหัสบดีที่ 28 ก.พ. 2556 (2.1, 3)",
         "Wed 20 Feb 2013 (1)  ·  Thu 28 Feb 2013 (2.1, 3)"),
    ],
)  # fmt: skip
def test_due_sentence__one_day_or_each_with_its_kpis(dues: dict[str, date], th: str, en: str) -> None:
    assert (due_sentence(dues, "th"), due_sentence(dues, "en")) == (th, en)


def test_month__covers_the_year_so_far() -> None:
    assert content().covers == "1 ต.ค. 2555 – 28 ก.พ. 2556"
    assert content("self_assessment").covers == "1 ต.ค. 2555 – 31 มี.ค. 2556"
    assert content("action_plan", "en").covers == "1 Oct 2012 – 30 Sep 2013"


def test_headings__name_period_and_kpi_in_either_language() -> None:
    assert content().sheets[0].heading == "รายงานผลตัวชี้วัดประจำเดือน กุมภาพันธ์ 2556"
    assert content(lang="en").sheets[0].heading == "Monthly KPI progress report, February 2013"
    page = content("kpi_template").sheets[1]
    assert (page.name, page.heading) == ("K1.10", "รายละเอียดตัวชี้วัด 1.10  ตัวชี้วัด 1.10")


def test_kpi_whose_name_holds_braces__is_only_a_name() -> None:
    registry = small(replace(linear("1"), name="ร้อยละ {period} {0}"))

    assert content("kpi_template", registry=registry).sheets[0].heading.endswith("ร้อยละ {period} {0}")


def test_sheets_without_rows__are_left_out() -> None:
    assert [sheet.spec.key for sheet in content().sheets] == ["report", "evidence"]


def test_captions__agency_due_and_supervisors() -> None:
    people = tuple(Person(no, "supervisor", name, "หัวหน้า") for no, name in (("1", "นายก"), ("1.10", "นายข"), ("2", "นายค")))
    registry = small(linear("1"), linear("1.10"), linear("2", "LAB"), people=people)
    captions = dict(content(registry=registry).sheets[0].captions)

    assert captions["หน่วยงานเจ้าภาพ"] == "สำนักงาน ปภ."
    assert captions["ผู้กำกับดูแลตัวชี้วัด"] == "นายก  หัวหน้า · นายข  หัวหน้า"
    assert dict(content(lang="en").sheets[0].captions)["KPI supervisor"] == "–"


def test_page__due_of_its_own_kpi() -> None:
    captions = dict(content("kpi_template").sheets[0].captions)

    assert captions["ส่งสำนักงานจังหวัดภายใน"] == "จันทร์ที่ 30 ก.ย. 2556"


def test_head__carries_over() -> None:
    assert content(known=Known(head={"reporter": "นางมาลี", "other": "x"})).sheets[0].head == {"reporter": "นางมาลี", "phone": ""}


def test_minutes__m10_open_lessons_stand_on_the_forms_of_their_host_and_kpi() -> None:
    lessons = (
        Lesson("1", "DPM", "", "เก็บหลักฐานช้า", "ลงทะเบียนทันที"), Lesson("2", "LAB", "", "ของคนอื่น"),
        Lesson("3", "", "1.10", "น้ำท่วมทุกปี"), Lesson("4", "", "2", "ของตัวอื่น"),
        Lesson("5", "DPM", "", "แก้แล้ว", closed_on=date(2013, 1, 1)),
    )  # fmt: skip
    registry = small(linear("1"), linear("1.10"), linear("2", "LAB"), lessons=lessons)

    assert [text for _, texts in content(registry=registry).notices for text in texts] == ["เก็บหลักฐานช้า  →  ลงทะเบียนทันที", "น้ำท่วมทุกปี"]
    assert content().notices == ()


def test_minutes__m09_the_next_form_says_who_took_over() -> None:
    left, came = Person("1", "keeper", "นาย ก", until=date(2013, 2, 12)), Person("1", "keeper", "นาง ข", since=date(2013, 2, 13))
    registry = small(linear("1"), linear("2", "LAB"), people=(left, came, replace(left, kpi_no="2"), replace(came, kpi_no="2")))

    ((_, lines),) = content(registry=registry).notices
    assert lines == ("13 ก.พ. 2556  ผู้จัดเก็บข้อมูล 1: นาย ก  →  นาง ข",)
    later = tuple(replace(person, since=person.since and date(2012, 11, 1), until=person.until and date(2012, 10, 31))
                  for person in (left, came))  # fmt: skip
    assert content(registry=replace(registry, people=later)).notices == ()
