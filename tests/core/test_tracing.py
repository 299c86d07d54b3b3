from __future__ import annotations

from datetime import date
from decimal import Decimal

from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import ScoringMethod
from kpi_excel.core.tracing import trace
from tests.core.province import APR, FEB, MAR, TEMPLATE, linear, receipt, record, small
from tests.core.scoring.samples import bases

AS_OF = date(2013, 5, 1)


def test_a_score_is_traced_to_its_cell_and_earlier_revisions() -> None:
    first = receipt("DPM", FEB, date(2013, 2, 20), record("1", result=65))
    bad = receipt("DPM", MAR, date(2013, 3, 19), record("1", awaiting=True, result=8500))
    good = receipt("DPM", MAR, date(2013, 3, 22), record("1", result=85))
    template = receipt("DPM", TEMPLATE, date(2013, 2, 20), record("1", target=95))
    found = trace(consolidate(small(), [first, bad, good, template], MAR, AS_OF), "1")
    assert found is not None
    assert (found.value, found.score) == (85, Decimal("3.5000"))
    assert found.steps[-1].th == "3 + (85 − 80) ÷ 10 = 3.5000"
    ((key, source),) = found.sources
    assert (key, source.sheet, source.cell, source.sha256, source.received_on) == (
        "result", "รายงาน", "B1", good.sha256, date(2013, 3, 22),
    )  # fmt: skip
    assert [revision.receipt.sha256 for revision in found.history] == [good.sha256, bad.sha256, first.sha256]


def test_the_value_is_in_the_kpis_unit__not_what_was_typed() -> None:
    kpi = linear("1", method=ScoringMethod.GROWTH, baselines=bases("1240", since=2555))
    found = trace(consolidate(small(kpi), [receipt("DPM", APR, APR.end, record("1", actual=1488))], APR, AS_OF), "1")
    assert found is not None and found.value == 20
    assert found.sources[0][0] == "actual"


def test_nothing_is_traced__without_result_or_kpi() -> None:
    found = trace(consolidate(small(), [], FEB, AS_OF), "1")
    assert found is not None and (found.value, found.score, found.sources, found.history) == (None, None, (), ())
    assert trace(consolidate(small(), [], FEB, AS_OF), "99") is None
