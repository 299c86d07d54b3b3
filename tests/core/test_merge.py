from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Receipt, Verdict, Word
from tests.core.province import (
    APR,
    FEB,
    MAR,
    PLAN,
    SAR6,
    SEP,
    TEMPLATE,
    linear,
    rayong,
    receipt,
    record,
    refused,
    rows,
    sample_inputs,
    small,
)  # fmt: skip

AS_OF = date(2013, 5, 1)
WORDS: tuple[Plain, ...] = (Word.NO_DATA, Word.WITHDRAWN, Word.NOT_STARTED, None)


@st.composite
def files(draw: st.DrawFn) -> Receipt:
    """Anything an agency may send: good, bad, blank, twice, late, for one form or another; or a file we refused."""
    number = draw(st.integers(0, 12))
    on = date(2013, 2, 1) + timedelta(days=draw(st.integers(0, 120)))
    run = draw(st.integers(1, 3))
    if draw(st.integers(0, 9)) == 0:
        return replace(refused(on, f"{number:064d}", draw(st.sampled_from([Verdict.REFUSED, Verdict.HELD]))), run=run)
    agency = draw(st.sampled_from(["DPM", "LAB"]))
    period = draw(st.sampled_from([FEB, MAR, APR, SEP, SAR6, PLAN, TEMPLATE]))
    awaiting = draw(st.booleans())
    result = draw(st.one_of(st.integers(50, 110).map(Decimal), st.sampled_from(WORDS)))
    kpi_no = draw(st.sampled_from(["1", "2", "9"]))
    records = [record(kpi_no, awaiting=awaiting, result=result, target=result)]
    if period is PLAN:
        records = [rows("plan", kpi_no, {"step": f"ขั้น {number}", "level": 1}, {"step": "ก"}, awaiting=awaiting)]
    elif draw(st.booleans()):
        records += [
            rows("evidence", kpi_no, {"document": f"เอกสาร {number}"}),
            rows("steps", kpi_no, {"code": f"P{kpi_no}-1", "done": draw(st.sampled_from(["done", "doing", None]))}),
        ]
    place = Place(kpi_no=kpi_no, field="kpi.result")
    finding = (Finding("percentage-out-of-range", place, str(result)),) if draw(st.booleans()) else ()
    return receipt(agency, period, on, *records, run=run, sha=f"{number:064d}", findings=finding)


@settings(max_examples=60, deadline=None)
@given(st.lists(files(), max_size=14), st.randoms(use_true_random=False))
def test_any_order_of_receipts_gives_the_same(receipts: list[Receipt], random: object) -> None:
    # two receipts of one run for the same bytes do not occur: a run looks at every file once
    once = list({(item.sha256, item.run): item for item in receipts}.values())
    shuffled = list(once)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = consolidate(small(), once, APR, AS_OF)
    assert consolidate(small(), shuffled, APR, AS_OF) == found
    assert found.balance.holds


@settings(max_examples=60, deadline=None)
@given(st.lists(files(), max_size=14))
def test_every_file_and_every_filled_record_is_accounted_for(receipts: list[Receipt]) -> None:
    found = consolidate(small(), receipts, SEP, date(2013, 12, 1))
    assert found.balance.files == len({item.sha256 for item in receipts})
    assert found.balance.holds
    for line in found.files:
        if line.effect in ("refused", "held", "returned"):
            assert (line.counted, line.superseded, line.awaiting) == (0, 0, 0)
        else:
            assert (line.effect == "superseded") == (line.superseded > 0 and not line.counted and not line.awaiting)
    sources = {(row.source.sha256, row.agency, row.form, row.period) for row in found.tidy}
    counting = {
        (line.receipt.sha256, line.receipt.agency, line.receipt.form, line.receipt.period)
        for line in found.files
        if line.counted
    }
    assert sources == counting


REPORTS = [
    receipt("DPM", FEB, date(2013, 2, 20), record("1", result=85, status="on_plan")),
    receipt("LAB", FEB, date(2013, 2, 20), record("2", result=75, status="behind", problem="ก", measure="ข")),
    receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "1", *({"step": f"ขั้น {n}", "level": n} for n in range(1, 6)))),
]


def scores(found: Consolidation) -> list[tuple[str, Decimal | None]]:
    return [(line.kpi.kpi_no, line.score.value) for line in found.lines]


def test_rows_deleted_or_blanked_lose_nothing() -> None:
    registry = small(linear("1"), linear("2"), linear("3"))
    whole = receipt(
        "DPM", FEB, date(2013, 2, 20), record("1", result=85), record("2", result=75), record("3", result=65)
    )
    deleted = receipt("DPM", FEB, date(2013, 2, 25), record("1", result=86))
    blanked = receipt(
        "DPM", FEB, date(2013, 2, 26), record("1", result=87), record("2", result=None, problem=""), record("3")
    )
    emptied = receipt("DPM", FEB, date(2013, 2, 27), record("2", result=None), verdict=Verdict.RETURNED)
    found = consolidate(registry, [whole, deleted, blanked, emptied], FEB, AS_OF)
    assert [line.score.result for line in found.lines] == [87, 75, 65]
    assert [(line.effect, line.counted, line.superseded) for line in found.files] == [
        ("in-part", 2, 1), ("superseded", 0, 1), ("in", 1, 0), ("returned", 0, 0),
    ]  # fmt: skip


def test_a_registry_edited_afterwards_changes_no_acceptance() -> None:
    before = consolidate(small(), REPORTS, FEB, AS_OF)
    edits: list[Registry] = [
        small(linear("1", "LAB"), linear("2", "DPM")), small(linear("2", "LAB")), replace(small(), agencies=()),
        small(linear("1", weight="1", levels=(Decimal(1),) * 5), linear("2", "LAB", cancel_round=6)),
    ]  # fmt: skip
    for registry in edits:
        after = consolidate(registry, REPORTS, FEB, AS_OF)
        assert [(f.receipt, f.counted, f.awaiting, f.effect) for f in after.files] == [
            (f.receipt, f.counted, f.awaiting, f.effect) for f in before.files
        ]
        assert {(row.kpi_no, row.field, row.value) for row in after.tidy} == {
            (r.kpi_no, r.field, r.value) for r in before.tidy
        }


def test_a_bad_revision_never_displaces_a_good_one() -> None:
    bad = receipt("DPM", FEB, date(2013, 2, 25), record("1", awaiting=True, result=8500))
    assert scores(consolidate(small(), [*REPORTS, bad], FEB, AS_OF)) == scores(
        consolidate(small(), REPORTS, FEB, AS_OF)
    )


def test_as_of_replays_the_past() -> None:
    correction = receipt("DPM", FEB, date(2013, 3, 5), record("1", result=95))
    then = consolidate(small(), REPORTS, FEB, date(2013, 3, 4))
    assert consolidate(small(), [correction, *REPORTS], FEB, date(2013, 3, 4)) == then
    assert scores(consolidate(small(), [correction, *REPORTS], FEB, AS_OF))[0] == ("1", Decimal("4.5000"))


def test_reports_about_later_periods_belong_to_a_later_consolidation() -> None:
    later = [
        receipt("DPM", MAR, date(2013, 3, 20), record("1", result=95)),
        receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=99)),
    ]
    february = consolidate(small(), [*REPORTS, *later], FEB, AS_OF)
    assert {line.receipt.period for line in february.files} == {FEB.code, PLAN.code}
    assert february.months[-1].period == FEB
    assert scores(february)[0] == ("1", Decimal("3.5000"))
    assert len(consolidate(small(), [*REPORTS, *later], MAR, AS_OF).files) == 5


def test_files_of_another_year_are_not_ours() -> None:
    old = receipt("DPM", Period.parse("2555-03"), date(2013, 2, 20), record("1", result=99))
    assert old.sha256 not in {line.receipt.sha256 for line in consolidate(small(), [old], SEP, AS_OF).files}


def test_refused_and_held_files_are_listed_once_each() -> None:
    found = consolidate(
        small(), [refused(date(2013, 2, 20), "r"), refused(date(2013, 2, 21), "h", Verdict.HELD), *REPORTS], FEB, AS_OF
    )
    assert found.balance.by_effect == {"held": 1, "in": 3, "refused": 1}
    assert found.balance.files == 5


def test_findings_stand_until_a_later_revision_answers_them() -> None:
    wrong = Finding("percentage-out-of-range", Place("", "รายงาน", "B1", "1", "kpi.result"), "8500")
    note = Finding("kpi-not-in-force", Place("", "รายงาน", "", "2", "kpi."), "2")
    head = Finding("head-value-missing", Place("", "รายงาน", "C3"))
    first = receipt(
        "DPM", FEB, date(2013, 2, 20), record("1", result=8500), record("2", result=1), findings=(wrong, note, head)
    )
    second = receipt("DPM", FEB, date(2013, 2, 25), record("1", result=85))
    assert {line.finding for line in consolidate(small(), [first], FEB, AS_OF).findings} == {wrong, note, head}
    assert {line.finding for line in consolidate(small(), [first, second], FEB, AS_OF).findings} == {note}


def test_findings_of_files_without_sender_stand_side_by_side() -> None:
    files = [
        replace(refused(date(2013, 2, 20), sha), name=f"{sha}.xlsx", findings=(Finding("form-not-identified", Place()),))
        for sha in "ab"
    ]
    assert [line.finding.place.file for line in consolidate(small(), [*files, *REPORTS], FEB, AS_OF).findings] == [
        "a.xlsx",
        "b.xlsx",
    ]


def test_tidy_rows_hold_every_value_that_counts__with_its_cell() -> None:
    found = consolidate(small(), REPORTS, FEB, AS_OF)
    result = next(row for row in found.tidy if row.kpi_no == "1" and row.field == "result")
    assert (result.agency, result.form, result.period, result.record, result.row_code) == (
        "DPM",
        "monthly_progress",
        FEB.code,
        "kpi",
        "K1",
    )
    assert (result.value, result.typed, result.source.cell, result.source.sha256) == (85, "85", "B1", REPORTS[0].sha256)
    codes = [row.row_code for row in found.tidy if row.field == "step"]
    assert codes == [f"P1-{n}" for n in range(1, 6)]


def test_the_province_is_the_same_whichever_run_took_a_file() -> None:
    inputs = sample_inputs()
    files = [
        receipt(kpi.host, FEB, date(2013, 2, 20), record(kpi.kpi_no, **inputs[kpi.kpi_no]), sha=f"{n:064d}")
        for n, kpi in enumerate(rayong().leaves()) if kpi.kpi_no in inputs
    ]  # fmt: skip
    other = [replace(item, run=1 + n % 4) for n, item in enumerate(files)]
    first, second = (consolidate(rayong(), items, FEB, AS_OF) for items in (files, other))
    assert first.total.score == Decimal("3.7989")
    assert replace(first, files=()) == replace(second, files=())


def test_a_past_period_looked_at_later__a_step_is_late_by_what_its_reports_can_say() -> None:
    """The report of March says that the step was finished: February's workbook must not call it overdue in May."""
    plan = receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "1", {"code": "P1-1", "step": "ก", "finish": date(2013, 3, 15)}))
    feb = receipt("DPM", FEB, date(2013, 2, 20), record("1", result=Decimal(70)))
    march = receipt("DPM", MAR, date(2013, 3, 20), rows("steps", "1", {"code": "P1-1", "done": "done", "finished_on": date(2013, 3, 14)}))

    def late(*files: Receipt, period: Period) -> list[int]:
        return [step.days_late for step in consolidate(small(linear("1")), files, period, AS_OF).steps]

    assert late(plan, feb, march, period=FEB) == [0]
    assert late(plan, feb, march, period=MAR) == [0]
    assert late(plan, feb, period=FEB) == [47]
