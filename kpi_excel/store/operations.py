"""Every operation on the disk as a value, and the one hook they all pass.

A test can log each operation, fail it, or stop the program before or after it.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar, cast

from kpi_excel.store.errors import SHARING_VIOLATIONS, explain_os_error

P = ParamSpec("P")
T = TypeVar("T")

CHANGING = frozenset(
    {"make-folder", "create", "write", "sync", "protect", "unprotect", "link", "rename", "replace", "remove",
     "sync-folder", "commit-cache"}
)  # fmt: skip
"""The operations that change the workspace; all others only look, or hold the lock."""

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.6)
"""Seconds between tries while another Windows program holds a file."""

sleep: Callable[[float], None] = time.sleep


class Operation(NamedTuple):
    """One step on the disk. `source` is the other name of a link, rename or replace; `data` what is written, `at` which byte of
    the file on.
    """

    name: str
    path: Path
    source: Path | None = None
    data: bytes = b""
    at: int = 0


Hook = Callable[[Operation, Callable[[], Any]], Any]
"""Called with an operation and the function that carries it out; gives back what that function gives."""


def _carry_out(operation: Operation, act: Callable[[], Any]) -> Any:
    return act()


_hook: Hook = _carry_out


@contextmanager
def watched_by(hook: Hook) -> Iterator[None]:
    """Let every disk operation pass through `hook` for a while."""
    global _hook
    before, _hook = _hook, hook
    try:
        yield
    finally:
        _hook = before


def step(operation: Operation, act: Callable[[], T]) -> T:
    """Carry out one operation through the hook, with patience where another Windows program holds the file."""
    for pause in PAUSES:
        try:
            return cast(T, _hook(operation, act))
        except PermissionError as error:
            if getattr(error, "winerror", None) not in SHARING_VIOLATIONS:
                raise
            sleep(pause)
    return cast(T, _hook(operation, act))


def explained(act: Callable[Concatenate[Path, P], T]) -> Callable[Concatenate[Path, P], T]:
    """Let what the operating system refuses about a path become a `StoreError`."""

    @functools.wraps(act)
    def acting(path: Path, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return act(path, *args, **kwargs)
        except OSError as error:
            raise explain_os_error(error, path) from error

    return cast(Callable[Concatenate[Path, P], T], acting)
