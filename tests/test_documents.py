"""README and CHANGELOG say what the program does: every command, option, path and link they name is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from kpi_excel.cli import exits
from kpi_excel.cli.app import COMMANDS, LazyGroup
from kpi_excel.core.catalogue import CATALOGUE
from kpi_excel.core.submission import Verdict

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
SPOKEN = re.findall(r"`kpi-excel ([^`\n]+)`", README)
"""What README tells people to type, without the program's name."""
LINKS = re.findall(r"\]\(([^)#]+)\)", README + CHANGELOG + (ROOT / "docs" / "design.md").read_text("utf-8"))


def options_of(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}


def command_of(name: str) -> click.Command:
    found = LazyGroup("kpi-excel").get_command(click.Context(click.Command("kpi-excel")), name)
    assert found is not None, name
    return found


def test_every_command_is_told__in_readme_and_changelog() -> None:
    told = {spoken.split()[0] for spoken in SPOKEN}
    assert set(COMMANDS) <= told
    assert [name for name in COMMANDS if f"`{name}" not in CHANGELOG] == []


@pytest.mark.parametrize("spoken", [spoken for spoken in SPOKEN if not spoken.startswith("COMMAND")])
def test_what_readme_tells_to_type_is_understood(spoken: str) -> None:
    name, *rest = shlex.split(spoken)
    command = command_of(name)
    assert [word for word in rest if word.startswith("--") and word not in options_of(command)] == []
    # wrong arguments are a usage error here; nothing is run
    command.make_context(name, rest, resilient_parsing=False).close()


def test_exit_codes_are_those_of_the_program() -> None:
    line = README[README.index("Exit codes:") :].split("\n\n")[0]
    assert sorted({int(number) for number in re.findall(r"\b\d+\b", line)}) == sorted(code for code in vars(exits).values() if isinstance(code, int))


def test_verdicts_are_those_of_the_program() -> None:
    line = README[README.index("A file's verdict is one of:") :].split("\n\n")[0]
    for verdict in Verdict:
        assert verdict.value.replace("_", "-") in line


def test_codes_that_readme_explains_exist() -> None:
    assert {spoken.split()[1] for spoken in SPOKEN if spoken.startswith("explain ")} <= set(CATALOGUE)


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_to_a_file(link: str) -> None:
    assert any((folder / link).is_file() for folder in (ROOT, ROOT / "docs"))


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
