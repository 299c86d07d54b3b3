"""A person's decision about a held file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Verdict
from kpi_excel.stages.assign import assign, dismiss
from kpi_excel.stages.ingest import Ingested
from tests.stages.desk import MONTHLY, Desk, codes, day, tree, value_of, verdicts

FEB = Period.parse("2556-02")


def held(desk: Desk, name: str = "ใครส่งมา.xlsx") -> Ingested:
    """A form of DPM under another agency's name."""
    form = desk.filled("DPM")
    form.replace_text({"สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัดระยอง": "สำนักงานแรงงานจังหวัดระยอง"})
    item = desk.take_one(form, name=name)
    assert item.verdict is Verdict.HELD
    return item


def test_assign__the_file_counts_from_the_day_it_came(desk: Desk) -> None:
    first = held(desk)
    item = assign(desk.house, Path("ใครส่งมา.xlsx"), "DPM", MONTHLY, FEB, "ปรีชา", day("2013-02-25"))

    assert item.verdict is Verdict.ACCEPTED
    assert item.receipt is not None
    assert (item.receipt.received_on, item.receipt.decided_by) == (date(2013, 2, 18), "ปรีชา")
    assert item.receipt.archived.startswith("2556/2556-02/DPM_")
    assert desk.inbox == []
    assert value_of(desk, "3.2.2") == Decimal("12.1")
    assert desk.look().balance.files == 1
    states = {line.received_on for line in desk.look().obligations if line.kpi_no == "3.2.2" and line.form == MONTHLY and line.period == "2556-02"}
    assert states == {date(2013, 2, 18)}
    # the held copy stays where it was first put: archived bytes are never moved
    assert f"archive/unassigned/{first.sha256[:8]}.xlsx" in tree(desk.root, "archive/unassigned")


def test_assign__by_a_short_name_of_the_agency(desk: Desk) -> None:
    held(desk)
    item = assign(desk.house, Path("ใครส่งมา.xlsx"), "ปภ.", MONTHLY, FEB, "ปรีชา", day("2013-02-18"))

    assert item.judgement.claim.agency == "DPM"


def test_assign__sent_again_afterwards_is_a_duplicate(desk: Desk) -> None:
    held(desk)
    data = (desk.root / "inbox" / "ใครส่งมา.xlsx").read_bytes()
    assign(desk.house, Path("ใครส่งมา.xlsx"), "DPM", MONTHLY, FEB, "ปรีชา", day("2013-02-18"))
    desk.drop("อีกที.xlsx", data)

    (item,) = desk.take("2013-02-19")
    assert item.verdict is Verdict.DUPLICATE and item.judgement.claim.agency == "DPM"


def test_assign__a_file_by_its_path_stays_where_it_lies(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "จากอีเมล.xlsx"
    path.write_bytes(desk.filled("DPM").save(day("2013-02-18")))
    item = assign(desk.house, path, "DPM", MONTHLY, FEB, "ปรีชา", day("2013-02-18"))

    assert item.verdict is Verdict.ACCEPTED
    assert path.exists()


def test_assign__the_wrong_agency_is_told_record_by_record(desk: Desk) -> None:
    held(desk)
    item = assign(desk.house, Path("ใครส่งมา.xlsx"), "LAB", MONTHLY, FEB, "ปรีชา", day("2013-02-18"))

    assert item.verdict is Verdict.ACCEPTED_IN_PART
    assert set(codes(item)) == {"kpi-not-hosted", "outside-text"}
    assert {f.found for f in item.judgement.findings if f.code == "outside-text"} == {"สำนักงานแรงงานจังหวัดระยอง"}
    assert value_of(desk, "3.2.2") is None


@pytest.mark.parametrize(
    ("agency", "form", "period", "code"),
    [
        ("DMP", MONTHLY, "2556-02", "no-such-agency"),
        ("", MONTHLY, "2556-02", "no-such-agency"),
        ("DPM", "monthly", "2556-02", "form-unknown"),
        ("DPM", MONTHLY, "2556-kpi", "period-does-not-fit"),
        ("DPM", "action_plan", "2556-02", "period-does-not-fit"),
        ("DPM", MONTHLY, "2557-02", "period-does-not-fit"),
    ],
)
def test_assign__what_does_not_exist_is_refused_before_anything_is_written(
    desk: Desk, agency: str, form: str, period: str, code: str
) -> None:
    held(desk)
    before = tree(desk.root)
    with pytest.raises(KpiExcelError) as told:
        assign(desk.house, Path("ใครส่งมา.xlsx"), agency, form, Period.parse(period), "ปรีชา", day("2013-02-18"))

    assert (told.value.code, told.value.exit_code) == (code, 2)
    assert tree(desk.root) == before


def test_assign__a_near_name_is_suggested(desk: Desk) -> None:
    with pytest.raises(KpiExcelError) as told:
        assign(desk.house, Path("x.xlsx"), "DMP", MONTHLY, FEB, "ปรีชา", day("2013-02-18"))

    assert "DPM" in str(told.value.finding.expected)


def test_assign__no_such_file(desk: Desk) -> None:
    with pytest.raises(KpiExcelError) as told:
        assign(desk.house, Path("ไม่มี.xlsx"), "DPM", MONTHLY, FEB, "ปรีชา", day("2013-02-18"))

    assert told.value.code == "path-missing"


def test_assign__decided_before_is_not_decided_again(desk: Desk) -> None:
    data = desk.filled("DPM").save(day("2013-02-18"))
    desk.take_one(data)
    desk.drop("อีกที.xlsx", data)
    with pytest.raises(KpiExcelError) as told:
        assign(desk.house, Path("อีกที.xlsx"), "LAB", MONTHLY, FEB, "ปรีชา", day("2013-02-18"))

    assert told.value.code == "file-already-received"
    assert desk.inbox == ["อีกที.xlsx"]


def test_dismiss__leaves_the_inbox_and_keeps_its_bytes_and_the_reason(desk: Desk) -> None:
    first = held(desk)
    item = dismiss(desk.house, Path("ใครส่งมา.xlsx"), "ปรีชา", "ไฟล์ทดลอง", day("2013-02-19"))

    assert item.receipt is not None
    assert (item.receipt.code, item.receipt.why, item.receipt.decided_by) == ("file-dismissed", "ไฟล์ทดลอง", "ปรีชา")
    assert desk.inbox == []
    assert f"archive/unassigned/{first.sha256[:8]}.xlsx" in tree(desk.root, "archive")
    assert verdicts(desk.take("2013-02-20")) == []
    # nobody is told to mend what was none of ours
    assert not list(desk.path("feedback").glob("*"))
    (line,) = desk.look().files
    assert (line.effect, desk.look().balance.files) == ("refused", 1)


def test_dismiss__the_same_bytes_are_a_duplicate_from_then_on(desk: Desk) -> None:
    held(desk)
    data = (desk.root / "inbox" / "ใครส่งมา.xlsx").read_bytes()
    dismiss(desk.house, Path("ใครส่งมา.xlsx"), "ปรีชา", "ไฟล์ทดลอง", day("2013-02-19"))
    desk.drop("อีกที.xlsx", data)

    assert verdicts(desk.take("2013-02-20")) == [Verdict.DUPLICATE]
    assert desk.inbox == []
