"""A disk that loses its power: only what was synced is sure to be there afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path, PurePath
from typing import NamedTuple

from kpi_excel.store.operations import CHANGING, Operation
from tests.faults.hooks import written_over
from tests.faults.invariants import Tree


class Luck(NamedTuple):
    """What of the unsynced happened to reach the disk before the power went."""

    content: str
    names: tuple[int, ...]
    """Remainders by three of the files whose new names are there: all, none, and what lies between."""
    removals: bool


LUCKS = [
    Luck(*luck)
    for luck in product(
        ("all", "half", "nothing", "zeros"),
        ((0, 1, 2), (0, 1), (0, 2), (1, 2), (0,), (1,), (2,), ()),
        (True, False),
    )
]


class Disk:
    """A disk that is told operations, and says what would be on it after a power cut."""

    def __init__(self, files: dict[PurePath, bytes]) -> None:
        self.inode = {path: number for number, path in enumerate(files)}
        self.data = dict(enumerate(files.values()))
        self.synced = set(self.data)
        self.durable = dict(self.inode)
        self.folders: dict[PurePath, bool] = {}

    def take(self, operation: Operation) -> None:
        path, source = operation.path, operation.source
        match operation.name:
            case "create":
                self.inode[path] = len(self.data)
                self.data[len(self.data)] = b""
            case "write":
                inode = self.inode[path]
                self.data[inode] = written_over(self.data[inode], operation)
                self.synced.discard(inode)
            case "sync":
                self.synced.add(self.inode[path])
            case "link":
                self.inode[path] = self.inode[source]  # type: ignore[index]
            case "rename" | "replace":
                self.inode[path] = self.inode.pop(source)  # type: ignore[arg-type]
            case "remove":
                self.inode.pop(path, None)
            case "make-folder":
                self.folders[path] = False
            case "sync-folder":
                self._sync_folder(path)

    def _sync_folder(self, folder: PurePath) -> None:
        self.durable = {path: inode for path, inode in self.durable.items() if path.parent != folder}
        self.durable |= {path: inode for path, inode in self.inode.items() if path.parent == folder}
        self.folders |= {path: True for path in self.folders if path.parent == folder}

    def after_power_cut(self, luck: Luck) -> dict[PurePath, bytes]:
        names = dict(self.durable)
        names |= {path: inode for path, inode in self.inode.items() if inode % 3 in luck.names}
        if luck.removals:
            names = {path: inode for path, inode in names.items() if path in self.inode}
        if not luck.names:
            lost = [folder for folder, is_durable in self.folders.items() if not is_durable]
            names = {path: inode for path, inode in names.items() if not any(path.is_relative_to(f) for f in lost)}
        return {path: self._content(inode, luck.content) for path, inode in names.items()}

    def _content(self, inode: int, content: str) -> bytes:
        data = self.data[inode]
        if inode in self.synced or content == "all":
            return data
        return {"half": data[: len(data) // 2], "nothing": b"", "zeros": bytes(len(data))}[content]


def states(before: Tree, operations: list[Operation], folder: Path) -> Iterator[tuple[str, Tree]]:
    """Every different state that a power cut after some of these operations may leave in a folder, and how it comes about."""
    disk = Disk({folder / name: data for name, data in before.items()})
    known = set()
    for position, operation in enumerate(operations):
        # what lies elsewhere is nothing that lasts
        if operation.name not in CHANGING or not operation.path.is_relative_to(folder):
            continue
        disk.take(operation)
        for luck in LUCKS:
            left = {path.relative_to(folder).as_posix(): data for path, data in disk.after_power_cut(luck).items()}
            state = frozenset(left.items())
            if state not in known:
                known.add(state)
                yield f"a power cut after {position} operations with {luck}", left
