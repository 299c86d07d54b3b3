"""Which program this is: what it writes may be kept only as long as it would write the same again."""

from __future__ import annotations

import functools
from pathlib import Path

import kpi_excel
from kpi_excel.store.names import hash_of


@functools.cache
def program_stamp() -> str:
    """The version, and a hash of the program's own text: an edited checkout is another program, a second copy is not."""
    root = Path(kpi_excel.__file__).parent
    found = [(path.relative_to(root).as_posix(), hash_of(path.read_bytes())) for path in sorted(root.rglob("*.py"))]
    return f"{kpi_excel.__version__} {hash_of(repr(found).encode())}"
