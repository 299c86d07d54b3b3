"""The folder in which a province keeps its evidence: only names are looked at, never what a file holds."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from kpi_excel.store import disk
from kpi_excel.store.errors import cannot
from kpi_excel.store.inbox import is_left_behind

MOST_NAMES = 100_000
"""Beyond it somebody named a whole disk by mistake."""


def list_evidence(folder: Path) -> tuple[str, ...]:
    """The names of the files in a folder and below it, composed (NFC), with forward slashes, in order.

    Links are not followed; lock files and what systems leave behind do not count.

    Raises:
        StoreError: there is no such folder, it may not be read, or it holds more names than any evidence has.
    """
    if not disk.is_folder(folder):
        raise cannot("evidence-folder-missing", folder)
    names, looked_at = set[str](), 0
    to_look_into = [("", folder)]
    while to_look_into:
        prefix, inner = to_look_into.pop()
        for item in disk.list_folder(inner):
            looked_at += 1
            if looked_at > MOST_NAMES:
                raise cannot("evidence-folder-too-large", folder, expected=f"{MOST_NAMES:,}")
            if item.stat.kind == "folder":
                to_look_into.append((f"{prefix}{item.name}/", inner / item.name))
            elif item.stat.kind == "file" and not is_left_behind(item.name):
                names.add(unicodedata.normalize("NFC", prefix + item.name))
    return tuple(sorted(names))
