"""What the disk refuses, said so that an official can act on it."""

from __future__ import annotations

import errno
from pathlib import Path

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.core.text import Text, say

LOCKED_EXIT_CODE = 4
BROKEN_EXIT_CODE = 5
DISK_EXIT_CODE = 74
"""The disk refused in the middle of something (EX_IOERR): unlike a wrong command, part of the work may be done already."""

SHARING_VIOLATIONS = (5, 32, 33)
"""Windows says access denied, sharing or lock violation while a virus scanner or Excel holds a file."""

_PATH_TOO_LONG_ON_WINDOWS = 206

_WRONGLY_NAMED = ("path-missing", "file-name-too-long")
"""Causes that lie in what was asked for, not in the disk."""

_CODES = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EFBIG: "disk-full",
    errno.EACCES: "path-not-permitted",
    errno.EPERM: "path-not-permitted",
    errno.EROFS: "disk-write-protected",
    errno.EIO: "disk-faulty",
    errno.ENAMETOOLONG: "file-name-too-long",
    errno.ENOENT: "path-missing",
}


class StoreError(KpiExcelError):
    """Reading or writing the workspace failed."""

    @property
    def path(self) -> Path:
        """What could not be read or written."""
        return Path(self.finding.place.file)

    @property
    def reason(self) -> str:
        """The system's own name for the cause (ENOSPC …), or what was found."""
        return say(self.finding.found, "en")


class WorkspaceLocked(StoreError):
    """Another run is writing into the workspace."""

    def __init__(self, finding: Finding, exit_code: int = LOCKED_EXIT_CODE) -> None:
        super().__init__(finding, exit_code)


def cannot(code: str, path: Path | str, found: Text | str = "", expected: Text | str = "") -> StoreError:
    """A store error about one path."""
    return StoreError(Finding(code, Place(file=str(path)), found, expected))


def explain_os_error(error: OSError, path: Path) -> StoreError:
    """The store error that says what the operating system refused."""
    windows = getattr(error, "winerror", None)
    number = error.errno or 0
    code = _CODES.get(number, "disk-operation-failed")
    if windows in SHARING_VIOLATIONS[1:]:
        code = "file-in-use"
    elif windows == _PATH_TOO_LONG_ON_WINDOWS:
        code = "file-name-too-long"
    name = errno.errorcode.get(number, str(windows or number))
    return StoreError(Finding(code, Place(file=str(path)), name), 2 if code in _WRONGLY_NAMED else DISK_EXIT_CODE)
