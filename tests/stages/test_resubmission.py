"""A form sent again with less in it: what was accepted stays, record by record and list by list."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kpi_excel.core.consolidation import TidyRow
from kpi_excel.core.submission import Verdict
from kpi_excel.workbooks.officials import FilledForm
from tests.stages.desk import MONTHLY, Desk, verdicts


def wipe(form: FilledForm, table: str, *codes: str) -> None:
    """Empty the input cells of some rows, or of all."""
    for sheet in form.book.worksheets:
        for code, cells in form.rows(sheet, table).items():
            for key, cell in cells.items():
                is_ours = key in ("code", "kpi_no", "last", "name") or str(cell.value or "").startswith("=")
                if (not codes or code in codes) and not is_ours:
                    cell.value = None


def delete_rows(form: FilledForm, table: str, *codes: str) -> None:
    """Delete whole rows, as Excel does it."""
    for sheet in form.book.worksheets:
        rows = form.rows(sheet, table)
        numbers = [next(iter(cells.values())).row or 0 for code, cells in rows.items() if not codes or code in codes]
        for number in sorted(numbers, reverse=True):
            sheet.delete_rows(number)


def counted(desk: Desk, form: str) -> dict[tuple[str, str, str, str], object]:
    """What counts of a form: record, KPI, row and field → value."""
    rows: tuple[TidyRow, ...] = desk.look("2556-02", "2013-02-28").tidy
    return {(row.record, row.kpi_no, row.row_code, row.field): row.value for row in rows if row.form == form}


LESS: dict[str, Callable[[FilledForm, str, str], None]] = {
    "row deleted": delete_rows,
    "row blanked": wipe,
}


@pytest.mark.parametrize("take_away", LESS.values(), ids=list(LESS))
def test_monthly__one_kpi_left_out_keeps_its_record(desk: Desk, take_away: Callable[..., None]) -> None:
    desk.take_one(desk.filled("DPM"))
    before = counted(desk, MONTHLY)
    again = desk.filled("DPM", typed={"results K3.2.2 result": 12.5})
    take_away(again, "words", "K3.2.3")
    take_away(again, "results", "K3.2.3")
    item = desk.take_one(again, "2013-02-20", name="อีกครั้ง.xlsx")

    assert item.verdict is Verdict.ACCEPTED
    after = counted(desk, MONTHLY)
    assert after == before | {("kpi", "3.2.2", "K3.2.2", "result"): Decimal("12.5")}
    assert {line.state.value for line in desk.look().obligations if line.agency == "DPM" and line.form == MONTHLY and line.period == "2556-02"} == {"received"}


@pytest.mark.parametrize("take_away", LESS.values(), ids=list(LESS))
@pytest.mark.parametrize("how_much", [("P3.2.2-1", "P3.2.2-2", "P3.2.2-3", "P3.2.2-4", "P3.2.2-5"), ()], ids=["one KPI's", "all"])
def test_plan__a_list_that_comes_back_empty_empties_nothing(
    desk: Desk, take_away: Callable[..., None], how_much: tuple[str, ...]
) -> None:
    desk.take_one(desk.filled("DPM", "2556-plan", "action_plan"))
    before = counted(desk, "action_plan")
    assert {no for record, no, *_ in before if record == "plan"} == {"3.2.2", "3.2.3"}
    again = desk.filled("DPM", "2556-plan", "action_plan")
    take_away(again, "plan", *how_much)
    desk.take_one(again, "2013-02-20", name="อีกครั้ง.xlsx")

    assert counted(desk, "action_plan") == before
    assert len(desk.look().steps) == 10


def test_plan__a_newer_list_replaces_the_whole_older_one(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", "2556-plan", "action_plan"))
    again = desk.filled("DPM", "2556-plan", "action_plan", {"plan P3.2.2-5 step": "สรุปผลใหม่"})
    wipe(again, "plan", "P3.2.2-4")
    desk.take_one(again, "2013-02-20", name="อีกครั้ง.xlsx")

    steps = {step.code: step.text for step in desk.look().steps if step.kpi_no == "3.2.2"}
    assert len(steps) == 4 and steps["P3.2.2-5"] == "สรุปผลใหม่"


def test_plan__a_newer_list_with_an_error_displaces_nothing(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", "2556-plan", "action_plan"))
    before = counted(desk, "action_plan")
    again = desk.filled("DPM", "2556-plan", "action_plan", {"plan P3.2.2-5 finish": "31/2/2556"})
    item = desk.take_one(again, "2013-02-20", name="อีกครั้ง.xlsx")

    assert item.verdict is Verdict.ACCEPTED_IN_PART
    assert counted(desk, "action_plan") == before


def test_evidence__an_empty_register_later_in_the_year_empties_nothing(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", "2556-plan", "action_plan"))
    desk.send_out("2013-02-19", "2556-02", agencies=("DPM",), forms=(MONTHLY,))
    desk.take_one(desk.filled("DPM"), "2013-02-20", name="ครบ.xlsx")
    before = {key: value for key, value in counted(desk, MONTHLY).items() if key[0] == "evidence"}
    assert before
    again = desk.filled("DPM")
    wipe(again, "evidence")
    desk.take_one(again, "2013-02-21", name="ไม่มีหลักฐาน.xlsx")

    assert {key: value for key, value in counted(desk, MONTHLY).items() if key[0] == "evidence"} == before


def test_template__a_page_blanked_keeps_what_was_accepted(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM", "2556-kpi", "kpi_template"))
    before = counted(desk, "kpi_template")
    assert {no for _, no, *_ in before} == {"3.2.2", "3.2.3"}
    desk.take_one(desk.form("DPM", "2556-kpi", "kpi_template"), "2013-02-20", name="เปล่า.xlsx")

    assert counted(desk, "kpi_template") == before


def test_a_bad_value_sent_later__never_displaces_a_good_one(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    item = desk.take_one(desk.filled("DPM", typed={"results K3.2.2 result": "สิบสอง"}), "2013-02-20", name="แก้.xlsx")

    assert item.verdict is Verdict.ACCEPTED_IN_PART
    assert counted(desk, MONTHLY)["kpi", "3.2.2", "K3.2.2", "result"] == Decimal("12.1")


def test_withdrawn__is_a_state_that_the_agency_chooses(desk: Desk) -> None:
    desk.take_one(desk.filled("DPM"))
    again = desk.filled("DPM", typed={"results K3.2.2 result": "ถอนผล", "words K3.2.2 status": "ขอถอนผล"})
    desk.take_one(again, "2013-02-20", name="ถอน.xlsx")

    (line,) = [line for line in desk.look().lines if line.kpi.kpi_no == "3.2.2"]
    assert line.state.value == "withdrawn" and line.score.value is None


def test_an_old_file_found_later__does_not_displace_the_newer(desk: Desk) -> None:
    newer, older = desk.filled("DPM", typed={"results K3.2.2 result": 13}), desk.filled("DPM")
    desk.take_one(newer, "2013-02-20")
    desk.drop("พบทีหลัง.xlsx", older)
    assert verdicts(desk.take("2013-02-25", received_on="2013-02-18")) == [Verdict.ACCEPTED]

    assert counted(desk, MONTHLY)["kpi", "3.2.2", "K3.2.2", "result"] == 13
