"""What is asked for, method by method."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import Accumulation, Kpi, ScoringMethod
from kpi_excel.core.scoring.inputs import inputs_of, is_direct
from kpi_excel.core.scoring.methods import METHODS
from tests.core.scoring.samples import kpi_of, part_of

PARTS = (part_of("G1", "2", (1, 2, 3, 4, 5)), part_of("G2", "1", (1, 2, 3, 4, 5), "3"))


@pytest.mark.parametrize(
    ("kpi", "asked", "direct"),
    [
        (kpi_of(ScoringMethod.GROUP), {}, False),
        (kpi_of(ScoringMethod.NOT_ASSESSED), {"result": "number"}, True),
        (kpi_of(ScoringMethod.LINEAR), {"result": "number"}, True),
        (
            kpi_of(ScoringMethod.LINEAR, accumulation=Accumulation.RATIO),
            {"numerator": "number", "denominator": "number"},
            False,
        ),
        (kpi_of(ScoringMethod.GROWTH), {"actual": "number"}, False),
        (
            kpi_of(ScoringMethod.MILESTONE, level_texts=("ก", "ข"), params={"fraction": Decimal(1)}),
            {"step1": "step", "step2": "step", "fraction": "fraction"},
            False,
        ),
        (kpi_of(ScoringMethod.YES_NO), {"answer": "yes_no"}, True),
        (kpi_of(ScoringMethod.COMPOSITE, parts=PARTS), {"part:G1": "number", "part:G2": "number"}, False),
        (
            kpi_of(ScoringMethod.CONDITIONAL_WEIGHTS, parts=PARTS),
            {"case": "yes_no", "part:G1": "number", "part:G2": "number"},
            False,
        ),
        (
            kpi_of(ScoringMethod.EXTERNAL_SCORE, parts=PARTS),
            {"part:G1": "number", "part:G2": "number", "bonus": "yes_no"},
            False,
        ),
        (kpi_of(ScoringMethod.TWO_SIDED_BAND), {"result": "number"}, True),
    ],
    ids=lambda value: value.method.value if isinstance(value, Kpi) else None,
)
def test_inputs_of__every_method(kpi: Kpi, asked: dict[str, str], direct: bool) -> None:
    assert {item.key: item.kind for item in inputs_of(kpi)} == asked
    assert is_direct(kpi) is direct
    assert all(item.title.th and item.title.en for item in inputs_of(kpi))


def test_every_scoring_method_is_in_the_table() -> None:
    assert set(METHODS) == set(ScoringMethod)


def test_the_case_is_asked_with_its_weights() -> None:
    case = inputs_of(kpi_of(ScoringMethod.CONDITIONAL_WEIGHTS, parts=PARTS))[0]
    assert case.title.th == "ตรงกับกรณีที่ใช้น้ำหนัก 2 : 1 หรือไม่ (ไม่ตรงใช้ 0 : 3)"
