"""The same scores as live Excel formulas: expressions without "=", over references that the caller supplies.

References are any expressions by input key. "" comes out while an input is blank, text or missing, never 0. A
look-up must therefore keep blanks apart: INDEX with MATCH does, SUMIFS does not. Yes and no arrive as `YES_WORDS` and
`NO_WORDS`. "result" and "score" may name the cells where `result_formula` and `score_formula` stand already, and
"score:<code>" those of `part_score_formula`: shorter formulas, and the only way where a formula would be too long.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from kpi_excel.core.model import Kpi
from kpi_excel.core.scoring import expressions as xl
from kpi_excel.core.scoring.expressions import NO_WORDS, YES_WORDS, FormulaTooLong
from kpi_excel.core.scoring.method import Refs
from kpi_excel.core.scoring.methods import method_of
from kpi_excel.core.scoring.parts import part_formula
from kpi_excel.core.scoring.problems import why

__all__ = [
    "NO_WORDS",
    "YES_WORDS",
    "FormulaTooLong",
    "ladder_formula",
    "next_level_formula",
    "part_score_formula",
    "result_formula",
    "score_formula",
]


def result_formula(kpi: Kpi, refs: Refs) -> str:
    """The result in the KPI's own unit, unrounded; a method without a single result shows its score.

    Raises:
        FormulaTooLong: Excel would refuse it.
    """
    return xl.fitting(method_of(kpi).result_formula(kpi, _atoms(refs)))


def score_formula(kpi: Kpi, refs: Refs, levels: Sequence[str | None] | None = None) -> str:
    """The score, on the KPI's own criteria or on `levels`: five references or constants, None for a blank level.

    Raises:
        FormulaTooLong: Excel would refuse it.
    """
    live = None if levels is None else [None if level is None else xl.atom(level) for level in levels]
    return xl.fitting(method_of(kpi).score_formula(kpi, _atoms(refs), live))


def part_score_formula(kpi: Kpi, code: str, ref: str) -> str:
    """The score of one weighted part from its own number.

    Raises:
        KeyError: the KPI has no part of that code.
    """
    part = {part.code: part for part in kpi.parts}[code]
    return xl.fitting(part_formula(part, kpi.direction, xl.atom(ref)))


def ladder_formula(kpi: Kpi, refs: Refs, lang: str) -> str:
    """What `words.ladder` says, live.

    Raises:
        FormulaTooLong: Excel would refuse it.
    """
    method = method_of(kpi)
    lines = method.ladder(kpi, lang)
    whole = xl.text("\n".join(line for _, line in lines))
    ends = accumulate(xl.units(line) + 1 for _, line in lines)
    places = {level: str(end) for (level, _), end in zip(lines, ends, strict=True) if level}
    if not places:
        return xl.fitting(whole)
    place = method.by_level(kpi, _atoms(refs), places)
    # no level, no place: REPLACE fails and the ladder stays as it is
    return xl.fitting(f"IFERROR(REPLACE({whole},{place},0,{xl.text(method.here.say(lang))}),{whole})")


def next_level_formula(kpi: Kpi, refs: Refs, lang: str) -> str:
    """What `words.next_level` says, live.

    Raises:
        FormulaTooLong: Excel would refuse it.
    """
    method = method_of(kpi)
    if problem := method.standing_problem(kpi):
        return xl.text(why(problem).say(lang))
    return xl.fitting(method.next_step_formula(kpi, _atoms(refs), lang))


def _atoms(refs: Refs) -> dict[str, str]:
    return {key: xl.atom(reference) for key, reference in refs.items()}
