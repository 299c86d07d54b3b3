"""What a printer gets: LibreOffice prints the workbook, and the pages are read back."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.workbooks.consolidated import write_consolidated
from tests.programs import LIBREOFFICE, command_of
from tests.workbooks.consolidated.sample import MIXED, consolidation, many_agencies

pytestmark = [
    pytest.mark.program,
    pytest.mark.skipif(not (command_of(LIBREOFFICE) and shutil.which("pdftotext")), reason="LibreOffice or pdftotext"),
]


def pages(data: Consolidation, lang: str, folder: Path) -> list[str]:
    """The text of every printed page."""
    workbook = folder / "printed.xlsx"
    workbook.write_bytes(write_consolidated(data, lang))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    program = command_of(LIBREOFFICE)
    assert program
    asked = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(asked, check=True, capture_output=True, timeout=300)
    read = subprocess.run(["pdftotext", str(folder / "printed.pdf"), "-"], check=True, capture_output=True)
    return read.stdout.decode().split("\f")


@pytest.mark.parametrize("variant", ["mixed", "first", "many"])
def test_summary_is_one_page_and_no_number_is_too_wide(variant: str, tmp_path: Path) -> None:
    made = {
        "mixed": (consolidation(MIXED), "en"),
        "first": (consolidation(months=1, as_of=date(2013, 3, 21)), "th"),
        "many": (many_agencies(), "th"),
    }
    printed = pages(*made[variant], tmp_path)
    second = "Monthly progress reports" if made[variant][1] == "en" else "สถานะการส่ง"
    assert second in printed[1], "the second page is the second sheet"
    assert not any("###" in page for page in printed)
