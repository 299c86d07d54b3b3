"""The values of all provinces, waiting on the disk: written as each is read, read again in the order of the output."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from typing import IO

from kpi_excel.core.consolidation import TidyRow

_AT_ONCE = 1000
"""Rows in memory at a time."""


class RowSpool:
    """Rows by folder, each with the name of its agency. The file is this very run's own: nobody else can have written it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._starts: dict[str, int] = {}

    def add(self, folder: str, rows: Sequence[tuple[str, TidyRow]]) -> None:
        """Keep the rows of a folder."""
        self._file.seek(0, 2)
        self._starts[folder] = self._file.tell()
        for first in range(0, len(rows), _AT_ONCE):
            pickle.dump(rows[first : first + _AT_ONCE], self._file, pickle.HIGHEST_PROTOCOL)
        pickle.dump((), self._file, pickle.HIGHEST_PROTOCOL)

    def read(self, folder: str) -> Iterator[tuple[str, TidyRow]]:
        """The rows of a folder in their order. Two may not be read at a time."""
        self._file.seek(self._starts[folder])
        while rows := pickle.load(self._file):  # nosec B301 # a file without a name that this very run wrote
            yield from rows
