from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.claims import claim_difference, why_claim_differs
from kpi_excel.core.consolidation import KpiLine, ResultState
from kpi_excel.core.scoring.scale import score_linear
from kpi_excel.core.scoring.score import Score
from tests.core.province import linear
from tests.core.scoring.samples import levels_of


def line(claimed: str | None, score: Score) -> KpiLine:
    claim = None if claimed is None else Decimal(claimed)
    return KpiLine(linear("1"), 0, Decimal(50), ResultState.REPORTED, score=score, claimed=claim)


SCORED = score_linear(levels_of(60, 70, 80, 90, 100), Decimal("86.3636"))
"""3.6364."""


@pytest.mark.parametrize(
    ("claimed", "words"),
    [
        ("4", "เต็มระดับถัดไป"), ("3", "เฉพาะระดับที่ถึง"), ("3.6", "ปัดเศษเหลือ 1 ตำแหน่ง"), ("3.64", "ปัดเศษเหลือ 2 ตำแหน่ง"),
        ("3.636", "ปัดเศษเหลือ 3 ตำแหน่ง"), ("36", "นอกช่วง 1–5"), ("0.5", "นอกช่วง 1–5"),
        ("2.2", "คำนวณ: 3 + (86.3636 − 80) ÷ 10 = 3.6364"),
    ],
)  # fmt: skip
def test_the_likely_slip_is_named__from_the_two_numbers(claimed: str, words: str) -> None:
    why = why_claim_differs(line(claimed, SCORED))
    assert why is not None and words in why.th and why.en


@pytest.mark.parametrize("claimed", [None, "3.6364", "3.63640"])
def test_nothing_is_said__where_nothing_differs(claimed: str | None) -> None:
    assert why_claim_differs(line(claimed, SCORED)) is None
    assert claim_difference(line(claimed, SCORED)) == 0


def test_a_difference_needs_both_scores() -> None:
    assert claim_difference(line("3", Score(None))) == 0
    assert claim_difference(line("4", SCORED)) == Decimal("0.3636")
    assert claim_difference(line("3", SCORED)) == Decimal("-0.6364")
