"""Real processes: one dies in the middle of an operation, several want the same workspace, one may write no large file."""

from __future__ import annotations

import random
import sys

import pytest

from kpi_excel.store.operations import CHANGING
from tests.faults.child import DEAD, start
from tests.faults.choice import ALL, SEED, few
from tests.faults.counting import Record, count
from tests.faults.hooks import Fault
from tests.faults.invariants import broken_in_the_end, seen
from tests.faults.trial import Theatre

RUN = ("--as-of 2013-02-28 run --period 2556-02",)
LARGEST = 9000
"""Bytes: receipts and forms fit, the consolidated workbook does not."""


def test_one_clean_run_makes_good__a_process_that_died(theatre: Theatre, record_property: Record) -> None:
    whole, chance = theatre.whole("run"), random.Random(SEED)
    violations, deaths = [], few(30, 2)
    for name in chance.choices(["link", "remove", "replace", "write"], k=deaths):
        at = chance.choice([at for at, operation in enumerate(whole.operations) if operation.name == name])
        fault = Fault.KILLED_HALFWAY if name == "write" else chance.choice([Fault.KILLED_BEFORE, Fault.KILLED_AFTER])
        place = theatre.place()
        process = start(theatre.scenes["run"].copied(place), RUN, fault=fault, position=at)
        process.communicate()
        assert process.returncode == DEAD
        violations += theatre.violations_after("run", seen(place), f"{fault} at {at} ({name})")
    count(record_property, violations, dead_processes=deaths)
    assert violations == []


def test_one_clean_run_makes_good__a_process_that_died_with_its_children_at_work(theatre: Theatre, record_property: Record) -> None:
    """Children judge and write the answers, which are put in place side by side: no two runs do it in the same order."""
    whole, chance = theatre.whole("run"), random.Random(SEED)
    changes = [at for at, operation in enumerate(whole.operations) if operation.name in CHANGING]
    violations, deaths, rounds = [], 0, few(40, 3)
    for at in chance.sample(changes, k=rounds):
        fault = chance.choice([Fault.KILLED_BEFORE, Fault.KILLED_AFTER])
        place = theatre.place()
        process = start(theatre.scenes["run"].copied(place), RUN, many=1, fault=fault, position=at)
        process.communicate()
        # 3 is a run to its end: side by side there may be fewer operations
        assert process.returncode in (DEAD, 3)
        deaths += process.returncode == DEAD
        violations += theatre.violations_after("run", seen(place), f"{fault} at {at}, children at work")
    count(record_property, violations, dead_processes=deaths)
    assert violations == [] and deaths > rounds // 2


@pytest.mark.parametrize("waits_at", ["link", "remove", "replace", "commit-cache"] if ALL else ["link"])
def test_second_run_is_turned_away__while_another_writes(theatre: Theatre, waits_at: str) -> None:
    place = theatre.place()
    home = theatre.scenes["run"].copied(place)
    first = start(home, RUN, waits_at=waits_at)
    assert first.stdin and first.stdout
    while b"waiting" not in first.stdout.readline():
        pass
    second = start(home, RUN)
    said, _ = second.communicate()
    assert (second.returncode, "[workspace-locked]" in said.decode()) == (4, True)
    first.communicate(b"\n")
    assert first.returncode == 3
    assert [*broken_in_the_end(theatre.whole("run").after, seen(place))] == []


def test_nothing_is_lost__several_runs_at_once(theatre: Theatre, record_property: Record) -> None:
    violations, rounds = [], few(20, 1)
    for _ in range(rounds):
        place = theatre.place()
        home = theatre.scenes["run"].copied(place)
        processes = [start(home, RUN) for _ in range(3)]
        said = [process.communicate()[0].decode() for process in processes]
        codes = {process.returncode for process in processes}
        assert codes <= {1, 3, 4} and codes != {4}, said
        violations += theatre.violations_after("run", seen(place), "several runs at once")
    count(record_property, violations, concurrent_rounds=rounds)
    assert violations == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no program's files")
def test_one_clean_run_makes_good__no_file_may_be_large(theatre: Theatre) -> None:
    place = theatre.place()
    process = start(theatre.scenes["run"].copied(place), RUN, largest=LARGEST)
    said = process.communicate()[0].decode()
    assert (process.returncode, "[disk-full]" in said) == (74, True), said
    assert theatre.violations_after("run", seen(place), "no file larger than LARGEST") == []


@pytest.mark.parametrize("told", [{}, {"many": 1}])
def test_child_is_the_program__without_any_fault(theatre: Theatre, told: dict[str, int]) -> None:
    """What is remembered elsewhere makes no difference: the same bytes come of a process that does everything itself."""
    place = theatre.place()
    process = start(theatre.scenes["run"].copied(place), RUN, **told)
    process.communicate()
    assert process.returncode == 3
    assert [*broken_in_the_end(theatre.whole("run").after, seen(place))] == []


