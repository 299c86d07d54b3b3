"""What crosses from child to parent is plain JSON and loses nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text
from kpi_excel.forms.raw import Address, RawCell, RawSheet, RawWorkbook
from kpi_excel.workers.plain import decode, encode

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_CELL = st.one_of(
    st.builds(RawCell, st.sampled_from(["text", "date", "duration", "error", "uncached"]), _TEXT, _TEXT),
    st.builds(RawCell, st.just("number"), st.floats(allow_nan=False, allow_infinity=False), _TEXT),
    st.builds(RawCell, st.just("bool"), st.booleans(), _TEXT),
)
_ADDRESS = st.builds(Address, st.integers(0, 1_048_575), st.integers(0, 16_383))
_SHEET = st.builds(RawSheet, _TEXT, st.dictionaries(_ADDRESS, _CELL, max_size=8), st.booleans(), _TEXT)
_FINDING = st.builds(Finding, _TEXT, st.builds(Place, _TEXT, _TEXT), st.builds(Text, _TEXT, _TEXT), _TEXT)
_WORKBOOK = st.builds(
    RawWorkbook, st.just("xlsx"), st.lists(_SHEET, max_size=3).map(tuple), st.dictionaries(_TEXT, _TEXT, max_size=3),
    _TEXT, _TEXT, st.lists(_FINDING, max_size=2).map(tuple),
)  # fmt: skip


@given(st.one_of(_WORKBOOK, _FINDING))
def test_outcome_survives_the_way_through_json(outcome: RawWorkbook | Finding) -> None:
    answer = encode(outcome)

    assert isinstance(json.loads(answer), dict)
    assert decode(answer) == outcome


def test_cells_come_back_as_what_they_were() -> None:
    workbook = RawWorkbook("xlsx", (RawSheet("S", {Address(3, 1): RawCell("bool", True, "A1")}),))
    back = decode(encode(workbook))

    assert isinstance(back, RawWorkbook)
    assert back.sheets[0].cells[Address(3, 1)].formula == "A1"
    assert [address.a1() for address in back.sheets[0].cells] == ["B4"]


@pytest.mark.parametrize("answer", [b"", b"{}", b"[]", b'{"workbook":{}}', b'{"finding":3}', b"what?"])
def test_anything_else_is_no_answer(answer: bytes) -> None:
    with pytest.raises((KeyError, ValueError, TypeError)):
        decode(answer)
