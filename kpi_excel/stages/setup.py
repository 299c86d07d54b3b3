"""Beginning a workspace, and checking its registry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi_excel.stages.house import mistaken_specs, shipped_templates
from kpi_excel.store import disk
from kpi_excel.store.workspace import Workspace, create_workspace, open_workspace
from kpi_excel.workbooks.registry.reader import RegistryReading, read_registry
from kpi_excel.workbooks.registry.sample import sample_tables
from kpi_excel.workbooks.registry.tables import empty_tables
from kpi_excel.workbooks.registry.writer import write_registry


def begin_sample(folder: Path, lang: str = "th") -> Workspace:
    """A workspace with the sample province's registry."""
    return create_workspace(folder, write_registry(sample_tables(), lang), shipped_templates())


def begin_empty(folder: Path, province: str, fiscal_year: int, lang: str = "th") -> Workspace:
    """A workspace with an empty registry: drop-downs, help and the calendar's usual rules are there."""
    return create_workspace(folder, write_registry(empty_tables(province, fiscal_year), lang), shipped_templates())


def is_begun(folder: Path) -> bool:
    """A registry is there: nothing that begins a workspace will change it."""
    return disk.stat(Workspace(folder).registry) is not None


def check_workspace(root: Path) -> RegistryReading:
    """Read the registry of a workspace and say everything that is wrong with it, and with the form specs beside it."""
    workspace = open_workspace(root)
    reading = read_registry(workspace.read_registry())
    return replace(reading, findings=(*reading.findings, *mistaken_specs(workspace.read_templates())))
