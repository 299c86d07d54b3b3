"""SECURITY.md names tests, paths and limits: all of them are there, and the limits are the program's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi_excel.workbooks.gate import limits
from kpi_excel.workers.supervise import _WATCH_SECONDS, Limits

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
QUOTED = set(re.findall(r"`([^`\n]+)`", PAGE))
TESTS = {name for path in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.MULTILINE)}
MEGABYTE = limits.MEGABYTE


def test_every_test_named_is_there() -> None:
    named = {word for word in QUOTED if word.startswith("test_")}
    assert len(named) > 15
    assert named <= TESTS


def test_every_promise_names_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Promise ")]
    assert len(rows) >= 10
    assert [row for row in rows if not re.search(r"`(test_|tests/)", row.rsplit("|", 2)[1])] == []


@pytest.mark.parametrize("path", sorted(word for word in QUOTED if re.match(r"(tests|kpi_excel)/", word)))
def test_every_path_named_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_target_and_command_named_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in (word.removeprefix("make ") for word in QUOTED if word.startswith("make ")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
    for command in (word.split()[1] for word in QUOTED if word.startswith("kpi-excel ")):
        assert (ROOT / f"kpi_excel/cli/{command}_command.py").exists()


def test_limits_are_those_of_the_program() -> None:
    gate = PAGE[PAGE.index("## The gate") : PAGE.index("## Not promised")]
    for words in (
        f"{limits.FILE_BYTES // MEGABYTE} MB; {limits.ENTRIES:,} parts; {limits.PART_BYTES // MEGABYTE} MB in one part and "
        f"{limits.TOTAL_BYTES // MEGABYTE} MB in all, counted while inflating; {limits.RATIO} times",
        f"{limits.XML_DEPTH} levels and {limits.XML_ATTRIBUTES} attributes",
        f"{limits.SHEETS} sheets; {limits.CELLS:,} cells; {limits.STRINGS:,} shared texts; {limits.TEXT_TOTAL:,} characters; "
        f"{limits.MERGES:,} merges over {limits.MERGED_CELLS:,} cells",
        f"{Limits().cpu} seconds of CPU, {Limits().wall} seconds and {Limits().memory // 1024**3} GiB",
    ):  # fmt: skip
        assert words in gate
    assert f"every {_WATCH_SECONDS} seconds" in PAGE


def test_readme_leads_here() -> None:
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text("utf-8")
