"""Why there is no score: a problem is a finding code, and its sentence is the catalogue's."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.catalogue.scoring import RULES
from kpi_excel.core.scoring.score import Score
from kpi_excel.core.text import Text

MISSING = "input-missing"


def why(problem: str) -> Text:
    """What hinders the score, in one sentence."""
    return RULES[problem].message


def unscored(problem: str, result: Decimal | None = None, steps: tuple[Text, ...] = ()) -> Score:
    """No score; the derivation goes as far as it went and ends with the reason."""
    return Score(None, result=result, steps=(*steps, why(problem)), problem=problem)
