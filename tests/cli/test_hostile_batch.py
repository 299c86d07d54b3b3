"""The whole hostile set in one inbox: one verdict each by the command, nothing stops, and the good form counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Console
from tests.hostile import HOSTILE, READABLE
from tests.stages.desk import Desk, tree

_LARGEST = 4_000_000
"""Bytes: what is larger goes through the child alone (`tests/fuzz`), and is refused there all the same."""


def verdicts_in(said: dict[str, Any]) -> dict[str, tuple[str, str]]:
    found = {item["file"]: (item["verdict"], item["code"]) for item in said["items"]}
    assert len(found) == len(said["items"])
    return found


@pytest.fixture
def expected(desk: Desk) -> dict[str, tuple[str, str]]:
    """The inbox, filled, and the verdict due to each file."""
    desk.drop("แบบดี.xlsx", desk.filled("DPM"))
    due = {"แบบดี.xlsx": ("accepted", "")}
    made = {name: (("refused", code), make()) for name, (code, make) in HOSTILE.items()}
    made |= {name: (("held", "form-not-identified"), readable.make()) for name, readable in READABLE.items()}
    seen: set[bytes] = set()
    for number, (verdict, data) in enumerate(made.values()):
        if len(data) <= _LARGEST and data not in seen:
            seen.add(data)
            desk.drop(f"{number:03}.xlsx", data)
            due[f"{number:03}.xlsx"] = verdict
    return due


def test_hostile_inbox__one_verdict_each_and_the_good_form_counts(console: Console, desk: Desk, expected: dict[str, tuple[str, str]]) -> None:
    at = ["--workspace", desk.root, "--as-of", "2556-02-20"]
    files: list[Path] = sorted((desk.root / "inbox").iterdir())
    before = tree(desk.root)
    tried = console(*at, "validate", *files, "--json")

    assert verdicts_in(tried.json) == expected
    assert tree(desk.root) == before

    said = console(*at, "ingest", "--json")
    counted = Counter(verdict for verdict, _ in expected.values())
    assert verdicts_in(said.json) == expected
    assert (tried.code, said.code) == (3, 3)
    assert counted["accepted"] == 1 and counted["refused"] > 180 and counted["held"] > 35
    assert desk.inbox == sorted(name for name, (verdict, _) in expected.items() if verdict == "held")
    assert len(desk.receipts()) == len(expected)

    again = console(*at, "ingest", "--json")
    assert {verdict for verdict, _ in verdicts_in(again.json).values()} == {"held"}
