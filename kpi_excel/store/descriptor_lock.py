"""Locking an open file, as each system does it; the system frees it when the program ends, however it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked: a byte far behind the text leaves the holder's name readable
    _FAR_BEHIND = 1 << 30

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _probe(descriptor: int) -> None:
        _lock(descriptor)
        os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _probe(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def lock_exclusively(descriptor: int) -> bool:
    """Lock an open file without waiting; False where somebody else holds it."""
    return _is_granted(_lock, descriptor)


def is_locked(descriptor: int) -> bool:
    """Whether somebody else holds the lock of a file that is open for reading; it is not kept."""
    return not _is_granted(_probe, descriptor)


def _is_granted(ask: Callable[[int], None], descriptor: int) -> bool:
    try:
        ask(descriptor)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK):
            return False
        raise
    return True
