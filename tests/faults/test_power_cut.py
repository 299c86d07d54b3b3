"""What a power cut may leave of a run: only what was synced is sure. Killing the program alone cannot show this."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path, PurePath
from typing import NamedTuple

import pytest

from kpi_excel.store.archive import parse_receipt
from kpi_excel.store.errors import StoreError
from kpi_excel.store.names import hash_of
from kpi_excel.store.operations import Operation
from tests.faults.hooks import watched
from tests.faults.small_run import CONTENTS, begin, run


class Luck(NamedTuple):
    """What of the unsynced happened to reach the disk before the power went."""

    content: str
    names: tuple[int, ...]
    """Remainders by two of the files whose new names are there: all, none, every other one."""
    removals: bool


LUCKS = [
    Luck(*luck)
    for luck in product(("all", "half", "nothing", "zeros"), ((0, 1), (0,), (1,), ()), (True, False))
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
                self.data[self.inode[path]] = operation.data
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
        names |= {path: inode for path, inode in self.inode.items() if inode % 2 in luck.names}
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


def losses(root: Path, operations: list[Operation]) -> Iterator[str]:
    """Every way in which a power cut during these operations loses a file, tears one, or breaks a receipt."""
    outputs = {op.data for op in operations if op.name == "write" and op.path.is_relative_to(root / "outbox")}
    disk = Disk({root / "inbox" / name: data for name, data in CONTENTS.items()})
    for position, operation in enumerate([None, *operations]):
        if operation is not None:
            disk.take(operation)
        for luck in LUCKS:
            files = disk.after_power_cut(luck)
            for loss in losses_in(root, files, outputs):
                yield f"{loss} after {position} operations with {luck}"


def losses_in(root: Path, files: dict[PurePath, bytes], outputs: set[bytes]) -> Iterator[str]:
    received = set()
    for path, data in files.items():
        if path.suffix == ".tmp":
            continue
        if path.name.endswith(".receipt.json"):
            try:
                receipt = parse_receipt(path.name, data)
            except StoreError:
                yield "torn receipt"
                continue
            received.add(receipt.sha256)
            if hash_of(files.get(root / "archive" / receipt.archived, b"")) != receipt.sha256:
                yield "receipt without its bytes"
        if path.is_relative_to(root / "outbox") and data not in outputs:
            yield "torn output"
    in_inbox = {data for path, data in files.items() if path.is_relative_to(root / "inbox")}
    if any(data not in in_inbox and hash_of(data) not in received for data in CONTENTS.values()):
        yield "lost file"


@pytest.fixture(scope="module")
def logged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Operation]]:
    root = tmp_path_factory.mktemp("power") / "ระยอง"
    with watched() as log:
        run(begin(root))
    return root, log.operations


def test_power_cut_loses_nothing__at_any_operation(logged: tuple[Path, list[Operation]]) -> None:
    assert len(logged[1]) > 100
    assert list(losses(*logged)) == []


@pytest.mark.parametrize(
    ("forgotten", "loss"),
    [
        ("sync", "torn receipt"),
        ("sync", "torn output"),
        ("sync-folder", "lost file"),
        ("sync-folder", "receipt without its bytes"),
    ],
)
def test_forgotten_sync_would_be_noticed(logged: tuple[Path, list[Operation]], forgotten: str, loss: str) -> None:
    root, operations = logged
    found = {text.split(" after ")[0] for text in losses(root, [op for op in operations if op.name != forgotten])}
    assert loss in found


def test_removing_before_the_receipt_would_be_noticed(logged: tuple[Path, list[Operation]]) -> None:
    root, operations = logged
    removals = [op for op in operations if op.name == "remove" and op.path.is_relative_to(root / "inbox")]
    assert len(removals) == len(CONTENTS)
    others = [op for op in operations if op not in removals]
    assert any(loss.startswith("lost file") for loss in losses(root, removals + others))
