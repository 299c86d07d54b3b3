"""Whatever stands in a cell of a registry, reading it ends in words and never in an exception."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_excel.core.catalogue import message_of, remedy_of
from kpi_excel.forms.raw import RawCell, RawSheet
from kpi_excel.workbooks.registry.opening import open_sheets
from kpi_excel.workbooks.registry.reader import read_sheets
from kpi_excel.workbooks.registry.writer import tables_of, write_registry
from tests.workbooks.registry.test_tables import full_registry

JUNK = st.one_of(
    st.none(),
    st.text(max_size=12).map(lambda text: RawCell("text", text)),
    st.floats().map(lambda number: RawCell("number", number)),
    st.sampled_from(
        [RawCell("date", "2556-02-01"), RawCell("date", "0001-01-01"), RawCell("duration", "1:00:00"), RawCell("bool", True),
         RawCell("error", "#N/A"), RawCell("uncached", "", "1+1"), RawCell("text", "2556-13"), RawCell("text", "31 ก.พ. 2556")]
    ),
)  # fmt: skip


@cache
def _sheets() -> tuple[RawSheet, ...]:
    return open_sheets(write_registry(tables_of(full_registry())))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_no_cell_brings_the_reader_down(data: st.DataObject) -> None:
    sheets = list(_sheets())
    number = data.draw(st.integers(0, len(sheets) - 1))
    cells = dict(sheets[number].cells)
    for address in data.draw(st.lists(st.sampled_from(sorted(cells)), min_size=1, max_size=3, unique=True)):
        junk = data.draw(JUNK)
        del cells[address]
        if junk is not None:
            cells[address] = junk
    sheets[number] = replace(sheets[number], cells=cells)
    reading = read_sheets(sheets)
    assert all(message_of(finding, lang) and remedy_of(finding, lang) for finding in reading.findings for lang in ("th", "en"))
