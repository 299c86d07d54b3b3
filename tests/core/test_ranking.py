from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Kpi, ScoringMethod
from kpi_excel.core.ranking import Concern, rank_scores
from kpi_excel.core.submission import Receipt
from tests.core.province import SAR6, linear, receipt, record, rows, small

AS_OF = date(2013, 6, 1)


def sar(*records: tuple[str, int | None, str | None]) -> Receipt:
    """KPI, result, claimed score."""
    filed = (record(no, result=result, claimed=None if claimed is None else Decimal(claimed), signoff="approved")
             for no, result, claimed in records)  # fmt: skip
    return receipt("DPM", SAR6, date(2013, 4, 20), *filed)


def verdict(kpi_no: str, word: str = "certify", **cells: Decimal) -> Receipt:
    return receipt(
        "REVIEW",
        SAR6,
        date(2013, 4, 25),
        rows("verdict", kpi_no, {"round": 6, "verdict": word, **cells}),
        form="review",
    )


def province(*receipts: Receipt, weights: tuple[str, ...] = ("10", "40", "50")) -> Consolidation:
    kpis = [linear(str(number), weight=weight) for number, weight in enumerate(weights, 1)]
    return consolidate(small(*kpis), receipts, SAR6, AS_OF)


def test_an_open_score_may_move_to_the_far_end_of_its_scale() -> None:
    found = rank_scores(province(sar(("1", 95, None), ("2", 85, None), ("3", 62, None))))
    # 4.5 may fall by 3.5, 3.5 by 2.5, 1.2 may rise by 3.8; all weights of 100
    assert [(r.line.kpi.kpi_no, r.movement) for r in found] == [
        ("3", Decimal("1.9000")), ("2", Decimal("1.0000")), ("1", Decimal("0.3500")),
    ]  # fmt: skip
    assert {r.concern for r in found} == {Concern.OPEN}


def test_a_disputed_score_may_move_by_what_is_disputed__once_certified() -> None:
    found = rank_scores(
        province(sar(("1", 95, "5"), ("2", 85, "3.5"), ("3", 62, "1.0")), verdict("1"), verdict("2"), verdict("3"))
    )
    assert [(r.line.kpi.kpi_no, r.concern, r.movement) for r in found] == [
        ("3", Concern.DISPUTED, Decimal("0.1000")), ("1", Concern.DISPUTED, Decimal("0.0500")),
    ]  # fmt: skip


def test_movements_are_of_the_total_as_it_stands__over_the_weight_with_a_score() -> None:
    found = rank_scores(province(sar(("2", 85, None), ("3", None, None))))
    assert [(r.line.kpi.kpi_no, r.movement) for r in found] == [("2", Decimal("2.5000"))]


def test_refused_and_evidence_wanted_scores_stay_on_the_list() -> None:
    found = rank_scores(
        province(
            sar(("1", 95, None), ("2", 85, None), ("3", 62, None)), verdict("1", "refuse"), verdict("2", "evidence")
        )
    )
    assert len(found) == 3


def test_the_derivation_can_be_recomputed_by_hand() -> None:
    rank = rank_scores(province(sar(("1", 95, "5"))))[0]
    words = [step.th for step in rank.steps]
    assert words == ["หน่วยงานแจ้ง 5.0000 คำนวณได้ 4.5000", "ยังไม่รับรอง 4.5000 อาจลงได้ถึง 1", "น้ำหนัก 10 × 3.5 ÷ 10 = 3.5000"]
    assert all(step.en for step in rank.steps)


def test_equal_movements_go_by_the_dispute_then_by_the_agreement() -> None:
    data = province(sar(("1", 85, None), ("2", 85, "4"), ("3", 85, None)), weights=("20", "20", "20"))
    assert [r.line.kpi.kpi_no for r in rank_scores(data)] == ["2", "1", "3"]


def test_the_order_does_not_depend_on_the_order_of_receipts() -> None:
    receipts = [sar(("1", 95, "5"), ("2", 85, None), ("3", 62, "1.5")), verdict("1"), verdict("3", "refuse")]
    expected = rank_scores(province(*receipts))
    for seed in range(5):
        random.Random(seed).shuffle(receipts)
        assert rank_scores(province(*receipts)) == expected


def test_a_scale_of_its_own_limits_the_movement() -> None:
    band = Kpi(
        "1",
        "ก",
        ScoringMethod.TWO_SIDED_BAND,
        weight=Decimal(10),
        host="DPM",
        params={"top": Decimal(4), "floor": Decimal(0)},
    )
    data = consolidate(small(band), [sar(("1", 5, None))], SAR6, AS_OF)
    assert [r.movement for r in rank_scores(data)] == [Decimal("4.0000")]


def test_a_kpi_without_weight_moves_nothing() -> None:
    data = consolidate(small(linear("1", weight="0"), linear("2")), [sar(("1", 95, "5"), ("2", 85, None))], SAR6, AS_OF)
    assert [r.line.kpi.kpi_no for r in rank_scores(data)] == ["2"]
    assert rank_scores(replace(data, lines=())) == ()
