"""Many provinces read into one national workbook: what counts, what does not, and that nobody's folder is touched."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.stages import rollup_reading
from kpi_excel.stages.consolidate import look, merge
from kpi_excel.stages.house import open_house
from kpi_excel.stages.rollup import NothingCounted, RolledUp, output_folder, rollup
from kpi_excel.store.lock import OUTPUT_LOCK, lock_output_folder, lock_workspace
from kpi_excel.store.publish import PublishState
from kpi_excel.workbooks.checking import OutputNotSafe
from kpi_excel.workbooks.national import absent
from kpi_excel.workbooks.national.edition import National
from kpi_excel.workbooks.national.limits import Limits
from kpi_excel.workbooks.writing import Sheet
from tests.core.province import record
from tests.faults.hooks import refusing, tree, watched
from tests.stages.desk import Desk
from tests.stages.test_second_province import MONTH, province
from tests.stages.year_end import FEB, MAR, begun, keep, report
from tests.workbooks.consolidated.reading import load

AS_OF = date(2013, 2, 28)
second = province
"""The fixture of another province in another year."""


@dataclass(frozen=True)
class Country:
    """Folders of provinces below one root."""

    root: Path

    def begin(self, folder: str, province: str, **results: int) -> Path:
        """The sample province under another name, with a report of DPM for February."""
        house = begun(self.root / folder)
        Desk(self.root / folder).change_registry(lambda r: replace(r, settings=replace(r.settings, province=province)))
        if results:
            report(house, "DPM", FEB, **results)
        return self.root / folder

    def roll(self, *folders: str, out: str = "out", **options: Any) -> RolledUp:
        named = [self.root / folder for folder in folders]
        return rollup(named, options.pop("period", FEB), options.pop("as_of", AS_OF), self.root / out, **options)


@pytest.fixture(scope="module")
def provinces(tmp_path_factory: pytest.TempPathFactory) -> Country:
    """Three that count, one of which has sent nothing; nobody may change them."""
    country = Country(tmp_path_factory.mktemp("country"))
    country.begin("น่าน", "น่าน", k3_2_2=29, k3_2_3=80)
    country.begin("ตาก", "ตาก", k3_2_2=26, k3_2_3=80)
    country.begin("ตรัง", "ตรัง")
    return country


ALL = ("น่าน", "ตาก", "ตรัง")


@pytest.fixture
def country(provinces: Country, tmp_path: Path) -> Iterator[Country]:
    """A copy that a test may change."""
    shutil.copytree(provinces.root, tmp_path / "ประเทศ", ignore=shutil.ignore_patterns("out*"))
    yield Country(tmp_path / "ประเทศ")


def left(rolled: RolledUp) -> list[tuple[str, str, str, int]]:
    return [(one.folder, one.finding.code, one.province, one.exit_code) for one in rolled.nation.not_counted]


def test_scores_are_those_of_each_provinces_own_workbook(provinces: Country) -> None:
    nation = provinces.roll(*ALL).nation
    for summary in nation.provinces:
        own = look(open_house(provinces.root / summary.folder), FEB, AS_OF)
        assert (summary.total, summary.certified) == (own.total, own.certified)
        assert [(kpi.kpi_no, kpi.score) for kpi in summary.kpis] == [(line.kpi.kpi_no, line.score.value) for line in own.lines if line.kpi.is_leaf]
    assert [placed.summary.province for placed in nation.ranking] == ["ตาก", "น่าน"]
    assert [one.province for one in nation.without_score] == ["ตรัง"]


def test_nothing_is_written_into_a_workspace__not_even_a_cache_or_lock(provinces: Country) -> None:
    before = {name: (tree(provinces.root / name), _times(provinces.root / name)) for name in ALL}
    with watched() as log:
        provinces.roll(*ALL, out="out-watched")
    # nor is a cache of theirs believed
    changes = {"lock", "sign-lock", "open-cache", "look-into-cache", *log.changes}
    changed = [op for op in log.operations if op.name in changes and any((provinces.root / name) in op.path.parents for name in ALL)]
    assert changed == []
    assert {name: (tree(provinces.root / name), _times(provinces.root / name)) for name in ALL} == before


def _times(root: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (root, *root.rglob("*"))}


def test_same_bytes__any_order_any_place(country: Country, tmp_path: Path) -> None:
    first = country.roll(*ALL)
    second = country.roll(*reversed(ALL), out="out2")
    moved = Country(shutil.move(str(country.root), tmp_path / "elsewhere"))
    third = moved.roll("ตาก", "ตาก", "ตรัง", "น่าน", out="out3")
    written = [tree(moved.root / out) for out in ("out", "out2", "out3")]
    assert written[0] == written[1] == written[2]
    assert first.nation == second.nation == third.nation


def test_again__nothing_changes(country: Country) -> None:
    country.roll(*ALL)
    again = country.roll(*ALL)
    assert [one.state for one in again.published] == [PublishState.UNCHANGED] * len(again.published)


def test_folder_of_workspaces__stands_for_those_in_it(country: Country) -> None:
    (country.root / ".hidden").mkdir()
    (country.root / "ว่าง").mkdir()
    rolled = rollup([country.root], FEB, AS_OF, country.root.parent / "out")
    assert len(rolled.nation.provinces) == 3
    assert left(rolled) == [("ว่าง", "registry-missing", "", 3)]


def test_folder_of_workspaces__one_that_lies_elsewhere_is_followed(country: Country, tmp_path: Path) -> None:
    shutil.move(str(country.root / "ตาก"), tmp_path / "elsewhere")
    (country.root / "ตาก").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    rolled = rollup([country.root, tmp_path / "elsewhere"], FEB, AS_OF, tmp_path / "out")
    assert sorted(one.province for one in rolled.nation.provinces) == ["ตรัง", "ตาก", "น่าน"]


def test_folder_that_may_not_be_read__named_and_the_others_count(country: Country) -> None:
    with refusing("stat", errno.EACCES, path="ตาก"):
        rolled = country.roll(*ALL)
    assert left(rolled) == [("ตาก", "path-not-permitted", "", 3)]


def _break_registry(root: Path) -> None:
    (root / "registry.xlsx").write_bytes(b"PK\x03\x04 broken")


def _empty(root: Path) -> None:
    shutil.rmtree(root)
    root.mkdir()


def _damage_note(root: Path) -> None:
    (root / "archive" / "handins").mkdir()
    (root / "archive" / "handins" / "handin.json").write_text("{}")


def _orphan_closing(root: Path) -> None:
    house = open_house(root)
    merge(house, FEB, AS_OF, close=True)
    report(house, "DPM", MAR, k3_2_2=25)
    merge(house, MAR, MAR.end, close=True)
    (root / "archive" / "workspace.key").unlink()


@pytest.mark.parametrize(
    ("harm", "code", "province", "exit_code"),
    [(shutil.rmtree, "workspace-missing", "", 3), (_empty, "registry-missing", "", 3), (_break_registry, "registry-unreadable", "", 3),
     (_damage_note, "archive-note-damaged", "ตาก", 3), (_orphan_closing, "closing-key-missing", "ตาก", 3)],
    ids=lambda value: getattr(value, "__name__", None),
)  # fmt: skip
def test_one_broken_workspace__named_and_the_others_count(country: Country, harm: Any, code: str, province: str, exit_code: int) -> None:
    harm(country.root / "ตาก")
    has_key = (country.root / "ตาก" / "archive" / "workspace.key").exists()
    rolled = country.roll(*ALL)
    assert left(rolled) == [("ตาก", code, province, exit_code)]
    assert [placed.summary.province for placed in rolled.nation.ranking] == ["น่าน"]
    place = rolled.nation.not_counted[0].finding.place.file
    assert place.startswith("ตาก") and str(country.root) not in place
    assert (country.root / "ตาก" / "archive" / "workspace.key").exists() is has_key


def test_workspace_without_its_key__said_once_and_the_key_is_named(country: Country) -> None:
    _orphan_closing(country.root / "ตาก")
    (one,) = country.roll(*ALL).nation.not_counted
    assert (one.finding.code, one.finding.place.file) == ("closing-key-missing", "ตาก/archive/workspace.key")
    assert len(list((country.root / "ตาก" / "archive" / "closed").glob("closing*.json"))) == 2


def test_workbook_with_a_formula_nobody_put_there__is_not_published(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    country.roll(*ALL)
    before = tree(country.root / "out", but=(OUTPUT_LOCK,))
    honest = absent.write

    def write(sheet: Sheet, edition: National) -> None:
        sheet.raw.write_formula(0, 20, '=HYPERLINK("http://x.example")')
        honest(sheet, edition)

    monkeypatch.setattr(absent, "write", write)
    with pytest.raises(OutputNotSafe, match="sheet6"):
        country.roll("ตาก", "น่าน")
    assert tree(country.root / "out", but=(OUTPUT_LOCK,)) == before


def test_workspace_in_use__named_and_read_by_nobody(country: Country) -> None:
    with lock_workspace(open_house(country.root / "ตาก").workspace):
        rolled = country.roll(*ALL)
    assert left(rolled) == [("ตาก", "workspace-locked", "", 4)]


def test_two_rollups_into_one_folder__the_second_waits(country: Country) -> None:
    country.roll(*ALL)
    before = tree(country.root / "out")
    with lock_output_folder(country.root / "out"), pytest.raises(KpiExcelError) as raised:
        country.roll("ตาก")
    assert (raised.value.code, raised.value.exit_code) == ("output-folder-locked", 4)
    assert tree(country.root / "out") == before


def test_run_that_begins_meanwhile__what_was_read_is_not_used(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_house(country.root / "ตาก").workspace
    holder = lock_workspace(workspace)

    def begin_a_run(house: Any, *arguments: Any) -> str:
        if house.workspace.root.name == "ตาก":
            holder.__enter__()
        return "x"

    monkeypatch.setattr(rollup_reading, "_fingerprint", begin_a_run)
    assert left(country.roll(*ALL)) == [("ตาก", "workspace-locked", "ตาก", 4)]
    holder.__exit__(None, None, None)


def test_unexpected_failure__is_that_workspaces_alone(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    real = rollup_reading.open_house

    def fail(root: Path, **how: bool) -> Any:
        if root.name == "ตาก":
            raise RecursionError
        return real(root, **how)

    monkeypatch.setattr(rollup_reading, "open_house", fail)
    rolled = country.roll(*ALL)
    assert left(rolled) == [("ตาก", "workspace-broken", "", 3)]
    assert rolled.nation.not_counted[0].finding.found == "RecursionError"


def test_damaged_receipt__the_province_counts_and_it_is_told(country: Country) -> None:
    (receipt,) = (country.root / "ตาก" / "archive").rglob("*.receipt.json")
    os.chmod(receipt, 0o644)
    receipt.write_text("{}")
    nation = country.roll(*ALL).nation
    (damaged,) = [one for one in nation.provinces if one.findings]
    assert damaged.province == "ตาก" and damaged.total.score is None
    assert [finding.code for finding in damaged.findings] == ["receipt-damaged"]


def test_copy_of_a_workspace__counted_once(country: Country) -> None:
    shutil.copytree(country.root / "ตาก", country.root / "สำรอง")
    rolled = country.roll(*ALL, "สำรอง")
    assert left(rolled) == [("สำรอง", "province-copied", "ตาก", 1)]
    assert len(rolled.nation.ranking) == 2


def test_older_copy__neither_counts_until_a_person_chooses(country: Country) -> None:
    shutil.copytree(country.root / "ตาก", country.root / "สำรอง")
    report(open_house(country.root / "ตาก"), "DPM", MAR, k3_2_2=25)
    rolled = country.roll(*ALL, "สำรอง")
    assert left(rolled) == [("ตาก", "province-twice", "ตาก", 1), ("สำรอง", "province-twice", "ตาก", 1)]
    assert rolled.values == sum(one.values for one in rolled.nation.provinces)


def test_province_of_another_year__is_not_mixed_in(provinces: Country, second: Desk) -> None:
    rolled = rollup([provinces.root / "ตาก", second.root], FEB, AS_OF, provinces.root / "out-years")
    assert [(one.finding.code, one.province, one.exit_code) for one in rolled.nation.not_counted] == [("period-does-not-fit", "นครสมมติ", 1)]
    other = rollup([second.root], Period.parse(MONTH), date(2014, 12, 31), provinces.root / "out-second")
    assert str(other.nation.ranking[0].summary.total.score) == str(second.look(MONTH, "2014-12-31").total.score)


def test_closed_period__its_closed_figures_count(country: Country) -> None:
    root = country.root / "ตาก"
    closed = merge(open_house(root), FEB, AS_OF, close=True).consolidation
    keep(open_house(root), "IND", FEB, record("3.1.1", result=47), on=date(2013, 3, 10))
    nation = country.roll(*ALL, as_of=date(2013, 3, 20)).nation
    (summary,) = [one for one in nation.provinces if one.province == "ตาก"]
    assert (summary.closed_on, summary.total) == (AS_OF, closed.total)
    earlier = country.roll(*ALL, as_of=date(2013, 2, 27)).nation
    assert [one.closed_on for one in earlier.provinces] == [None, None, None]


def test_without_a_period__the_month_of_the_day(provinces: Country) -> None:
    assert provinces.roll(*ALL, period=None, as_of=date(2013, 3, 15), out="out-march").nation.period == MAR


def test_period_without_results__is_a_usage_error(provinces: Country) -> None:
    with pytest.raises(KpiExcelError) as raised:
        provinces.roll(*ALL, period=Period.parse("2556-kpi"))
    assert (raised.value.code, raised.value.exit_code) == ("period-does-not-fit", 2)


def test_nothing_counts__nothing_is_written(provinces: Country) -> None:
    with pytest.raises(NothingCounted) as raised:
        provinces.roll("ไม่มี", out="out-nothing")
    assert [one.finding.code for one in raised.value.left] == ["workspace-missing"]
    assert not (provinces.root / "out-nothing").exists()


@pytest.mark.parametrize("inside", ["", "archive/x", "outbox"])
def test_output_inside_a_workspace_that_is_read__is_refused(provinces: Country, inside: str) -> None:
    with pytest.raises(KpiExcelError) as raised:
        provinces.roll(*ALL, out=f"ตาก/{inside}", own=provinces.root / "น่าน")
    assert raised.value.code == "rollup-output-inside"


def test_output_in_the_outbox_of_the_workspace_one_stands_in(country: Country) -> None:
    own = country.root / "ตาก"
    assert output_folder(own) == own / "outbox" / "rollup"
    assert output_folder(country.root) == Path("rollup")
    rolled = country.roll(*ALL, out="ตาก/outbox/rollup", own=own)
    assert rolled.published[0].path.parent == own / "outbox" / "rollup"


def test_output_folder_inside_the_folder_that_is_read__is_no_province(country: Country) -> None:
    first = rollup([country.root], FEB, AS_OF, country.root / "rollup")
    again = rollup([country.root], FEB, AS_OF, country.root / "rollup")
    elsewhere = rollup([country.root, country.root / "rollup"], FEB, AS_OF, country.root.parent / "out")
    assert first.nation == again.nation == elsewhere.nation
    assert left(again) == [] and {one.state for one in again.published} == {PublishState.UNCHANGED}


def test_folder_with_somebody_elses_note__is_told(country: Country) -> None:
    (country.root / "งาน").mkdir()
    (country.root / "งาน" / "national_2556-02.json").write_text("{}")
    rolled = rollup([country.root], FEB, AS_OF, country.root / "rollup")
    assert left(rolled) == [("งาน", "registry-missing", "", 3)]


def test_values_split_over_sheets_and_files__none_lost(provinces: Country) -> None:
    rolled = provinces.roll(*ALL, out="out-split", limits=Limits(rows=7, sheets=1))
    books = [load(file.path.read_bytes()) for file in rolled.published if file.path.suffix == ".xlsx"]
    assert len(books) == -(-rolled.values // 2) == 2 == len([one for one in rolled.published if "_data-" in one.path.name]) + 1
    rows = [row for book in books for sheet in book.worksheets if sheet.title.startswith("ข้อมูลรวม") for row in sheet.iter_rows(min_row=6, values_only=True)]
    assert len(rows) == rolled.values
    whole = load(provinces.roll(*ALL, out="out-whole").published[0].path.read_bytes())["ข้อมูลรวม"]
    assert rows == list(whole.iter_rows(min_row=6, values_only=True))


def replaced(rolled: RolledUp) -> list[tuple[str, str]]:
    return [(one.place.file, one.found) for one in rolled.findings if one.code == "rollup-replaces-other"]


def test_workbook_of_other_folders__is_told_when_it_is_replaced(country: Country) -> None:
    assert replaced(country.roll("ตาก", "น่าน")) == []
    assert replaced(country.roll("ตาก", "ตรัง")) == [("national_2556-02.xlsx", "ตาก · น่าน")]
    assert replaced(country.roll("ตาก", "ตรัง")) == []
    shutil.rmtree(country.root / "ตรัง")
    country.begin("ตรัง", "สตูล")
    assert replaced(country.roll("ตาก", "ตรัง")) == [("national_2556-02.xlsx", "ตรัง · ตาก")]


def test_same_folders_with_other_figures__is_no_replacement(country: Country) -> None:
    country.roll(*ALL)
    _break_registry(country.root / "ตาก")
    again = country.roll(*ALL)
    assert (replaced(again), again.published[0].state) == ([], PublishState.WRITTEN)


def test_workbook_of_other_folders_that_is_gone__replaces_nothing(country: Country) -> None:
    country.roll("ตาก", "น่าน")
    (country.root / "out" / "national_2556-02.xlsx").unlink()
    assert replaced(country.roll("ตาก", "ตรัง")) == []


def test_smaller_now__files_of_values_no_longer_needed_are_taken_away(country: Country) -> None:
    country.roll(*ALL, limits=Limits(rows=7, sheets=1))
    country.roll(*ALL)
    assert [path.name for path in (country.root / "out").glob("*.xlsx")] == ["national_2556-02.xlsx"]
