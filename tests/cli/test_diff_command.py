"""`diff` as typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi_excel.cli.boundary import run
from kpi_excel.cli.exits import CLEAN, FINDINGS, USAGE
from tests.core.province import record
from tests.stages.year_end import FEB, MAR, begun, keep, report


@pytest.fixture
def root(tmp_path: Path) -> str:
    house = begun(tmp_path / "w")
    report(house, "DPM", FEB, k3_2_2=29, k3_2_3=80)
    report(house, "DPM", MAR, k3_2_2=30, k3_2_3=95)
    keep(house, "IND", FEB, record("3.1.1", result=47))
    keep(house, "LAB", MAR, record("4.4", result=70))
    return str(house.workspace.root)


def told(root: str, capsys: pytest.CaptureFixture[str], *more: str, lang: str = "th") -> tuple[int, list[str], str]:
    code = run(["--workspace", root, "--as-of", "2013-03-31", "--lang", lang, "diff", *more])
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err


def test_diff__worst_first_with_a_word_each(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, err = told(root, capsys, "2556-02", "2556-03")
    assert code == FINDINGS
    assert lines[0] == "กุมภาพันธ์ 2556  ->  มีนาคม 2556"
    words = [(line.split()[0], line.split()[1]) for line in lines if line.startswith("[")]
    assert words == [("[LOST]", "3.1.1"), ("[DOWN]", "3.2.2"), ("[JUMP]", "3.2.3"), ("[NEW]", "4.4")]
    assert any("สถานะ: รายงานแล้ว -> ยังไม่รายงาน" in line for line in lines)
    assert lines[-1] == "เปลี่ยน 4 ตัวชี้วัด  ไม่เปลี่ยน 26  ควรสอบถาม 2 จุด"
    assert "ทำต่อ: kpi-excel trace 3.1.1" in err


def test_diff_english(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, _ = told(root, capsys, "2556-02", "2556-03", lang="en")
    assert lines[-1] == "4 KPIs changed, 26 did not, 2 to ask about"
    assert any("state: reported -> not reported" in line for line in lines)


def test_diff__the_same_period_twice_is_clean(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, _ = told(root, capsys, "2556-02", "2556-02")
    assert code == CLEAN and lines[-1].startswith("เปลี่ยน 0 ตัวชี้วัด")


def test_diff_json__one_envelope(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, _ = told(root, capsys, "2556-02", "2556-03", "--json")
    data = json.loads("\n".join(lines))
    assert data["schema"] == "kpi_excel.diff/1"
    assert [item["kpi_no"] for item in data["items"]] == ["3.1.1", "3.2.2", "3.2.3", "4.4"]
    lost, fell = data["items"][:2]
    assert (lost["score_change"], lost["after"]["state"]) == (None, "not-reported")
    assert (fell["score_change"], fell["before"]["score"], fell["after"]["score"]) == ("-0.5000", "2.5000", "2.0000")
    assert [finding["code"] for finding in data["findings"]] == ["kpi-state-worsened", "kpi-score-jumped"]
    assert data["totals"]["unchanged"] == 26 and len(data["totals"]["dimensions"]) == 4


@pytest.mark.parametrize("periods", [("2556-02",), ("2556-02", "02-2556"), ("2556-02", "2556-kpi")])
def test_diff__needs_two_periods_with_results(
    root: str, capsys: pytest.CaptureFixture[str], periods: tuple[str, ...]
) -> None:
    assert told(root, capsys, *periods)[0] == USAGE


def test_diff__as_a_workbook_too(root: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "เปลี่ยน.xlsx"
    code, lines, _ = told(root, capsys, "2556-02", "2556-03", "--out", str(path))
    assert (code, lines[-1]) == (FINDINGS, f"สมุดงาน: {path}") and path.read_bytes().startswith(b"PK")
    _, lines, _ = told(root, capsys, "2556-02", "2556-03", "--json", "--out", str(path))
    assert json.loads("\n".join(lines))["totals"]["file"] == str(path)


@pytest.mark.parametrize("name", ["เปลี่ยน.txt", "registry.xlsx"])
def test_diff__writes_over_nothing_of_others(root: str, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = Path(root) / name
    before = path.read_bytes() if path.exists() else None
    code, lines, err = told(root, capsys, "2556-02", "2556-03", "--out", str(path))
    assert (code, lines) == (USAGE, []) and err
    assert (path.read_bytes() if path.exists() else None) == before
