"""What hosts said about problem, measure and help in the month's report, where a self-assessment gives the figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.in_force import closing_month
from kpi_excel.core.submission import Word


def with_monthly_words(data: Consolidation) -> Consolidation:
    """A self-assessment supersedes the month's result, not what its report said: the meeting still asks for that."""
    month = closing_month(data.period).code
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in data.tidy:
        is_month = (row.form, row.period, row.record) == ("monthly_progress", month, "kpi")
        if is_month and isinstance(row.value, str) and not isinstance(row.value, Word):
            said[row.kpi_no, row.agency][row.field] = row.value
    lines = (replace(line, words={**said[line.kpi.kpi_no, line.agency], **line.words}) for line in data.lines)
    return replace(data, lines=tuple(lines))
