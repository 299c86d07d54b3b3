"""The names in the folder of evidence."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from kpi_excel.store import evidence_folder
from kpi_excel.store.errors import StoreError
from kpi_excel.store.evidence_folder import list_evidence


def put(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    return folder


def test_every_file_below__composed_and_in_order(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "é.pdf")
    put(tmp_path, "ข.pdf", f"ก/{decomposed}", "ก/ย่อย/ค.docx", "ก.jpg")
    assert list_evidence(tmp_path) == ("ก.jpg", "ก/é.pdf", "ก/ย่อย/ค.docx", "ข.pdf")


def test_what_systems_and_programs_leave_behind_does_not_count(tmp_path: Path) -> None:
    put(tmp_path, "~$ก.docx", ".~lock.ก.docx#", "desktop.ini", "Thumbs.db", ".DS_Store", "._ก.docx", "ก.docx.crdownload", "ก.docx")
    assert list_evidence(tmp_path) == ("ก.docx",)


def test_links_inside_are_not_followed__a_link_to_the_folder_is(tmp_path: Path) -> None:
    folder = put(tmp_path / "หลักฐาน", "ก.pdf")
    put(tmp_path / "ที่อื่น", "ลับ.pdf")
    os.symlink(tmp_path / "ที่อื่น", folder / "ทางลัด")
    os.symlink(tmp_path / "ที่อื่น" / "ลับ.pdf", folder / "ลิงก์.pdf")
    os.symlink(folder, folder / "วน")
    os.symlink(folder, tmp_path / "ประตู")
    assert list_evidence(folder) == list_evidence(tmp_path / "ประตู") == ("ก.pdf",)


def test_an_empty_folder_is_no_mistake(tmp_path: Path) -> None:
    assert list_evidence(tmp_path) == ()


def test_folders_as_deep_as_the_disk_allows(tmp_path: Path) -> None:
    deep = "/".join("d" * 200 for _ in range(15))
    put(tmp_path, f"{deep}/ก.pdf")
    assert list_evidence(tmp_path) == (f"{deep}/ก.pdf",)


@pytest.mark.parametrize("kind", ["nothing", "file"])
def test_no_folder__is_told(tmp_path: Path, kind: str) -> None:
    if kind == "file":
        put(tmp_path, "ก.pdf")
    with pytest.raises(StoreError) as told:
        list_evidence(tmp_path / "ก.pdf")
    assert (told.value.code, told.value.exit_code, told.value.path) == ("evidence-folder-missing", 2, tmp_path / "ก.pdf")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_may_not_be_read__is_told_and_not_taken_for_empty(tmp_path: Path) -> None:
    inner = put(tmp_path, "ปิด/ก.pdf") / "ปิด"
    inner.chmod(0)
    try:
        with pytest.raises(StoreError) as told:
            list_evidence(tmp_path)
    finally:
        inner.chmod(0o700)
    assert (told.value.code, told.value.exit_code, told.value.path) == ("path-not-permitted", 2, inner)


def test_a_whole_disk__is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_folder, "MOST_NAMES", 3)
    assert list_evidence(put(tmp_path, "ก/1.pdf", "ก/2.pdf"))
    with pytest.raises(StoreError) as told:
        list_evidence(put(tmp_path, "ก/3.pdf"))
    assert (told.value.code, told.value.finding.expected) == ("evidence-folder-too-large", "3")
