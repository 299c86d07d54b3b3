"""The folder everything lies in: where its parts are, how one is opened, how one is begun."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi_excel.store import disk
from kpi_excel.store.errors import cannot

REGISTRY = "registry.xlsx"
OUTBOX_KINDS = ("forms", "feedback", "consolidated", "opdc", "mail")

# what systems leave in a folder that looks empty to a person
_OVERLOOKED = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})


@dataclass(frozen=True, slots=True)
class Workspace:
    """The paths of one province's workspace. Nothing is read or made by naming them."""

    root: Path

    @property
    def registry(self) -> Path:
        return self.root / REGISTRY

    @property
    def workbook_templates(self) -> Path:
        return self.root / "workbook_templates"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def archive(self) -> Path:
        return self.root / "archive"

    @property
    def outbox(self) -> Path:
        return self.root / "outbox"

    @property
    def lock(self) -> Path:
        return self.archive / "lock"

    def outbox_of(self, period: str, kind: str) -> Path:
        """Where a period's outputs of one kind (`OUTBOX_KINDS`) go."""
        if kind not in OUTBOX_KINDS:
            raise ValueError(f"not a kind of output: {kind!r}")
        return self.outbox / period / kind

    def read_registry(self) -> bytes:
        """The registry as the secretary last saved it."""
        return disk.read_bytes(self.registry)

    def read_templates(self) -> dict[str, bytes]:
        """The form descriptions this workspace overrides, by file name."""
        return {
            item.name: disk.read_bytes(self.workbook_templates / item.name)
            for item in disk.list_folder(self.workbook_templates)
            if item.name.endswith(".toml") and item.stat.kind != "folder"
        }


def open_workspace(root: Path) -> Workspace:
    """The workspace in a folder.

    Raises:
        StoreError: there is no such folder, or no registry in it.
    """
    workspace = Workspace(root)
    if not disk.is_folder(root):
        raise cannot("workspace-missing", root)
    if disk.stat(workspace.registry) is None:
        raise cannot("registry-missing", workspace.registry)
    return workspace


def create_workspace(root: Path, registry: bytes, templates: Mapping[str, bytes]) -> Workspace:
    """Begin a workspace in an empty folder, or complete one that was begun; what is there is never overwritten.

    Raises:
        StoreError: the folder holds something else.
    """
    workspace = Workspace(root)
    if disk.stat(workspace.registry) is None:
        for item in disk.list_folder(root):
            if item.name not in _OVERLOOKED:
                raise cannot("folder-not-empty", root, found=item.name)
    # not the folders below: in a workspace that is in use already another run may be writing there
    for folder in (root, workspace.workbook_templates):
        disk.sweep(folder, below=False)
    # the registry first: it makes the folder a workspace, so an interrupted beginning can be completed
    disk.write_new(workspace.registry, registry)
    for name, template in sorted(templates.items()):
        disk.write_new(workspace.workbook_templates / name, template)
    for folder in (workspace.inbox, workspace.archive, workspace.outbox):
        disk.make_folder(folder)
    return workspace
