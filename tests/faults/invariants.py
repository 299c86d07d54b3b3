"""What must hold whatever happened (reliability: I1–I8 at any time, I2, I7, I10 and I11 after one clean run).

All of it is seen from outside: from the bytes that lie in the folders, and from the receipts among them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from kpi_excel.core.submission import Receipt, Verdict
from kpi_excel.store.archive import Archive, parse_receipt
from kpi_excel.store.errors import StoreError
from kpi_excel.store.ledger import LEDGER
from kpi_excel.store.lock import OUTPUT_LOCK
from kpi_excel.store.names import hash_of
from kpi_excel.store.publish import ASIDE_MARK
from tests.faults.hooks import tree
from tests.faults.scenes import HOME, Scene

Tree = dict[str, bytes]
"""Every file of a scene's folder with its bytes."""

LOST, TWICE, TORN, TOUCHED = "lost", "counted twice", "torn", "touched"

_CACHE = ("lock", LEDGER, f"{LEDGER}-journal")
_SILENT = (*_CACHE, OUTPUT_LOCK)
_RECEIPT = re.compile(r"\.receipt(-\d+)?\.json\Z")
_CHANGING_NOTES = re.compile(r"archive/(published/|run-not-ended\.json)")
"""What the archive notes for its own use and writes anew."""


def seen(folder: Path) -> Tree:
    """What lies in a scene's folder, but the locks and the cache, which say nothing of their own."""
    return tree(folder, but=_SILENT)


def not_written_by(scene: Scene, folder: Path) -> Tree:
    """Every file in a scene's folder, lock and cache too, but those in the one folder that it writes into."""
    where = f"{HOME}/{scene.writes}/"
    return {path: data for path, data in tree(folder).items() if not path.startswith(where)}


def below(files: Tree, *parts: str) -> Tree:
    """The files of some parts of the workspace, by their names in it; no half-written ones."""
    starts = tuple(f"{HOME}/{part}/" for part in parts)
    return {
        path.removeprefix(f"{HOME}/"): data for path, data in files.items() if path.startswith(starts) and not is_temporary(path)
    }


def is_temporary(path: str) -> bool:
    return PurePosixPath(path).name.startswith(".kpi-")


def broken_now(before: Tree, now: Tree, typed: Collection[str], whole: Collection[bytes]) -> Iterator[str]:
    """What does not hold at any moment after a run began. `typed`: outputs somebody filled; `whole`: what was written."""
    receipts, torn = receipts_in(now)
    yield from (f"{TORN}: {name} is no receipt" for name in torn)
    archived = below(now, "archive")
    for receipt in receipts:
        if hash_of(archived.get(f"archive/{receipt.archived}", b"")) != receipt.sha256:
            yield f"{LOST}: receipt without its bytes: {receipt.archived}"
    yield from _not_kept(before, now, typed)
    decided = {receipt.sha256 for receipt in receipts if receipt.verdict is not Verdict.HELD}
    inbox = below(now, "inbox")
    for path, data in below(before, "inbox").items():
        if inbox.get(path) != data and hash_of(data) not in decided:
            yield f"{LOST}: {path} left the inbox without a receipt"
    for path, data in below(before, "archive").items():
        if archived.get(path) != data and not _CHANGING_NOTES.match(path):
            yield f"{LOST}: {path} changed in the archive"
    known = {*before.values(), *whole}
    yield from (f"{TORN}: {path}" for path, data in now.items() if data not in known and not is_temporary(path))


def _not_kept(before: Tree, now: Tree, typed: Collection[str]) -> Iterator[str]:
    """Contents that somebody sent or typed and that lie nowhere any more."""
    there = set(below(now, "inbox", "archive", "outbox").values())
    for path, data in below(before, "inbox", "outbox").items():
        if data not in there and (path.startswith("inbox/") or path in typed):
            yield f"{LOST}: {path} is nowhere"


def broken_in_the_end(
    expected: Tree, now: Tree, *, waited: bool = False, typed: Collection[str] = ()
) -> Iterator[str]:
    """What one clean run did not make as if nothing had happened.

    `waited`: a file could not be read for a moment, so that it belongs to the second run and another copy of it may
    have come first. Then the same must have been decided about the same contents, and the same outputs be there.
    """
    for path in now:
        if is_temporary(path):
            yield f"left behind: {path}"
    wanted, found = receipts_in(expected)[0], receipts_in(now)[0]
    more = Counter(receipt.sha256 for receipt in found) - Counter(receipt.sha256 for receipt in wanted)
    yield from (f"{TWICE}: {sha256[:8]}" for sha256 in more)
    if waited:
        if sorted(map(_decision, wanted)) != sorted(map(_decision, found)):
            yield "other decisions"
        # what somebody wrote into may have been out of date one run later only, and so set aside
        expected, now = (
            {path: b"" for path in below(files, "outbox", "inbox") if ASIDE_MARK not in path and path not in typed}
            for files in (expected, now)
        )
    for path in sorted(expected.keys() | now.keys()):
        if _lasting(path, expected.get(path)) != _lasting(path, now.get(path)):
            yield f"{'missing' if path not in now else 'not expected' if path not in expected else 'differs'}: {path}"


def cache_differs(home: Path) -> Iterator[str]:
    """Whether the cache says anything but what it says when it is made anew from the receipts alone (I10)."""
    from kpi_excel.store.ledger import Ledger

    said = []
    for _ in range(2):
        with Ledger(Archive(home / "archive")) as ledger:
            said.append([*ledger.receipts(), *ledger.damaged()])
        for name in _CACHE[1:]:
            (home / "archive" / name).unlink(missing_ok=True)
    if said[0] != said[1]:
        yield f"cache differs: {len(said[0])} receipts, {len(said[1])} when made anew"


def receipts_in(files: Tree) -> tuple[list[Receipt], list[str]]:
    """Every receipt, and the names of those that are none."""
    found, torn = [], []
    for path, data in below(files, "archive").items():
        if _RECEIPT.search(path):
            try:
                found.append(parse_receipt(path, data))
            except StoreError:
                torn.append(path)
    return found, torn


def _decision(receipt: Receipt) -> tuple[str, ...]:
    return (receipt.sha256, receipt.verdict.value, receipt.code, receipt.agency, receipt.form, receipt.period,
            repr(receipt.records))  # fmt: skip


def _lasting(path: str, data: bytes | None) -> object:
    """A file without what may tell of earlier attempts: a receipt's run; what stood in the place of an output before, and
    what it was made from, which may name the times of receipts.
    """
    forgotten = {"run"} if _RECEIPT.search(path) else {"before", "about"} if f"{HOME}/archive/published/" in path else set()
    if not data or not forgotten:
        return data
    return {key: value for key, value in json.loads(data).items() if key not in {*forgotten, "note_digest"}}
