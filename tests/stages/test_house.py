"""Opening a workspace, and saying what is wrong with one that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.stages.house import RegistryNotUsable, open_house, shipped_templates
from kpi_excel.stages.setup import begin_empty, begin_sample, check_workspace, is_begun
from kpi_excel.store.errors import StoreError
from tests.stages.desk import Desk, tree


def test_begin__everything_a_workspace_has(tmp_path: Path) -> None:
    root = tmp_path / "จังหวัด ใหม่" / "2556"
    begin_sample(root)

    assert {path.name for path in root.iterdir()} == {"registry.xlsx", "inbox", "outbox", "archive", "workbook_templates"}
    assert {path.name for path in (root / "workbook_templates").iterdir()} == set(shipped_templates())
    assert check_workspace(root).findings == ()


def test_begin__again_overwrites_nothing(tmp_path: Path) -> None:
    begin_sample(tmp_path / "ws")
    (tmp_path / "ws" / "registry.xlsx").write_bytes(b"mine")
    before = tree(tmp_path)
    assert is_begun(tmp_path / "ws")
    begin_empty(tmp_path / "ws", "เลย", 2557)

    assert tree(tmp_path) == before


def test_begin__refuses_a_folder_with_other_things(tmp_path: Path) -> None:
    (tmp_path / "รูป.jpg").write_bytes(b"x")
    with pytest.raises(StoreError) as told:
        begin_sample(tmp_path)

    assert told.value.code == "folder-not-empty"
    assert [path.name for path in tmp_path.iterdir()] == ["รูป.jpg"]


def test_empty_registry__is_a_registry_still_to_be_filled(tmp_path: Path) -> None:
    begin_empty(tmp_path / "ws", "เลย", 2557)
    reading = check_workspace(tmp_path / "ws")

    assert [finding.code for finding in reading.findings] == ["registry-empty"]
    assert not reading.is_usable
    with pytest.raises(RegistryNotUsable) as told:
        open_house(tmp_path / "ws")
    assert told.value.exit_code == 2 and told.value.findings == reading.findings


@pytest.mark.parametrize("data", [b"", "ไม่ใช่สมุดงาน".encode(), b"PK\x03\x04 torn"])
def test_broken_registry__is_said_not_thrown(desk: Desk, data: bytes) -> None:
    (desk.root / "registry.xlsx").write_bytes(data)

    assert [finding.code for finding in check_workspace(desk.root).findings] == ["registry-unreadable"]
    with pytest.raises(RegistryNotUsable):
        open_house(desk.root)


def test_registry_with_errors__all_of_them_with_their_cells(desk: Desk) -> None:
    path = desk.root / "registry.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["ตัวชี้วัด"]
    headings = {str(cell.value).rstrip(" *"): number for number, cell in enumerate(sheet[6], 1)}
    rows = {sheet.cell(row, 2).value: row for row in range(7, sheet.max_row + 1)}
    sheet.cell(rows["3.2.2"], headings["น้ำหนัก"]).value = 5
    sheet.cell(rows["1.2"], headings["เจ้าภาพ"]).value = "EDV"
    book.save(path)
    reading = check_workspace(desk.root)

    found = {finding.code: finding for finding in reading.findings}
    assert found.keys() == {"registry-unknown-agency", "registry-group-weight"}
    assert found["registry-unknown-agency"].place.cell == "P9" and "EDU" in str(found["registry-unknown-agency"].expected)
    assert (found["registry-group-weight"].place.kpi_no, found["registry-group-weight"].expected) == ("3.2", "13")


@pytest.mark.parametrize(("folder", "code"), [("ไม่มี", "workspace-missing"), ("ว่าง", "registry-missing")])
def test_no_workspace(tmp_path: Path, folder: str, code: str) -> None:
    (tmp_path / "ว่าง").mkdir()
    with pytest.raises(StoreError) as told:
        open_house(tmp_path / folder)

    assert (told.value.code, told.value.exit_code) == (code, 2)


def test_form_description_mistaken__names_the_file_and_the_key(desk: Desk) -> None:
    path = desk.root / "workbook_templates" / "monthly_progress.toml"
    path.write_text(path.read_text("utf-8").replace("period_kind", "period_kin", 1), "utf-8")
    with pytest.raises(KpiExcelError) as told:
        open_house(desk.root)

    assert told.value.code == "form-spec-mistaken"
    assert told.value.finding.place.file == "monthly_progress.toml" and "period_kin" in str(told.value.finding.found)
