"""The root command: instant help in one language, options in any place, a hint for what was mistyped."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from kpi_excel import __version__
from kpi_excel.cli.app import COMMANDS
from tests.cli.conftest import Console
from tests.stages.desk import Played

THAI = re.compile("[ก-๙]")
HEAVY = ("openpyxl", "xlsxwriter", "pandas", "numpy", "lxml", "python_calamine", "sqlite3", "dask", "distributed", "pyarrow",
         "asyncio", "concurrent.futures", "multiprocessing", "kpi_excel.stages", "kpi_excel.workbooks", "kpi_excel.forms",
         "kpi_excel.store", "kpi_excel.workers", "kpi_excel.core.catalogue")  # fmt: skip


def modules_after(*arguments: str) -> set[str]:
    """What a fresh interpreter has imported once the command line has answered."""
    code = f"import sys; from kpi_excel.cli.boundary import run; run({list(arguments)!r}); print(*sys.modules, sep='\\n', file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("--lang", "en", "--help"), ("--version",), ()], ids=" ".join)
def test_help__imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    assert modules_after(*arguments) & set(HEAVY) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command__imports_no_spreadsheet_library(name: str) -> None:
    assert modules_after(name, "--help") & {"openpyxl", "xlsxwriter", "pandas", "numpy", "python_calamine", "sqlite3"} == set()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help__speaks_one_language(console: Console, name: str) -> None:
    arguments = [name, "--help"] if name else ["--help"]
    thai, english = console(*arguments), console("--lang", "en", *arguments)

    assert (thai.code, english.code) == (0, 0)
    assert thai.err == english.err == ""
    assert not THAI.search(english.out), english.out
    assert THAI.search(thai.out) and " / " not in re.sub(r"--\S+ / --\S+", "", thai.out)
    for line in thai.out.splitlines():
        if re.match(r"  (-|[a-z]+  )", line) and "  " in line.strip():
            assert THAI.search(line), line


def test_help__lists_every_command_with_a_word_about_it(console: Console) -> None:
    said = console("--help").out

    assert [name for name in COMMANDS if not re.search(rf"^  {name} +\S", said, re.MULTILINE)] == []


def test_nothing_typed__shows_the_help(console: Console) -> None:
    said = console()

    assert said.code == 2
    assert "generate" in said.out and "คำสั่งไม่ถูกต้อง" not in said.out + said.err


def test_version(console: Console) -> None:
    assert __version__ in console("--version").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["stat"], "status"), (["genrate"], "generate"), (["--lang", "en", "stat"], "no command 'stat'")],
)
def test_command_unknown__a_near_one_is_named(console: Console, arguments: list[str], said: str) -> None:
    found = console(*arguments)

    assert (found.code, found.out) == (2, "")
    assert said in found.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--workspace", "WS", "--lang", "en", "--as-of", "2556-02-25", "status"],
        ["status", "--workspace", "WS", "--lang", "en", "--as-of", "2556-02-25"],
        ["status", "--lang=en", "--as-of=25/2/2556", "--workspace=WS"],
    ],
)
def test_options_of_all_commands__may_stand_anywhere(console: Console, demo: Played, arguments: list[str]) -> None:
    said = console(*[argument.replace("WS", str(demo.root)) for argument in arguments])

    assert said.code == 1
    assert said.err.startswith("As of 25 Feb 2013 (2013-02-25)")


@pytest.mark.parametrize(
    "typed", ["2013-02-25", "2556-02-25", "25/2/2556", "25 ก.พ. 2556", "25 กุมภาพันธ์ 2556", "๒๕ ก.พ. ๕๖", "25 Feb 2013"]
)
def test_as_of__in_any_form_and_echoed_as_understood(console: Console, demo: Played, typed: str) -> None:
    said = console("--workspace", demo.root, "--as-of", typed, "status")

    assert said.err.startswith("ณ วันที่ 25 ก.พ. 2556 (2013-02-25)")


def test_as_of__from_the_environment(console: Console, demo: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KPI_EXCEL_AS_OF", "2556-02-25")

    assert "(2013-02-25)" in console("--workspace", demo.root, "status").err
