"""How numbers look: scores with four decimals, changes with a true minus, results with the decimals they came with."""

from __future__ import annotations

from decimal import Decimal

from kpi_excel.workbooks.styles import CHANGE

MINUS = "\u2212"
BESIDE_FILL = "_)"
"""Ends the number format of a cell beside a filled one, so that the number does not touch the fill."""
CHANGE_BESIDE_FILL = ";".join(part + BESIDE_FILL for part in CHANGE.split(";"))
DIFFERS = f'"≠ "0.0000{BESIDE_FILL}'
"""A claimed score unlike the recomputed one stays a number and says so without colour."""


SCORE_OR_WORD = '0.0000;0.0000;0.0000;@"    "'
"""A word in a column of scores keeps its distance from the next number: "– 2.3" would read as a negative."""


def plain(number: Decimal) -> str:
    """`60`, `2.5`: no trailing zeros, a true minus."""
    return format(number.normalize() + 0, "f").replace("-", MINUS)


def score_text(score: Decimal) -> str:
    """`3.7989`."""
    return f"{score:.4f}".replace("-", MINUS)


def change_text(change: Decimal) -> str:
    """`+0.1656`, `−0.0336`."""
    return f"{change:+.4f}".replace("-", MINUS)


def weight_format(weight: Decimal) -> str:
    """`60`; a weight with decimals keeps two."""
    return "0.00" if weight % 1 else "0"


def result_format(result: Decimal) -> str:
    """The number format for a result: as many decimals as it has, at most two."""
    exponent = result.normalize().as_tuple().exponent
    places = min(2, max(0, -exponent)) if isinstance(exponent, int) else 0
    shape = "#,##0" + ("." + "0" * places if places else "")
    return f"{shape};{MINUS}{shape}"
