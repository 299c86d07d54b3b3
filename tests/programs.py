"""Real spreadsheet programs as second opinion: what LibreOffice and Gnumeric compute from a workbook of ours."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.parts import Book, cells_in

LIBREOFFICE, GNUMERIC = "libreoffice", "gnumeric"

_COMMANDS = {LIBREOFFICE: ("soffice", "libreoffice"), GNUMERIC: ("ssconvert",)}
_SECONDS = 300
# Without this LibreOffice believes the values that the writer left in the file
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

Sheets = Mapping[str, Mapping[tuple[int, int], object]]
"""Sheet name → (row, column), both from 0 → value; cells without value, or with empty text, are absent."""


def command_of(program: str) -> str | None:
    """Where the program is, None where it is not installed."""
    return next((found for name in _COMMANDS[program] if (found := shutil.which(name))), None)


def skip_reason(program: str) -> str:
    """Why a test of this program cannot run here; "" if it can, or must (KPI_EXCEL_REQUIRE_PROGRAMS=1)."""
    if os.environ.get("KPI_EXCEL_REQUIRE_PROGRAMS") == "1" or command_of(program):
        return ""
    return f"{program} is not installed"


def each_program() -> list[object]:
    """Both programs as pytest parameters, marked `program`, skipped where not installed."""
    return [
        pytest.param(
            name, marks=[pytest.mark.program, pytest.mark.skipif(bool(skip_reason(name)), reason=skip_reason(name))]
        )
        for name in _COMMANDS
    ]


def recalculate(workbook: bytes, program: str, folder: Path) -> Sheets:
    """The values that `program` computes for every cell, whatever values the file carries for its formulas."""
    return {sheet: {at: cell.value for at, cell in cells.items() if cell.value not in (None, "")}
            for sheet, cells in recalculate_all([workbook], program, folder)[0].items()}  # fmt: skip


def recalculate_all(workbooks: Sequence[bytes], program: str, folder: Path) -> list[Book]:
    """The same for many workbooks: LibreOffice is started once."""
    command = command_of(program)
    assert command, skip_reason(program)
    target = folder / program
    target.mkdir(exist_ok=True)
    sources = [folder / f"asked{number or ''}.xlsx" for number in range(len(workbooks))]
    for source, workbook in zip(sources, workbooks, strict=True):
        source.write_bytes(workbook)
    if program == LIBREOFFICE:
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True, exist_ok=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
        asked = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
        _run([command, *asked, "--outdir", str(target), *map(str, sources)])
    else:
        for source in sources:
            _run([command, "--recalc", str(source), str(target / source.name)])
    return [cells_in((target / source.name).read_bytes()) for source in sources]


def _run(asked: list[str]) -> None:
    subprocess.run(asked, check=True, capture_output=True, timeout=_SECONDS)
