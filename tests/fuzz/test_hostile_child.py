"""The whole hostile set through the supervised child: one outcome each, within the limits that stand for a file."""

from __future__ import annotations

import sys

import pytest

from kpi_excel.core.findings import Finding
from kpi_excel.forms.raw import RawWorkbook
from kpi_excel.workers.supervise import Limits, Reader
from tests.hostile import BOMBS, HOSTILE, READABLE, xlsx

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")

_MEGABYTE = 1024**2
_CHILD = 100 * _MEGABYTE
"""Address space of a child that has read nothing yet, with room for what its libraries map."""
_FAR = [name for name in READABLE if any(word in name for word in ("far", "lie", "without end", "bracket", "to the end"))]


def _code_of(outcome: RawWorkbook | Finding) -> str:
    return outcome.code if isinstance(outcome, Finding) else "read"


def test_one_child_outlives_the_hostile_set__ten_seconds_and_a_gigabyte_for_each() -> None:
    expected = {name: code for name, (code, _) in HOSTILE.items()} | dict.fromkeys(READABLE, "read")
    with Reader(Limits(cpu=10, memory=1024 * _MEGABYTE)) as reader:
        reader.read(xlsx())
        child = reader._child
        found = {name: _code_of(reader.read(make())) for name, (_, make) in HOSTILE.items()}
        found |= {name: _code_of(reader.read(readable.make())) for name, readable in READABLE.items()}
        assert reader._child is child

    assert found == expected


def test_bomb_or_far_cell_is_told_for_little__two_seconds_and_two_hundred_megabytes() -> None:
    expected = {name: code for name, (code, _) in BOMBS.items()} | dict.fromkeys(_FAR, "read")
    with Reader(Limits(cpu=2, memory=_CHILD + 200 * _MEGABYTE)) as reader:
        found = {name: _code_of(reader.read(make())) for name, (_, make) in BOMBS.items()}
        found |= {name: _code_of(reader.read(READABLE[name].make())) for name in _FAR}

    assert found == expected
