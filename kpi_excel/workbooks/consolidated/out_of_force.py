"""Below a list of what counts: which KPIs it leaves out because they are out of force, by state."""

from __future__ import annotations

from collections.abc import Collection

from kpi_excel.core.consolidation import ResultState
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.skeleton import write_remark
from kpi_excel.workbooks.consolidated.words import RESULT_STATES
from kpi_excel.workbooks.writing import Sheet

CANCELLED = (ResultState.CANCELLED,)
WITHOUT_WEIGHT = (ResultState.CANCELLED, ResultState.NOT_DUE, ResultState.BEING_DEFINED)
_IN_ONE_LINE = 12
"""KPI numbers that fit beside each other on the narrowest of these sheets."""


def write_left_out(
    sheet: Sheet, context: Context, last: int, states: Collection[ResultState], listed: Collection[str] = ()
) -> int:
    """A remark for each of `states` in which a KPI is that is not `listed`, a free row below `last`. The last row then."""
    row = last + 2
    for state in states:
        numbers = [line.kpi.kpi_no for line in context.leaves if line.state is state and line.kpi.kpi_no not in listed]
        for at in range(0, len(numbers), _IN_ONE_LINE):
            said = ", ".join(numbers[at : at + _IN_ONE_LINE])
            words = context.pick(f"ไม่อยู่ในรายการ ({RESULT_STATES[state].th}): ตัวชี้วัด {said}",
                                 f"Not on the list ({RESULT_STATES[state].en}): KPI {said}")  # fmt: skip
            write_remark(sheet, row, 0, words)
            last, row = row, row + 1
    return last
