"""Lines about files: a name that somebody else chose stays within its own line."""

from __future__ import annotations

from tests.cli.conftest import Console
from tests.stages.desk import Desk

FORGED = "z\n[OK]   STA    monthly_progress  2556-02    STA.xlsx"


def test_a_name_cannot_write_a_line_of_its_own(console: Console, desk: Desk) -> None:
    desk.drop(FORGED, b"no workbook")
    said = console("--workspace", desk.root, "--as-of", "2556-02-20", "ingest")

    assert not any(line.startswith("[OK]") for line in said.out.splitlines())
    assert any(line.startswith("[BAD]") and line.split("  (")[0].endswith("z·" + FORGED[2:]) for line in said.out.splitlines())
