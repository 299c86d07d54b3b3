"""The year ends: a new workspace beside the old one, which takes in and sends out no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from kpi_excel.core.catalogue import message_of, severity_of
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Severity
from kpi_excel.core.model import Agreement
from kpi_excel.stages.closed_year import mark_of, refuse_if_closed
from kpi_excel.stages.generate import GenerateOptions, wanted_forms
from kpi_excel.stages.house import House, open_house
from kpi_excel.stages.rollover import RolledOver, folder_beside, rollover
from kpi_excel.stages.setup import check_workspace
from kpi_excel.store import disk
from kpi_excel.store.operations import CHANGING, Operation, watched_by
from kpi_excel.workbooks.registry.writer import tables_of, write_registry
from tests.stages.year_end import AFTER, SEP, begun, report


@pytest.fixture
def house(tmp_path: Path) -> House:
    house = begun(tmp_path / "ระยอง-2556")
    report(house, "DPM", SEP, k3_2_2="29.3", k3_2_3=100)
    return house


def ended(house: House) -> RolledOver:
    return rollover(house, 2557, None, AFTER)


def refusal(house: House, year: int = 2557, folder: Path | None = None, day: date = AFTER) -> Finding:
    with pytest.raises(KpiExcelError) as caught:
        rollover(house, year, folder, day)
    assert caught.value.exit_code == 2
    return caught.value.finding


def test_new_workspace_stands_beside_the_old__and_its_registry_passes_the_check(house: House) -> None:
    done = ended(house)
    assert done.workspace.root == house.workspace.root.resolve().with_name("ระยอง-2557")
    reading = check_workspace(done.workspace.root)
    assert reading.is_usable and reading.findings == done.check.findings == ()
    assert reading.registry is not None
    assert replace(reading.registry, cells={}) == done.registry


def test_only_the_templates_are_owed_in_the_new_year__all_kpis_are_proposals(house: House) -> None:
    new = open_house(ended(house).workspace.root)
    assert {kpi.agreement for kpi in new.registry.leaves()} == {Agreement.PROPOSED}
    forms = wanted_forms(new, GenerateOptions(date(2014, 2, 10)))
    assert {(item.form, item.period.code) for item in forms} == {("kpi_template", "2557-kpi")}
    assert {item.dues[kpi.kpi_no] for item in forms for kpi in item.kpis} == {date(2014, 2, 22), date(2014, 2, 28)}


def test_last_years_result_stands_as_baseline(house: House) -> None:
    kpi = open_house(ended(house).workspace.root).registry.kpi("3.2.2")
    assert kpi is not None
    assert [(one.year, str(one.value)) for one in kpi.baselines][-1] == (2556, "29.3")
    assert len(kpi.baselines) <= 3


def test_what_a_person_has_to_fill_is_said_as_warnings(house: House) -> None:
    warnings = {finding.code for finding in ended(house).findings if severity_of(finding) is Severity.WARNING}
    assert warnings == {
        "rollover-target-to-fill", "rollover-baseline-to-fill", "rollover-baseline-not-certified",
        "rollover-date-to-confirm", "rollover-holiday-to-fill",
    }  # fmt: skip


def test_a_dropped_kpi_leaves_its_weight_to_be_settled__the_check_says_so(house: House) -> None:
    kpis = tuple(replace(kpi, cancel_round=12) if kpi.kpi_no == "14" else kpi for kpi in house.registry.kpis)
    house.workspace.registry.write_bytes(write_registry(tables_of(replace(house.registry, kpis=kpis))))
    done = ended(open_house(house.workspace.root))
    assert "rollover-kpi-dropped" in {finding.code for finding in done.findings}
    assert [finding.code for finding in done.check.findings] == ["registry-weights-still-open"]
    # a warning: the first forms of the year go out while the weights are settled
    new = open_house(done.workspace.root)
    assert wanted_forms(new, GenerateOptions(date(2013, 12, 1), ("kpi_template",), agencies=("DPM",)))


def test_the_workspaces_own_templates_go_along(house: House) -> None:
    own = house.workspace.workbook_templates / "monthly_progress.toml"
    own.write_bytes(own.read_bytes() + "# ของจังหวัด\n".encode())
    new = ended(house).workspace
    assert (new.workbook_templates / "monthly_progress.toml").read_bytes() == own.read_bytes()


def test_old_year_is_closed__and_says_where_to_go_on(house: House) -> None:
    refuse_if_closed(house.workspace)
    ended(house)
    with pytest.raises(KpiExcelError) as caught:
        refuse_if_closed(house.workspace)
    assert message_of(caught.value.finding) == "ปีงบประมาณ 2556 ปิดแล้ว พื้นที่ทำงานนี้อ่านได้อย่างเดียว"
    assert caught.value.finding.expected == "../ระยอง-2557"
    assert refusal(open_house(house.workspace.root)).code == "year-closed"


def test_a_damaged_mark_still_closes__and_taking_it_away_opens(house: House) -> None:
    mark_of(house.workspace).write_bytes(b"?")
    assert refusal(house).code == "year-closed"
    mark_of(house.workspace).unlink()
    refuse_if_closed(house.workspace)


def test_everything_archived_stays(house: House) -> None:
    def archived() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in (house.workspace.archive / "2556").rglob("*") if path.is_file()}

    before = archived()
    ended(house)
    assert archived() == before and before


@pytest.mark.parametrize("day", [date(2013, 9, 30), date(2013, 10, 31)])
def test_year_that_still_has_due_dates_is_not_over(house: House, day: date) -> None:
    finding = refusal(house, day=day)
    assert finding.code == "year-not-over"
    assert "31 ต.ค. 2556" in message_of(finding)
    assert not folder_beside(house.workspace.root, 2556).exists()


@pytest.mark.parametrize("year", [2555, 2556, 2558])
def test_only_the_next_year_follows(house: House, year: int) -> None:
    assert refusal(house, year).code == "rollover-year-not-next"


def test_another_workspace_or_anything_else_is_not_overwritten(house: House, tmp_path: Path) -> None:
    other = begun(tmp_path / "อื่น").workspace
    before = other.read_registry()
    assert refusal(house, folder=other.root).code == "rollover-folder-taken"
    assert other.read_registry() == before
    (tmp_path / "เอกสาร").mkdir()
    (tmp_path / "เอกสาร" / "จดหมาย.docx").write_bytes(b"x")
    assert refusal(house, folder=tmp_path / "เอกสาร").code == "folder-not-empty"
    refuse_if_closed(house.workspace)


def test_a_folder_may_be_named(house: House, tmp_path: Path) -> None:
    assert rollover(house, 2557, tmp_path / "ปีใหม่", AFTER).workspace.root == tmp_path / "ปีใหม่"


def test_files_left_in_the_inbox_are_named(house: House) -> None:
    (house.workspace.inbox / "รายงาน.xlsx").write_bytes(b"x")
    left = [finding for finding in ended(house).findings if finding.code == "rollover-inbox-not-empty"]
    assert [finding.found for finding in left] == ["รายงาน.xlsx"]


class PowerCut(BaseException):
    """The machine stops."""


def test_interrupted_anywhere__run_again_it_ends_as_if_nothing_had_happened(house: House, tmp_path: Path) -> None:
    expected, steps = end_like(house, tmp_path / "whole")
    for stop in (steps // 4, steps // 2, steps - 12, steps - 3):
        root = tmp_path / f"cut{stop}"
        with pytest.raises(PowerCut):
            end_like(house, root, stop)
        again = open_house(root)
        if disk.stat(mark_of(again.workspace)) is None:
            rollover(again, 2557, new_of(root), AFTER)
        assert {name: data for name, data in contents(new_of(root)).items() if not name.startswith(".kpi-")} == expected
        assert refusal(open_house(root), folder=new_of(root)).code == "year-closed"


def end_like(house: House, root: Path, stop: int | None = None) -> tuple[dict[str, bytes], int]:
    """End the year of a copy, stopping before a changing operation; the new workspace's files, and the operations."""
    done = 0

    def counted(operation: Operation, act: Callable[[], Any]) -> Any:
        nonlocal done
        if operation.name in CHANGING:
            if done == stop:
                raise PowerCut
            done += 1
        return act()

    copytree(house.workspace.root, root)
    copy = open_house(root)
    with watched_by(counted):
        rollover(copy, 2557, new_of(root), AFTER)
    return contents(new_of(root)), done


def new_of(root: Path) -> Path:
    return root.with_name(f"{root.name}-2557")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
