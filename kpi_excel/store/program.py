"""Which program this is: what it writes may be kept only as long as it would write the same again."""

from __future__ import annotations

import functools
import os
from pathlib import Path

import kpi_excel
from kpi_excel.store.names import hash_of


@functools.cache
def program_stamp() -> str:
    """The version, and the dates and sizes of the program's own files: an edited checkout is another program."""
    root = Path(kpi_excel.__file__).parent
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = Path(folder, name)
            stat = path.stat()
            found.append((path.relative_to(root).as_posix(), stat.st_size, stat.st_mtime_ns))
    return f"{kpi_excel.__version__} {hash_of(repr(found).encode())}"
