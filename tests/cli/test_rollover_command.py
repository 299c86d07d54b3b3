"""`rollover` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_excel.cli.boundary import run
from kpi_excel.cli.exits import FINDINGS, USAGE
from tests.stages.year_end import SEP, begun, report


@pytest.fixture
def root(tmp_path: Path) -> Path:
    house = begun(tmp_path / "จังหวัด-2556")
    report(house, "DPM", SEP, k3_2_2="29.3")
    return house.workspace.root


def typed(root: Path, *more: str, lang: str = "th") -> list[str]:
    return ["--workspace", str(root), "--as-of", "2013-11-15", "--lang", lang, "rollover", "--to", "2557", *more]


def test_rollover__what_was_carried_what_to_fill_and_where_to_go_on(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed(root)) == FINDINGS
    said = capsys.readouterr()
    assert "ยกมา 17 หน่วยงาน  30 ตัวชี้วัด (น้ำหนัก 100)" in said.out
    assert "(rollover-target-to-fill)" in said.out and "[CLOSED] ปิดปี 2556 แล้ว อ่านได้อย่างเดียว" in said.out
    assert "จังหวัด-2557" in said.err and "check" in said.err
    assert run(["--workspace", str(root.with_name("จังหวัด-2557")), "check"]) == 0


def test_rollover_english__both_languages_say_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(typed(root, lang="en")) == FINDINGS
    said = capsys.readouterr().out
    assert "carried over: 17 agencies, 30 KPIs (weight 100)" in said and "[CLOSED] 2556 is closed and read-only" in said


def test_rollover_json__one_envelope(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(typed(root, "--out", str(tmp_path / "new"), "--json")) == FINDINGS
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "kpi_excel.rollover/1"
    assert data["totals"] | {"workspace": ""} == {
        "workspace": "", "fiscal_year": 2557, "closed_year": 2556, "agencies": 17, "kpis": 30, "weight": "100",
        "lessons": 5, "is_usable": True,
    }  # fmt: skip
    kpi = next(item for item in data["items"] if item["kpi_no"] == "3.2.2")
    assert kpi["baselines"]["2556"] == "29.3" and kpi["agreement"] == "proposed"


def test_rollover__twice_is_refused_with_where_to_go_on(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(typed(root))
    capsys.readouterr()
    assert run(typed(root)) == USAGE
    assert "[year-closed]" in capsys.readouterr().err


def test_rollover__without_a_year(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--workspace", str(root), "rollover"]) == USAGE
