"""`doctor` looks at the machine and the folder: every check can fail, and a sound workspace passes all of them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.core.findings import Finding
from kpi_excel.stages import doctor
from kpi_excel.stages.doctor import examine
from kpi_excel.stages.setup import begin_sample
from tests.stages.desk import tree

NOW = datetime(2013, 3, 1, 9, 0)
MACHINE = {"thai-font-missing", "libreoffice-missing"}
"""What a machine may lack without anything being wrong with the workspace."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), "utf-8"))
    folder = tmp_path / "จังหวัด ตัวอย่าง"
    begin_sample(folder)
    return folder


def told(root: Path, now: datetime = NOW) -> dict[str, Finding]:
    return {finding.code: finding for finding in examine(root, now) if finding.code not in MACHINE}


def test_a_sound_workspace_has_nothing_to_tell__and_nothing_is_written(root: Path) -> None:
    before = tree(root)
    assert told(root) == {}
    assert tree(root) == before


@pytest.mark.parametrize(("encoding", "is_told"), [("cp1252", True), ("ascii", True), ("utf-8", False), ("cp874", False)])
def test_a_console_that_cannot_show_thai(root: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, is_told: bool) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    assert ("console-cannot-show-thai" in told(root)) is is_told


def test_file_names_that_cannot_be_thai(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    assert set(told(root)) == {"file-names-not-thai"}


@pytest.mark.parametrize(("listed", "is_told"), [("DejaVu Sans\n", True), ("DejaVu Sans\nTH Sarabun New\n", False), ("", False)])
def test_thai_fonts(root: Path, monkeypatch: pytest.MonkeyPatch, listed: str, is_told: bool) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: SimpleNamespace(stdout=listed))
    assert {finding.code for finding in examine(root, NOW)} == ({"thai-font-missing"} if is_told else set())


def test_no_libreoffice(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert {finding.code for finding in examine(root, NOW)} == {"libreoffice-missing"}


def test_a_clock_in_the_buddhist_era(root: Path) -> None:
    assert set(told(root, datetime(2556, 3, 1))) == {"clock-in-buddhist-era"}


def test_a_clock_behind_the_receipts(root: Path) -> None:
    receipt = root / "archive/2556/2556-02/DPM_monthly_progress_2556-02_1a2b3c4d.xlsx.receipt.json"
    receipt.parent.mkdir(parents=True)
    receipt.write_text("{}")
    (root / "archive" / "workspace.key").write_text("0" * 64 + "\n")
    for written, is_told in ((datetime(2013, 3, 1, 18), False), (datetime(2013, 3, 4), True)):
        os.utime(receipt, (written.timestamp(),) * 2)
        assert set(told(root)) == ({"clock-behind-receipts"} if is_told else set())
    assert told(root)["clock-behind-receipts"].expected == "2013-03-04"


@pytest.mark.parametrize(
    "folder",
    ["OneDrive - สำนักงานจังหวัด", "Dropbox", "Google Drive", "My Drive", "ไดรฟ์ของฉัน", "iCloudDrive", "Box", "Nextcloud", "onedrive"],
)
def test_folders_that_are_synced__by_the_name_of_any_above(tmp_path: Path, root: Path, folder: str) -> None:
    moved = tmp_path / folder / "งาน" / "kpi"
    moved.parent.mkdir(parents=True)
    root.rename(moved)
    assert told(moved)["folder-is-synced"].found == folder


def test_folders_that_are_synced__by_what_the_program_leaves_there(tmp_path: Path, root: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    assert told(root)["folder-is-synced"].found == tmp_path.name


@pytest.mark.parametrize("folder", ["กล่อง Box", "boxes", "dropboxes", "OneDriver", "my drives"])
def test_folders_that_only_sound_alike_are_not_told(tmp_path: Path, root: Path, folder: str) -> None:
    moved = tmp_path / folder
    root.rename(moved)
    assert told(moved) == {}


MOUNTS = b"/dev/sda1 / ext4 rw 0 0\nsrv:/x /mnt/kpi\\040share nfs4 rw 0 0\n//srv/y /mnt/kpi cifs rw 0 0\ntmpfs /mnt/kpi/local tmpfs rw 0 0\n"


@pytest.mark.parametrize(
    ("full", "is_remote"),
    [(r"\\server\kpi", True), ("//server/kpi", True), (r"\\?\UNC\server\kpi", True), (r"\\?\C:\kpi", False), ("/mnt/kpi share/56", True),
     ("/mnt/kpi", True), ("/mnt/kpi/local/56", False), ("/mnt/kpi2", False), ("/home/kpi", False)],
)  # fmt: skip
def test_folders_on_the_network(full: str, is_remote: bool) -> None:
    assert doctor._is_on_the_network(full, MOUNTS) is is_remote


def test_a_folder_on_the_network_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.disk, "read_if_there", lambda path: f"srv:/kpi {root.parent} nfs4 rw 0 0\n".encode())
    assert "folder-is-on-the-network" in told(root)


def test_folders_and_files_without_permission__also_those_within(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = root / "archive" / "2556"
    locked.mkdir()
    refused = {locked: os.W_OK, root / "outbox": os.W_OK, root / "registry.xlsx": os.R_OK}
    # whoever runs the tests may be allowed everything
    monkeypatch.setattr(os, "access", lambda path, mode: not mode & refused.get(Path(path), 0))
    found = [finding.place.file for finding in examine(root, NOW) if finding.code == "path-not-permitted"]
    assert found == [str(root / "registry.xlsx"), str(root / "outbox"), str(locked)]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_is_really_read_only(root: Path) -> None:
    (root / "outbox").chmod(0o555)
    try:
        assert set(told(root)) == {"path-not-permitted"}
    finally:
        (root / "outbox").chmod(0o755)


def test_a_disk_that_is_nearly_full(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=120_000_000))
    assert (told(root)["disk-nearly-full"].found, told(root)["disk-nearly-full"].expected) == ("120", "500")


@pytest.mark.parametrize(
    ("lock", "code"),
    [("~$registry.xlsx", "file-open-elsewhere"), (".~lock.registry.xlsx#", "file-open-elsewhere"),
     ("outbox/2556-02/consolidated/~$consolidated_2556-02.xlsx", "file-open-elsewhere"), ("inbox/~$แบบ.xlsx", "inbox-file-open")],
)  # fmt: skip
def test_files_that_are_open(root: Path, lock: str, code: str) -> None:
    path = root / lock
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_name(path.name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")).touch()
    path.write_bytes(b"")
    assert set(told(root)) == {code}
    assert path.name == told(root)[code].found


def test_a_workspace_or_registry_that_is_not_there(tmp_path: Path, root: Path) -> None:
    assert set(told(tmp_path / "ไม่มี")) == {"workspace-missing"}
    (root / "registry.xlsx").unlink()
    assert set(told(root)) == {"registry-missing"}


def test_a_mistaken_form_spec_is_told(root: Path) -> None:
    (root / "workbook_templates" / "monthly_progress.toml").write_bytes(b"form = ")
    assert set(told(root)) == {"form-spec-mistaken"}


def test_everything_is_said_in_both_languages(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    (root / "~$registry.xlsx").touch()
    found: dict[str, Any] = told(root, datetime(2556, 1, 1))
    for finding in found.values():
        for said in (message_of, remedy_of):
            assert said(finding, "th") != said(finding, "en") and "{" not in said(finding, "th")


def test_a_key_that_is_gone__where_forms_were_issued(root: Path) -> None:
    (root / "archive" / "issued").mkdir()
    (root / "archive" / "issued" / "1a2b3c.json").write_bytes(b"{}")
    assert set(told(root)) == {"workspace-key-missing"}
    assert "archive/workspace.key" in remedy_of(told(root)["workspace-key-missing"])
