"""Pieces of Excel formulas that Excel 2007, LibreOffice and Gnumeric compute alike. Expressions carry no leading "="."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

YES_WORDS = ("มี", "ใช่", "ได้", "เสร็จ", "เสร็จแล้ว", "แล้วเสร็จ", "ครบ", "yes", "y", "done")
NO_WORDS = ("ไม่มี", "ไม่ใช่", "ไม่ได้", "ไม่", "ไม่เสร็จ", "ยังไม่เสร็จ", "ยัง", "no", "n", "not done")
"""In lower case. Words only: Gnumeric takes signs such as ✓ and ✗ for equal."""

BLANK = '""'
NEW_LINE = "CHAR(10)"

_LONGEST_FORMULA = 8191
_DEEPEST_NESTING = 64
_LONGEST_TEXT = 255
_LONGEST_NUMBER = 20

_ATOM = re.compile(r"('[^']+'!|[\w.]+!)?\$?[A-Z]{1,3}\$?\d+|\d+(\.\d+)?")

_BRACKET = re.compile("[()]")


class FormulaTooLong(ValueError):
    """Excel would refuse the formula: give it references to cells where parts of it are computed already."""


def fitting(formula: str) -> str:
    """The formula if Excel accepts its length and nesting.

    Raises:
        FormulaTooLong: it does not.
    """
    deepest = depth = 0
    for bracket in _BRACKET.findall(re.sub(r'"[^"]*"', "", formula)):
        depth += 1 if bracket == "(" else -1
        deepest = max(deepest, depth)
    if len(formula) > _LONGEST_FORMULA or deepest > _DEEPEST_NESTING:
        raise FormulaTooLong(f"{len(formula)} characters, nested {deepest} deep")
    return formula


def atom(reference: str) -> str:
    """A caller's reference so that it can stand beside any operator."""
    return reference if _ATOM.fullmatch(reference) else f"({reference})"


def number(value: Decimal | int) -> str:
    """A constant; a negative one in brackets."""
    text = f"{Decimal(value).normalize():f}"
    if len(text) > _LONGEST_NUMBER:
        text = f"{value:.14E}"
    return f"({text})" if value < 0 else text


def units(words: str) -> int:
    """The length of a text as Excel counts it, in UTF-16 units."""
    return len(words.encode("utf-16-le")) // 2


def plain(text: str) -> str:
    """Text that may stand in a formula: one line, nothing unprintable."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def text(words: str) -> str:
    """A text constant; line breaks become CHAR(10), and a long line is cut where Excel's limit asks for it."""
    pieces = [piece for line in words.split("\n") for piece in (NEW_LINE, *_literals(line))]
    return "&".join(pieces[1:]) or BLANK


def _literals(line: str) -> list[str]:
    pieces, used = [""], 0
    for character in line:
        width = units(character)
        if used + width > _LONGEST_TEXT:
            pieces.append("")
            used = 0
        pieces[-1] += character
        used += width
    quoted = [piece.replace('"', '""') for piece in pieces]
    return [f'"{piece}"' for piece in quoted if piece]


def rounded(expression: str, places: int = 4) -> str:
    """Half up. The inner rounding takes off the binary hair that leaves an exact tie just below itself."""
    return f"ROUND(ROUND({expression},10),{places})"


def amount(difference: str) -> str:
    """A positive difference as text, `1,240.5`: at most four decimals, never nothing."""
    shown = f'TEXT(MAX(0.0001,{rounded(difference)}),"#,##0.####")'
    # some programs leave the point of a whole number standing, some do not
    return f'TRIM(SUBSTITUTE({shown}&" ",". ",""))'


def climb(value: str, meets: str, steps: Iterable[tuple[str, str]], below: str) -> str:
    """What is said at the highest threshold that `value` meets (">=" or "<="); thresholds from the lowest."""
    chain = below
    for threshold, said in steps:
        chain = f"IF({value}{meets}{threshold},{said},{chain})"
    return chain


def all_of(conditions: Sequence[str]) -> str:
    """True where every condition is."""
    return conditions[0] if len(conditions) == 1 else f"AND({','.join(conditions)})"


def are_numbers(references: Sequence[str]) -> str:
    """True where every reference holds a number: not blank, not text, not an error."""
    return all_of([f"ISNUMBER({reference})" for reference in references])


def is_yes(reference: str) -> str:
    """True where the reference holds one of the words for yes."""
    return _is_among(reference, YES_WORDS)


def is_no(reference: str) -> str:
    """True where the reference holds one of the words for no."""
    return _is_among(reference, NO_WORDS)


def _is_among(reference: str, words: Sequence[str]) -> str:
    listed = ",".join(f'"{word}"' for word in words)
    return f"IFERROR(SUMPRODUCT(--(TRIM({reference})={{{listed}}})),0)>0"
