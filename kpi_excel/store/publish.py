"""Outputs: put in place at once and only where they changed; what somebody else wrote there is never lost.

Before an output is put in place its hash is noted in `archive/published/`, with the hash of what stands there until
then: so after a crash at any point, what stands in the outbox is still known to be ours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from itertools import count
from pathlib import Path

from kpi_excel.core.findings import Finding, Place
from kpi_excel.store import disk
from kpi_excel.store.errors import StoreError
from kpi_excel.store.names import hash_of, output_name
from kpi_excel.store.notes import read_note, write_note
from kpi_excel.store.office_locks import open_workbooks
from kpi_excel.store.workspace import Workspace

_NEW, _NEWER = " (ใหม่)", " (ใหม่ {})"
ASIDE_MARK = "แก้ไขโดยผู้ใช้"
"""In the name of a copy that somebody changed and that was set aside."""
_ASIDE = f" ({ASIDE_MARK} {{}})"

_HELD_OPEN = ("file-in-use", "path-not-permitted")


class PublishState(StrEnum):
    """What became of an output."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    BESIDE = "beside"
    """The target is open somewhere: the new one lies beside it."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where an output is now. `findings`: the target was open, or a changed one was set aside."""

    path: Path
    state: PublishState
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Record:
    """What we published under a name: what is to stand there, and what stood there until then."""

    path: str
    sha256: str = ""
    before: str = ""
    as_of: str = ""
    is_beside: bool = False
    about: str = ""


class Publisher:
    """Publishes into the outbox of one workspace. All paths are those of outputs, inside the outbox."""

    def __init__(self, workspace: Workspace) -> None:
        self._outbox = workspace.outbox
        self._records = workspace.archive / "published"

    def publish(
        self, path: Path, data: bytes, as_of: date, *, safe: Collection[str] = (), about: str = ""
    ) -> Published:
        """Put an output in place; nothing is written where it already stands there.

        A target that somebody changed is first set aside, unless its hash is in `safe`: its bytes are already in the
        archive. A target that is open stays as it is, and the new one is written beside it. `about` names what the
        output was made from, for `about`.
        """
        try:
            there = disk.read_if_there(path)
            if there not in (None, data) and self._is_open(path):
                return self._publish_beside(path, data, as_of)
            findings = () if there == data else self._set_aside(path, there, safe)
            is_written = self._put(path, there, data, as_of, about=about)
        except StoreError as error:
            if error.code not in _HELD_OPEN:
                raise
            return self._publish_beside(path, data, as_of)
        self._withdraw_those_beside(path)
        return Published(path, PublishState.WRITTEN if is_written else PublishState.UNCHANGED, findings)

    def changed_since_published(self, path: Path) -> bytes | None:
        """What stands at an output's place where it is not ours, or no longer; None otherwise."""
        there = disk.read_if_there(path)
        return None if there is None or self._is_ours(path, there) else there

    def about(self, path: Path) -> str:
        """What the output at a place was made from, where it stands there and nothing newer beside it; else ""."""
        record, there = self._record(path), disk.read_if_there(path)
        # noted before it is put in place: an interrupted run may have left the one before it
        is_there = there is not None and hash_of(there) == record.sha256
        return record.about if is_there and disk.stat(next(_names_beside(path, _NEW, _NEWER))) is None else ""

    def standing(self, path: Path, about: str) -> bytes | None:
        """The bytes of an output that still stands as it was published, where it was made from the very same."""
        record = self._record(path)
        there = disk.read_if_there(path) if about and record.about == about else None
        return there if there is not None and hash_of(there) == record.sha256 else None

    def withdraw(self, path: Path) -> bool:
        """Take away an output that is no longer produced. False where somebody changed it or has it open."""
        self._withdraw_those_beside(path)
        try:
            there = disk.read_if_there(path)
            if there is not None and (self._is_open(path) or not self._is_ours(path, there)):
                return False
            disk.remove(path)
        except StoreError as error:
            if error.code not in _HELD_OPEN:
                raise
            return False
        disk.remove(self._record_path(path))
        return True

    def published(self, folder: Path) -> tuple[Path, ...]:
        """Every output that was published into a folder and not withdrawn, by name."""
        records = self._records / folder.relative_to(self._outbox)
        files = (records / item.name for item in disk.list_folder(records) if item.stat.kind == "file")
        found = [_read_record(disk.read_bytes(file)) for file in files]
        return tuple(sorted(self._outbox / record.path for record in found if record and not record.is_beside))

    def folders(self) -> tuple[Path, ...]:
        """Every folder of the outbox that something was published into."""
        return tuple(sorted(self._outbox / name for name in _folders_below(self._records, "")))

    def _put(
        self, path: Path, there: bytes | None, data: bytes, as_of: date, *, is_beside: bool = False, about: str = ""
    ) -> bool:
        """Note the hash, then write. False where nothing had to be written."""
        record = self._record(path)
        # who does not say what it was made from takes back nothing that was said of the same bytes
        about = about or (record.about if record.sha256 == hash_of(data) else "")
        if there != data or (record.sha256, record.about) != (hash_of(data), about):
            before = "" if there is None else hash_of(there)
            noted = _Record(record.path, hash_of(data), before, as_of.isoformat(), is_beside, about)
            disk.replace(self._record_path(path), write_note(asdict(noted)))
        if there != data:
            disk.replace(path, data)
        return there != data

    def _set_aside(self, path: Path, there: bytes | None, safe: Collection[str]) -> tuple[Finding, ...]:
        if there is None or hash_of(there) in safe or self._is_ours(path, there):
            return ()
        # an interrupted run may have kept this very content already
        for aside in _names_beside(path, _ASIDE, _ASIDE):
            if disk.write_new(aside, there) or disk.read_bytes(aside) == there:
                break
        return (self._finding("output-changed-by-user", path, aside),)

    def _publish_beside(self, path: Path, data: bytes, as_of: date) -> Published:
        for beside in _names_beside(path, _NEW, _NEWER):
            if self._is_put_beside(beside, data, as_of):
                break
        return Published(beside, PublishState.BESIDE, (self._finding("output-open", path, beside),))

    def _is_put_beside(self, beside: Path, data: bytes, as_of: date) -> bool:
        is_there = disk.stat(beside) is not None
        try:
            there = disk.read_if_there(beside)
            is_to_be_left = there is not None and (self._is_open(beside) or not self._is_ours(beside, there))
            if there != data and is_to_be_left:
                return False
            self._put(beside, there, data, as_of, is_beside=True)
        except StoreError as error:
            # a new name that is refused means that the folder is: there is no use in trying further names
            if error.code not in _HELD_OPEN or not is_there:
                raise
            return False
        return True

    def _withdraw_those_beside(self, path: Path) -> None:
        for beside in _names_beside(path, _NEW, _NEWER):
            if not self._record(beside).sha256 and disk.stat(beside) is None:
                break
            self.withdraw(beside)

    def _is_ours(self, path: Path, there: bytes) -> bool:
        record = self._record(path)
        return hash_of(there) in (record.sha256, record.before)

    def _is_open(self, path: Path) -> bool:
        names = (item.name for item in disk.list_folder(path.parent))
        return unicodedata.normalize("NFC", path.name) in open_workbooks(names)

    def _record(self, path: Path) -> _Record:
        note = disk.read_if_there(self._record_path(path))
        # without a readable record nothing is known to be ours, and nothing is overwritten
        return (_read_record(note) if note else None) or _Record(self._name(path))

    def _record_path(self, path: Path) -> Path:
        # a Thai name may be as long as a disk allows, and nothing could be added to it
        name = self._name(path)
        return self._records / Path(name).parent / f"{hash_of(name.encode())[:32]}.json"

    def _name(self, path: Path) -> str:
        return unicodedata.normalize("NFC", path.relative_to(self._outbox).as_posix())

    def _finding(self, code: str, path: Path, instead: Path) -> Finding:
        return Finding(code, Place(file=self._name(path)), found=instead.name)


def _read_record(note: bytes) -> _Record | None:
    try:
        return _Record(**read_note(note))
    except (ValueError, TypeError):
        return None


def _names_beside(path: Path, first: str, further: str) -> Iterator[Path]:
    for number in count(1):
        suffix = (first if number == 1 else further).format(number)
        yield path.with_name(output_name(path.stem, path.suffix[1:], suffix))


def _folders_below(folder: Path, prefix: str) -> Iterator[str]:
    for item in disk.list_folder(folder):
        if item.stat.kind == "folder":
            yield f"{prefix}{item.name}"
            yield from _folders_below(folder / item.name, f"{prefix}{item.name}/")
