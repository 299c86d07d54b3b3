"""`rollup` as typed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpi_excel.cli.exits import FINDINGS, LOCKED, UNREADABLE, USAGE
from kpi_excel.stages.house import open_house
from kpi_excel.store.lock import lock_workspace
from kpi_excel.workbooks.national import parquet
from tests.cli.conftest import Console, Said
from tests.stages.test_rollup_provinces import Country


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Country:
    country = Country(tmp_path_factory.mktemp("typed"))
    country.begin("น่าน", "น่าน", k3_2_2=29, k3_2_3=80)
    country.begin("ตาก", "ตาก", k3_2_2=26, k3_2_3=80)
    return country


@pytest.fixture
def country(begun: Country, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Country:
    shutil.copytree(begun.root, tmp_path / "p")
    monkeypatch.chdir(tmp_path)
    return Country(tmp_path / "p")


def typed(console: Console, *more: object, lang: str = "th") -> Said:
    return console("--as-of", "2013-02-28", "--lang", lang, "rollup", *more)


def test_rollup__places_then_the_median_then_the_files(console: Console, country: Country) -> None:
    said = typed(console, "p/น่าน", "p/ตาก", "--period", "2556-02")
    lines = said.out.splitlines()
    assert said.code == FINDINGS
    assert lines[0] == "งวด กุมภาพันธ์ 2556"
    assert [line.partition("]")[0] for line in lines[1:3]] == ["[   1", "[   2"]
    assert lines[1].endswith("ตาก  (ตาก)") and "น้ำหนัก" in lines[1]
    assert any(line.startswith("มีคะแนน 2 จังหวัด จาก 2 แห่ง  มัธยฐาน ") for line in lines)
    assert f"[written] {Path('rollup') / 'national_2556-02.xlsx'}" in lines
    assert (country.root.parent / "rollup" / "national_2556-02.xlsx").is_file()
    assert "สรุป" in said.err


def test_rollup_of_the_folder_one_stands_in__again_and_again(
    console: Console, country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(country.root)
    said = [typed(console, ".", "--period", "2556-02") for _ in range(2)]
    assert [one.code for one in said] == [FINDINGS, FINDINGS]
    assert all("มีคะแนน 2 จังหวัด จาก 2 แห่ง" in one.out for one in said)


def test_rollup_in_a_workspace__goes_to_its_outbox(console: Console, country: Country) -> None:
    assert typed(console, "p/น่าน", "p/ตาก", "--workspace", "p/น่าน").code == FINDINGS
    assert (country.root / "น่าน" / "outbox" / "rollup" / "national_2556-02.xlsx").is_file()


def test_rollup_with_a_broken_workspace__reason_on_the_screen(console: Console, country: Country) -> None:
    (country.root / "ตาก" / "registry.xlsx").write_bytes(b"PK\x03\x04 broken")
    said = typed(console, "p", lang="en")
    assert said.code == UNREADABLE
    assert "[BAD]  ตาก  The registry cannot be opened: the file is damaged or incomplete  (registry-unreadable)" in said.out
    assert "        Do: " in said.out


def test_rollup_with_a_workspace_in_use(console: Console, country: Country) -> None:
    with lock_workspace(open_house(country.root / "ตาก").workspace):
        said = typed(console, "p")
    assert (said.code, "[LOCK] ตาก" in said.out) == (LOCKED, True)


def test_rollup_of_nothing__every_reason_and_no_workbook(console: Console, country: Country) -> None:
    said = typed(console, "ไม่มี", "p/ไม่มี", lang="en")
    assert said.code == UNREADABLE
    assert said.out.count("(workspace-missing)") == 2
    assert "[rollup-nothing-counted]" in said.err
    assert not (country.root.parent / "rollup").exists()


@pytest.mark.parametrize("arguments", [(), ("p", "--period", "2556-kpi"), ("p", "--out", "p/ตาก/archive")])
def test_rollup_wrongly_typed(console: Console, country: Country, arguments: tuple[str, ...]) -> None:
    assert typed(console, *arguments).code == USAGE


def test_rollup_json__one_item_a_folder(console: Console, country: Country) -> None:
    (country.root / "ว่าง").mkdir()
    data = typed(console, "p", "--json").json
    assert (data["schema"], data["as_of"]) == ("kpi_excel.rollup/1", "2013-02-28")
    assert [(item["folder"], item["place"], item["code"]) for item in data["items"]] == [("ตาก", 1, ""), ("น่าน", 2, ""), ("ว่าง", None, "registry-missing")]
    assert data["items"][2]["score"] is None
    assert (data["totals"]["provinces"], data["totals"]["scored"], data["totals"]["not_counted"]) == (2, 2, 1)
    assert "registry-missing" in [finding["code"] for finding in data["findings"]]
    assert all(Path(file["path"]).is_file() for file in data["totals"]["files"])


def test_rollup_without_pyarrow__says_where_the_data_are(console: Console, country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "can_write_parquet", lambda: False)
    said = typed(console, "p", lang="en")
    assert said.code == FINDINGS
    assert "the data sheets hold the same data  (parquet-not-installed)" in said.out
    assert not list((country.root.parent / "rollup").glob("*.parquet"))
