"""A valid form spoiled anywhere has exactly one verdict, and no wrong value is ever accepted in silence.

Some of the 2,000 mutants run here; `make fuzz` runs them all, then others for as long as it is given.
"""

from __future__ import annotations

import os
from collections import Counter

import pytest

from kpi_excel.core.submission import Verdict
from tests.fuzz.mutating import mutate
from tests.fuzz.seeds import forms
from tests.fuzz.trying import try_workbook
from tests.stages.desk import Desk

HERE = range(0, 2000, 1 if os.environ.get("KPI_EXCEL_ALL_MUTANTS") == "1" else 4)


@pytest.fixture(scope="module")
def seeds(sent_out: Desk) -> dict[str, bytes]:
    return forms(sent_out)


def test_form_is_accepted_in_every_kind_of_file(sent_out: Desk, seeds: dict[str, bytes]) -> None:
    house = sent_out.house

    assert {name: try_workbook(house, data).verdict for name, data in seeds.items()} == dict.fromkeys(seeds, "accepted")


def test_mutant_has_one_verdict_and_no_wrong_value(sent_out: Desk, seeds: dict[str, bytes]) -> None:
    house, names = sent_out.house, sorted(seeds)
    tried = {seed: try_workbook(house, mutate(seeds[names[seed // 4 % len(names)]], seed)) for seed in HERE}

    assert {seed: found.problems for seed, found in tried.items() if found.problems} == {}
    counted = Counter(found.verdict for found in tried.values())
    assert set(counted) <= {verdict.value for verdict in Verdict}
    assert counted["refused"] > 200 and counted["accepted"] > 100
