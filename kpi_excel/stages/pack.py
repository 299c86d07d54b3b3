"""The meeting pack of a period, or the bound summary report of a round, published as a workbook and as PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.findings import Finding
from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.stages.consolidate import check_period, RESULT_PERIODS
from kpi_excel.stages.house import House
from kpi_excel.store import disk
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.publish import Published, Publisher, PublishState
