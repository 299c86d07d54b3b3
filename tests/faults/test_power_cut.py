"""What a power cut may leave of a run: only what was synced is sure. Killing the program alone cannot show this."""

from __future__ import annotations

import random

import pytest

from tests.faults.choice import ALL, SEED, few
from tests.faults.counting import Record, count
from tests.faults.scenes import SCENES
from tests.faults.trial import Theatre

TRIED = [name for name in SCENES if name not in ("verify", "status", "rebuild")] if ALL else ["store", "run", "review", "rollup"]
"""Where something lasting is written."""


@pytest.mark.parametrize("name", TRIED)
def test_power_cut_loses_nothing__at_any_operation(theatre: Theatre, name: str, record_property: Record) -> None:
    states = [*theatre.whole(name).power_cuts()]
    violations = [text for how, state in states for text in theatre.violations_in(name, state, how)]
    count(record_property, violations, power_cuts=len(states))
    assert states and violations == []


@pytest.mark.parametrize("name", TRIED)
def test_one_clean_run_makes_good__after_a_power_cut(theatre: Theatre, name: str, record_property: Record) -> None:
    states = [*theatre.whole(name).power_cuts()]
    chosen = random.Random(SEED).sample(states, min(few(60, 4), len(states)))
    violations = [text for how, state in chosen for text in theatre.violations_after(name, state, how)]
    count(record_property, violations, recoveries=len(chosen))
    assert chosen and violations == []
