"""Growth of this year's value over the mean of named base years, in percent (R12, R13)."""

from __future__ import annotations

from decimal import Decimal, localcontext

from kpi_excel.core.model import Baseline, Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import PRECISE, operand, rounded, shown, shown_enough
from kpi_excel.core.scoring.linear import Outcome, Scaled
from kpi_excel.core.scoring.method import NUMBER, Input, Inputs, Refs, number_in
from kpi_excel.core.text import Text

_RESULT_PLACES = 6
"""Decimals of the growth that somebody gets who computes on from the mean as shown."""


class Growth(Scaled):
    """(actual − mean of the base years) × 100 ÷ mean. A base year without data is left out, and said to be."""

    # The difference of two nearly equal numbers has as few digits right as they have decimals
    sure_places = 12

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        return (Input("actual", Text("ค่าจริงของปีนี้", "This year's value"), NUMBER),)

    def raw_problem(self, kpi: Kpi) -> str:
        bases = _bases(kpi)
        if not bases:
            return "baseline-missing"
        total = sum(bases)
        if total == 0:
            return "baseline-zero"
        return "baseline-negative" if total < 0 else ""

    def outcome(self, kpi: Kpi, inputs: Inputs) -> Outcome:
        actual = number_in(inputs, "actual")
        if problem := self.raw_problem(kpi):
            return Outcome(None, _derive_base(kpi, ""), problem=problem)
        bases = _bases(kpi)
        with localcontext(PRECISE):
            total = sum(bases, Decimal(0))
            mean = total / len(bases)
            if actual is None:
                return Outcome(None, _derive_base(kpi, shown(mean, 4)))
            # not through the mean: a third has no last digit
            value = (len(bases) * actual - total) * 100 / total
            seen = shown_enough(mean, lambda near: rounded((actual - near) * 100 / near, _RESULT_PLACES))
        return Outcome(value, _derive_base(kpi, seen), f"({shown(actual)} − {seen}) ÷ {seen} × 100")

    def given(self, kpi: Kpi, refs: Refs) -> str:
        return f"ISNUMBER({refs['actual']})"

    def value(self, kpi: Kpi, refs: Refs) -> str:
        bases, actual = _bases(kpi), refs["actual"]
        total = xl.number(sum(bases, Decimal(0)))
        times = actual if len(bases) == 1 else f"{actual}*{len(bases)}"
        return f"(({times}-{total})*100/{total})"


def _bases(kpi: Kpi) -> list[Decimal]:
    return [base.value for base in _named(kpi) if base.value is not None]


def _named(kpi: Kpi) -> list[Baseline]:
    return sorted((base for base in kpi.baselines if base.is_base), key=lambda base: base.year)


def _derive_base(kpi: Kpi, mean: str) -> tuple[Text, ...]:
    """The base year or the mean of several; years that were named but have no data."""
    years = {base.year: base.value for base in _named(kpi)}
    without = ", ".join(str(year) for year, value in years.items() if value is None)
    given = ", ".join(str(year) for year, value in years.items() if value is not None)
    steps: tuple[Text, ...] = ()
    if without:
        steps = (Text(f"ปี {without} ไม่มีข้อมูล ไม่นำมาเฉลี่ย", f"{without}: no data, left out of the mean"),)
    if not mean:
        return steps
    bases = _bases(kpi)
    if len(bases) == 1:
        return (*steps, Text(f"ฐาน ปี {given} = {mean}", f"Base {given} = {mean}"))
    line = f"({' + '.join(operand(base) for base in bases)}) ÷ {len(bases)} = {mean}"
    return (*steps, Text(f"ฐานเฉลี่ย ปี {given} = {line}", f"Mean of {given} = {line}"))
