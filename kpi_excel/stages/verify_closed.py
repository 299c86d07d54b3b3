"""Is what was closed still what it was? The chain of manifests, every file that they name, every score once more."""

from __future__ import annotations

from kpi_excel.core.findings import Finding
from kpi_excel.stages.closing import check_values_are_rederived
from kpi_excel.stages.house import House
from kpi_excel.store.closed import check_files_are_named, check_files_are_whole, read_closings


def verify_closed(house: House) -> tuple[int, list[Finding]]:
    """How many closed periods there are, and everything about them that does not agree."""
    closings, findings = read_closings(house.archive)
    told = list(findings)
    for closing in closings:
        told += check_files_are_whole(house.archive, closing)
        told += check_values_are_rederived(house, closing)
    return len(closings), [*told, *check_files_are_named(house.archive, closings)]
