"""Outputs that belong to no workspace: a folder of files with a note of what was written there.

What somebody changed since, or what stands there and is not ours, is set aside and never overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from kpi_excel.core.findings import Finding, Place
from kpi_excel.store import disk, drafts
from kpi_excel.store.errors import StoreError
from kpi_excel.store.names import output_name
from kpi_excel.store.notes import read_note, write_note
from kpi_excel.store.office_locks import open_workbooks
from kpi_excel.store.publish import ASIDE_MARK, Published, PublishState

_HELD_OPEN = ("file-in-use", "path-not-permitted")


@dataclass(frozen=True, slots=True)
class Output:
    """A finished draft and the name it is to have."""

    name: str
    draft: Path


class OutputFolder:
    """The files of one kind in a folder. `note` is the name of the note that says which they are."""

    def __init__(self, folder: Path, note: str) -> None:
        self._folder = folder
        self._note = folder / note

    def publish(self, outputs: Iterable[Output], about: Mapping[str, Any]) -> tuple[Published, ...]:
        """Put drafts in place; what an earlier run wrote and this one does not is taken away. `about` stands in the note.

        The note is written before and after: what stands there after a crash at any point is still known to be ours.
        """
        known, found = self._known(), tuple(outputs)
        hashes = {output.name: drafts.hash_of_file(output.draft) or "" for output in found}
        self._write_note(about, {name: (hashes.get(name, ""), *known.get(name, ())) for name in {*hashes, *known}})
        published = tuple(self._put(output, hashes[output.name], known.get(output.name, ())) for output in found)
        standing: dict[str, tuple[str, ...]] = {
            one.path.name: (hashes[output.name],) for output, one in zip(found, published, strict=True)
        }
        for name, ours in known.items():
            # an open one of this run still stands, its new edition beside it
            if name not in standing and (name in hashes or not self._withdraw(name, ours)):
                standing[name] = ours
        self._write_note(about, standing)
        return published

    def _put(self, output: Output, sha256: str, ours: Iterable[str]) -> Published:
        path = self._folder / output.name
        there = drafts.hash_of_file(path)
        if there == sha256:
            return Published(path, PublishState.UNCHANGED)
        if there is not None and self._is_open(path):
            return self._put_beside(output, sha256)
        try:
            told = () if there is None or there in ours else (self._set_aside(path, there),)
            disk.put_in_place(path, output.draft)
        except StoreError as error:
            if error.code not in _HELD_OPEN or there is None:
                raise
            return self._put_beside(output, sha256)
        return Published(path, PublishState.WRITTEN, told)

    def _put_beside(self, output: Output, sha256: str) -> Published:
        """The target is open in a spreadsheet program: the new one lies beside it."""
        path = self._folder / output.name
        beside = next(name for name in _names_beside(path, "ใหม่")
                      if drafts.hash_of_file(name) in (None, sha256))  # fmt: skip
        disk.put_in_place(beside, output.draft)
        told = Finding("output-open", Place(file=output.name), found=beside.name)
        return replace(Published(beside, PublishState.BESIDE), findings=(told,))

    def _set_aside(self, path: Path, there: str) -> Finding:
        # an interrupted run may have kept this very content already
        aside = next(name for name in _names_beside(path, ASIDE_MARK)
                     if drafts.set_aside(path, name) or drafts.hash_of_file(name) == there)  # fmt: skip
        return Finding("output-changed-by-user", Place(file=path.name), found=aside.name)

    def _withdraw(self, name: str, ours: Iterable[str]) -> bool:
        """Take away what is no longer produced; False where somebody changed it or has it open."""
        path = self._folder / name
        there = drafts.hash_of_file(path)
        if there is None:
            return True
        if there not in ours or self._is_open(path):
            return False
        try:
            disk.remove(path)
        except StoreError as error:
            if error.code not in _HELD_OPEN:
                raise
            return False
        return True

    def _is_open(self, path: Path) -> bool:
        return path.name in open_workbooks(item.name for item in disk.list_folder(path.parent))

    def _known(self) -> dict[str, tuple[str, ...]]:
        """File name → the hashes it had when we wrote it; nothing is known to be ours without a readable note."""
        data = disk.read_if_there(self._note)
        try:
            note = read_note(data) if data else {}
            return {str(name): tuple(map(str, hashes)) for name, hashes in dict(note.get("outputs", {})).items()
                    if "/" not in name and "\\" not in name}  # fmt: skip
        except (ValueError, TypeError, AttributeError):
            return {}

    def _write_note(self, about: Mapping[str, Any], outputs: Mapping[str, tuple[str, ...]]) -> None:
        hashes = {name: [sha256 for sha256 in dict.fromkeys(found) if sha256] for name, found in outputs.items()}
        note = write_note({**about, "outputs": hashes})
        if disk.read_if_there(self._note) != note:
            disk.replace(self._note, note)


def _names_beside(path: Path, mark: str) -> Iterator[Path]:
    for number in count(1):
        suffix = f" ({mark})" if number == 1 else f" ({mark} {number})"
        yield path.with_name(output_name(path.stem, path.suffix[1:], suffix))
