"""A workbook of ours printed to PDF by LibreOffice, where it is installed; the same workbook gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

SECONDS = 120
"""How long the program may take before it is ended and there is no PDF."""

_COMMANDS = ("soffice", "libreoffice")
_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where it stands on systems that do not put it on the search path."""

_CREATED = re.compile(rb"/CreationDate ?\(D:([^)]*)\)")
_IDENTITY = re.compile(rb"/ID ?\[ ?<([0-9A-F]{32})>\s*<([0-9A-F]{32})> ?\]", re.IGNORECASE)
_CHECKSUM = re.compile(rb"/DocChecksum ?/([0-9A-F]{32})", re.IGNORECASE)
_FIXED_DAY = b"20000101000000Z'"


def to_pdf(xlsx: bytes) -> bytes | None:
    """The printed workbook; None where LibreOffice is not installed, fails, or takes longer than `SECONDS`.

    It runs with a profile of its own that is thrown away, so that neither an open LibreOffice nor its settings matter.
    """
    command = find_program()
    if command is None:
        return None
    with tempfile.TemporaryDirectory(prefix="kpi-excel-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "printed.xlsx").write_bytes(xlsx)
        if not _has_run(_arguments(command, folder), folder):
            return None
        printed = folder / "printed.pdf"
        return without_time(printed.read_bytes()) if printed.is_file() else None


def find_program() -> str | None:
    """Where LibreOffice is."""
    found = next((path for name in _COMMANDS if (path := shutil.which(name))), None)
    return found or next((place for place in _PLACES if os.path.isfile(place)), None)


def without_time(pdf: bytes) -> bytes:
    """The same pages without the moment they were printed at: date and identity fixed, every offset where it was."""
    timeless = _CREATED.sub(lambda found: _same_length(found, 1, _FIXED_DAY), pdf)
    for pattern, groups in ((_IDENTITY, (1, 2)), (_CHECKSUM, (1,))):
        for group in groups:
            timeless = pattern.sub(lambda found, group=group: _same_length(found, group, b""), timeless)  # type: ignore[misc]
    identity = hashlib.sha256(timeless).hexdigest()[:32].upper().encode()
    return _IDENTITY.sub(lambda found: found[0].replace(found[1], identity), timeless)


def _same_length(found: re.Match[bytes], group: int, text: bytes) -> bytes:
    """What was found with one group replaced by `text`, cut or filled up with zeros to the same length."""
    start, end = found.start(group) - found.start(), found.end(group) - found.start()
    return found[0][:start] + text[: end - start].ljust(end - start, b"0") + found[0][end:]


def _arguments(command: str, folder: Path) -> list[str]:
    profile = (folder / "profile").as_uri()
    quiet = ["--headless", "--norestore", "--nologo", "--nolockcheck", "--nodefault"]
    wanted = ["--convert-to", "pdf:calc_pdf_Export", "--outdir", str(folder), str(folder / "printed.xlsx")]
    return [command, f"-env:UserInstallation={profile}", *quiet, *wanted]


def _has_run(arguments: list[str], folder: Path) -> bool:
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "TZ": "UTC"}
    try:
        # in a session of its own, because the program that is started is only the parent of the one that prints
        process = subprocess.Popen(  # nosec B603 # a list of arguments, no shell; the paths are ours
            arguments, cwd=folder, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        return False
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started, whatever happened here."""
    with suppress(OSError):
        if sys.platform == "win32":
            command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
            subprocess.run(command, capture_output=True, check=False)  # nosec B603 # Windows' own, with a number
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
