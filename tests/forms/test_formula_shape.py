"""Two ways of writing a formula down are one formula; another operator, number, word or cell is another."""

from __future__ import annotations

import pytest

from kpi_excel.forms.formula_shape import shape_of

COLUMNS = {6: "result", 7: "next", 8: "score"}
ISSUED = '=IF(ISNUMBER(G12),IF(G12<=24,5,ROUND(\'รายงานเดือน\'!$J$4*0.5,4)),"ระดับ ""5""")'


def shape(formula: str, row: int = 11, columns: dict[int, str] = COLUMNS) -> tuple[str, ...]:
    return shape_of(formula, row, columns)


@pytest.mark.parametrize(
    ("formula", "row", "columns"),
    [
        (ISSUED.removeprefix("=").replace("'", ""), 11, COLUMNS),
        (ISSUED.replace(",", " , ").replace("0.5", ".50"), 11, COLUMNS),
        (ISSUED.replace("ROUND", "_xlfn.round").replace("$J$4", "J9"), 11, COLUMNS),
        (ISSUED.replace("G12", "$G$40"), 39, COLUMNS),
        (ISSUED.replace("G12", "I12"), 11, {8: "result"}),
        (ISSUED.replace("'รายงานเดือน'!", "'ชื่อ ใหม่'!"), 11, COLUMNS),
    ],
    ids=["unquoted", "blanks", "other program", "row moved", "column moved", "sheet renamed"],
)
def test_the_same_said_otherwise_is_the_same(formula: str, row: int, columns: dict[int, str]) -> None:
    assert shape(formula, row, columns) == shape(ISSUED)


@pytest.mark.parametrize(
    ("old", "new"),
    [("<=24", "<=25"), ("<=", ">="), ("5,ROUND", "4,ROUND"), ("G12<", "H12<"), ("G12<", "G13<"), ("ISNUMBER", "ISTEXT"),
     ("ระดับ", "ระดับที่"), ("*0.5", "+0.5"), ("IF(ISNUMBER(G12),", "IF(TRUE,")],
)  # fmt: skip
def test_anything_else_is_another_formula(old: str, new: str) -> None:
    assert old in ISSUED and shape(ISSUED.replace(old, new, 1)) != shape(ISSUED)


def test_a_word_in_quotes_is_no_cell() -> None:
    assert shape('="G12"') == ('"G12"',)
