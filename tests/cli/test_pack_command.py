"""`pack` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_excel.cli.boundary import run
from kpi_excel.cli.exits import CLEAN, FINDINGS, USAGE
from kpi_excel.letters import pdf as printing
from tests.stages.year_end import begun


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(printing, "to_pdf", lambda xlsx: b"%PDF")
    return str(begun(tmp_path / "w").workspace.root)


def test_pack__both_files_named_and_the_next_step_said(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--workspace", root, "--as-of", "2013-03-31", "pack", "--period", "2556-03"]) == FINDINGS
    said = capsys.readouterr()
    assert "[written] " in said.out and "pack_2556-03.xlsx" in said.out and "pack_2556-03.pdf" in said.out
    assert "ทำต่อ: พิมพ์ทั้งสมุดงาน หรือไฟล์ PDF" in said.err


def test_pack__clean_where_nothing_is_overdue(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--workspace", root, "--as-of", "2013-02-10", "--lang", "en", "pack", "--no-pdf"]) == CLEAN
    said = capsys.readouterr()
    assert "pack_2556-02.xlsx" in said.out and ".pdf" not in said.out
    assert "Next: print the entire workbook, or the PDF" in said.err


def test_pack_json__one_envelope(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--workspace", root, "--as-of", "2013-03-31", "pack", "--period", "2556-sar6", "--json"]) == FINDINGS
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "kpi_excel.pack/1" and data["as_of"] == "2013-03-31"
    assert [Path(item["file"]).name for item in data["items"]] == ["pack_2556-sar6.xlsx", "pack_2556-sar6.pdf"]
    assert data["totals"]["period"] == "2556-sar6" and data["totals"]["score"] is None


def test_pack__no_program_to_print_is_a_note(
    root: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "to_pdf", lambda xlsx: None)
    assert run(["--workspace", root, "--as-of", "2013-02-10", "pack"]) == CLEAN
    assert "(pdf-not-made)" in capsys.readouterr().out


def test_pack__a_period_of_another_year(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--workspace", root, "pack", "--period", "2557-02"]) == USAGE
    assert "period-does-not-fit" in capsys.readouterr().err
