"""The one error boundary: every failure is a sentence and an exit code, in the language wanted, never a traceback."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.stages import standing as standing_stage
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.operations import Operation, watched_by
from kpi_excel.store.workspace import Workspace
from tests.cli.conftest import Console
from tests.stages.desk import Desk, Played
from tests.store.conftest import refusing


@pytest.mark.parametrize(
    ("arguments", "thai", "english"),
    [
        (["init"], "ขาด DIR", "Missing argument 'DIR'"),
        (["score", "1"], "ขาด --result", "Missing option '--result'"),
        (["trace", "1", "2"], "มีคำเกินมา (2)", "unexpected extra argument (2)"),
        (["merge", "--perod", "x"], "ไม่มีตัวเลือก --perod  (--period ?)", "No such option '--perod'"),
        (["ingest", "--received-on"], "--received-on ต้องมีค่าตามหลัง", "requires an argument"),
        (["check", "--json=1"], "--json ไม่รับค่า", "does not take a value"),
        (["generate", "--period", "02-2556"], "--period: “02-2556” ไม่ใช่ชื่อรอบ", "“02-2556” is not a period"),
        (["--workers", "0", "check"], "--workers: ต้องเป็นจำนวนเต็ม 1 ถึง 256", "not in the range"),
        (["--workers", "สอง", "check"], "--workers: ต้องเป็นจำนวนเต็ม 1 ถึง 256", "not a valid integer"),
        (["--as-of", "31/2/2556", "check"], "--as-of: วันที่ “31/2/2556” ไม่มีในปฏิทิน", "31/2/2556"),
        (["--as-of", "เมื่อวาน", "check"], "--as-of: “เมื่อวาน” อ่านเป็นวันที่ไม่ได้", "“เมื่อวาน” cannot be read as a date"),
        (["init", "x"], "--sample หรือ --province กับ --fiscal-year", "--sample, or --province and --fiscal-year"),
        (["init", "x", "--province", "เลย", "--fiscal-year", "56"], "--fiscal-year: ต้องเป็นจำนวนเต็ม 2400 ถึง 2700", "not in the range"),
        (["assign", "x.xlsx"], "--agency --form --period", "--agency --form --period"),
        (["assign", "x.xlsx", "--dismiss"], "--why", "--why"),
        (["explain", "no-such-dat"], "ไม่มีรหัส no-such-dat  (no-such-date", "no code no-such-dat"),
    ],
)
def test_mistyped__told_in_the_language_wanted(console: Console, arguments: list[str], thai: str, english: str) -> None:
    for lang, said in (("th", thai), ("en", english)):
        found = console("--lang", lang, *arguments)
        assert (found.code, found.out) == (2, ""), arguments
        assert said in found.err
        assert found.err.startswith("คำสั่งไม่ถูกต้อง" if lang == "th" else "Not a valid command")
        assert "--help" in found.err.splitlines()[-1]


def test_language_unknown__told_in_thai(console: Console) -> None:
    assert "--lang: ใช้ได้ th · en" in console("--lang", "xx", "check").err


@pytest.mark.parametrize("lang", ["th", "en"])
def test_no_workspace(console: Console, tmp_path: Path, lang: str) -> None:
    for folder, code in ((tmp_path / "ไม่มี", "workspace-missing"), (tmp_path, "registry-missing")):
        for command in ("check", "status", "merge", "run", "ingest", "generate", "trace 1", "score 1 --result 1"):
            found = console("--workspace", folder, "--lang", lang, *command.split())
            assert (found.code, found.out) == (2, "")
            assert f"[{code}]" in found.err and "Traceback" not in found.err
            assert ("วิธีแก้: " if lang == "th" else "Do: ") in found.err


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 torn", "ข้อความ".encode()])
def test_registry_broken__said_with_every_command(console: Console, desk: Desk, data: bytes) -> None:
    (desk.root / "registry.xlsx").write_bytes(data)
    assert console("--workspace", desk.root, "check").code == 2
    for command in ("status", "merge", "run", "generate"):
        found = console("--workspace", desk.root, command)
        assert (found.code, found.out) == (2, "")
        assert "registry-unreadable" in found.err and "[registry-not-usable]" in found.err


def test_workspace_locked__exit_4(console: Console, desk: Desk) -> None:
    with lock_workspace(Workspace(desk.root)):
        for command in ("merge", "ingest", "run", "generate"):
            found = console("--workspace", desk.root, "--as-of", "2556-02-20", command)
            assert found.code == 4, command
            assert "[workspace-locked]" in found.err and str(os.getpid()) in found.err
        assert console("--workspace", desk.root, "--as-of", "2556-02-20", "status").code == 0


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EACCES, "path-not-permitted"), (errno.EROFS, "disk-write-protected"), (errno.ENOSPC, "disk-full")]
)
def test_disk_refuses__said_with_the_remedy(console: Console, desk: Desk, number: int, code: str) -> None:
    desk.drop("ก.xlsx", desk.filled("DPM"))
    with refusing("write", number):
        found = console("--workspace", desk.root, "--as-of", "2556-02-20", "ingest")

    assert found.code == 74
    assert f"[{code}]" in found.err and "วิธีแก้" in found.err
    assert desk.inbox == ["ก.xlsx"]
    assert console("--workspace", desk.root, "--as-of", "2556-02-20", "ingest").code == 0
    assert desk.inbox == []


def test_new_folder_refused__said(console: Console, tmp_path: Path) -> None:
    with refusing("mkdir", errno.EACCES), refusing("write", errno.EACCES):
        found = console("init", tmp_path / "ใหม่", "--sample")

    assert found.code == 74 and "[path-not-permitted]" in found.err


@pytest.mark.parametrize(("lang", "said"), [("th", "หยุดตามที่สั่ง"), ("en", "Stopped")])
def test_interrupted__exit_130(
    console: Console, demo: Played, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(standing_stage, "standing", stop)
    found = console("--workspace", demo.root, "--lang", lang, "status")

    assert found.code == 130
    assert said in found.err and "Traceback" not in found.err


def test_interrupted_run__nothing_is_lost(console: Console, desk: Desk) -> None:
    """Stopped between two receipts: the first counts, both files are still in the inbox; the next run goes on."""
    desk.drop("ก.xlsx", desk.filled("DPM"))
    desk.drop("ข.xlsx", desk.filled("LAB"))
    linked: list[Operation] = []

    def stop_at_the_second(operation: Operation, act: Callable[[], Any]) -> Any:
        if operation.name == "link" and operation.path.name.endswith(".receipt.json"):
            linked.append(operation)
            if len(linked) > 1:
                raise KeyboardInterrupt
        return act()

    with watched_by(stop_at_the_second):
        assert console("--workspace", desk.root, "--as-of", "2556-02-20", "ingest").code == 130
    assert (len(desk.receipts()), desk.inbox) == (1, ["ก.xlsx", "ข.xlsx"])

    assert console("--workspace", desk.root, "--as-of", "2556-02-20", "ingest").code == 0
    assert (len(desk.receipts()), desk.inbox) == (2, [])
    assert {receipt.run for receipt in desk.receipts()} == {1}


@pytest.mark.parametrize("is_debugging", [False, True])
def test_unexpected__no_traceback_unasked(
    console: Console, demo: Played, monkeypatch: pytest.MonkeyPatch, is_debugging: bool
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("ทดสอบ")

    monkeypatch.setattr(standing_stage, "standing", fail)
    if is_debugging:
        monkeypatch.setenv("KPI_EXCEL_DEBUG", "1")
    found = console("--workspace", demo.root, "status")

    assert found.code == 70
    assert "ZeroDivisionError" in found.err and "KPI_EXCEL_DEBUG=1" in found.err
    assert ("Traceback" in found.err) is is_debugging


def kpi_excel(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    code = "from kpi_excel.cli import main; main()"
    wanted = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHONIOENCODING", "PYTHONUTF8", "LC_", "LANG"))}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], capture_output=True, env=wanted | environment, check=False
    )


def test_thai_code_page__survives_every_message(demo: Played) -> None:
    for arguments in (["explain"], ["--workspace", demo.root, "--as-of", "2556-03-31", "trace", "1.1"], ["--help"]):
        done = kpi_excel(*arguments, PYTHONIOENCODING="cp874")
        assert done.returncode == 0, done.stderr
        assert any("ก" <= letter <= "๙" for letter in done.stdout.decode("cp874"))


def test_console_without_thai__survives_too(demo: Played) -> None:
    done = kpi_excel("--workspace", demo.root, "--as-of", "2556-03-31", "status", PYTHONIOENCODING="ascii")

    assert done.returncode == 1
    assert b"[LATE]" in done.stdout and b"DPM" not in done.stderr


def test_pipe__is_utf_8_whatever_the_system_says(demo: Played) -> None:
    done = kpi_excel("--workspace", demo.root, "check", LC_ALL="C", PYTHONUTF8="0")

    assert done.returncode == 0
    assert "17 หน่วยงาน" in done.stdout.decode("utf-8")


def test_reader_of_a_pipe_gone__is_no_failure(demo: Played) -> None:
    code = "from kpi_excel.cli import main; main()"
    done = subprocess.run(
        f'"{sys.executable}" -c "{code}" explain | head -1; exit ${{PIPESTATUS[0]}}',
        shell=True, executable="/bin/bash", capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0 and done.stderr == b""


def test_no_colour__in_any_output(demo: Played) -> None:
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}, {}):
        done = kpi_excel("--workspace", demo.root, "--as-of", "2556-03-31", "status", **environment)
        assert b"\x1b" not in done.stdout + done.stderr
