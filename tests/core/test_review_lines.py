from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.periods import Period
from kpi_excel.core.review_lines import ReviewList, review_lines
from kpi_excel.core.submission import Plain, Receipt
from tests.core.province import APR, MAR, PLAN, SAR6, linear, receipt, record, rows, small

AS_OF = date(2013, 8, 1)
JUN = Period.parse("2556-06")


def sar(**results: int | None) -> Receipt:
    """`k1=85`: signed, without claim."""
    filed = (record(key[1:], result=result, signoff="approved") for key, result in results.items())
    return receipt("DPM", SAR6, date(2013, 4, 20), *filed)


def verdict(
    kpi_no: str, day: int = 25, findings: tuple[Finding, ...] = (), awaiting: bool = False, **cells: Plain | int
) -> Receipt:
    filed = rows("verdict", kpi_no, {"code": f"K{kpi_no}/6", "round": 6, **cells}, awaiting=awaiting)
    return receipt("REVIEW", SAR6, date(2013, 4, day), filed, form="review", findings=findings)


def review(*receipts: Receipt, period: Period = SAR6, kpis: tuple[Kpi, ...] = ()) -> ReviewList:
    return review_lines(consolidate(small(*(kpis or (linear("1"), linear("2"), linear("3")))), receipts, period, AS_OF))


def numbers(lines: tuple[object, ...]) -> list[str]:
    return [line.line.kpi.kpi_no for line in lines]  # type: ignore[attr-defined]


def test_open_scores_come_first__the_heaviest_mover_on_top__without_score_last() -> None:
    found = review(sar(k1=85, k2=62), verdict("2", verdict="certify"))
    assert (numbers(found.open), numbers(found.settled)) == (["1", "3"], ["2"])
    found = review(sar(k1=85, k2=62))
    assert numbers(found.open) == ["2", "1", "3"]
    assert [line.code for line in found.open] == ["K2/6", "K1/6", "K3/6"]


def test_only_certified_scores_are_settled() -> None:
    found = review(sar(k1=85, k2=85, k3=85), verdict("1", verdict="refuse"), verdict("2", verdict="evidence"),
                   verdict("3", verdict="amend", certified=Decimal("3.0")))  # fmt: skip
    assert (numbers(found.open), numbers(found.settled)) == (["1", "2"], ["3"])


def test_kpis_without_weight_stay_out__unless_something_was_said_of_them() -> None:
    kpis = (linear("1"), linear("2", cancel_round=6), Kpi("9", "ก", ScoringMethod.NOT_ASSESSED, host="DPM"))
    assert numbers(review(kpis=kpis).open) == ["1"]
    assert numbers(review(verdict("2", verdict="evidence"), kpis=kpis).open) == ["1", "2"]


def test_a_round_that_is_not_over_says_so__and_shows_the_earlier_verdicts() -> None:
    assert [(review(period=p).months, review(period=p).is_closed) for p in (SAR6, MAR, APR, JUN)] == [
        (6, True), (6, True), (9, False), (9, True),
    ]  # fmt: skip
    later = review(sar(k1=85), verdict("1", verdict="certify", seen_score=Decimal("3.5000")), period=APR)
    assert [(line.code, line.opinion.verdict, line.score) for line in later.earlier] == [
        ("K1/6", "certify", Decimal("3.5000"))
    ]
    assert numbers(later.open) == ["1", "2", "3"]
    assert review(sar(k1=85), verdict("1", verdict="certify")).earlier == ()


def test_remarks_say_what_hinders__the_most_pressing_first() -> None:
    claimed = receipt("DPM", SAR6, date(2013, 4, 20), record("1", result=85, claimed=4, signoff="refused"))
    line = review(claimed).open[0]
    assert [remark.th for remark in line.remarks] == [
        "แจ้งเต็มระดับถัดไป ทั้งที่ยังอยู่ระหว่างระดับ", "ผู้กำกับดูแลยังไม่ลงนามใน SAR จึงยังรับรองไม่ได้",
    ]  # fmt: skip
    assert line.difference == Decimal("0.5000")
    unreported = review(claimed).open[1]
    assert [remark.th for remark in unreported.remarks] == ["ยังไม่ได้รับรายงานของงวดนี้"]


def test_a_void_verdict_says_what_was_seen() -> None:
    line = review(sar(k1=85), verdict("1", verdict="refuse", seen_score=Decimal("3.2000"))).open[0]
    assert line.remarks[0].th == "คะแนนเปลี่ยนจาก 3.2000 หลังไม่รับรอง ต้องทวนสอบใหม่"
    assert "refused" in line.remarks[0].en


def test_a_faulty_row_is_shown_again_with_its_fault() -> None:
    fault = Finding(
        "verdict-without-certified-score", Place(sheet="ทวนสอบ", cell="L9", kpi_no="1", field="verdict.certified")
    )
    line = review(sar(k1=85), verdict("1", verdict="amend", awaiting=True, findings=(fault,))).open[0]
    assert line.waiting is not None and line.opinion is None
    assert "แก้ไข" in line.remarks[0].th
    mended = review(sar(k1=85), verdict("1", verdict="amend", awaiting=True, findings=(fault,)),
                    verdict("1", day=26, verdict="amend", certified=Decimal(3))).settled[0]  # fmt: skip
    assert (mended.waiting, mended.remarks) == (None, ())


def test_evidence_is_counted_against_what_finished_steps_promised() -> None:
    promised = rows("plan", "1", *({"code": f"P1-{n}", "kpi_no": "1", "step": f"ขั้น {n}", "level": n, "evidence": f"เอกสาร {n}",
                                    "start": date(2012, 11, 1), "finish": date(2013, 2, n)} for n in (1, 2)))  # fmt: skip
    plan = receipt("DPM", PLAN, date(2013, 2, 20), promised)
    done = rows("steps", "1", *({"code": f"P1-{n}", "done": "done", "finished_on": date(2013, 2, n)} for n in (1, 2)))
    filed = rows(
        "evidence", "1", {"code": "E1-1", "kpi_no": "1", "level": 1, "document": "เอกสาร 1", "dated": date(2013, 2, 1)}
    )
    monthly = receipt("DPM", MAR, date(2013, 4, 18), record("1", result=85), done, filed)
    line = next(item for item in review(plan, monthly, sar(k1=85)).open if item.line.kpi.kpi_no == "1")
    assert (line.evidence.have, line.evidence.wanted, line.evidence.is_short) == (1, 2, True)
    assert "ขาดหลักฐาน: เอกสาร 2" in [remark.th for remark in line.remarks]
