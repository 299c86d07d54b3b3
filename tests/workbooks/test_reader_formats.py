"""Which number formats show days, and which only look as if they did."""

from __future__ import annotations

import pytest
from openpyxl.styles.numbers import BUILTIN_FORMATS

from kpi_excel.workbooks.reader.formats import _BUILT_IN, Shows, classify_format


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", Shows.NUMBER),
        ("0.00E+00", Shows.NUMBER),
        ("#,##0.00;[Red]-#,##0.00", Shows.NUMBER),
        ('0 "days"', Shows.NUMBER),
        ("[$฿-41E]#,##0.00", Shows.NUMBER),
        (r"0\d", Shows.NUMBER),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', Shows.NUMBER),
        ("@", Shows.NUMBER),
        ("0%", Shows.NUMBER),
        ("dd/mm/yyyy", Shows.DAY),
        ("[$-107041E]d mmm yyyy;@", Shows.DAY),
        ("[$-D07041E]d mmmm yyyy;@", Shows.DAY),
        ("[$-1070000]d/mm/yyyy;@", Shows.DAY),
        ("bbbb", Shows.DAY),
        ("mmm", Shows.DAY),
        ("d mmm yyyy hh:mm", Shows.MOMENT),
        ("h:mm AM/PM", Shows.TIME),
        ("mm:ss.0", Shows.TIME),
        ("[h]:mm", Shows.ELAPSED),
        ("[mm]:ss", Shows.ELAPSED),
        ('0;"day"d', Shows.NUMBER),
    ],
)
def test_format_shows_days_or_times(code: str, expected: Shows) -> None:
    assert classify_format(code) is expected


@pytest.mark.parametrize("number", [*range(14, 23), *range(45, 48)])
def test_built_in_format_is_what_its_code_says(number: int) -> None:
    assert _BUILT_IN[number] is classify_format(BUILTIN_FORMATS[number])
