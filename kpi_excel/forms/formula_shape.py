"""What a formula says, whatever program wrote it down and wherever its row has been moved to since."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOKENS = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")"""
    r"|(?P<sheet>(?:'(?:[^']|'')*'|[^\s!-/:-@\[-^`{-~]+)!)"
    r"|(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![0-9A-Za-z_(.]))"
    r"|(?P<number>[0-9]+(?:\.[0-9]*)?(?:[Ee][+-]?[0-9]+)?|\.[0-9]+)"
    r"|(?P<name>[A-Za-z_\u0e00-\u0e7f][A-Za-z0-9_.\u0e00-\u0e7f]*)"
    r"|(?P<space>\s+)|(?P<sign>.)",
    re.DOTALL,
)
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_FUTURE = re.compile(r"^(_XLFN\.|_XLWS\.)+")
_ELSEWHERE = "@"


def shape_of(formula: str, row: int, columns: Mapping[int, str]) -> tuple[str, ...]:
    """The formula's words: equal for two that say the same.

    A cell of the formula's own `row` (from 0) stands as the field of its column; any other cell only as a cell, since
    rows and columns may have been inserted, moved and sorted.
    """
    words = []
    is_elsewhere = False
    for token in _TOKENS.finditer(formula.removeprefix("=")):
        kind, text = token.lastgroup, token[0]
        if kind == "sheet":
            is_elsewhere = True
            continue
        if kind == "cell":
            words.append(_ELSEWHERE if is_elsewhere else _field_of(text, row, columns))
        elif kind == "number":
            words.append(repr(float(text)))
        elif kind == "name":
            words.append(_FUTURE.sub("", text.upper()))
        elif kind == "text" or (kind == "sign" and text not in "()"):
            words.append(text)
        is_elsewhere = False
    return tuple(words)


def _field_of(text: str, row: int, columns: Mapping[int, str]) -> str:
    found = _CELL.fullmatch(text)
    if found is None or int(found[2]) - 1 != row:
        return _ELSEWHERE
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return columns.get(column - 1, _ELSEWHERE)
