"""One workspace of many, read without writing anything into it: neither a cache nor a lock nor a key."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kpi_excel.core.catalogue import severity_of
from kpi_excel.core.consolidation import Consolidation, TidyRow
from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place, Severity
from kpi_excel.core.merge import consolidate
from kpi_excel.core.periods import Period
from kpi_excel.core.rollup import NotCounted, summarise_province
from kpi_excel.core.rollup_intake import Candidate
from kpi_excel.core.submission import Receipt
from kpi_excel.stages.closing import as_closed, closing_of
from kpi_excel.stages.house import House, RegistryNotUsable, open_house
from kpi_excel.stages.selection import RESULT_PERIODS, check_period
from kpi_excel.store import disk
from kpi_excel.store.closed import FOLDER, Closing, load_closings
from kpi_excel.store.errors import BROKEN_EXIT_CODE, LOCKED_EXIT_CODE, StoreError
from kpi_excel.store.handins import load_handins
from kpi_excel.store.issued import KEY
from kpi_excel.store.lock import refuse_if_locked
from kpi_excel.store.notes import read_note
from kpi_excel.store.reminders import load_reminders
from kpi_excel.store.workspace import REGISTRY, open_workspace

NOT_READABLE, NOT_COUNTED = 3, 1
_HIDDEN = (".", "~")
NOTE_SCHEMA = "kpi_excel.rollup-outputs/1"
NOTE_PREFIX = "national_"
"""A folder with a note of this name and schema holds what an earlier rollup wrote."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that was named, and what it is called in outputs: its way from where all of them lie together."""

    path: Path
    label: str


@dataclass(frozen=True, slots=True)
class Read:
    """A workspace that was read, with its values: each with the name of its agency."""

    candidate: Candidate
    rows: tuple[tuple[str, TidyRow], ...]


def find_folders(named: Iterable[Path], out: Path | None = None) -> tuple[Folder, ...]:
    """The folders that were named, by label, each once; one that holds workspaces and is none stands for those in it.

    Where a rollup writes (`out`), and where an earlier one wrote, is no province.
    """
    target = None if out is None else out.resolve()
    found = sorted({path for one in named for path in _workspaces_in(Path(os.path.realpath(one)))})
    paths = [path for path in found if not _holds_outputs(path, target)]
    return tuple(sorted((Folder(path, _label(path, paths)) for path in paths), key=lambda folder: folder.label))


def read_workspace(folder: Folder, period: Period, as_of: date) -> Read | NotCounted:
    """What a workspace says, or why it says nothing. Whatever is wrong with it concerns it alone."""
    province = ""
    try:
        workspace = open_workspace(folder.path)
        refuse_if_locked(workspace)
        house = open_house(folder.path, trusting=False)
        province = house.registry.settings.province
        read = _read(house, folder, period, as_of)
        # a run that began meanwhile may have been read in half
        refuse_if_locked(workspace)
        return read
    except RegistryNotUsable as error:
        return NotCounted(folder.label, _as_seen_here(_only_error(error), folder), province, NOT_READABLE)
    except KpiExcelError as error:
        return NotCounted(folder.label, _as_seen_here(error.finding, folder), province, _exit_code(error))
    except Exception as error:
        # as with a returned workbook: what its content does to the program is its own verdict, not the end of the others
        finding = Finding("workspace-broken", Place(file=folder.label), type(error).__name__)
        return NotCounted(folder.label, finding, province, NOT_READABLE)


def _read(house: House, folder: Folder, period: Period, as_of: date) -> Read:
    check_period(house, period, RESULT_PERIODS)
    now, damaged = _consolidation_now(house, period, as_of)
    closing = _closing(house, period, as_of)
    data = now if closing is None else as_closed(house, closing)
    summary = summarise_province(
        folder.label, data, now=now, registry_sha256=house.registry_digest,
        closed_on=closing.closed_on if closing else None,
        findings=tuple(_as_seen_here(finding, folder) for finding in damaged),
    )  # fmt: skip
    labels = {agency.code: agency.label for agency in data.registry.agencies}
    rows = tuple((labels.get(row.agency, row.agency), row) for row in data.tidy)
    return Read(Candidate(summary, _fingerprint(house)), rows)


def _consolidation_now(house: House, period: Period, as_of: date) -> tuple[Consolidation, Sequence[Finding]]:
    """The province as its receipts say today; straight from them, since opening the ledger may write it."""
    found = [receipt for _, receipt in house.archive.receipts()]
    received = (receipt for receipt in found if isinstance(receipt, Receipt) and receipt.received_on <= as_of)
    data = consolidate(
        house.registry, received, period, as_of,
        handins=load_handins(house.archive), reminders=load_reminders(house.archive),
    )  # fmt: skip
    return data, [finding for finding in found if isinstance(finding, Finding)]


def _closing(house: House, period: Period, as_of: date) -> Closing | None:
    """The closing whose figures count, where the period is closed."""
    if not house.archive.names_below(FOLDER):
        return None
    if disk.stat(house.archive.folder / KEY) is None:
        # without its key no manifest is known to be the workspace's own
        raise KpiExcelError(Finding("closing-key-missing", Place(file=f"archive/{KEY}")), BROKEN_EXIT_CODE)
    return closing_of(load_closings(house.archive), period.code, as_of)


def _fingerprint(house: House) -> str:
    """Equal where registry and receipts are."""
    digest = hashlib.sha256(house.registry_digest.encode())
    for name, stat in sorted(house.archive.receipt_files()):
        digest.update(f"\n{name} {stat.size}".encode())
    return digest.hexdigest()


def _workspaces_in(path: Path) -> list[Path]:
    """The folder itself, or where it is no workspace but holds some, every folder in it."""
    try:
        if disk.is_folder(path) and disk.stat(path / REGISTRY) is None:
            inside = [path / item.name for item in disk.list_folder(path) if not item.name.startswith(_HIDDEN)]
            folders = [Path(os.path.realpath(one)) for one in inside if disk.is_folder(one)]
            if any(disk.stat(one / REGISTRY) is not None for one in folders):
                return folders
    # told as that folder's own trouble when its turn comes
    except StoreError:
        pass
    return [path]


def _holds_outputs(path: Path, target: Path | None) -> bool:
    try:
        if not disk.is_folder(path) or disk.stat(path / REGISTRY) is not None:
            return False
        return path == target or any(_is_our_note(path / item.name) for item in disk.list_folder(path))
    # told as that folder's own trouble when its turn comes
    except StoreError:
        return False


def _is_our_note(path: Path) -> bool:
    if not path.name.startswith(NOTE_PREFIX) or path.suffix != ".json":
        return False
    try:
        return read_note(disk.read_bytes(path)).get("schema") == NOTE_SCHEMA
    except (ValueError, AttributeError):
        return False


def _label(path: Path, paths: Sequence[Path]) -> str:
    try:
        common = Path(os.path.commonpath([one.parent for one in paths]))
        return path.relative_to(common).as_posix()
    except ValueError:
        # on different drives
        return path.as_posix()


def _as_seen_here(finding: Finding, folder: Folder) -> Finding:
    """The file of a finding named from the folder's label: where the folders lie is no part of what is said of them."""
    place, whole = finding.place, str(folder.path)
    below = place.file.removeprefix(whole).replace("\\", "/").lstrip("/") if place.file.startswith(whole) else place.file
    return replace(finding, place=replace(place, file="/".join(filter(None, (folder.label, below)))))


def _only_error(error: RegistryNotUsable) -> Finding:
    """What is wrong with a registry, where that is one thing: more of them are counted."""
    errors = [finding for finding in error.findings if severity_of(finding) is Severity.ERROR]
    return errors[0] if len(errors) == 1 else error.finding


def _exit_code(error: KpiExcelError) -> int:
    if error.exit_code == LOCKED_EXIT_CODE:
        return LOCKED_EXIT_CODE
    return NOT_COUNTED if error.code == "period-does-not-fit" else NOT_READABLE
