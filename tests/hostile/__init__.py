"""Workbooks that no spreadsheet program would write: exotic but valid ones, damaged ones, and attacks. All made by code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.hostile.bombs import BOMBS
from tests.hostile.building import (
    LINKS,
    MAIN,
    ODS,
    ONE_CELL,
    RELATIONS,
    SHEET,
    STRICT,
    STRICT_RELATIONS,
    Parts,
    ods,
    pack,
    parts,
    patch_directory,
    related,
    sheet,
    stored,
    strings,
    with_parts,
    xlsx,
)
from tests.hostile.deceiving import DECEIVING
from tests.hostile.other_kinds import OTHER_KINDS
from tests.hostile.readable import READABLE, Readable
from tests.hostile.refused import REFUSED

__all__ = [
    "BOMBS", "HOSTILE", "LINKS", "MAIN", "ODS", "ONE_CELL", "READABLE", "RELATIONS", "SHEET", "STRICT", "STRICT_RELATIONS", "Parts",
    "Readable", "ods", "pack", "parts", "patch_directory", "related", "sheet", "stored", "strings", "with_parts", "xlsx",
]  # fmt: skip

HOSTILE: Mapping[str, tuple[str, Callable[[], bytes]]] = {**REFUSED, **OTHER_KINDS, **DECEIVING, **BOMBS}
"""What it is → the code it is refused with, and how to make it. Made when asked: some are large."""
assert len(HOSTILE) == sum(map(len, (REFUSED, OTHER_KINDS, DECEIVING, BOMBS)))
