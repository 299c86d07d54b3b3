"""What a disk can do to a program: be watched, refuse, fill up, or lose the program in the middle of anything."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

from kpi_excel.store.operations import CHANGING, Operation, watched_by

Act = Callable[[], Any]


class Log:
    """Every operation in its order."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []

    def __call__(self, operation: Operation, act: Act) -> Any:
        self.operations.append(operation)
        return act()

    @property
    def changes(self) -> list[str]:
        return [operation.name for operation in self.operations if operation.name in CHANGING]

    @property
    def lasting(self) -> list[Operation]:
        """The changes that are there when the run has ended: no drafts and no nameless files."""
        return [operation for operation in self.operations if operation.name in CHANGING and not _is_passing(operation)]

    def named(self, name: str) -> list[Path]:
        return [operation.path for operation in self.operations if operation.name == name]


class Contents:
    """What every file has in it that was written meanwhile, and all that one had in it when it was synced: what is whole."""

    def __init__(self, operations: Iterable[Operation] = ()) -> None:
        self.whole: set[bytes] = set()
        self._now: dict[Path, bytes] = {}
        for operation in operations:
            self.take(operation)

    def take(self, operation: Operation) -> None:
        path = operation.path
        if operation.name == "create":
            self._now[path] = b""
        elif operation.name == "write":
            self._now[path] = written_over(self._now.get(path, b""), operation)
        elif operation.name == "sync":
            self.whole.add(self._now.get(path, b""))


def _is_passing(operation: Operation) -> bool:
    return operation.path.name.startswith(".kpi-draft-") or (operation.name == "create" and operation.path.is_dir())


def written_over(data: bytes, operation: Operation) -> bytes:
    """A file's bytes after a piece was written."""
    at = operation.at
    return data[:at].ljust(at, b"\0") + operation.data + data[at + len(operation.data) :]


class PowerCut(BaseException):
    """The program is dead: nothing catches this."""


class Fault(StrEnum):
    """What happens to one operation."""

    KILLED_BEFORE = "killed before"
    KILLED_HALFWAY = "killed half-way"
    """Of what was to be written, half is there."""
    KILLED_AFTER = "killed after"
    FULL = "ENOSPC once"
    FULL_FROM_HERE = "ENOSPC from here on"
    FAULTY = "EIO"
    DENIED = "EACCES"

    @property
    def is_death(self) -> bool:
        return self in (Fault.KILLED_BEFORE, Fault.KILLED_HALFWAY, Fault.KILLED_AFTER)


NEEDS_ROOM = frozenset(
    {"make-folder", "create", "write", "sync", "link", "rename", "replace", "sync-folder", "commit-cache", "lock",
     "sign-lock"}
)  # fmt: skip
"""What a full disk may refuse. It still lets itself be read, and files be removed and protected."""

_NUMBERS = {
    Fault.FULL: errno.ENOSPC, Fault.FULL_FROM_HERE: errno.ENOSPC, Fault.FAULTY: errno.EIO, Fault.DENIED: errno.EACCES,
}  # fmt: skip


def can_happen(fault: Fault, operation: Operation) -> bool:
    """Whether there is such a fault at such an operation. To die while looking is to die before the next change."""
    if fault is Fault.KILLED_HALFWAY:
        return operation.name == "write"
    if fault.is_death:
        return operation.name in CHANGING
    return fault not in (Fault.FULL, Fault.FULL_FROM_HERE) or operation.name in NEEDS_ROOM


class Strike:
    """A fault that strikes at a position, counted from 0 among the operations of some names (by default all); at the next
    operation where the fault can happen.
    """

    def __init__(
        self, fault: Fault, position: int, names: frozenset[str] | None = None, die: Callable[[], None] | None = None
    ) -> None:
        self.fault = fault
        self.struck: Operation | None = None
        self.contents = Contents()
        self._position, self._names, self._die = position, names, die
        self._seen, self._is_dead = -1, False

    def __call__(self, operation: Operation, act: Act) -> Any:
        if self._is_dead:
            raise PowerCut
        if self._is_its_turn(operation):
            self.struck = operation
            return self._strike(operation, act)
        if self.struck and self.fault is Fault.FULL_FROM_HERE and operation.name in NEEDS_ROOM:
            return self._refuse(operation)
        return self._carry_out(operation, act)

    def _is_its_turn(self, operation: Operation) -> bool:
        self._seen += self._names is None or operation.name in self._names
        return self.struck is None and self._seen >= self._position and can_happen(self.fault, operation)

    def _strike(self, operation: Operation, act: Act) -> Any:
        if not self.fault.is_death:
            return self._refuse(operation)
        if self.fault is Fault.KILLED_HALFWAY:
            _write_half(operation)
        if self.fault is Fault.KILLED_AFTER:
            self._carry_out(operation, act)
        self._is_dead = True
        if self._die is not None:
            self._die()
        raise PowerCut

    def _refuse(self, operation: Operation) -> Any:
        number = _NUMBERS[self.fault]
        if operation.name == "write" and number == errno.ENOSPC:
            _write_half(operation)
        raise OSError(number, os.strerror(number), str(operation.path))

    def _carry_out(self, operation: Operation, act: Act) -> Any:
        result = act()
        self.contents.take(operation)
        return result


@contextmanager
def watched() -> Iterator[Log]:
    log = Log()
    with watched_by(log):
        yield log


def dying_at(position: int, moment: str) -> AbstractContextManager[None]:
    """Stop the program before or after the changing operation at a position, counted from 0; then nothing works."""
    return watched_by(Strike(Fault(f"killed {moment}"), position, CHANGING))


def refusing(name: str, number: int, *, path: str = "") -> AbstractContextManager[None]:
    """Let the system refuse every operation of a name with an error number, where the path contains `path`."""

    def hook(operation: Operation, act: Act) -> Any:
        if operation.name == name and path in str(operation.path):
            raise OSError(number, os.strerror(number), str(operation.path))
        return act()

    return watched_by(hook)


def filling_up() -> AbstractContextManager[None]:
    """A disk on which half of what is written still fits."""

    def hook(operation: Operation, act: Act) -> Any:
        if operation.name == "write":
            _write_half(operation)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(operation.path))
        return act()

    return watched_by(hook)


def tree(folder: Path, *, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but those of some names."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }


def _write_half(operation: Operation) -> None:
    with operation.path.open("r+b") as file:
        file.seek(operation.at)
        file.write(operation.data[: len(operation.data) // 2])
