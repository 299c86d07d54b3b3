"""The scoring method over steps, with its live formulas and words (R10, R11)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.arithmetic import shown
from kpi_excel.core.scoring.method import Input, Inputs, Levels, Method, Refs, level_reached
from kpi_excel.core.scoring.problems import why
from kpi_excel.core.scoring.scale_formulas import Marks, in_order, marks_of, where_numbers
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.scoring.steps import (
    has_fraction,
    needs_of,
    needs_problem,
    score_of_steps,
    score_steps,
    step_inputs,
    step_names,
)
from kpi_excel.core.text import Text

Leaf = Callable[[int], str]
"""What the formula says for a number of complete steps."""


class Milestone(Method):
    """`step1` … `stepN`, done or not; with params["fraction"] = 1 also `fraction`, the percent done of step N."""

    here = Text("  ◄", "  ◄")

    def inputs(self, kpi: Kpi) -> tuple[Input, ...]:
        return step_inputs(kpi)

    def standing_problem(self, kpi: Kpi) -> str:
        return needs_problem(kpi)

    def score(self, kpi: Kpi, inputs: Inputs) -> Score:
        return score_steps(kpi, inputs)

    def level(self, kpi: Kpi, result: Decimal) -> int | None:
        return None if needs_problem(kpi) else needs_of(kpi).level(result)

    def result_formula(self, kpi: Kpi, refs: Refs) -> str:
        return _by_answers(kpi, refs, str, lambda part, done: f"{done}+{part}")

    def score_formula(self, kpi: Kpi, refs: Refs, levels: Levels | None) -> str:
        if levels is None:
            if needs_problem(kpi):
                return xl.BLANK
            needs = needs_of(kpi)
            return _scored(kpi, refs, lambda steps: str(score_of_steps(needs, steps)))
        marks = marks_of(levels)
        if not marks:
            return xl.BLANK
        scored = _scored(kpi, refs, lambda steps: xl.climb(str(steps), ">=", _needed(marks), "1"))
        return where_numbers(marks, in_order(marks, "<=", scored, xl.BLANK))

    def ladder(self, kpi: Kpi, lang: str) -> tuple[tuple[int, str], ...]:
        if problem := needs_problem(kpi):
            return ((0, why(problem).say(lang)),)
        needs = {rung.level: rung.start for rung in needs_of(kpi).rungs}
        return tuple(
            (level, f"{level}   {_named(kpi, level, needs.get(level)).say(lang)}") for level in range(5, 0, -1)
        )

    def by_level(self, kpi: Kpi, refs: Refs, says: Mapping[int, str]) -> str:
        needs = needs_of(kpi)
        return _said(kpi, refs, lambda steps: says.get(needs.level(Decimal(steps)), xl.BLANK), xl.BLANK)

    def next_step(self, kpi: Kpi, score: Score) -> Text:
        done = int(score.result or 0)
        enough, top = _enough(kpi)
        return top if done >= enough else _next(kpi, done)

    def next_step_formula(self, kpi: Kpi, refs: Refs, lang: str) -> str:
        enough, top = _enough(kpi)
        says = [*(xl.text(_next(kpi, done).say(lang)) for done in range(enough)), xl.text(top.say(lang))]
        return _said(kpi, refs, lambda steps: says[min(steps, enough)], xl.text(self.hint.say(lang)))


def _scored(kpi: Kpi, refs: Refs, leaf: Leaf) -> str:
    def partly(part: str, done: int) -> str:
        return xl.rounded(f"{leaf(done)}+{part}*({leaf(done + 1)}-{leaf(done)})")

    if "result" not in refs:
        return _by_answers(kpi, refs, leaf, partly)
    steps, last = refs["result"], len(step_names(kpi)) - 1
    scored = _by_count(kpi, steps, leaf)
    if has_fraction(kpi):
        scored = f"IF({steps}>{last},{partly(f'(MIN({steps},{last + 1})-{last})', last)},{scored})"
    return f"IF(ISNUMBER({steps}),{scored},{xl.BLANK})"


def _said(kpi: Kpi, refs: Refs, leaf: Leaf, blank: str) -> str:
    """Words for complete steps only; `blank` while their number is open."""
    if "result" in refs:
        return f"IF(ISNUMBER({refs['result']}),{_by_count(kpi, refs['result'], leaf)},{blank})"
    return _by_answers(kpi, refs, leaf, lambda part, done: f"IF({part}=1,{leaf(done + 1)},{leaf(done)})", blank)


def _by_count(kpi: Kpi, steps: str, leaf: Leaf) -> str:
    """From the computed number of steps."""
    counts = range(1, len(step_names(kpi)) + 1)
    return xl.climb(steps, ">=", ((str(count), leaf(count)) for count in counts), leaf(0))


def _by_answers(kpi: Kpi, refs: Refs, leaf: Leaf, partly: Callable[[str, int], str], blank: str = xl.BLANK) -> str:
    """Answer by answer: a step not done ends the count, one that nobody answered leaves `blank`.

    `partly` says what a part (0 to 1) of the last step adds to the steps before it.
    """
    count = len(step_names(kpi))
    chain, whole = leaf(count), count
    if has_fraction(kpi):
        whole, percent = count - 1, refs["fraction"]
        part = partly(f"MAX(0,MIN(100,{percent}))/100", whole)
        chain = f"IF(ISNUMBER({percent}),{part},IF({xl.is_yes(refs[f'step{count}'])},{chain},{blank}))"
    for number in range(whole, 0, -1):
        answer = refs[f"step{number}"]
        chain = f"IF({xl.is_no(answer)},{leaf(number - 1)},IF({xl.is_yes(answer)},{chain},{blank}))"
    return chain


def _needed(marks: Marks) -> Iterator[tuple[str, str]]:
    return ((need, str(level)) for level, need in marks)


def _named(kpi: Kpi, level: int, need: Decimal | None) -> Text:
    """What a level takes: the name of its step where every level is one step, else how many."""
    if need is None:
        return Text("–", "–")
    names = step_names(kpi)
    name = names[int(need) - 1] if 1 <= need <= len(names) and need == int(need) else ""
    if need == level and name:
        return Text(name, name)
    counted = Text(f"ครบ {shown(need)} ขั้น", f"{shown(need)} steps done")
    return Text(f"{counted.th}: {name}", f"{counted.en}: {name}") if name else counted


def _enough(kpi: Kpi) -> tuple[int, Text]:
    """The steps that reach the best level there is, and what to say then."""
    needs, count = needs_of(kpi), len(step_names(kpi))
    best = score_of_steps(needs, count)
    return next(done for done in range(count + 1) if score_of_steps(needs, done) == best), level_reached(best)


def _next(kpi: Kpi, done: int) -> Text:
    name = step_names(kpi)[done]
    words = Text(f"ขั้นถัดไปคือขั้นที่ {done + 1}", f"Next is step {done + 1}")
    return Text(f"{words.th}\n{name}", f"{words.en}\n{name}") if name else words
