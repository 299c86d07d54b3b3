"""Two periods of a workspace compared, as of one day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.periods import Period
from kpi_excel.stages.diff import diff, write_diff
from tests.stages.year_end import FEB, MAR, MAR_END, begun, report


def test_two_months_are_compared_from_the_archive(tmp_path: Path) -> None:
    house = begun(tmp_path / "w")
    report(house, "DPM", FEB, k3_2_2=29, k3_2_3=80)
    report(house, "DPM", MAR, k3_2_2=30, k3_2_3=90)
    found = diff(house, FEB, MAR, MAR_END)
    assert [(one.kpi.kpi_no, one.score_change) for one in found.kpis] == [
        ("3.2.2", Decimal("-0.5000")),
        ("3.2.3", Decimal("1.0000")),
    ]
    assert [finding.code for finding in found.findings] == ["kpi-score-jumped"]


def test_what_came_after_the_day_is_not_seen(tmp_path: Path) -> None:
    house = begun(tmp_path / "w")
    report(house, "DPM", FEB, k3_2_2=29)
    report(house, "DPM", MAR, k3_2_2=24)
    found = diff(house, FEB, MAR, date(2013, 3, 15))
    assert [(one.kpi.kpi_no, one.has_lost_its_score) for one in found.kpis] == [("3.2.2", True)]


def test_a_period_of_another_year_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KpiExcelError, match="period-does-not-fit"):
        diff(begun(tmp_path / "w"), FEB, Period.parse("2557-02"), MAR_END)


def test_the_workbook_is_written_where_it_is_wanted__the_same_again_unchanged(tmp_path: Path) -> None:
    house = begun(tmp_path / "จังหวัด ก")
    report(house, "DPM", FEB, k3_2_2=29)
    report(house, "DPM", MAR, k3_2_2=30)
    found, path = diff(house, FEB, MAR, MAR_END), tmp_path / "ส่งผู้ว่าฯ.xlsx"
    write_diff(house, found, path, MAR_END)
    first, stamp = path.read_bytes(), path.stat().st_mtime_ns
    write_diff(house, found, path, MAR_END)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (first, stamp)
    row = next(row for row in openpyxl.load_workbook(path).active.iter_rows() if row[2].value == "3.2.2")
    target = unquote(row[17].hyperlink.target.replace("\\", "/"))
    assert (path.parent / target).is_file() and target.startswith("จังหวัด ก/archive/2556/2556-03/")
    # of other periods it takes its own place, and nothing else's
    write_diff(house, diff(house, FEB, FEB, MAR_END), path, MAR_END)
    assert path.read_bytes() != first
    registry = house.workspace.registry.read_bytes()
    with pytest.raises(KpiExcelError, match="file-not-differences"):
        write_diff(house, found, house.workspace.registry, MAR_END)
    assert house.workspace.registry.read_bytes() == registry
