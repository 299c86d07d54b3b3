"""Numbers as scoring needs them: exact decimals, rounded half up once, and written as a pocket calculator shows them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

PRECISE = Context(prec=60, rounding=ROUND_HALF_UP)
"""Where scores are computed: a quotient that ends is exact, so that a tie is seen as a tie (R6)."""

_CELL = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_LARGEST_EXPONENT = 307

PLACES = 4
"""Decimals of a score (R5)."""


def number_of(cell: float | str | Decimal) -> Decimal:
    """A cell's number with 15 significant digits, as spreadsheet programs show it: 0.1 + 0.2 is 0.3.

    Raises:
        ValueError: not a finite number that a cell can hold.
    """
    try:
        number = Decimal(f"{cell:.15g}" if isinstance(cell, float) else str(cell))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {cell!r}") from error
    if not number.is_finite() or number.adjusted() > _LARGEST_EXPONENT:
        raise ValueError(f"not a number a cell can hold: {cell!r}")
    return _CELL.plus(number)


def rounded(number: Decimal, places: int = PLACES) -> Decimal:
    """Half up, once (R6). Only for what is a score or a step towards one, never for a result (R7)."""
    return PRECISE.quantize(number, Decimal(1).scaleb(-places))


def shown(number: Decimal, places: int | None = None) -> str:
    """`1,240.5` or `−0.8`: grouped, without idle zeros, with a true minus; all digits unless `places` limits them."""
    if places is not None:
        number = _WIDE.quantize(number, Decimal(1).scaleb(-places))
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "0") else text.replace("-", "−")


def operand(number: Decimal) -> str:
    """A number after an operator: a negative one in brackets."""
    return f"({shown(number)})" if number < 0 else shown(number)


def shown_enough(number: Decimal, recompute: Callable[[Decimal], Decimal]) -> str:
    """As few decimals, but at least four, as give the same answer when somebody computes on from what is shown.

    A number with up to 15 digits was typed, or came out even: it is shown as it is.
    """
    if len(number.as_tuple().digits) <= _CELL.prec:
        return shown(number)
    wanted = recompute(number)
    for places in range(PLACES, _CELL.prec):
        if recompute(_WIDE.quantize(number, Decimal(1).scaleb(-places))) == wanted:
            return shown(number, places)
    return shown(number, _CELL.prec)
