from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.consolidation import ResultState
from kpi_excel.core.findings import Finding
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Baseline, Direction, Kpi, Part, ScoringMethod
from kpi_excel.core.rollup import MOST_SHOWN, NotCounted, ProvinceSummary, Sending, criteria_digest, summarise_province
from kpi_excel.core.rollup_intake import Candidate, settle_duplicates
from kpi_excel.core.rollup_kpis import compare_kpis, kpis_with_other_names
from kpi_excel.core.rollup_ranking import classes_of, compare_provinces, median_of
from kpi_excel.core.scoring.score import Total
from tests.core.province import FEB, MAR, SETTINGS, linear, receipt, record, small
from tests.core.scoring.samples import levels_of

AS_OF = date(2013, 3, 31)


def summary(
    folder: str, *kpis: Kpi, province: str = "", day: date = AS_OF, standard: int = 3, **results: float
) -> ProvinceSummary:
    """A province of two KPIs, 1 of DPM and 2 of LAB; k1=75 is what DPM reported for KPI 1."""
    settings = replace(SETTINGS, province=province or folder, standard_score=Decimal(standard))
    registry = small(*kpis, settings=settings)
    hosts = {kpi.kpi_no: kpi.host for kpi in registry.kpis}
    files = [receipt(hosts[key[1:]], FEB, date(2013, 2, 20), record(key[1:], result=Decimal(str(result)))) for key, result in results.items()]
    return summarise_province(folder, consolidate(registry, files, FEB, day))


def test_summary_says_what_the_province_says() -> None:
    found = summary("น่าน", k1=75)
    assert (found.total.score, found.total.covered, found.total.weight) == (Decimal("2.5"), 50, 100)
    assert found.sending == Sending(sent=1, missing=1)
    first, second = found.kpis
    assert (first.score, first.state, first.source.sheet, first.source.cell) == (Decimal("2.5"), ResultState.REPORTED, "รายงาน", "B1")
    assert first.source.archived.startswith("2556/2556-02/DPM_")
    assert (second.score, second.state, second.source.archived) == (None, ResultState.NOT_REPORTED, "")


def test_summary_of_overdue__kinds_counted_and_the_latest_named() -> None:
    found = summary("น่าน")
    assert found.overdue_count == sum(count for _, count in found.overdue) > MOST_SHOWN
    assert len(found.latest) == MOST_SHOWN
    assert found.days_late == max(item.days for item in found.latest)
    assert {item.agency for item in found.latest} <= {"สำนักงาน ปภ.", "สำนักงานแรงงาน", "สำนักงานจังหวัดระยอง"}


def test_sending__every_agency_in_one_group_and_they_add_up() -> None:
    early = summary("น่าน", day=date(2013, 2, 20), k1=75).sending
    assert (early, early.owed) == (Sending(sent=1, missing=0, not_due=1), 2)
    registry = small()
    broken = replace(record("1", result=75), awaiting=True)
    found = summarise_province("น่าน", consolidate(registry, [receipt("DPM", FEB, date(2013, 2, 20), broken)], FEB, AS_OF)).sending
    assert (found, found.owed) == (Sending(sent=0, missing=1, awaiting=1), 2)


def test_closed_period__scores_as_closed_and_overdue_of_today() -> None:
    registry = small()
    closed = consolidate(registry, [receipt("DPM", FEB, date(2013, 2, 20), record("1", result=75))], FEB, date(2013, 2, 28))
    later = consolidate(registry, [receipt("DPM", FEB, date(2013, 3, 20), record("1", result=95))], FEB, AS_OF)
    found = summarise_province("น่าน", closed, now=later, closed_on=date(2013, 2, 28))
    assert found.total.score == closed.total.score != later.total.score
    assert found.overdue_count == len(later.overdue) != len(closed.overdue)


def test_ranking__equal_scores_share_a_place_and_the_next_is_skipped() -> None:
    found = [summary("ก", k1=75, k2=75), summary("ข", k1=90, k2=90), summary("ค", k1=75, k2=75), summary("ง", k1=60, k2=60)]
    nation = compare_provinces(found, (), FEB, AS_OF)
    assert [(placed.place, placed.summary.folder) for placed in nation.ranking] == [(1, "ข"), (2, "ก"), (2, "ค"), (4, "ง")]
    assert nation.median == Decimal("2.5")


def test_province_without_a_score__has_no_place_and_is_no_zero() -> None:
    nation = compare_provinces([summary("ก", k1=75), summary("ข")], (), FEB, AS_OF)
    assert [placed.summary.folder for placed in nation.ranking] == ["ก"]
    assert [one.folder for one in nation.without_score] == ["ข"]
    assert nation.median == nation.ranking[0].summary.total.score
    assert sum(one.count for one in nation.classes) == 1
    assert (nation.in_part, nation.below_standard) == (1, 1)


@given(st.permutations(range(4)))
def test_ranking__same_provinces_in_any_order(order: list[int]) -> None:
    found = [_fixed("ก", "2.5"), _fixed("ข", "4"), _fixed("ค", "2.5"), _fixed("ง", None)]
    left = [NotCounted(folder, Finding("workspace-missing")) for folder in ("จ", "ฉ", "ช", "ซ")]
    nation = compare_provinces([found[at] for at in order], [left[at] for at in order], FEB, AS_OF)
    assert nation == compare_provinces(found, left, FEB, AS_OF)


def _fixed(folder: str, score: str | None) -> ProvinceSummary:
    total = Total(None if score is None else Decimal(score), Decimal(100), Decimal(100), None)
    return ProvinceSummary(folder, folder, 2556, "", "", Decimal(3), total, total, None, (), Sending(0, 0), (), ())


@pytest.mark.parametrize(
    ("numbers", "middle"),
    [((), None), (("3",), "3"), (("1", "2"), "1.5000"), (("5", "1", "3"), "3"), (("1", "1.0001"), "1.0001")],
)
def test_median__half_up_between_two(numbers: tuple[str, ...], middle: str | None) -> None:
    assert median_of([Decimal(number) for number in numbers]) == (None if middle is None else Decimal(middle))


@given(st.lists(st.decimals("0", "5", places=4)))
def test_distribution__every_score_lies_in_one_class(scores: list[Decimal]) -> None:
    classes = classes_of(scores)
    assert sum(one.count for one in classes) == len(scores)
    assert classes[0].low == (0 if any(score < 1 for score in scores) else 1)
    assert classes[-1].high == 5
    assert classes[-1].count == sum(score >= Decimal("4.5") for score in scores)


def test_kpis__other_criteria_are_compared_apart() -> None:
    strict = linear("1", levels=levels_of(70, 80, 90, 95, 100)), linear("2", "LAB")
    found = compare_kpis([summary("ก", k1=75), summary("ข", k1=95), summary("ค", *strict, k1=75)])
    assert [(one.kpi_no, one.number, one.of, len(one.answers)) for one in found] == [("1", 1, 2, 2), ("1", 2, 2, 1), ("2", 1, 1, 3)]
    common, other, silent = found
    assert [(answer.place, answer.summary.folder) for answer in common.answers] == [(1, "ข"), (2, "ก")]
    assert (common.median, common.below_standard) == (Decimal("3.5"), 1)
    assert other.answers[0].result.levels[0] == 70
    assert (silent.median, [answer.place for answer in silent.answers]) == (None, [None, None, None])


def test_kpis__same_number_under_another_name_is_another_kpi() -> None:
    renamed = replace(linear("1"), name="ตัวชี้วัดของเรา"), linear("2", "LAB")
    found = compare_kpis([summary("ก", k1=75), summary("ข", *renamed, k1=95)])
    assert [(one.kpi_no, one.of, len(one.answers)) for one in found] == [("1", 1, 1), ("1", 1, 1), ("2", 1, 2)]
    assert kpis_with_other_names(found) == {"1"}


def test_kpis__blanks_and_composed_letters_make_no_other_name() -> None:
    spaced = replace(linear("1"), name=" ตัวชี้วัด   1 "), linear("2", "LAB")
    assert [one.of for one in compare_kpis([summary("ก", k1=75), summary("ข", *spaced, k1=80)])] == [1, 1]


def test_kpis__numbers_in_their_order() -> None:
    kpis = linear("1.10"), linear("1.2", "LAB"), linear("1.1", weight="0")
    assert [one.kpi_no for one in compare_kpis([summary("ก", *kpis)])] == ["1.1", "1.2", "1.10"]


@pytest.mark.parametrize(
    "changed",
    [{"unit": "คน"}, {"direction": Direction.DOWN}, {"method": ScoringMethod.COMPOSITE}, {"level_texts": ("ก",)},
     {"levels": levels_of(60, 70, 80, 90, "99.9")}, {"levels": (Decimal(60), None, Decimal(80), Decimal(90), Decimal(100))},
     {"params": {"cap": Decimal(5)}}, {"parts": (Part("A", "ส่วน", Decimal(1)),)}],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_criteria__what_changes_a_score_changes_them(changed: dict[str, object]) -> None:
    assert criteria_digest(replace(linear("1"), **changed)) != criteria_digest(linear("1"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [{"weight": Decimal(7)}, {"host": "LAB"}, {"target": Decimal(3)}, {"baselines": (Baseline(2555, Decimal(1)),)},
     {"unit": " แห่ง "}, {"levels": tuple(Decimal(number) for number in ("60.0", "70", "80", "90", "1E+2"))}],
    ids=lambda changed: next(iter(changed)),
)  # fmt: skip
def test_criteria__what_is_a_provinces_own_leaves_them(changed: dict[str, object]) -> None:
    assert criteria_digest(replace(linear("1"), **changed)) == criteria_digest(linear("1"))  # type: ignore[arg-type]


def test_copies__one_counts_the_other_is_named() -> None:
    pair = [Candidate(summary(folder, province="น่าน"), "same") for folder in ("z", "a")]
    counted, left = settle_duplicates(pair)
    assert [one.folder for one in counted] == ["a"]
    assert [(one.folder, one.finding.code, one.finding.expected, one.province) for one in left] == [("z", "province-copied", "a", "น่าน")]


def test_two_that_differ__neither_counts() -> None:
    found = [Candidate(summary("a", province="น่าน"), "1"), Candidate(summary("b", province=" น่าน"), "2"), Candidate(summary("c"), "3")]
    counted, left = settle_duplicates(found)
    assert [one.folder for one in counted] == ["c"]
    assert [(one.folder, one.finding.code, one.finding.expected) for one in left] == [("a", "province-twice", "b"), ("b", "province-twice", "a")]


def test_previous_month__stands_beside_the_total() -> None:
    registry = small()
    files = [receipt("DPM", FEB, date(2013, 2, 20), record("1", result=75)), receipt("DPM", MAR, date(2013, 3, 20), record("1", result=80))]
    found = summarise_province("น่าน", consolidate(registry, files, MAR, AS_OF))
    assert (found.before, found.total.score) == (Decimal("2.5"), Decimal(3))
