"""Where things stand on other sheets: worked out once, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_excel.workbooks.consolidated.chart_data import ChartData
from kpi_excel.workbooks.consolidated.matrix import Matrix
from kpi_excel.workbooks.consolidated.score_layout import ScoreLayout
from kpi_excel.workbooks.consolidated.tidy_layout import TidyLayout


@dataclass(frozen=True, slots=True)
class Places:
    """What one sheet must know of another."""

    tidy: TidyLayout
    scores: ScoreLayout
    charts: ChartData
    matrix: Matrix
