"""What a form says beside one KPI: the ladder of criteria with the place reached, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kpi_excel.core.model import Band, Kpi
from kpi_excel.core.scoring.methods import method_of
from kpi_excel.core.scoring.problems import MISSING, why
from kpi_excel.core.scoring.score import Score


def ladder(kpi: Kpi, result: Decimal | None, score: Score | None, lang: str) -> str:
    """The criteria, best on top, the level reached marked; in words where the method has no criteria of its own.

    The level is the score's; without a score, the one that `result` reaches.
    """
    method = method_of(kpi)
    level = score.level if score is not None else None
    if score is None and result is not None:
        level = method.level(kpi, result)
    here = method.here.say(lang)
    return "\n".join(line + here if of == level and of else line for of, line in method.ladder(kpi, lang))


def next_level(kpi: Kpi, score: Score | None, lang: str) -> str:
    """What the next level takes; before anything is reported a hint, and where no score is possible why not."""
    method = method_of(kpi)
    if problem := method.standing_problem(kpi):
        return why(problem).say(lang)
    if score is not None and score.problem not in ("", MISSING):
        return why(score.problem).say(lang)
    if score is None or score.problem:
        return method.hint.say(lang)
    return method.next_step(kpi, score).say(lang)


def band_word(score: Decimal | None, bands: Sequence[Band]) -> str:
    """The word for a score: half-open bands, so that none falls between two; the best band has no upper end."""
    if score is None or not bands:
        return ""
    ordered = sorted(bands, key=lambda band: band.low)
    return next((band.word for band in reversed(ordered) if score >= band.low), ordered[0].word)
