"""Is this machine and this folder fit for the work? Looks only; says what to do about each thing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from kpi_excel.core.findings import Finding, Place
from kpi_excel.stages.house import mistaken_specs
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive
from kpi_excel.store.errors import StoreError
from kpi_excel.store.inbox import list_inbox
from kpi_excel.store.issued import check_key_is_there
from kpi_excel.store.office_locks import open_workbooks
from kpi_excel.store.workspace import Workspace

_SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|drivefs|my drive|ไดรฟ์ของฉัน|icloud ?drive|icloud|mobile documents|box sync|box"
    r"|nextcloud|owncloud|pcloud ?drive|synology ?drive)(?![a-zก-๙])",
    re.IGNORECASE,
)
"""How the folders of synchronising programs are called; what follows is an organisation's name, or nothing."""
_SYNC_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".tmp.drivedownload", ".sync_root")
"""What such a program leaves in the folder that it looks after."""
_ON_THE_NETWORK = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "davfs", "fuse.sshfs", "fuse.davfs2",
     "fuse.rclone", "fuse.glusterfs", "ceph"}
)  # fmt: skip
_REMOTE_DRIVE = 4
_THAI_FONTS = ("TH SarabunPSK", "TH Sarabun New", "THSarabunPSK")
_LEAST_FREE_MB = 500
_FIRST_BUDDHIST_YEAR = 2400
_CLOCK_SLACK = timedelta(days=1)


def examine(root: Path, now: datetime) -> list[Finding]:
    """Everything worth knowing: the machine, then the folder. `now` is what the machine's clock says."""
    return [*_encodings(), *_fonts(), *_programs(), *_clock(root, now), *_folder(root)]


def _encodings() -> Iterator[Finding]:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "").replace("_", "")
    if encoding not in ("utf8", "cp874", "tis620", "iso885911"):
        yield Finding("console-cannot-show-thai", found=sys.stdout.encoding or "?")
    if "utf8" not in sys.getfilesystemencoding().lower().replace("-", ""):
        yield Finding("file-names-not-thai", found=sys.getfilesystemencoding())


def _fonts() -> Iterator[Finding]:
    """Forms are sized for a wider fallback, so a missing font costs beauty only."""
    listed = ""
    if lister := shutil.which("fc-list"):
        command = [lister, ":", "family"]
        listed = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False).stdout  # nosec B603 # no words of others
    elif os.name == "nt":
        folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        listed = " ".join(item.name for item in disk.list_folder(folder))
    if listed and not any(font.replace(" ", "").lower() in listed.replace(" ", "").lower() for font in _THAI_FONTS):
        yield Finding("thai-font-missing", found=_THAI_FONTS[0])


def _programs() -> Iterator[Finding]:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        yield Finding("libreoffice-missing")


def _clock(root: Path, now: datetime) -> Iterator[Finding]:
    """Days late and the order of revisions hang on the day; receipts lie about the future only where the clock is wrong."""
    day = now.date().isoformat()
    if now.year >= _FIRST_BUDDHIST_YEAR:
        yield Finding("clock-in-buddhist-era", found=day)
        return
    newest = max((stat.mtime_ns for _, stat in Archive(Workspace(root).archive).receipt_files()), default=0)
    if newest > (now + _CLOCK_SLACK).timestamp() * 1e9:
        yield Finding("clock-behind-receipts", found=day, expected=date.fromtimestamp(newest / 1e9).isoformat())


def _folder(root: Path) -> Iterator[Finding]:
    place = Place(file=str(root))
    if not disk.is_folder(root):
        yield Finding("workspace-missing", place)
        return
    workspace = Workspace(root)
    if disk.stat(workspace.registry) is None:
        yield Finding("registry-missing", Place(file=str(workspace.registry)))
    elif not os.access(workspace.registry, os.R_OK):
        yield Finding("path-not-permitted", Place(file=str(workspace.registry)))
    if synced := _synced_by(root.resolve()):
        yield Finding("folder-is-synced", place, found=synced)
    if _is_on_the_network(str(root.absolute()), disk.read_if_there(Path("/proc/mounts")) or b""):
        yield Finding("folder-is-on-the-network", place)
    yield from _folders_not_writable(workspace)
    yield from _key(workspace)
    free = shutil.disk_usage(root).free // 1_000_000
    if free < _LEAST_FREE_MB:
        yield Finding("disk-nearly-full", place, found=str(free), expected=str(_LEAST_FREE_MB))
    yield from _open_files(workspace)
    yield from mistaken_specs(workspace.read_templates())


def _synced_by(root: Path) -> str:
    """The folder by which a synchronising program shows, "" where none does."""
    for folder in (root, *root.parents):
        if _SYNCED.match(folder.name):
            return folder.name
        if any(disk.stat(folder / mark) is not None for mark in _SYNC_MARKS):
            return folder.name or str(folder)
    return ""


def _is_on_the_network(full: str, mounts: bytes) -> bool:
    r"""`\\server\share`, a drive letter that stands for one, or a mounted one (`mounts` as Linux lists them)."""
    if full.startswith(("\\\\", "//")):
        return not full.startswith(("\\\\?\\", "\\\\.\\")) or full.upper().startswith("\\\\?\\UNC\\")
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(full[:2] + "\\")) == _REMOTE_DRIVE
    kinds = {}
    for line in mounts.decode("utf-8", "replace").splitlines():
        _, mounted_at, kind, *_ = [*line.split(" "), "", "", ""]
        kinds[mounted_at.replace("\\040", " ")] = kind
    above = [place for place in kinds if full == place or full.startswith(place.rstrip("/") + "/")]
    return bool(above) and kinds[max(above, key=len)] in _ON_THE_NETWORK


def _folders_not_writable(workspace: Workspace) -> Iterator[Finding]:
    """The folders that a run writes into, and those within them: one that an administrator locked is enough to stop it."""
    for folder in (workspace.inbox, workspace.outbox, workspace.archive):
        for path in (folder, *_folders_in(folder)):
            if disk.is_folder(path) and not os.access(path, os.R_OK | os.W_OK | os.X_OK):
                yield Finding("path-not-permitted", Place(file=str(path)))


def _key(workspace: Workspace) -> Iterator[Finding]:
    try:
        check_key_is_there(Archive(workspace.archive))
    except StoreError as error:
        yield error.finding


def _folders_in(folder: Path) -> Iterable[Path]:
    if not disk.is_folder(folder) or not os.access(folder, os.R_OK):
        return ()
    return (folder / item.name for item in disk.list_folder(folder) if item.stat.kind == "folder")


def _open_files(workspace: Workspace) -> Iterator[Finding]:
    """Workbooks that somebody has open: in the inbox they wait, an output gets a side file, the registry may change."""
    try:
        yield from (entry.finding for entry in list_inbox(workspace.inbox, settle=0).not_read)
    except StoreError as error:
        yield error.finding
    folders = [workspace.root, *(below for period in _folders_in(workspace.outbox) for below in _folders_in(period))]
    for folder in folders:
        for name, lock in open_workbooks(item.name for item in disk.list_folder(folder)).items():
            yield Finding("file-open-elsewhere", Place(file=str(folder / name)), found=lock)
