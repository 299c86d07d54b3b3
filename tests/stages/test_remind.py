from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.stages.remind import RemindOptions, remind
from kpi_excel.store import disk
from tests.core.province import FEB, PLAN, TEMPLATE, receipt, record, rows
from tests.letters.reading import body_of, read_mail
from tests.stages.letters_desk import LettersDesk

AFTER_22 = date(2013, 2, 25)
DISASTER = [
    receipt("DPM", TEMPLATE, date(2013, 2, 20), record("3.2.2", target=26), record("3.2.3", target=80)),
    receipt("DPM", FEB, date(2013, 2, 20), record("3.2.2", awaiting=True, result=293), record("3.2.3", result=90)),
]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> LettersDesk:
    return LettersDesk.begun(tmp_path_factory.mktemp("letters") / "จังหวัด")


@pytest.fixture
def desk(begun: LettersDesk, tmp_path: Path) -> LettersDesk:
    shutil.copytree(begun.root, tmp_path / "จังหวัด")
    return LettersDesk(tmp_path / "จังหวัด")


def test_minutes__m03_only_what_is_missing__before_and_after_its_date(desk: LettersDesk) -> None:
    desk.put(DISASTER)
    mailings = desk.remind(AFTER_22)
    industry = {(item.line.form, item.is_late, item.line.days) for item in mailings["IND"].items}
    assert industry == {
        ("monthly_progress", True, 5), ("kpi_template", True, 3), ("action_plan", False, 3),
    }  # fmt: skip
    police = {(item.line.form, item.is_late, item.line.days) for item in mailings["POL"].items}
    assert police == {
        ("monthly_progress", True, 5), ("kpi_template", False, 3), ("action_plan", False, 3), ("policy_report", False, 5),
    }  # fmt: skip
    disaster = {(item.line.kind, item.line.form) for item in mailings["DPM"].items}
    assert disaster == {("correction", "monthly_progress"), ("submission", "action_plan")}


def test_how_long_before_is_chosen__zero_days_is_today_only(desk: LettersDesk) -> None:
    far = {item.line.form for item in desk.remind(date(2013, 2, 14), days=8)["IND"].items}
    assert far == {"monthly_progress", "kpi_template"}
    assert desk.remind(date(2013, 2, 14), days=5) == {}
    assert set(desk.remind(date(2013, 2, 20), days=0)) == {agency.code for agency in desk.house.registry.agencies}


def test_nobody_is_bothered_without_need__and_letters_of_yesterday_go(desk: LettersDesk) -> None:
    desk.remind(date(2013, 2, 24))
    assert "DPM_reminder_2556-02.eml" in desk.mail()
    plan = receipt("DPM", PLAN, date(2013, 2, 24), *(rows("plan", no, {"step": "ประชุม"}) for no in ("3.2.2", "3.2.3")))
    desk.put(
        [*DISASTER[:1], receipt("DPM", FEB, AFTER_22, record("3.2.2", result=29), record("3.2.3", result=90)), plan]
    )
    assert "DPM" not in desk.remind(AFTER_22)
    assert [name for name in desk.mail() if name.startswith("DPM")] == []
    assert "IND_reminder_2556-02.txt" in desk.mail()


def test_one_period_may_be_asked_for__in_its_own_folder(desk: LettersDesk) -> None:
    mailings = desk.remind(AFTER_22, "2556-kpi")
    assert {item.line.period for mailing in mailings.values() for item in mailing.items} == {"2556-kpi"}
    assert len(desk.mail("2556-kpi")) == 2 * len(mailings) and desk.mail() == {}


def test_a_draft_goes_to_the_registrys_address__with_the_agencys_own_form(desk: LettersDesk) -> None:
    desk.put(DISASTER)
    desk.publish("2556-02", "forms", "IND_monthly_progress_2556-02.xlsx", b"PK industry")
    desk.publish("2556-02", "forms", "DPM_monthly_progress_2556-02.xlsx", b"PK blank")
    desk.publish("2556-02", "feedback", "DPM_monthly_progress_2556-02_feedback.xlsx", b"PK marked")
    mailings = desk.remind(AFTER_22)
    message = read_mail(desk.mail()["IND_reminder_2556-02.eml"])
    assert (message["To"], message["From"], message["X-Unsent"]) == ("ind@rayong.example", "kpi@rayong.example", "1")
    assert [(part.get_filename(), part.get_content()) for part in message.iter_attachments()] == [
        ("IND_monthly_progress_2556-02.xlsx", b"PK industry")
    ]
    answered = read_mail(desk.mail()["DPM_reminder_2556-02.eml"])
    assert [part.get_content() for part in answered.iter_attachments()] == [b"PK marked"]
    assert "ไฟล์ที่แนบ: DPM_monthly_progress_2556-02_feedback.xlsx" in body_of(answered)
    assert [item.attached for item in mailings["POL"].items if item.attached] == []


def test_a_form_that_somebody_changed_is_not_sent_on(desk: LettersDesk) -> None:
    path = desk.publish("2556-02", "forms", "IND_monthly_progress_2556-02.xlsx")
    path.write_bytes(b"PK filled in by the secretary")
    mailing = desk.remind(AFTER_22)["IND"]
    assert [finding.code for finding in mailing.findings] == ["form-not-attached"]
    assert list(read_mail(desk.mail()["IND_reminder_2556-02.eml"]).iter_attachments()) == []


@pytest.mark.parametrize(
    ("email", "code"), [("", "agency-without-email"), ("ind.rayong.example", "agency-email-unusable"),
                        ("a@b.co\r\nBcc: x@y.zz", "agency-email-unusable")],
)  # fmt: skip
def test_an_agency_that_cannot_be_mailed_gets_a_letter__and_is_listed(desk: LettersDesk, email: str, code: str) -> None:
    registry = desk.house.registry
    agencies = tuple(replace(each, email=email) if each.code == "IND" else each for each in registry.agencies)
    house = replace(desk.house, registry=replace(registry, agencies=agencies))
    mailing = next(each for each in remind(house, RemindOptions(AFTER_22)) if each.agency.code == "IND")
    assert mailing.draft is None and [finding.code for finding in mailing.findings] == [code]
    assert "038-555-209" in str(mailing.findings[0].expected)
    assert "IND_reminder_2556-02.txt" in desk.mail() and "IND_reminder_2556-02.eml" not in desk.mail()
    assert {note for key, note in desk.reminded(AFTER_22).items() if key[0] == "IND"} == {"25 ก.พ. 2556 ทางหนังสือ"}


def test_the_overdue_list_shows_who_was_reminded_when(desk: LettersDesk) -> None:
    assert set(desk.reminded(AFTER_22).values()) == {""}
    desk.remind(date(2013, 2, 21))
    desk.remind(AFTER_22, "2556-kpi")
    notes = desk.reminded(AFTER_22)
    assert notes["IND", "monthly_progress", "2556-02"] == "21 ก.พ. 2556 ทางอีเมล"
    assert notes["IND", "kpi_template", "2556-kpi"] == "25 ก.พ. 2556 ทางอีเมล"
    assert set(desk.reminded(date(2013, 2, 21)).values()) == {"21 ก.พ. 2556 ทางอีเมล"}


def test_the_same_day_gives_the_same_bytes__and_one_note(desk: LettersDesk) -> None:
    desk.publish("2556-02", "forms", "IND_monthly_progress_2556-02.xlsx")
    desk.remind(AFTER_22)
    first = desk.mail()
    assert all(mailing.letter.state.value == "unchanged" for mailing in desk.remind(AFTER_22).values())
    assert desk.mail() == first
    assert [item.name for item in disk.list_folder(desk.root / "archive" / "reminders")] == ["reminder.json"]


def test_the_province_is_not_reminded_of_its_own_step(desk: LettersDesk) -> None:
    mailings = desk.remind(date(2013, 3, 8))
    assert "" not in mailings
    assert not [item for mailing in mailings.values() for item in mailing.items if item.line.kind == "handin"]


def test_another_years_period_is_refused(desk: LettersDesk) -> None:
    with pytest.raises(KpiExcelError) as refusal:
        desk.remind(AFTER_22, Period.parse("2557-02").code)
    assert refusal.value.code == "period-does-not-fit"
