"""The scene of `rollup`: two small provinces, an earlier edition of the national workbook, and somebody's words in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kpi_excel.core.model import Registry
from kpi_excel.stages.house import House, open_house
from kpi_excel.store.issued import workspace_key
from kpi_excel.store.workspace import create_workspace
from kpi_excel.workbooks.registry.writer import tables_of, write_registry
from tests.stages.year_end import FEB, report

NEIGHBOUR = "จังหวัดข้างเคียง"
WRITES = "outbox/rollup"
"""Where it writes, as told by nobody: into the outbox of the workspace one stands in. All else is only read."""
WORKBOOK = f"{WRITES}/national_2556-02.xlsx"
LINE = f"--as-of 2013-03-05 rollup HOME BESIDE/{NEIGHBOUR} --period 2556-02"


def begin(home: Path, registry: Registry, roll_up: Callable[[Path], object], write_into: Callable[[Path], None]) -> None:
    """Both provinces, rolled up once; then a report came in, and somebody wrote into the workbook."""
    here = _province(home, registry)
    _province(home.parent / NEIGHBOUR, replace(registry, settings=replace(registry.settings, province="ตาก")))
    roll_up(home)
    report(here, "LAB", FEB, k2=85)
    write_into(home / WORKBOOK)


def _province(root: Path, registry: Registry) -> House:
    create_workspace(root, write_registry(tables_of(registry)), {})
    house = open_house(root)
    workspace_key(house.archive)
    report(house, "DPM", FEB, k1=75)
    return house
