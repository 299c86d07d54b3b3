"""`review` as typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.cli.boundary import run
from kpi_excel.cli.exits import FINDINGS, USAGE
from kpi_excel.stages.setup import begin_sample
from kpi_excel.store.archive import Archive
from kpi_excel.store.issued import workspace_key
from tests.stages.desk import DEMO_KEY, Desk
from tests.stages.review_desk import ROUND_6, only_a_few_kpis, send_sar, type_into

SIGNED = {"signoff": "approved"}
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("review-command") / "จังหวัด"
    begin_sample(root)
    workspace_key(Archive(root / "archive"), DEMO_KEY)
    Desk(root).change_registry(only_a_few_kpis)
    house = Desk(root).house
    send_sar(
        house,
        "DPM",
        {"3.2.2": {"result": 29.3, "claimed": 3, **SIGNED}, "3.2.3": {"result": 85, "claimed": 3.5, **SIGNED}},
    )
    send_sar(house, "LAB", {"4.4": {"result": 72, "claimed": 3.4, **SIGNED}})
    return root


@pytest.fixture
def desk(begun: Path, tmp_path: Path) -> Desk:
    return Desk(begun).copied(tmp_path / "พื้นที่")


def told(
    desk: Desk, capsys: pytest.CaptureFixture[str], *more: str, lang: str = "th", on: str = "2013-04-26"
) -> tuple[int, list[str], str]:
    code = run(["--workspace", str(desk.root), "--as-of", on, "--lang", lang, *more])
    said = capsys.readouterr()
    return code, said.out.splitlines(), said.err


def path_of(desk: Desk, name: str = "review") -> Path:
    return desk.root / "outbox" / ROUND_6 / "consolidated" / f"{name}_{ROUND_6}.xlsx"


def decide(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Export the workbook and fill it where it lies."""
    told(desk, capsys, "review", "--export")
    type_into(path_of(desk), {
        "K3.2.2/6": {"ผลทวนสอบ": "รับรอง", "ผู้ทวนสอบ": "ดร.มานะ"},
        "K4.4/6": {"ผลทวนสอบ": "ไม่รับรอง", "ผู้ทวนสอบ": "ดร.มานะ"},
    })  # fmt: skip


def test_review__nothing_decided_yet_is_said_in_words(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines, err = told(desk, capsys, "review")
    assert code == FINDINGS
    assert (
        lines[0]
        == "รอบ 6 เดือน ปีงบประมาณ พ.ศ. 2556: รับรองแล้ว 0 จาก 6 ตัวชี้วัด  คะแนนที่รับรอง ยังไม่ผ่านการรับรอง  น้ำหนัก 0 จาก 100"
    )
    assert "[OPEN] รอรับรอง 3: 3.2.2, 3.2.3, 4.4" in lines
    assert "[NONE] ยังไม่มีคะแนนให้รับรอง 3: 1.1, 4.2, 14" in lines
    assert "[DIFF] แจ้งไม่ตรงกับที่คำนวณ 1: 3.2.2" in lines
    assert f"kpi-excel review --period {ROUND_6} --export" in err


def test_review__the_ranking_is_worst_first_with_its_sums(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, _ = told(desk, capsys, "review")
    at = lines.index("ควรดูก่อน (กระทบคะแนนรวมได้มากที่สุด):")
    ranked = [line.split()[1:3] for line in lines[at + 1 :: 2]]
    assert ranked == [["3.2.2", "0.9636"], ["3.2.3", "0.9091"], ["4.4", "0.6545"]]
    assert lines[at + 2].strip().startswith("หน่วยงานแจ้ง 3.0000 คำนวณได้ 2.3500")


def test_review_export__writes_the_workbook_and_says_where(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    _, lines, err = told(desk, capsys, "review", "--export")
    assert "--export" not in err and f"inbox/ แล้วสั่ง kpi-excel review --period {ROUND_6}" in err and path_of(desk).name in err
    assert lines[-1] == f"[written] {path_of(desk)}" and path_of(desk).exists()
    assert told(desk, capsys, "review", "--export")[1][-1] == f"[unchanged] {path_of(desk)}"


def test_review__what_was_decided_is_told_by_standing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    decide(desk, capsys)
    code, lines, err = told(desk, capsys, "review")
    assert code == FINDINGS
    assert lines[0].startswith("[OK]") and lines[0].endswith(path_of(desk).name)
    assert "[OK]   รับรอง 1: 3.2.2" in lines and "[BACK] ไม่รับรอง 1: 4.4" in lines
    assert f"kpi-excel merge --period {ROUND_6}" in err
    send_sar(desk.house, "DPM", {"3.2.2": {"result": 28, **SIGNED}}, on="2013-05-02", run=9)
    _, later, _ = told(desk, capsys, "review", on="2013-05-03")
    assert "[VOID] คะแนนเปลี่ยนหลังทวนสอบ ต้องทวนสอบใหม่ 1: 3.2.2" in later


def test_review__a_verdict_that_does_not_count_says_why(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    send_sar(desk.house, "DPM", {"3.2.3": {"result": 84}}, on="2013-04-21", run=2)
    told(desk, capsys, "review", "--export")
    type_into(path_of(desk), {
        code: {"ผลทวนสอบ": "รับรอง", "ผู้ทวนสอบ": "ดร.มานะ"} for code in ("K3.2.3/6", "K3.2.2/6", "K14/6")
    })  # fmt: skip
    _, lines, _ = told(desk, capsys, "review")
    at = next(index for index, line in enumerate(lines) if line.startswith("[OPEN]"))
    assert lines[at + 1] == "       3.2.3: ผลทวนสอบที่กรอกยังไม่นับ: ผู้กำกับดูแลยังไม่ลงนามใน SAR จึงยังรับรองไม่ได้"
    assert not any("3.2.2: ผลทวนสอบที่กรอกยังไม่นับ" in line for line in lines)
    at = next(index for index, line in enumerate(lines) if line.startswith("[NONE]"))
    assert lines[at + 1].startswith("       14: ผลทวนสอบที่กรอกยังไม่นับ: ")
    items = {item["kpi_no"]: item for item in json.loads("\n".join(told(desk, capsys, "review", "--json")[1]))["items"]}
    assert items["3.2.3"]["uncounted"] and not items["3.2.2"]["uncounted"] and not items["4.4"]["uncounted"]


def test_review_english(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    decide(desk, capsys)
    _, lines, _ = told(desk, capsys, "review", lang="en")
    assert any(line.endswith("1 of 6 KPIs certified, certified score 2.3500, weight 20 of 100") for line in lines)
    assert "Look first (may move the total most):" in lines


def test_review_json__one_envelope(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    decide(desk, capsys)
    _, lines, _ = told(desk, capsys, "review", "--json")
    data: dict[str, Any] = json.loads("\n".join(lines))
    assert data["schema"] == "kpi_excel.review/1"
    items = {item["kpi_no"]: item for item in data["items"]}
    assert (items["3.2.2"]["standing"], items["3.2.2"]["certified"], items["3.2.2"]["reviewer"]) == (
        "certified",
        "2.3500",
        "ดร.มานะ",
    )
    assert (items["4.4"]["standing"], items["4.4"]["certified"], items["1.1"]["recomputed"]) == ("refused", None, None)
    totals = data["totals"]
    assert (totals["certified"], totals["refused"], totals["open"], totals["unscored"], totals["files"]) == (
        1,
        1,
        1,
        3,
        1,
    )
    assert (totals["certified_score"], totals["certified_weight"]) == ("2.3500", "20")


def test_review_of_a_named_file__other_files_are_named_and_left(
    desk: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = tmp_path / "อื่น.xlsx"
    other.write_bytes((desk.root / "registry.xlsx").read_bytes())
    code, lines, _ = told(desk, capsys, "review", str(other))
    assert code == FINDINGS and "not-a-review" in lines[0] and other.exists()


def test_merge_prints_the_review_it_took_in(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    decide(desk, capsys)
    _, lines, _ = told(desk, capsys, "merge", "--period", ROUND_6)
    assert any(line.startswith("[OK]") and "REVIEW" in line for line in lines)
    assert path_of(desk, "consolidated").exists()


def test_a_period_without_results_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(desk, capsys, "review", "--period", "2556-plan")[0] == USAGE
