"""Closed periods: what was published when a period was closed, and a manifest of it. The manifests are a chain.

Linking the manifest into place closes the period: a file in `archive/closed/` that no manifest names closes nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from kpi_excel.core.errors import KpiExcelError
from kpi_excel.core.findings import Finding, Place
from kpi_excel.store import disk
from kpi_excel.store.archive import Archive, numbered_name
from kpi_excel.store.errors import BROKEN_EXIT_CODE
from kpi_excel.store.issued import workspace_key
from kpi_excel.store.names import SHORT_HASH, hash_of
from kpi_excel.store.notes import read_note, write_note

FOLDER = "closed"
_STEM = f"{FOLDER}/closing"
_MANIFEST = re.compile(rf"{_STEM}(?:-([0-9]{{1,6}}))?\.json")


class Kept(NamedTuple):
    """One archived file: its name relative to the archive, and its hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Closing:
    """A manifest: everything the closed workbook was made from, by hash, and what it said."""

    period: str
    closed_on: date
    """The as-of date of the workbook: on an earlier day the period is not closed yet."""
    lang: str
    run: int
    """The last run whose receipts were counted."""
    program: str
    workbook: Kept
    registry: Kept
    receipts: Mapping[str, str]
    """Every receipt up to that day: its name and the hash of its bytes."""
    handins: int
    reminders: int
    """How many notes of hand-ins and reminders there were."""
    evidence: tuple[str, ...] | None
    """The names in the folder of evidence; None where no folder was given."""
    values: Mapping[str, Any]
    """Scores and states, to be computed again and compared."""
    digest: str = ""
    """The hash of the manifest's own bytes: the next one names it."""


def store_files(archive: Archive, period: str, workbook: bytes, registry: bytes) -> tuple[Kept, Kept]:
    """Keep the workbook and the registry of a period that is about to be closed."""
    kept = (("consolidated", workbook), ("registry", registry))
    first, second = (Kept(archive.store_bytes(_name_of(period, what, data), data), hash_of(data)) for what, data in kept)
    return first, second


def store_closing(archive: Archive, closing: Closing, earlier: Iterable[Closing]) -> Closing:
    """Write the manifest, naming the one before it: from now on the period is closed."""
    previous = [one.digest for one in earlier][-1:]
    note = _to_json(closing) | {"previous": previous[0] if previous else ""}
    name = archive.store_numbered(_STEM, note | {"seal": _seal(workspace_key(archive), note)})
    return _parse(archive.read(name))


def load_closings(archive: Archive) -> tuple[Closing, ...]:
    """Every closing, oldest first.

    Raises:
        KpiExcelError: one is gone, changed, or of another workspace (exit code 5): what is closed is then not known.
    """
    closings, findings = read_closings(archive)
    if findings:
        raise KpiExcelError(findings[0], exit_code=BROKEN_EXIT_CODE)
    return closings


def read_closings(archive: Archive) -> tuple[tuple[Closing, ...], tuple[Finding, ...]]:
    """The closings that can be trusted, and a finding for every link of the chain that cannot."""
    numbers = [_number_of(name) for name in archive.names_below(FOLDER)]
    closings: list[Closing] = []
    findings: list[Finding] = []
    digest: str | None = ""
    for number in range(1, max(numbers, default=0) + 1):
        name = numbered_name(_STEM, number)
        data = disk.read_if_there(archive.folder / name)
        code = "closing-gone" if data is None else _wrong_with(archive, data, digest)
        # the next link names these very bytes: where they are wrong, it cannot be judged by them
        digest = None if data is None or code else hash_of(data)
        if code:
            findings.append(Finding(code, Place(file=f"archive/{name}")))
        elif data is not None:
            closings.append(_parse(data))
    return tuple(closings), tuple(findings)


def check_files_are_whole(archive: Archive, closing: Closing) -> Iterator[Finding]:
    """A finding for the workbook, the registry and every receipt of a closing that is gone or not what it was."""
    for kept in (closing.workbook, closing.registry, *map(Kept._make, closing.receipts.items())):
        data = disk.read_if_there(archive.folder / kept.name)
        if data is None or hash_of(data) != kept.sha256:
            yield Finding("closed-file-changed", Place(file=f"archive/{kept.name}"), found=closing.period)


def check_files_are_named(archive: Archive, closings: Iterable[Closing]) -> Iterator[Finding]:
    """A finding for every file among the closed ones that no manifest names."""
    named = {kept.name for closing in closings for kept in (closing.workbook, closing.registry)}
    for name in archive.names_below(FOLDER):
        if name not in named and not _MANIFEST.fullmatch(name):
            yield Finding("closed-file-not-named", Place(file=f"archive/{name}"))


def read_kept(archive: Archive, kept: Kept, period: str) -> bytes:
    """The bytes of a closed file.

    Raises:
        KpiExcelError: it is gone or changed (exit code 5).
    """
    data = disk.read_if_there(archive.folder / kept.name)
    if data is None or hash_of(data) != kept.sha256:
        place = Place(file=f"archive/{kept.name}")
        raise KpiExcelError(Finding("closed-file-changed", place, found=period), exit_code=BROKEN_EXIT_CODE)
    return data


def _number_of(name: str) -> int:
    found = _MANIFEST.fullmatch(name)
    return int(found[1] or 1) if found else 0


def _name_of(period: str, what: str, data: bytes) -> str:
    return f"{FOLDER}/{period}/{what}_{period}_{hash_of(data)[:SHORT_HASH]}.xlsx"


def _wrong_with(archive: Archive, data: bytes, previous: str | None) -> str:
    """The code of what is wrong with a manifest's bytes, "" for nothing. `previous`: None where it cannot be said."""
    try:
        note = read_note(data)
        _parse(data)
    except (ValueError, KeyError, TypeError):
        return "archive-note-damaged"
    seal = str(note.pop("seal", ""))
    if not hmac.compare_digest(seal, _seal(workspace_key(archive), note)):
        return "closing-not-ours"
    return "closing-out-of-chain" if previous is not None and note["previous"] != previous else ""


def _seal(key: bytes, note: Mapping[str, Any]) -> str:
    """Only who has the workspace's key can make a manifest that passes for one of this workspace."""
    return hmac.new(key, b"closing|" + write_note(note), hashlib.sha256).hexdigest()


def _to_json(closing: Closing) -> dict[str, Any]:
    return {
        "schema": "kpi_excel.closing/1", "period": closing.period, "closed_on": closing.closed_on.isoformat(),
        "lang": closing.lang, "run": closing.run, "program": closing.program,
        "workbook": closing.workbook._asdict(), "registry": closing.registry._asdict(),
        "receipts": dict(closing.receipts), "handins": closing.handins, "reminders": closing.reminders,
        "evidence": None if closing.evidence is None else list(closing.evidence), "values": dict(closing.values),
    }  # fmt: skip


def _parse(data: bytes) -> Closing:
    note = read_note(data)
    evidence = note["evidence"]
    return Closing(
        period=str(note["period"]), closed_on=date.fromisoformat(note["closed_on"]), lang=str(note["lang"]),
        run=int(note["run"]), program=str(note["program"]), workbook=Kept(**note["workbook"]),
        registry=Kept(**note["registry"]), receipts=dict(note["receipts"]), handins=int(note["handins"]),
        reminders=int(note["reminders"]), evidence=None if evidence is None else tuple(evidence),
        values=dict(note["values"]), digest=hash_of(data),
    )  # fmt: skip
