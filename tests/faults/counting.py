"""What a test of many cases tells: how many there were, and how many of them lost or doubled something."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.faults.invariants import LOST, TWICE

Record = Callable[[str, object], None]


def count(record: Record, violations: Sequence[str], **counts: int) -> None:
    """Hand the counts to the summary that `conftest` prints at the end."""
    lost, twice = (sum(f": {word}" in text for text in violations) for word in (LOST, TWICE))
    found = {"lost": lost, "counted twice": twice, "other violations": len(violations) - lost - twice}
    for what, number in {**counts, **found}.items():
        record(what.replace("_", " "), number)
