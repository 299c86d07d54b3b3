"""What somebody with a pocket calculator gets from a line of a derivation."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext
from itertools import pairwise

_WORDS = re.compile(r"[^\d.,()+−×÷ ]+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def sums_of(line: str) -> list[tuple[Decimal, Decimal]]:
    """For every "sum = answer" in a line: what the sum comes to, and the answer that stands there."""
    pieces = [_WORDS.split(piece)[-1].strip() for piece in line.split("=")]
    return [(_compute(left), _compute(right)) for left, right in pairwise(pieces) if re.search("[÷×+]", left)]


def _compute(sum_: str) -> Decimal:
    plain = sum_.replace("−", "-").replace("×", "*").replace("÷", "/")
    exact = _NUMBER.sub(lambda found: f"Decimal('{found[0].replace(',', '')}')", plain)
    with localcontext(prec=60):
        # only digits, operators and brackets are left of the line
        return +eval(exact, {"Decimal": Decimal})
