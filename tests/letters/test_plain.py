from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kpi_excel.letters.plain import one_line


def test_one_line_has_no_breaks_and_nothing_invisible() -> None:
    assert one_line(" ก\r\nข\x00\u202eค\u2028 ง\tจ ") == "ก ขค ง จ"


def test_what_is_too_long_is_cut_visibly() -> None:
    assert one_line("ก" * 30, 10) == "ก" * 9 + "…"


@given(st.text(max_size=200), st.integers(2, 80))
def test_one_line_is_one_line__any_text(text: str, longest: int) -> None:
    line = one_line(text, longest)
    assert len(line) <= longest and len(line.splitlines()) <= 1 and line == line.strip()
    assert one_line(line, longest) == line
