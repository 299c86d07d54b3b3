"""What changed from one period to another, as of one day."""

from __future__ import annotations

from datetime import date

from kpi_excel.core.differences_between import Differences, differences_between
from kpi_excel.core.periods import Period
from kpi_excel.stages.consolidate import look
from kpi_excel.stages.house import House


def diff(house: House, before: Period, after: Period, as_of: date) -> Differences:
    """Compare two periods of the workspace's year.

    Raises:
        KpiExcelError: a period is of another year, or has no results.
    """
    return differences_between(look(house, before, as_of), look(house, after, as_of))
