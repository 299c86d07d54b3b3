"""The mark that a year has ended: whoever would take in or send out more asks here first."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.periods import FiscalYear
from kpi_excel.store import disk
from kpi_excel.store.notes import read_note, write_note
from kpi_excel.store.workspace import Workspace


def close_year(workspace: Workspace, year: FiscalYear, successor: Path, as_of: date) -> None:
    """Make a workspace read-only. Taking the mark away by hand opens the year again."""
    note = {
        "schema": "kpi_excel.year-closed/1", "fiscal_year": year.year, "closed_on": as_of.isoformat(),
        "successor": Path(os.path.relpath(successor.resolve(), workspace.root.resolve())).as_posix(),
    }  # fmt: skip
    disk.write_new(mark_of(workspace), write_note(note), read_only=True)


def is_closed(workspace: Workspace) -> bool:
    """The workspace's year has ended."""
    return disk.read_if_there(mark_of(workspace)) is not None


def refuse_if_closed(workspace: Workspace) -> None:
    """Raises KpiExcelError where the workspace's year has ended."""
    mark = disk.read_if_there(mark_of(workspace))
    if mark is None:
        return
    try:
        note = read_note(mark)
    # a mark is a mark, whatever became of its text
    except ValueError:
        note = {}
    place = Place(file=str(mark_of(workspace)))
    raise KpiExcelError(
        Finding("year-closed", place, str(note.get("fiscal_year", "–")), str(note.get("successor", "–")))
    )


def mark_of(workspace: Workspace) -> Path:
    """Where the mark stands."""
    return workspace.archive / "year-closed.json"
