"""Links into the archive."""

from __future__ import annotations

import pytest

from kpi_excel.core.consolidation import Source
from kpi_excel.workbooks.consolidated.links import target_of

PATH = "2556/2556-09/POL_monthly_progress_2556-09_ab12cd34.xlsx"


def test_a_link_names_file_sheet_and_cell() -> None:
    assert target_of(Source("ความคืบหน้า", "F8", PATH)) == f"external:../../../archive/{PATH}#'ความคืบหน้า'!F8"


def test_a_quote_in_a_sheet_name_is_doubled() -> None:
    assert target_of(Source("ก'ข", "F8", PATH)).endswith("#'ก''ข'!F8")


@pytest.mark.parametrize("sheet", ["", "a#b", "a/b", "a\\b", "a\nb", "ก" * 300])
def test_a_sheet_that_cannot_be_named_links_to_the_file(sheet: str) -> None:
    assert target_of(Source(sheet, "F8", PATH)) == f"external:../../../archive/{PATH}"


def test_no_file_no_link() -> None:
    assert target_of(Source("ตัวชี้วัด", "H12")) == ""
    assert target_of(Source("x", "A1", "2556/a#b.xlsx")) == ""
