from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.cli.boundary import run
from kpi_excel.stages.closed_year import close_year
from tests.letters.reading import calendar_lines
from tests.stages.letters_desk import LettersDesk
from tests.workbooks.opdc_sample import policy_receipts


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> LettersDesk:
    desk = LettersDesk.begun(tmp_path_factory.mktemp("commands") / "จังหวัด ทดสอบ")
    desk.put(policy_receipts())
    return desk


@pytest.fixture
def desk(begun: LettersDesk, tmp_path: Path) -> LettersDesk:
    shutil.copytree(begun.root, tmp_path / "จังหวัด ทดสอบ")
    return LettersDesk(tmp_path / "จังหวัด ทดสอบ")


@pytest.fixture
def call(desk: LettersDesk, capsys: pytest.CaptureFixture[str]) -> Any:
    def calling(*arguments: str, as_of: str = "2013-03-08") -> tuple[int, str, str]:
        code = run(["--workspace", str(desk.root), "--as-of", as_of, *arguments])
        return code, *capsys.readouterr()

    return calling


def data_of(answer: tuple[int, str, str], command: str) -> dict[str, Any]:
    assert answer[1].isascii()
    data: dict[str, Any] = json.loads(answer[1])
    assert data["schema"] == f"kpi_excel.{command}/1"
    assert set(data) == {"schema", "as_of", "items", "findings", "totals"}
    return data


def test_calendar_lists_every_date_with_rule_and_second_step(call: Any) -> None:
    code, out, err = call("calendar")
    lines = out.splitlines()
    assert code == 0 and lines[0] == "กุมภาพันธ์ 2556"
    at = next(n for n, line in enumerate(lines) if "2556-kpi" in line and "2.1–2.2, 3.1–3.2" in line)
    assert "ศุกร์ที่ 22 ก.พ. 2556" in lines[at] and lines[at].endswith("[ภายในวันที่ 22 ก.พ. 2556]")
    assert "-> OPDC" in lines[at + 1] and lines[at + 1].endswith("[ภายในวันที่ 28 ก.พ. 2556]  เลยกำหนด 8 วัน")
    assert lines[-1] == "รวม 22 กำหนดของหน่วยงาน  12 กำหนดของจังหวัด (ส่งสำนักงาน ก.พ.ร.)"
    assert "calendar --ics" in err


def test_calendar_as_json__rule_nominal_and_hand_in(call: Any) -> None:
    data = data_of(call("calendar", "--json"), "calendar")
    assert data["totals"] == {"dates": 22, "handins": 12, "file": ""}
    item = next(item for item in data["items"] if (item["form"], item["period"]) == ("self_assessment", "2556-sar6"))
    assert (item["nominal_due"], item["due"], item["handin_due"], item["handed_in_on"]) == (
        "2013-04-23", "2013-04-23", "2013-04-30", None,
    )  # fmt: skip
    assert item["rule"]["en"] == "7 days before OPDC's date"
    assert "1.6" not in item["kpi_nos"] and "COM" not in item["agencies"]


def test_calendar_writes_a_file__the_same_twice(call: Any, tmp_path: Path) -> None:
    target = tmp_path / "kpi.ics"
    first = (call("calendar", "--ics", str(target))[0], target.read_bytes())
    assert (call("calendar", "--ics", str(target))[0], target.read_bytes()) == first == (0, target.read_bytes())
    assert calendar_lines(target.read_bytes()).count("BEGIN:VEVENT") == 34


def test_calendar_does_not_write_over_the_registry(call: Any, desk: LettersDesk) -> None:
    code, _, err = call("calendar", "--ics", str(desk.root / "registry.xlsx"))
    assert code == 2 and "file-not-a-calendar" in err


def test_remind_says_who_is_reminded_of_how_much(call: Any, desk: LettersDesk) -> None:
    code, out, err = call("remind", "--period", "2556-02", as_of="2013-03-01")
    assert code == 1 and "[written  ] COM    com@rayong.example" in out
    assert "หนังสือ 17 ฉบับ  ร่างอีเมล 17 ฉบับ" in out and ".eml" in err
    assert len(desk.mail()) == 34


def test_remind_as_json__what_is_owed_and_what_was_written(call: Any) -> None:
    answer = call("remind", "--json", "--days", "3", "--lang", "en", as_of="2013-03-01")
    data = data_of(answer, "remind")
    item = next(item for item in data["items"] if item["agency"] == "COM")
    assert item["draft"].endswith("outbox/2556-03/mail/COM_reminder_2556-03.eml")
    policy = next(owed for owed in item["items"] if owed["form"] == "policy_report")
    assert (policy["is_late"], policy["days"], policy["handin_due"], policy["kpi_nos"]) == (
        False,
        1,
        "2013-03-05",
        ["1.6"],
    )
    assert data["totals"]["letters"] == data["totals"]["drafts"] == 17


def test_remind_with_nothing_owed_is_clean(call: Any) -> None:
    code, out, _ = call("remind", as_of="2013-01-15")
    assert (code, out.strip()) == (0, "ไม่มีหน่วยงานใดค้างหรือใกล้ครบกำหนด")


def test_remind_lists_agencies_without_address(call: Any, desk: LettersDesk) -> None:
    desk.change_registry(email="")
    code, out, _ = call("remind", as_of="2013-03-01")
    assert code == 1 and "[no e-mail] IND    038-555-209" in out and "agency-without-email" in out
    assert "หนังสือ 17 ฉบับ  ร่างอีเมล 0 ฉบับ" in out


def test_opdc_prepares_the_month_and_says_what_to_do(call: Any) -> None:
    code, out, err = call("opdc")
    assert code == 1 and "รายงานแล้ว 8 จาก 10 ตัวชี้วัด" in out and "policy-report-not-received" in out
    assert "policy_report_2556-02.eml" in out and "เลยกำหนด 3 วัน" in out
    assert "kpi-excel opdc --period 2556-02 --sent-on" in err


def test_opdc_without_an_address__the_draft_has_no_to_line_and_the_command_says_so(call: Any, desk: LettersDesk) -> None:
    assert "ร่างอีเมลยังไม่มีผู้รับ" not in call("opdc")[1]
    draft = desk.root / "outbox" / "2556-02" / "opdc" / "policy_report_2556-02.eml"
    assert b"\r\nTo: policy@opdc.example\r\n" in draft.read_bytes()
    registry = desk.house.registry
    desk.write_registry(replace(registry, settings=replace(registry.settings, opdc_email="")))
    _, out, err = call("opdc")
    assert "ร่างอีเมลยังไม่มีผู้รับ" in out and "เติมที่อยู่ ก.พ.ร." in err
    assert b"\r\nTo:" not in draft.read_bytes()


def test_opdc_notes_that_the_province_handed_in(call: Any) -> None:
    code, out, _ = call("opdc", "--sent-on", "5 มี.ค. 56")
    assert code == 0 and out.startswith("บันทึกแล้ว: policy_report 2556-02") and "ส่งแล้ว 5 มี.ค. 2556" in out
    data = data_of(call("opdc", "--json"), "opdc")
    assert (data["totals"]["handed_in_on"], data["totals"]["days_late"], data["totals"]["reported"]) == (
        "2013-03-05",
        0,
        8,
    )
    listed = data_of(call("calendar", "--json"), "calendar")["items"]
    assert [item["handed_in_on"] for item in listed if item["handed_in_on"]] == ["2013-03-05"]


def test_opdc_refuses_a_day_that_has_not_come__and_a_period_without_hand_in(call: Any) -> None:
    assert (call("opdc", "--sent-on", "9/3/2556")[0], call("opdc", "--period", "2556-plan")[0]) == (2, 2)
    assert "handin-in-future" in call("opdc", "--sent-on", "9/3/2556")[2]


def test_status_shows_the_provinces_own_lateness(call: Any) -> None:
    code, out, _ = call("status", "--period", "2556-02")
    assert code == 1 and "[LATE] จังหวัดยังไม่ส่ง ก.พ.ร.: policy_report 2556-02  ช้า 3 วัน" in out
    data = data_of(call("status", "--json"), "status")
    assert {late["period"]: late["days_late"] for late in data["totals"]["handins_overdue"]} == {
        "2556-02": 3,
        "2556-kpi": 8,
    }
    by_kpi = {item["kpi_no"]: item["handin_due"] for item in data["items"] if item["form"] == "kpi_template"}
    assert (by_kpi["2.1"], by_kpi["5"]) == ("2013-02-28", None)


@pytest.mark.parametrize("command", ["calendar", "remind", "opdc"])
def test_help_is_in_the_language_asked_for(call: Any, command: str) -> None:
    thai, english = call(command, "--help")[1], call("--lang", "en", command, "--help")[1]
    assert any("ก" <= char <= "๙" for char in thai) and not any("ก" <= char <= "๙" for char in english)


def test_a_closed_year_sends_nothing_out(call: Any, desk: LettersDesk) -> None:
    close_year(desk.house.workspace, desk.house.registry.settings.fiscal_year, desk.root / "next", date(2014, 1, 1))
    assert [call(*words)[0] for words in (("remind",), ("opdc",), ("opdc", "--sent-on", "5/3/2556"))] == [2, 2, 2]
    assert call("calendar")[0] == 0
