from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.effective import Effective, effective_records, source_of
from kpi_excel.core.revisions import decided_receipts, says_something
from kpi_excel.core.submission import Plain, Receipt, Value, Verdict, Word
from tests.core.province import APR, FEB, MAR, PLAN, receipt, record, rows

LATE = date(2013, 9, 30)


def effective(*receipts: Receipt, as_of: date = LATE) -> Effective:
    return effective_records(decided_receipts(receipts, as_of))


def result(found: Effective, kpi_no: str = "1") -> Plain:
    revision = found.record("monthly_progress", FEB.code, "kpi", kpi_no, "DPM")
    return revision.record.get("result") if revision else None


def test_the_latest_valid_revision_counts() -> None:
    first, second = (receipt("DPM", FEB, date(2013, 2, day), record("1", result=day)) for day in (18, 20))
    found = effective(second, first)
    assert result(found) == 20
    revision = found.record("monthly_progress", FEB.code, "kpi", "1", "DPM")
    assert revision is not None
    assert source_of(revision, revision.record.rows[0].values["result"]).archived == second.archived


def test_an_awaiting_revision_never_displaces_an_accepted_one() -> None:
    good = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=18))
    bad = receipt("DPM", FEB, date(2013, 2, 20), record("1", awaiting=True, result=20), record("2", result=7))
    found = effective(good, bad)
    assert result(found) == 18
    assert result(found, "2") == 7
    assert [key.kpi_no for key in found.awaiting] == ["1"]


def test_nothing_awaits__once_a_later_revision_is_good() -> None:
    bad = receipt("DPM", FEB, date(2013, 2, 18), record("1", awaiting=True, result=18))
    good = receipt("DPM", FEB, date(2013, 2, 20), record("1", result=20))
    assert not effective(bad, good).awaiting


def test_blank_and_absent_rows_displace_nothing() -> None:
    first = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=18), record("2", result=2))
    blanked = receipt("DPM", FEB, date(2013, 2, 20), record("1", result=None, problem=""))
    found = effective(first, blanked)
    assert (result(found), result(found, "2")) == (18, 2)


def test_zero_no_and_words_are_values__and_what_cannot_be_read() -> None:
    assert says_something(record("1", result=0))
    assert says_something(record("1", answer=False))
    assert says_something(record("1", result=Word.WITHDRAWN))
    assert not says_something(rows("plan", "1", {"kpi_no": "1", "step": None, "responsible": ""}))
    unread = record("1", result=None)
    unread.rows[0].values["result"] = Value(None, "12 คน", "รายงาน", "B1")  # type: ignore[index]
    assert says_something(unread)


def test_withdrawing_is_a_value_that_displaces() -> None:
    first = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=18))
    withdrawn = receipt("DPM", FEB, date(2013, 2, 20), record("1", result=Word.WITHDRAWN))
    assert result(effective(first, withdrawn)) is Word.WITHDRAWN


def test_a_list_is_replaced_whole() -> None:
    old = receipt("DPM", PLAN, date(2013, 2, 18), rows("plan", "1", {"step": "ก"}, {"step": "ข"}, {"step": "ค"}))
    new = receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "1", {"step": "ง"}))
    broken = receipt("DPM", PLAN, date(2013, 2, 22), rows("plan", "1", {"step": "จ"}, awaiting=True))
    plan = effective(old, new, broken).record("action_plan", PLAN.code, "plan", "1", "DPM")
    assert plan is not None
    assert [row.get("step") for row in plan.record.rows] == ["ง"]


def test_evidence_is_one_list_of_the_year__latest_period_first() -> None:
    march = receipt("DPM", MAR, date(2013, 3, 20), rows("evidence", "1", {"document": "มี.ค.", "place": "แฟ้ม"}))
    late_feb = receipt("DPM", FEB, date(2013, 4, 1), rows("evidence", "1", {"document": "ก.พ.", "place": "แฟ้ม"}))
    policy = receipt(
        "DPM", APR, date(2013, 3, 19), rows("evidence", "1", {"document": "เม.ย.", "place": "ตู้"}), form="policy_report"
    )
    assert [r.record.get("document") for r in effective(march, late_feb).of_kind("evidence")] == ["มี.ค."]
    assert [r.record.get("document") for r in effective(march, late_feb, policy).of_kind("evidence")] == ["เม.ย."]


def test_the_last_decision_on_the_same_bytes_counts() -> None:
    first = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=18), sha="same", run=1)
    again = receipt("DPM", FEB, date(2013, 2, 18), record("1", awaiting=True, result=18), sha="same", run=2)
    assert not effective(again, first).counted
    assert len(effective(again, first).receipts) == 1


def test_a_duplicate_receipt_hides_nothing() -> None:
    first = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=18), sha="same")
    copy = replace(first, verdict=Verdict.DUPLICATE, records=(), run=9)
    assert result(effective(first, copy)) == 18


def test_different_contents_of_one_day_are_a_conflict__equal_ones_not() -> None:
    one = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=18), sha="a")
    other = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=19), sha="b")
    alike = receipt("DPM", FEB, date(2013, 2, 18), record("1", result=19), sha="c")
    ((counts, loser),) = effective(one, other).conflicts
    assert (counts.receipt.sha256, loser.receipt.sha256) == ("b", "a")
    assert not effective(other, alike).conflicts
    later = receipt("DPM", FEB, date(2013, 2, 19), record("1", result=20), sha="d")
    assert not effective(one, other, later).conflicts


def test_a_steps_progress_is_kept__where_a_revision_leaves_it_out() -> None:
    first = receipt(
        "DPM",
        FEB,
        date(2013, 2, 18),
        rows("steps", "1", {"code": "P1-1", "done": "done"}, {"code": "P1-2", "done": "doing"}),
    )
    second = receipt(
        "DPM",
        FEB,
        date(2013, 2, 20),
        rows("steps", "1", {"code": "P1-1", "done": None}, {"code": "P1-2", "done": "done"}),
    )
    told = {r.key.row: r.record.get("done") for r in effective(first, second).of_kind("steps")}
    assert told == {"P1-1": "done", "P1-2": "done"}


def test_the_hosts_own_record_goes_before_a_later_one_of_a_former_host() -> None:
    new = receipt("LAB", FEB, date(2013, 2, 18), record("1", result=1))
    old = receipt("DPM", FEB, date(2013, 2, 25), record("1", result=2))
    found = effective(new, old)
    for host, expected in (("LAB", 1), ("DPM", 2), ("POL", 2)):
        revision = found.record("monthly_progress", FEB.code, "kpi", "1", host)
        assert revision is not None and revision.record.get("result") == expected


def steps_of(*plans: Receipt) -> list[tuple[str, Plain]]:
    plan = effective(*plans).record("action_plan", PLAN.code, "plan", "1", "DPM")
    assert plan is not None
    return [(row.code, row.get("step")) for row in plan.record.rows]


def test_uncoded_steps_are_numbered__and_keep_their_number_when_sent_again() -> None:
    first = receipt("DPM", PLAN, date(2013, 2, 18), rows("plan", "1", {"step": "ก"}, {"step": "ข"}, {"step": "ข"}))
    assert steps_of(first) == [("P1-1", "ก"), ("P1-2", "ข"), ("P1-3", "ข")]
    again = receipt(
        "DPM", PLAN, date(2013, 2, 20), rows("plan", "1", {"step": "ใหม่"}, {"step": "ก"}, {"step": "ข"}, {"step": "ข"})
    )
    assert steps_of(first, again) == [("P1-4", "ใหม่"), ("P1-1", "ก"), ("P1-2", "ข"), ("P1-3", "ข")]


def test_a_new_step_never_takes_a_used_number() -> None:
    first = receipt(
        "DPM", PLAN, date(2013, 2, 18), rows("plan", "1", {"code": "P1-1", "step": "ก"}, {"code": "P1-2", "step": "ข"})
    )
    second = receipt("DPM", PLAN, date(2013, 2, 20), rows("plan", "1", {"code": "P1-1", "step": "ก"}, {"step": "ค"}))
    assert steps_of(first, second) == [("P1-1", "ก"), ("P1-3", "ค")]


def test_any_order_of_receipts_gives_the_same() -> None:
    files = [
        receipt("DPM", FEB, date(2013, 2, 1 + n % 5), record("1", awaiting=n % 3 == 0, result=n), sha=f"{n:02d}")
        for n in range(20)
    ]  # fmt: skip
    expected = effective(*files)
    for seed in range(5):
        shuffled = random.Random(seed).sample(files, len(files))
        assert effective(*shuffled) == expected
    assert result(expected) == Decimal(19)
