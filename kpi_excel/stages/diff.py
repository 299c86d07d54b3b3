"""What changed from one period to another, as of one day: to be read, or as a workbook."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from kpi_excel.core.differences_between import Differences, differences_between
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import Period
from kpi_excel.stages.consolidate import look
from kpi_excel.stages.house import House
from kpi_excel.store import disk


def diff(house: House, before: Period, after: Period, as_of: date) -> Differences:
    """Compare two periods of the workspace's year.

    Raises:
        KpiExcelError: a period is of another year, or has no results.
    """
    return differences_between(look(house, before, as_of), look(house, after, as_of))


def write_diff(house: House, found: Differences, path: Path, as_of: date, lang: str = "th") -> None:
    """Write the differences where a person wants them; an earlier such workbook is replaced.

    Raises:
        KpiExcelError: something else stands there.
    """
    # XlsxWriter is imported only where a workbook is written
    from kpi_excel.workbooks.differences import is_differences, write_differences

    there = disk.read_if_there(path)
    if there is not None and not is_differences(there):
        raise KpiExcelError(Finding("file-not-differences", Place(file=str(path))))
    data = write_differences(found, look(house, found.after, as_of), lang, _way_to_archive(house, path))
    if data != there:
        disk.replace(path, data)


def _way_to_archive(house: House, path: Path) -> str:
    """As a link from the workbook's folder; "" where there is none, as on another drive."""
    try:
        way = Path(os.path.relpath(house.workspace.archive, path.resolve().parent)).as_posix()
    except ValueError:
        return ""
    return "" if "#" in way else f"external:{way}/"
