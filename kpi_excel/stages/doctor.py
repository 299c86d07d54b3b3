"""Is this machine and this folder fit for the work? Looks only; says what to do about each thing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from kpi_excel.core.findings import Finding, Place
from kpi_excel.stages.house import mistaken_specs
from kpi_excel.store import disk
from kpi_excel.store.errors import StoreError
from kpi_excel.store.inbox import list_inbox
from kpi_excel.store.workspace import Workspace

_SYNCED = ("OneDrive", "Dropbox", "Google Drive", "GoogleDrive", "iCloud", "Box Sync", "Nextcloud")
_THAI_FONTS = ("TH SarabunPSK", "TH Sarabun New", "THSarabunPSK")
_LEAST_FREE_MB = 500


def examine(root: Path) -> list[Finding]:
    """Everything worth knowing, most serious first as the catalogue ranks it."""
    return [*_encodings(), *_fonts(), *_programs(), *_folder(root)]


def _encodings() -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding not in ("utf8", "cp874", "tis620", "utf_8"):
        yield Finding("console-cannot-show-thai", found=sys.stdout.encoding or "?")


def _fonts() -> Iterator[Finding]:
    """Forms are sized for a wider fallback, so a missing font costs beauty only."""
    listed = ""
    if shutil.which("fc-list"):
        listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, timeout=20, check=False).stdout
    elif os.name == "nt":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        listed = " ".join(item.name for item in disk.list_folder(folder))
    if listed and not any(font.replace(" ", "").lower() in listed.replace(" ", "").lower() for font in _THAI_FONTS):
        yield Finding("thai-font-missing", found=_THAI_FONTS[0])


def _programs() -> Iterator[Finding]:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        yield Finding("libreoffice-missing")


def _folder(root: Path) -> Iterator[Finding]:
    place = Place(file=str(root))
    if not disk.is_folder(root):
        yield Finding("workspace-missing", place)
        return
    workspace = Workspace(root)
    if disk.stat(workspace.registry) is None:
        yield Finding("registry-missing", Place(file=str(workspace.registry)))
    full = str(root.resolve())
    if synced := next((name for name in _SYNCED if name.lower() in full.lower()), None):
        yield Finding("folder-is-synced", place, found=synced)
    if full.startswith(("\\\\", "//")):
        yield Finding("folder-is-on-the-network", place)
    for folder in (workspace.inbox, workspace.outbox, workspace.archive):
        if disk.is_folder(folder) and not os.access(folder, os.W_OK):
            yield Finding("path-not-permitted", Place(file=str(folder)))
    free = shutil.disk_usage(root).free // 1_000_000
    if free < _LEAST_FREE_MB:
        yield Finding("disk-nearly-full", place, found=str(free), expected=str(_LEAST_FREE_MB))
    yield from _open_files(workspace)
    yield from mistaken_specs(workspace.read_templates())


def _open_files(workspace: Workspace) -> Iterator[Finding]:
    try:
        yield from (entry.finding for entry in list_inbox(workspace.inbox, settle=0).not_read)
    except StoreError as error:
        yield error.finding
