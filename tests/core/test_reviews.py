from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Certification
from kpi_excel.core.effective import effective_records
from kpi_excel.core.merge import consolidate, material_of
from kpi_excel.core.model import HostChange
from kpi_excel.core.periods import Period
from kpi_excel.core.reviews import opinions_in, opinions_of, verdicts_for
from kpi_excel.core.submission import Plain, Receipt
from tests.core.province import APR, MAR, SAR6, linear, receipt, record, rows, small

AS_OF = date(2013, 8, 1)
SAR9 = Period.parse("2556-sar9")
JUN = Period.parse("2556-06")
SAR = receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=85, signoff="approved"))
SECOND = receipt("DPM", SAR9, date(2013, 7, 20), record("1", result=95, signoff="approved"))


def verdict(kpi_no: str, period: Period = SAR6, awaiting: bool = False, day: int = 25, **cells: Plain | int) -> Receipt:
    months = 6 if period.end.month == 3 else 9
    filed = rows("verdict", kpi_no, {"code": f"K{kpi_no}/{months}", "round": months, **cells}, awaiting=awaiting)
    return receipt("REVIEW", period, date(2013, 4 if months == 6 else 7, day), filed, form="review")


def test_an_opinion_says_what_was_typed__dated_by_its_receipt_where_no_day_was() -> None:
    first = verdict(
        "1", verdict="amend", certified=Decimal("3.2"), seen_score=Decimal("3.5"), comment="ตัดซ้ำ", reviewer="ดร.มานะ"
    )
    dated = verdict("2", verdict="certify", reviewed_on=date(2013, 4, 24))
    counted = opinions_in(effective_records([first, dated])).counted
    opinion = counted["1", 6]
    assert (opinion.verdict, opinion.certified, opinion.seen) == ("amend", Decimal("3.2"), Decimal("3.5"))
    assert (opinion.comment, opinion.reviewer, opinion.reviewed_on) == ("ตัดซ้ำ", "ดร.มานะ", date(2013, 4, 25))
    assert counted["2", 6].reviewed_on == date(2013, 4, 24)
    assert (
        not opinions_in(effective_records([verdict("3", verdict="pending", comment="รอถาม")]))
        .counted["3", 6]
        .is_decided
    )


def test_rounds_are_told_apart__each_with_its_own_latest_verdict() -> None:
    data = consolidate(small(), [verdict("1", verdict="refuse"), verdict("1", SAR9, verdict="certify")], JUN, AS_OF)
    assert {subject: o.verdict for subject, o in opinions_of(data).counted.items()} == {
        ("1", 6): "refuse",
        ("1", 9): "certify",
    }
    assert set(opinions_of(consolidate(small(), [verdict("1", SAR9, verdict="certify")], MAR, AS_OF)).counted) == set()


def test_a_faulty_row_waits__what_counted_before_it_still_counts() -> None:
    good = verdict("1", verdict="certify", day=25)
    faulty = verdict("1", verdict="amend", awaiting=True, day=26)
    found = opinions_in(effective_records([good, faulty]))
    assert found.counted["1", 6].verdict == "certify"
    assert found.waiting["1", 6].get("verdict") == "amend"
    later = verdict("1", verdict="refuse", day=27)
    assert opinions_in(effective_records([good, faulty, later])).waiting == {}


def test_verdicts_travel_to_the_host__with_what_became_of_them() -> None:
    receipts = [SAR, SECOND, verdict("1", verdict="certify", seen_score=Decimal("3.5")), verdict("1", SAR9, verdict="refuse", comment="ขอใหม่"),
                verdict("2", verdict="evidence")]  # fmt: skip
    material = material_of(small(), receipts, JUN, AS_OF)
    told = verdicts_for(material, "DPM")
    assert [(v.kpi.kpi_no, v.opinion.months, v.standing, v.score) for v in told] == [
        ("1", 6, Certification.CERTIFIED, Decimal("3.5000")), ("1", 9, Certification.REFUSED, None),
    ]  # fmt: skip
    assert told[1].opinion.comment == "ขอใหม่"
    assert [v.kpi.kpi_no for v in verdicts_for(material, "LAB")] == ["2"]


def test_a_later_round_and_a_mere_remark_are_not_told() -> None:
    receipts = [SAR, verdict("1", verdict="pending", comment="จดไว้"), verdict("2", verdict="certify")]
    assert [v.kpi.kpi_no for v in verdicts_for(material_of(small(), receipts, MAR, AS_OF), "DPM")] == []
    early = receipt(
        "REVIEW", APR, date(2013, 5, 2), rows("verdict", "1", {"round": 9, "verdict": "certify"}), form="review"
    )
    assert verdicts_for(material_of(small(), [SAR, early], APR, AS_OF), "DPM") == ()


def test_a_kpi_that_moved_is_told_to_the_host_of_its_round() -> None:
    registry = small(linear("1"), linear("2", "LAB"), host_changes=(HostChange("1", "LAB", date(2013, 6, 1)),))
    material = material_of(registry, [SAR, verdict("1", verdict="certify")], JUN, AS_OF)
    assert [len(verdicts_for(material, agency)) for agency in ("DPM", "LAB")] == [1, 0]
