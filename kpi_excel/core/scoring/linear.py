"""Results against criteria: a result as it was typed, or a ratio of two sums kept apart (R2 to R4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import NamedTuple

from kpi_excel.core.model import Accumulation, Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import PRECISE, operand, shown
from kpi_excel.core.scoring.method import (
    NUMBER,
    PERCENT_UNITS,
    RESULT,
    Input,
    Inputs,
    Levels,
    Method,
    Refs,
    level_reached,
    number_in,
)
from kpi_excel.core.scoring.problems import MISSING, unscored, why
from kpi_excel.core.scoring.scale import Rung, Scale, criteria_problem, score_linear
from kpi_excel.core.scoring.scale_formulas import level_on, score_on, score_over, settled
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

LEAST = Decimal("0.0001")
"""The smallest distance worth showing: never "0 more" below a level."""


class Outcome(NamedTuple):
    """A result and how it came about: sentences, then a sum without its answer ("" for a typed result)."""

    value: Decimal | None
    steps: tuple[Text, ...] = ()
    sum: str = ""
    problem: str = ""


class Scaled(Method):
    """A method that computes one result and scores it on the KPI's criteria."""

    sure_places = 15
    """Decimals of the result that binary arithmetic has right, however small it is."""

    def raw_problem(self, kpi: Kpi) -> str:
        """What hinders the result itself, whatever is reported."""
        return ""

    def outcome(self, kpi: Kpi, inputs: Inputs) -> Outcome:
        """The result of what was reported."""
        raise NotImplementedError

    def given(self, kpi: Kpi, refs: Refs) -> str:
        """The condition under which the raw inputs give a result."""
        raise NotImplementedError

    def value(self, kpi: Kpi, refs: Refs) -> str:
        """The result where they do."""
        raise NotImplementedError

    def not_given(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        """What to say where they do not."""
        return xl.text(self.hint.say(lang))

    def standing_problem(self, kpi: Kpi) -> str:
        return self.raw_problem(kpi) or criteria_problem(kpi.levels)

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        outcome = self.outcome(kpi, inputs)
        if outcome.value is None:
            return unscored(outcome.problem or MISSING, steps=outcome.steps)
        scored = score_linear(kpi.levels, outcome.value, kpi.direction)
        steps = outcome.steps
        if outcome.sum:
            usable = not criteria_problem(kpi.levels)
            seen = _scale(kpi).show(outcome.value) if usable else shown(outcome.value, 4)
            steps += (Text(f"ผล = {outcome.sum} = {seen}", f"Result = {outcome.sum} = {seen}"),)
        return replace(scored, steps=steps + scored.steps)

    def level(self, kpi: Kpi, result: Decimal) -> int | None:
        return None if criteria_problem(kpi.levels) else _scale(kpi).level(result)

    def result_formula(self, kpi: Kpi, refs: Refs) -> str:
        if self.raw_problem(kpi):
            return xl.BLANK
        return f"IF({self.given(kpi, refs)},{self.value(kpi, refs)},{xl.BLANK})"

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        if self.raw_problem(kpi) or (levels is None and criteria_problem(kpi.levels)):
            return xl.BLANK
        value = self._value(kpi, refs)
        scored = score_on(_scale(kpi), value) if levels is None else score_over(levels, value, kpi.direction)
        return f"IF({self._given(kpi, refs)},{scored},{xl.BLANK})"

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        if problem := self.standing_problem(kpi):
            return ((0, why(problem).say(lang)),)
        scale = _scale(kpi)
        starts = {rung.level: shown(rung.start) for rung in scale.rungs}
        open_end = Text(" ขึ้นไป", " and above") if scale.rises else Text(" ลงมา", " and below")
        starts[scale.rungs[-1].level] += open_end.say(lang)
        return tuple((level, f"{level}   {starts.get(level, '–')}") for level in range(len(kpi.levels), 0, -1))

    def by_level(self, kpi: Kpi, refs: Refs, says: Mapping[int, str]) -> str:
        reached = level_on(_scale(kpi), self._value(kpi, refs), says)
        return f"IF({self._given(kpi, refs)},{reached},{xl.BLANK})"

    def next_step(self, kpi: Kpi, score: Score) -> Text:
        scale = _scale(kpi)
        if score.result is None or not (above := scale.next_rung(score.result)):
            return level_reached(scale.rungs[-1].level)
        more = shown(max(LEAST, abs(PRECISE.subtract(above.start, score.result))), 4)
        before = _towards(above, scale.rises)
        return Text(before.th + more, before.en + more)

    def next_step_formula(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        scale, value = _scale(kpi), self._value(kpi, refs)
        first, *further = (_next_formula(rung, scale.rises, value, lang) for rung in scale.openings)
        further.append(xl.text(level_reached(scale.rungs[-1].level).say(lang)))
        starts = (xl.number(rung.start) for rung in scale.openings)
        said = xl.climb(value, ">=" if scale.rises else "<=", zip(starts, further, strict=True), first)
        return f"IF({self._given(kpi, refs)},{said},{self.not_given(kpi, refs, lang)})"

    def _given(self, kpi: Kpi, refs: Refs) -> str:
        return f"ISNUMBER({refs['result']})" if "result" in refs else self.given(kpi, refs)

    def _value(self, kpi: Kpi, refs: Refs) -> str:
        if self.is_direct(kpi):
            return refs["result"]
        return settled(kpi.levels, refs.get("result") or self.value(kpi, refs), self.sure_places)


class Linear(Scaled):
    """The typed result, or for a ratio its numerator and denominator: params["factor"] × numerator ÷ denominator."""

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        if self.is_direct(kpi):
            return (RESULT,)
        return (
            Input("numerator", Text("ตัวตั้ง", "Numerator"), NUMBER),
            Input("denominator", Text("ตัวหาร", "Denominator"), NUMBER),
        )

    def is_direct(self, kpi: Kpi) -> bool:
        return kpi.accumulation is not Accumulation.RATIO

    def outcome(self, kpi: Kpi, inputs: Inputs) -> Outcome:
        if self.is_direct(kpi):
            return Outcome(number_in(inputs, "result"))
        above, below = number_in(inputs, "numerator"), number_in(inputs, "denominator")
        if above is None or below is None:
            return Outcome(None)
        if below == 0:
            return Outcome(None, problem="denominator-zero")
        factor = _factor(kpi)
        with localcontext(PRECISE):
            value = above * factor / below
        times = "" if factor == 1 else f" × {shown(factor)}"
        return Outcome(value, sum=f"{operand(above)} ÷ {operand(below)}{times}")

    def given(self, kpi: Kpi, refs: Refs) -> str:
        if self.is_direct(kpi):
            return f"ISNUMBER({refs['result']})"
        above, below = refs["numerator"], refs["denominator"]
        return f"IF({xl.are_numbers((above, below))},{below}<>0,FALSE)"

    def value(self, kpi: Kpi, refs: Refs) -> str:
        if self.is_direct(kpi):
            return refs["result"]
        # multiplied first: 29 × 100 ÷ 100 is 29 in binary too
        factor = _factor(kpi)
        times = "" if factor == 1 else f"*{xl.number(factor)}"
        return f"({refs['numerator']}{times}/{refs['denominator']})"

    def not_given(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        hint = super().not_given(kpi, refs, lang)
        if "numerator" not in refs:
            return hint
        both = xl.are_numbers((refs["numerator"], refs["denominator"]))
        return f"IF({both},{xl.text(why('denominator-zero').say(lang))},{hint})"


def _factor(kpi: Kpi) -> Decimal:
    return kpi.params.get("factor", Decimal(100 if kpi.unit.strip().lower() in PERCENT_UNITS else 1))


def _scale(kpi: Kpi) -> Scale:
    return Scale.of(kpi.levels, kpi.direction)


def _towards(rung: Rung, rises: bool) -> Text:
    """What a level takes, up to the amount."""
    start = shown(rung.start)
    more = Text("ต้องเพิ่มอีก ", "raise it by ") if rises else Text("ต้องลดอีก ", "bring it down by ")
    return Text(f"ระดับ {rung.level} เริ่มที่ {start}\n{more.th}", f"Level {rung.level} starts at {start}\n{more.en}")


def _next_formula(rung: Rung, rises: bool, value: str, lang: str) -> str:
    start = xl.number(rung.start)
    more = f"{start}-{value}" if rises else f"{value}-{start}"
    return f"{xl.text(_towards(rung, rises).say(lang))}&{xl.amount(more)}"
