"""How gate and reader say that a file cannot be read: a finding, raised."""

from __future__ import annotations

from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text


class Refusal(Exception):
    """The file is not read; `finding` says why and what way out there is."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def refusal(code: str, found: Text | str = "", expected: Text | str = "", place: Place | None = None) -> Refusal:
    """The refusal with a code of the catalogue, ready to raise."""
    return Refusal(Finding(code, place or Place(), found, expected))
