from __future__ import annotations

from decimal import Decimal

import pytest

from kpi_excel.core.model import Kpi
from kpi_excel.core.submission import Value
from kpi_excel.core.text import Text
from kpi_excel.forms.entries import Entry, read_into, unit_of
from kpi_excel.forms.frame import Issued
from kpi_excel.forms.raw import Address, RawCell
from kpi_excel.forms.spec import FieldSpec, FieldType
from tests.core.province import linear
from tests.core.scoring.samples import levels_of
from tests.forms.reading import BARE

RESULT = FieldSpec("result", FieldType.DECIMAL, Text("ผล", "Result"))
WORK = FieldSpec("work", FieldType.LONG_TEXT, Text("งาน", "Work"))


def entry(**typed: str) -> Entry:
    made = Entry("kpi", "results", "1.1", "K1.1", "รายงาน", fields={"result": RESULT, "work": WORK})
    made.values = {key: Value(text, text) for key, text in typed.items()}
    return made


@pytest.mark.parametrize(
    ("typed", "prefilled", "is_touched"),
    [
        ({}, {}, False),
        ({"result": "5"}, {}, True),
        ({"result": "5"}, {"result": "5"}, False),
        ({"result": "6"}, {"result": "5"}, True),
        ({}, {"result": "5"}, True),
        ({"work": "ประชุม\r\nสรุป "}, {"work": "ประชุม\nสรุป"}, False),
        ({"work": "นํ้า"}, {"work": "น้ำ"}, False),
        ({"result": "5"}, {"result": "5", "elsewhere": "7"}, False),
    ],
)
def test_touched__when_anything_was_typed_changed_or_cleared(
    typed: dict[str, str], prefilled: dict[str, str], is_touched: bool
) -> None:
    issued = Issued(prefilled={f"kpi|1.1|K1.1|{key}": text for key, text in prefilled.items()})

    assert entry(**typed).is_touched(issued) is is_touched


def test_read_into__value_cell_and_field() -> None:
    made = entry()
    read_into(made, RESULT, RawCell("number", 4.5), Address(5, 2), BARE, None)

    assert made.values["result"] == Value(Decimal("4.5"), "4.5", "รายงาน", "C6")
    assert made.place("result").cell == "C6"


@pytest.mark.parametrize("cell", [None, RawCell("text", " "), RawCell("text", "–"), RawCell("text", "....")])
def test_read_into__nothing_said_is_no_value_but_the_cell_is_known(cell: RawCell | None) -> None:
    made = entry()
    read_into(made, RESULT, cell, Address(5, 2), BARE, None)

    assert (made.values, made.place("result").cell, made.findings) == ({}, "C6", [])


def test_read_into__what_cannot_be_read_is_kept_as_typed_with_its_finding() -> None:
    made = entry()
    read_into(made, RESULT, RawCell("text", "ราว ๆ สิบ"), Address(5, 2), BARE, None)

    assert made.values["result"] == Value(None, "ราว ๆ สิบ", "รายงาน", "C6")
    assert [(f.code, f.place.cell, f.place.field, f.place.kpi_no, f.found) for f in made.findings] == [
        ("value-not-a-number", "C6", "kpi.result", "1.1", "ราว ๆ สิบ")
    ]


@pytest.mark.parametrize("cell", [RawCell("error", "#N/A"), RawCell("uncached", "", "A1+1")])
def test_read_into__broken_cells_are_values_that_nobody_can_read(cell: RawCell) -> None:
    made = entry()
    read_into(made, RESULT, cell, Address(5, 2), BARE, None)

    assert made.values["result"].value is None
    assert len(made.findings) == 1


@pytest.mark.parametrize(
    ("kpi", "unit"),
    [
        (None, ""),
        (linear("1"), "แห่ง"),
        (linear("1", levels=levels_of(0.1, 0.2, 0.3, 0.4, 0.5)), ""),
        (linear("1", levels=levels_of(None, None, None, None, 2)), "แห่ง"),
        (linear("1", levels=levels_of(-5, -4, -3, -2, -1)), "แห่ง"),
    ],
)
def test_unit__of_a_number_unless_the_whole_scale_lies_below_one(kpi: Kpi | None, unit: str) -> None:
    assert unit_of(kpi) == unit
