"""Every disk operation of every scene, and everything that can happen to it: nothing is lost, nothing counted twice."""

from __future__ import annotations

import errno
import io
import random

import openpyxl
import pytest
from pyarrow import parquet

from kpi_excel.store.operations import CHANGING
from kpi_excel.store.publish import ASIDE_MARK
from tests.faults import rollup_scene
from tests.faults.choice import SEED, chosen_hits, few, part_of
from tests.faults.counting import Record, count
from tests.faults.hooks import Fault, refusing, watched
from tests.faults.scenes import HOME, SCENES
from tests.faults.trial import Hit, Theatre


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", SCENES)
def test_one_clean_run_makes_good__a_fault_at_any_operation(theatre: Theatre, name: str, record_property: Record) -> None:
    hits = chosen_hits(theatre, name)
    violations = [text for hit in hits for text in theatre.violations(name, [hit])]
    count(record_property, violations, operations=len(theatre.whole(name).operations), cases=len(hits))
    assert violations == []


def test_one_clean_run_makes_good__several_faults_in_a_row(theatre: Theatre, record_property: Record) -> None:
    chance = random.Random(SEED)
    violations = []
    histories = few(1000, 12)
    for _ in range(histories):
        name = chance.choice(SCENES)
        length = len(theatre.whole(name).operations)
        hits = [Hit(chance.choice([*Fault]), chance.randrange(length)) for _ in range(chance.randint(2, 4))]
        violations += theatre.violations(name, hits)
    count(record_property, violations, histories=histories)
    assert violations == []


@pytest.mark.parametrize("name", [name for name in SCENES if name != "rebuild"])
def test_second_run_writes_nothing(theatre: Theatre, name: str) -> None:
    place = theatre.place()
    home = theatre.scenes[name].copied(place)
    theatre.scenes[name].play(home)
    with watched() as log:
        theatre.scenes[name].play(home)
    assert log.operations and log.lasting == []


def test_outputs_of_rollup_open__and_what_somebody_wrote_lies_beside_them(theatre: Theatre) -> None:
    whole, scene = theatre.whole("rollup"), theatre.scenes["rollup"]
    folder = whole.place / HOME / scene.writes
    for before in (whole.before, whole.after):
        assert openpyxl.load_workbook(io.BytesIO(before[f"{HOME}/{rollup_scene.WORKBOOK}"])).sheetnames
    assert parquet.read_table(folder / "national_2556-02.parquet").num_rows == 3
    (aside,) = (path for path in folder.iterdir() if ASIDE_MARK in path.name)
    assert aside.read_bytes() == whole.before[f"{HOME}/{rollup_scene.WORKBOOK}"]


def test_every_kind_of_change_is_tried(theatre: Theatre) -> None:
    """The scenes do everything that a program can do to a disk; only Windows takes a protection away."""
    done = {operation.name for name in SCENES for operation in theatre.whole(name).operations}
    assert CHANGING - done == {"unprotect", "rename"}



def test_verify_passes_over_nothing__a_part_of_the_archive_cannot_be_read(theatre: Theatre) -> None:
    """It ends with 5 or 74, but for its own cache, which it can do without."""
    whole = theatre.whole("verify")
    looks = {(operation.name, operation.path.relative_to(whole.place)) for operation in whole.operations
             if operation.name in ("read", "list") and part_of(operation) == "archive"}  # fmt: skip
    home = theatre.scenes["verify"].copied(place := theatre.place())
    for name, path in sorted(looks)[:: few(1, len(looks) // 8)]:
        with refusing(name, errno.EIO, path=str(place / path)):
            (said,) = theatre.scenes["verify"].play(home)
        assert said.code in (5, 74), (name, path)
