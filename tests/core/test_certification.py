from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kpi_excel.core.consolidation import Certification, KpiLine
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.submission import Plain, Receipt
from tests.core.province import APR, MAR, SAR6, linear, receipt, record, rows, small

AS_OF = date(2013, 6, 1)
SAR = receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=85, signoff="approved"))


def verdict(day: int = 25, kpi_no: str = "1", **cells: Plain | int) -> Receipt:
    return receipt("", SAR6, date(2013, 4, day), rows("verdict", kpi_no, {"round": 6, **cells}), form="review")


def line_of(*receipts: Receipt, period: Period = MAR) -> KpiLine:
    return consolidate(small(), receipts, period, AS_OF).lines[0]


@pytest.mark.parametrize(
    ("word", "standing", "score"),
    [
        ("certify", Certification.CERTIFIED, "3.5000"), ("amend", Certification.AMENDED, "3.2000"),
        ("evidence", Certification.EVIDENCE_WANTED, None), ("refuse", Certification.REFUSED, None),
    ],
)  # fmt: skip
def test_a_verdict_decides_the_certified_score(word: str, standing: Certification, score: str | None) -> None:
    line = line_of(SAR, verdict(verdict=word, certified=Decimal("3.2000"), seen_score=Decimal("3.5")))
    assert (line.certification, line.certified) == (standing, None if score is None else Decimal(score))
    assert line.certified_whole is (score is not None)


def test_nothing_is_certified__without_the_supervisors_signature() -> None:
    unsigned = receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=85, signoff="refused"))
    monthly = receipt("DPM", MAR, date(2013, 4, 20), record("1", result=85, signoff="approved"))
    for report in (unsigned, monthly):
        assert line_of(report, verdict(verdict="certify")).certification is Certification.OPEN


def test_a_score_that_changed_voids_its_verdict() -> None:
    corrected = receipt("DPM", SAR6, date(2013, 5, 2), record("1", result=75, signoff="approved"))
    found = consolidate(small(), [SAR, verdict(verdict="certify", seen_score=Decimal("3.5000")), corrected], MAR, AS_OF)
    assert (found.lines[0].certification, found.lines[0].certified) == (Certification.VOID, None)
    assert "certification-void" in {item.finding.code for item in found.findings}


def test_the_latest_verdict_counts__a_blank_one_displaces_nothing() -> None:
    first = verdict(25, verdict="refuse")
    second = verdict(26, verdict="certify")
    blank = verdict(27, verdict=None, comment=None)
    assert line_of(SAR, first, second, blank).certification is Certification.CERTIFIED


def test_a_round_is_certified__not_the_months_after_it() -> None:
    assert line_of(SAR, verdict(verdict="certify"), period=SAR6).certification is Certification.CERTIFIED
    april = receipt("DPM", APR, APR.end, record("1", result=90))
    assert line_of(SAR, verdict(verdict="certify"), april, period=APR).certification is Certification.OPEN


def test_a_group_is_certified_whole__once_every_scored_leaf_is() -> None:
    kpis = (
        Kpi("G", "กลุ่ม", ScoringMethod.GROUP),
        linear("1", parent_no="G"),
        linear("2", parent_no="G"),
        linear("3", parent_no="G"),
    )
    sar = receipt("DPM", SAR6, date(2013, 4, 20), *(record(n, result=85, signoff="approved") for n in ("1", "2")))
    half = consolidate(small(*kpis), [sar, verdict(verdict="certify")], MAR, AS_OF)
    whole = consolidate(
        small(*kpis), [sar, verdict(verdict="certify"), verdict(kpi_no="2", verdict="certify")], MAR, AS_OF
    )
    assert (half.lines[0].certified_whole, whole.lines[0].certified_whole) == (False, True)
    assert [found.lines[0].certification for found in (half, whole)] == [Certification.OPEN, Certification.CERTIFIED]
    assert (half.certified.covered, whole.certified.covered, whole.certified.score) == (50, 100, Decimal("3.5000"))


@pytest.mark.parametrize("word", ["certify", "amend", "evidence", "refuse"])
def test_every_verdict_is_about_the_score_that_was_seen__also_a_refusal(word: str) -> None:
    line = line_of(SAR, verdict(verdict=word, certified=Decimal(3), seen_score=Decimal("3.4")))
    assert (line.certification, line.certified) == (Certification.VOID, None)


@pytest.mark.parametrize("word", ["pending", "ผ่าน", None])
def test_what_is_no_verdict_decides_nothing(word: str | None) -> None:
    line = line_of(SAR, verdict(verdict=word, comment="ดูอีกครั้ง", seen_score=Decimal("3.4")))
    assert (line.certification, line.certified) == (Certification.OPEN, None)


def test_an_amended_score_has_four_decimals() -> None:
    line = line_of(SAR, verdict(verdict="amend", certified=Decimal("3.21475"), seen_score=Decimal("3.5")))
    assert str(line.certified) == "3.2148"


def test_an_amendment_without_score_certifies_nothing() -> None:
    assert line_of(SAR, verdict(verdict="amend", seen_score=Decimal("3.5"))).certification is Certification.OPEN


def test_the_certified_total_takes_amended_scores__and_weighs_only_what_is_certified() -> None:
    lab = receipt("LAB", SAR6, date(2013, 4, 20), record("2", result=75, signoff="approved"))
    amended = verdict(verdict="amend", certified=Decimal("3.0000"), seen_score=Decimal("3.5"))
    half = consolidate(small(), [SAR, lab, amended], MAR, AS_OF)
    assert (half.certified.score, half.certified.covered, half.certified.weight) == (Decimal("3.0000"), 50, 100)
    whole = consolidate(small(), [SAR, lab, amended, verdict(kpi_no="2", verdict="certify", seen_score=Decimal("2.5"))], MAR, AS_OF)
    assert (whole.certified.score, whole.certified.covered) == (Decimal("2.7500"), 100)


def test_nothing_certified_is_no_score__never_zero() -> None:
    nothing = consolidate(small(), [SAR], MAR, AS_OF)
    assert (nothing.certified.score, nothing.certified.covered) == (None, 0)
