from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.stages.consolidate import look
from kpi_excel.stages.opdc import note_handin, period_to_hand_in, prepare
from kpi_excel.store.handins import load_handins
from kpi_excel.store.names import hash_of
from tests.core.province import FEB, MAR, SAR6, TEMPLATE
from tests.letters.reading import read_mail
from tests.stages.letters_desk import LettersDesk
from tests.workbooks.opdc_sample import assessment_receipts, policy_receipts

THIRD, FIFTH, EIGHTH = date(2013, 3, 3), date(2013, 3, 5), date(2013, 3, 8)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> LettersDesk:
    desk = LettersDesk.begun(tmp_path_factory.mktemp("opdc") / "จังหวัด")
    desk.put([*policy_receipts(), *assessment_receipts()])
    return desk


@pytest.fixture
def desk(begun: LettersDesk, tmp_path: Path) -> LettersDesk:
    shutil.copytree(begun.root, tmp_path / "จังหวัด")
    return LettersDesk(tmp_path / "จังหวัด")


def late_handins(desk: LettersDesk, on: date) -> set[tuple[str, int]]:
    return {(line.period, line.days) for line in look(desk.house, MAR, on).overdue if line.kind == "handin"}


def test_minutes__m17_the_months_hand_in_and_its_mail__agencies_that_are_missing_named(desk: LettersDesk) -> None:
    prepared = prepare(desk.house, FEB, THIRD)
    workbook, mail = (published.path for published in prepared.files)
    assert [path.relative_to(desk.root).as_posix() for path in (workbook, mail)] == [
        "outbox/2556-02/opdc/policy_report_2556-02.xlsx", "outbox/2556-02/opdc/policy_report_2556-02.eml",
    ]  # fmt: skip
    assert [(finding.code, finding.place.kpi_no, finding.found) for finding in prepared.findings] == [
        ("policy-report-not-received", "1.6", "สนง.พาณิชย์ (COM)"), ("policy-report-not-corrected", "4.4", "สนง.แรงงาน (LAB)"),
    ]  # fmt: skip
    attached = list(read_mail(mail.read_bytes()).iter_attachments())
    assert [part.get_content() for part in attached] == [workbook.read_bytes()]
    sheet = openpyxl.load_workbook(io.BytesIO(workbook.read_bytes())).worksheets[0]
    assert str(sheet["A2"].value).startswith("รายงานแล้ว 8 จาก 10 ตัวชี้วัด")
    assert (prepared.step.due, prepared.step.sent_on) == (FIFTH, None)


def test_without_a_note_the_provinces_step_is_overdue__with_one_it_is_not(desk: LettersDesk) -> None:
    assert late_handins(desk, EIGHTH) == {("2556-02", 3), ("2556-kpi", 8)}
    step = note_handin(desk.house, FEB, FIFTH, EIGHTH)
    assert (step.sent_on, step.days_late(EIGHTH)) == (FIFTH, 0)
    assert late_handins(desk, EIGHTH) == {("2556-kpi", 8)}
    note_handin(desk.house, TEMPLATE, date(2013, 2, 28), EIGHTH)
    assert late_handins(desk, EIGHTH) == set()
    assert late_handins(desk, date(2013, 3, 4)) == set()


def test_the_note_names_what_was_sent__the_workbook_as_it_was(desk: LettersDesk) -> None:
    note_handin(desk.house, FEB, THIRD, EIGHTH)
    workbook = prepare(desk.house, FEB, THIRD).files[0].path.read_bytes()
    note_handin(desk.house, FEB, FIFTH, EIGHTH)
    assert [(note.sent_on, note.sha256) for note in load_handins(desk.house.archive)] == [
        (THIRD, ""), (FIFTH, hash_of(workbook)),
    ]  # fmt: skip


def test_what_is_not_sent_yet_cannot_be_noted(desk: LettersDesk) -> None:
    with pytest.raises(KpiExcelError) as refusal:
        note_handin(desk.house, FEB, EIGHTH, FIFTH)
    assert refusal.value.code == "handin-in-future"
    assert load_handins(desk.house.archive) == ()


@pytest.mark.parametrize("period", ["2556-01", "2556-plan", "2557-02"])
def test_a_period_without_second_step_is_refused(desk: LettersDesk, period: str) -> None:
    with pytest.raises(KpiExcelError) as refusal:
        prepare(desk.house, Period.parse(period), EIGHTH)
    assert refusal.value.code in ("nothing-to-hand-in", "period-does-not-fit")


def test_minutes__m13_a_round_gives_each_host_its_own_sheet__and_no_mail(desk: LettersDesk) -> None:
    prepared = prepare(desk.house, SAR6, date(2013, 4, 26))
    assert [published.path.name for published in prepared.files] == [
        "AGR_entry_2556-sar6.xlsx",
        "DPM_entry_2556-sar6.xlsx",
    ]
    told = {finding.found: (finding.code, finding.place.kpi_no) for finding in prepared.findings}
    assert told["สนง.ปภ. (DPM)"] == ("score-not-certified", "3.2.3")
    assert told["ตำรวจภูธร (POL)"] == ("self-assessment-not-received", "1.1, 4.1")


def test_sheets_of_former_hosts_are_taken_back(desk: LettersDesk) -> None:
    former = desk.publish("2556-sar6", "opdc", "POL_entry_2556-sar6.xlsx")
    prepare(desk.house, SAR6, date(2013, 4, 26))
    assert not former.exists()


def test_templates_are_handed_in_as_they_came__nothing_is_written(desk: LettersDesk) -> None:
    prepared = prepare(desk.house, TEMPLATE, THIRD)
    assert (prepared.files, prepared.step.kpi_nos[0], prepared.step.due) == ((), "2.1", date(2013, 2, 28))


@pytest.mark.parametrize(
    ("on", "period"), [((2013, 2, 8), "2556-02"), ((2013, 2, 28), "2556-02"), ((2013, 3, 1), "2556-02"),
                       ((2013, 3, 31), "2556-02"), ((2013, 4, 1), "2556-03"), ((2013, 12, 1), "2556-09")],
)  # fmt: skip
def test_the_month_at_hand_is_the_last_one_that_is_over(
    desk: LettersDesk, on: tuple[int, int, int], period: str
) -> None:
    assert period_to_hand_in(desk.house, date(*on)).code == period


def test_the_same_day_gives_the_same_bytes(desk: LettersDesk) -> None:
    for period, day in ((FEB, THIRD), (SAR6, date(2013, 4, 26))):
        first = [(published.path, published.path.read_bytes()) for published in prepare(desk.house, period, day).files]
        again = prepare(desk.house, period, day)
        assert {published.state.value for published in again.files} == {"unchanged"}
        assert [(published.path, published.path.read_bytes()) for published in again.files] == first
