"""The hidden files by which spreadsheet programs say that a workbook is open."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable


def open_workbooks(names: Iterable[str]) -> dict[str, str]:
    """Of the names in one folder: each workbook (composed name, NFC) that is open, with the lock file that says so.

    Excel writes `~$name`, LibreOffice `.~lock.name#`, WPS `.~name`.
    """
    return {unicodedata.normalize("NFC", workbook): name for name in names if (workbook := _workbook_of(name))}


def _workbook_of(lock: str) -> str:
    if lock.startswith("~$"):
        return lock[2:]
    if lock.startswith(".~lock.") and lock.endswith("#"):
        return lock[7:-1]
    if lock.startswith(".~"):
        return lock[2:]
    return ""
