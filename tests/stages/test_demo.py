"""The demo: every deed of its table has its outcome, and two demos are the same to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import FiscalYear, Period
from kpi_excel.core.submission import Verdict
from kpi_excel.stages.demo import Demo
from kpi_excel.stages.ingest import Ingested
from kpi_excel.stages.officials import Deed, load_officials
from kpi_excel.stages.setup import begin_sample
from tests.stages.desk import Desk, Played, codes, tree

LAST_DAY = Period.parse(Demo(Path()).months[-1]).end
DEEDS = tuple(
    deed for deed in load_officials(FiscalYear(2556)).deeds if (deed.day or Period.parse(deed.period).start) <= LAST_DAY
)
"""The deeds of the months that are played."""


def deliveries(demo: Played, deed: Deed) -> list[Ingested]:
    """What came of an agency's form on the day of a deed, by the name it was sent out under."""
    name = f"{deed.agency}_{deed.form}_{deed.period}.xlsx"
    return [item for day in demo.days if deed.day in (None, day.day) for item in day.ingested if item.name.endswith(name)]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: f"{deed.agency} {deed.period} {deed.deed} {deed.where}")
def test_every_deed_has_its_outcome(demo: Played, deed: Deed) -> None:
    items = deliveries(demo, deed)
    if deed.deed == "missing":
        assert items == [] and deed.outcome == ""
        return
    prefix = {"twice": "สำเนา ", "resubmit": "แก้แล้ว "}.get(deed.deed, "")
    (item,) = [item for item in items if item.name == f"{prefix}{deed.agency}_{deed.form}_{deed.period}.xlsx"]

    assert item.verdict.value == deed.outcome
    assert not deed.said or deed.said in codes(item)


def test_the_table_has_every_kind_of_deed() -> None:
    kinds = [deed.deed for deed in DEEDS]
    assert len(DEEDS) >= 38
    assert {"sort", "insert-rows", "rename-tab", "copy-sheet", "old-form", "wrong-agency", "no-workbook", "late",
            "resubmit", "twice", "date-cell", "serial", "typed"} <= set(kinds)  # fmt: skip
    assert kinds.count("missing") >= 3
    dates = {deed.typed for deed in DEEDS if deed.form == "action_plan" and deed.typed}
    assert len(dates) >= 10
    assert {deed.outcome for deed in DEEDS} - {""} == {
        "accepted", "accepted-in-part", "held", "refused", "duplicate",
    }  # fmt: skip


@pytest.mark.parametrize(
    "deed", [deed for deed in DEEDS if deed.form == "action_plan" and deed.where.endswith("finish") and deed.outcome == "accepted"],
    ids=lambda deed: deed.typed,
)  # fmt: skip
def test_every_way_of_writing_the_31st_of_july_is_read(demo: Played, deed: Deed) -> None:
    code = deed.where.split()[1]
    (step,) = [step for step in Desk(demo.root).look("2556-03", "2013-03-31").steps if step.code == code]

    assert step.finish is not None and step.finish.isoformat() == "2013-07-31"


def test_points_of_the_minutes_have_their_sample__plan_and_evidence(demo: Played) -> None:
    march = Desk(demo.root).look("2556-03", "2013-03-31")
    told = {(line.finding.code, line.agency, line.finding.place.kpi_no) for line in march.findings}

    assert {("level-without-step", "ENV", "3.2.1"), ("step-without-evidence", "IND", "3.1.1")} <= told
    assert {step.project for step in march.steps if step.kpi_no == "3.1.1"} == {"", "โครงการอุตสาหกรรมสีเขียว"}
    assert len({step.kpi_no for step in march.steps if step.project}) == 6


def test_moved_sorted_and_copied_tables_are_read_to_the_value(demo: Played) -> None:
    """Six agencies did odd things to their form; every figure of theirs is the one in the table of results."""
    officials = load_officials(FiscalYear(2556))
    tidy = Desk(demo.root).look("2556-02", "2013-02-28").tidy
    found = {(row.kpi_no, row.field): row.value for row in tidy if row.form == "monthly_progress" and row.record == "kpi"}
    for agency, kpis in {"PRO": ("5", "11"), "ENV": ("3.2.1",), "TOU": ("2.1",), "EDU": ("1.2",), "FIN": ("7.1", "7.2", "7.3")}.items():
        assert officials.deeds_for(agency, "monthly_progress", "2556-02")
        for kpi_no in kpis:
            key = "actual" if (kpi_no, "actual") in officials.results else "result"
            assert str(found[kpi_no, key]) == str(float(officials.results[kpi_no, key]["2556-02"])).removesuffix(".0"), kpi_no
    for part in ("part:P1", "part:P2", "part:P3"):
        assert str(found["9", part]) == officials.results["9", part]["2556-02"]


def test_two_demos__the_same_bytes_in_another_folder_with_more_workers(demo: Played, tmp_path: Path) -> None:
    other = Played.play(tmp_path / "x", workers=2)

    first, second = tree(demo.root), tree(other.root)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert sum(name.startswith("outbox/") for name in first) > 60
    assert sum("receipt" not in name for name in first if name.startswith("archive/2556")) > 55


def test_officials_report_nothing_before_it_happened(demo: Played) -> None:
    """What the table of deeds does not mean is not told: the mistakes that are shown stand out."""
    found = [(line.finding.code, line.finding.place.kpi_no) for line in Desk(demo.root).look("2556-03", "2013-03-31").findings]
    assert {code for code, _ in found}.isdisjoint({"date-after-received", "handover-missing", "evidence-filed-before-dated"})
    assert {kpi_no for code, kpi_no in found if code == "step-without-evidence"} == {"3.1.1"}


def test_inbox_at_the_end__only_what_waits_for_a_decision(demo: Played) -> None:
    held = [item.name for day in demo.days for item in day.ingested if item.verdict is Verdict.HELD]

    assert Desk(demo.root).inbox == sorted(set(held))


def test_played_again__is_only_shown(demo: Played) -> None:
    before = tree(demo.root)
    again = Demo(demo.root)

    assert list(again.play()) == []
    assert again.was_played and again.last().consolidation.period.code == "2556-03"
    assert tree(demo.root) == before


@pytest.mark.parametrize("kind", ["workspace", "other files", "interrupted demo"])
def test_folder_in_use__is_left_alone(tmp_path: Path, demo: Played, kind: str) -> None:
    root = tmp_path / "ws"
    if kind == "workspace":
        begin_sample(root)
    elif kind == "other files":
        root.mkdir()
        (root / "รูป.jpg").write_bytes(b"x")
    else:
        begin_sample(root)
        (root / "archive" / "workspace.key").write_bytes((demo.root / "archive" / "workspace.key").read_bytes())
    before = tree(root)
    with pytest.raises(KpiExcelError) as told:
        list(Demo(root).play())

    assert (told.value.code, told.value.exit_code) == ("demo-folder-taken", 2)
    assert tree(root) == before
