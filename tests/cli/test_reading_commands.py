"""status, merge, trace, score, explain: what a province asks its workspace."""

from __future__ import annotations

import pytest

from kpi_excel.core.catalogue import CATALOGUE
from tests.cli.conftest import Console
from tests.stages.desk import Desk, Played


@pytest.fixture
def at(demo: Played) -> list[str]:
    return ["--workspace", str(demo.root), "--as-of", "2556-03-31"]


def test_status__25_february(console: Console, demo: Played) -> None:
    said = console("--workspace", demo.root, "--as-of", "25/2/2556", "status", "--period", "2556-kpi")

    assert said.code == 1
    lines = {(line.split()[3], line.split()[4].rstrip(",")): line for line in said.out.splitlines() if "kpi_template" in line}
    assert lines["AGR", "3.1.3"].startswith("[LATE]") and lines["AGR", "3.1.3"].endswith("ขาด  กำหนด 22 ก.พ. 2556  ช้า 3 วัน")
    assert lines["CDD", "3.1.2"].startswith("[OK]") and "ช้า 3 วัน" in lines["CDD", "3.1.2"]
    assert lines["CDD", "4.3"].startswith("[OK]") and "ช้า" not in lines["CDD", "4.3"]
    assert lines["ENE", "8"].startswith("[..]") and lines["ENE", "8"].endswith("ยังไม่ถึงกำหนด  กำหนด 28 ก.พ. 2556")
    assert "[HELD] รอตัดสินใน inbox: LAB_monthly_progress_2556-02.xlsx" in said.out


def test_status__without_a_period_only_what_is_open(console: Console, at: list[str]) -> None:
    said = console(*at, "status", "--lang", "en")

    assert said.code == 1
    assert {line.split()[0] for line in said.out.splitlines() if line.startswith("[")} == {"[LATE]", "[FIX]", "[HELD]"}
    assert "Total: not yet due " in said.out
    assert said.err.splitlines()[-1] == "Next: follow up the missing ones"


def test_status__nothing_owed_yet(console: Console, demo: Played) -> None:
    said = console("--workspace", demo.root, "--as-of", "2555-10-01", "status")

    assert said.code == 0
    assert said.out.startswith("รวม: ยังไม่ถึงกำหนด ")


@pytest.mark.parametrize(("day", "is_told"), [("2569-11-22", True), ("2557-01-15", False), ("2556-03-31", False)])
def test_status__a_year_long_past_is_told_with_the_way_to_look_into_it(console: Console, demo: Played, day: str, is_told: bool) -> None:
    said = console("--workspace", demo.root, "--as-of", day, "status")

    assert ("พ.ศ. 2556 ซึ่งผ่านไปแล้ว" in said.err and "--as-of 25/2/2556" in said.err) is is_told


def test_status_json__the_keys_of_the_design(console: Console, at: list[str]) -> None:
    said = console(*at, "status", "--json")

    assert said.out.isascii() and said.code == 1
    assert said.json["schema"] == "kpi_excel.status/1"
    assert all(item.keys() >= {"agency", "form", "period", "kpi_no", "state", "due", "received_on", "days_late"} for item in said.json["items"])
    (line,) = [i for i in said.json["items"] if (i["kpi_no"], i["form"], i["period"]) == ("13", "monthly_progress", "2556-02")]
    assert (line["agency"], line["state"], line["due"], line["received_on"], line["days_late"]) == (
        "STA", "received", "2013-02-20", "2013-02-23", 3,
    )  # fmt: skip
    states = [item["state"] for item in said.json["items"]]
    assert {state: count for state, count in said.json["totals"].items() if state in states} == {s: states.count(s) for s in set(states)}
    assert said.json["totals"]["held"] == 2


def test_merge__says_total_weight_and_where(console: Console, played: Desk) -> None:
    said = console("--workspace", played.root, "--as-of", "2556-03-31", "merge", "--period", "2556-03", "--lang", "en")

    assert said.code == 1
    assert said.out.startswith("Total score ") and "weight covered " in said.out and "(all accounted for)" in said.out
    assert "consolidated_2556-03.xlsx" in said.out


def test_merge_json__lines_and_totals(console: Console, played: Desk) -> None:
    found = console("--workspace", played.root, "--as-of", "2556-03-31", "merge", "--json").json

    assert found["schema"] == "kpi_excel.merge/1"
    assert {item["kpi_no"] for item in found["items"]} >= {"1", "1.1", "3.2.2", "14"}
    assert found["totals"].keys() >= {"period", "score", "weight_covered", "weight", "worst_case", "overdue", "files", "path"}
    assert found["totals"]["period"] == "2556-03"


@pytest.mark.parametrize("command", ["merge", "trace 1.1", "status", "generate"])
def test_period_of_another_year__is_refused(console: Console, at: list[str], command: str) -> None:
    said = console(*at, *command.split(), "--period", "2557-02")

    assert (said.code, said.out) == (2, "") and "[period-does-not-fit]" in said.err


def test_trace__file_cell_and_derivation(console: Console, at: list[str]) -> None:
    said = console(*at, "trace", "1.1")

    assert said.code == 0
    assert "(1,271 − 1,240) ÷ 1,240 × 100 = 2.5" in said.out
    assert "archive/2556/2556-03/POL_monthly_progress_2556-03_" in said.out and "ตัวชี้วัดย่อย!F11" in said.out
    assert "รายงานก่อนหน้า" in said.out and "2556-02" in said.out


def test_trace__earlier_revisions_with_what_was_typed(console: Console, demo: Played) -> None:
    said = console("--workspace", demo.root, "--as-of", "2556-02-28", "trace", "K3.2.2", "--lang", "en")

    assert "12.1 คน" in said.out and "Earlier reports" in said.out and "not counted, awaits correction" in said.out
    assert said.out.count("archive/2556/2556-02/DPM_monthly_progress_2556-02_") == 2


def test_trace__of_steps_says_done_not_true(console: Console, at: list[str]) -> None:
    said = console(*at, "trace", "6")

    assert "True" not in said.out and "False" not in said.out
    assert said.out.count("sha256") == 1


def test_trace__of_a_group_lists_what_it_is_made_of(console: Console, at: list[str]) -> None:
    said = console(*at, "trace", "3.2")

    assert [line.split()[0] for line in said.out.splitlines() if "น้ำหนัก" in line] == ["3.2.1", "3.2.2", "3.2.3"]


@pytest.mark.parametrize(("kpi_no", "note"), [("4.4", "ยังไม่ได้รับรายงาน"), ("1.4", "ยังไม่มีข้อมูล"), ("1.6", "อยู่ระหว่างจัดทำรายละเอียด")])
def test_trace__without_a_score_says_why(console: Console, at: list[str], kpi_no: str, note: str) -> None:
    said = console(*at, "trace", kpi_no)

    assert said.code == 0 and "คะแนน –" in said.out and note in said.out
    assert "no-data" not in said.out


def test_trace_json__the_keys_of_the_design(console: Console, at: list[str]) -> None:
    found = console(*at, "trace", "4.1", "--json").json

    assert found["schema"] == "kpi_excel.trace/1"
    assert [item["input"] for item in found["items"]] == ["part:G1", "part:G2", "part:G3"]
    for item in found["items"]:
        assert item.keys() >= {"value", "score", "steps", "file", "sheet", "cell", "sha256", "received_on"}
        assert item["file"].startswith("2556/2556-03/POL_") and len(item["sha256"]) == 64 and item["received_on"] == "2013-03-20"
    (empty,) = console(*at, "trace", "4.4", "--json").json["items"]
    assert (empty["value"], empty["score"], empty["file"]) == (None, None, "")


@pytest.mark.parametrize("command", ["trace 99", "score 99 --result 1"])
def test_kpi_unknown(console: Console, at: list[str], command: str) -> None:
    said = console(*at, *command.split())

    assert (said.code, said.out) == (2, "") and "ไม่มีตัวชี้วัด 99" in said.err


@pytest.mark.parametrize(
    ("kpi_no", "results", "score"),
    [
        ("3.2.2", ["29.3"], "2.3500"), ("3.2.2", ["๒๙.๓"], "2.3500"), ("K3.2.2", ["24"], "5.0000"), ("1.1", ["1388"], "3.9785"),
        ("4.1", ["48,70,33"], "3.4200"), ("4.1", ["G1=48", "G3=33", "G2=70"], "3.4200"), ("1.5", ["152", "176"], "3.6364"),
        ("14", ["มี"], "5.0000"), ("14", ["ไม่มี"], "1.0000"), ("6", ["มี,มี,มี,ไม่มี,ไม่มี"], "3.0000"),
        ("1.1", ["1,388"], "3.9785"),
    ],
)  # fmt: skip
def test_score__an_assumed_result(console: Console, at: list[str], kpi_no: str, results: list[str], score: str) -> None:
    arguments = [part for result in results for part in ("--result", result)]

    said = console(*at, "score", kpi_no, *arguments)
    assert said.code == 0 and said.out.splitlines()[-1] == f"คะแนน {score}"
    (item,) = console(*at, "score", kpi_no, *arguments, "--json").json["items"]
    assert item["score"] == score and item["steps"]


@pytest.mark.parametrize(
    ("kpi_no", "results", "code", "said"),
    [
        ("4.1", ["48"], 1, "G2"), ("4.1", ["G9=1"], 2, "G9"), ("3.2.2", ["มาก"], 2, "“มาก” ไม่ใช่ตัวเลข"), ("14", ["7"], 2, "มี หรือ ไม่มี"),
        ("1.6", ["3"], 1, "อยู่ระหว่างจัดทำรายละเอียด"), ("3.2.2", ["1", "2"], 2, "เกิน"), ("1", ["3"], 2, "กลุ่ม"),
    ],
)  # fmt: skip
def test_score__what_cannot_be_scored_says_why(
    console: Console, at: list[str], kpi_no: str, results: list[str], code: int, said: str
) -> None:
    found = console(*at, "score", kpi_no, *[part for result in results for part in ("--result", result)])

    assert found.code == code and said in found.out + found.err
    assert "()" not in found.out


def test_explain__one_code_in_both_languages(console: Console) -> None:
    thai, english = console("explain", "date-in-buddhist-era"), console("explain", "date-in-buddhist-era", "--lang", "en")

    assert thai.code == english.code == 0
    assert "วิธีแก้: " in thai.out and "Do: " in english.out
    assert "{" not in thai.out + english.out


def test_explain__all_codes(console: Console) -> None:
    said = console("explain")

    assert [code for code in CATALOGUE if f"\n{code}  [" not in f"\n{said.out}"] == []
    assert "{" not in said.out
    found = console("explain", "--json").json
    assert {item["code"] for item in found["items"]} == set(CATALOGUE)
