from __future__ import annotations

import pickle

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place


def test_error_carries_its_finding_and_exit_code__also_between_processes() -> None:
    finding = Finding("workspace-locked", Place(file="ระยอง"))
    error = pickle.loads(pickle.dumps(KpiExcelError(finding, 4)))
    assert (error.finding, error.exit_code, error.code) == (finding, 4, "workspace-locked")
    assert str(error) == "workspace-locked: ระยอง"
    assert KpiExcelError(finding).exit_code == 2
