"""The one way the program says that it cannot go on: a finding and the exit code the command ends with."""

from __future__ import annotations

from kpi_excel.core.findings import Finding


class KpiExcelError(Exception):
    """Something a person has to put right first. The command line prints the finding and ends with `exit_code`."""

    def __init__(self, finding: Finding, exit_code: int = 2) -> None:
        super().__init__(finding, exit_code)
        self.finding = finding
        self.exit_code = exit_code

    @property
    def code(self) -> str:
        """The finding's code."""
        return self.finding.code

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.finding.code, self.finding.place.file)))
