"""A registry opened and saved by real spreadsheet programs says the same as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_excel.workbooks.registry.reader import read_registry
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.writer import write_registry
from tests.programs import each_program, recalculate


@pytest.mark.parametrize("program", each_program())
def test_a_registry_saved_by_a_spreadsheet_program_reads_the_same(program: str, tmp_path: Path) -> None:
    data = write_registry(sample_tables())
    sheets = recalculate(data, program, tmp_path)
    assert sheets["ตัวชี้วัด"][3, 1] == "น้ำหนักรวม 100 ✓"
    saved = read_registry((tmp_path / program / "asked.xlsx").read_bytes())
    assert saved.findings == ()
    assert saved.registry == read_registry(data).registry
