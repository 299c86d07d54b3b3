"""Consecutive steps done (R10), the last one in percent where the KPI template says so (R11)."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import NamedTuple

from kpi_excel.core.model import Direction, Kpi
from kpi_excel.core.scoring.arithmetic import PRECISE, rounded, shown
from kpi_excel.core.scoring.expressions import plain
from kpi_excel.core.scoring.method import FRACTION, STEP, Input, Inputs, answer_in, number_in
from kpi_excel.core.scoring.problems import MISSING, unscored
from kpi_excel.core.scoring.scale import Scale, criteria_problem
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

_USUAL_NEEDS = tuple(Decimal(step) for step in range(1, 6))
_ALL = Decimal(100)


class Progress(NamedTuple):
    """Steps done without a gap; `percent` of the step after them, where it is measured."""

    done: int
    percent: Decimal | None = None

    @property
    def result(self) -> Decimal:
        return self.done + (self.percent or Decimal(0)) / _ALL


def step_names(kpi: Kpi) -> tuple[str, ...]:
    """The steps in order; five without names where the KPI names none."""
    return tuple(plain(name) for name in kpi.level_texts) or ("",) * len(_USUAL_NEEDS)


def has_fraction(kpi: Kpi) -> bool:
    """The last step is measured in percent."""
    return kpi.params.get("fraction") == 1


def needs_problem(kpi: Kpi) -> str:
    """What makes the steps needed per level unusable: a finding code, or ""."""
    if not any(need is not None for need in kpi.levels):
        return ""
    problem = criteria_problem(kpi.levels)
    return problem or ("" if needs_of(kpi).rises else "criteria-not-monotonic")


def needs_of(kpi: Kpi) -> Scale:
    """How many steps each level needs: the criteria, or one more step per level where there are none."""
    given = any(need is not None for need in kpi.levels)
    return Scale.of(kpi.levels if given else _USUAL_NEEDS, Direction.UP)


def score_of_steps(needs: Scale, steps: int) -> int:
    """The whole level that complete steps give; 1 below the first."""
    return max(1, needs.level(Decimal(steps)))


def step_inputs(kpi: Kpi) -> tuple[Input, ...]:
    """One answer per step, and the percent of the last where it is measured."""
    names = step_names(kpi)
    asked = tuple(
        Input(f"step{number}", Text(name, name) if name else Text(f"ขั้นที่ {number}", f"Step {number}"), STEP)
        for number, name in enumerate(names, 1)
    )
    if not has_fraction(kpi):
        return asked
    last = len(names)
    return (*asked, Input("fraction", Text(f"ขั้นที่ {last} ทำได้ร้อยละ", f"Percent done of step {last}"), FRACTION))


def progress_of(kpi: Kpi, inputs: Inputs) -> Progress | None:
    """How far the steps go; None where that was not said.

    A step that is not done ends the count: what was not said about later steps does not matter. Where the last step
    is measured, the percent that was given counts, else its yes; its bare no does not say how far it got.
    """
    count = len(step_names(kpi))
    for number in range(1, count + (0 if has_fraction(kpi) else 1)):
        answer = answer_in(inputs, f"step{number}")
        if not answer:
            return None if answer is None else Progress(number - 1)
    if not has_fraction(kpi):
        return Progress(count)
    percent = number_in(inputs, "fraction")
    if percent is not None:
        return Progress(count - 1, min(max(percent, Decimal(0)), _ALL))
    return Progress(count) if answer_in(inputs, f"step{count}") else None


def score_steps(kpi: Kpi, inputs: Inputs) -> Score:
    """The score of the steps done."""
    progress = progress_of(kpi, inputs)
    if progress is None:
        return unscored(MISSING)
    if problem := needs_problem(kpi):
        return unscored(problem, progress.result)
    needs, count = needs_of(kpi), len(step_names(kpi))
    whole = score_of_steps(needs, progress.done)
    words = _derive_progress(kpi, inputs, progress)
    level = needs.level(progress.result)
    if progress.percent is None:
        value = rounded(Decimal(whole))
        return Score(value, progress.result, level, (*words, _derive_level(needs, level, value)))
    span = score_of_steps(needs, count) - whole
    with localcontext(PRECISE):
        value = rounded(whole + progress.percent / _ALL * span)
    line = f"{whole} + {shown(progress.percent)} ÷ 100 × {span} = {value}"
    return Score(value, progress.result, level, (*words, Text(line, line)))


def _derive_progress(kpi: Kpi, inputs: Inputs, progress: Progress) -> tuple[Text, ...]:
    count, done = len(step_names(kpi)), progress.done
    steps = [Text(f"ทำครบต่อเนื่อง {done} จาก {count} ขั้น", f"{done} of {count} steps done without a gap")]
    if progress.percent is not None:
        percent = shown(progress.percent)
        steps.append(Text(f"ขั้นที่ {count} ทำได้ร้อยละ {percent}", f"Step {count} is {percent} percent done"))
    skipped = [
        str(n) for n in range(done + 2, count + 1) if progress.percent is None and inputs.get(f"step{n}") is True
    ]
    if skipped:
        later = ", ".join(skipped)
        steps.append(
            Text(
                f"ขั้นที่ {done + 1} ยังไม่เสร็จ จึงยังไม่นับขั้นที่ {later}",
                f"Step {done + 1} is not done, so step {later} does not count yet",
            )
        )
    return tuple(steps)


def _derive_level(needs: Scale, level: int, value: Decimal) -> Text:
    start = next((rung.start for rung in needs.rungs if rung.level == level), None)
    if start is None:
        first = needs.rungs[0]
        return Text(
            f"ไม่ถึงระดับ {first.level} ({shown(first.start)} ขั้น) = {value}",
            f"Does not reach level {first.level} (steps: {shown(first.start)}) = {value}",
        )
    return Text(f"ระดับ {level} ({shown(start)} ขั้น) = {value}", f"Level {level} (steps: {shown(start)}) = {value}")
