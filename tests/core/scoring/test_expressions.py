"""Pieces of formulas that spreadsheet programs accept."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from kpi_excel.core.scoring import expressions as xl


@pytest.mark.parametrize(
    ("reference", "atom"),
    [("A1", "A1"), ("$AZ$12", "$AZ$12"), ("'ตัวชี้วัดย่อย'!D5", "'ตัวชี้วัดย่อย'!D5"), ("A1+B1", "(A1+B1)"), ("-5", "(-5)")],
)
def test_references_can_stand_beside_any_operator(reference: str, atom: str) -> None:
    assert xl.atom(reference) == atom


@pytest.mark.parametrize(
    ("value", "text"), [("75.50", "75.5"), ("-5", "(-5)"), ("0", "0"), ("1E+30", "1.00000000000000E+30")]
)
def test_constants_are_plain_numbers(value: str, text: str) -> None:
    assert xl.number(Decimal(value)) == text


def test_text_constants__quotes_line_breaks_and_length() -> None:
    assert xl.text('ขั้น "1"\nสอง') == '"ขั้น ""1"""&CHAR(10)&"สอง"'
    assert xl.text("") == '""'
    pieces = re.findall(r'"((?:[^"]|"")*)"', xl.text("ก" * 200 + "😀" * 100 + '"' * 40))
    assert [len(piece.replace('""', '"').encode("utf-16-le")) // 2 <= 255 for piece in pieces] == [True] * len(pieces)
    assert "".join(piece.replace('""', '"') for piece in pieces) == "ก" * 200 + "😀" * 100 + '"' * 40


def test_names_from_agencies_become_one_printable_line() -> None:
    assert xl.plain("  ก\x00ข\n\tค\u200b ") == "กข ค"


def test_formulas_that_excel_would_refuse_are_refused_here() -> None:
    assert xl.fitting('IF(A1,"(((",1)') == 'IF(A1,"(((",1)'
    with pytest.raises(xl.FormulaTooLong):
        xl.fitting("(" * 65 + ")" * 65)
    with pytest.raises(xl.FormulaTooLong):
        xl.fitting("1+" * 5000 + "1")


def test_words_for_yes_and_no_do_not_overlap() -> None:
    assert not set(xl.YES_WORDS) & set(xl.NO_WORDS)
    assert all(word == word.strip().lower() for word in xl.YES_WORDS + xl.NO_WORDS)
