"""Which of all the possible faults are tried: every one on request, a systematic few of them with the other tests."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator

from kpi_excel.store.operations import CHANGING, Operation
from tests.faults.hooks import Fault
from tests.faults.scenes import HOME
from tests.faults.trial import Hit, Theatre

ALL = os.environ.get("KPI_EXCEL_FAULTS") == "all"
"""`make faults`: the whole sweep. It takes the better part of an hour."""

SEED = 2556
PER_SCENE = 3
"""How many more are tried of each scene where not all are."""


def chosen_hits(theatre: Theatre, name: str) -> list[Hit]:
    """All hits of a scene; or a few, so that over the scenes every kind of operation meets every fault at least once."""
    hits = [hit for fault in Fault for hit in theatre.whole(name).hits(fault)]
    if ALL:
        return hits
    first = {_kind(theatre, scene, hit): (scene, hit) for scene, hit in reversed([*_shuffled(theatre)])}
    needed = {hit for scene, hit in first.values() if scene == name}
    return sorted(needed | set(random.Random(SEED).sample(hits, min(PER_SCENE, len(hits)))))


def few(everything: int, some: int) -> int:
    """How often something random is tried."""
    return everything if ALL else some


def _shuffled(theatre: Theatre) -> Iterator[tuple[str, Hit]]:
    every = [(name, hit) for name in theatre.scenes for fault in Fault for hit in theatre.whole(name).hits(fault)]
    random.Random(SEED).shuffle(every)
    yield from every


def _kind(theatre: Theatre, name: str, hit: Hit) -> tuple[str, str, Fault]:
    """What is done, in which part of the workspace if it is a change, and what happens to it."""
    operation = theatre.whole(name).operations[hit.position]
    return operation.name, part_of(operation) if operation.name in CHANGING else "", hit.fault


def part_of(operation: Operation) -> str:
    """The part of the workspace an operation is about: inbox, archive, outbox, or the workspace itself."""
    parts = operation.path.parts
    after = parts[parts.index(HOME) + 1 :] if HOME in parts else ()
    return after[0] if len(after) > 1 else ""
