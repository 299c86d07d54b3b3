"""The sentence for whoever looks at present values of a period that is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_excel.cli.app import Session
from kpi_excel.cli.output import finding_lines, progress

if TYPE_CHECKING:
    from kpi_excel.core.periods import Period
    from kpi_excel.stages.house import House


def tell_if_closed(session: Session, house: House, *periods: Period) -> None:
    """Say on stderr, beside any output, that the closed figures may be others."""
    from kpi_excel.stages.closing import told_as_present

    for finding in told_as_present(house, periods, session.as_of):
        for line in finding_lines(finding, session.lang):
            progress(line.strip())
