"""Hand-overs: what was recorded, what the registry says that nobody recorded, and the evidence that changes hands."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_excel.core.handover import changes_of, is_same_person
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Person, Registry
from kpi_excel.core.registers import HandoverLine
from kpi_excel.core.submission import Plain, Receipt
from tests.core.province import APR, FEB, MAR, linear, receipt, rows, small

AS_OF = date(2013, 4, 15)
LEFT, CAME = "นายเอกชัย ตัวอย่าง", "นางสาวมาลี ตัวอย่าง"
MOVED = (Person("1", "keeper", LEFT, until=date(2013, 1, 31)), Person("1", "keeper", CAME, since=date(2013, 2, 1)))
GIVEN: dict[str, Plain] = {
    "role": "keeper", "what": "แฟ้มหลักฐาน", "from_whom": "นายเอกชัย ต.", "to_whom": "น.ส.มาลี ตัวอย่าง",
    "handed_on": date(2013, 2, 4), "reason": "ย้าย",
}  # fmt: skip


def people(*persons: Person) -> Registry:
    return small(linear("1"), people=persons or MOVED)


def lines(registry: Registry, *files: Receipt, as_of: date = AS_OF) -> tuple[HandoverLine, ...]:
    return consolidate(registry, files, APR, as_of).handovers


def recorded(*entries: dict[str, Plain], on: date = FEB.end) -> Receipt:
    return receipt("DPM", FEB if on == FEB.end else MAR, on, rows("handover", "1", *entries))


def test_minutes__m09_a_change_of_keeper_that_nobody_recorded_is_told_with_what_the_leaver_keeps() -> None:
    register = rows("evidence", "1", {"document": "คำสั่ง", "keeper": "นายเอกชัย ต."}, {"document": "ภาพ", "keeper": CAME})
    (line,) = lines(people(), receipt("DPM", MAR, MAR.end, register))
    assert (line.is_recorded, line.agency, line.kpi_no, line.role) == (False, "DPM", "1", "keeper")
    assert (line.from_whom, line.to_whom, line.on) == (LEFT, CAME, date(2013, 2, 1))
    assert [entry.document for entry in line.evidence] == ["คำสั่ง"]


def test_a_record_answers_the_change__however_the_names_are_written() -> None:
    (line,) = lines(people(), recorded(GIVEN))
    assert (line.is_recorded, line.what, line.reason, line.on) == (True, "แฟ้มหลักฐาน", "ย้าย", date(2013, 2, 4))
    assert line.source is not None and line.source.archived.startswith("2556/2556-02/DPM")


@pytest.mark.parametrize(
    ("changed", "answers"),
    [
        ({"from_whom": "คุณเอก", "to_whom": "คุณมา"}, True),
        ({"from_whom": "คุณเอก", "to_whom": "คุณมา", "handed_on": date(2013, 4, 1)}, False),
        ({"from_whom": "คุณเอก", "handed_on": None}, True),
        ({"role": "supervisor"}, False),
    ],
)  # fmt: skip
def test_a_record_of_another_role_or_of_other_people_at_another_time_answers_nothing(
    changed: dict[str, Plain], answers: bool
) -> None:
    told = [line.is_recorded for line in lines(people(), recorded(GIVEN | changed))]
    assert told == ([True] if answers else [False, True]), "what nobody recorded comes first"


def test_a_hand_over_that_later_forms_repeat_is_told_once__in_its_latest_words() -> None:
    (line,) = lines(people(), recorded(GIVEN), recorded(GIVEN | {"what": "แฟ้มและรหัสผ่านตู้"}, on=MAR.end))
    assert line.what == "แฟ้มและรหัสผ่านตู้"


def test_a_blank_line_of_the_form_is_no_hand_over() -> None:
    assert not lines(people(Person("1", "keeper", LEFT)), recorded({"role": "keeper", "what": "แฟ้มหลักฐาน"}))


def test_what_the_successor_took_over_stays_with_the_hand_over() -> None:
    register = rows(
        "evidence", "1",
        {"document": "คำสั่ง", "keeper": CAME, "kept_on": date(2012, 11, 6)}, {"document": "ภาพ", "keeper": CAME, "kept_on": MAR.start},
    )  # fmt: skip
    (line,) = lines(people(), recorded(GIVEN), receipt("DPM", MAR, MAR.end, register))
    assert [entry.document for entry in line.evidence] == ["คำสั่ง"]


def test_somebody_who_left_without_a_successor_is_told__from_the_day_after() -> None:
    registry = people(Person("1", "supervisor", LEFT, until=date(2013, 3, 31)))
    (line,) = lines(registry)
    assert (line.role, line.to_whom, line.on) == ("supervisor", "", date(2013, 4, 1))
    assert not lines(registry, as_of=date(2013, 3, 31))


def test_no_change__the_same_person_again_a_first_appointment_or_another_year() -> None:
    assert not list(changes_of(people(Person("1", "keeper", LEFT), Person("1", "keeper", "นายเอกชัย ต.", since=FEB.start)), AS_OF))
    assert not list(changes_of(people(Person("1", "keeper", CAME, since=FEB.start)), AS_OF))
    earlier = (Person("1", "keeper", LEFT, until=date(2012, 5, 31)), Person("1", "keeper", CAME, since=date(2012, 6, 1)))
    assert not list(changes_of(people(*earlier), AS_OF))
    assert not list(changes_of(people(), date(2013, 1, 31)))


def test_the_order_of_the_registrys_rows_does_not_matter() -> None:
    assert lines(people(*MOVED)) == lines(people(*MOVED[::-1]))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("นางสาวมาลี ตัวอย่าง", "น.ส. มาลี  ตัวอย่าง", True), ("นางสาวมาลี ต.", "นางสาวมาลี ตัวอย่าง", True),
        ("นายเอกชัย ต.", "นายเอกชัย พร้อมช่วย", False), ("มาลี", "มาลีวัลย์", False), ("", "", False), ("นาย ก", "", False),
        ("Somchai K.", "somchai kaew", True),
    ],
)  # fmt: skip
def test_names_are_compared_as_people_do(one: str, other: str, same: bool) -> None:
    assert is_same_person(one, other) is same is is_same_person(other, one)
