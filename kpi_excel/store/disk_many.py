"""Many new files at once, each whole or not at all, with one wait for the disk where there would be one for each.

Part of `disk`, whose promises hold here too: when the call returns, every file and every name is durable.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from io import FileIO
from pathlib import Path

from kpi_excel.store import disk
from kpi_excel.store.disk import _give_name, _is_taken, _sync_folder
from kpi_excel.store.errors import StoreError, explain_os_error
from kpi_excel.store.operations import Operation, step
from kpi_excel.store.temporary import create, fill, protect, temporary_name

_SYNCED_AT_ONCE = 8
"""A journal writes what waits for it together: eight waiting threads are served in little more than the time of one."""


def write_all_new(files: Sequence[tuple[Path, bytes]], *, read_only: bool = False) -> list[bool]:
    """Write the files that are not there yet. For each: False where its name was taken, also by one before it.

    Raises:
        StoreError: the system refused something; some of the files may be there then.
    """
    for folder in dict.fromkeys(path.parent for path, _ in files):
        disk.make_folder(folder)
    temporaries: dict[int, Path] = {}
    """Place in `files` → where it was written."""
    path = Path()
    try:
        with ExitStack() as opened:
            written, names = [], set[Path]()
            for place, (path, data) in enumerate(files):
                if path not in names and not _is_taken(path):
                    names.add(path)
                    temporaries[place] = temporary_name(path.parent)
                    written.append(opened.enter_context(create(temporaries[place])))
                    fill(written[-1], temporaries[place], data)
            _sync(written, list(temporaries.values()))
        named = _give_names({place: (temporary, files[place][0]) for place, temporary in temporaries.items()}, read_only)
        for path in dict.fromkeys(files[place][0].parent for place in named):
            _sync_folder(path)
    # only where the system refused: nobody tidies up after a program that dies
    except (OSError, StoreError) as error:
        for temporary in temporaries.values():
            with suppress(StoreError):
                disk.remove(temporary)
        raise error if isinstance(error, StoreError) else explain_os_error(error, path) from error
    return [place in named for place in range(len(files))]


def _sync(files: Sequence[FileIO], temporaries: Sequence[Path]) -> None:
    """Wait for one after the other, while the disk writes them side by side."""
    if not files:
        return
    with ThreadPoolExecutor(min(_SYNCED_AT_ONCE, len(files))) as threads:
        waiting = [threads.submit(os.fsync, file.fileno()) for file in files]
        for temporary, synced in zip(temporaries, waiting, strict=True):
            step(Operation("sync", temporary), synced.result)


def _give_names(pairs: dict[int, tuple[Path, Path]], read_only: bool) -> set[int]:
    """Which got theirs."""
    named = set()
    for place, (temporary, path) in pairs.items():
        if read_only:
            protect(temporary)
        with suppress(FileExistsError):
            _give_name(temporary, path)
            named.add(place)
        disk.remove(temporary)
    return named
