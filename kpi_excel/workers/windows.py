"""How much memory a child uses where the system cannot bound it: on Windows. Written from documentation, untried."""

from __future__ import annotations

import ctypes
import sys
from typing import Any


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS_EX; the last field is memory that belongs to the process alone."""

    _fields_ = (
        ("cb", ctypes.c_uint32), ("faults", ctypes.c_uint32),
        *((name, ctypes.c_size_t) for name in ("peak", "working", "peak_paged", "paged", "peak_nonpaged", "nonpaged",
                                               "pagefile", "peak_pagefile", "private")),
    )  # fmt: skip


def memory_of(process: Any) -> int:
    """Bytes that a child process (`subprocess.Popen`) holds; 0 where the system bounds memory itself."""
    if sys.platform != "win32":
        return 0
    counters = _Counters(cb=ctypes.sizeof(_Counters))
    asked = ctypes.windll.psapi.GetProcessMemoryInfo(int(process._handle), ctypes.byref(counters), counters.cb)
    return int(counters.private) if asked else 0
