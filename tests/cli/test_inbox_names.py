"""Names and folders as they come from other people's machines: each has its verdict, and one line of its own."""

from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from kpi_excel.core.submission import Verdict
from tests.cli.conftest import Console
from tests.hostile import xlsx
from tests.stages.desk import Desk, day, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not take")

_LONG_AGO = (1_000_000_000, 1_000_000_000)


def foreign(number: int) -> bytes:
    """A workbook of its own for each name: the same bytes would be one file."""
    return xlsx(f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                f'<row r="1"><c r="A1"><v>{number}</v></c></row></sheetData></worksheet>')  # fmt: skip


ODD = {
    "CON.xlsx", "aux", "nul.2556.xlsx", "ลงท้ายจุด.xlsx.", "ลงท้ายเว้น.xlsx ", " นำหน้าเว้น.xlsx", "สอง  เว้น.xlsx", "a;b&c|d`$(x).xlsx", "--help",
    "บรรทัด\nใหม่.xlsx", "[OK] \u202exslx.exe", "\x1b[31mแดง.xlsx", "tab\tใน.xlsx", "ก" * 83 + ".xlsx", "é นี้.XLSX",
    unicodedata.normalize("NFD", "é นี้.XLSX"), "'quote\".xlsx", "%s{found}.xlsx", "no extension", ".hidden.xlsx", "ย่อย/ลึก/อีก/ไฟล์.xlsx",
    "โฟลเดอร์.xlsx/ใน.xlsx",
}  # fmt: skip
IGNORED = {"~$orphan.xlsx", ".~lock.orphan.xlsx#", "desktop.ini", "Thumbs.db", ".DS_Store", "._a.xlsx", "a.tmp", "b.xlsx.crdownload", "c.partial", "d.lnk"}


def test_every_name_has_its_verdict_and_its_line(console: Console, desk: Desk) -> None:
    inbox = desk.root / "inbox"
    for number, name in enumerate(sorted(ODD)):
        desk.drop(name, foreign(number))
    for name in IGNORED:
        desk.drop(name, b"x")
    (inbox / "link.xlsx").symlink_to(desk.root / "registry.xlsx")
    (inbox / "folder link").symlink_to(desk.root / "archive")
    (inbox / "broken link.xlsx").symlink_to("/nowhere")
    whole = desk.filled("DPM").save(day("2013-02-18"))
    desk.drop("ครึ่งเดียว.xlsx", whole[: len(whole) // 2])
    desk.drop("ยังไม่ดาวน์โหลด.xlsx", bytes(len(whole)))
    desk.drop("เปิดอยู่.xlsx", whole)
    desk.drop("~$เปิดอยู่.xlsx", b"x")
    at = ["--workspace", desk.root, "--as-of", "2556-02-20"]

    said = console(*at, "ingest", "--json")
    found = {item["file"]: (item["verdict"], item["code"]) for item in said.json["items"]}
    links = dict.fromkeys(("link.xlsx", "folder link", "broken link.xlsx"), ("refused", "inbox-link-refused"))
    assert found == dict.fromkeys(ODD, ("held", "form-not-identified")) | links | {
        "ครึ่งเดียว.xlsx": ("refused", "file-truncated"), "ยังไม่ดาวน์โหลด.xlsx": ("refused", "file-only-zeros"),
        "เปิดอยู่.xlsx": ("waiting", "inbox-file-open"),
    }  # fmt: skip
    assert all(path.name.isascii() for path in (desk.root / "archive").rglob("*"))

    lines = console(*at, "ingest").out.splitlines()
    heads = [line for line in lines if line.startswith("[")]
    assert len(heads) == len(ODD) + len(links) + 1
    assert not any(char in "\x1b\u202e\t" for line in lines for char in line)


def test_name_that_is_no_text__has_a_verdict_too(console: Console, desk: Desk) -> None:
    path = os.fsencode(desk.root / "inbox") + b"/\xa1\xd2\xc3.xlsx"
    with open(path, "wb") as file:
        file.write(foreign(1))
    os.utime(path, _LONG_AGO)
    said = console("--workspace", desk.root, "--as-of", "2556-02-20", "ingest", "--json")

    assert [item["verdict"] for item in said.json["items"]] == ["held"]


def test_outputs_that_are_open_or_protected__stand_beside_with_a_sentence(console: Console, desk: Desk) -> None:
    at = ["--workspace", desk.root, "--as-of", "2556-02-20"]
    desk.drop("ก.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "12.1 คน"}))
    console(*at, "ingest")
    (answer,) = desk.path("feedback").glob("DPM_*.xlsx")
    before = answer.read_bytes()
    (answer.parent / f"~${answer.name}").write_bytes(b"x")
    answer.chmod(0o444)
    desk.drop("ข.xlsx", desk.filled("DPM", typed={"results K3.2.2 result": "13 คน"}).save(day("2013-02-19")))
    said = console(*at, "ingest")

    assert answer.read_bytes() == before
    assert [path.name for path in answer.parent.glob("DPM_*(ใหม่).xlsx")]
    assert "เปิดอยู่" in said.out and "(output-open)" in said.out
    assert {item.verdict for item in desk.receipts()} == {Verdict.ACCEPTED_IN_PART}
    assert tree(desk.root)


def test_folder_instead_of_a_file__holds_what_is_in_it(desk: Desk) -> None:
    desk.drop("จากอีเมล/DPM แบบ.xlsx", desk.filled("DPM"))
    (desk.root / "inbox" / "ว่าง").mkdir()

    assert [(item.name, item.verdict) for item in desk.take("2013-02-18")] == [("จากอีเมล/DPM แบบ.xlsx", Verdict.ACCEPTED)]
    assert Path(desk.root / "inbox" / "ว่าง").is_dir()
