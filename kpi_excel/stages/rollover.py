"""The year ends: a new workspace whose registry carries over what stays, and the old one made read-only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi_excel.core.consolidation import Consolidation
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.merge import consolidate
from kpi_excel.core.model import Registry
from kpi_excel.core.periods import ROUNDS, Period, day_text
from kpi_excel.core.rollover import roll_over
from kpi_excel.stages.closed_year import close_year, mark_of, refuse_if_closed
from kpi_excel.stages.house import House
from kpi_excel.store import disk
from kpi_excel.store.inbox import list_inbox
from kpi_excel.store.ledger import Ledger
from kpi_excel.store.lock import lock_workspace
from kpi_excel.store.workspace import Workspace, create_workspace
from kpi_excel.workbooks.registry.reader import RegistryReading, read_registry
from kpi_excel.workbooks.registry.tables import tables_of


@dataclass(frozen=True, slots=True)
class RolledOver:
    """The new workspace, its registry, what is to be said of both years, and what `check` says of the registry."""

    workspace: Workspace
    registry: Registry
    findings: tuple[Finding, ...]
    check: RegistryReading


def rollover(house: House, year: int, folder: Path | None, as_of: date, lang: str = "th") -> RolledOver:
    """End the year of a workspace and begin `year` (Buddhist era) in a folder beside it.

    Written again after an interruption it says the same; the mark that closes the old year comes last.

    Raises:
        KpiExcelError: the year is closed already, is not over on `as_of`, or is not followed by `year`; the folder
            holds another workspace or something else. WorkspaceLocked: another run is writing.
    """
    from kpi_excel.workbooks.registry.writer import write_registry

    old = house.registry.settings.fiscal_year
    if year != old.year + 1:
        raise KpiExcelError(Finding("rollover-year-not-next", found=str(year), expected=str(old.year)))
    target = Workspace(folder or folder_beside(house.workspace.root, old.year))
    with lock_workspace(house.workspace), Ledger(house.archive) as ledger:
        refuse_if_closed(house.workspace)
        period = Period.parse(f"{old.year}-sar{ROUNDS[-1]}")
        ended = consolidate(house.registry, ledger.receipts(as_of), period, as_of)
        _refuse_if_not_over(ended)
        house.keep_registry()
        carried = roll_over(ended)
        data = write_registry(tables_of(carried.registry), lang)
        if disk.read_if_there(target.registry) not in (None, data):
            raise KpiExcelError(Finding("rollover-folder-taken", Place(file=str(target.root))))
        create_workspace(target.root, data, house.workspace.read_templates())
        close_year(house.workspace, old, target.root, as_of)
    left = _left_in_inbox(house.workspace)
    return RolledOver(target, carried.registry, (*carried.findings, *left), read_registry(data))


def folder_beside(root: Path, ended: int) -> Path:
    """`province-2557` beside `province` or `province-2556`."""
    place = root.resolve()
    return place.with_name(f"{place.name.removesuffix(f'-{ended}')}-{ended + 1}")


def _left_in_inbox(workspace: Workspace) -> Iterator[Finding]:
    """Files that nobody decided about: a closed year will not take them in."""
    listing = list_inbox(workspace.inbox, settle=0)
    names = [file.name for file in listing.ready] + [entry.name for entry in listing.not_read]
    if names:
        yield Finding("rollover-inbox-not-empty", Place(file=mark_of(workspace).name), found=" · ".join(names))


def _refuse_if_not_over(ended: Consolidation) -> None:
    """Everything is due and handed in before a year ends: afterwards its workspace takes in no more."""
    year = ended.registry.settings.fiscal_year
    last = max([year.end, *(day for owed in ended.obligations for day in (owed.due, owed.handin_due) if day)])
    if ended.as_of <= last:
        until = day_text(last)
        raise KpiExcelError(Finding("year-not-over", found=str(year.year), expected=until))
