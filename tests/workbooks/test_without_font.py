"""On a machine without the Thai font, where a much wider one stands in: the same pages, and no number turned into ###."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from kpi_excel.workbooks.consolidated import write_consolidated
from kpi_excel.workbooks.opdc_entry import write_entry_sheet
from kpi_excel.workbooks.pack import write_pack
from tests.fonts import WIDEST, thai_fonts, with_only
from tests.forms.issuing import BUSIEST, busy, issue, sample
from tests.programs import LIBREOFFICE, command_of, skip_reason
from tests.workbooks.consolidated.sample import MIXED, consolidation, many_agencies
from tests.workbooks.pack.sample import round_report

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(bool(skip_reason(LIBREOFFICE)), reason=skip_reason(LIBREOFFICE)),
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed"),
    pytest.mark.skipif(WIDEST not in thai_fonts(), reason=f"the font {WIDEST} is not installed"),
]

FORMS = ("kpi_template", "action_plan", "monthly_progress", "policy_report", "self_assessment")


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    """One of everything that people print."""
    registry, rounds = sample(), round_report()
    known = busy(registry.leaves(), registry.settings.fiscal_year)
    entered = next(line.agency for line in rounds.lines if line.kpi.is_leaf)
    return {
        **{form: issue(form, BUSIEST, known=known, registry=registry).written.data for form in FORMS},
        "consolidated": write_consolidated(consolidation()), "consolidated-mixed": write_consolidated(consolidation(MIXED), "en"),
        "consolidated-many": write_consolidated(many_agencies()), "pack": write_pack(consolidation(MIXED)), "report": write_pack(rounds),
        "entry": write_entry_sheet(rounds, entered),
    }  # fmt: skip


def pages(books: Mapping[str, bytes], seen: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """The text of every printed page of every workbook."""
    sources = [folder / f"{name}.xlsx" for name in books]
    for source in sources:
        source.write_bytes(books[source.stem])
    command, profile = command_of(LIBREOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    assert command
    asked = [command, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, sources)]
    subprocess.run(asked, check=True, capture_output=True, timeout=600, env=dict(seen))
    return {source.stem: _texts(source.with_suffix(".pdf")) for source in sources}


def _texts(pdf: Path) -> list[str]:
    return subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True).stdout.decode().split("\f")[:-1]


def test_pages_are_the_same__no_sheet_grows_wider_and_no_number_is_hidden(books: dict[str, bytes], tmp_path: Path) -> None:
    folders = tmp_path / "with", tmp_path / "without"
    for folder in folders:
        folder.mkdir()
    there = pages(books, os.environ, folders[0])
    without = pages(books, with_only(WIDEST, folders[1]), folders[1])

    grown = {name: (len(there[name]), len(without[name])) for name in books if len(without[name]) > len(there[name])}
    assert grown == {}
    for form in FORMS:
        assert len(without[form]) == len(there[form]), form
        # hidden columns, of no width, leave some that nobody sees
        assert _hidden_numbers(without[form]) == _hidden_numbers(there[form]), form
    assert [name for name in books if name not in FORMS and _hidden_numbers(without[name])] == []


def _hidden_numbers(texts: list[str]) -> int:
    return sum(text.count("##") for text in texts)
