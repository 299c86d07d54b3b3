"""A score in words: the bands of the year, or around the standard. Limits are half-open: no score falls between."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.core.text import Text
from kpi_excel.workbooks.consolidated.context import Context
from kpi_excel.workbooks.consolidated.figures import score_text

_BELOW = Text("ต่ำกว่าเกณฑ์", "below")
_AT = Text("ได้เกณฑ์", "at standard")
_ABOVE = Text("ดีกว่าเกณฑ์", "above")


def verdict(context: Context, score: Decimal) -> str:
    """The band's own word, else one of three around the standard."""
    settings = context.data.registry.settings
    for band in settings.bands:
        if band.low <= score < band.high:
            return band.word
    if score < settings.standard_score:
        return context.say(_BELOW)
    return context.say(_AT if score < settings.standard_score + 1 else _ABOVE)


def is_below_standard(context: Context, score: Decimal | None) -> bool:
    return score is not None and score < context.data.registry.settings.standard_score


def against_standard(context: Context, score: Decimal) -> str:
    """`สูงกว่า 0.7989`."""
    return difference(context, score, context.data.registry.settings.standard_score, AGAINST_STANDARD)


Trio = tuple[Text, Text, Text]
"""Words for more, less and the same; {} is the size."""

AGAINST_STANDARD: Trio = (Text("สูงกว่า {}", "{} above"), Text("ต่ำกว่า {}", "{} below"), Text("เท่ากับเกณฑ์", "at standard"))


def difference(context: Context, score: Decimal, other: Decimal, words: Trio) -> str:
    """More, less or the same, in words with the size."""
    more, less, same = words
    chosen = more if score > other else less if score < other else same
    return context.say(chosen).format(score_text(abs(score - other)))
